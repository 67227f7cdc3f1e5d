//! From the draft and the facts to the states of all cells. A row is judged again only when a fact it depends on has changed. Pure.

use super::facts::{Common, PeopleFacts, PersonFacts};
use crate::state::index::Index;
use crate::state::requests::SharedRequest;
use request_center_models::cancel::Viewer;
use request_center_models::cell::{Access, CellFacts, CellKind, CellState};
use request_center_models::draft::{OwnEnd, RequestDraft};
use request_center_models::id::{AccessRequestId, IdentityId, ItemId};
use request_center_models::moment::Moment;
use request_center_models::wire::reference::{ItemType, RequestType};
use std::rc::Rc;

/// A column: an item of the draft, as far as the states depend on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The item's id.
    pub id: ItemId,
    /// The item's name.
    pub name: String,
    /// True for an entitlement.
    pub is_entitlement: bool,
    starts: bool,
    end: Option<Moment>,
    /// The end date of some recipients alone.
    pub own_end: Option<OwnEnd>,
}

impl Column {
    /// The end date asked for a recipient.
    fn end_of(&self, person: &IdentityId) -> Option<Moment> {
        let own = self.own_end.as_ref().filter(|own| own.recipients.contains(person));
        own.map_or_else(|| self.end.clone(), |own| own.remove_date.moment.clone())
    }
}

/// The parts of a draft the states depend on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct BoardShape {
    people: Vec<IdentityId>,
    columns: Rc<Vec<Column>>,
}

impl BoardShape {
    pub(super) fn of(draft: &RequestDraft) -> Self {
        let columns = draft.items.iter().map(|item| Column {
            id: item.id.clone(),
            name: item.name.clone(),
            is_entitlement: item.r#type == ItemType::Entitlement,
            starts: item.start_date.moment.is_some(),
            end: item.remove_date.moment.clone(),
            own_end: item.own_end.clone(),
        });
        Self { people: draft.recipients.clone(), columns: Rc::new(columns.collect()) }
    }
}

/// An open request to be granted an item.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OpenRequest {
    person: IdentityId,
    item: ItemId,
    id: AccessRequestId,
}

/// The open grants among the rows.
pub(super) fn open_requests(rows: &[SharedRequest]) -> Vec<OpenRequest> {
    let open = rows.iter().filter(|row| is_open_grant(row));
    let parts = open.map(|row| {
        let person = row.requested_for.as_ref()?.id.clone()?;
        let id = row.access_request_id.clone().unwrap_or_default();
        Some(OpenRequest { person, item: row.id.clone()?, id })
    });
    parts.flatten().collect()
}

/// Returns whether a row is a grant, or a change of one, that is under way.
pub(super) fn is_open_grant(row: &SharedRequest) -> bool {
    row.is_open() && row.request_type != Some(RequestType::Revoke)
}

/// Returns whether a row is about that item for that person.
pub(super) fn is_about(row: &SharedRequest, person: &IdentityId, item: &ItemId) -> bool {
    row.id.as_ref() == Some(item)
        && row.requested_for.as_ref().and_then(|owner| owner.id.as_ref()) == Some(person)
}

/// The states of all cells, a row for each recipient.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// The recipients.
    pub people: Vec<IdentityId>,
    /// The items.
    pub columns: Rc<Vec<Column>>,
    rows: Vec<Rc<Vec<CellState>>>,
}

impl Board {
    /// The state of a cell.
    #[must_use]
    pub fn state(&self, row: usize, column: usize) -> Option<&CellState> {
        self.rows.get(row)?.get(column)
    }

