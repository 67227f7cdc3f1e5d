//! Roles somebody holds: `GET /identities/{identityId}/role-assignments` (beta, v2024 on; not in v3).
//!
//! Without a query each row is a reference (id, role, dates). With `roleId` or `roleName` it says more: how the role was
//! given, by whom, and through which accounts and access profiles it works.

use super::reference::OwnerRef;
use super::wire_struct;
use crate::id::ItemId;
use crate::moment::Moment;
use crate::open_enum::open_enum;
use serde_json::Value;

open_enum! {
    /// How a role was given. The description names `UI` as an example and no list; the next two are those of a role's own
    /// list of members, the last is the sandbox's.
    AssignmentSource {
        /// Somebody asked for it, or an administrator gave it.
        Ui = "UI",
        /// Somebody asked for it.
        AccessRequest = "ACCESS_REQUEST",
        /// The person matches the role's criteria.
        RoleMembership = "ROLE_MEMBERSHIP",
        /// Everybody of their kind gets it.
        Birthright = "BIRTHRIGHT",
    }
}

wire_struct! {
    /// A row of `getRoleAssignments`.
    RoleAssignment {
        /// Id of the assignment; a removal names it where a role is held more than once.
        id: String,
        /// The role.
        role: BaseRef,
        /// Words given when it was made (one role asked about).
        comments: String,
        /// How it was given (one role asked about).
        assignment_source: AssignmentSource,
        /// Who gave it; may be blank or the system (one role asked about).
        assigner: OwnerRef,
        /// Dimensions, as they came.
        assigned_dimensions: Vec<BaseRef>,
        /// The request and the matched criteria (only where one role is queried).
        assignment_context: AssignmentContext,
        /// Through which accounts it works (one role asked about).
        account_targets: Vec<RoleTarget>,
        /// Since when.
        added_date: Moment,
        /// When it begins, where that lies ahead.
        start_date: Moment,
        /// When it ends.
        remove_date: Moment,
    }
}

wire_struct! {
    /// Any object by reference: a role, an access profile, a source, a dimension.
    BaseRef {
        /// Its type, `ROLE` for example.
        r#type: String,
        /// Id.
        id: ItemId,
        /// Display name.
        name: String,
    }
}

wire_struct! {
    /// The request and the matched criteria.
    AssignmentContext {
        /// The requested item.
        requested: RequestedContext,
        /// The matched criteria.
        matched: Vec<RoleMatch>,
        /// When that was worked out, in no format of the wire (`Wed Feb 14 10:58:42`).
        computed_date: String,
    }
}

wire_struct! {
    /// Attributes a request named.
    RequestedContext {
        /// The attributes.
        context_attributes: Vec<ContextAttribute>,
    }
}

wire_struct! {
    /// One match. The schema nests the reference, the description's example writes it flat; both are read.
    RoleMatch {
        /// The role or dimension that matched.
        role_ref: BaseRef,
        /// The attributes that did.
        matched_attributes: Vec<ContextAttribute>,
        /// Its type, in the flat form.
        r#type: String,
        /// Its id, where it is written flat.
        id: ItemId,
        /// Its name, where it is written flat.
        name: String,
    }
}

wire_struct! {
    /// An attribute and its value.
    ContextAttribute {
        /// Name of the attribute.
        attribute: String,
        /// A text or a list of texts, as it came.
        value: Value,
        /// True if it was derived.
        derived: bool,
    }
}

wire_struct! {
    /// One account a role works through.
    RoleTarget {
        /// The source.
        source: BaseRef,
        /// The account.
        account_info: AccountInfo,
        /// The part of the role: an access profile it contains.
        role: BaseRef,
    }
}

wire_struct! {
    /// An account by its names.
    AccountInfo {
        /// The source's own id of it.
        native_identity: String,
        /// Display name.
        display_name: String,
        /// UUID, where the source has one.
        uuid: String,
    }
}
