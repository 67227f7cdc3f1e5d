//! The contents of an approval and whether the viewer may decide it: kind, dates, conflicts of duties, capability, and what a
//! decision became. Reads rows; sends nothing and knows no clock.

mod asked;
mod conflict;
mod read_back;

pub use asked::Asked;
pub use conflict::{Conflict, ConflictCheck, ConflictSide};
pub use read_back::{Answered, NotDone, READ_BACK_PATIENCE, ReadBack, SentDecision};

use crate::cancel::Viewer;
use crate::id::IdentityId;
use crate::moment::Moment;
use crate::wire::approval::{ApprovalAction, PendingApproval};
use crate::wire::reference::RequestType;
use std::fmt;

/// The kind of change an approval asks for.
///
/// ```
/// use request_center_models::approval::ApprovalKind;
/// use request_center_models::wire::approval::PendingApproval;
/// let kind = |text: &str| serde_json::from_str::<PendingApproval>(text).unwrap().kind();
/// assert_eq!(kind(r#"{"requestType":null}"#), ApprovalKind::Grant);
/// assert_eq!(kind(r#"{"requestType":"REVOKE_ACCESS"}"#), ApprovalKind::Removal);
/// assert_eq!(kind(r#"{"removeDateUpdateRequested":true}"#), ApprovalKind::DateChange);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ApprovalKind {
    /// Somebody gets access.
    Grant,
    /// Somebody loses access.
    Removal,
    /// Access that exists begins or ends at another time.
    DateChange,
    /// A request type nobody knew, as it came.
    Unknown(String),
}

impl ApprovalKind {
    fn of(
        request_type: Option<&RequestType>,
        end_changes: Option<bool>,
        start_changes: Option<bool>,
    ) -> Self {
        let changes = end_changes == Some(true) || start_changes == Some(true);
        match request_type {
            Some(RequestType::Revoke) => Self::Removal,
            Some(RequestType::Modify) => Self::DateChange,
            Some(RequestType::Unknown(text)) => Self::Unknown(text.clone()),
            None | Some(RequestType::Grant) if changes => Self::DateChange,
            None | Some(RequestType::Grant) => Self::Grant,
        }
    }
}

/// Which end of the time access lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateField {
    /// When it begins.
    Start,
    /// When it ends.
    End,
}

/// A date an approval is about: as it was and as it is asked for. A removal without an end is at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateAsked {
    /// Beginning or end.
    pub field: DateField,
    /// The date now; `None` where there is none, or nothing is changed.
    pub before: Option<Moment>,
    /// The date asked for; `None` where the date shall go.
    pub after: Option<Moment>,
}

impl DateAsked {
    fn of(
        field: DateField,
        before: Option<&Moment>,
        after: Option<&Moment>,
        changes: Option<bool>,
    ) -> Option<Self> {
        let same = before.is_some() && before.and_then(Moment::instant) == after.and_then(Moment::instant);
        let before = before.filter(|_| changes == Some(true) || after.is_some());
        let before = before.filter(|_| !same).cloned();
        let asked = before.is_some() || after.is_some();
        asked.then(|| Self { field, before, after: after.cloned() })
    }
}

/// Why an approval cannot be decided by that viewer, or not now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionBlocked {
    /// A yes is under way.
    BeingApproved,
    /// A no is under way.
    BeingDenied,
    /// It is being forwarded.
    BeingForwarded,
    /// Something nobody knew is under way.
    BeingProcessed,
    /// Somebody else decides.
    NotOwner,
    /// The server gave it no id.
    NoId,
}

impl DecisionBlocked {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::BeingApproved,
        Self::BeingDenied,
        Self::BeingForwarded,
        Self::BeingProcessed,
        Self::NotOwner,
        Self::NoId,
    ];

    /// Its stable code; words are found by it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BeingApproved => "decision.being_approved",
            Self::BeingDenied => "decision.being_denied",
            Self::BeingForwarded => "decision.being_forwarded",
            Self::BeingProcessed => "decision.being_processed",
            Self::NotOwner => "decision.not_owner",
            Self::NoId => "decision.no_id",
        }
    }

    /// True if it is only a matter of time.
    #[must_use]
    pub fn is_in_process(self) -> bool {
        !matches!(self, Self::NotOwner | Self::NoId)
    }
}

impl fmt::Display for DecisionBlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeingApproved => "The approval is being processed: it was approved",
            Self::BeingDenied => "The approval is being processed: it was denied",
            Self::BeingForwarded => "The approval is being processed: it was forwarded",
            Self::BeingProcessed => "The approval is being processed",
            Self::NotOwner => "Only the approver who is asked, or an administrator, can decide this",
            Self::NoId => "The approval has no id",
        })
    }
}

impl PendingApproval {
    /// Why that viewer cannot decide it now, `None` where they can: the owner or ORG_ADMIN, and nothing under way. Who is
    /// listed as owner decides; where the service names a group or nobody, it lists the row only for those who may.
    #[must_use]
    pub fn decision_blocked(&self, viewer: &Viewer) -> Option<DecisionBlocked> {
        if self.id.as_ref().is_none_or(|id| id.as_str().is_empty()) {
            return Some(DecisionBlocked::NoId);
        }
        match self.action_in_process {
            None => {}
            Some(ApprovalAction::Approved) => return Some(DecisionBlocked::BeingApproved),
            Some(ApprovalAction::Rejected) => return Some(DecisionBlocked::BeingDenied),
            Some(ApprovalAction::Forwarded) => return Some(DecisionBlocked::BeingForwarded),
            Some(ApprovalAction::Unknown(_)) => return Some(DecisionBlocked::BeingProcessed),
        }
        let owner = self.owner.as_ref().filter(|owner| owner.r#type.as_deref() != Some("GOVERNANCE_GROUP"));
        let owner = owner.and_then(|owner| owner.id.as_ref()).map_or("", IdentityId::as_str);
        let others = !owner.is_empty() && owner != viewer.id.as_str();
        (others && !viewer.is_admin()).then_some(DecisionBlocked::NotOwner)
    }
}
