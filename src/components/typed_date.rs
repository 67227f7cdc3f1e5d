//! What stands in a field for a date and time as the models take it. Pure but for the browser's zone.

use super::ui::local_text_to_unix_millis;
use request_center_models::draft::TypedDate;
use request_center_models::moment::Moment;

/// The date of a field: its text is the person's own time, what travels is UTC. `unreadable` is whether something was typed that
/// is no date.
#[must_use]
pub fn typed_date(text: String, unreadable: bool) -> TypedDate {
    let moment = local_text_to_unix_millis(&text).and_then(Moment::from_unix_millis);
    TypedDate { text, moment, unreadable }
}
