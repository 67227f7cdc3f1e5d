//! What travels: the bodies of every operation, as the official descriptions have them. No rule is judged here.
//!
//! Fields of answers are optional throughout (absent and `null` are the same), unknown fields are passed over and unknown
//! enumeration values kept, so that a newer server never breaks an older widget. The configuration alone keeps unknown
//! fields, because it is written back whole.

mod field;

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
///
/// It is read field by field into a default value: the code serde would derive for fields this many is several times as
/// large, and reading is most of what the widget does.
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

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object: ", stringify!($name)))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        #[expect(non_camel_case_types, reason = "the fields themselves, to number them")]
                        enum Number { $($field),+ }
                        const NAMES: &[&str] = &[$(stringify!($field)),+];
                        let mut read = $name::default();
                        while let Some(at) = map.next_key_seed($crate::wire::field::Position(NAMES))? {
                            match at {
                                $(Some(n) if n == Number::$field as usize => read.$field = map.next_value()?,)+
                                _ => drop(map.next_value::<serde::de::IgnoredAny>()?),
                            }
                        }
                        Ok(read)
                    }
                }

                from.deserialize_map(Fields)
            }
        }
    };
}

pub(crate) use wire_struct;
