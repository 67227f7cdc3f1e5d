//! Dates lost in a reload: the browser gives no text for a date typed only in part, so there is none to store. Knows no form.

use crate::signal::Signal;
use request_center_models::draft::TypedDate;
use request_center_models::id::ItemId;

/// The items whose date was lost and not typed again; the date of a whole form has the default id.
#[derive(Clone, Copy, Default)]
pub(super) struct LostDates(Signal<Vec<ItemId>>);

impl LostDates {
    /// Records a date as it was stored.
    pub(super) fn restore(self, id: &ItemId, stored: &TypedDate) {
        if is_partial(stored) {
            self.0.update(|lost| lost.push(id.clone()));
        }
    }

    /// True while the date of that item is lost. Reactive.
    pub(super) fn is_lost(self, id: &ItemId, date: &TypedDate) -> bool {
        is_partial(date) && self.0.with(|lost| lost.contains(id))
    }

    /// Records the field's new date; `false` if a lost date is still empty, because focusing the field is not an input.
    pub(super) fn record_input(self, id: &ItemId, date: &TypedDate) -> bool {
        let lost = self.0.with_untracked(|lost| lost.contains(id));
        if lost && *date == TypedDate::default() {
            return false;
        }
        if lost {
            self.0.update(|lost| lost.retain(|of| of != id));
        }
        true
    }

    /// Clears that item's date if it is still lost, because it was left empty after the notice; returns whether it was.
    pub(super) fn discard(self, id: &ItemId, date: &mut TypedDate) -> bool {
        let lost = self.0.with_untracked(|lost| lost.contains(id)) && is_partial(date);
        if lost {
            self.0.update(|lost| lost.retain(|of| of != id));
            *date = TypedDate::default();
        }
        lost
    }
}

/// True if something was typed that the browser gives no text for.
fn is_partial(date: &TypedDate) -> bool {
    date.unreadable && date.text.is_empty()
}
