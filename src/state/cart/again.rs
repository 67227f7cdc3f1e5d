//! Asking again for access that was not granted, or that has ended: the items of an earlier request, each for whom it was asked. Knows
//! no view.

use super::{Cart, RequestStep};
use crate::api::Client;
use crate::state::catalog::item::Availability;
use crate::state::requests::SharedRequest;
use request_center_models::draft::{DraftItem, METADATA_KEY};
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::moment::Moment;
use request_center_models::progress::{Progress, ProgressGroup};
use request_center_models::wire::reference::{ItemType, RequestType};

/// The items of an earlier request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Again {
    /// The rows whose items can be asked for again, each for its recipient.
    pub rows: Vec<SharedRequest>,
    /// The number of items that their recipient has, that are asked for or that are in the cart.
    pub held: usize,
}

impl Again {
    /// The recipients of the rows, each once, with their names.
    #[must_use]
    pub fn people(&self) -> Vec<(IdentityId, String)> {
        let mut people: Vec<(IdentityId, String)> = Vec::new();
        for person in self.rows.iter().filter_map(|row| row.requested_for.as_ref()) {
            let Some(id) = person.id.clone() else { continue };
            if !people.iter().any(|(known, _)| *known == id) {
                people.push((id, person.name.clone().unwrap_or_default()));
            }
        }
        people
    }

    /// Returns whether that item is asked for again for that person.
    fn asks_for(&self, item: &ItemId, person: &IdentityId) -> bool {
        let mut rows = self.rows.iter();
        rows.any(|row| row.id.as_ref() == Some(item) && recipient(row) == Some(person))
    }
}

impl Cart {
    /// The items asked for together with that row that can be asked for again. Reactive.
    #[must_use]
    pub fn again(self, row: &SharedRequest) -> Again {
        let mut again = Again::default();
        if !self.has_ended(row) {
            return again;
        }
        let id = row.access_request_id.clone();
        let submit = key(row).cloned();
        let mut seen: Vec<(ItemId, IdentityId)> = Vec::new();
        let all = self.requests.list.rows.get();
        let same = |other: &&SharedRequest| {
            other.key() == row.key()
                || id.is_some() && other.access_request_id == id
                || submit.is_some() && key(other) == submit.as_ref()
        };
        for other in all.iter().filter(same).filter(|other| self.has_ended(other)) {
            let Some(cell) = other.id.clone().zip(recipient(other).cloned()) else { continue };
            if seen.contains(&cell) {
                continue;
            }
            if self.is_held(&cell.0, &cell.1) {
                again.held = again.held.saturating_add(1);
            } else {
                again.rows.push(other.clone());
            }
            seen.push(cell);
        }
        again
    }

    /// Adds items with what was typed for them, those in the draft without. Each goes to the people it was asked for, and to nobody who is
    /// in the draft for other items. Returns `false` while the draft is being sent, when nothing can be added.
    pub fn add_typed(self, mut items: Vec<DraftItem>, again: &Again) -> bool {
        if self.is_locked() {
            return false;
        }
        self.catalog.items.with_untracked(|known| {
            for item in &mut items {
                let listed = known.iter().find(|listed| listed.id == item.id);
                item.comment_required = listed.is_some_and(|listed| listed.comment_required);
            }
        });
        let people = again.people();
        let viewer = self.viewer.try_get().unwrap_or_default().id;
        self.change(|draft| {
            // Nobody has chosen the viewer of an empty draft.
            if draft.items.is_empty() && draft.recipients == [viewer] {
                draft.recipients.clear();
            }
            for (id, name) in &people {
                if !draft.recipients.contains(id) {
                    draft.recipients.push(id.clone());
                    draft.items.iter_mut().for_each(|item| item.except.push(id.clone()));
                }
                draft.names.insert(id.clone(), name.clone());
            }
            for item in items {
                let is_new = !draft.contains(&item.id);
                if is_new {
                    draft.items.push(item.clone());
                }
                let recipients = draft.recipients.clone();
                let Some(added) = draft.items.iter_mut().find(|other| other.id == item.id) else { continue };
                added.except.retain(|person| !again.asks_for(&item.id, person));
                if is_new {
                    let others = recipients.into_iter().filter(|person| !again.asks_for(&item.id, person));
                    added.except.extend(others);
                }
            }
        });
        self.step.set(RequestStep::Writing);
        true
    }

    /// True for a grant that was not set up or whose end has passed, and for a removal that was carried out.
    fn has_ended(self, row: &SharedRequest) -> bool {
        if row.id.is_none() || matches!(row.r#type, None | Some(ItemType::Unknown(_))) {
            return false;
        }
        let group = Progress::of(row).group();
        match row.request_type {
            None | Some(RequestType::Grant) if group == ProgressGroup::Done => self.is_over(row),
            None | Some(RequestType::Grant) => group != ProgressGroup::Open,
            Some(RequestType::Revoke) => group == ProgressGroup::Done,
            _ => false,
        }
    }

    /// True if the end date that was asked for has passed.
    fn is_over(self, row: &SharedRequest) -> bool {
        let end = row.remove_date.as_ref().and_then(Moment::instant);
        end.zip(self.client.try_with(Client::now)).is_some_and(|(end, now)| end <= now)
    }

    /// True if the person has the item, it is asked for, or it is in the cart for them, as far as is known.
    fn is_held(self, item: &ItemId, person: &IdentityId) -> bool {
        let is_in_draft = self.draft.with(|draft| {
            let drafted = draft.items.iter().find(|drafted| drafted.id == *item);
            drafted
                .is_some_and(|drafted| draft.recipients.contains(person) && !drafted.except.contains(person))
        });
        let is_open = |row: &SharedRequest| {
            row.id.as_ref() == Some(item)
                && recipient(row) == Some(person)
                && row.is_open()
                && row.request_type != Some(RequestType::Revoke)
        };
        let is_mine = self.viewer.try_with(|viewer| viewer.id == *person) == Some(true);
        is_in_draft
            || self.requests.list.rows.with(|rows| rows.iter().any(is_open))
            || is_mine && self.is_held_by_viewer(item)
    }

    /// True if the viewer has the item or it was just asked for.
    fn is_held_by_viewer(self, item: &ItemId) -> bool {
        let listed = self.catalog.items.with(|all| all.iter().find(|listed| listed.id == *item).cloned());
        let viewer = self.viewer.try_get().unwrap_or_default().id;
        self.not_listed().iter().any(|one| one.write.asks_for(item) && one.write.is_for(&viewer))
            || listed.is_some_and(|listed| {
                matches!(self.availability(&listed), Availability::Assigned | Availability::Pending(_))
            })
    }
}

/// For whom a row is.
fn recipient(row: &SharedRequest) -> Option<&IdentityId> {
    row.requested_for.as_ref()?.id.as_ref()
}

/// The key of the submit a row came from.
fn key(row: &SharedRequest) -> Option<&String> {
    row.client_metadata.as_ref()?.get(METADATA_KEY)
}
