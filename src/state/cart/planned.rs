//! The draft once a plan, of this tab or another, has taken it, and the way back for what of a plan failed. Making and sending
//! plans is none of the cart's.

use super::{Cart, Receipt, RequestStep, Told};
use crate::state::journal::IntentChange;
use crate::state::storage::{Document, Store};
use std::sync::Arc;

/// Effect on the stored document: the ids of a planned call that was read back are dropped, because its rows have them.
pub(in crate::state) fn forget_ids(document: &mut Document, change: &IntentChange) {
    if change.settled() && change.intent.write.is_planned() {
        let call = document.journal.iter_mut().find(|intent| intent.key == change.intent.key);
        if let Some(call) = call {
            Arc::make_mut(call).ids.clear();
        }
    }
}

impl Cart {
    /// Starts the next draft after a plan has taken this one.
    pub(in crate::state) fn start_after_plan(self) {
        self.plans.set(
            self.store.try_with(|store| store.read(|document| document.plans.clone())).unwrap_or_default(),
        );
        self.asks_for_others.set(false);
        self.start_next(None);
    }

    /// Starts the next draft after another tab has sent this one.
    pub(in crate::state) fn start_after_other_tab(self) {
        let receipt = Receipt::of(&self.draft.get_untracked(), Told::OtherTab, None);
        self.asks_for_others.set(false);
        self.start_next(Some(receipt));
    }

    /// Shows the draft that has been stored in place of this one: what of a plan failed.
    pub(in crate::state) fn show_stored(self) {
        let stored = self.store.try_with(Store::draft).flatten();
        self.start_after_plan();
        if let Some(draft) = stored {
            self.draft.reset(draft);
        }
    }

    /// Returns whether nothing is in the draft that another one would replace. Reactive.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.draft.with(|draft| draft.items.is_empty())
    }

    /// Shows the violations of the draft, which cannot be sent.
    pub(in crate::state) fn reject(self) {
        self.draft.submit();
        self.step.set(RequestStep::Writing);
    }
}
