//! The way of one row as a line of steps: what happened, what is under way, what is still to come. Says nothing the row does
//! not say, and agrees with [`Progress`]: a step is under way only where the row is.

use super::{
    Progress, asked, is_approval, is_provisioning, open_approval, owner_name, undecided, waiting_since,
};
use crate::moment::Moment;
use crate::wire::status::{
    AccessRequestPhase, ApprovalDetails, ApprovalScheme, ApprovalStatus, CancelledRequestDetails,
    ManualWorkItemDetails, PhaseResult, PhaseState, RequestedItemStatus,
};

/// One step of a row's way, for the line a person follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What kind of step.
    pub kind: StepKind,
    /// Where it stands.
    pub state: StepState,
    /// Who asked, decided, is asked, works on it by hand or cancelled.
    pub who: Option<String>,
    /// When it was finished, or since when it has been under way (UTC); `None` for what is still to come.
    pub at: Option<Moment>,
    /// Words left at the step.
    pub comment: Option<String>,
}

/// Kinds of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// The request was taken up.
    Sent,
    /// A decision, with the scheme as the wire names it; `None` where the server said only that one is needed.
    Approval(Option<ApprovalScheme>),
    /// Setting up or taking away.
    Processing,
    /// Any other phase, by its name.
    Other(String),
    /// The end by cancelling.
    Cancelled,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Finished well.
    Done,
    /// Under way.
    Now,
    /// Still to come.
    Next,
    /// Finished badly.
    Failed,
    /// Did not happen, or will not.
    Skipped,
}

impl RequestedItemStatus {
    /// The row's way so far and what is still to come, in the order of the server's phases: taken up, decisions, setting up,
    /// and cancelled where it was. Where the server names no phase for a part, the row's own state speaks for it.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let line = Line { row: self, progress: Progress::of(self) };
        let mut steps = vec![line.sent()];
        let phases: Vec<&AccessRequestPhase> = self.access_request_phases.iter().flatten().collect();
        if !phases.iter().any(|phase| is_approval(phase)) {
            steps.extend(line.approvals(None));
        }
        let mut approvals_shown = false;
        for phase in &phases {
            if !is_approval(phase) {
                steps.push(line.phase(phase));
            } else if !approvals_shown {
                approvals_shown = true;
                steps.extend(line.approvals(Some(phase)));
            }
        }
        if !phases.iter().any(|phase| is_provisioning(phase)) {
            steps.extend(line.processing_without_phase());
        }
        steps.extend(line.cancelled());
        steps
    }
}

/// One row with where it stands.
struct Line<'a> {
    row: &'a RequestedItemStatus,
    progress: Progress,
}

