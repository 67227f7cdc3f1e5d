//! The history of one row as steps: what happened, what is under way, what is still to come. Says nothing the row does
//! not say, and agrees with [`Progress`]: a step is under way only where the row is.

use super::{
    Approvers, Progress, asked, group, is_approval, is_provisioning, open_approval, owner_name, undecided,
    waiting_since,
};
use crate::moment::Moment;
use crate::wire::status::{
    AccessRequestPhase, ApprovalDetails, ApprovalScheme, ApprovalStatus, CancelledRequestDetails,
    PhaseResult, PhaseState, RequestedItemStatus,
};

/// One step of a row's way, for the line a person follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The kind of step.
    pub kind: StepKind,
    /// Its status.
    pub state: StepState,
    /// Who asked, decided, is asked, works on it by hand or cancelled.
    pub who: Option<String>,
    /// All who are asked now, where any one of several can decide; empty otherwise.
    pub any_of: Vec<String>,
    /// The group, or the person, that is asked or decided through `who` or `any_of`.
    pub on_behalf_of: Option<String>,
    /// When it was finished, or since when it has been under way (UTC); `None` for what is still to come.
    pub at: Option<Moment>,
    /// Words left at the step.
    pub comment: Option<String>,
}

impl Step {
    fn new(
        kind: StepKind,
        state: StepState,
        who: Option<String>,
        at: Option<Moment>,
        comment: Option<String>,
    ) -> Self {
        Self { kind, state, who, any_of: Vec::new(), on_behalf_of: None, at, comment }
    }
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
    /// and cancelled where it was. Where the server names no phase for a part, the row's own state speaks for it; a second
    /// phase of approval, which no description names, is recognized by its name. Setting up is never done before the row is
    /// (`REQUEST_COMPLETED`), whatever its phase says.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let line = Line { row: self, progress: Progress::of(self) };
        let phases: Vec<&AccessRequestPhase> = self.access_request_phases.iter().flatten().collect();
        let mut steps = vec![line.sent()];
        let mut decisions = Some(line.approvals());
        if !phases.iter().any(|phase| is_approval(phase)) {
            steps.extend(decisions.take().unwrap_or_default());
        }
        let unnamed = self.approval_details.iter().flatten().next().is_none();
        for phase in &phases {
            let decided = if is_approval(phase) { decisions.take() } else { None };
            match decided {
                Some(none) if none.is_empty() && unnamed => {
                    let mut step = line.phase(phase);
                    step.kind = StepKind::Approval(None);
                    steps.push(step);
                }
                Some(named) => steps.extend(named),
                None if is_provisioning(phase) => steps.extend(line.processing(Some(phase))),
                None => steps.push(line.phase(phase)),
            }
        }
        if !phases.iter().any(|phase| is_provisioning(phase)) {
            steps.extend(line.processing(None));
        }
        steps.extend(line.cancelled());
        steps
    }
}

