//! Reading JSON by way of its tree: the text is parsed once into a [`Value`], and types are made out of that. Knows no type of
//! the wire and no text.
//!
//! serde reads straight from the text into a type, with code of its own for every type; for the many bodies of the wire that
//! was a tenth of the widget. Here a field costs a call. The types implement `Deserialize` all the same, through [`read`].
//!
//! The price: what is passed over is parsed too, so a number no `f64` holds, half a surrogate pair or more than 128 levels are
//! refused wherever they stand.

mod field;
mod row;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// Why a tree is not what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    path: Vec<String>,
    expected: &'static str,
}

impl Misfit {
    /// Something else was expected.
    #[must_use]
    pub fn expected(expected: &'static str) -> Self {
        Self { path: Vec::new(), expected }
    }

    /// The same, seen from the object or list that has it at that place.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        self.path.insert(0, place.to_owned());
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.path.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "/" })?;
            f.write_str(step)?;
        }
        f.write_str(if self.path.is_empty() { "" } else { ": " })?;
        f.write_str(self.expected)?;
        f.write_str(" was expected")
    }
}

impl std::error::Error for Misfit {}

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

/// Reads a JSON text.
///
/// ```
/// use request_center_models::{tree::from_json, wire::status::RequestedItemStatus};
/// let rows: Vec<RequestedItemStatus> = from_json(r#"[{"name":"Night shift lead"}]"#).unwrap();
/// assert_eq!(rows[0].name.as_deref(), Some("Night shift lead"));
/// let misfit = from_json::<Vec<RequestedItemStatus>>(r#"[{"name":7}]"#).unwrap_err();
/// assert_eq!(misfit.to_string(), "0/name: a text was expected");
/// ```
///
/// # Errors
/// Where the text is no JSON, or means something else.
pub fn from_json<T: FromTree>(text: &str) -> Result<T, Misfit> {
    T::from_tree(parse(text)?)
}

/// Reads a JSON text that is a list, sparing every row that can be spared: where a row does not fit, the member that does not is
/// left out of it, and what is no object at all counts as an empty row, so that rows keep their number.
///
/// ```
/// use request_center_models::{tree::rows_from_json, wire::status::RequestedItemStatus};
/// let text = r#"[{"name":"A"},{"name":"B","clientMetadata":{"ticket":4711,"source":"desk"}}]"#;
/// let rows: Vec<RequestedItemStatus> = rows_from_json(text).unwrap();
/// assert_eq!(rows[1].name.as_deref(), Some("B"));
/// assert_eq!(rows[1].client_metadata.as_ref().unwrap().len(), 1);
/// ```
///
/// # Errors
/// Where the text is no JSON, or no list.
pub fn rows_from_json<T: FromTree>(text: &str) -> Result<Vec<T>, Misfit> {
    let mut rows = Vec::new();
    row::each(parse(text)?, &mut |row| {
        rows.push(T::from_tree(row)?);
        Ok(())
    })?;
    Ok(rows)
}

fn parse(text: &str) -> Result<Value, Misfit> {
    serde_json::from_str(text).map_err(|_| Misfit::expected("JSON"))
}

/// Reads from any source of serde's: what `Deserialize` of such a type does.
///
/// # Errors
/// Those of the source, and the misfit where the tree is something else.
pub fn read<'de, T: FromTree, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    T::from_tree(Value::deserialize(from)?).map_err(D::Error::custom)
}

/// The members of an object, taken field by field. The first that does not fit is remembered, and nothing is taken after it.
#[derive(Debug)]
pub struct Members {
    object: Map<String, Value>,
    is_same: fn(&str, &str) -> bool,
    misfit: Option<Misfit>,
}

impl Members {
    /// Of an object with names in camel case, for fields in snake case.
    #[must_use]
    pub fn of(tree: Value) -> Self {
        Self::named(tree, field::is_same)
    }

