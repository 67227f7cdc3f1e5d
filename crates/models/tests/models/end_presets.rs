//! Ends of access offered at a press.

use crate::draft::now;
use proptest::prelude::*;
use request_center_models::end_preset::EndPreset;
use request_center_models::moment::Moment;
use time::{OffsetDateTime, UtcOffset};

fn at(text: &str) -> OffsetDateTime {
    Moment::from(text).instant().unwrap()
}

/// Central European time in 2031.
fn berlin(instant: OffsetDateTime) -> UtcOffset {
    let summer = at("2031-03-30T01:00:00Z")..at("2031-10-26T01:00:00Z");
    UtcOffset::from_hms(if summer.contains(&instant) { 2 } else { 1 }, 0, 0).unwrap()
}

fn check(preset: EndPreset, start: &str, latest: Option<&str>, expect: Option<&str>) {
    let end = preset.end(at(start), latest.map(at), berlin);
    assert_eq!(end.map(Moment::at), expect.map(|text| Moment::at(at(text))), "{preset:?} from {start}");
}

#[test]
fn days_are_24_hours_each_to_the_minute() {
    check(EndPreset::Days(30), "2031-01-15T12:34:56.789Z", None, Some("2031-02-14T12:34:00Z"));
    check(EndPreset::Days(90), "2031-01-15T12:34:00Z", None, Some("2031-04-15T12:34:00Z"));
}

#[test]
fn a_quarter_ends_at_the_viewers_midnight_before_or_after_the_clocks_change() {
    for (start, expect) in [
        ("2031-01-15T12:00:00Z", "2031-03-31T21:59:00Z"),
        ("2031-03-31T22:00:00Z", "2031-06-30T21:59:00Z"),
        ("2031-06-30T21:00:00Z", "2031-06-30T21:59:00Z"),
        ("2031-07-01T00:00:00Z", "2031-09-30T21:59:00Z"),
        ("2031-10-01T00:00:00Z", "2031-12-31T22:59:00Z"),
        ("2031-12-31T23:30:00Z", "2032-03-31T22:59:00Z"),
    ] {
        check(EndPreset::QuarterEnd, start, None, Some(expect));
    }
}

#[test]
fn nothing_later_than_allowed_is_offered() {
    let latest = Some("2031-02-14T12:00:59Z");
    check(EndPreset::Longest, "2031-01-15T12:00:59Z", latest, Some("2031-02-14T12:00:00Z"));
    check(EndPreset::Days(30), "2031-01-15T12:00:59Z", latest, Some("2031-02-14T12:00:00Z"));
    check(EndPreset::Days(90), "2031-01-15T12:00:59Z", latest, None);
    check(EndPreset::QuarterEnd, "2031-01-15T12:00:59Z", latest, None);
    check(EndPreset::Longest, "2031-01-15T12:00:59Z", None, None);
}

#[test]
fn an_end_within_the_minute_of_the_start_is_not_offered() {
    check(EndPreset::Longest, "2031-01-15T12:00:30Z", Some("2031-01-15T12:01:15Z"), None);
    check(EndPreset::QuarterEnd, "2031-03-31T21:58:30Z", None, None);
    check(EndPreset::Days(30), "9999-12-31T12:00:00Z", None, None);
}

proptest! {
    #[test]
    fn every_end_on_offer_lies_between_start_and_latest(seconds in 0_i64..200_000_000, allowed in 0_i64..20_000_000) {
        let start = OffsetDateTime::from_unix_timestamp(now().unix_timestamp() + seconds).unwrap();
        let latest = OffsetDateTime::from_unix_timestamp(start.unix_timestamp() + allowed).unwrap();
        for preset in EndPreset::ALL {
            if let Some(end) = preset.end(start, Some(latest), berlin) {
                prop_assert!(start < end && end <= latest && end.second() == 0, "{preset:?}");
            }
        }
    }
}
