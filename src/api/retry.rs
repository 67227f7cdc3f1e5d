//! The retry policy: after an exchange, whether to finish, get a new token, wait, or retry. Pure; waiting is up to the caller.

use super::budget::{LONGEST_PAUSE, Priority};
use super::clock::http_date_millis;
use super::transport::{ApiResponse, Exchange, ExchangeError};
use request_center_models::operation::Method;

/// Retries of a read after 429. A write is not retried here: the 429 may answer a second copy of it, and whoever sends it looks it up
/// first.
const LIMITED_READS: u32 = 3;
/// The wait after a 429 without `Retry-After`, in seconds, doubled each time.
const LIMITED_SECONDS: u32 = 10;
/// The back-off before the retry of a background read, in milliseconds.
const BACKOFF: f64 = 1_500.0;

/// The failures of one call so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Attempts {
    /// Responses with 401.
    pub(super) unauthorized: u32,
    /// Responses with 429.
    pub(super) limited: u32,
    /// The pauses they requested together, in seconds.
    pub(super) paused: u32,
    /// Network errors and responses with 5xx.
    pub(super) failed: u32,
}

/// The next step of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Next {
    /// The call is finished, successfully or not.
    Done,
    /// Get a new token and send again.
    Reauthorize,
    /// Pause for that many seconds, then send again or fail; `reported` if the failure names the end of the pause.
    Limited { seconds: u32, again: bool, reported: bool },
    /// Wait that many milliseconds and send again.
    Backoff(f64),
}

/// The step after an exchange. `now` is the service's time in milliseconds, for a `Retry-After` with a date.
pub(super) fn next(
    exchange: &Exchange,
    method: Method,
    priority: Priority,
    has_tokens: bool,
    now: f64,
    attempts: &mut Attempts,
) -> Next {
    let is_read = method == Method::Get;
    let once_more = |attempts: &mut Attempts| {
        attempts.failed = attempts.failed.saturating_add(1);
        if is_read && priority == Priority::Background && attempts.failed == 1 {
            Next::Backoff(BACKOFF)
        } else {
            Next::Done
        }
    };
    match exchange {
        Exchange::NoResponse(ExchangeError::Network) | Exchange::HeadOnly(_, ExchangeError::Network) => {
            once_more(attempts)
        }
        Exchange::NoResponse(_) | Exchange::HeadOnly(..) => Next::Done,
        Exchange::Complete(response) => match response.status {
            401 if has_tokens => {
                attempts.unauthorized = attempts.unauthorized.saturating_add(1);
                if attempts.unauthorized == 1 { Next::Reauthorize } else { Next::Done }
            }
            429 => {
                let seconds = wait_after(response, attempts.limited, now);
                attempts.limited = attempts.limited.saturating_add(1);
                attempts.paused = attempts.paused.saturating_add(seconds);
                let is_long = f64::from(attempts.paused) * 1_000.0 > LONGEST_PAUSE;
                let again = is_read && !is_long && attempts.limited <= LIMITED_READS;
                Next::Limited { seconds, again, reported: is_long || (is_read && !again) }
            }
            500..=599 => once_more(attempts),
            _ => Next::Done,
        },
    }
}

/// The pause after a 429, in seconds: as requested, else longer each time.
fn wait_after(response: &ApiResponse, before: u32, now: f64) -> u32 {
    let asked = response.retry_after.as_deref().and_then(|text| retry_after_seconds(text, now));
    asked.unwrap_or(LIMITED_SECONDS << before.min(4))
}

