//! From the cells of a call to its body, in the flat shape where everybody gets the same, and back from a violation of the body
//! to its place in the draft.

use super::split::Cell;
use crate::draft::{DraftItem, METADATA_KEY, RequestDraft, SubmitKey};
use crate::id::IdentityId;
use crate::rule::{FieldPath, Violations};
use crate::wire::access_request::{AccessRequest, RequestedForItems, RequestedItem};
use crate::wire::reference::{ClientMetadata, RequestType};
use std::collections::{BTreeMap, BTreeSet};

/// A body, and the position in the draft of each of its items.
pub(super) struct Body {
    pub(super) request: AccessRequest,
    pub(super) items: Vec<usize>,
}

impl RequestDraft {
    /// The key of a call: the draft's, and a mark made of whom it asks for and what.
    pub(super) fn key_of(&self, cells: &[Cell]) -> SubmitKey {
        self.key.of_call(
            &mut cells
                .iter()
                .filter_map(|cell| self.at(*cell))
                .flat_map(|(person, item)| [person.as_str(), item.id.as_str()]),
        )
    }

    /// The body that asks for these cells.
    pub(super) fn body(&self, cells: &[Cell]) -> Body {
        let key = self.key_of(cells);
        let metadata = ClientMetadata::from([(METADATA_KEY.to_owned(), key.as_str().to_owned())]);
        let mut request = AccessRequest {
            request_type: Some(RequestType::Grant),
            client_metadata: Some(metadata.clone()),
            ..AccessRequest::default()
        };
        let people: BTreeSet<usize> = cells.iter().map(|cell| cell.recipient).collect();
        let columns: BTreeSet<usize> = cells.iter().map(|cell| cell.item).collect();
        let mut wanted = cells.iter().filter_map(|cell| self.at(*cell));
        let alike = wanted.all(|(person, item)| !item.is_own(person));
        if alike && people.len().saturating_mul(columns.len()) == cells.len() {
            request.requested_for =
                Some(people.iter().filter_map(|at| self.recipients.get(*at).cloned()).collect());
            let items = columns.iter().filter_map(|at| self.items.get(*at));
            request.requested_items = Some(items.map(|item| item.to_wire(&metadata)).collect());
            return Body { request, items: columns.into_iter().collect() };
        }
        let mut rows: BTreeMap<usize, RequestedForItems> = BTreeMap::new();
        for cell in cells {
            let Some((person, item)) = self.at(*cell) else { continue };
            let row = rows.entry(cell.recipient).or_insert_with(|| RequestedForItems {
                identity_id: Some(person.clone()),
                ..RequestedForItems::default()
            });
            row.requested_items.get_or_insert_default().push(line(item, &metadata, person));
        }
        request.requested_for_with_requested_items = Some(rows.into_values().collect());
        Body { request, items: cells.iter().map(|cell| cell.item).collect() }
    }

    fn at(&self, cell: Cell) -> Option<(&IdentityId, &DraftItem)> {
        self.recipients.get(cell.recipient).zip(self.items.get(cell.item))
    }
}

/// The item for one recipient, with their end date and the accounts chosen for them.
fn line(item: &DraftItem, metadata: &ClientMetadata, person: &IdentityId) -> RequestedItem {
    RequestedItem {
        account_selection: item.selection(person).cloned(),
        remove_date: item.end_of(person).to_wire(),
        ..item.to_wire(metadata)
    }
}

/// Reports what is wrong with a body at the items of the draft, each once; `items` are the positions of the body's.
pub(super) fn report(broken: &Violations, items: &[usize], violations: &mut Violations) {
    let item = |at: usize| items.get(at).copied().unwrap_or_default();
    for violation in broken.iter() {
        let place = match violation.place {
            FieldPath::Item(at) => FieldPath::Item(item(at)),
            FieldPath::Comment(at) => FieldPath::Comment(item(at)),
            FieldPath::StartDate(at) => FieldPath::StartDate(item(at)),
            FieldPath::RemoveDate(at) => FieldPath::RemoveDate(item(at)),
            other => other,
        };
        violations.push_once(violation.rule, place);
    }
}