    /// The states of a recipient.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<Rc<Vec<CellState>>> {
        self.rows.get(row).map(Rc::clone)
    }

    /// The wanted cells.
    pub(super) fn cells(
        &self,
        is_wanted: impl Fn(usize, usize, &CellState) -> bool,
    ) -> Vec<(IdentityId, ItemId)> {
        let mut cells = Vec::new();
        for (at, (person, row)) in self.people.iter().zip(&self.rows).enumerate() {
            for ((column, state), item) in row.iter().enumerate().zip(self.columns.iter()) {
                if is_wanted(at, column, state) {
                    cells.push((person.clone(), item.id.clone()));
                }
            }
        }
        cells
    }

    /// The number of cells in each state.
    pub(super) fn counts(&self, left_out: &LeftOutCells) -> CellCounts {
        let mut counts = CellCounts::default();
        for (row, states) in self.rows.iter().enumerate() {
            for (column, state) in states.iter().enumerate() {
                if left_out.has(row, column) {
                    counts.left_out = counts.left_out.saturating_add(1);
                } else {
                    counts.add(state.kind());
                }
            }
        }
        counts
    }

    /// The rows and columns with a cell of that kind.
    #[must_use]
    pub fn with(&self, is_wanted: impl Fn(usize, usize, &CellState) -> bool) -> (Vec<usize>, Vec<usize>) {
        let mut columns = vec![false; self.columns.len()];
        let mut rows = Vec::new();
        for (row, states) in self.rows.iter().enumerate() {
            let mut has_some = false;
            for ((column, state), is_used) in states.iter().enumerate().zip(&mut columns) {
                if is_wanted(row, column, state) {
                    has_some = true;
                    *is_used = true;
                }
            }
            if has_some {
                rows.push(row);
            }
        }
        let columns = columns.iter().enumerate().filter(|(_, is_used)| **is_used).map(|(at, _)| at);
        (rows, columns.collect())
    }
}

/// The cells left out, by their positions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeftOutCells {
    columns: usize,
    cells: Vec<bool>,
}

impl LeftOutCells {
    pub(super) fn of(draft: &RequestDraft) -> Self {
        let columns = draft.items.len();
        let mut cells = vec![false; draft.recipients.len().saturating_mul(columns)];
        if draft.items.iter().any(|item| !item.except.is_empty()) {
            let mut people = Index::default();
            for (row, person) in draft.recipients.iter().enumerate() {
                people.set(person.as_str(), (row, 0));
            }
            for (column, item) in draft.items.iter().enumerate() {
                for person in &item.except {
                    let row = people.position(person.as_str()).map(|(row, _)| row);
                    let at = row.and_then(|row| at(row, column, columns));
                    if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
                        *cell = true;
                    }
                }
            }
        }
        Self { columns, cells }
    }

    /// Returns whether a cell is left out.
    #[must_use]
    pub fn has(&self, row: usize, column: usize) -> bool {
        let at = at(row, column, self.columns);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or(false)
    }
}

/// The position of a cell, row by row.
fn at(row: usize, column: usize, columns: usize) -> Option<usize> {
    row.checked_mul(columns)?.checked_add(column)
}

/// How many cells are in which state, and how many are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellCounts {
    counts: [usize; CellKind::ALL.len()],
    /// The cells left out.
    pub left_out: usize,
}

impl CellCounts {
    fn add(&mut self, kind: CellKind) {
        for (count, _) in self.counts.iter_mut().zip(CellKind::ALL).filter(|(_, one)| *one == kind) {
            *count = count.saturating_add(1);
        }
    }

    /// The number of cells of a kind that are not left out.
    #[must_use]
    pub fn count(&self, kind: CellKind) -> usize {
        let found = self.counts.iter().zip(CellKind::ALL).find(|(_, one)| *one == kind);
        found.map_or(0, |(count, _)| *count)
    }

    /// The number of cells that would change nothing.
    #[must_use]
    pub fn idle(&self) -> usize {
        CellKind::ALL.into_iter().filter(|kind| kind.is_idle()).map(|kind| self.count(kind)).sum()
    }
}

/// The rows judged last, each with the facts it was judged by.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache {
    shape: BoardShape,
    open: Vec<OpenRequest>,
    common: Common,
    rows: Vec<(Rc<PersonFacts>, Rc<Vec<CellState>>)>,
}

/// Judges all rows whose facts have changed.
pub(super) fn judge(
    viewer: &Viewer,
    shape: &BoardShape,
    open: &[OpenRequest],
    common: &Common,
    people: &PeopleFacts,
    cache: &mut Cache,
) -> Board {
    if cache.shape != *shape || cache.open != open || cache.common != *common {
        *cache =
            Cache { shape: shape.clone(), open: open.to_vec(), common: common.clone(), rows: Vec::new() };
    }
    let mut before = std::mem::take(&mut cache.rows).into_iter();
    let mut rows = Vec::new();
    for person in &shape.people {
        let facts = people.or_none(person);
        let known = before.next().filter(|(known, _)| Rc::ptr_eq(known, &facts) || *known == facts);
        let states = known
            .map_or_else(|| Rc::new(states(&viewer.id, shape, open, common, &facts)), |(_, states)| states);
        rows.push(Rc::clone(&states));
        cache.rows.push((facts, states));
    }
    Board { people: shape.people.clone(), columns: Rc::clone(&shape.columns), rows }
}

