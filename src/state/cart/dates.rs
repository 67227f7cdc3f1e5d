//! When access to an item begins and ends, in the cart: what is typed, what a reload lost of it, and the bounds the configuration
//! sets. Knows no view.

use super::Cart;
use super::item_date::ItemDate;
use crate::api::Client;
use request_center_models::draft::{DraftItem, TypedDate};
use request_center_models::id::ItemId;
use request_center_models::moment::Moment;
use request_center_models::wire::reference::ItemType;
use time::OffsetDateTime;

impl Cart {
    /// Sets one of an item's dates.
    pub fn write_date(self, id: &ItemId, which: ItemDate, date: TypedDate) {
        if self.lost_dates.of(which).record_input(id, &date) {
            self.change_item(id, |item| *which.of_mut(item) = date);
        }
    }

    /// Returns whether the date was incomplete when the page was left, so that it could not be stored, and has not been edited since.
    /// Reactive.
    #[must_use]
    pub fn has_lost_date(self, id: &ItemId, which: ItemDate) -> bool {
        self.item(id).is_some_and(|item| self.lost_dates.of(which).is_lost(id, which.of(&item)))
    }

    /// Drops the dates that could not be stored: the person has read so, left the fields empty and continues.
    pub(super) fn leave_out_lost_dates(self) {
        let mut without = self.draft.get_untracked();
        let mut left_out = false;
        for item in &mut without.items {
            for date in ItemDate::ALL {
                let id = item.id.clone();
                left_out |= self.lost_dates.of(date).discard(&id, date.of_mut(item));
            }
        }
        if left_out {
            self.change(|draft| *draft = without);
        }
    }

    /// Returns whether the service would refuse the item without an end date. Reactive.
    #[must_use]
    pub fn is_end_required(self, item: &DraftItem) -> bool {
        item.r#type == ItemType::Entitlement
            && self.catalog.entitlement_limits.with(|limits| limits.end_required)
    }

    /// When access to the item begins: at the typed start, or now. Reactive.
    #[must_use]
    pub fn start_of(self, item: &DraftItem) -> OffsetDateTime {
        let now = self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let start = item.start_date.moment.as_ref().and_then(Moment::instant);
        start.filter(|start| *start > now).unwrap_or(now)
    }

    /// The latest end the service would accept for the item, counted from its start. Reactive.
    #[must_use]
    pub fn latest_end(self, item: &DraftItem) -> Option<Moment> {
        let limits = self.catalog.entitlement_limits.get();
        let longest = limits.longest.filter(|_| item.r#type == ItemType::Entitlement)?;
        longest.end_from(self.start_of(item)).map(Moment::at)
    }
}
