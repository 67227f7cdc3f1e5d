//! The cells of one call of a plan: which of its recipients get which of its items, and the answer for each. Stored as a letter
//! per cell, because a plan has thousands. Pure.

use request_center_models::id::{AccessRequestId, IdentityId, ItemId};
use request_center_models::json_struct;
use request_center_models::wire::access_request::{AccessRequestResponse, RequestTracking};

json_struct! {
    /// The cells of a call, row by row: a row per recipient, a letter per item.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct CallCells {
        grid: String,
        /// The earlier requests of the cells that were asked for before, in the order of those cells; empty where one has no id.
        existing: Vec<AccessRequestId> = omitted,
    }
}

/// The answer for one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellAnswer {
    /// None is known.
    Open,
    /// A new request.
    New,
    /// A request for it existed before, with this id where the service named one.
    Existing(Option<AccessRequestId>),
    /// The answer does not name the cell.
    Unsaid,
}

/// Not asked for.
const LEFT_OUT: char = '.';
const OPEN: char = 'a';
const NEW: char = 'n';
const EXISTING: char = 'e';
const UNSAID: char = 'u';

impl CallCells {
    /// Cells without an answer; `asked` are the positions of recipient and item.
    #[must_use]
    pub fn new(recipients: usize, items: usize, asked: &[(usize, usize)]) -> Self {
        let mut grid = vec![LEFT_OUT; recipients.saturating_mul(items)];
        for (recipient, item) in asked {
            let place = recipient.saturating_mul(items).saturating_add(*item);
            if let Some(letter) = grid.get_mut(place) {
                *letter = OPEN;
            }
        }
        Self { grid: grid.into_iter().collect(), existing: Vec::new() }
    }

    /// The cells that are asked for, with the positions of recipient and item.
    #[must_use]
    pub fn answers(&self, items: usize) -> Vec<(usize, usize, CellAnswer)> {
        let mut answers = Vec::new();
        let mut existing = self.existing.iter();
        for (place, letter) in self.grid.chars().enumerate() {
            let answer = match letter {
                NEW => CellAnswer::New,
                EXISTING => {
                    CellAnswer::Existing(existing.next().filter(|id| !id.as_str().is_empty()).cloned())
                }
                UNSAID => CellAnswer::Unsaid,
                OPEN => CellAnswer::Open,
                _ => continue,
            };
            let recipient = place.checked_div(items).unwrap_or_default();
            answers.push((recipient, place.checked_rem(items).unwrap_or_default(), answer));
        }
        answers
    }

    /// Records the service's answer.
    pub(super) fn record(
        &mut self,
        recipients: &[IdentityId],
        items: &[&ItemId],
        answer: &AccessRequestResponse,
    ) {
        let mut grid: Vec<(char, AccessRequestId)> =
            self.grid.chars().map(|letter| (letter, AccessRequestId::default())).collect();
        for (letter, _) in grid.iter_mut().filter(|(letter, _)| *letter != LEFT_OUT) {
            *letter = UNSAID;
        }
        for (named, letter) in [(&answer.existing_requests, EXISTING), (&answer.new_requests, NEW)] {
            for tracking in named.iter().flatten() {
                for place in places(tracking, recipients, items) {
                    if let Some(cell) = grid.get_mut(place).filter(|(letter, _)| *letter != LEFT_OUT) {
                        let id = tracking.access_request_ids.iter().flatten().next();
                        *cell = (letter, id.cloned().unwrap_or_default());
                    }
                }
            }
        }
        self.grid = grid.iter().map(|(letter, _)| *letter).collect();
        grid.retain(|(letter, _)| *letter == EXISTING);
        self.existing = grid.into_iter().map(|(_, id)| id).collect();
    }
}

/// The places in the grid that an entry of the answer names.
fn places(tracking: &RequestTracking, recipients: &[IdentityId], items: &[&ItemId]) -> Vec<usize> {
    let mut places = Vec::new();
    let person = recipients.iter().position(|person| tracking.requested_for.as_ref() == Some(person));
    let Some(first) = person.map(|person| person.saturating_mul(items.len())) else { return places };
    for detail in tracking.requested_items_details.iter().flatten() {
        let item = items.iter().position(|item| detail.id.as_ref() == Some(item));
        places.extend(item.map(|item| first.saturating_add(item)));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::json::from_json;

    #[test]
    fn each_cell_has_the_answer_of_its_person_and_item() {
        let mut cells = CallCells::new(2, 2, &[(0, 0), (0, 1), (1, 0)]);
        let answer: AccessRequestResponse = from_json(
            r#"{"newRequests":[{"requestedFor":"p","requestedItemsDetails":[{"id":"a"}],"accessRequestIds":["1"]}],
                "existingRequests":[{"requestedFor":"q","requestedItemsDetails":[{"id":"a"},{"id":"b"}],
                "accessRequestIds":["2"]}]}"#,
        )
        .expect("an answer");
        cells.record(&["p".into(), "q".into()], &[&"a".into(), &"b".into()], &answer);
        let expected = [
            (0, 0, CellAnswer::New),
            (0, 1, CellAnswer::Unsaid),
            (1, 0, CellAnswer::Existing(Some("2".into()))),
        ];
        assert_eq!(cells.answers(2), expected);
        let text = serde_json::to_string(&cells).expect("json");
        assert_eq!(text, r#"{"grid":"nue.","existing":["2"]}"#);
        assert_eq!(from_json(&text), Ok(cells));
    }
}
