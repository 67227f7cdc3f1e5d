//! The honest state of one row of `listAccessRequestStatus`, read from what the server said and nothing else: never *done*
//! before it is. Words and colours are the widget's.

mod steps;
mod stuck;

pub use steps::{Step, StepKind, StepState};
pub use stuck::{STUCK_AFTER_DAYS, Stuck, stuck_before};

use crate::moment::Moment;
use crate::wire::reference::OwnerRef;
use crate::wire::status::{
    AccessRequestPhase, ApprovalDetails, ApprovalStatus, PhaseResult, PhaseState, RequestState,
    RequestedItemStatus,
};

/// The progress of a row, as users see it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Progress {
    /// Taken up; no approval begun, nothing being set up.
    Accepted,
    /// Somebody has to decide.
    Waiting {
        /// Who, where the server says.
        on: Option<String>,
        /// The approval's number, from 1; forwarded, expired and cancelled ones are not counted.
        step: usize,
        /// Of how many the server has named so far.
        steps: usize,
        /// Since when (UTC).
        since: Option<Moment>,
    },
    /// Approved, being set up or taken away.
    BeingProcessed,
    /// Set up, not yet seen on the source.
    Verifying,
    /// Done, and the server said so (`REQUEST_COMPLETED`).
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ProgressGroup {
    /// Under way.
    #[default]
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
    /// The progress of that row. Its `state` decides; while that is `EXECUTING`, its phases and approvals do.
    ///
    /// ```
    /// use request_center_models::progress::Progress;
    /// use request_center_models::wire::status::RequestedItemStatus;
    /// let text = r#"{"state":"EXECUTING","approvalDetails":[
    ///     {"status":"APPROVED","modified":"2030-04-01T08:00:00Z","originalOwner":{"name":"Ines"}},
    ///     {"status":"PENDING","originalOwner":{"name":"Tom"}}]}"#;
    /// let row: RequestedItemStatus = serde_json::from_str(text).unwrap();
    /// let since = Some("2030-04-01T08:00:00Z".into());
    /// assert_eq!(Progress::of(&row), Progress::Waiting { on: Some("Tom".to_owned()), step: 2, steps: 2, since });
    /// ```
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
            Self::Accepted
            | Self::Waiting { .. }
            | Self::BeingProcessed
            | Self::Verifying
            | Self::Unknown(_) => ProgressGroup::Open,
            Self::Done => ProgressGroup::Done,
            Self::Denied => ProgressGroup::Denied,
            Self::Cancelled => ProgressGroup::Cancelled,
            Self::PartlyDone | Self::Failed => ProgressGroup::Failed,
        }
    }
}

/// While the state is `EXECUTING`: what the approval phase says, else what the approvals say, else what provisioning says.
fn executing(row: &RequestedItemStatus) -> Progress {
    let phase = approval_phase(row);
    let state = phase.and_then(|p| p.state.as_ref());
    let refused = phase.is_some_and(|p| p.result == Some(PhaseResult::Failed));
    let has = |status: ApprovalStatus| {
        row.approval_details.iter().flatten().any(|a| a.status.as_ref() == Some(&status))
    };
    if refused || has(ApprovalStatus::Rejected) {
        return Progress::Denied;
    }
    if state == Some(&PhaseState::Cancelled) {
        return Progress::Cancelled;
    }
    if let Some(waiting) = waiting(row) {
        return waiting;
    }
    match state {
        Some(PhaseState::Completed) => Progress::BeingProcessed,
        Some(PhaseState::Pending) => Progress::Accepted,
        _ if provisioning_begun(row) || has(ApprovalStatus::Approved) => Progress::BeingProcessed,
        _ => Progress::Accepted,
    }
}

/// The wait for the open approval, or for one the server does not name where the phase runs and all that are named are decided.
fn waiting(row: &RequestedItemStatus) -> Option<Progress> {
    let counted: Vec<&ApprovalDetails> =
        row.approval_details.iter().flatten().filter(|a| counts(a)).collect();
    let open = open_approval(row);
    let since = waiting_since(row, open);
    if let Some(index) = open.and_then(|open| counted.iter().position(|a| std::ptr::eq(*a, open))) {
        return Some(Progress::Waiting {
            on: open.and_then(asked),
            step: index.saturating_add(1),
            steps: counted.len(),
            since,
        });
    }
    let running = approval_phase(row).is_some_and(|p| p.state == Some(PhaseState::Executing));
    let steps = counted.len().saturating_add(1);
    running.then_some(Progress::Waiting { on: None, step: steps, steps, since })
}

/// The first approval somebody has to decide now; none while its phase has not begun.
fn open_approval(row: &RequestedItemStatus) -> Option<&ApprovalDetails> {
    if approval_phase(row).is_some_and(|p| p.state == Some(PhaseState::Pending)) {
        return None;
    }
    row.approval_details.iter().flatten().find(|a| counts(a) && undecided(a, row))
}

