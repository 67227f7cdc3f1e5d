//! The cells of the matrix: those left out of the request, and those with an end date of their own. Knows no plan and no view.

use super::Cart;
use crate::state::index::Index;
use request_center_models::draft::OwnEnd;
use request_center_models::id::{IdentityId, ItemId};

impl Cart {
    /// Leaves items out for people, or puts them back, each given as a person and an item.
    pub fn leave_out(self, cells: &[(IdentityId, ItemId)], leaves_out: bool) {
        self.change(|draft| {
            for item in &mut draft.items {
                let people = cells.iter().filter(|(_, id)| *id == item.id).map(|(person, _)| person);
                if leaves_out {
                    let mut known = Index::default();
                    for person in &item.except {
                        known.add(person.as_str());
                    }
                    item.except.extend(people.filter(|person| known.add(person.as_str())).cloned());
                } else {
                    let mut gone = Index::default();
                    for person in people {
                        gone.add(person.as_str());
                    }
                    item.except.retain(|person| !gone.has(person.as_str()));
                }
            }
        });
    }

    /// Sets the end date of some people alone; `None` gives everybody the same.
    pub fn set_own_end(self, item: &ItemId, own_end: Option<OwnEnd>) {
        self.change_item(item, |item| item.own_end = own_end);
    }
}
