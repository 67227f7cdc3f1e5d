//! One entitlement of one person: `GET /revocable-objects/identityId/{identityId}/entitlementId/{entitlementId}` (v2024 on).
//! The descriptions print the path without its parameters; this is the form that works.

use super::reference::OwnerRef;
use super::wire_struct;
use crate::id::{IdentityId, ItemId};
use crate::moment::Moment;

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

wire_struct! {
    /// One account that has the entitlement.
    AccountTarget {
        /// Id of the account.
        account_id: String,
        /// Name of the account.
        account_name: String,
        /// UUID of the account, where the source has one.
        account_uuid as "accountUUID": String,
        /// The source.
        source_id: String,
        /// Its name.
        source_name: String,
        /// When the entitlement ends there.
        remove_date: Moment,
        /// The assignment, where there is one.
        assignment_id: String,
        /// True if a request can take it away.
        revocable: bool,
    }
}
