//! What is typed into a form: kept in the browser at every change, and judged once it has been submitted. Knows no field.

use super::storage::Store;
use crate::signal::{Signal, Stored};
use request_center_models::rule::Violations;

/// A form and the draft in it.
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
    /// A form with that draft, which `save` keeps in the store; it says `false` where the draft is no longer the person's to
    /// change.
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

    /// Reads the draft without following it.
    pub(super) fn with_untracked<R>(self, read: impl FnOnce(&D) -> R) -> R {
        self.draft.with_untracked(read)
    }

    /// A copy of the draft, not followed.
    pub(super) fn get_untracked(self) -> D {
        self.draft.get_untracked()
    }

    /// The same; `None` once the viewer has gone.
    pub(super) fn try_get_untracked(self) -> Option<D> {
        self.draft.try_get_untracked()
    }

    /// Changes the draft and keeps it; `false` where it could no longer be changed.
    pub(super) fn write(self, change: impl FnOnce(&mut D)) -> bool {
        self.draft.update(change);
        self.draft.try_with_untracked(|draft| self.store.try_with(|store| (self.save)(store, draft)))
            != Some(Some(false))
    }

    /// Changes the draft, which is kept by other means.
    pub(super) fn update(self, change: impl FnOnce(&mut D)) {
        self.draft.update(change);
    }

    /// Follows what another tab has kept; `false` where that is what is here.
    pub(super) fn sync_from(self, kept: &D) -> bool {
        let differs = self.draft.try_with_untracked(|draft| draft != kept) == Some(true);
        if differs {
            self.draft.set(kept.clone());
        }
        differs
    }

    /// Begins anew with that draft, not submitted.
    pub(super) fn reset(self, draft: D) {
        self.draft.set(draft);
        self.submitted.set(false);
    }

    /// The person has asked to go on: from now on what is wrong is shown.
    pub(super) fn submit(self) {
        self.submitted.set(true);
    }

    /// Whether the person has asked to go on.
    pub(super) fn is_submitted(self) -> bool {
        self.submitted.get_untracked()
    }

    /// What is wrong is no longer shown: what was submitted has left.
    pub(super) fn reopen(self) {
        self.submitted.set(false);
    }

    /// What is wrong, once the person has asked to go on; nothing is red before. Reactive.
    pub(super) fn shown(self, violations: impl FnOnce() -> Violations) -> Violations {
        if self.submitted.get() { violations() } else { Violations::default() }
    }
}
