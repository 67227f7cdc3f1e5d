//! The single-key shortcuts of Approvals: switched off or on for this browser. Knows no key.

use crate::signal::{Signal, Stored};
use crate::state::storage::Store;

/// The shortcuts' settings.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    /// True while the overview of the keys is open.
    pub help_open: Signal<bool>,
    /// True once the user has switched the shortcuts off.
    pub off: Signal<bool>,
    store: Stored<Store>,
}

impl Shortcuts {
    /// As last set in this browser.
    pub(super) fn new(store: Store) -> Self {
        let off = store.update(|document| document.keys_off);
        Self { help_open: Signal::default(), off: Signal::new(off), store: Stored::new(store) }
    }

    /// Switches the shortcuts off or on.
    pub fn toggle(self) {
        let off = !self.off.get_untracked();
        self.off.set(off);
        self.store.try_with(|store| store.update(|document| document.keys_off = off));
    }
}
