//! A form: a draft, stored in the browser at every change, whose violations are shown once it was submitted. Knows no field.

use super::storage::Store;
use crate::signal::{Signal, Stored};
use request_center_models::rule::Violations;

/// A form and its draft.
pub struct Form<D> {
    draft: Signal<D>,
    submitted: Signal<bool>,
    store: Stored<Store>,
    save: fn(&Store, &D) -> bool,
}

impl<D> Clone for Form<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Form<D> {}

impl<D: Clone + Default + PartialEq + 'static> Form<D> {
    /// A form with that draft. `save` stores it, and returns false if the draft has already been sent.
    pub(super) fn new(draft: D, store: Store, save: fn(&Store, &D) -> bool) -> Self {
        Self { draft: Signal::new(draft), submitted: Signal::default(), store: Stored::new(store), save }
    }

    /// Reads the draft. Reactive.
    pub fn with<R>(self, read: impl FnOnce(&D) -> R) -> R {
        self.draft.with(read)
    }

    /// A copy of the draft. Reactive.
    #[must_use]
    pub fn get(self) -> D {
        self.draft.get()
    }

    /// Reads the draft without subscribing.
    pub(super) fn with_untracked<R>(self, read: impl FnOnce(&D) -> R) -> R {
        self.draft.with_untracked(read)
    }

    /// A copy of the draft, without subscribing.
    pub(super) fn get_untracked(self) -> D {
        self.draft.get_untracked()
    }

    /// A copy of the draft, without subscribing; `None` once the viewer has gone.
    pub(super) fn try_get_untracked(self) -> Option<D> {
        self.draft.try_get_untracked()
    }

    /// Changes the draft and stores it. Returns false if it has already been sent.
    pub(super) fn write(self, change: impl FnOnce(&mut D)) -> bool {
        self.draft.update(change);
        self.save()
    }

    /// Changes the draft without storing it.
    pub(super) fn update(self, change: impl FnOnce(&mut D)) {
        self.draft.update(change);
    }

    /// Takes over a draft that another tab has stored. Returns whether it differs.
    pub(super) fn sync_from(self, stored: &D) -> bool {
        let differs = self.draft.try_with_untracked(|draft| draft != stored) == Some(true);
        if differs {
            self.draft.set(stored.clone());
        }
        differs
    }

    /// Replaces the draft without storing it; the new one is not submitted.
    pub(super) fn reset(self, draft: D) {
        self.draft.set(draft);
        self.submitted.set(false);
    }

    /// Submits the form: from now on its violations are shown.
    pub(super) fn submit(self) {
        self.submitted.set(true);
    }

    /// Returns whether the form was submitted.
    pub(super) fn is_submitted(self) -> bool {
        self.submitted.get_untracked()
    }

    /// Hides the violations again, because the draft has been sent.
    pub(super) fn reopen(self) {
        self.submitted.set(false);
    }

    /// The violations, once the form was submitted; none before. Reactive.
    pub(super) fn shown(self, violations: impl FnOnce() -> Violations) -> Violations {
        self.shown_or(violations, Violations::default)
    }

    /// The violations, once the form was submitted; `early` ones before. Reactive.
    pub(super) fn shown_or(
        self,
        violations: impl FnOnce() -> Violations,
        early: impl FnOnce() -> Violations,
    ) -> Violations {
        if self.submitted.get() { violations() } else { early() }
    }

    fn save(self) -> bool {
        self.draft.try_with_untracked(|draft| self.store.try_with(|store| (self.save)(store, draft)))
            != Some(Some(false))
    }
}
