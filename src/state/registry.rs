//! Contributions of panels to the shell: the number beside their tab, and whether they have a tab. Knows no panel. The last
//! contribution for a view counts, so that a loaded panel replaces the estimate made before it was loaded.

use crate::config::View;
use crate::signal::{Derived, Signal};

/// The contribution of one panel.
#[derive(Clone, Copy)]
pub(super) struct Contribution {
    /// The number beside its tab; `None` while it is unknown.
    pub(super) count: Derived<Option<usize>>,
    /// True while the viewer has any use for the panel.
    pub(super) in_use: Derived<bool>,
}

/// The contributions of all panels.
#[derive(Clone, Copy, Default)]
pub struct Registry(Signal<Vec<(View, Contribution)>>);

impl Registry {
    /// Adds a panel's contribution, or replaces it.
    pub(super) fn contribute(self, view: View, contribution: Contribution) {
        self.0.update(|all| {
            all.retain(|(other, _)| *other != view);
            all.push((view, contribution));
        });
    }

    fn find(self, view: View) -> Option<Contribution> {
        self.0.with(|all| all.iter().find(|(other, _)| *other == view).map(|(_, found)| *found))
    }

    /// The number beside that tab; `None` for none, and while it is unknown. Reactive.
    #[must_use]
    pub fn count(self, view: View) -> Option<usize> {
        self.find(view)?.count.get()
    }

    /// Returns whether the viewer has any use for the panel; `None` without a contribution. Reactive.
    #[must_use]
    pub fn is_in_use(self, view: View) -> Option<bool> {
        Some(self.find(view)?.in_use.get())
    }
}