    /// Of an object whose names are those of the fields.
    #[must_use]
    pub fn verbatim(tree: Value) -> Self {
        Self::named(tree, |field, name| field == name)
    }

    fn named(tree: Value, is_same: fn(&str, &str) -> bool) -> Self {
        let (object, misfit) = match tree {
            Value::Object(object) => (object, None),
            _ => (Map::new(), Some(Misfit::expected("an object"))),
        };
        Self { object, is_same, misfit }
    }

    /// The member of that field; `None` where it is absent, or something before it did not fit.
    fn member(&mut self, field: &str) -> Option<Value> {
        if self.misfit.is_some() {
            return None;
        }
        let is_same = self.is_same;
        self.object.iter_mut().find(|(name, _)| is_same(field, name)).map(|(_, member)| member.take())
    }

    fn put(&mut self, field: &str, member: Value, into: &mut dyn Slot) {
        if let Err(misfit) = into.put(member) {
            self.misfit = Some(misfit.within(field.strip_prefix("r#").unwrap_or(field)));
        }
    }

    /// A field that may be absent or, which is the same, `null`.
    #[inline(never)]
    pub fn take(&mut self, field: &str, into: &mut dyn Slot) {
        if let Some(member) = self.member(field).filter(|member| !member.is_null()) {
            self.put(field, member, into);
        }
    }

    /// A field that may be absent; `null` is a value of it, or does not fit.
    #[inline(never)]
    pub fn take_present(&mut self, field: &str, into: &mut dyn Slot) {
        if let Some(member) = self.member(field) {
            self.put(field, member, into);
        }
    }

    /// A field that must be there.
    ///
    /// # Errors
    /// Where it is absent or does not fit, or something before it did not.
    pub fn required<T: FromTree>(&mut self, field: &str) -> Result<T, Misfit> {
        let mut into = None;
        self.take_present(field, &mut into);
        into.ok_or_else(|| self.missing(field))
    }

    /// A field that may be absent and then has its default; `null` is no value of it.
    ///
    /// # Errors
    /// Where it does not fit, or something before it did not.
    pub fn or_default<T: FromTree + Default>(&mut self, field: &str) -> Result<T, Misfit> {
        let mut into = None;
        self.take_present(field, &mut into);
        match self.misfit.take() {
            None => Ok(into.unwrap_or_default()),
            Some(misfit) => Err(misfit),
        }
    }

    #[inline(never)]
    fn missing(&mut self, field: &str) -> Misfit {
        self.misfit.take().unwrap_or_else(|| Misfit::expected("a value").within(field))
    }

    /// The members that are none of these fields.
    #[must_use]
    pub fn strangers(&mut self, fields: &[&str]) -> Map<String, Value> {
        let mut strangers = Map::new();
        for (name, member) in std::mem::take(&mut self.object) {
            if !fields.iter().any(|field| (self.is_same)(field, &name)) {
                strangers.insert(name, member);
            }
        }
        strangers
    }

    /// Whether everything taken did fit.
    ///
    /// # Errors
    /// What did not fit, and where.
    pub fn finish(self) -> Result<(), Misfit> {
        self.misfit.map_or(Ok(()), Err)
    }
}

/// Takes the members out whose names are meant; `false` where there is none. Built anew from the others, because a map's own way to
/// give up a member is 2 KB that the browser needs for nothing else.
pub(crate) fn take_out(members: &mut Map<String, Value>, is_meant: &dyn Fn(&str) -> bool) -> bool {
    let before = members.len();
    for (name, member) in std::mem::take(members) {
        if !is_meant(&name) {
            members.insert(name, member);
        }
    }
    members.len() < before
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

/// Implements `Deserialize` by way of [`FromTree`].
macro_rules! deserialize_from_tree {
    ($($name:ident),+) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::tree::read(from)
            }
        }
    )+};
}

pub(crate) use deserialize_from_tree;

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
