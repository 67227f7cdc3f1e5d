//! How many calls may leave, and when: 100 in 10 seconds are shared by everybody behind one client id, so the widget keeps to
//! them by itself, lets the person's own calls go first, and is silent for as long as the service asks.
//! One table per page, a budget per api-base. Knows no call.

use super::abort::{Abort, unless_aborted};
use super::clock::{browser_millis, sleep};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Calls in a window (the service's limit per client id and API version).
const CALLS: usize = 100;
/// Of which background calls may be so many, so that the person's own always find room.
const BACKGROUND_CALLS: usize = 50;
/// The window, in milliseconds: the service's ten seconds, and half a second because no two calls take equally long to arrive.
const WINDOW: f64 = 10_500.0;
/// Longest the widget waits by itself; asked to wait longer, it says so instead.
const LONGEST_PAUSE: f64 = 120_000.0;
/// A wait of the budget's own that is shorter is not worth telling.
const WORTH_TELLING: f64 = 1_000.0;
/// How soon a background call looks again after it let one of the person's own pass.
const AFTER_THE_PERSON: f64 = 100.0;

/// Whose call it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// The person is waiting for it; goes first.
    User,
    /// Pages behind the first, polling, look-ups.
    Background,
}

/// Calls are being held back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// Until when, in milliseconds since 1970 by the browser's clock; [`super::Client::waiting_until`] tells the service's.
    pub until_browser_millis: f64,
    /// How long it is from the moment it was said, in seconds, rounded up.
    pub seconds: u32,
    /// Whether the service asked for it (429); otherwise the widget keeps the limit by itself.
    pub asked_by_service: bool,
}

/// What a call is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    /// It may leave, and is counted.
    Go,
    /// Not before that time.
    Wait { until: f64, asked_by_service: bool },
}

/// The calls of the last window and what the service asked for.
#[derive(Default)]
pub(super) struct Budget {
    calls: VecDeque<(f64, Priority)>,
    pause: Option<Pause>,
    person_waits: usize,
}

#[derive(Clone, Copy)]
struct Pause {
    from: f64,
    until: f64,
}

impl Budget {
    /// Whether a call of that priority may leave now.
    pub(super) fn decide(&mut self, now: f64, priority: Priority) -> Verdict {
        // A clock that was put back leaves calls and pauses in the future; they are no reason to wait.
        self.calls.retain(|(at, _)| *at <= now && now - at < WINDOW);
        self.pause = self.pause.filter(|pause| pause.from <= now && now < pause.until);
        if let Some(pause) = self.pause {
            return Verdict::Wait { until: pause.until, asked_by_service: true };
        }
        let own = |until: f64| Verdict::Wait { until, asked_by_service: false };
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
            if self.person_waits > 0 {
                return own(now + AFTER_THE_PERSON);
            }
        }
        self.calls.push_back((now, priority));
        Verdict::Go
    }

    /// The service asked for silence; the longer wish counts.
    pub(super) fn pause(&mut self, now: f64, millis: f64) {
        let until = self.pause.map_or(0.0, |pause| pause.until).max(now + millis);
        self.pause = Some(Pause { from: now, until });
    }
}

/// The budget of that api-base, the same one for every element of the page.
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

/// Why a call got no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denied {
    /// Its reader is gone.
    Aborted,
    /// The service asked for a longer silence than is worth waiting through, in seconds.
    TooLong(u32),
}

/// Waits for room and takes it; `tell` hears of waits that are worth telling, and of their end.
pub(super) async fn acquire(
    budget: &RefCell<Budget>,
    priority: Priority,
    abort: Option<&Abort>,
    tell: &dyn Fn(Option<Wait>),
) -> Result<(), Denied> {
    let mut waiting: Option<Waiting<'_>> = None;
    loop {
        if abort.is_some_and(Abort::is_aborted) {
            return Err(Denied::Aborted);
        }
        let now = browser_millis();
        let verdict = budget.borrow_mut().decide(now, priority);
        let Verdict::Wait { until, asked_by_service } = verdict else { return Ok(()) };
        let millis = until - now;
        let seconds = whole_seconds(millis);
        if asked_by_service && millis > LONGEST_PAUSE {
            return Err(Denied::TooLong(seconds));
        }
        let waiting = waiting.get_or_insert_with(|| Waiting::new(budget, priority, tell));
        if asked_by_service || (priority == Priority::User && millis > WORTH_TELLING) {
            waiting.told = true;
            tell(Some(Wait { until_browser_millis: until, seconds, asked_by_service }));
        }
        // A little past the moment, so that one look is enough.
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

/// A call that waits; counted while it does, so that background calls let the person's own pass.
struct Waiting<'a> {
    budget: &'a RefCell<Budget>,
    priority: Priority,
    tell: &'a dyn Fn(Option<Wait>),
    told: bool,
}

impl<'a> Waiting<'a> {
    fn new(budget: &'a RefCell<Budget>, priority: Priority, tell: &'a dyn Fn(Option<Wait>)) -> Self {
        if priority == Priority::User {
            budget.borrow_mut().person_waits += 1;
        }
        Self { budget, priority, tell, told: false }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.priority == Priority::User {
            let mut budget = self.budget.borrow_mut();
            budget.person_waits = budget.person_waits.saturating_sub(1);
        }
        if self.told {
            (self.tell)(None);
        }
    }
}

#[cfg(test)]
mod tests;
