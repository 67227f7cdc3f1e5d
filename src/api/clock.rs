//! The browser's clock, the service's clock from its `Date` header, and timers that are cancelled when dropped.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use time::{Date, Month, Time};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Milliseconds since 1970 by the browser's clock.
pub(crate) fn browser_millis() -> f64 {
    js_sys::Date::now()
}

/// How far apart offsets of one clock may be, in milliseconds: headers have whole seconds, and answers take time.
const SIMILAR: f64 = 1_500.0;
/// The least time between two answers that set the clock back, in milliseconds; more than [`SIMILAR`], so that one answer that is
/// repeated by a cache, whose offset falls behind as time goes on, never does.
const CONFIRMED_AFTER: f64 = 3_000.0;

/// The service's clock as an offset to the browser's, from `Date` headers. It is set forward at once, because
/// caches and slow answers are behind and never ahead, and back only by two answers that agree.
#[derive(Default)]
pub(super) struct ServerClock {
    ahead: Cell<Option<f64>>,
    /// An offset that is behind, and when it was first seen, by the browser's clock.
    behind: Cell<Option<(f64, f64)>>,
}

impl ServerClock {
    /// Updates the offset from a `Date` header. Headers have whole seconds, so of similar offsets the largest is the most accurate.
    pub(super) fn sync(&self, header_millis: f64, browser_millis: f64) {
        let offset = header_millis - browser_millis;
        let known = self.ahead.get().unwrap_or(offset);
        if known - offset < SIMILAR {
            self.behind.set(None);
            return self.ahead.set(Some(known.max(offset)));
        }
        match self.behind.get().filter(|(before, _)| (before - offset).abs() < SIMILAR) {
            None => self.behind.set(Some((offset, browser_millis))),
            Some((_, since)) if browser_millis - since < CONFIRMED_AFTER => {}
            Some(_) => {
                self.behind.set(None);
                self.ahead.set(Some(offset));
            }
        }
    }

    /// Returns whether the offset is known.
    pub(super) fn is_synced(&self) -> bool {
        self.ahead.get().is_some()
    }

    /// Milliseconds since 1970 by the service's clock, by the browser's while the offset is unknown.
    pub(super) fn now(&self, browser_millis: f64) -> f64 {
        browser_millis + self.ahead.get().unwrap_or(0.0)
    }
}

/// Parses an HTTP date, `Sun, 06 Nov 1994 08:49:37 GMT`, as milliseconds since 1970; earlier dates are no service's time.
pub(super) fn http_date_millis(text: &str) -> Option<f64> {
    let mut parts = text.split_ascii_whitespace();
    let (_, day, month, year, clock, zone) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if zone != "GMT" || parts.next().is_some() {
        return None;
    }
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let number = names.iter().position(|name| *name == month)?;
    let month = Month::try_from(u8::try_from(number).ok()?.checked_add(1)?).ok()?;
    let date = Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    let mut clock = clock.split(':').map(|n| n.parse::<u8>().ok());
    let time = Time::from_hms(clock.next()??, clock.next()??, clock.next()??.min(59)).ok()?;
    let seconds = date.with_time(time).assume_utc().unix_timestamp();
    #[expect(clippy::cast_precision_loss, reason = "seconds of the years 0 to 9999 fit in 53 bits")]
    (seconds >= 0).then_some(seconds as f64 * 1_000.0)
}

/// A one-shot timer, cancelled when dropped.
pub(crate) struct Timer {
    id: Option<i32>,
    _call: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `f` after that many milliseconds.
    pub(crate) fn after(millis: f64, f: impl FnOnce() + 'static) -> Self {
        let call = Closure::once(f);
        #[expect(clippy::cast_possible_truncation, reason = "clamped to what setTimeout can count")]
        let millis = millis.clamp(0.0, f64::from(i32::MAX)).ceil() as i32;
        let id = web_sys::window().and_then(|window| {
            let function = call.as_ref().unchecked_ref();
            window.set_timeout_with_callback_and_timeout_and_arguments_0(function, millis).ok()
        });
        Self { id, _call: call }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, web_sys::window()) {
            window.clear_timeout_with_handle(id);
        }
    }
}

/// A future that completes after that many milliseconds.
pub(crate) fn sleep(millis: f64) -> Sleep {
    Sleep { millis, done: Rc::default(), waker: Rc::default(), timer: None }
}

/// The future of [`sleep`]; dropping it cancels the timer.
pub(crate) struct Sleep {
    millis: f64,
    done: Rc<Cell<bool>>,
    waker: Rc<RefCell<Option<Waker>>>,
    timer: Option<Timer>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.done.get() {
            return Poll::Ready(());
        }
        *self.waker.borrow_mut() = Some(context.waker().clone());
        if self.timer.is_none() {
            let (done, waker) = (Rc::clone(&self.done), Rc::clone(&self.waker));
            self.timer = Some(Timer::after(self.millis, move || {
                done.set(true);
                let waker = waker.borrow_mut().take();
                if let Some(waker) = waker {
                    waker.wake();
                }
            }));
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_http_date_is_parsed_to_the_second() {
        assert_eq!(http_date_millis("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777_000.0));
        assert_eq!(
            http_date_millis("Sun, 22 Nov 2026 23:59:60 GMT"),
            http_date_millis("Sun, 22 Nov 2026 23:59:59 GMT")
        );
    }

    #[test]
    fn other_texts_are_not_http_dates() {
        for text in [
            "",
            "soon",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun, 06 Nov 1994 8:4 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT x",
            "Wed, 31 Dec 1969 23:59:59 GMT",
            "Mon, 01 Jan 0001 00:00:00 GMT",
        ] {
            assert_eq!(http_date_millis(text), None, "{text}");
        }
    }

    #[test]
    fn the_clock_is_the_browsers_until_a_date_header_arrives() {
        let clock = ServerClock::default();
        assert!((clock.now(5_000.0) - 5_000.0).abs() < f64::EPSILON);
        clock.sync(100_000.0, 5_000.0);
        assert!((clock.now(6_500.0) - 101_500.0).abs() < f64::EPSILON);
    }

    #[test]
    fn truncated_seconds_do_not_set_the_clock_back() {
        let clock = ServerClock::default();
        clock.sync(100_000.0, 100_000.0);
        clock.sync(100_000.0, 100_900.0);
        assert!((clock.now(101_000.0) - 101_000.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_clock_follows_a_jump_of_the_service() {
        let clock = ServerClock::default();
        clock.sync(100_000.0, 100_000.0);
        clock.sync(700_000.0, 101_000.0);
        assert!((clock.now(101_000.0) - 700_000.0).abs() < f64::EPSILON);
        clock.sync(102_000.0, 102_000.0);
        clock.sync(106_000.0, 106_000.0);
        assert!((clock.now(106_000.0) - 106_000.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_repeated_or_slow_answer_does_not_set_the_clock_back() {
        let clock = ServerClock::default();
        clock.sync(100_000.0, 100_000.0);
        for seen_at in [110_000.0, 120_000.0, 130_000.0] {
            clock.sync(100_000.0, seen_at);
            assert!((clock.now(seen_at) - seen_at).abs() < f64::EPSILON);
        }
        clock.sync(131_000.0, 131_000.0);
        clock.sync(130_000.0, 140_000.0);
        assert!((clock.now(140_000.0) - 140_000.0).abs() < f64::EPSILON);
    }
}
