//! Decisions, read back from the viewer's two lists (`listPendingApprovals`, `listCompletedApprovals`). A 202 alone settles
//! nothing.

use super::{LookOutcome, Looking, LookupPace, Probe};
use crate::api::{Abort, ApprovalsQuery, Client, Priority};
use crate::state::journal::intent::Intent;
use crate::state::journal::merge::Intents;
use crate::state::journal::state::{Event, WriteState};
use crate::state::journal::write::ApprovalDecision;
use request_center_models::approval::{Answered, ReadBack, SentDecision};
use request_center_models::draft::SubmitKey;
use request_center_models::id::{ApprovalId, IdentityId};
use request_center_models::moment::elapsed;
use request_center_models::wire::approval::{CompletedApproval, PendingApproval};
use std::rc::Rc;
use std::sync::Arc;
use time::OffsetDateTime;

/// Approvals in one call, so that its URL stays short.
const IDS: usize = 50;

/// Reads the lists of approvals.
pub struct ApprovalsProbe {
    /// Reads the lists.
    pub client: Client,
    /// Ends the look-ups.
    pub abort: Abort,
    /// The person who decided.
    pub viewer: IdentityId,
    /// Called after every look-up.
    pub on_look_up: Rc<dyn Fn(LookOutcome)>,
    /// Called once nothing is open any more.
    pub on_finish: Rc<dyn Fn()>,
}

impl Probe for ApprovalsProbe {
    fn covers(&self, intent: &Intent) -> bool {
        intent.decision().is_some()
    }

    fn pace(&self) -> LookupPace {
        // The lists show what was not carried out, so that there is no time limit.
        LookupPace {
            first_millis: 1_000,
            longest_millis: 15_000,
            arrived_millis: 15_000,
            patience_seconds: None,
        }
    }

    fn look_up(&self, intents: Intents, priority: Priority) -> Looking<'_> {
        Box::pin(async move {
            let mut events = Vec::new();
            for part in intents.chunks(IDS) {
                let ids: Vec<ApprovalId> =
                    part.iter().filter_map(|intent| Some(intent.decision()?.id.clone())).collect();
                let query = ApprovalsQuery { ids, ..ApprovalsQuery::default() };
                let completed = self.client.list_completed_approvals(&query, priority, &self.abort);
                let completed = completed.await?.rows;
                let pending = self.client.list_pending_approvals(&query, priority, &self.abort);
                let pending = pending.await?.rows;
                events.extend(shown_by(part, &self.viewer, &pending, &completed, self.client.now()));
            }
            Ok(events)
        })
    }

    fn on_look_up(&self, outcome: LookOutcome) {
        (self.on_look_up)(outcome);
    }

    fn finished(&self) {
        (self.on_finish)();
    }
}

/// The outcomes of decisions by rows read at that time. Pure.
#[must_use]
pub fn shown_by(
    intents: &[Arc<Intent>],
    viewer: &IdentityId,
    pending: &[PendingApproval],
    completed: &[CompletedApproval],
    now: OffsetDateTime,
) -> Vec<(SubmitKey, Event)> {
    let mut events = Vec::new();
    for intent in intents {
        let Some((decision, answered)) = intent.decision().zip(answered(intent.state)) else { continue };
        let ApprovalDecision { id, decision: kind, new_owner, .. } = decision.clone();
        let waited = intent.since.instant().map(|since| elapsed(since, now)).unwrap_or_default();
        let sent = SentDecision { id, kind, new_owner, answered };
        match sent.read_back(viewer, pending, completed, waited) {
            ReadBack::BeingProcessed => {}
            outcome => events.push((intent.key.clone(), Event::ReadBack(outcome))),
        }
    }
    events
}

/// The answer to a decision in that state; `None` where none is expected.
fn answered(state: WriteState) -> Option<Answered> {
    Some(match state {
        WriteState::Accepted | WriteState::NotListed => Answered::Accepted,
        WriteState::Gone => Answered::Gone,
        WriteState::Unknown => Answered::Unknown,
        WriteState::Sent | WriteState::Elsewhere => Answered::Awaited,
        _ => return None,
    })
}
