//! When to look again: soon after an action, a change or a return to the window, then at doubling distance up to five minutes,
//! only while something is worth it, and never while the page is hidden. Knows no list.

use super::visibility::page_is_hidden;
use crate::api::browser_millis;
use crate::signal::{Derived, Stored, on_window_event};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::rc::Rc;
use std::time::Duration;

/// The longest distance between two looks, in seconds.
const LONGEST: u32 = 300;

/// The timer of the looks at one list.
#[derive(Clone, Copy)]
pub(super) struct Poll {
    first_seconds: Derived<u32>,
    next_seconds: Stored<u32>,
    timer: Stored<Option<TimeoutHandle>>,
    /// When that timer ends, in milliseconds of the browser's clock.
    due: Stored<f64>,
    list: Stored<Option<Rc<dyn Polled>>>,
}

/// A list that is looked at again.
pub(super) trait Polled {
    /// Looks now.
    fn refresh(&self);
    /// Whether looking again is worth it.
    fn is_worth_refreshing(&self) -> bool;
}

impl Poll {
    pub(super) fn new(first_seconds: Derived<u32>) -> Self {
        let poll = Self {
            first_seconds,
            next_seconds: Stored::new(first_seconds.get_untracked()),
            timer: Stored::new(None),
            due: Stored::new(0.0),
            list: Stored::new(None),
        };
        on_cleanup(move || poll.stop());
        poll
    }

    /// Takes the list; looks at once when the page is seen again, soon when its window is used again, and stops when it is
    /// hidden.
    pub(super) fn serve(self, list: impl Polled + 'static) {
        self.serve_instead(list);
        on_window_event("visibilitychange", move |_| {
            if page_is_hidden() {
                self.stop();
            } else if let Some(list) = self.list().filter(|list| list.is_worth_refreshing()) {
                list.refresh();
            }
        });
        // A window beside another is never hidden; whoever comes back to it wants to see what is true now.
        on_window_event("focus", move |_| self.come_back());
    }

    /// Another list is looked at from now on, in the same rhythm.
    pub(super) fn serve_instead(self, list: impl Polled + 'static) {
        self.list.set(Some(Rc::new(list)));
    }

    /// Somebody is at the window again: the next look is one short distance away, or nearer where it was planned so.
    fn come_back(self) {
        let planned = self.timer.try_with(Option::is_some) == Some(true);
        let left = self.due.try_get().unwrap_or_default() - browser_millis();
        let short = 1000.0 * f64::from(self.first_seconds.try_get_untracked().unwrap_or(LONGEST));
        if !planned || left > short {
            self.restart();
        }
    }

    /// Begins again with the shortest distance.
    pub(super) fn restart(self) {
        self.expect_more();
        self.schedule();
    }

    /// Where something happens, more may soon: the next look planned comes at the shortest distance.
    pub(super) fn expect_more(self) {
        let first = self.first_seconds.try_get_untracked().unwrap_or(LONGEST);
        self.next_seconds.try_update(|next| *next = first);
    }

    /// Plans the next look, where one is due at all.
    pub(super) fn schedule(self) {
        self.stop();
        let Some(list) = self.list().filter(|list| list.is_worth_refreshing() && !page_is_hidden()) else {
            return;
        };
        let Some(seconds) = self.next_seconds.try_get() else { return };
        self.next_seconds.try_update(|next| *next = next.saturating_mul(2).min(LONGEST));
        let timer = set_timeout_with_handle(move || list.refresh(), Duration::from_secs(seconds.into()));
        self.due.set(browser_millis() + 1000.0 * f64::from(seconds));
        self.timer.set(timer.ok());
    }

    fn list(self) -> Option<Rc<dyn Polled>> {
        self.list.try_get().flatten()
    }

    fn stop(self) {
        if let Some(Some(timer)) = self.timer.try_update(Option::take) {
            timer.clear();
        }
    }
}
