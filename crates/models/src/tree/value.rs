//! Types made out of a tree of JSON: the traits, and plain values, lists and maps. Knows no type of the wire.

use super::misfit::Misfit;
use serde_json::Value;
use std::collections::BTreeMap;

/// A type made out of a tree.
pub trait FromTree: Sized {
    /// What the tree means.
    ///
    /// # Errors
    /// Where it is something else.
    fn from_tree(tree: Value) -> Result<Self, Misfit>;
}

/// A place for what a tree means: an `Option` of any [`FromTree`] type. It lets the code that finds the members be one for all.
pub trait Slot {
    /// Puts what the tree means there.
    ///
    /// # Errors
    /// Where it is something else.
    fn put(&mut self, tree: Value) -> Result<(), Misfit>;
}

impl<T: FromTree> Slot for Option<T> {
    fn put(&mut self, tree: Value) -> Result<(), Misfit> {
        *self = Some(T::from_tree(tree)?);
        Ok(())
    }
}

/// The text a tree is.
///
/// # Errors
/// Where it is something else.
pub fn text(tree: Value) -> Result<String, Misfit> {
    match tree {
        Value::String(text) => Ok(text),
        _ => Err(Misfit::expected("a text")),
    }
}

/// Implements [`FromTree`] for what is made of a text by `From<String>` or `From<&str>`.
macro_rules! text_from_tree {
    ($name:ident) => {
        impl $crate::tree::FromTree for $name {
            fn from_tree(tree: serde_json::Value) -> Result<Self, $crate::tree::Misfit> {
                $crate::tree::text(tree).map(Self::from)
            }
        }
    };
}

pub(crate) use text_from_tree;

text_from_tree!(String);

/// Implements [`FromTree`] for a plain value.
macro_rules! plain_from_tree {
    ($($name:ty: $read:expr, $expected:literal;)+) => {$(
        impl FromTree for $name {
            fn from_tree(tree: Value) -> Result<Self, Misfit> {
                let read: fn(&Value) -> Option<Self> = $read;
                read(&tree).ok_or(Misfit::expected($expected))
            }
        }
    )+};
}

plain_from_tree! {
    bool: Value::as_bool, "true or false";
    i32: |tree| tree.as_i64().and_then(|number| number.try_into().ok()), "a whole number of 32 bits";
    u32: |tree| tree.as_u64().and_then(|number| number.try_into().ok()), "a whole number of 32 bits, 0 or more";
    i64: Value::as_i64, "a whole number";
    u64: Value::as_u64, "a whole number, 0 or more";
    f64: Value::as_f64, "a number";
}

impl FromTree for Value {
    fn from_tree(tree: Value) -> Result<Self, Misfit> {
        Ok(tree)
    }
}

impl<T: FromTree> FromTree for Option<T> {
    fn from_tree(tree: Value) -> Result<Self, Misfit> {
        if tree.is_null() { Ok(None) } else { T::from_tree(tree).map(Some) }
    }
}

impl<T: FromTree> FromTree for Vec<T> {
    fn from_tree(tree: Value) -> Result<Self, Misfit> {
        let mut made = Self::new();
        each(tree, &mut |element| {
            made.push(T::from_tree(element)?);
            Ok(())
        })?;
        Ok(made)
    }
}

fn each(tree: Value, take: &mut dyn FnMut(Value) -> Result<(), Misfit>) -> Result<(), Misfit> {
    let Value::Array(list) = tree else { return Err(Misfit::expected("a list")) };
    for (at, element) in list.into_iter().enumerate() {
        take(element).map_err(|misfit| misfit.within(&at.to_string()))?;
    }
    Ok(())
}

impl<K: From<String> + Ord, T: FromTree> FromTree for BTreeMap<K, T> {
    fn from_tree(tree: Value) -> Result<Self, Misfit> {
        let Value::Object(object) = tree else { return Err(Misfit::expected("an object")) };
        let mut made = Self::new();
        for (name, member) in object {
            let member = T::from_tree(member).map_err(|misfit| misfit.within(&name))?;
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
pub fn variant(tree: Value) -> Result<(String, Value), Misfit> {
    match tree {
        Value::String(name) => Ok((name, Value::Null)),
        Value::Object(object) if object.len() == 1 => {
            object.into_iter().next().ok_or(Misfit::expected("a member"))
        }
        _ => Err(Misfit::expected("a text or an object of one member")),
    }
}
