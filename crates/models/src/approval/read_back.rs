//! The outcome of a decision, read back from the two lists: a 202 means only accepted, a 404 that it was too late.
//! Nothing counts as decided before the lists show it. Knows no clock; callers say how long they waited.

use crate::id::{ApprovalId, IdentityId};
use crate::json::{DecodeError, FromJson, Members, variant};
use crate::moment::Moment;
use crate::wire::approval::{ApprovalAction, CompletedApproval, PendingApproval};
use crate::wire::reference::OwnerRef;
use serde::Serialize;
use serde_json::Value;
use time::Duration;

use crate::decision::DecisionKind;

/// How long a decision may take to show before it counts as not done, whatever the answer to it: as for every other write.
pub const READ_BACK_PATIENCE: Duration = Duration::minutes(3);

/// The service's answer to a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// 202.
    Accepted,
    /// 404: there is nothing to decide any more.
    Gone,
    /// The answer got lost.
    Unknown,
    /// None has come yet, here or in the window that sends it.
    Awaited,
}

/// A decision that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentDecision {
    /// The approval.
    pub id: ApprovalId,
    /// The decision sent.
    pub kind: DecisionKind,
    /// Of a forward: to whom.
    pub new_owner: Option<IdentityId>,
    /// The service's answer.
    pub answered: Answered,
}

/// The outcome of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadBack {
    /// The viewer decided it, this way: of a yes or no as the service shows it; of a forward, it is no longer with the viewer.
    ByYou(ApprovalAction),
    /// It does not show yet.
    BeingProcessed,
    /// Somebody else was faster.
    ByOther {
        /// Their action, where the lists contain it; a request that was cancelled or forwarded meanwhile is in neither list.
        action: Option<ApprovalAction>,
        /// Who.
        by: Option<String>,
        /// When.
        at: Option<Moment>,
    },
    /// Of a forward without a clear answer: it is in neither list, so it was forwarded, or its request ended in another way.
    NoLongerYours,
    /// It was not done.
    Failed(NotDone),
}

/// Why a decision was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotDone {
    /// The service took it in and the approval waits as before.
    StillWaiting,
    /// The service took it in and the approval vanished undecided; its request may have been cancelled or closed.
    Vanished,
}

impl NotDone {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::StillWaiting, Self::Vanished];

    /// Its stable code; words are found by it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::StillWaiting => "decision.still_waiting",
            Self::Vanished => "decision.vanished",
        }
    }
}

impl FromJson for ReadBack {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let (name, content) = variant(tree)?;
        match name.as_str() {
            "by_you" => Ok(Self::ByYou(ApprovalAction::from_value(content)?)),
            "by_other" => {
                let mut members = Members::of(content);
                let (mut action, mut by, mut at) = (None, None, None);
                members.take("action", &mut action);
                members.take("by", &mut by);
                members.take("at", &mut at);
                members.finish()?;
                Ok(Self::ByOther { action, by, at })
            }
            "no_longer_yours" => Ok(Self::NoLongerYours),
            "failed" if content == "vanished" => Ok(Self::Failed(NotDone::Vanished)),
            "failed" => Ok(Self::Failed(NotDone::StillWaiting)),
            _ => Ok(Self::BeingProcessed),
        }
    }
}

impl SentDecision {
    /// The outcome, as these rows of the viewer's two lists show after `waited`. The lists must have been read after
    /// the answer came; rows of other approvals are passed over.
    #[must_use]
    pub fn read_back(
        &self,
        viewer: &IdentityId,
        pending: &[PendingApproval],
        completed: &[CompletedApproval],
        waited: Duration,
    ) -> ReadBack {
        if let Some(row) = completed.iter().find(|row| row.id.as_ref() == Some(&self.id)) {
            return self.decided(viewer, row);
        }
        if let Some(row) = pending.iter().find(|row| row.id.as_ref() == Some(&self.id)) {
            return self.waiting(viewer, row, waited);
        }
        let late = waited >= READ_BACK_PATIENCE;
        match self.answered {
            Answered::Gone => ReadBack::ByOther { action: None, by: None, at: None },
            // Who hands something on does not see it any more, in neither list; without a clear answer its request may as well
            // have been cancelled.
            Answered::Accepted if self.kind == DecisionKind::Forward => {
                ReadBack::ByYou(ApprovalAction::Forwarded)
            }
            _ if late && self.kind == DecisionKind::Forward => ReadBack::NoLongerYours,
            _ if late => ReadBack::Failed(NotDone::Vanished),
            _ => ReadBack::BeingProcessed,
        }
    }

    fn decided(&self, viewer: &IdentityId, row: &CompletedApproval) -> ReadBack {
        let action = row.state.clone();
        let reviewer = row.reviewed_by.as_ref().or(row.owner.as_ref());
        if is(viewer, reviewer)
            && let Some(action) = action
        {
            return ReadBack::ByYou(action);
        }
        let unsigned = reviewer.and_then(|reviewer| reviewer.id.as_ref()).is_none();
        if unsigned && self.answered == Answered::Accepted && action == Some(self.kind.action()) {
            return ReadBack::ByYou(self.kind.action());
        }
        let by = reviewer.and_then(|reviewer| reviewer.name.clone()).filter(|name| !name.is_empty());
        ReadBack::ByOther { action, by, at: row.modified.clone() }
    }

    fn waiting(&self, viewer: &IdentityId, row: &PendingApproval, waited: Duration) -> ReadBack {
        let late = waited >= READ_BACK_PATIENCE;
        let newest = row.forward_history.iter().flatten().next_back();
        let moved =
            row.owner.as_ref().is_some_and(|owner| owner.id.is_some()) && !is(viewer, row.owner.as_ref());
        if self.kind == DecisionKind::Forward
            && let Some(owner) = &self.new_owner
            && owner != viewer
            && is(owner, row.owner.as_ref())
        {
            return ReadBack::ByYou(ApprovalAction::Forwarded);
        }
        if row.action_in_process.is_some() {
            return ReadBack::BeingProcessed;
        }
        if moved && self.answered == Answered::Gone {
            return ReadBack::ByOther {
                action: Some(ApprovalAction::Forwarded),
                by: newest.and_then(|step| step.forwarder_name.clone()),
                at: newest.and_then(|step| step.modified.clone()),
            };
        }
        if late || self.answered == Answered::Gone && !moved {
            return ReadBack::Failed(NotDone::StillWaiting);
        }
        ReadBack::BeingProcessed
    }
}

fn is(person: &IdentityId, reference: Option<&OwnerRef>) -> bool {
    reference.and_then(|one| one.id.as_ref()).is_some_and(|id| id == person && !id.as_str().is_empty())
}
