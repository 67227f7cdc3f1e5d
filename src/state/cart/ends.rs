//! The bounds of end dates of items, as far as the configuration says them. Knows no view.

use super::Cart;
use crate::api::Client;
use request_center_models::draft::DraftItem;
use request_center_models::moment::Moment;
use request_center_models::wire::reference::ItemType;

impl Cart {
    /// Returns whether the service would refuse the item without an end date. Reactive.
    #[must_use]
    pub fn is_end_required(self, item: &DraftItem) -> bool {
        item.r#type == ItemType::Entitlement
            && self.catalog.entitlement_limits.with(|limits| limits.end_required)
    }

    /// The latest end the service would accept for the item, for access that begins now. Reactive.
    #[must_use]
    pub fn latest_end(self, item: &DraftItem) -> Option<Moment> {
        let limits = self.catalog.entitlement_limits.get();
        let longest = limits.longest.filter(|_| item.r#type == ItemType::Entitlement)?;
        let now = self.client.try_with(Client::now)?;
        longest.end_from(now).map(Moment::at)
    }
}
