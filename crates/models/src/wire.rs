//! What travels: the bodies of every operation, as the official descriptions have them. No rule is judged here.
//!
//! Fields of answers are optional throughout (absent and `null` are the same), unknown fields are passed over and unknown
//! enumeration values kept, so that a newer server never breaks an older widget. The configuration alone keeps unknown
//! fields, because it is written back whole.

pub mod access_request;
pub mod approval;
pub mod catalog;
pub mod config;
pub mod error;
pub mod identity;
pub mod reference;
pub mod status;
pub mod token;

/// Declares a struct of the wire: every field optional, absent and `null` alike, written only where present.
macro_rules! wire_struct {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $(
                $(#[$fdoc])*
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $field: Option<$type>,
            )+
        }
    };
}

pub(crate) use wire_struct;
