//! The latest of several reads: a new one aborts the previous one, and the view's cleanup aborts the last.

use crate::api::{Abort, sleep, unless_aborted};
use crate::signal::Stored;
use leptos::prelude::on_cleanup;
use leptos::task::spawn_local;

/// How long typing must pause before a search, in milliseconds.
pub(super) const TYPING_PAUSE: f64 = 300.0;

/// The abort signal of the latest read.
#[derive(Clone, Copy)]
pub(super) struct Latest(Stored<Abort>);

impl Default for Latest {
    fn default() -> Self {
        let latest = Self(Stored::new(Abort::new()));
        on_cleanup(move || latest.stop());
        latest
    }
}

impl Latest {
    /// Aborts the previous read and returns the signal for a new one.
    #[must_use]
    pub(super) fn renew(self) -> Abort {
        self.stop();
        let abort = Abort::new();
        self.0.set(abort.clone());
        abort
    }

    /// Aborts the current read.
    pub(super) fn stop(self) {
        self.0.try_with(Abort::abort);
    }

    /// Aborts the previous read, and runs this one unless a newer one comes within `pause` milliseconds.
    pub(super) fn debounce<F: Future<Output = ()>>(
        self,
        pause: f64,
        read: impl FnOnce(Abort) -> F + 'static,
    ) {
        let abort = self.renew();
        spawn_local(async move {
            if unless_aborted(Some(&abort), sleep(pause)).await.is_some() {
                read(abort).await;
            }
        });
    }
}
