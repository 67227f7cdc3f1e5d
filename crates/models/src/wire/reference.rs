//! Small pieces that many bodies share: references to people and objects, comments, localized messages.

use super::wire_struct;
use crate::id::{IdentityId, ItemId};
use crate::json::{DecodeError, FromJson, deserialize_from_json};
use crate::moment::Moment;
use crate::open_enum::open_enum;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

/// Arbitrary key-value pairs of a request, echoed and never processed by the service.
///
/// A key whose value is `null` counts as absent, so that one odd row does not spoil a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ClientMetadata(BTreeMap<String, String>);

impl Deref for ClientMetadata {
    type Target = BTreeMap<String, String>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for ClientMetadata {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl FromIterator<(String, String)> for ClientMetadata {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl<const N: usize> From<[(String, String); N]> for ClientMetadata {
    fn from(pairs: [(String, String); N]) -> Self {
        Self(pairs.into())
    }
}

impl IntoIterator for ClientMetadata {
    type Item = (String, String);
    type IntoIter = std::collections::btree_map::IntoIter<String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromJson for ClientMetadata {
    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let Value::Object(object) = value else { return Err(DecodeError::expected("an object of texts")) };
        let mut pairs = Self::default();
        for (key, value) in object {
            match value {
                Value::Null => {}
                Value::String(value) => drop(pairs.insert(key, value)),
                _ => return Err(DecodeError::expected("a text").within(&key)),
            }
        }
        Ok(pairs)
    }
}

deserialize_from_json!(ClientMetadata);

open_enum! {
    /// The type of an item.
    ItemType {
        /// A role.
        Role = "ROLE",
        /// An access profile.
        AccessProfile = "ACCESS_PROFILE",
        /// An entitlement.
        Entitlement = "ENTITLEMENT",
    }
}

impl ItemType {
    /// The type of a row that names none, or none that can be read.
    #[must_use]
    pub fn missing() -> Self {
        Self::Unknown("UNKNOWN".to_owned())
    }
}

open_enum! {
    /// The type of a request; absent means `GRANT_ACCESS`.
    RequestType {
        /// Give access.
        Grant = "GRANT_ACCESS",
        /// Take access away.
        Revoke = "REVOKE_ACCESS",
        /// Change access that exists, its dates above all (since 2026-02-12).
        Modify = "MODIFY_ACCESS",
    }
}

wire_struct! {
    /// A person or governance group, by reference.
    OwnerRef {
        /// `IDENTITY`, `GOVERNANCE_GROUP`, `MACHINE_IDENTITY` ...
        r#type: String,
        /// Id of the person or group.
        id: IdentityId,
        /// Display name.
        name: String,
        /// Mail address, where the service adds it.
        email: String,
    }
}

impl OwnerRef {
    /// The name, or the id of a person without one; `None` where both are missing or empty.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        let id = self.id.as_ref().map(IdentityId::as_str);
        [self.name.as_deref(), id].into_iter().flatten().find(|text| !text.trim().is_empty())
    }

    /// A reference to a person.
    #[must_use]
    pub fn identity(id: IdentityId, name: impl Into<String>) -> Self {
        Self { r#type: Some("IDENTITY".to_owned()), id: Some(id), name: Some(name.into()), email: None }
    }
}

wire_struct! {
    /// A role, access profile or entitlement, by reference.
    ObjectRef {
        /// Id of the object.
        id: ItemId,
        /// Display name.
        name: String,
        /// Its description.
        description: String,
        /// Kind of access.
        r#type: ItemType,
    }
}

wire_struct! {
    /// A comment with its author and time (UTC).
    Comment {
        /// The words.
        comment: String,
        /// When they were written.
        created: Moment,
        /// Who wrote them.
        author: OwnerRef,
    }
}

wire_struct! {
    /// A message with its language.
    LocalizedMessage {
        /// Language tag, `en-US` as a rule.
        locale: String,
        /// `DEFAULT` or `REQUEST`.
        locale_origin: String,
        /// The words.
        text: String,
    }
}
