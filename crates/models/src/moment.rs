//! Dates as the service writes them: RFC 3339 text, kept to the letter, readable as an instant where it is one.
//! Knows no clock; callers bring `now`.

use crate::json::{DecodeError, FromJson, text};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

/// A date and time of the wire. Text that is not RFC 3339 is kept too: it is shown as it came and compares as unknown. A member
/// with the zero date `0001-01-01` is read as absent.
///
/// ```
/// use request_center_models::moment::Moment;
/// let moment = Moment::from("2026-12-31T17:00:00Z");
/// assert_eq!(moment.instant().map(|i| i.unix_timestamp()), Some(1_798_736_400));
/// assert_eq!(Moment::from("soon").instant(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(String);

impl Moment {
    /// The instant as the service writes its own: UTC, milliseconds (finer parts are cut off), `Z`. What lies before the
    /// year 0 or after 9999 in UTC is written as the first or last moment of them, as four digits cannot say it.
    ///
    /// ```
    /// use request_center_models::moment::Moment;
    /// let noon = Moment::from("2031-05-01T14:00:00.25+02:00").instant().map(Moment::at);
    /// assert_eq!(noon, Some(Moment::from("2031-05-01T12:00:00.250Z")));
    /// ```
    #[must_use]
    pub fn at(instant: OffsetDateTime) -> Self {
        let Some(utc) = instant.checked_to_offset(time::UtcOffset::UTC).filter(|utc| utc.year() >= 0) else {
            let edge =
                if instant.year() > 0 { "9999-12-31T23:59:59.999Z" } else { "0000-01-01T00:00:00.000Z" };
            return Self(edge.to_owned());
        };
        Self(format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            utc.year(),
            u8::from(utc.month()),
            utc.day(),
            utc.hour(),
            utc.minute(),
            utc.second(),
            utc.millisecond()
        ))
    }

    /// The instant `milliseconds` after 1970 in UTC, as JavaScript's `Date` counts; `None` where no year can name it.
    ///
    /// ```
    /// use request_center_models::moment::Moment;
    /// assert_eq!(Moment::from_unix_millis(0.0), Some(Moment::from("1970-01-01T00:00:00.000Z")));
    /// assert_eq!(Moment::from_unix_millis(f64::NAN), None);
    /// ```
    #[must_use]
    pub fn from_unix_millis(milliseconds: f64) -> Option<Self> {
        instant_from_unix_millis(milliseconds).map(Self::at)
    }

    /// The text as the server wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The instant meant, `None` where the text is not RFC 3339.
    #[must_use]
    pub fn instant(&self) -> Option<OffsetDateTime> {
        OffsetDateTime::parse(&self.0, &Rfc3339).ok()
    }

    /// Milliseconds since 1970 in UTC, as JavaScript's `Date` counts; `None` where the text is not RFC 3339.
    #[must_use]
    pub fn unix_millis(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "seconds of the years 0 to 9999 fit in 53 bits")]
        self.instant().map(|i| i.unix_timestamp() as f64 * 1_000.0 + f64::from(i.millisecond()))
    }
}

impl FromJson for Moment {
    fn from_value(value: Value) -> Result<Self, DecodeError> {
        text(value).map(Self)
    }

    /// The first day of the year 1 is how programs write a date that was never set.
    fn is_nothing(value: &Value) -> bool {
        value.as_str().is_some_and(|text| text.starts_with("0001-01-01"))
    }
}

impl From<&str> for Moment {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Moment {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The instant `milliseconds` after 1970 in UTC (fractions are cut off); `None` for what is not a number or lies outside
/// the years -9999 to 9999.
#[must_use]
pub fn instant_from_unix_millis(milliseconds: f64) -> Option<OffsetDateTime> {
    if !milliseconds.is_finite() {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a saturated value is refused by the next call")]
    let nanoseconds = (milliseconds as i128).checked_mul(1_000_000)?;
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()
}
/// The time from one instant to the other; negative where the other is earlier.
#[must_use]
pub fn elapsed(since: OffsetDateTime, until: OffsetDateTime) -> Duration {
    #[expect(clippy::arithmetic_side_effects, reason = "dates are at most 20,000 years apart")]
    let elapsed = until - since;
    elapsed
}
