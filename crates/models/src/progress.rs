//! The honest state of one row, read from what the server said and nothing else: never *done* before it is.
//! Words and colours are the widget's.

use crate::moment::Moment;
use crate::wire::status::{
    ApprovalDetails, ApprovalStatus, PhaseResult, PhaseState, RequestState, RequestedItemStatus,
};

/// Where a row stands, in the terms a person thinks in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Taken up, no approval begun and nothing set up yet.
    Accepted,
    /// Somebody has to decide.
    Waiting {
        /// Who, where the server says.
        on: Option<String>,
        /// Which approval, from 1.
        step: usize,
        /// Of how many.
        steps: usize,
        /// Since when (UTC).
        since: Option<Moment>,
    },
    /// Approved, being set up or taken away.
    BeingProcessed,
    /// Set up, not yet seen on the source.
    Verifying,
    /// Done.
    Done,
    /// Done in part.
    PartlyDone,
    /// Somebody said no.
    Denied,
    /// Cancelled or ended.
    Cancelled,
    /// Did not work.
    Failed,
    /// A state this version does not know, as it came; empty where the server named none.
    Unknown(String),
}

/// The drawer a row lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProgressGroup {
    /// Under way.
    Open,
    /// Done, in whole.
    Done,
    /// Denied.
    Denied,
    /// Cancelled.
    Cancelled,
    /// Failed, in whole or in part.
    Failed,
}

impl ProgressGroup {
    /// Every drawer, in the order shown.
    pub const ALL: [Self; 5] = [Self::Open, Self::Done, Self::Denied, Self::Cancelled, Self::Failed];
}

impl Progress {
    /// Where that row stands.
    #[must_use]
    pub fn of(row: &RequestedItemStatus) -> Self {
        match &row.state {
            Some(RequestState::Executing) => executing(row),
            Some(RequestState::VerificationPending) => Self::Verifying,
            Some(RequestState::Completed) => Self::Done,
            Some(RequestState::PartlyProvisioned) => Self::PartlyDone,
            Some(RequestState::Rejected) => Self::Denied,
            Some(RequestState::Cancelled | RequestState::Terminated) => Self::Cancelled,
            Some(RequestState::ProvisioningFailed | RequestState::Error) => Self::Failed,
            Some(RequestState::Unknown(text)) => Self::Unknown(text.clone()),
            None => Self::Unknown(String::new()),
        }
    }

    /// The drawer it lies in.
    #[must_use]
    pub fn group(&self) -> ProgressGroup {
        match self {
            Self::Accepted | Self::Waiting { .. } | Self::BeingProcessed | Self::Verifying | Self::Unknown(_) => {
                ProgressGroup::Open
            }
            Self::Done => ProgressGroup::Done,
            Self::Denied => ProgressGroup::Denied,
            Self::Cancelled => ProgressGroup::Cancelled,
            Self::PartlyDone | Self::Failed => ProgressGroup::Failed,
        }
    }
}

fn executing(row: &RequestedItemStatus) -> Progress {
    let approvals: Vec<&ApprovalDetails> = row.approval_details.iter().flatten().collect();
    let pending = approvals.iter().position(|a| a.status == Some(ApprovalStatus::Pending));
    if let Some(index) = pending {
        let on = approvals.get(index).and_then(|a| asked(a));
        return Progress::Waiting { on, step: index + 1, steps: approvals.len(), since: waiting_since(row) };
    }
    let approval_open = row.access_request_phases.iter().flatten().any(|p| {
        p.name.as_deref().is_some_and(|n| n.contains("APPROVAL")) && p.state == Some(PhaseState::Executing)
    });
    if approval_open {
        let steps = approvals.len().max(1);
        return Progress::Waiting { on: None, step: steps, steps, since: waiting_since(row) };
    }
    let begun = row
        .access_request_phases
        .iter()
        .flatten()
        .any(|p| p.name.as_deref().is_some_and(|n| !n.contains("APPROVAL")) && p.state != Some(PhaseState::Pending));
    let approved = approvals.iter().any(|a| a.status == Some(ApprovalStatus::Approved));
    if begun || approved { Progress::BeingProcessed } else { Progress::Accepted }
}

