//! Rows of `GET /access-request-status`: one per person and item.

use super::approval::{ForwardStep, RequestedAccount, SodViolationContext};
use super::reference::{ClientMetadata, Comment, ItemType, LocalizedMessage, OwnerRef, RequestType};
use super::wire_struct;
use crate::id::{AccessRequestId, ApprovalId, IdentityId, ItemId, RowId};
use crate::moment::Moment;
use crate::open_enum::open_enum;
use serde_json::Value;

open_enum! {
    /// State of one row. There is no *pending*: waiting for approval is `EXECUTING` with the approval phase unfinished.
    RequestState {
        /// Under way.
        Executing = "EXECUTING",
        /// Done.
        Completed = "REQUEST_COMPLETED",
        /// Cancelled by a person or as a duplicate.
        Cancelled = "CANCELLED",
        /// Ended by an administrator or the service.
        Terminated = "TERMINATED",
        /// Set up, not yet seen on the source.
        VerificationPending = "PROVISIONING_VERIFICATION_PENDING",
        /// An approver said no.
        Rejected = "REJECTED",
        /// The source refused.
        ProvisioningFailed = "PROVISIONING_FAILED",
        /// Done in part.
        PartlyProvisioned = "NOT_ALL_ITEMS_PROVISIONED",
        /// Something went wrong.
        Error = "ERROR",
    }
}

open_enum! {
    /// State of one approval or manual work item.
    ApprovalStatus {
        /// Not decided.
        Pending = "PENDING",
        /// Yes.
        Approved = "APPROVED",
        /// No.
        Rejected = "REJECTED",
        /// Nobody decided in time.
        Expired = "EXPIRED",
        /// The request was cancelled.
        Cancelled = "CANCELLED",
        /// Kept for history.
        Archived = "ARCHIVED",
    }
}

open_enum! {
    /// Whose decision an approval is.
    ApprovalScheme {
        /// Owner of the application.
        AppOwner = "APP_OWNER",
        /// Owner of the source.
        SourceOwner = "SOURCE_OWNER",
        /// The recipient's manager.
        Manager = "MANAGER",
        /// Owner of the role.
        RoleOwner = "ROLE_OWNER",
        /// Owner of the access profile.
        AccessProfileOwner = "ACCESS_PROFILE_OWNER",
        /// Owner of the entitlement.
        EntitlementOwner = "ENTITLEMENT_OWNER",
        /// Any one member of a group.
        GovernanceGroup = "GOVERNANCE_GROUP",
    }
}

open_enum! {
    /// State of a phase.
    PhaseState {
        /// Not begun.
        Pending = "PENDING",
        /// Under way.
        Executing = "EXECUTING",
        /// Over.
        Completed = "COMPLETED",
        /// Stopped.
        Cancelled = "CANCELLED",
        /// Left out.
        NotExecuted = "NOT_EXECUTED",
    }
}

open_enum! {
    /// How a phase ended.
    PhaseResult {
        /// Well.
        Successful = "SUCCESSFUL",
        /// Not well.
        Failed = "FAILED",
    }
}

wire_struct! {
    /// One row: one item for one person.
    RequestedItemStatus {
        /// The requested item's id (live observation; null in older data).
        id: ItemId,
        /// The item's name.
        name: String,
        /// Kind of access.
        r#type: ItemType,
        /// Who cancelled, why and when.
        cancelled_request_details: CancelledRequestDetails,
        /// Error messages, one list per attempt.
        error_messages: Vec<Vec<LocalizedMessage>>,
        /// The row's status.
        state: RequestState,
        /// Whose decision is needed, in order.
        approval_details: Vec<ApprovalDetails>,
        /// Ids of the approvals.
        approval_ids: Vec<ApprovalId>,
        /// Work done by hand.
        manual_work_item_details: Vec<ManualWorkItemDetails>,
        /// Id of this row.
        account_activity_item_id: RowId,
        /// Grant, removal or change.
        request_type: RequestType,
        /// When it last changed.
        modified: Moment,
        /// When it was asked for.
        created: Moment,
        /// Who asked.
        requester: OwnerRef,
        /// For whom.
        requested_for: OwnerRef,
        /// `HUMAN` or `MACHINE`, newest version only.
        identity_type: String,
        /// The requester's words.
        requester_comment: Comment,
        /// Conflicts of duties.
        sod_violation_context: SodViolationContext,
        /// Order of the sub-phases of provisioning.
        provisioning_details: ProvisioningDetails,
        /// Decision of an outside check before approval.
        pre_approval_trigger_details: PreApprovalTriggerDetails,
        /// The steps so far.
        access_request_phases: Vec<AccessRequestPhase>,
        /// The item's description.
        description: String,
        /// When access begins.
        start_date: Moment,
        /// When access ends.
        remove_date: Moment,
        /// True if it can still be cancelled; absent means not.
        cancelable: bool,
        /// The access request this row belongs to.
        access_request_id: AccessRequestId,
        /// Echo of the request's metadata.
        client_metadata: ClientMetadata,
        /// Accounts chosen.
        requested_accounts: Vec<RequestedAccount>,
        /// Privilege of the item.
        privilege_level: String,
        /// Just-in-time details, newest version only, as they came.
        jit_details: Value,
        /// Form, newest version only, as it came.
        form: Value,
    }
}

