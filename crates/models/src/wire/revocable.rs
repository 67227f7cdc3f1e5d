//! One entitlement of one person: `GET /revocable-objects/identityId/{identityId}/entitlementId/{entitlementId}` (v2024 on).
//! The descriptions print the path without its parameters; this is the form that works.

use super::reference::OwnerRef;
use super::wire_struct;
use crate::id::{IdentityId, ItemId};
use crate::json::{DecodeError, FromJson, Members, deserialize_from_json};
use crate::moment::Moment;
use serde::Serialize;
use serde_json::Value;

wire_struct! {
    /// The answer of `getEntitlementDetailsForIdentity`.
    IdentityEntitlementDetails {
        /// The person.
        identity_id: IdentityId,
        /// The entitlement.
        entitlement: RevocableEntitlement,
        /// The source it is on.
        source_id: String,
        /// The accounts of the person that have it; none where the person does not hold it.
        account_targets: Vec<AccountTarget>,
    }
}

wire_struct! {
    /// The entitlement asked about.
    RevocableEntitlement {
        /// Id.
        id: ItemId,
        /// Name.
        name: String,
        /// When it was made.
        created: Moment,
        /// When it last changed.
        modified: Moment,
        /// Its description.
        description: String,
        /// `ENTITLEMENT`.
        r#type: String,
        /// The source it is on.
        source_id: String,
        /// That source's name.
        source_name: String,
        /// Who owns it.
        owner: OwnerRef,
        /// Its value on the source.
        value: String,
        /// Marks, as they came.
        flags: Vec<String>,
    }
}

/// One account that has the entitlement.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountTarget {
    /// Id of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// Name of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_name: Option<String>,
    /// UUID of the account, where the source has one (`accountUUID` on the wire).
    #[serde(rename = "accountUUID", skip_serializing_if = "Option::is_none")]
    pub account_uuid: Option<String>,
    /// The source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_name: Option<String>,
    /// When the entitlement ends there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_date: Option<Moment>,
    /// The assignment, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment_id: Option<String>,
    /// True if a request can take it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocable: Option<bool>,
}

impl FromJson for AccountTarget {
    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let mut members = Members::of(value);
        let mut made = Self::default();
        members.take("account_id", &mut made.account_id);
        members.take("account_name", &mut made.account_name);
        // The only name of the wire with more than one capital in a row.
        members.take("account_u_u_i_d", &mut made.account_uuid);
        members.take("source_id", &mut made.source_id);
        members.take("source_name", &mut made.source_name);
        members.take("remove_date", &mut made.remove_date);
        members.take("assignment_id", &mut made.assignment_id);
        members.take("revocable", &mut made.revocable);
        members.finish()?;
        Ok(made)
    }
}

deserialize_from_json!(AccountTarget);
