//! Asking again for what was denied, cancelled or failed: the items of an earlier request that can be added to the cart. Knows no
//! view.

use super::{Cart, RequestStep};
use crate::state::catalog::item::Availability;
use crate::state::requests::SharedRequest;
use request_center_models::draft::DraftItem;
use request_center_models::id::ItemId;
use request_center_models::progress::{Progress, ProgressGroup};
use request_center_models::wire::reference::{ItemType, RequestType};

/// The items of an earlier request of the viewer's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Again {
    /// The rows whose items can be asked for again.
    pub rows: Vec<SharedRequest>,
    /// The number of items that the viewer has, has asked for or has in the cart.
    pub held: usize,
}

impl Cart {
    /// The items of that row's access request that were asked for the viewer and not granted. Reactive.
    #[must_use]
    pub fn again(self, row: &SharedRequest) -> Again {
        let mut again = Again::default();
        if !self.is_not_granted(row) {
            return again;
        }
        let id = row.access_request_id.clone();
        let mut seen: Vec<ItemId> = Vec::new();
        let all = self.requests.list.rows.get();
        let same = |other: &&SharedRequest| {
            other.key() == row.key() || id.is_some() && other.access_request_id == id
        };
        for other in all.iter().filter(same).filter(|other| self.is_not_granted(other)) {
            let Some(item) = other.id.clone().filter(|item| !seen.contains(item)) else { continue };
            if self.is_held(&item) {
                again.held = again.held.saturating_add(1);
            } else {
                again.rows.push(other.clone());
            }
            seen.push(item);
        }
        again
    }

    /// Adds items with what was typed for them, except those in the draft. Returns `false` while the draft is being sent, when nothing
    /// can be added.
    pub fn add_typed(self, mut items: Vec<DraftItem>) -> bool {
        if self.is_locked() {
            return false;
        }
        self.catalog.items.with_untracked(|known| {
            for item in &mut items {
                let listed = known.iter().find(|listed| listed.id == item.id);
                item.comment_required = listed.is_some_and(|listed| listed.comment_required);
            }
        });
        self.change(|draft| {
            for item in items {
                if !draft.contains(&item.id) {
                    draft.items.push(item);
                }
            }
        });
        self.step.set(RequestStep::Writing);
        true
    }

    /// True for a grant for the viewer that ended without being set up.
    fn is_not_granted(self, row: &SharedRequest) -> bool {
        let recipient = row.requested_for.as_ref().and_then(|person| person.id.as_ref());
        let is_mine = self.viewer.try_with(|viewer| recipient == Some(&viewer.id)) == Some(true);
        let is_grant = matches!(row.request_type, None | Some(RequestType::Grant));
        let is_known = row.id.is_some() && !matches!(row.r#type, None | Some(ItemType::Unknown(_)));
        let group = Progress::of(row).group();
        is_mine
            && is_grant
            && is_known
            && matches!(group, ProgressGroup::Denied | ProgressGroup::Cancelled | ProgressGroup::Failed)
    }

    /// True if the viewer has the item, has asked for it, or has it in the cart, as far as is known.
    fn is_held(self, item: &ItemId) -> bool {
        let listed = self.catalog.items.with(|all| all.iter().find(|listed| listed.id == *item).cloned());
        self.holds(item)
            || self.requests.open_grant_of(item).is_some()
            || self.not_listed().iter().any(|one| one.write.asks_for(item))
            || listed.is_some_and(|listed| {
                matches!(self.availability(&listed), Availability::Assigned | Availability::Pending(_))
            })
    }
}