/// Who is asked now: the current owner, else the first one.
fn asked(approval: &ApprovalDetails) -> Option<String> {
    let name = |owner: &Option<crate::wire::reference::OwnerRef>| owner.as_ref().and_then(|o| o.name.clone());
    name(&approval.current_owner).or_else(|| name(&approval.original_owner))
}

/// Since when the open approval has been waiting: the decision before it, else the start of the phase, else the request.
fn waiting_since(row: &RequestedItemStatus) -> Option<Moment> {
    let decided = row
        .approval_details
        .iter()
        .flatten()
        .filter(|a| a.status == Some(ApprovalStatus::Approved))
        .filter_map(|a| a.modified.clone())
        .next_back();
    let phase = || {
        let mut phases = row.access_request_phases.iter().flatten();
        phases.find(|p| p.state == Some(PhaseState::Executing)).and_then(|p| p.started.clone())
    };
    decided.or_else(phase).or_else(|| row.created.clone())
}

/// One step of a row's way, for the line a person follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What kind of step.
    pub kind: StepKind,
    /// Where it stands.
    pub state: StepState,
    /// Who decided or is asked.
    pub who: Option<String>,
    /// When it was finished, or since when it has been under way (UTC).
    pub at: Option<Moment>,
    /// Words left at the step.
    pub comment: Option<String>,
}

/// Kinds of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// The request was taken up.
    Sent,
    /// A decision, with the scheme as the wire names it.
    Approval(Option<crate::wire::status::ApprovalScheme>),
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
    /// Will not happen.
    Skipped,
}

impl RequestedItemStatus {
    /// The row's way so far and what is still to come.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let comment = self.requester_comment.as_ref().and_then(|c| c.comment.clone());
        let sent = Step { kind: StepKind::Sent, state: StepState::Done, who: None, at: self.created.clone(), comment };
        let mut steps = vec![sent];
        let mut first_pending = true;
        for approval in self.approval_details.iter().flatten() {
            steps.push(approval_step(approval, self, &mut first_pending));
        }
        steps.extend(self.processing_step());
        if let Some(cancelled) = &self.cancelled_request_details {
            steps.push(Step {
                kind: StepKind::Cancelled,
                state: StepState::Failed,
                who: cancelled.owner.as_ref().and_then(|o| o.name.clone()),
                at: cancelled.modified.clone().or_else(|| self.modified.clone()),
                comment: cancelled.comment.clone(),
            });
        }
        steps
    }

    fn processing_step(&self) -> Vec<Step> {
        let others: Vec<Step> = self
            .access_request_phases
            .iter()
            .flatten()
            .filter(|p| p.name.as_deref().is_some_and(|n| !n.contains("APPROVAL")))
            .map(|p| {
                let name = p.name.clone().unwrap_or_default();
                let kind =
                    if name.contains("PROVISIONING") { StepKind::Processing } else { StepKind::Other(name) };
                let state = match (&p.state, &p.result) {
                    (_, Some(PhaseResult::Failed)) => StepState::Failed,
                    (Some(PhaseState::Completed), _) => StepState::Done,
                    (Some(PhaseState::Executing), _) => StepState::Now,
                    (Some(PhaseState::Cancelled | PhaseState::NotExecuted), _) => StepState::Skipped,
                    _ => StepState::Next,
                };
                Step { kind, state, who: None, at: p.finished.clone().or_else(|| p.started.clone()), comment: None }
            })
            .collect();
        if others.is_empty() && self.is_open() {
            let kind = StepKind::Processing;
            return vec![Step { kind, state: StepState::Next, who: None, at: None, comment: None }];
        }
        others
    }
}

fn approval_step(approval: &ApprovalDetails, row: &RequestedItemStatus, first_pending: &mut bool) -> Step {
    let mut at = approval.modified.clone();
    let state = match approval.status {
        Some(ApprovalStatus::Approved) => StepState::Done,
        Some(ApprovalStatus::Rejected | ApprovalStatus::Expired) => StepState::Failed,
        Some(ApprovalStatus::Cancelled | ApprovalStatus::Archived) => StepState::Skipped,
        _ if !row.is_open() => StepState::Skipped,
        _ if *first_pending => {
            *first_pending = false;
            at = waiting_since(row);
            StepState::Now
        }
        _ => StepState::Next,
    };
    Step {
        kind: StepKind::Approval(approval.scheme.clone()),
        state,
        who: asked(approval),
        at,
        comment: approval.comment.clone(),
    }
}
