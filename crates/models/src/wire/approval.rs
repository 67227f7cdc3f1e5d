//! Approvals: pending, completed, summary, and the bodies of approve, reject and forward (`/access-request-approvals`).

use super::reference::{ClientMetadata, Comment, LocalizedMessage, ObjectRef, OwnerRef, RequestType};
use super::wire_struct;
use crate::id::{AccessRequestId, ApprovalId, IdentityId};
use crate::moment::Moment;
use crate::open_enum::open_enum;
use serde_json::Value;

open_enum! {
    /// What is being done to an approval right now, or was done.
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
        /// What is asked for.
        requested_object: ObjectRef,
        /// The requester's words.
        requester_comment: Comment,
        /// What earlier approvers said.
        previous_reviewers_comments: Vec<Comment>,
        /// Through whose hands it went.
        forward_history: Vec<ForwardStep>,
        /// Whether saying no needs a comment.
        comment_required_when_rejected: bool,
        /// What is being done to it right now.
        action_in_process: ApprovalAction,
        /// End date asked for.
        remove_date: Moment,
        /// Whether the end date is what changes.
        remove_date_update_requested: bool,
        /// End date now.
        current_remove_date: Moment,
        /// Start date asked for.
        start_date: Moment,
        /// Whether the start date is what changes.
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
        /// What was asked for.
        requested_object: ObjectRef,
        /// The requester's words.
        requester_comment: Comment,
        /// The approver's words.
        reviewer_comment: Comment,
        /// What earlier approvers said.
        previous_reviewers_comments: Vec<Comment>,
        /// Through whose hands it went.
        forward_history: Vec<ForwardStep>,
        /// Whether saying no needs a comment.
        comment_required_when_rejected: bool,
        /// The decision.
        state: ApprovalAction,
        /// End date asked for.
        remove_date: Moment,
        /// Whether the end date was what changed.
        remove_date_update_requested: bool,
        /// End date before.
        current_remove_date: Moment,
        /// Start date asked for.
        start_date: Moment,
        /// Whether the start date was what changed.
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

wire_struct! {
    /// Whether access conflicts with duties already held.
    SodViolationContext {
        /// `SUCCESS` or `ERROR` of the check itself.
        state: String,
        /// Id of the check.
        uuid: String,
        /// What it found.
        violation_check_result: SodViolationCheckResult,
    }
}

wire_struct! {
    /// What the check for conflicts found.
    SodViolationCheckResult {
        /// Words of the check: one message by schema, a list in an official example, so kept as it came.
        message: Value,
        /// Echo of the request's metadata.
        client_metadata: ClientMetadata,
        /// The conflicts.
        violation_contexts: Vec<SodPolicyConflict>,
        /// The policies.
        violated_policies: Vec<PolicyRef>,
    }
}

impl SodViolationCheckResult {
    /// The words of the check, whichever shape they came in.
    #[must_use]
    pub fn messages(&self) -> Vec<LocalizedMessage> {
        match &self.message {
            Some(Value::Array(list)) => {
                list.iter().filter_map(|m| serde_json::from_value(m.clone()).ok()).collect()
            }
            Some(one) => serde_json::from_value(one.clone()).ok().into_iter().collect(),
            None => Vec::new(),
        }
    }
}

wire_struct! {
    /// One policy and the two sides that conflict.
    SodPolicyConflict {
        /// The policy.
        policy: PolicyRef,
        /// The two sides.
        conflicting_access_criteria: ConflictingCriteria,
    }
}

wire_struct! {
    /// A policy by reference.
    PolicyRef {
        /// `SOD_POLICY`.
        r#type: String,
        /// Id.
        id: String,
        /// Name.
        name: String,
    }
}

wire_struct! {
    /// The two sides of a conflict.
    ConflictingCriteria {
        /// One side.
        left_criteria: CriteriaSide,
        /// The other.
        right_criteria: CriteriaSide,
    }
}

wire_struct! {
    /// One side of a conflict.
    CriteriaSide {
        /// What belongs to it.
        criteria_list: Vec<Criterion>,
    }
}

wire_struct! {
    /// One access of a side.
    Criterion {
        /// Whether the person holds it already.
        existing: bool,
        /// Kind of object.
        r#type: String,
        /// Id.
        id: String,
        /// Name.
        name: String,
    }
}
