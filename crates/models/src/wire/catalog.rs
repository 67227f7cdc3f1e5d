//! The catalog: `GET /requestable-objects` (roles, access profiles) and `GET /entitlements`.

use super::reference::{ItemType, OwnerRef};
use super::wire_struct;
use crate::id::{AccessRequestId, ItemId};
use crate::moment::Moment;
use crate::open_enum::open_enum;
use serde_json::Value;

open_enum! {
    /// The status of an item for the person the list is about.
    ItemRequestStatus {
        /// Can be asked for.
        Available = "AVAILABLE",
        /// Has been asked for.
        Pending = "PENDING",
        /// Is held.
        Assigned = "ASSIGNED",
    }
}

wire_struct! {
    /// A row of `listRequestableObjects`. It says nothing of end dates or forms.
    RequestableObject {
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
        /// Role or access profile; entitlements are not listed here.
        r#type: ItemType,
        /// Its status for the person the list is about.
        request_status: ItemRequestStatus,
        /// The request under way, where pending.
        identity_request_id: AccessRequestId,
        /// Who owns it.
        owner_ref: OwnerRef,
        /// True if asking needs a comment.
        request_comments_required: bool,
    }
}

wire_struct! {
    /// A row of `listEntitlements` (beta, v2024 on). It has no request status.
    Entitlement {
        /// Id.
        id: ItemId,
        /// Name.
        name: String,
        /// When it was made.
        created: Moment,
        /// When it last changed.
        modified: Moment,
        /// Attribute of the account, `memberOf` for example.
        attribute: String,
        /// Value of that attribute.
        value: String,
        /// Kind of object on the source.
        source_schema_object_type: String,
        /// Privileged (to v2025).
        privileged: bool,
        /// Governed by the cloud service.
        cloud_governed: bool,
        /// Its description.
        description: String,
        /// True if it can be asked for.
        requestable: bool,
        /// The source it is on.
        source: EntitlementSource,
        /// Who owns it.
        owner: OwnerRef,
        /// More owners.
        additional_owners: Vec<OwnerRef>,
        /// Attributes of the source, as they came.
        attributes: Value,
        /// Rights granted directly, as they came.
        direct_permissions: Value,
        /// Segments.
        segments: Vec<String>,
        /// Fields changed by hand, as they came.
        manually_updated_fields: Value,
        /// Metadata, as it came.
        access_model_metadata: Value,
        /// Privilege (newest version), as it came.
        privilege_level: Value,
        /// Tags (newest version).
        tags: Vec<String>,
    }
}

wire_struct! {
    /// Source of an entitlement.
    EntitlementSource {
        /// Id.
        id: String,
        /// `SOURCE`.
        r#type: String,
        /// Name.
        name: String,
    }
}
