//! The members of an object, one by one. Knows no type of the wire.

use super::error::DecodeError;
use super::value::{FromJson, Slot};
use serde_json::{Map, Value};

/// The members of an object, taken one by one. The first that does not fit is remembered, and nothing is taken after it.
#[derive(Debug)]
pub struct Members {
    object: Map<String, Value>,
    error: Option<DecodeError>,
}

impl Members {
    /// Of an object.
    #[must_use]
    pub fn of(value: Value) -> Self {
        let (object, error) = match value {
            Value::Object(object) => (object, None),
            _ => (Map::new(), Some(DecodeError::expected("an object"))),
        };
        Self { object, error }
    }

    /// The member of that name; `None` where it is absent, or something before it did not fit.
    fn member(&mut self, name: &str) -> Option<Value> {
        if self.error.is_some() {
            return None;
        }
        self.object.iter_mut().find(|(known, _)| *known == name).map(|(_, member)| member.take())
    }

    fn put(&mut self, name: &str, member: Value, into: &mut dyn Slot) {
        if let Err(error) = into.put(member) {
            self.error = Some(error.within(name));
        }
    }

    /// A member that may be absent or, which is the same, `null`.
    #[inline(never)]
    pub fn take(&mut self, name: &str, into: &mut dyn Slot) {
        if let Some(member) = self.member(name).filter(|member| !member.is_null()) {
            self.put(name, member, into);
        }
    }

    /// A member that may be absent; `null` is a value of it, or does not fit.
    #[inline(never)]
    pub fn take_present(&mut self, name: &str, into: &mut dyn Slot) {
        if let Some(member) = self.member(name) {
            self.put(name, member, into);
        }
    }

    /// A member that may be absent or, which is the same, `null`.
    pub fn optional<T: FromJson>(&mut self, name: &str) -> Option<T> {
        let mut into = None;
        self.take(name, &mut into);
        into
    }

    /// A member that must be there.
    ///
    /// # Errors
    /// Where it is absent or does not fit, or something before it did not.
    pub fn required<T: FromJson>(&mut self, name: &str) -> Result<T, DecodeError> {
        let mut into = None;
        self.take_present(name, &mut into);
        into.ok_or_else(|| self.missing(name))
    }

    /// A member that may be absent and then has its default; `null` is no value of it.
    ///
    /// # Errors
    /// Where it does not fit, or something before it did not.
    pub fn or_default<T: FromJson + Default>(&mut self, name: &str) -> Result<T, DecodeError> {
        let mut into = None;
        self.take_present(name, &mut into);
        match self.error.take() {
            None => Ok(into.unwrap_or_default()),
            Some(error) => Err(error),
        }
    }

    #[inline(never)]
    fn missing(&mut self, name: &str) -> DecodeError {
        self.error.take().unwrap_or_else(|| DecodeError::expected("a value").within(name))
    }

    /// The members that are none of these.
    #[must_use]
    pub fn unknown_fields(&mut self, names: &[&str]) -> Map<String, Value> {
        let mut unknown_fields = Map::new();
        for (name, member) in std::mem::take(&mut self.object) {
            if !names.contains(&name.as_str()) {
                unknown_fields.insert(name, member);
            }
        }
        unknown_fields
    }

    /// Ends the decoding.
    ///
    /// # Errors
    /// The first member that did not decode, and its path.
    pub fn finish(self) -> Result<(), DecodeError> {
        self.error.map_or(Ok(()), Err)
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
