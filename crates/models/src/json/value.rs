//! Types made out of a value of JSON: the traits, and plain values, lists and maps. Knows no type of the wire.

use super::error::DecodeError;
use serde_json::Value;
use std::collections::BTreeMap;

/// A type made out of a value.
pub trait FromJson: Sized {
    /// Decodes the value.
    ///
    /// # Errors
    /// Where it is something else.
    fn from_value(value: Value) -> Result<Self, DecodeError>;

    /// True for a value that is not `null` and means the same: that there is none.
    fn is_nothing(_: &Value) -> bool {
        false
    }
}

/// A place for what a value means: an `Option` of any [`FromJson`] type. It lets the code that finds the members be one for all.
pub trait Slot {
    /// Puts what the value means there.
    ///
    /// # Errors
    /// Where it is something else.
    fn put(&mut self, value: Value) -> Result<(), DecodeError>;
}

impl<T: FromJson> Slot for Option<T> {
    fn put(&mut self, value: Value) -> Result<(), DecodeError> {
        if !T::is_nothing(&value) {
            *self = Some(T::from_value(value)?);
        }
        Ok(())
    }
}

/// The text a value is.
///
/// # Errors
/// Where it is something else.
pub fn text(value: Value) -> Result<String, DecodeError> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(DecodeError::expected("a text")),
    }
}

/// Implements [`FromJson`] for what is made of a text by `From<String>` or `From<&str>`.
macro_rules! text_from_json {
    ($name:ident) => {
        impl $crate::json::FromJson for $name {
            fn from_value(value: serde_json::Value) -> Result<Self, $crate::json::DecodeError> {
                $crate::json::text(value).map(Self::from)
            }
        }
    };
}

pub(crate) use text_from_json;

text_from_json!(String);

/// Implements [`FromJson`] for a plain value.
macro_rules! plain_from_json {
    ($($name:ty: $read:expr, $expected:literal;)+) => {$(
        impl FromJson for $name {
            fn from_value(value: Value) -> Result<Self, DecodeError> {
                let read: fn(&Value) -> Option<Self> = $read;
                read(&value).ok_or(DecodeError::expected($expected))
            }
        }
    )+};
}

plain_from_json! {
    bool: Value::as_bool, "true or false";
    i32: |value| value.as_i64().and_then(|number| number.try_into().ok()), "a whole number of 32 bits";
    u32: |value| value.as_u64().and_then(|number| number.try_into().ok()), "a whole number of 32 bits, 0 or more";
    i64: Value::as_i64, "a whole number";
    u64: Value::as_u64, "a whole number, 0 or more";
    f64: Value::as_f64, "a number";
}

impl FromJson for Value {
    fn from_value(value: Value) -> Result<Self, DecodeError> {
        Ok(value)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_value(value: Value) -> Result<Self, DecodeError> {
        if value.is_null() || T::is_nothing(&value) { Ok(None) } else { T::from_value(value).map(Some) }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let mut made = Self::new();
        each(value, &mut |element| {
            made.push(T::from_value(element)?);
            Ok(())
        })?;
        Ok(made)
    }
}

fn each(value: Value, take: &mut dyn FnMut(Value) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
    let Value::Array(list) = value else { return Err(DecodeError::expected("a list")) };
    for (at, element) in list.into_iter().enumerate() {
        take(element).map_err(|error| error.within(&at.to_string()))?;
    }
    Ok(())
}

impl<K: From<String> + Ord, T: FromJson> FromJson for BTreeMap<K, T> {
    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let Value::Object(object) = value else { return Err(DecodeError::expected("an object")) };
        let mut made = Self::new();
        for (name, member) in object {
            let member = T::from_value(member).map_err(|error| error.within(&name))?;
            made.insert(K::from(name), member);
        }
        Ok(made)
    }
}

/// The name and content of a value of an enumeration as serde writes one: a text alone (its content is `null` then), or an
/// object with one member.
///
/// # Errors
/// Where it is something else.
pub fn variant(value: Value) -> Result<(String, Value), DecodeError> {
    match value {
        Value::String(name) => Ok((name, Value::Null)),
        Value::Object(object) if object.len() == 1 => {
            object.into_iter().next().ok_or(DecodeError::expected("a member"))
        }
        _ => Err(DecodeError::expected("a text or an object of one member")),
    }
}
