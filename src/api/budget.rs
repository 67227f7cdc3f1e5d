//! Client-side rate limiting: 100 requests in 10 seconds per client id, the user's own before background reads, and a pause for as
//! long as the service requests one. One budget per api-base, shared by the page. Knows no operation.

use super::abort::{Abort, unless_aborted};
use super::clock::{browser_millis, sleep};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Requests per window: the service's limit per client id and API version.
const CALLS: usize = 100;
/// Background requests per window, so that the user's own always fit.
const BACKGROUND_CALLS: usize = 50;
/// The window, in milliseconds: the service's ten seconds, and half a second for differing latencies.
const WINDOW: f64 = 10_500.0;
/// The longest time that calls are held back in silence for a pause of the service, in milliseconds. Its limit counts in windows of ten
/// seconds, so that an honest pause is shorter; two minutes before a countdown are the most a person bears without a choice.
pub(super) const LONGEST_PAUSE: f64 = 120_000.0;
/// The longest pause that is kept, in milliseconds: a limit of seconds is over by then, and the widget is not to be
/// out of date until it is reloaded because of one odd header.
const LONGEST_OBEYED: f64 = 3_600_000.0;
/// The shortest wait of the budget's own that is shown, in milliseconds.
const SHOWN_FROM: f64 = 1_000.0;
/// How long a background request waits when one of the user's own is waiting, in milliseconds.
const AFTER_THE_USER: f64 = 100.0;

/// The priority of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// The user is waiting for it.
    User,
    /// Later pages, polling and look-ups.
    Background,
}

/// A wait that holds requests back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// Its end, in milliseconds since 1970 by the browser's clock.
    pub until: f64,
    /// True if the service requested it (429), false if the widget throttles itself.
    pub by_service: bool,
}

impl Wait {
    /// Its rest, in seconds, rounded up; 0 once it is over.
    #[must_use]
    pub fn seconds_left(&self) -> u32 {
        whole_seconds(self.until - browser_millis())
    }
}

/// The decision on a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    /// It can be sent, and is counted.
    Go,
    /// It has to wait until then.
    Wait { until: f64, by_service: bool },
}

/// The requests of the current window and the pause the service requested.
#[derive(Default)]
pub(super) struct Budget {
    calls: VecDeque<(f64, Priority)>,
    pause: Option<Pause>,
    users_waiting: usize,
}

#[derive(Clone, Copy)]
struct Pause {
    from: f64,
    until: f64,
    /// The end the service named, which may be later than the one that is kept.
    named: f64,
    /// True if a call has failed because of it and said so: then a person's next action is sent without a wait.
    reported: bool,
}

impl Budget {
    /// Decides whether a request of that priority can be sent now.
    pub(super) fn decide(&mut self, now: f64, priority: Priority) -> Verdict {
        // Entries in the future come from a clock that was set back; they are dropped.
        self.calls.retain(|(at, _)| *at <= now && now - at < WINDOW);
        self.pause = self.pause.filter(|pause| pause.from <= now && now < pause.until);
        if let Some(pause) = self.pause.filter(|pause| !pause.reported || priority == Priority::Background) {
            return Verdict::Wait { until: pause.until, by_service: true };
        }
        let own = |until: f64| Verdict::Wait { until, by_service: false };
        let oldest = |of: Option<Priority>| {
            self.calls.iter().find(|(_, p)| of.is_none_or(|of| of == *p)).map_or(now, |(at, _)| at + WINDOW)
        };
        if self.calls.len() >= CALLS {
            return own(oldest(None));
        }
        if priority == Priority::Background {
            let background = self.calls.iter().filter(|(_, p)| *p == Priority::Background).count();
            if background >= BACKGROUND_CALLS {
                return own(oldest(Some(Priority::Background)));
            }
            if self.users_waiting > 0 {
                return own(now + AFTER_THE_USER);
            }
        }
        self.calls.push_back((now, priority));
        Verdict::Go
    }

