//! The wire types: the bodies of every operation, as the official descriptions define them. No rule is checked here.
//!
//! Fields of answers are optional throughout (absent and `null` are the same), unknown fields are passed over and unknown
//! enumeration values kept, so that a newer server never breaks an older widget. The configuration alone keeps unknown
//! fields, because it is written back whole.

pub mod access_request;
pub mod accounts_selection;
pub mod approval;
pub mod assignment;
pub mod catalog;
pub mod config;
pub mod error;
pub mod identity;
pub mod reference;
pub mod revocable;
pub mod source_app;
pub mod status;
pub mod token;

/// Declares a struct of the wire: the short form of [`json_struct!`](crate::json_struct) for names in camel case and fields that
/// are all optional, absent and `null` alike, written only where present. A field with another name on the wire says so:
/// `account_uuid as "accountUUID": String`.
macro_rules! wire_struct {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$fdoc:meta])* $field:ident $(as $wire_name:literal)? : $type:ty),+ $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(
                $(#[$fdoc])*
                pub $field: Option<$type>,
            )+
        }

        impl $crate::json::FromJson for $name {
            fn from_value(value: serde_json::Value) -> Result<Self, $crate::json::DecodeError> {
                let mut members = $crate::json::Members::of(value);
                let mut made = Self::default();
                $(members.take($crate::json_name!(camel $field $($wire_name)?), &mut made.$field);)+
                members.finish()?;
                Ok(made)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let mut members = to.serialize_map(None)?;
                $($crate::json_struct!(
                    @write members, $crate::json_name!(camel $field $($wire_name)?), &self.$field, omitted
                );)+
                serde::ser::SerializeMap::end(members)
            }
        }

        $crate::json::deserialize_from_json!($name);
    };
}

pub(crate) use wire_struct;
