//! Ends of access offered at a press: a number of days, the end of the quarter, as long as allowed. Knows no request; callers bring
//! the start, the latest end and the time zone.

use crate::moment::elapsed;
use time::{Date, Duration, Month, OffsetDateTime, UtcOffset};

/// One end on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndPreset {
    /// That many times 24 hours after the start.
    Days(u16),
    /// 23:59 on the last day of the start's quarter, in the viewer's time zone.
    QuarterEnd,
    /// The latest end allowed.
    Longest,
}

impl EndPreset {
    /// All presets, as offered.
    pub const ALL: [Self; 4] = [Self::Days(30), Self::Days(90), Self::QuarterEnd, Self::Longest];

    /// The end of access that begins at `start`, to the minute; `None` where it would be later than `latest`, where nothing says how
    /// long access may last (`Longest`), and where less than a minute would be left. `offset_at` is the viewer's offset from UTC at an
    /// instant.
    ///
    /// ```
    /// use request_center_models::{end_preset::EndPreset, moment::Moment};
    /// let start = Moment::from("2031-01-15T12:00:30Z").instant().unwrap();
    /// let utc = |_| time::UtcOffset::UTC;
    /// let end = |preset: EndPreset| preset.end(start, None, utc).map(Moment::at);
    /// assert_eq!(end(EndPreset::Days(30)), Some(Moment::from("2031-02-14T12:00:00.000Z")));
    /// assert_eq!(end(EndPreset::QuarterEnd), Some(Moment::from("2031-03-31T23:59:00.000Z")));
    /// assert_eq!(end(EndPreset::Longest), None);
    /// ```
    #[must_use]
    pub fn end(
        self,
        start: OffsetDateTime,
        latest: Option<OffsetDateTime>,
        offset_at: impl Fn(OffsetDateTime) -> UtcOffset,
    ) -> Option<OffsetDateTime> {
        let end = match self {
            Self::Days(days) => start.checked_add(Duration::days(days.into()))?,
            Self::QuarterEnd => quarter_end(start, &offset_at)?,
            Self::Longest => latest?,
        };
        let end = end.replace_second(0).and_then(|end| end.replace_nanosecond(0)).ok()?;
        let is_allowed = latest.is_none_or(|latest| end <= latest);
        (is_allowed && elapsed(start, end) >= Duration::MINUTE).then_some(end)
    }
}

fn quarter_end(
    start: OffsetDateTime,
    offset_at: &impl Fn(OffsetDateTime) -> UtcOffset,
) -> Option<OffsetDateTime> {
    let local = start.checked_to_offset(offset_at(start))?;
    let month = match local.month() {
        Month::January | Month::February | Month::March => Month::March,
        Month::April | Month::May | Month::June => Month::June,
        Month::July | Month::August | Month::September => Month::September,
        Month::October | Month::November | Month::December => Month::December,
    };
    let last = Date::from_calendar_date(local.year(), month, month.length(local.year())).ok()?;
    let end = last.with_hms(23, 59, 0).ok()?;
    // The clocks may change between the start and the end of the quarter.
    Some(end.assume_offset(offset_at(end.assume_offset(local.offset()))))
}