/// The seconds of a `Retry-After` header, a number or a date; at least one.
pub(super) fn retry_after_seconds(text: &str, now: f64) -> Option<u32> {
    let text = text.trim();
    let seconds = match text.parse::<u32>() {
        Ok(seconds) => seconds,
        Err(_) => super::budget::whole_seconds(http_date_millis(text)? - now),
    };
    Some(seconds.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GET: Method = Method::Get;
    const POST: Method = Method::Post;

    fn complete(status: u16) -> Exchange {
        Exchange::Complete(ApiResponse { status, ..ApiResponse::default() })
    }

    fn limited(retry_after: &str) -> Exchange {
        Exchange::Complete(ApiResponse {
            status: 429,
            retry_after: Some(retry_after.to_owned()),
            ..ApiResponse::default()
        })
    }

    fn follow(exchange: &Exchange, method: Method, priority: Priority, times: usize) -> Vec<Next> {
        let mut attempts = Attempts::default();
        (0..times).map(|_| next(exchange, method, priority, true, 0.0, &mut attempts)).collect()
    }

    #[test]
    fn a_write_is_not_retried_after_a_network_error_or_a_5xx() {
        for exchange in [
            Exchange::NoResponse(ExchangeError::Network),
            complete(500),
            complete(503),
            Exchange::NoResponse(ExchangeError::Timeout),
        ] {
            assert_eq!(follow(&exchange, POST, Priority::User, 1), [Next::Done]);
            assert_eq!(follow(&exchange, POST, Priority::Background, 1), [Next::Done]);
        }
    }

    #[test]
    fn only_background_reads_are_retried_after_a_failure() {
        for exchange in [Exchange::NoResponse(ExchangeError::Network), complete(502)] {
            assert_eq!(follow(&exchange, GET, Priority::Background, 2), [Next::Backoff(BACKOFF), Next::Done]);
            assert_eq!(follow(&exchange, GET, Priority::User, 1), [Next::Done]);
        }
    }

    #[test]
    fn timeouts_and_aborts_are_not_retried() {
        for error in [ExchangeError::Timeout, ExchangeError::Aborted] {
            assert_eq!(follow(&Exchange::NoResponse(error), GET, Priority::Background, 1), [Next::Done]);
        }
    }

    #[test]
    fn a_401_gets_one_new_token() {
        assert_eq!(follow(&complete(401), POST, Priority::User, 2), [Next::Reauthorize, Next::Done]);
        assert_eq!(
            next(&complete(401), GET, Priority::User, false, 0.0, &mut Attempts::default()),
            Next::Done
        );
    }

    #[test]
    fn the_requested_wait_is_honored() {
        let asked = Next::Limited { seconds: 3, again: true, reported: false };
        assert_eq!(follow(&limited("3"), GET, Priority::User, 1), [asked]);
    }

    #[test]
    fn without_retry_after_the_wait_doubles_up_to_a_limit() {
        let waits = follow(&complete(429), GET, Priority::User, 4);
        let wait = |seconds, again| Next::Limited { seconds, again, reported: !again };
        assert_eq!(waits, [wait(10, true), wait(20, true), wait(40, true), wait(80, false)]);
    }

    #[test]
    fn pauses_are_waited_for_up_to_two_minutes_in_all() {
        let wait = |seconds, again| Next::Limited { seconds, again, reported: !again };
        assert_eq!(
            follow(&limited("50"), GET, Priority::User, 3),
            [wait(50, true), wait(50, true), wait(50, false)]
        );
        for (text, seconds) in
            [("999999999", 999_999_999), ("121", 121), ("Mon, 01 Jan 2035 00:00:00 GMT", 2_051_222_400)]
        {
            assert_eq!(
                follow(&limited(text), GET, Priority::Background, 1),
                [wait(seconds, false)],
                "{text}"
            );
        }
    }

    #[test]
    fn a_limited_write_is_left_to_its_sender() {
        let wait = |seconds, reported| Next::Limited { seconds, again: false, reported };
        assert_eq!(follow(&limited("5"), POST, Priority::User, 1), [wait(5, false)]);
        assert_eq!(follow(&limited("600"), POST, Priority::User, 1), [wait(600, true)]);
    }

    #[test]
    fn other_responses_end_the_call() {
        for status in [200, 202, 204, 400, 403, 404] {
            assert_eq!(follow(&complete(status), GET, Priority::Background, 1), [Next::Done], "{status}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after_seconds(" 12 ", 0.0), Some(12));
        assert_eq!(retry_after_seconds("0", 0.0), Some(1));
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(retry_after_seconds(date, 784_111_770_500.0), Some(7));
        assert_eq!(retry_after_seconds(date, 784_111_800_000.0), Some(1));
        assert_eq!(retry_after_seconds("-1", 0.0), None);
        assert_eq!(retry_after_seconds("tomorrow", 0.0), None);
    }
}
