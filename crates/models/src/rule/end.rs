//! How long access may last: what the configuration asks of entitlements (v2024 and later). Knows no request and no clock.

use crate::json::FromJson;
use crate::wire::approval::AccessDuration;
use crate::wire::config::AccessRequestConfig;
use serde_json::Value;
use time::{Date, Duration, Month, OffsetDateTime};

/// The limits the configuration sets to requests for entitlements. Those of roles and access profiles are their own, and nobody but an
/// administrator can read them before asking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntitlementLimits {
    /// True if they cannot be requested at all (`allowEntitlementRequest`).
    pub forbidden: bool,
    /// True if a request must say when access ends (`requireEndDate`).
    pub end_required: bool,
    /// How long access may last (`maxPermittedAccessDuration`), counted from its start; a request without an end is not bounded.
    pub longest: Option<AccessDuration>,
}

impl AccessRequestConfig {
    /// The limits to requests for entitlements; unset means none.
    ///
    /// ```
    /// use request_center_models::wire::config::AccessRequestConfig;
    /// let text = r#"{"entitlementRequestConfig":{"accessRequestConfig":{"requireEndDate":true,
    ///     "maxPermittedAccessDuration":{"value":5,"timeUnit":"DAYS"}}}}"#;
    /// let config: AccessRequestConfig = serde_json::from_str(text).unwrap();
    /// let limits = config.entitlement_limits();
    /// assert!(limits.end_required && !limits.forbidden);
    /// assert_eq!(limits.longest.and_then(|longest| longest.value), Some(5));
    /// ```
    #[must_use]
    pub fn entitlement_limits(&self) -> EntitlementLimits {
        let newer = |name: &str| self.entitlements()?.unknown.get("accessRequestConfig")?.get(name);
        let longest = newer("maxPermittedAccessDuration").cloned();
        EntitlementLimits {
            forbidden: !self.entitlements_allowed(),
            end_required: newer("requireEndDate").and_then(Value::as_bool).unwrap_or(false),
            longest: longest.and_then(|longest| AccessDuration::from_value(longest).ok()),
        }
    }
}

impl AccessDuration {
    /// The last moment at which access that begins at `start` may end; `None` where this says no length of time above 0, or one
    /// that ends in no year. Months are those of the calendar, and end on their last day where the day of `start` is later.
    ///
    /// ```
    /// use request_center_models::{moment::Moment, wire::approval::AccessDuration};
    /// let start = Moment::from("2031-01-31T12:00:00Z").instant().unwrap();
    /// let month = AccessDuration { value: Some(1), time_unit: Some("MONTHS".to_owned()) };
    /// assert_eq!(month.end_from(start).map(Moment::at), Some(Moment::from("2031-02-28T12:00:00.000Z")));
    /// ```
    #[must_use]
    pub fn end_from(&self, start: OffsetDateTime) -> Option<OffsetDateTime> {
        let value = self.value.filter(|value| *value > 0)?;
        let length = match self.time_unit.as_deref()? {
            "HOURS" => Duration::hours(value.into()),
            "DAYS" => Duration::days(value.into()),
            "WEEKS" => Duration::weeks(value.into()),
            "MONTHS" => return months_after(start, value),
            _ => return None,
        };
        start.checked_add(length)
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
