//! Polling of one list with a doubling interval up to five minutes, reset by an action, a change or the window's focus. Paused while the
//! page is hidden or the list is not worth refreshing. Knows no list.

use super::visibility::page_is_hidden;
use crate::api::{ErrorKind, browser_millis};
use crate::signal::{Derived, Stored, on_window_event};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::rc::Rc;
use std::time::Duration;

/// The longest interval, in seconds.
const MAX_SECONDS: u32 = 300;

/// The polling timer of one list.
#[derive(Clone, Copy)]
pub(super) struct Poll {
    first_seconds: Derived<u32>,
    next_seconds: Stored<u32>,
    timer: Stored<Option<TimeoutHandle>>,
    /// When the timer fires, in milliseconds of the browser's clock.
    due: Stored<f64>,
    list: Stored<Option<Rc<dyn Polled>>>,
}

/// A list that is polled.
pub(super) trait Polled {
    /// Refreshes the list.
    fn refresh(&self);
    /// Returns whether a refresh is useful.
    fn is_worth_refreshing(&self) -> bool;
    /// The error of the last read.
    fn last_error(&self) -> Option<ErrorKind>;
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

    /// Sets the list; refreshes it when the page becomes visible, and soon after the window gets the focus.
    pub(super) fn serve(self, list: impl Polled + 'static) {
        self.serve_instead(list);
        on_window_event("visibilitychange", move |_| {
            if page_is_hidden() {
                self.stop();
            } else if let Some(list) = self.list().filter(|list| list.is_worth_refreshing()) {
                list.refresh();
            }
        });
        // A window beside another one is not hidden while it is out of use.
        on_window_event("focus", move |_| self.on_focus());
    }

    /// Replaces the list and keeps the interval.
    pub(super) fn serve_instead(self, list: impl Polled + 'static) {
        self.list.set(Some(Rc::new(list)));
    }

    /// Schedules the next refresh after the shortest interval at most; after an error, the person may have signed in elsewhere, and the
    /// list is refreshed at once.
    fn on_focus(self) {
        let failed = |list: &Rc<dyn Polled>| list.is_worth_refreshing() && list.last_error().is_some();
        if let Some(list) = self.list().filter(failed) {
            self.expect_more();
            return list.refresh();
        }
        let is_scheduled = self.timer.try_with(Option::is_some) == Some(true);
        let left = self.due.try_get().unwrap_or_default() - browser_millis();
        let shortest = 1000.0 * f64::from(self.first_seconds.try_get_untracked().unwrap_or(MAX_SECONDS));
        if !is_scheduled || left > shortest {
            self.restart();
        }
    }

    /// Restarts with the shortest interval.
    pub(super) fn restart(self) {
        self.expect_more();
        self.schedule();
    }

    /// Resets the interval of the next schedule, because another change is likely.
    pub(super) fn expect_more(self) {
        let first = self.first_seconds.try_get_untracked().unwrap_or(MAX_SECONDS);
        self.next_seconds.try_update(|next| *next = first);
    }

    /// Schedules the next refresh, if one is useful. Without a token none is: the provider is called again when the person acts, because
    /// calling it may disturb a sign-in that is under way in another tab.
    pub(super) fn schedule(self) {
        self.stop();
        let is_useful = |list: &Rc<dyn Polled>| {
            list.is_worth_refreshing() && list.last_error() != Some(ErrorKind::NoToken) && !page_is_hidden()
        };
        let Some(list) = self.list().filter(is_useful) else { return };
        let Some(seconds) = self.next_seconds.try_get() else { return };
        self.next_seconds.try_update(|next| *next = next.saturating_mul(2).min(MAX_SECONDS));
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
