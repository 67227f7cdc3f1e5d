//! The summary of a batch: phase, title and counts. Draws nothing.

use super::words;
use crate::i18n::{I18n, Msg};
use crate::signal::Memo;
use crate::state::approvals::Approvals;
use crate::state::approvals::batch::{Batch, Entry};
use crate::state::journal::state::WriteState;
use request_center_models::approval::ReadBack;
use request_center_models::decision::DecisionKind;

/// The phase of a batch; it determines the actions offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchPhase {
    /// It can still be undone.
    #[default]
    Undoable,
    /// Part of it is unsent and paused.
    Paused,
    /// Its decisions are being sent.
    Sending,
    /// All of it was sent.
    Sent,
    /// All of it has a final state.
    Over,
}

/// The summary of a batch, so that views do not copy thousands of entries at each change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BatchSummary {
    /// The phase.
    pub phase: BatchPhase,
    /// The decision in words.
    pub decision: String,
    /// The number of approvals.
    pub count: usize,
    /// The number not sent yet.
    pub unsent: usize,
    /// The number that failed.
    pub failed: usize,
    /// The number that failed and can be retried.
    pub retryable: usize,
    /// The number per outcome, in words.
    pub progress: String,
    /// The entry of a batch of one.
    pub single: Option<Entry>,
}

impl BatchSummary {
    /// The summary of the batch with that key.
    #[must_use]
    pub fn of(i18n: I18n, approvals: Approvals, key: String) -> Memo<Self> {
        Memo::new(move || {
            let undoable = approvals.decisions.undoable.with(|keys| keys.contains(&key));
            let paused = approvals.decisions.queue.is_paused(&key);
            approvals.decisions.batches.with(|all| {
                let batch = all.iter().find(|batch| batch.shared.key == key);
                batch.map(|batch| Self::new(i18n, batch, undoable, paused)).unwrap_or_default()
            })
        })
    }

    fn new(i18n: I18n, batch: &Batch, undoable: bool, paused: bool) -> Self {
        let unsent = batch.count(Entry::is_unsent);
        let phase = match (undoable, unsent > 0) {
            (true, _) => BatchPhase::Undoable,
            (false, true) if paused => BatchPhase::Paused,
            (false, true) => BatchPhase::Sending,
            (false, false) if batch.is_over() => BatchPhase::Over,
            (false, false) => BatchPhase::Sent,
        };
        Self {
            phase,
            decision: decision(i18n, batch),
            count: batch.entries.len(),
            unsent,
            failed: batch.count(Entry::has_failed),
            retryable: batch.count(Entry::can_retry),
            progress: progress(i18n, batch, unsent),
            single: batch.entries.first().filter(|_| batch.entries.len() == 1).cloned(),
        }
    }

    /// The decision, and what requires the user's attention first.
    #[must_use]
    pub fn title(&self, i18n: I18n) -> String {
        let values = [("what", self.decision.as_str())];
        match self.phase {
            BatchPhase::Undoable => i18n.with(Msg::DecisionSoon, &values),
            BatchPhase::Paused => i18n.count(Msg::DecisionNotSent, self.unsent, &values),
            _ if self.failed > 0 => i18n.count(Msg::DecisionFailed, self.failed, &values),
            BatchPhase::Sending | BatchPhase::Sent | BatchPhase::Over => self.decision.clone(),
        }
    }
}

fn decision(i18n: I18n, batch: &Batch) -> String {
    let kinds: Vec<&str> =
        batch.entries.iter().filter_map(|entry| Some(entry.decision()?.kind.as_str())).collect();
    let kinds = words::kinds(i18n, &kinds);
    i18n.with(
        match batch.shared.decision.kind {
            DecisionKind::Approve => Msg::DecisionTitleApprove,
            DecisionKind::Reject => Msg::DecisionTitleDeny,
            DecisionKind::Forward | DecisionKind::Unknown(_) => Msg::DecisionTitleForward,
        },
        &[("what", &kinds), ("to", &batch.shared.to)],
    )
}

/// The number of entries per outcome, as one text.
fn progress(i18n: I18n, batch: &Batch, unsent: usize) -> String {
    let outcome = |is: fn(&ReadBack) -> bool| batch.count(|entry| entry.outcome().is_some_and(is));
    let count = |states: &[WriteState]| batch.count(|entry| states.contains(&entry.state()));
    let parts = [
        (Msg::DecisionCountDone, outcome(|o| matches!(o, ReadBack::ByYou(_)))),
        (Msg::DecisionCountSending, count(&[WriteState::Sent])),
        (Msg::DecisionCountLookedUp, count(&[WriteState::Unknown, WriteState::Elsewhere])),
        (Msg::DecisionCountProcessing, count(&[WriteState::Accepted, WriteState::Gone])),
        (Msg::DecisionCountOthers, outcome(|o| matches!(o, ReadBack::ByOther { .. }))),
        (Msg::DecisionCountFailed, batch.count(Entry::has_failed)),
        (Msg::DecisionCountWaiting, unsent),
    ];
    let mut said = Vec::new();
    for (message, count) in parts {
        if count > 0 {
            said.push(i18n.count(message, count, &[]));
        }
    }
    said.join(", ")
}