fn states(
    viewer: &IdentityId,
    shape: &BoardShape,
    open: &[OpenRequest],
    common: &Common,
    person: &PersonFacts,
) -> Vec<CellState> {
    let permission = person.permission(viewer, common);
    let is_readable = person.is_readable(viewer, common);
    let theirs: Vec<&OpenRequest> = open.iter().filter(|request| request.person == person.id).collect();
    let state = |column: &Column| {
        let access = match person.access(&column.id) {
            Some(access) => access.clone(),
            None if column.is_entitlement && !is_readable => Access::Untold,
            None => Access::Unread,
        };
        CellState::of(&CellFacts {
            permission,
            offered: common.offers(&column.id),
            open: theirs.iter().find(|request| request.item == column.id).map(|request| request.id.clone()),
            access,
            starts: column.starts,
            end: column.end_of(&person.id),
        })
    };
    shape.columns.iter().map(state).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::json::from_json;
    use std::sync::Arc;

    fn draft() -> RequestDraft {
        from_json(
            r#"{"key":"k","recipients":["me","p-1","p-2"],"items":[
                {"id":"r-1","type":"ROLE","name":"Guide"},
                {"id":"e-1","type":"ENTITLEMENT","name":"Ledger","except":["p-2","gone"]}]}"#,
        )
        .expect("a draft")
    }

    fn viewer() -> Viewer {
        Viewer { id: "me".into(), ..Viewer::default() }
    }

    fn kinds(board: &Board) -> Vec<Vec<CellKind>> {
        (0..3)
            .map(|row| board.row(row).map_or_else(Vec::new, |row| row.iter().map(CellState::kind).collect()))
            .collect()
    }

    #[test]
    fn a_row_is_judged_by_what_was_read_about_its_person() {
        let (shape, mut people, mut cache) =
            (BoardShape::of(&draft()), PeopleFacts::default(), Cache::default());
        let common = Common { switches: Some((true, false)), ..Common::default() };
        people.change(&"me".into(), |facts| {
            facts.set("r-1".into(), Access::Available);
            facts.set("e-1".into(), Access::Available);
        });
        people.change(&"p-1".into(), |facts| facts.set("r-1".into(), Access::Pending(None)));
        let row: SharedRequest = Arc::new(
            from_json(
                r#"{"id":"e-1","state":"EXECUTING","accessRequestId":"q","requestedFor":{"id":"p-2"}}"#,
            )
            .expect("a row"),
        );
        let open = open_requests(&[row]);
        let board = judge(&viewer(), &shape, &open, &common, &people, &mut cache);
        use CellKind::{New, Requested, Unknown};
        assert_eq!(kinds(&board), [[New, New], [Requested, Unknown], [Unknown, Requested]]);
        let left_out = LeftOutCells::of(&draft());
        assert_eq!([left_out.has(2, 1), left_out.has(1, 1), left_out.has(9, 9)], [true, false, false]);
        let counts = board.counts(&left_out);
        assert_eq!((counts.count(New), counts.idle(), counts.left_out), (2, 1, 1));
        assert_eq!(board.with(|_, _, state| state.kind() == New), (vec![0], vec![0, 1]));
    }

    #[test]
    fn only_rows_with_new_facts_are_judged_again() {
        let (shape, mut people, mut cache) =
            (BoardShape::of(&draft()), PeopleFacts::default(), Cache::default());
        let common = Common { switches: Some((true, false)), ..Common::default() };
        let before = judge(&viewer(), &shape, &[], &common, &people, &mut cache);
        people.change(&"p-1".into(), |facts| facts.set("r-1".into(), Access::Available));
        let after = judge(&viewer(), &shape, &[], &common, &people, &mut cache);
        let is_kept = |row| before.row(row).zip(after.row(row)).is_some_and(|(a, b)| Rc::ptr_eq(&a, &b));
        assert_eq!([is_kept(0), is_kept(1), is_kept(2)], [true, false, true]);
        let admin = Common { is_admin: true, ..common };
        let all = judge(&viewer(), &shape, &[], &admin, &people, &mut cache);
        assert!(!after.row(0).zip(all.row(0)).is_some_and(|(a, b)| Rc::ptr_eq(&a, &b)));
    }
}
