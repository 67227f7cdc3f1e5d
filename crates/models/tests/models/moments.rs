//! Dates: text is kept to the letter, instants go there and back.

use proptest::prelude::*;
use request_center_models::draft::TypedDate;
use request_center_models::json::from_json;
use request_center_models::moment::{Moment, instant_from_unix_millis};
use request_center_models::wire::status::RequestedItemStatus;
use time::OffsetDateTime;

fn check(text: &str, expect: Option<i64>) {
    let moment = Moment::from(text);
    assert_eq!(moment.instant().map(OffsetDateTime::unix_timestamp), expect, "{text:?}");
    assert_eq!(moment.as_str(), text);
    assert_eq!(moment.to_string(), text);
}

#[test]
fn only_rfc_3339_is_an_instant() {
    check("1970-01-01T00:00:00Z", Some(0));
    check("1970-01-01T00:00:00.999Z", Some(0));
    check("1970-01-01T01:00:00+01:00", Some(0));
    check("1969-12-31T23:59:59.000Z", Some(-1));
    check("2031-05-01T12:00:00.123456789Z", Some(1_935_403_200));
    check("2028-02-29T00:00:00Z", Some(1_835_395_200));
    for text in [
        "",
        " ",
        "2031-02-29T00:00:00Z",
        "2031-05-01",
        "2031-05-01T12:00:00",
        "2031-13-01T00:00:00Z",
        "1935403200",
        "\u{1f5d3}",
    ] {
        check(text, None);
    }
}

#[test]
fn a_zero_date_is_no_date() {
    for zero in
        ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00+00:00", "0001-01-01"]
    {
        let text = format!(r#"{{"name":"A","startDate":"{zero}","removeDate":"2031-05-01T12:00:00Z"}}"#);
        let row: RequestedItemStatus = from_json(&text).unwrap();
        assert_eq!(
            (row.start_date, row.remove_date.is_some(), row.name.is_some()),
            (None, true, true),
            "{zero}"
        );
        let typed = format!(r#"{{"text":"","moment":"{zero}"}}"#);
        assert_eq!(from_json::<TypedDate>(&typed), Ok(TypedDate::default()), "{zero}");
    }
    let row: RequestedItemStatus = from_json(r#"{"created":"0001-01-02T00:00:00Z"}"#).unwrap();
    assert!(row.created.is_some());
}

#[test]
fn an_instant_is_written_in_utc_with_milliseconds() {
    let at = |text: &str| Moment::from(text).instant().map(Moment::at).unwrap();
    assert_eq!(at("2031-05-01T14:00:00+02:00").as_str(), "2031-05-01T12:00:00.000Z");
    assert_eq!(at("2031-05-01T12:00:00.1239Z").as_str(), "2031-05-01T12:00:00.123Z");
    assert_eq!(at("0001-01-01T00:00:00Z").as_str(), "0001-01-01T00:00:00.000Z");
    assert_eq!(at("9999-12-31T23:59:59-01:00").as_str(), "9999-12-31T23:59:59.999Z");
    assert_eq!(at("0000-01-01T00:00:00+01:00").as_str(), "0000-01-01T00:00:00.000Z");
}

#[test]
fn numbers_no_year_can_name_are_no_instants() {
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 1e18, -1e18] {
        assert_eq!(instant_from_unix_millis(odd), None, "{odd}");
        assert_eq!(Moment::from_unix_millis(odd), None, "{odd}");
    }
}

/// Milliseconds of the years 1 to 9999.
fn millis() -> impl Strategy<Value = i64> {
    -62_135_596_800_000_i64..253_402_300_800_000
}

proptest! {
    #[test]
    fn milliseconds_go_there_and_back(millis in millis()) {
        let millis = millis as f64;
        let moment = Moment::from_unix_millis(millis).unwrap();
        prop_assert_eq!(moment.unix_millis(), Some(millis));
        prop_assert_eq!(moment.instant().map(Moment::at), Some(moment.clone()));
        prop_assert_eq!(moment.instant(), instant_from_unix_millis(millis));
    }

    #[test]
    fn an_instant_with_any_offset_keeps_its_milliseconds(millis in millis(), minutes in -839_i32..839) {
        let instant = instant_from_unix_millis(millis as f64).unwrap();
        let offset = time::UtcOffset::from_whole_seconds(minutes * 60).unwrap();
        let Some(elsewhere) = instant.checked_to_offset(offset) else { return Ok(()) };
        prop_assert_eq!(Moment::at(elsewhere).instant(), Some(instant));
    }

    #[test]
    fn any_text_is_kept_to_the_letter(text in any::<String>()) {
        let moment = Moment::from(text.as_str());
        let written = serde_json::to_string(&moment).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Moment>(&written).unwrap(), &moment);
        prop_assert_eq!(moment.as_str(), text.as_str());
        let _ = (moment.instant(), moment.unix_millis());
    }

    #[test]
    fn any_instant_can_be_written(seconds in -377_705_116_800_i64..253_402_300_800, hours in -25_i8..=25) {
        let instant = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        let elsewhere = instant.replace_offset(time::UtcOffset::from_hms(hours, 0, 0).unwrap());
        prop_assert_eq!(Moment::at(elsewhere).as_str().len(), 24);
        prop_assert!(Moment::at(elsewhere).instant().is_some());
    }
}
