//! Decisions made together, as the panel shows them: what they share, and an entry for each approval, which is an intent of the
//! journal. Pure.

use crate::api::{ApiError, ErrorKind};
use crate::state::index::{Index, Spot};
use crate::state::journal::intent::Intent;
use crate::state::journal::merge::Intents;
use crate::state::journal::state::WriteState;
use crate::state::journal::write::ApprovalDecision;
use crate::state::storage::DecisionBatch;
use request_center_models::approval::{NotDone, ReadBack};
use std::collections::HashMap;
use std::sync::Arc;

/// Decisions made together.
#[derive(Clone, Debug)]
pub struct Batch {
    /// What they share.
    pub shared: DecisionBatch,
    /// One for each approval.
    pub entries: Vec<Entry>,
}

/// The decision on one approval of a batch. Two are equal where nothing has happened to either since they were the same.
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
    /// That intent as an entry; `None` where it is no decision.
    #[must_use]
    pub fn of(intent: &Arc<Intent>) -> Option<Self> {
        intent.decision().map(|_| Self { intent: Arc::clone(intent) })
    }

    /// The intent.
    #[must_use]
    pub fn intent(&self) -> &Intent {
        &self.intent
    }

    /// What was decided; the default is never met.
    #[must_use]
    pub fn decision(&self) -> Option<&ApprovalDecision> {
        self.intent.decision()
    }

    /// Its state.
    #[must_use]
    pub fn state(&self) -> WriteState {
        self.intent.state
    }

    /// Whether it has not left.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.state() == WriteState::Prepared
    }

    /// What the lists say became of it.
    #[must_use]
    pub fn outcome(&self) -> Option<&ReadBack> {
        self.intent.read_back.as_ref()
    }

    /// What the service said against it.
    #[must_use]
    pub fn error(&self) -> Option<&ApiError> {
        // That its tab was closed is nothing the service said.
        self.intent.error.as_ref().filter(|error| error.kind != ErrorKind::Aborted)
    }

    /// Whether it was not decided and waits as before, so that it can be tried again.
    #[must_use]
    pub fn can_be_tried_again(&self) -> bool {
        self.outcome() == Some(&ReadBack::Failed(NotDone::StillWaiting))
    }

    /// Whether it came to nothing.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.state() == WriteState::Refused || matches!(self.outcome(), Some(ReadBack::Failed(_)))
    }
}

impl Batch {
    /// How many of its entries are so.
    #[must_use]
    pub fn count(&self, is: impl Fn(&Entry) -> bool) -> usize {
        self.entries.iter().filter(|entry| is(entry)).count()
    }

    /// Whether everything in it has come to its end.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.entries.iter().all(|entry| entry.state().is_over())
    }

    /// Whether everything in it was read back as decided by the person.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.entries.iter().all(|entry| matches!(entry.outcome(), Some(ReadBack::ByYou(_))))
    }
}

/// These batches with their entries in the journal; those without any are left out.
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

/// Where each approval is in these batches: of several decisions about it the one under way, else the newest.
#[must_use]
pub fn spots(batches: &[Batch]) -> Index {
    let mut spots = Index::default();
    let open = |(batch, entry): Spot| {
        let found: Option<&Entry> = batches.get(batch).and_then(|batch| batch.entries.get(entry));
        found.is_some_and(|entry| !entry.state().is_over())
    };
    for (at, batch) in batches.iter().enumerate() {
        for (place, entry) in batch.entries.iter().enumerate() {
            let Some(decision) = entry.decision() else { continue };
            if !spots.spot(decision.id.as_str()).is_some_and(open) {
                spots.put(decision.id.as_str(), (at, place));
            }
        }
    }
    spots
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
    fn of_several_decisions_about_an_approval_the_one_under_way_counts_else_the_newest() {
        let spot = |first, second| {
            spots(&[batch("one", &[("x", WriteState::Sent), ("a", first)]), batch("two", &[("a", second)])])
                .spot("a")
        };
        assert_eq!(spot(WriteState::Refused, WriteState::Prepared), Some((1, 0)));
        assert_eq!(spot(WriteState::Refused, WriteState::Done), Some((1, 0)));
        assert_eq!(spot(WriteState::Sent, WriteState::Done), Some((0, 1)));
        assert_eq!(spots(&[batch("one", &[("a", WriteState::Sent)])]).spot("b"), None);
    }
}