    /// Pauses all requests, with `reported` all but the user's own; a longer pause in effect stays. Returns the end the service named.
    pub(super) fn pause(&mut self, now: f64, millis: f64, reported: bool) -> f64 {
        let before = self.pause.unwrap_or(Pause { from: now, until: 0.0, named: 0.0, reported });
        let until = before.until.max(now + millis.min(LONGEST_OBEYED));
        let named = before.named.max(now + millis);
        self.pause = Some(Pause { from: now, until, named, reported: reported || before.reported });
        named
    }

    /// Ends a reported pause that the service itself has ended, by carrying out a call sent in spite of it at that time.
    pub(super) fn resume(&mut self, sent_at: f64) {
        self.pause = self.pause.filter(|pause| !pause.reported || sent_at < pause.from);
    }

    /// The end the service named of the pause in effect.
    fn named_end(&self) -> Option<f64> {
        self.pause.map(|pause| pause.named)
    }
}

/// The budget of that api-base, shared by every element of the page.
pub(super) fn of_base(base: &str) -> Rc<RefCell<Budget>> {
    thread_local! {
        static BUDGETS: RefCell<Vec<(String, Rc<RefCell<Budget>>)>> = const { RefCell::new(Vec::new()) };
    }
    BUDGETS.with_borrow_mut(|budgets| {
        if let Some((_, budget)) = budgets.iter().find(|(known, _)| known == base) {
            return Rc::clone(budget);
        }
        let budget = Rc::<RefCell<Budget>>::default();
        budgets.push((base.to_owned(), Rc::clone(&budget)));
        budget
    })
}

/// Why a request was not allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Denied {
    /// It was aborted.
    Aborted,
    /// The service requested a pause longer than the longest to wait for; its end, in milliseconds by the browser's clock.
    TooLong(f64),
}

/// Waits for a slot and takes it; `on_wait` is called with a wait that is shown, and with `None` at its end.
pub(super) async fn acquire(
    budget: &RefCell<Budget>,
    priority: Priority,
    abort: Option<&Abort>,
    on_wait: &dyn Fn(Option<Wait>),
) -> Result<(), Denied> {
    let mut waiting: Option<Waiting<'_>> = None;
    let begun = browser_millis();
    loop {
        if abort.is_some_and(Abort::is_aborted) {
            return Err(Denied::Aborted);
        }
        let now = browser_millis();
        let verdict = budget.borrow_mut().decide(now, priority);
        let Verdict::Wait { until, by_service } = verdict else { return Ok(()) };
        let millis = until - now;
        if by_service && until - begun > LONGEST_PAUSE {
            return Err(Denied::TooLong(budget.borrow().named_end().unwrap_or(until)));
        }
        let waiting = waiting.get_or_insert_with(|| Waiting::new(budget, priority, on_wait));
        if by_service || (priority == Priority::User && millis > SHOWN_FROM) {
            waiting.shown = true;
            on_wait(Some(Wait { until, by_service }));
        }
        // Slightly past the end, so that one check is enough.
        if unless_aborted(abort, sleep(millis + 5.0)).await.is_none() {
            return Err(Denied::Aborted);
        }
    }
}

/// Milliseconds as seconds, rounded up.
pub(super) fn whole_seconds(millis: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
    let seconds = (millis / 1_000.0).ceil().clamp(0.0, f64::from(u32::MAX)) as u32;
    seconds
}

/// A waiting request. Those of the user are counted, so that background requests go first.
struct Waiting<'a> {
    budget: &'a RefCell<Budget>,
    priority: Priority,
    on_wait: &'a dyn Fn(Option<Wait>),
    shown: bool,
}

impl<'a> Waiting<'a> {
    fn new(budget: &'a RefCell<Budget>, priority: Priority, on_wait: &'a dyn Fn(Option<Wait>)) -> Self {
        if priority == Priority::User {
            let mut budget = budget.borrow_mut();
            budget.users_waiting = budget.users_waiting.saturating_add(1);
        }
        Self { budget, priority, on_wait, shown: false }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.priority == Priority::User {
            let mut budget = self.budget.borrow_mut();
            budget.users_waiting = budget.users_waiting.saturating_sub(1);
        }
        if self.shown {
            (self.on_wait)(None);
        }
    }
}

#[cfg(test)]
mod tests;
