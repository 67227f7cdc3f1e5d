//! Small pieces that many bodies share: references to people and objects, comments, localized messages.

use super::wire_struct;
use crate::id::{IdentityId, ItemId};
use crate::moment::Moment;
use crate::open_enum::open_enum;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// Arbitrary key-value pairs of a request, echoed and never processed by the service.
pub type ClientMetadata = BTreeMap<String, String>;

/// Reads metadata; a key whose value is `null` counts as absent, so that one odd row does not spoil a list.
pub(crate) fn metadata<'de, D: Deserializer<'de>>(from: D) -> Result<Option<ClientMetadata>, D::Error> {
    let pairs: Option<BTreeMap<String, Option<String>>> = Deserialize::deserialize(from)?;
    Ok(pairs.map(|pairs| pairs.into_iter().filter_map(|(key, value)| value.map(|v| (key, v))).collect()))
}

open_enum! {
    /// What kind of access an item is.
    ItemType {
        /// A role.
        Role = "ROLE",
        /// An access profile.
        AccessProfile = "ACCESS_PROFILE",
        /// An entitlement.
        Entitlement = "ENTITLEMENT",
    }
}

open_enum! {
    /// What a request asks for; absent means `GRANT_ACCESS`.
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
        /// What it is for.
        description: String,
        /// Kind of access.
        r#type: ItemType,
    }
}

wire_struct! {
    /// What somebody said, who and when (UTC).
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