/// True if an approval counts: it was not forwarded, did not expire and was not cancelled.
fn counts(approval: &ApprovalDetails) -> bool {
    !matches!(
        approval.status,
        Some(ApprovalStatus::Archived | ApprovalStatus::Expired | ApprovalStatus::Cancelled)
    )
}

/// True if an approval is still open. A status nobody knew counts as open until the phase is over.
fn undecided(approval: &ApprovalDetails, row: &RequestedItemStatus) -> bool {
    match approval.status {
        Some(ApprovalStatus::Pending) => true,
        None | Some(ApprovalStatus::Unknown(_)) => {
            approval_phase(row).is_none_or(|p| p.state != Some(PhaseState::Completed))
        }
        Some(_) => false,
    }
}

fn approval_phase(row: &RequestedItemStatus) -> Option<&AccessRequestPhase> {
    row.access_request_phases.iter().flatten().find(|phase| is_approval(phase))
}

/// The phase in which people decide; an outside check before it (`PRE_APPROVAL...`) is another one.
fn is_approval(phase: &AccessRequestPhase) -> bool {
    let named = phase.name.as_deref().is_some_and(|n| n.contains("APPROVAL") && !n.starts_with("PRE"));
    named || phase.phase_reference.as_deref() == Some("approvalDetails")
}

fn is_provisioning(phase: &AccessRequestPhase) -> bool {
    phase.name.as_deref().is_some_and(|n| n.contains("PROVISIONING"))
}

fn provisioning_begun(row: &RequestedItemStatus) -> bool {
    let begun = [Some(PhaseState::Executing), Some(PhaseState::Completed)];
    row.access_request_phases.iter().flatten().any(|p| is_provisioning(p) && begun.contains(&p.state))
}

/// Who is asked for an approval.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approvers {
    /// The person, or the group where it is not said who of it.
    pub who: Option<String>,
    /// All who are asked, where any one of several can decide; empty otherwise.
    pub any_of: Vec<String>,
    /// The group these people are asked for.
    pub group: Option<String>,
}

impl RequestedItemStatus {
    /// Who is asked now; nobody while no approval the server names is open.
    #[must_use]
    pub fn asked_now(&self) -> Approvers {
        open_approval(self).map(Approvers::of).unwrap_or_default()
    }
}

impl Approvers {
    fn of(approval: &ApprovalDetails) -> Self {
        let who = asked(approval);
        let several = approval.current_owners.as_deref().filter(|owners| owners.len() > 1);
        let any_of = several.map(names).unwrap_or_default();
        let group = group(approval).filter(|group| !any_of.is_empty() || Some(group) != who.as_ref());
        Self { who, any_of, group }
    }
}

/// The group that was asked first, if it was a group.
fn group(approval: &ApprovalDetails) -> Option<String> {
    let is_group = |owner: &&OwnerRef| owner.r#type.as_deref() == Some("GOVERNANCE_GROUP");
    owner_name(approval.original_owner.as_ref().filter(is_group), None)
}

/// Who is asked now: the current owner, else who was asked first, a group for example, else all who are asked now.
fn asked(approval: &ApprovalDetails) -> Option<String> {
    let owners = approval.current_owners.as_deref().unwrap_or_default();
    let only = if let [only] = owners { Some(only) } else { None };
    owner_name(approval.current_owner.as_ref().or(only), approval.original_owner.as_ref())
        .or_else(|| Some(names(owners).join(", ")).filter(|all| !all.is_empty()))
}

/// The names of these people, each once, without those who have none.
fn names(owners: &[OwnerRef]) -> Vec<String> {
    let mut names = Vec::new();
    for name in owners.iter().filter_map(|owner| owner.name.as_ref()) {
        if !name.is_empty() && !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn owner_name(now: Option<&OwnerRef>, first: Option<&OwnerRef>) -> Option<String> {
    [now, first].into_iter().flatten().filter_map(|owner| owner.name.clone()).find(|name| !name.is_empty())
}

/// Since when that approval has been waiting: since it was forwarded, else the decision before it, else the start of the
/// approval phase, else the request.
fn waiting_since(row: &RequestedItemStatus, open: Option<&ApprovalDetails>) -> Option<Moment> {
    let forwarded = || open.filter(|a| a.forwarded == Some(true)).and_then(|a| a.modified.clone());
    let before =
        row.approval_details.iter().flatten().take_while(|a| open.is_none_or(|o| !std::ptr::eq(*a, o)));
    let decided =
        before.filter(|a| a.status == Some(ApprovalStatus::Approved)).filter_map(|a| a.modified.clone());
    let phase = || approval_phase(row).and_then(|p| p.started.clone());
    forwarded().or_else(|| decided.last()).or_else(phase).or_else(|| row.created.clone())
}
