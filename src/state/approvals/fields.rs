//! The form of the next decision: comment, forwarding and new owner. Stored at every keystroke under the approval it is about, so that
//! a reload loses nothing and a comment on one approval is never sent with another. Sends nothing.

use super::batch::Batch;
use super::selection::Selection;
use crate::api::Client;
use crate::signal::{Signal, Stored, effect};
use crate::state::people::PeopleSearch;
use crate::state::storage::{DecisionBatch, Document, Store, TypedDecision, replace_among};
use leptos::prelude::untrack;
use request_center_models::decision::{DecisionDraft, DecisionKind};
use request_center_models::id::{ApprovalId, IdentityId};
use request_center_models::rule::Violations;

/// The most approvals of a batch whose comments are restored one by one; more would displace what is stored about others.
pub(super) const MAX_RESTORED: usize = 10;

/// The typed decision on the selection.
#[derive(Clone, Copy)]
pub struct DecisionFields {
    /// The comment.
    pub comment: Signal<String>,
    /// True while forwarding is chosen.
    pub forwarding: Signal<bool>,
    /// The person to forward to; empty while none is chosen.
    pub new_owner: Signal<IdentityId>,
    /// That person's name.
    pub new_owner_name: Signal<String>,
    /// The rules broken at the last submit.
    pub violations: Signal<Violations>,
    /// The search for the new owner.
    pub people: PeopleSearch,
    selection: Selection,
    store: Stored<Store>,
}

impl DecisionFields {
    /// An empty form.
    pub(super) fn new(client: Client, store: Store, selection: Selection) -> Self {
        Self {
            comment: Signal::default(),
            forwarding: Signal::default(),
            new_owner: Signal::default(),
            new_owner_name: Signal::default(),
            violations: Signal::default(),
            people: PeopleSearch::for_one(client),
            selection,
            store: Stored::new(store),
        }
    }

    /// Sets the comment.
    pub fn set_comment(self, text: String) {
        self.comment.set(text);
        self.edited();
    }

    /// Sets the person to forward to.
    pub fn set_new_owner(self, id: IdentityId, name: String) {
        self.new_owner.set(id);
        self.new_owner_name.set(name);
        self.edited();
    }

    /// Starts or ends forwarding.
    pub fn set_forwarding(self, forwarding: bool) {
        self.forwarding.set(forwarding);
        self.edited();
    }

    fn edited(self) {
        self.violations.set(Default::default());
        self.save();
    }

    /// The form's content as a valid draft; `None` where it breaks a rule, which is shown.
    pub(super) fn submit(self, kind: DecisionKind) -> Option<DecisionDraft> {
        let (comment, new_owner) = (self.comment.get_untracked(), self.new_owner.get_untracked());
        let draft = DecisionDraft { kind, comment, new_owner };
        match draft.validate() {
            Ok(_) => Some(draft),
            Err(violations) => {
                self.violations.set(violations);
                None
            }
        }
    }

    /// Shows what was typed about the selection whenever that changes.
    pub(super) fn follow_selection(self) {
        let mut before: Option<ApprovalId> = None;
        effect(move || {
            let now = self.selection.subject_id();
            if now != before {
                let several = now.as_ref().is_some_and(|id| id.as_str().is_empty());
                untrack(|| self.load(now.as_ref(), before.is_some() && several));
                before = now;
            }
        });
    }

    /// Shows what is stored under that id. With `keep`, ticked approvals without a stored decision keep what was typed about the
    /// open one.
    fn load(self, id: Option<&ApprovalId>, keep: bool) {
        let stored = id.and_then(|id| self.stored(id));
        if stored.is_none() && keep {
            self.save();
        } else {
            self.fill(stored.unwrap_or_default());
        }
    }

    fn save(self) {
        let Some(id) = untrack(|| self.selection.subject_id()) else { return };
        let typed = TypedDecision {
            id,
            comment: self.comment.get_untracked(),
            forwarding: self.forwarding.get_untracked(),
            new_owner: self.new_owner.get_untracked(),
            to: self.new_owner_name.get_untracked(),
        };
        self.change_store(|document| replace_among(&mut document.typed_decisions, typed));
    }

    fn stored(self, id: &ApprovalId) -> Option<TypedDecision> {
        let find = |typed: &[TypedDecision]| typed.iter().find(|typed| typed.id == *id).cloned();
        self.store.try_with(|store| store.update(|document| find(&document.typed_decisions)))?
    }

    /// Clears the form and what is stored about the approvals decided with it, or about the ticked ones.
    pub(super) fn clear(self, decided: &[ApprovalId]) {
        self.change_store(|document| {
            document
                .typed_decisions
                .retain(|typed| !typed.id.as_str().is_empty() && !decided.contains(&typed.id));
        });
        self.fill(TypedDecision::default());
    }

    /// Drops what is stored about approvals that are decided again without the form; what is typed about others stays.
    pub(super) fn drop_stored(self, decided: &[ApprovalId]) {
        self.change_store(|document| document.typed_decisions.retain(|typed| !decided.contains(&typed.id)));
        if untrack(|| self.selection.subject_id()).is_some_and(|id| decided.contains(&id)) {
            self.fill(TypedDecision::default());
        }
    }

    /// Selects the approvals of an undone batch again, with the decision that was typed about them.
    pub(super) fn restore_batch(self, batch: &Batch) {
        let ids: Vec<&ApprovalId> =
            batch.entries.iter().filter_map(|entry| entry.decision()).map(|decision| &decision.id).collect();
        let shared = &batch.shared;
        if let [only] = ids.as_slice() {
            self.restore(only, shared);
            self.selection.open.set(Some(ApprovalId::clone(only)));
        } else if self.selection.ticked.with_untracked(|ticked| !ticked.is_empty())
            && self.comment.with_untracked(|comment| !comment.is_empty())
        {
            // The user is already typing about another selection: it stays, and these are restored one by one.
            for id in ids.into_iter().take(MAX_RESTORED) {
                self.restore(id, shared);
            }
        } else {
            self.selection.tick_only(&ids);
            self.restore(&ApprovalId::default(), shared);
        }
    }

    /// Stores the decision of a batch as typed about that approval, and shows it unless something else is being typed.
    pub(super) fn restore(self, id: &ApprovalId, batch: &DecisionBatch) {
        let decision = &batch.decision;
        let typed = TypedDecision {
            id: id.clone(),
            comment: decision.comment.clone(),
            forwarding: decision.kind == DecisionKind::Forward,
            new_owner: decision.new_owner.clone(),
            to: batch.to.clone(),
        };
        let is_selected = untrack(|| self.selection.subject_id()).as_ref() == Some(id);
        if is_selected && self.comment.with_untracked(String::is_empty) {
            self.fill(typed.clone());
        }
        self.change_store(|document| replace_among(&mut document.typed_decisions, typed));
    }

    fn fill(self, typed: TypedDecision) {
        self.comment.set(typed.comment);
        self.forwarding.set(typed.forwarding);
        self.new_owner.set(typed.new_owner);
        self.new_owner_name.set(typed.to);
        self.violations.set(Default::default());
    }

    fn change_store(self, change: impl FnOnce(&mut Document)) {
        self.store.try_with(|store| store.update(change));
    }
}