impl RequestedItemStatus {
    /// Tells the row from others however often it is read: its id, or, where the server gave it none, a text made of what does not
    /// change while it is under way.
    ///
    /// ```
    /// use request_center_models::wire::status::RequestedItemStatus;
    /// let key = |text: &str| serde_json::from_str::<RequestedItemStatus>(text).unwrap().key();
    /// assert_eq!(key(r#"{"accountActivityItemId":"r1","name":"A"}"#).as_str(), "r1");
    /// let waiting = key(r#"{"accessRequestId":"q1","name":"A","state":"EXECUTING"}"#);
    /// assert_eq!(key(r#"{"accessRequestId":"q1","name":"A","state":"CANCELLED"}"#), waiting);
    /// assert_ne!(key(r#"{"accessRequestId":"q1","name":"B","state":"EXECUTING"}"#), waiting);
    /// ```
    #[must_use]
    pub fn key(&self) -> RowId {
        if let Some(id) = self.account_activity_item_id.as_ref().filter(|id| !id.as_str().is_empty()) {
            return id.clone();
        }
        let recipient = self.requested_for.as_ref().and_then(|recipient| recipient.id.as_ref());
        let parts = [
            self.access_request_id.as_ref().map(AccessRequestId::as_str),
            self.id.as_ref().map(ItemId::as_str),
            self.name.as_deref(),
            recipient.map(IdentityId::as_str),
            self.request_type.as_ref().map(RequestType::as_str),
            self.created.as_ref().map(Moment::as_str),
        ];
        parts.map(Option::unwrap_or_default).join("/").into()
    }
}

wire_struct! {
    /// Who cancelled a row.
    CancelledRequestDetails {
        /// Why.
        comment: String,
        /// Who.
        owner: OwnerRef,
        /// When.
        modified: Moment,
    }
}

wire_struct! {
    /// One approval of a row.
    ApprovalDetails {
        /// Id; v3 and beta only.
        approval_id: ApprovalId,
        /// True if it was forwarded.
        forwarded: bool,
        /// Who was asked first.
        original_owner: OwnerRef,
        /// Who is asked now.
        current_owner: OwnerRef,
        /// All who are asked now, where they are several; in answers of the service, but in no description.
        current_owners: Vec<OwnerRef>,
        /// Who decided; in answers of the service, but in no description.
        reviewed_by: OwnerRef,
        /// When it last changed.
        modified: Moment,
        /// Its status.
        status: ApprovalStatus,
        /// Whose decision it is.
        scheme: ApprovalScheme,
        /// The errors.
        error_messages: Vec<LocalizedMessage>,
        /// The approver's words.
        comment: String,
        /// End date as approved.
        remove_date: Moment,
    }
}

wire_struct! {
    /// A piece of work done by hand.
    ManualWorkItemDetails {
        /// True if it was forwarded.
        forwarded: bool,
        /// Who was asked first.
        original_owner: OwnerRef,
        /// Who is asked now.
        current_owner: OwnerRef,
        /// When it last changed.
        modified: Moment,
        /// Its status.
        status: ApprovalStatus,
        /// Through whose hands it went.
        forward_history: Vec<ForwardStep>,
    }
}

wire_struct! {
    /// One step of a request.
    AccessRequestPhase {
        /// When it began.
        started: Moment,
        /// When it ended.
        finished: Moment,
        /// `APPROVAL_PHASE`, `PROVISIONING_PHASE` ...
        name: String,
        /// Its status.
        state: PhaseState,
        /// How it ended.
        result: PhaseResult,
        /// The field that says more, `approvalDetails` for example.
        phase_reference: String,
    }
}

wire_struct! {
    /// Order of the sub-phases of provisioning.
    ProvisioningDetails {
        /// Comma-separated field names.
        ordered_sub_phase_references: String,
    }
}

wire_struct! {
    /// Decision of an outside check before approval.
    PreApprovalTriggerDetails {
        /// Its words.
        comment: String,
        /// Its name.
        reviewer: String,
        /// `APPROVED` or `REJECTED`.
        decision: String,
    }
}
