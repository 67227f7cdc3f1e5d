//! Decisions made together in short: what was decided, how far it is, and what became of it in figures and in one sentence.

use super::words;
use crate::i18n::{I18n, Msg};
use crate::signal::Memo;
use crate::state::approvals::Approvals;
use crate::state::approvals::batch::{Batch, Entry};
use crate::state::journal::state::WriteState;
use request_center_models::approval::ReadBack;
use request_center_models::decision::DecisionKind;

/// What can be done with a batch at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchPhase {
    /// Its moment for undo has not passed.
    #[default]
    Undoable,
    /// It is held back.
    Held,
    /// It leaves, one after the other.
    Leaving,
    /// All of it has left.
    Answered,
    /// All of it has come to its end.
    Over,
}

/// A batch in short; thousands of entries are looked through once for each change, and copied never.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BatchSummary {
    /// How far it is.
    pub phase: BatchPhase,
    /// What was decided, in words.
    pub what: String,
    /// How many approvals.
    pub count: usize,
    /// How many have not left.
    pub waiting: usize,
    /// How many came to nothing.
    pub failed: usize,
    /// How many of those wait as before.
    pub again: usize,
    /// How many came to what, in words.
    pub progress: String,
    /// What the only one is about.
    pub only: Option<Entry>,
}

impl BatchSummary {
    /// Of the batch with that key, as it stands by now.
    #[must_use]
    pub fn of(i18n: I18n, approvals: Approvals, key: String) -> Memo<Self> {
        Memo::new(move || {
            let undoable = approvals.decisions.undoable.with(|keys| keys.contains(&key));
            let paused = approvals.decisions.paused.with(|keys| keys.contains(&key));
            approvals.decisions.batches.with(|all| {
                let batch = all.iter().find(|batch| batch.shared.key == key);
                batch.map(|batch| Self::work_out(i18n, batch, undoable, paused)).unwrap_or_default()
            })
        })
    }

    fn work_out(i18n: I18n, batch: &Batch, undoable: bool, paused: bool) -> Self {
        let waiting = batch.count(Entry::is_unsent);
        let phase = match (undoable, waiting > 0) {
            (true, _) => BatchPhase::Undoable,
            (false, true) if paused => BatchPhase::Held,
            (false, true) => BatchPhase::Leaving,
            (false, false) if batch.is_over() => BatchPhase::Over,
            (false, false) => BatchPhase::Answered,
        };
        Self {
            phase,
            what: what(i18n, batch),
            count: batch.entries.len(),
            waiting,
            failed: batch.count(Entry::has_failed),
            again: batch.count(Entry::can_retry),
            progress: progress(i18n, batch, waiting),
            only: batch.entries.first().filter(|_| batch.entries.len() == 1).cloned(),
        }
    }

    /// What is decided, and what of it needs the person most.
    #[must_use]
    pub fn title(&self, i18n: I18n) -> String {
        let what = [("what", self.what.as_str())];
        match self.phase {
            BatchPhase::Undoable => i18n.with(Msg::DecisionSoon, &what),
            BatchPhase::Held => i18n.count(Msg::DecisionNotSent, self.waiting, &what),
            _ if self.failed > 0 => i18n.count(Msg::DecisionFailed, self.failed, &what),
            BatchPhase::Leaving | BatchPhase::Answered | BatchPhase::Over => self.what.clone(),
        }
    }
}

fn what(i18n: I18n, batch: &Batch) -> String {
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

/// How many were read back as decided, are on their way, were somebody else's, or came to nothing.
fn progress(i18n: I18n, batch: &Batch, waiting: usize) -> String {
    let outcome = |is: fn(&ReadBack) -> bool| batch.count(|entry| entry.outcome().is_some_and(is));
    let count = |states: &[WriteState]| batch.count(|entry| states.contains(&entry.state()));
    let parts = [
        (Msg::DecisionCountDone, outcome(|o| matches!(o, ReadBack::ByYou(_)))),
        (Msg::DecisionCountSending, count(&[WriteState::Sent])),
        (Msg::DecisionCountLookedUp, count(&[WriteState::Unknown, WriteState::Elsewhere])),
        (Msg::DecisionCountProcessing, count(&[WriteState::Accepted, WriteState::Gone])),
        (Msg::DecisionCountOthers, outcome(|o| matches!(o, ReadBack::ByOther { .. }))),
        (Msg::DecisionCountFailed, batch.count(Entry::has_failed)),
        (Msg::DecisionCountWaiting, waiting),
    ];
    let mut said = Vec::new();
    for (message, count) in parts {
        if count > 0 {
            said.push(i18n.count(message, count, &[]));
        }
    }
    said.join(", ")
}
