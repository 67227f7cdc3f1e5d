//! What to do after an answer: take it, ask for another token, wait as the service asked, try once more, or give up.
//! Pure; the waiting is done elsewhere.

use super::budget::Priority;
use super::clock::http_date_millis;
use super::transport::{Answer, Exchange, Trouble};
use request_center_models::operation::Method;

/// How often a read goes out again after 429, and a write. A 429 was not executed, so a write may.
const LIMITED_READS: u32 = 3;
const LIMITED_WRITES: u32 = 2;
/// The wait after a 429 that names none, in seconds, doubled each time.
const LIMITED_SECONDS: u32 = 10;
/// The wait before a background read is tried once more, in milliseconds.
const BACKOFF: f64 = 1_500.0;

/// What has been tried for one call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tried {
    /// Answers of 401.
    pub(super) refused: u32,
    /// Answers of 429.
    pub(super) limited: u32,
    /// Breaks and answers of 5xx.
    pub(super) broken: u32,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Next {
    /// The call is over, well or badly.
    Done,
    /// Ask the page for another token and send again.
    Reauthorize,
    /// The service asked for silence of so many seconds; then send again, or give up.
    Limited { seconds: u32, again: bool },
    /// Wait so many milliseconds and send again.
    Backoff(f64),
}

/// What to do after this exchange. `now` is the service's time in milliseconds, for a `Retry-After` that names a date.
pub(super) fn next(
    exchange: &Exchange,
    method: Method,
    priority: Priority,
    has_tokens: bool,
    now: f64,
    tried: &mut Tried,
) -> Next {
    let read = method == Method::Get;
    let once_more = |tried: &mut Tried| {
        tried.broken += 1;
        if read && priority == Priority::Background && tried.broken == 1 {
            Next::Backoff(BACKOFF)
        } else {
            Next::Done
        }
    };
    match exchange {
        Exchange::Nothing(Trouble::Broken) | Exchange::HeadOnly(_, Trouble::Broken) => once_more(tried),
        Exchange::Nothing(_) | Exchange::HeadOnly(..) => Next::Done,
        Exchange::Whole(answer) => match answer.status {
            401 if has_tokens => {
                tried.refused += 1;
                if tried.refused == 1 { Next::Reauthorize } else { Next::Done }
            }
            429 => {
                let most = if read { LIMITED_READS } else { LIMITED_WRITES };
                let seconds = wait_after(answer, tried.limited, now);
                tried.limited += 1;
                Next::Limited { seconds, again: tried.limited <= most }
            }
            500..=599 => once_more(tried),
            _ => Next::Done,
        },
    }
}

/// How long to be silent after a 429: as asked, else longer each time.
fn wait_after(answer: &Answer, before: u32, now: f64) -> u32 {
    let asked = answer.retry_after.as_deref().and_then(|text| retry_after_seconds(text, now));
    asked.unwrap_or(LIMITED_SECONDS << before.min(4))
}

/// `Retry-After`: seconds, or a date; at least one second.
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

    fn whole(status: u16) -> Exchange {
        Exchange::Whole(Answer { status, ..Answer::default() })
    }

    fn limited(retry_after: &str) -> Exchange {
        Exchange::Whole(Answer {
            status: 429,
            retry_after: Some(retry_after.to_owned()),
            ..Answer::default()
        })
    }

    fn follow(exchange: &Exchange, method: Method, priority: Priority, times: usize) -> Vec<Next> {
        let mut tried = Tried::default();
        (0..times).map(|_| next(exchange, method, priority, true, 0.0, &mut tried)).collect()
    }

    #[test]
    fn a_write_is_never_sent_again_after_a_break_or_a_5xx() {
        for exchange in
            [Exchange::Nothing(Trouble::Broken), whole(500), whole(503), Exchange::Nothing(Trouble::Timeout)]
        {
            assert_eq!(follow(&exchange, POST, Priority::User, 1), [Next::Done]);
            assert_eq!(follow(&exchange, POST, Priority::Background, 1), [Next::Done]);
        }
    }

    #[test]
    fn a_background_read_is_tried_once_more_and_the_persons_own_is_not() {
        for exchange in [Exchange::Nothing(Trouble::Broken), whole(502)] {
            assert_eq!(follow(&exchange, GET, Priority::Background, 2), [Next::Backoff(BACKOFF), Next::Done]);
            assert_eq!(follow(&exchange, GET, Priority::User, 1), [Next::Done]);
        }
    }

    #[test]
    fn what_took_too_long_or_nobody_wants_is_not_tried_again() {
        for trouble in [Trouble::Timeout, Trouble::Aborted] {
            assert_eq!(follow(&Exchange::Nothing(trouble), GET, Priority::Background, 1), [Next::Done]);
        }
    }

    #[test]
    fn a_401_asks_for_one_more_token_and_no_more() {
        assert_eq!(follow(&whole(401), POST, Priority::User, 2), [Next::Reauthorize, Next::Done]);
        assert_eq!(next(&whole(401), GET, Priority::User, false, 0.0, &mut Tried::default()), Next::Done);
    }

    #[test]
    fn the_wait_the_service_asks_for_is_kept() {
        let asked = Next::Limited { seconds: 3, again: true };
        assert_eq!(follow(&limited("3"), GET, Priority::User, 1), [asked]);
    }

    #[test]
    fn without_a_wish_the_wait_grows_and_ends() {
        let waits = follow(&whole(429), GET, Priority::User, 4);
        let wait = |seconds, again| Next::Limited { seconds, again };
        assert_eq!(waits, [wait(10, true), wait(20, true), wait(40, true), wait(80, false)]);
        assert_eq!(follow(&whole(429), POST, Priority::User, 3)[2], wait(40, false));
    }

    #[test]
    fn other_answers_end_the_call() {
        for status in [200, 202, 204, 400, 403, 404] {
            assert_eq!(follow(&whole(status), GET, Priority::Background, 1), [Next::Done], "{status}");
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