impl Line<'_> {
    fn is_over(&self) -> bool {
        !self.row.is_open() || matches!(self.progress, Progress::Denied | Progress::Cancelled)
    }

    fn sent(&self) -> Step {
        let comment = self.row.requester_comment.as_ref().and_then(|c| c.comment.clone());
        let who = owner_name(self.row.requester.as_ref(), None);
        Step { kind: StepKind::Sent, state: StepState::Done, who, at: self.row.created.clone(), comment }
    }

    /// One step per approval; where none is named, one for the phase.
    fn approvals(&self, phase: Option<&AccessRequestPhase>) -> Vec<Step> {
        let named: Vec<&ApprovalDetails> = self.row.approval_details.iter().flatten().collect();
        if named.is_empty() {
            let kind = StepKind::Approval(None);
            return phase.map(|phase| Step { kind, ..self.phase(phase) }).into_iter().collect();
        }
        let open = open_approval(self.row);
        named.into_iter().map(|approval| self.approval(approval, open)).collect()
    }

    fn approval(&self, approval: &ApprovalDetails, open: Option<&ApprovalDetails>) -> Step {
        let (state, at) = match approval.status {
            Some(ApprovalStatus::Approved) => (StepState::Done, approval.modified.clone()),
            Some(ApprovalStatus::Rejected | ApprovalStatus::Expired) => {
                (StepState::Failed, approval.modified.clone())
            }
            Some(ApprovalStatus::Cancelled | ApprovalStatus::Archived) => {
                (StepState::Skipped, approval.modified.clone())
            }
            _ if self.is_over() || !undecided(approval, self.row) => (StepState::Skipped, None),
            _ if open.is_some_and(|open| std::ptr::eq(open, approval)) => {
                (StepState::Now, waiting_since(self.row, open))
            }
            _ => (StepState::Next, None),
        };
        let kind = StepKind::Approval(approval.scheme.clone());
        Step { kind, state, who: asked(approval), at, comment: approval.comment.clone() }
    }

    fn phase(&self, phase: &AccessRequestPhase) -> Step {
        let name = phase.name.clone().unwrap_or_default();
        let processing = is_provisioning(phase);
        let state = match (&phase.state, &phase.result) {
            (_, Some(PhaseResult::Failed)) => StepState::Failed,
            (Some(PhaseState::Completed), _) => StepState::Done,
            (Some(PhaseState::Cancelled | PhaseState::NotExecuted), _) => StepState::Skipped,
            _ if processing && self.is_over() => self.processing_when_over(),
            _ if self.is_over() => StepState::Skipped,
            (Some(PhaseState::Pending), _) => StepState::Next,
            (Some(PhaseState::Executing), _) => StepState::Now,
            _ if phase.started.is_some() => StepState::Now,
            _ => StepState::Next,
        };
        let at = match state {
            StepState::Now => phase.started.clone(),
            StepState::Done | StepState::Failed => phase.finished.clone().or_else(|| phase.started.clone()),
            StepState::Next | StepState::Skipped => None,
        };
        let kind = if processing { StepKind::Processing } else { StepKind::Other(name) };
        let who = if processing && state == StepState::Now { self.working_by_hand() } else { None };
        Step { kind, state, who, at, comment: None }
    }

    /// Setting up, where the server names no phase for it: said only as far as the row's state says it.
    fn processing_without_phase(&self) -> Option<Step> {
        let state = match self.progress {
            Progress::Accepted | Progress::Waiting { .. } | Progress::Unknown(_) => StepState::Next,
            Progress::BeingProcessed | Progress::Verifying => StepState::Now,
            Progress::Denied | Progress::Cancelled => return None,
            Progress::Done | Progress::PartlyDone | Progress::Failed => self.processing_when_over(),
        };
        let ended = matches!(state, StepState::Done | StepState::Failed);
        let at = if ended { self.row.modified.clone() } else { None };
        let who = if state == StepState::Now { self.working_by_hand() } else { None };
        Some(Step { kind: StepKind::Processing, state, who, at, comment: None })
    }

    fn processing_when_over(&self) -> StepState {
        match self.progress {
            Progress::Done => StepState::Done,
            Progress::PartlyDone | Progress::Failed => StepState::Failed,
            _ => StepState::Skipped,
        }
    }

    /// Who has the first piece of work that is done by hand and still open.
    fn working_by_hand(&self) -> Option<String> {
        let items: Vec<&ManualWorkItemDetails> = self.row.manual_work_item_details.iter().flatten().collect();
        let open = items.into_iter().find(|item| item.status == Some(ApprovalStatus::Pending))?;
        owner_name(open.current_owner.as_ref(), open.original_owner.as_ref())
    }

    fn cancelled(&self) -> Option<Step> {
        let empty = CancelledRequestDetails::default();
        let details = self.row.cancelled_request_details.as_ref().filter(|details| **details != empty);
        if self.progress != Progress::Cancelled && details.is_none() {
            return None;
        }
        let modified = details.and_then(|d| d.modified.clone());
        Some(Step {
            kind: StepKind::Cancelled,
            state: StepState::Failed,
            who: owner_name(details.and_then(|d| d.owner.as_ref()), None),
            at: modified.or_else(|| self.row.modified.clone()),
            comment: details.and_then(|d| d.comment.clone()),
        })
    }
}
