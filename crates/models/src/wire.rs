//! The wire types: the bodies of every operation, as the official descriptions define them. No rule is checked here.
//!
//! Fields of answers are optional throughout (absent and `null` are the same), unknown fields are passed over and unknown
//! enumeration values kept, so that a newer server never breaks an older widget. The configuration alone keeps unknown
//! fields, because it is written back whole.

pub mod access_request;
pub mod approval;
pub mod assignment;
pub mod catalog;
pub mod config;
pub mod error;
pub mod identity;
pub mod reference;
pub mod revocable;
pub mod status;
pub mod token;

/// Declares a struct of the wire: every field optional, absent and `null` alike, written only where present.
///
/// It is read out of the value, see [`crate::json`].
macro_rules! wire_struct {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $(
                $(#[$fdoc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $field: Option<$type>,
            )+
        }

        impl $crate::json::FromJson for $name {
            fn from_value(value: serde_json::Value) -> Result<Self, $crate::json::DecodeError> {
                let mut members = $crate::json::Members::of(value);
                let mut made = Self::default();
                $(members.take(stringify!($field), &mut made.$field);)+
                members.finish()?;
                Ok(made)
            }
        }

        $crate::json::deserialize_from_json!($name);
    };
}

pub(crate) use wire_struct;
