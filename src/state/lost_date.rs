//! Dates that were half typed when the page went: the browser gives no text for half a date, so there was nothing to keep.

use crate::signal::Signal;
use request_center_models::draft::TypedDate;
use request_center_models::id::ItemId;

/// The fields whose date was lost and that nobody has filled in since, by the item each belongs to; that of a whole form
/// belongs to none.
#[derive(Clone, Copy, Default)]
pub(super) struct LostDates(Signal<Vec<ItemId>>);

impl LostDates {
    /// Takes note of a date as it was kept.
    pub(super) fn recall(self, id: &ItemId, kept: &TypedDate) {
        if is_half(kept) {
            self.0.update(|lost| lost.push(id.clone()));
        }
    }

    /// Whether this one's was lost. Reactive.
    pub(super) fn has(self, id: &ItemId, date: &TypedDate) -> bool {
        is_half(date) && self.0.with(|lost| lost.contains(id))
    }

    /// Takes note of what is in the field by now; `false` where somebody only passed through it, which says nothing yet of
    /// the date that was lost.
    pub(super) fn on_change(self, id: &ItemId, date: &TypedDate) -> bool {
        let lost = self.0.with_untracked(|lost| lost.contains(id));
        if lost && *date == TypedDate::default() {
            return false;
        }
        if lost {
            self.0.update(|lost| lost.retain(|of| of != id));
        }
        true
    }

    /// Empties that field's date where it is still lost, because the person was told and goes on without it; whether it did.
    pub(super) fn give_up(self, id: &ItemId, date: &mut TypedDate) -> bool {
        let lost = self.0.with_untracked(|lost| lost.contains(id)) && is_half(date);
        if lost {
            self.0.update(|lost| lost.retain(|of| of != id));
            *date = TypedDate::default();
        }
        lost
    }
}

/// Something was typed, and there is no text.
fn is_half(date: &TypedDate) -> bool {
    date.unreadable && date.text.is_empty()
}
