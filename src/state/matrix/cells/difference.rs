//! Items some people would get and others have already, so that only their end date would change. Pure.

use super::board::{Board, LeftOutCells};
use request_center_models::cell::{CellKind, CellState};
use request_center_models::draft::OwnEnd;
use request_center_models::id::{IdentityId, ItemId};

/// An item that does not mean the same for all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// The item's id.
    pub item: ItemId,
    /// The item's name.
    pub name: String,
    /// Its position in the draft.
    pub column: usize,
    /// The number of people who would get it.
    pub new: usize,
    /// The people whose end date would change.
    pub changed: Vec<IdentityId>,
    /// The people with an end date of their own, and the date.
    pub own_end: Option<OwnEnd>,
}

/// The items some people would get while only the end date of others would change, and those with an end date of some people alone.
pub(super) fn differences(board: &Board, left_out: &LeftOutCells) -> Vec<Difference> {
    let mut found = Vec::new();
    for (column, item) in board.columns.iter().enumerate() {
        let (mut new, mut changed) = (0_usize, Vec::new());
        for (row, person) in board.people.iter().enumerate().filter(|(row, _)| !left_out.has(*row, column)) {
            match board.state(row, column).map(CellState::kind) {
                Some(CellKind::New) => new = new.saturating_add(1),
                Some(CellKind::DateChange) => changed.push(person.clone()),
                _ => {}
            }
        }
        let own_end = item.own_end.clone();
        if own_end.is_some() || new > 0 && !changed.is_empty() {
            let (item, name) = (item.id.clone(), item.name.clone());
            found.push(Difference { item, name, column, new, changed, own_end });
        }
    }
    found
}
