//! Deciding: what a person types to approve, deny or forward, and the only road to something sendable. The widget asks here
//! before it sends, the sandbox about what arrives. Knows no approval and no clock.

use crate::id::IdentityId;
use crate::json::deserialize_from_json;
use crate::json_struct;
use crate::open_enum::open_enum;
use crate::operation::Operation;
use crate::rule::{FieldPath, Rule, Violations};
use crate::wire::approval::{ApprovalAction, ForwardApproval};
use crate::wire::reference::Comment;
use serde::{Serialize, Serializer};

open_enum! {
    /// The decisions an approver can make.
    DecisionKind {
        /// Yes.
        Approve = "APPROVE",
        /// No.
        Reject = "REJECT",
        /// Somebody else shall decide.
        Forward = "FORWARD",
    }
}

impl DecisionKind {
    /// The operation that does it, `None` for a kind nobody knows.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        match self {
            Self::Approve => Some(Operation::ApproveAccessRequest),
            Self::Reject => Some(Operation::RejectAccessRequest),
            Self::Forward => Some(Operation::ForwardAccessRequest),
            Self::Unknown(_) => None,
        }
    }

    /// True if it needs a comment. A denial always does: the service refuses one without, whatever `commentRequiredWhenRejected` of
    /// its row and `deniedCommentsRequired` of the configuration say.
    #[must_use]
    pub fn needs_comment(&self) -> bool {
        matches!(self, Self::Reject | Self::Forward)
    }

    /// The service's name for its effect: `actionInProcess` while it runs, `state` when a yes or no is done.
    #[must_use]
    pub fn action(&self) -> ApprovalAction {
        match self {
            Self::Approve => ApprovalAction::Approved,
            Self::Reject => ApprovalAction::Rejected,
            Self::Forward => ApprovalAction::Forwarded,
            Self::Unknown(text) => ApprovalAction::Unknown(text.clone()),
        }
    }
}

json_struct! {
    /// A decision being typed; it can be kept by the browser.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct DecisionDraft {
        /// The decision.
        pub kind: DecisionKind,
        /// Why, as typed.
        pub comment: String = default,
        /// Of a forward: who shall decide; empty while nobody is chosen.
        pub new_owner: IdentityId,
    }
}

impl DecisionDraft {
    /// An empty one.
    #[must_use]
    pub fn new(kind: DecisionKind) -> Self {
        Self { kind, comment: String::new(), new_owner: IdentityId::default() }
    }

    /// The body to send, or every broken rule. The comment goes without the space around it.
    ///
    /// ```
    /// use request_center_models::decision::{DecisionDraft, DecisionKind};
    /// let mut draft = DecisionDraft::new(DecisionKind::Reject);
    /// let broken = draft.validate().unwrap_err();
    /// assert_eq!(broken.iter().next().map(|v| v.rule.code()), Some("reject.comment_required"));
    /// draft.comment = "Ask for the reading role instead ".to_owned();
    /// assert_eq!(draft.validate().unwrap().comment(), "Ask for the reading role instead");
    /// ```
    ///
    /// # Errors
    /// A comment that is missing or too long (at [`FieldPath::Comment`]`(0)`), a forward to nobody (at [`FieldPath::Recipients`]), a
    /// kind nobody knows (at [`FieldPath::Request`]).
    pub fn validate(&self) -> Result<NewDecision, Violations> {
        let mut violations = Violations::default();
        let comment = self.comment.trim();
        let length = comment.chars().count();
        let why = FieldPath::Comment(0);
        match self.kind {
            DecisionKind::Approve => {}
            DecisionKind::Reject if length == 0 => violations.push(Rule::RejectCommentRequired, why),
            DecisionKind::Reject => {}
            DecisionKind::Forward => {
                let owner = self.new_owner.as_str();
                if owner.trim().is_empty() {
                    violations.push(Rule::ForwardOwnerRequired, FieldPath::Recipients);
                }
                if Rule::ForwardOwnerTooLong.is_exceeded_by(owner.chars().count()) {
                    violations.push(Rule::ForwardOwnerTooLong, FieldPath::Recipients);
                }
                if length == 0 {
                    violations.push(Rule::ForwardCommentRequired, why);
                }
                if Rule::ForwardCommentTooLong.is_exceeded_by(length) {
                    violations.push(Rule::ForwardCommentTooLong, why);
                }
            }
            DecisionKind::Unknown(_) => violations.push(Rule::DecisionUnknown, FieldPath::Request),
        }
        if self.kind != DecisionKind::Forward && Rule::CommentTooLong.is_exceeded_by(length) {
            violations.push(Rule::CommentTooLong, why);
        }
        violations.ok_or(|| {
            let new_owner = match self.kind {
                DecisionKind::Forward => self.new_owner.clone(),
                _ => IdentityId::default(),
            };
            NewDecision(Self { kind: self.kind.clone(), comment: comment.to_owned(), new_owner })
        })
    }

    /// The draft a body of `approveAccessRequest` or `rejectAccessRequest` amounts to.
    #[must_use]
    pub fn of_comment(kind: DecisionKind, body: &Comment) -> Self {
        Self { comment: body.comment.clone().unwrap_or_default(), ..Self::new(kind) }
    }

    /// The draft a body of `forwardAccessRequest` amounts to.
    #[must_use]
    pub fn of_forward(body: &ForwardApproval) -> Self {
        Self {
            kind: DecisionKind::Forward,
            comment: body.comment.clone().unwrap_or_default(),
            new_owner: body.new_owner_id.clone().unwrap_or_default(),
        }
    }
}

deserialize_from_json!(DecisionDraft);

/// A decision that keeps the rules; only [`DecisionDraft::validate`] makes one. It serializes to the body of its operation:
/// an object in every family, empty for a yes without words, because beta wants a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDecision(DecisionDraft);

impl NewDecision {
    /// Its effect.
    #[must_use]
    pub fn kind(&self) -> &DecisionKind {
        &self.0.kind
    }

    /// Why, without space around it; empty for a yes without words.
    #[must_use]
    pub fn comment(&self) -> &str {
        &self.0.comment
    }

    /// Of a forward: who shall decide.
    #[must_use]
    pub fn new_owner(&self) -> Option<&IdentityId> {
        (self.0.kind == DecisionKind::Forward).then_some(&self.0.new_owner)
    }
}

impl Serialize for NewDecision {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let comment = (!self.0.comment.is_empty()).then(|| self.0.comment.clone());
        match self.new_owner() {
            Some(owner) => {
                ForwardApproval { new_owner_id: Some(owner.clone()), comment }.serialize(serializer)
            }
            None => Comment { comment, ..Comment::default() }.serialize(serializer),
        }
    }
}
