//! Batches of decisions: what the decisions share, and an entry per approval, which is an intent of the journal. Pure.

use crate::api::{ApiError, ErrorKind};
use crate::state::index::{Index, Position};
use crate::state::journal::intent::Intent;
use crate::state::journal::merge::Intents;
use crate::state::journal::state::WriteState;
use crate::state::journal::write::ApprovalDecision;
use crate::state::storage::DecisionBatch;
use request_center_models::approval::{NotDone, ReadBack};
use std::collections::HashMap;
use std::sync::Arc;

/// Approvals decided alike in one step.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The part all entries share.
    pub shared: DecisionBatch,
    /// An entry per approval.
    pub entries: Vec<Entry>,
}

/// The decision on one approval of a batch. Compared by pointer: the journal replaces an intent when its state changes.
#[derive(Clone, Debug)]
pub struct Entry {
    intent: Arc<Intent>,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.intent, &other.intent)
    }
}

impl Entry {
    /// The intent as an entry; `None` where it is no decision.
    #[must_use]
    pub fn of(intent: &Arc<Intent>) -> Option<Self> {
        intent.decision().map(|_| Self { intent: Arc::clone(intent) })
    }

    /// The intent.
    #[must_use]
    pub fn intent(&self) -> &Intent {
        &self.intent
    }

    /// The decision; always `Some` in an entry.
    #[must_use]
    pub fn decision(&self) -> Option<&ApprovalDecision> {
        self.intent.decision()
    }

    /// The state of the write.
    #[must_use]
    pub fn state(&self) -> WriteState {
        self.intent.state
    }

    /// Returns whether it has not been sent.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        self.state() == WriteState::Prepared
    }

    /// The outcome as read from the lists.
    #[must_use]
    pub fn outcome(&self) -> Option<&ReadBack> {
        self.intent.read_back.as_ref()
    }

    /// The error the service answered with.
    #[must_use]
    pub fn error(&self) -> Option<&ApiError> {
        // An abort is not an answer: the tab was closed.
        self.intent.error.as_ref().filter(|error| error.kind != ErrorKind::Aborted)
    }

    /// Returns whether the decision failed and the approval is still pending.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        self.outcome() == Some(&ReadBack::Failed(NotDone::StillWaiting))
    }

    /// Returns whether the decision was refused or did not take effect.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.state() == WriteState::Refused || matches!(self.outcome(), Some(ReadBack::Failed(_)))
    }
}

impl Batch {
    /// The number of entries that match.
    #[must_use]
    pub fn count(&self, is: impl Fn(&Entry) -> bool) -> usize {
        self.entries.iter().filter(|entry| is(entry)).count()
    }

    /// Returns whether every entry has a final state.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.entries.iter().all(|entry| entry.state().is_over())
    }

    /// Returns whether every entry was read back as decided by the viewer.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.entries.iter().all(|entry| matches!(entry.outcome(), Some(ReadBack::ByYou(_))))
    }
}

/// The batches with their entries from the journal; a batch without entries is left out.
#[must_use]
pub fn batches(shared: &[DecisionBatch], intents: &Intents) -> Vec<Batch> {
    let mut entries: HashMap<&str, Vec<Entry>> = HashMap::new();
    for intent in intents {
        if let (Some(group), Some(entry)) = (&intent.group, Entry::of(intent)) {
            entries.entry(group.as_str()).or_default().push(entry);
        }
    }
    let batch = |shared: &DecisionBatch| {
        entries.remove(shared.key.as_str()).map(|entries| Batch { shared: shared.clone(), entries })
    };
    shared.iter().filter_map(batch).collect()
}

/// Batch and entry of the latest decision on each approval: the one in progress, else the newest.
#[must_use]
pub fn latest(batches: &[Batch]) -> Index {
    let mut latest = Index::default();
    let is_in_progress = |(batch, entry): Position| {
        let found: Option<&Entry> = batches.get(batch).and_then(|batch| batch.entries.get(entry));
        found.is_some_and(|entry| !entry.state().is_over())
    };
    for (at, batch) in batches.iter().enumerate() {
        for (place, entry) in batch.entries.iter().enumerate() {
            let Some(decision) = entry.decision() else { continue };
            if !latest.position(decision.id.as_str()).is_some_and(is_in_progress) {
                latest.set(decision.id.as_str(), (at, place));
            }
        }
    }
    latest
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::decision::{DecisionDraft, DecisionKind};
    use request_center_models::moment::Moment;

    fn shared(key: &str) -> DecisionBatch {
        let decision = DecisionDraft::new(DecisionKind::Approve);
        DecisionBatch { key: key.to_owned(), decision, to: String::new() }
    }

    fn batch(key: &str, entries: &[(&str, WriteState)]) -> Batch {
        let mut intents = Intents::new();
        for (id, state) in entries {
            let mut intent = shared(key).intent((*id).into(), Moment::from("2026-11-22T10:00:00Z"));
            intent.state = *state;
            intents.push(Arc::new(intent));
        }
        batches(&[shared(key), shared("empty")], &intents).remove(0)
    }

    #[test]
    fn the_latest_decision_is_the_one_in_progress_else_the_newest() {
        let position = |first, second| {
            latest(&[batch("one", &[("x", WriteState::Sent), ("a", first)]), batch("two", &[("a", second)])])
                .position("a")
        };
        assert_eq!(position(WriteState::Refused, WriteState::Prepared), Some((1, 0)));
        assert_eq!(position(WriteState::Refused, WriteState::Done), Some((1, 0)));
        assert_eq!(position(WriteState::Sent, WriteState::Done), Some((0, 1)));
        assert_eq!(latest(&[batch("one", &[("a", WriteState::Sent)])]).position("b"), None);
    }
}