/// One row with its progress.
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
        Step::new(StepKind::Sent, StepState::Done, who, self.row.created.clone(), comment)
    }

    /// One step per approval named, and one more where the server waits for a decision it does not name.
    fn approvals(&self) -> Vec<Step> {
        let named = self.row.approval_details.iter().flatten();
        let open = match self.progress {
            Progress::Waiting { .. } | Progress::Unknown(_) => open_approval(self.row),
            _ => None,
        };
        let mut steps: Vec<Step> = named.map(|approval| self.approval(approval, open)).collect();
        if let (Progress::Waiting { since, .. }, None) = (&self.progress, open) {
            let at = since.clone();
            steps.push(Step::new(StepKind::Approval(None), StepState::Now, None, at, None));
        }
        steps
    }

    fn approval(&self, approval: &ApprovalDetails, open: Option<&ApprovalDetails>) -> Step {
        let to_come =
            matches!(self.progress, Progress::Accepted | Progress::Waiting { .. } | Progress::Unknown(_));
        let is_open = open.is_some_and(|open| std::ptr::eq(open, approval));
        let (state, at) = match approval.status {
            Some(ApprovalStatus::Approved) => (StepState::Done, approval.modified.clone()),
            Some(ApprovalStatus::Rejected) => (StepState::Failed, approval.modified.clone()),
            Some(ApprovalStatus::Expired | ApprovalStatus::Cancelled | ApprovalStatus::Archived) => {
                (StepState::Skipped, approval.modified.clone())
            }
            _ if is_open => (StepState::Now, waiting_since(self.row, open)),
            _ if to_come && undecided(approval, self.row) => (StepState::Next, None),
            _ => (StepState::Skipped, None),
        };
        let kind = StepKind::Approval(approval.scheme.clone());
        let (who, on_behalf_of) = match state {
            StepState::Done | StepState::Failed => decided(approval),
            StepState::Now | StepState::Next | StepState::Skipped => (asked(approval), None),
        };
        let mut step = Step::new(kind, state, who, at, approval.comment.clone());
        step.on_behalf_of = on_behalf_of;
        if state == StepState::Now {
            let asked = Approvers::of(approval);
            (step.any_of, step.on_behalf_of) = (asked.any_of, asked.group);
        }
        step
    }

    fn phase(&self, phase: &AccessRequestPhase) -> Step {
        let state = match (&phase.state, &phase.result) {
            (_, Some(PhaseResult::Failed)) => StepState::Failed,
            (Some(PhaseState::Completed), _) => StepState::Done,
            (Some(PhaseState::Cancelled | PhaseState::NotExecuted), _) => StepState::Skipped,
            _ if self.is_over() => StepState::Skipped,
            (Some(PhaseState::Pending), _) => StepState::Next,
            (Some(PhaseState::Executing), _) => StepState::Now,
            _ if phase.started.is_some() => StepState::Now,
            _ => StepState::Next,
        };
        let kind = StepKind::Other(phase.name.clone().unwrap_or_default());
        Step::new(kind, state, None, at(state, phase), None)
    }

    /// Setting up or taking away; nothing where it never began and the server names no phase for it.
    fn processing(&self, phase: Option<&AccessRequestPhase>) -> Option<Step> {
        let phase_state = phase.and_then(|p| p.state.as_ref());
        let failed = phase.is_some_and(|p| p.result == Some(PhaseResult::Failed));
        let state = match self.progress {
            _ if failed => StepState::Failed,
            _ if matches!(phase_state, Some(PhaseState::Cancelled | PhaseState::NotExecuted)) => {
                StepState::Skipped
            }
            Progress::Done => StepState::Done,
            Progress::PartlyDone | Progress::Failed => StepState::Failed,
            Progress::Denied | Progress::Cancelled => {
                phase?;
                StepState::Skipped
            }
            Progress::BeingProcessed | Progress::Verifying => StepState::Now,
            _ if matches!(phase_state, Some(PhaseState::Executing | PhaseState::Completed)) => StepState::Now,
            Progress::Accepted | Progress::Waiting { .. } | Progress::Unknown(_) => StepState::Next,
        };
        let ended = matches!(state, StepState::Done | StepState::Failed);
        let named = phase.and_then(|phase| at(state, phase));
        let at = named.or_else(|| if ended { self.row.modified.clone() } else { None });
        let who = if state == StepState::Now { self.working_by_hand() } else { None };
        Some(Step::new(StepKind::Processing, state, who, at, None))
    }

    /// Who has the first piece of work that is done by hand and still open.
    fn working_by_hand(&self) -> Option<String> {
        let mut items = self.row.manual_work_item_details.iter().flatten();
        let open = items.find(|item| item.status == Some(ApprovalStatus::Pending))?;
        owner_name(open.current_owner.as_ref(), open.original_owner.as_ref())
    }

    fn cancelled(&self) -> Option<Step> {
        let empty = CancelledRequestDetails::default();
        let details = self.row.cancelled_request_details.as_ref().filter(|details| **details != empty);
        if self.progress != Progress::Cancelled && details.is_none() {
            return None;
        }
        let modified = details.and_then(|d| d.modified.clone());
        let who = owner_name(details.and_then(|d| d.owner.as_ref()), None);
        let at = modified.or_else(|| self.row.modified.clone());
        let comment = details.and_then(|d| d.comment.clone());
        Some(Step::new(StepKind::Cancelled, StepState::Failed, who, at, comment))
    }
}

/// Who decided an approval, and for whom where that is somebody else: the group that was asked, or the person.
fn decided(approval: &ApprovalDetails) -> (Option<String>, Option<String>) {
    let asked = asked(approval);
    let who = owner_name(approval.reviewed_by.as_ref(), None).or_else(|| asked.clone());
    let on_behalf_of = group(approval).or(asked).filter(|other| Some(other) != who.as_ref());
    (who, on_behalf_of)
}

/// When a phase got to that state.
fn at(state: StepState, phase: &AccessRequestPhase) -> Option<Moment> {
    match state {
        StepState::Now => phase.started.clone(),
        StepState::Done | StepState::Failed => phase.finished.clone().or_else(|| phase.started.clone()),
        StepState::Next | StepState::Skipped => None,
    }
}
