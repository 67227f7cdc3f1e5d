//! How long access may last: what the configuration asks of entitlements (v2024 and later). Knows no request and no clock.

use crate::wire::config::AccessRequestConfig;
use serde_json::Value;
use time::{Date, Month, OffsetDateTime};

/// The limits the configuration sets to requests for entitlements. Those of roles and access profiles are their own, and nobody but an
/// administrator can read them before asking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntitlementLimits {
    /// True if they cannot be requested at all (`allowEntitlementRequest`).
    pub forbidden: bool,
    /// True if a request must say when access ends (`requireEndDate`).
    pub end_required: bool,
    /// How long access may last (`maxPermittedAccessDuration`), counted from its start; a request without an end is not bounded.
    pub longest: Option<LongestAccess>,
}

/// The longest time access may last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongestAccess {
    /// How many units, above 0.
    pub value: i32,
    /// The unit.
    pub unit: TimeUnit,
}

/// A unit of [`LongestAccess`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// 60 minutes.
    Hours,
    /// 24 hours.
    Days,
    /// 7 days.
    Weeks,
    /// Months of the calendar.
    Months,
}

impl AccessRequestConfig {
    /// The limits to requests for entitlements; unset means none.
    ///
    /// ```
    /// use request_center_models::rule::{LongestAccess, TimeUnit};
    /// use request_center_models::wire::config::AccessRequestConfig;
    /// let text = r#"{"entitlementRequestConfig":{"accessRequestConfig":{"requireEndDate":true,
    ///     "maxPermittedAccessDuration":{"value":5,"timeUnit":"DAYS"}}}}"#;
    /// let config: AccessRequestConfig = serde_json::from_str(text).unwrap();
    /// let limits = config.entitlement_limits();
    /// assert!(limits.end_required && !limits.forbidden);
    /// assert_eq!(limits.longest, Some(LongestAccess { value: 5, unit: TimeUnit::Days }));
    /// ```
    #[must_use]
    pub fn entitlement_limits(&self) -> EntitlementLimits {
        let newer = |name: &str| self.entitlements()?.unknown.get("accessRequestConfig")?.get(name);
        EntitlementLimits {
            forbidden: !self.entitlements_allowed(),
            end_required: newer("requireEndDate").and_then(Value::as_bool).unwrap_or(false),
            longest: newer("maxPermittedAccessDuration").and_then(LongestAccess::read),
        }
    }
}

impl LongestAccess {
    /// Reads a `maxPermittedAccessDuration`; `None` where it says nothing.
    ///
    /// ```
    /// use request_center_models::rule::{LongestAccess, TimeUnit};
    /// let read = |json| LongestAccess::read(&json);
    /// let two_weeks = LongestAccess { value: 2, unit: TimeUnit::Weeks };
    /// assert_eq!(read(serde_json::json!({"value": 2, "timeUnit": "WEEKS"})), Some(two_weeks));
    /// assert_eq!(read(serde_json::json!({"value": 0, "timeUnit": "WEEKS"})), None);
    /// ```
    #[must_use]
    pub fn read(json: &Value) -> Option<Self> {
        let unit = match json.get("timeUnit")?.as_str()? {
            "HOURS" => TimeUnit::Hours,
            "DAYS" => TimeUnit::Days,
            "WEEKS" => TimeUnit::Weeks,
            "MONTHS" => TimeUnit::Months,
            _ => return None,
        };
        let value = i32::try_from(json.get("value")?.as_i64()?).ok()?;
        (value > 0).then_some(Self { value, unit })
    }

    /// The last second in which access that begins at `start` may end; `None` where no year can name it. A month that is too short
    /// for the day of `start` ends on its last day.
    ///
    /// ```
    /// use request_center_models::{moment::Moment, rule::{LongestAccess, TimeUnit}};
    /// let start = Moment::from("2031-01-31T12:00:00Z").instant().unwrap();
    /// let month = LongestAccess { value: 1, unit: TimeUnit::Months };
    /// assert_eq!(month.end_from(start).map(Moment::at), Some(Moment::from("2031-02-28T12:00:00.000Z")));
    /// ```
    #[must_use]
    pub fn end_from(self, start: OffsetDateTime) -> Option<OffsetDateTime> {
        let hours = match self.unit {
            TimeUnit::Hours => 1,
            TimeUnit::Days => 24,
            TimeUnit::Weeks => 168,
            TimeUnit::Months => return months_after(start, self.value),
        };
        let seconds = i64::from(self.value).checked_mul(hours)?.checked_mul(3_600)?;
        OffsetDateTime::from_unix_timestamp(start.unix_timestamp().checked_add(seconds)?).ok()
    }
}

fn months_after(start: OffsetDateTime, months: i32) -> Option<OffsetDateTime> {
    let before = i32::from(u8::from(start.month())).checked_sub(1)?;
    let all = start.year().checked_mul(12)?.checked_add(before)?.checked_add(months)?;
    let (year, month) = (all.div_euclid(12), all.rem_euclid(12).checked_add(1)?);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, start.day().min(month.length(year))).ok()?;
    Some(start.replace_date(date))
}
