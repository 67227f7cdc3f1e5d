//! What is typed for a decision: comment, person, and which of both it is about. The browser keeps it at every stroke, so that a
//! reload loses nothing; words typed about one approval never go out with another.

use super::Approvals;
use super::batch::Batch;
use crate::signal::effect;
use crate::state::index::Index;
use crate::state::storage::{DecisionBatch, TypedDecision, replace_among};
use leptos::prelude::untrack;
use request_center_models::decision::DecisionKind;
use request_center_models::id::{ApprovalId, IdentityId};

/// So many approvals of one batch get their words back, each for itself; more would push out what is typed about others.
pub(super) const GIVEN_BACK: usize = 10;

impl Approvals {
    /// Takes the words as typed.
    pub fn write_comment(self, text: String) {
        self.comment.set(text);
        self.broken.set(Default::default());
        self.keep_words();
    }

    /// Takes whom it is to be handed on to.
    pub fn choose_owner(self, id: IdentityId, name: String) {
        self.new_owner.set(id);
        self.to.set(name);
        self.broken.set(Default::default());
        self.keep_words();
    }

    /// Begins to hand on, or leaves it.
    pub fn forward(self, forwarding: bool) {
        self.forwarding.set(forwarding);
        self.broken.set(Default::default());
        self.keep_words();
    }

    /// Switches the single keys off or on, for this browser.
    pub fn switch_keys(self) {
        let off = !self.keys_off.get_untracked();
        self.keys_off.set(off);
        self.store.try_with(|store| store.update(|document| document.keys_off = off));
    }

    /// What is being decided changes with what is open and ticked, and with it the words.
    pub(super) fn follow_subject(self) {
        let mut before: Option<ApprovalId> = None;
        effect(move || {
            let now = self.subject_id();
            let several = now.as_ref().is_some_and(|id| id.as_str().is_empty());
            if now != before {
                untrack(|| self.show_words(now.as_ref(), before.is_some() && several));
                before = now;
            }
            if !several {
                untrack(|| self.follow_open());
            }
        });
    }

    /// Shows the words typed for that; a selection that has none goes on with those of what was open.
    fn show_words(self, now: Option<&ApprovalId>, goes_on: bool) {
        let found = now.and_then(|id| self.kept_words(id));
        if found.is_none() && goes_on {
            self.keep_words();
        } else {
            self.fill_in(found.unwrap_or_default());
        }
    }

    /// What is being decided: what is ticked (an empty id), else what is open. Reactive.
    fn subject_id(self) -> Option<ApprovalId> {
        let several = self.ticked.with(|ticked| !ticked.is_empty());
        let open = self.picked.get();
        if several { Some(ApprovalId::default()) } else { open }
    }

    /// Keeps what is typed under what it is about.
    fn keep_words(self) {
        let Some(id) = untrack(|| self.subject_id()) else { return };
        let words = TypedDecision {
            id,
            comment: self.comment.get_untracked(),
            forwarding: self.forwarding.get_untracked(),
            new_owner: self.new_owner.get_untracked(),
            to: self.to.get_untracked(),
        };
        self.store
            .try_with(|store| store.update(|document| replace_among(&mut document.typed_decisions, words)));
    }

    fn kept_words(self, id: &ApprovalId) -> Option<TypedDecision> {
        let find = |words: &[TypedDecision]| words.iter().find(|words| words.id == *id).cloned();
        self.store.try_with(|store| store.update(|document| find(&document.typed_decisions)))?
    }

    /// The words typed for that batch are sent with it, and gone from the form.
    pub(super) fn let_words_go(self, decided: &[ApprovalId]) {
        self.store.try_with(|store| {
            store.update(|document| {
                document
                    .typed_decisions
                    .retain(|words| !words.id.as_str().is_empty() && !decided.contains(&words.id));
            });
        });
        self.fill_in(TypedDecision::default());
    }

    /// The words kept about what that batch decides once more go with it; what is typed about anything else stays.
    pub(super) fn let_kept_words_go(self, ids: &[ApprovalId]) {
        let decided = |id: &ApprovalId| ids.contains(id);
        self.store.try_with(|store| {
            store.update(|document| document.typed_decisions.retain(|words| !decided(&words.id)));
        });
        if untrack(|| self.subject_id()).is_some_and(|id| decided(&id)) {
            self.fill_in(TypedDecision::default());
        }
    }

    /// What was decided is open again, with the words that had been typed for it.
    pub(super) fn put_back(self, batch: &Batch) {
        let ids: Vec<&ApprovalId> =
            batch.entries.iter().filter_map(|entry| entry.decision()).map(|decision| &decision.id).collect();
        let batch = &batch.shared;
        if let [only] = ids.as_slice() {
            self.give_back(only, batch);
            self.picked.set(Some(ApprovalId::clone(only)));
        } else if self.ticked.with_untracked(|ticked| !ticked.is_empty())
            && self.comment.with_untracked(|comment| !comment.is_empty())
        {
            // Another selection is being written about: it stays, and these keep their words one by one.
            for id in ids.into_iter().take(GIVEN_BACK) {
                self.give_back(id, batch);
            }
        } else {
            let mut ticked = Index::default();
            for id in ids {
                ticked.add(id.as_str());
            }
            self.ticked.set(ticked);
            self.give_back(&ApprovalId::default(), batch);
        }
    }

    /// The words of a decision that came to nothing are there again for that approval, or for a selection.
    pub(super) fn give_back(self, id: &ApprovalId, batch: &DecisionBatch) {
        let decision = &batch.decision;
        let words = TypedDecision {
            id: id.clone(),
            comment: decision.comment.clone(),
            forwarding: decision.kind == DecisionKind::Forward,
            new_owner: decision.new_owner.clone(),
            to: batch.to.clone(),
        };
        let shown = untrack(|| self.subject_id()).as_ref() == Some(id);
        // What is being typed at this moment stays.
        if shown && self.comment.with_untracked(String::is_empty) {
            self.fill_in(words.clone());
        }
        self.store
            .try_with(|store| store.update(|document| replace_among(&mut document.typed_decisions, words)));
    }

    fn fill_in(self, words: TypedDecision) {
        self.comment.set(words.comment);
        self.forwarding.set(words.forwarding);
        self.new_owner.set(words.new_owner);
        self.to.set(words.to);
        self.broken.set(Default::default());
    }
}
