//! Approvals: pending, completed, summary, and the bodies of approve, reject and forward (`/access-request-approvals`).

mod conflict;

pub use conflict::{
    ConflictingCriteria, CriteriaSide, Criterion, PolicyRef, SodPolicyConflict, SodViolationCheckResult,
    SodViolationContext,
};

use super::reference::{ClientMetadata, Comment, ObjectRef, OwnerRef, RequestType};
use super::wire_struct;
use crate::id::{AccessRequestId, ApprovalId, IdentityId};
use crate::moment::Moment;
use crate::open_enum::open_enum;
use serde_json::Value;

open_enum! {
    /// The action in process on an approval, or completed.
    ApprovalAction {
        /// Yes.
        Approved = "APPROVED",
        /// No.
        Rejected = "REJECTED",
        /// Handed on.
        Forwarded = "FORWARDED",
    }
}

open_enum! {
    /// Why an approval moved.
    ReassignmentType {
        /// A person moved it.
        Manual = "MANUAL_REASSIGNMENT",
        /// A rule moved it.
        Automatic = "AUTOMATIC_REASSIGNMENT",
        /// Nobody decided in time.
        Escalation = "AUTO_ESCALATION",
        /// Nobody decides on their own request.
        SelfReview = "SELF_REVIEW_DELEGATION",
    }
}

wire_struct! {
    /// A row of `listPendingApprovals`.
    PendingApproval {
        /// Id.
        id: ApprovalId,
        /// The access request; not in beta.
        access_request_id: AccessRequestId,
        /// Name of the approval.
        name: String,
        /// When the approval was made.
        created: Moment,
        /// When it last changed.
        modified: Moment,
        /// When the access was asked for.
        request_created: Moment,
        /// Grant, removal or change.
        request_type: RequestType,
        /// `HUMAN` or `MACHINE`, newest version only.
        identity_type: String,
        /// Who asked.
        requester: OwnerRef,
        /// For whom.
        requested_for: OwnerRef,
        /// Whose decision it is.
        owner: OwnerRef,
        /// The requested items.
        requested_object: ObjectRef,
        /// The requester's words.
        requester_comment: Comment,
        /// The comments of earlier approvers.
        previous_reviewers_comments: Vec<Comment>,
        /// Through whose hands it went.
        forward_history: Vec<ForwardStep>,
        /// True if saying no needs a comment, says the description; the service wants one in any case.
        comment_required_when_rejected: bool,
        /// The action in process.
        action_in_process: ApprovalAction,
        /// End date asked for.
        remove_date: Moment,
        /// True if the end date is what changes.
        remove_date_update_requested: bool,
        /// End date now.
        current_remove_date: Moment,
        /// Start date asked for.
        start_date: Moment,
        /// True if the start date is what changes.
        start_update_requested: bool,
        /// Start date now.
        current_start_date: Moment,
        /// Conflicts of duties.
        sod_violation_context: SodViolationContext,
        /// Echo of the request's metadata.
        client_metadata: ClientMetadata,
        /// Accounts chosen.
        requested_accounts: Vec<RequestedAccount>,
        /// Privilege of the item.
        privilege_level: String,
        /// Longest time the access may last.
        max_permitted_access_duration: AccessDuration,
        /// Just-in-time details, as they came.
        jit_details: Value,
        /// Form, as it came.
        form: Value,
    }
}

wire_struct! {
    /// A row of `listCompletedApprovals`.
    CompletedApproval {
        /// Id.
        id: ApprovalId,
        /// Name of the approval.
        name: String,
        /// When the approval was made.
        created: Moment,
        /// When it last changed.
        modified: Moment,
        /// When the access was asked for.
        request_created: Moment,
        /// Grant, removal or change.
        request_type: RequestType,
        /// `HUMAN` or `MACHINE`, newest version only.
        identity_type: String,
        /// Who asked.
        requester: OwnerRef,
        /// For whom.
        requested_for: OwnerRef,
        /// Who decided.
        reviewed_by: OwnerRef,
        /// Whose decision it was.
        owner: OwnerRef,
        /// The requested item.
        requested_object: ObjectRef,
        /// The requester's words.
        requester_comment: Comment,
        /// The approver's words.
        reviewer_comment: Comment,
        /// The comments of earlier approvers.
        previous_reviewers_comments: Vec<Comment>,
        /// Through whose hands it went.
        forward_history: Vec<ForwardStep>,
        /// True if saying no needed a comment, says the description; the service wants one in any case.
        comment_required_when_rejected: bool,
        /// The decision.
        state: ApprovalAction,
        /// End date asked for.
        remove_date: Moment,
        /// True if the end date was what changed.
        remove_date_update_requested: bool,
        /// End date before.
        current_remove_date: Moment,
        /// Start date asked for.
        start_date: Moment,
        /// True if the start date was what changed.
        start_update_requested: bool,
        /// Start date before.
        current_start_date: Moment,
        /// Conflicts of duties.
        sod_violation_context: SodViolationContext,
        /// Decision of an outside check.
        pre_approval_trigger_result: PreApprovalTriggerResult,
        /// Echo of the request's metadata.
        client_metadata: ClientMetadata,
        /// Accounts chosen.
        requested_accounts: Vec<RequestedAccount>,
        /// Privilege of the item.
        privilege_level: String,
        /// Longest time the access may last.
        max_permitted_access_duration: AccessDuration,
        /// Just-in-time details, as they came.
        jit_details: Value,
        /// Form, as it came.
        form: Value,
    }
}

wire_struct! {
    /// Answer of `getAccessRequestApprovalSummary`.
    ApprovalSummary {
        /// Not decided.
        pending: i32,
        /// Yes.
        approved: i32,
        /// No.
        rejected: i32,
    }
}

wire_struct! {
    /// Body of `forwardAccessRequest`.
    ForwardApproval {
        /// Who decides instead, 1 to 255 characters.
        new_owner_id: IdentityId,
        /// Why, 1 to 255 characters.
        comment: String,
    }
}

wire_struct! {
    /// One hand an approval went through.
    ForwardStep {
        /// Who had it.
        old_approver_name: String,
        /// Who got it.
        new_approver_name: String,
        /// Why.
        comment: String,
        /// When.
        modified: Moment,
        /// Who moved it.
        forwarder_name: String,
        /// In which way.
        reassignment_type: ReassignmentType,
    }
}

wire_struct! {
    /// An account the access goes to.
    RequestedAccount {
        /// Name.
        name: String,
        /// `ACCOUNT`.
        r#type: String,
        /// UUID, where the source has one.
        account_uuid: String,
        /// Native identity.
        account_id: String,
        /// The source.
        source_name: String,
    }
}

wire_struct! {
    /// A length of time.
    AccessDuration {
        /// How many.
        value: i32,
        /// `HOURS`, `DAYS`, `WEEKS` or `MONTHS`.
        time_unit: String,
    }
}

wire_struct! {
    /// Decision of an outside check.
    PreApprovalTriggerResult {
        /// Its words.
        comment: String,
        /// `APPROVED` or `REJECTED`.
        decision: String,
        /// Its name.
        reviewer: String,
        /// When.
        date: Moment,
    }
}
