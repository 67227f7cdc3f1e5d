//! Structs that are objects of JSON: declared once, read and written alike. Knows no type of the wire.

use super::{FromJson, Members};
use std::collections::BTreeMap;

/// Declares a struct and how an object of JSON holds it, for reading and for writing. A member is called as its field is, and must
/// be there, unless the field says otherwise:
///
/// | after the type | absent | `null` | written |
/// |---|---|---|---|
/// | nothing | refused | as the type reads it | always |
/// | `= default` | the default | as the type reads it | always |
/// | `= nullable` | the default | the default | always |
/// | `= omitted` | the default | the default | unless it is [empty](Omit) |
///
/// ```
/// use request_center_models::json::from_json;
/// request_center_models::json_struct! {
///     /// One note.
///     #[derive(Debug, PartialEq)]
///     struct Note {
///         text: String,
///         pinned: bool = default,
///         tags: Vec<String> = omitted,
///     }
/// }
/// let note: Note = from_json(r#"{"text":"Call back"}"#).unwrap();
/// assert_eq!(note, Note { text: "Call back".to_owned(), pinned: false, tags: Vec::new() });
/// assert_eq!(serde_json::to_string(&note).unwrap(), r#"{"text":"Call back","pinned":false}"#);
/// assert_eq!(from_json::<Note>("{}").unwrap_err().to_string(), "text: a value was expected");
/// ```
#[macro_export]
macro_rules! json_struct {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $($(#[$field_meta:meta])* $field_vis:vis $field:ident : $type:ty $(= $mode:ident)?),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        $vis struct $name {
            $($(#[$field_meta])* $field_vis $field: $type,)+
        }

        impl $crate::json::FromJson for $name {
            fn from_value(value: $crate::json::Value) -> Result<Self, $crate::json::DecodeError> {
                let mut members = $crate::json::Members::of(value);
                let made = Self {
                    $($field: $crate::json_struct!(
                        @read members, $crate::json_name!(verbatim $field), $($mode)?
                    ),)+
                };
                members.finish()?;
                Ok(made)
            }
        }

        impl $crate::json::serde::Serialize for $name {
            fn serialize<S: $crate::json::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let mut members = $crate::json::serde::Serializer::serialize_map(to, None)?;
                $($crate::json_struct!(
                    @write members, $crate::json_name!(verbatim $field), &self.$field, $($mode)?
                );)+
                $crate::json::serde::ser::SerializeMap::end(members)
            }
        }
    };

    (@read $members:ident, $name:expr,) => {
        $members.required($name)?
    };
    (@read $members:ident, $name:expr, default) => {
        $members.or_default($name)?
    };
    (@read $members:ident, $name:expr, nullable) => {
        $members.optional($name).unwrap_or_default()
    };
    (@read $members:ident, $name:expr, omitted) => {
        $crate::json::Omit::read(&mut $members, $name)
    };

    (@write $members:ident, $name:expr, $value:expr, omitted) => {
        if !$crate::json::Omit::is_omitted($value) {
            $crate::json_struct!(@write $members, $name, $value,);
        }
    };
    (@write $members:ident, $name:expr, $value:expr, $($mode:ident)?) => {
        $crate::json::serde::ser::SerializeMap::serialize_entry(&mut $members, $name, $value)?
    };
}

/// A value that says nothing where it is empty, so that a member `= omitted` need not be written.
pub trait Omit {
    /// True if it is empty.
    fn is_omitted(&self) -> bool;

    /// The member of that name; empty where it is absent or `null`.
    fn read(members: &mut Members, name: &str) -> Self;
}

impl<T: FromJson> Omit for Option<T> {
    fn is_omitted(&self) -> bool {
        self.is_none()
    }

    fn read(members: &mut Members, name: &str) -> Self {
        members.optional(name)
    }
}

/// Implements [`Omit`] for types that have a value when they are read, by what makes them empty.
macro_rules! omit {
    ($([$($parameters:tt)*] $name:ty: $is_empty:expr;)+) => {$(
        impl<$($parameters)*> Omit for $name {
            fn is_omitted(&self) -> bool {
                let is_empty: fn(&Self) -> bool = $is_empty;
                is_empty(self)
            }

            fn read(members: &mut Members, name: &str) -> Self {
                members.optional(name).unwrap_or_default()
            }
        }
    )+};
}

omit! {
    [T: FromJson] Vec<T>: Vec::is_empty;
    [K: From<String> + Ord, T: FromJson] BTreeMap<K, T>: BTreeMap::is_empty;
    [] bool: |switch| !switch;
}
