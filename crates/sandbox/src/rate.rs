//! The rate limit: so many calls in so many seconds for each client id and API version. Counts in real time and knows
//! no operation.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use request_center_models::operation::Family;

/// How many calls, in how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Calls allowed in one window.
    pub calls: u32,
    /// The window, which begins with its first call.
    pub window: Duration,
}

#[derive(Debug)]
struct Window {
    began: Instant,
    used: u32,
}

/// The windows of every client.
#[derive(Debug, Default)]
pub struct Rate(Mutex<HashMap<(String, Family), Window>>);

impl Rate {
    /// Counts a call at `now`; where it is one too many, the seconds until the next is welcome.
    pub fn take(&self, client: &str, family: Family, limit: Limit, now: Instant) -> Result<(), u64> {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let window =
            windows.entry((client.to_owned(), family)).or_insert_with(|| Window { began: now, used: 0 });
        let passed = now.saturating_duration_since(window.began);
        if passed >= limit.window {
            *window = Window { began: now, used: 0 };
        }
        if window.used >= limit.calls {
            let left = limit.window.saturating_sub(now.saturating_duration_since(window.began));
            return Err(left.as_millis().div_ceil(1000).max(1).try_into().unwrap_or(u64::MAX));
        }
        window.used += 1;
        Ok(())
    }

    /// Forgets every window.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { calls: 2, window: Duration::from_secs(10) };

    #[test]
    fn the_third_of_two_calls_waits_for_the_rest_of_the_window() {
        let (rate, start) = (Rate::default(), Instant::now());
        assert_eq!(rate.take("a", Family::V3, LIMIT, start), Ok(()));
        assert_eq!(rate.take("a", Family::V3, LIMIT, start + Duration::from_secs(3)), Ok(()));
        assert_eq!(rate.take("a", Family::V3, LIMIT, start + Duration::from_millis(3_500)), Err(7));
        assert_eq!(rate.take("a", Family::V3, LIMIT, start + Duration::from_secs(10)), Ok(()));
    }

    #[test]
    fn clients_and_families_do_not_share_a_window() {
        let (rate, start) = (Rate::default(), Instant::now());
        let one = Limit { calls: 1, ..LIMIT };
        assert_eq!(rate.take("a", Family::V3, one, start), Ok(()));
        assert_eq!(rate.take("a", Family::Beta, one, start), Ok(()));
        assert_eq!(rate.take("b", Family::V3, one, start), Ok(()));
        assert_eq!(rate.take("a", Family::V3, one, start), Err(10));
    }
}
