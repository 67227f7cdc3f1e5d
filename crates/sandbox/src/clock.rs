//! Virtual time: the real clock plus an offset that only `/sandbox/advance` moves. Nothing here knows what falls due.
//!
//! Token expiry, the rate limit and faults keep real time and never come here.

use std::sync::atomic::{AtomicI64, Ordering};

use request_center_models::moment::Moment;
use time::OffsetDateTime;

/// Milliseconds since 1970 in UTC; the unit every time column of the database has.
pub type Millis = i64;

/// One minute in [`Millis`].
pub const MINUTE: Millis = 60_000;
/// One hour in [`Millis`].
pub const HOUR: Millis = 60 * MINUTE;
/// One day in [`Millis`].
pub const DAY: Millis = 24 * HOUR;

/// The fact of the database that says how far virtual time runs ahead.
pub const OFFSET: &str = "clock-offset";

/// The virtual clock of one sandbox.
#[derive(Debug, Default)]
pub struct Clock {
    offset: AtomicI64,
}

impl Clock {
    /// A clock that runs `offset` milliseconds ahead of the real one.
    pub fn ahead_by(offset: Millis) -> Self {
        Clock { offset: AtomicI64::new(offset) }
    }

    /// Virtual now.
    pub fn now(&self) -> Millis {
        real_now().saturating_add(self.offset())
    }

    /// How far virtual time runs ahead.
    pub fn offset(&self) -> Millis {
        self.offset.load(Ordering::SeqCst)
    }

    /// Sets how far virtual time runs ahead. The database keeps the same number.
    pub fn set_offset(&self, offset: Millis) {
        self.offset.store(offset, Ordering::SeqCst);
    }
}

/// Real now, for tokens and limits.
pub fn real_now() -> Millis {
    millis(OffsetDateTime::now_utc())
}

/// The instant in milliseconds.
pub fn millis(at: OffsetDateTime) -> Millis {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

/// The instant these milliseconds name; out of range falls back to 1970.
pub fn instant(at: Millis) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// The text the API shows for these milliseconds.
pub fn moment(at: Millis) -> Moment {
    Moment::at(instant(at))
}

/// Milliseconds of an RFC 3339 text, where it is one.
pub fn parse(text: &str) -> Option<Millis> {
    OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok().map(millis)
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The same instant as an HTTP `Date` header has it.
pub fn http_date(at: Millis) -> String {
    let t = instant(at);
    let day = DAYS.get(usize::from(t.weekday().number_days_from_monday())).copied().unwrap_or_default();
    let month = MONTHS.get(usize::from(u8::from(t.month())) - 1).copied().unwrap_or_default();
    format!(
        "{day}, {:02} {month} {:04} {:02}:{:02}:{:02} GMT",
        t.day(),
        t.year(),
        t.hour(),
        t.minute(),
        t.second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_http_date_reads_as_rfc_9110_writes_it() {
        assert_eq!(http_date(784_111_777_000), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn a_moved_clock_runs_ahead_of_the_real_one() {
        let clock = Clock::ahead_by(DAY);
        assert!(clock.now() - real_now() > DAY - MINUTE);
    }
}
