//! End dates that were half typed when the page went: the browser gives no text for half a date, so there was nothing to keep.

use crate::signal::Var;
use request_center_models::draft::{Draft, DraftItem, TypedDate};
use request_center_models::id::ItemId;

/// The items of a draft whose end date was lost and whose field nobody has filled in since.
#[derive(Clone, Copy)]
pub(super) struct LostDates(Var<Vec<ItemId>>);

impl LostDates {
    /// Those of a draft that was kept: something was typed, and there is no text.
    pub(super) fn of(kept: &Draft) -> Self {
        let lost = |item: &&DraftItem| item.remove_date.unreadable && item.remove_date.text.is_empty();
        Self(Var::new(kept.items.iter().filter(lost).map(|item| item.id.clone()).collect()))
    }

    /// Whether this one's was lost. Reactive.
    pub(super) fn has(self, item: &DraftItem) -> bool {
        item.remove_date.unreadable && self.0.with(|lost| lost.contains(&item.id))
    }

    /// Takes note of what is in the field by now; `false` where somebody only passed through it, which says nothing yet of
    /// the date that was lost.
    pub(super) fn hear(self, id: &ItemId, date: &TypedDate) -> bool {
        let lost = self.0.with_untracked(|lost| lost.contains(id));
        if lost && *date == TypedDate::default() {
            return false;
        }
        if lost {
            self.0.update(|lost| lost.retain(|of| of != id));
        }
        true
    }

    /// Those that are still lost; none is from now on.
    pub(super) fn give_up(self) -> Vec<ItemId> {
        let lost = self.0.get_untracked();
        if !lost.is_empty() {
            self.0.set(Vec::new());
        }
        lost
    }
}
