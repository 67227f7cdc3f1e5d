//! The draft once a plan, of this tab or another, has taken it, and the way back for what of a plan failed. Making and sending
//! plans is none of the cart's.

use super::{Cart, Receipt, RequestStep, Told};

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

    /// Shows the violations of the draft, which cannot be sent.
    pub(in crate::state) fn reject(self) {
        self.draft.submit();
        self.step.set(RequestStep::Writing);
    }
}
