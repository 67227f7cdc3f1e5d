//! When to look again: soon after an action, then at doubling distance up to five minutes, only while something is under
//! way, and never while the page is hidden.

use super::Requests;
use crate::signal::{Kept, Read};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::VisibilityState;

/// The longest distance between two looks, in seconds.
const LONGEST: u32 = 300;

/// The timer of the looks.
#[derive(Clone, Copy)]
pub(super) struct Poll {
    first_seconds: Read<u32>,
    next_seconds: Kept<u32>,
    timer: Kept<Option<TimeoutHandle>>,
}

impl Poll {
    pub(super) fn new(first_seconds: Read<u32>) -> Self {
        let poll = Self {
            first_seconds,
            next_seconds: Kept::new(first_seconds.get_untracked()),
            timer: Kept::new(None),
        };
        on_cleanup(move || poll.stop());
        poll
    }

    /// Looks at once when the page is seen again, and stops when it is hidden.
    pub(super) fn watch_visibility(self, requests: Requests) {
        let handle = window_event_listener_untyped("visibilitychange", move |_| {
            if hidden() {
                self.stop();
            } else if requests.any_open() {
                requests.look();
            }
        });
        on_cleanup(move || handle.remove());
    }

    /// Begins again with the shortest distance.
    pub(super) fn restart(self, requests: Requests) {
        let first = self.first_seconds.try_get_untracked().unwrap_or(LONGEST);
        self.next_seconds.try_update(|next| *next = first);
        self.schedule(requests);
    }

    /// Plans the next look, where one is due at all.
    pub(super) fn schedule(self, requests: Requests) {
        self.stop();
        if hidden() || !requests.any_open() {
            return;
        }
        let Some(seconds) = self.next_seconds.try_get() else { return };
        self.next_seconds.try_update(|next| *next = next.saturating_mul(2).min(LONGEST));
        let timer = set_timeout_with_handle(move || requests.look(), Duration::from_secs(seconds.into()));
        self.timer.set(timer.ok());
    }

    fn stop(self) {
        if let Some(Some(timer)) = self.timer.try_update(Option::take) {
            timer.clear();
        }
    }
}

fn hidden() -> bool {
    document().visibility_state() == VisibilityState::Hidden
}
