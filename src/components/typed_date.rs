//! The value of a date field for the models. Pure but for the browser's time zone.

use super::ui::{local_text_to_unix_millis, unix_millis_to_local_text};
use request_center_models::draft::TypedDate;
use request_center_models::moment::Moment;

/// The typed date, from the field's text in local time. `unreadable` is true where the typed text is no date.
#[must_use]
pub fn typed_date(text: String, unreadable: bool) -> TypedDate {
    let moment = local_text_to_unix_millis(&text).and_then(Moment::from_unix_millis);
    TypedDate { text, moment, unreadable }
}

/// The date as if it had been typed, to the minute.
#[must_use]
pub fn date_for_field(at: &Moment) -> TypedDate {
    at.unix_millis().map(|millis| typed_date(unix_millis_to_local_text(millis), false)).unwrap_or_default()
}
