//! Covers the wanted cells of a matrix with few calls that keep the limits of entitlements. Knows positions alone: neither ids
//! nor what a body looks like.

use crate::rule::Rule;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One item for one person, by their positions in the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The position of the recipient.
    pub recipient: usize,
    /// The position of the item.
    pub item: usize,
}

/// How a cell is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// Not at all.
    Unwanted,
    /// As for everybody who gets the item.
    Alike,
    /// With accounts of its own, which only the nested shape can say.
    Own,
}

/// Who wants what.
pub(super) struct Matrix {
    /// For each item, true if it is an entitlement.
    pub(super) entitlements: Vec<bool>,
    /// For each recipient how each item is asked for.
    pub(super) rows: Vec<Vec<Want>>,
}

impl Matrix {
    fn want(&self, cell: Cell) -> Want {
        let want = self.rows.get(cell.recipient).and_then(|row| row.get(cell.item));
        want.copied().unwrap_or(Want::Unwanted)
    }

    fn cells(&self, is_wanted: impl Fn(Want, bool) -> bool) -> BTreeSet<Cell> {
        let mut cells = BTreeSet::new();
        for (recipient, row) in self.rows.iter().enumerate() {
            for (item, (want, is_entitlement)) in row.iter().zip(&self.entitlements).enumerate() {
                if is_wanted(*want, *is_entitlement) {
                    cells.insert(Cell { recipient, item });
                }
            }
        }
        cells
    }
}

/// The cells of one call about to be filled.
#[derive(Clone, Default)]
struct Bundle {
    cells: BTreeSet<Cell>,
    people: BTreeSet<usize>,
    entitlements: usize,
}

impl Bundle {
    /// Entitlements, given to people.
    fn of(cells: impl IntoIterator<Item = Cell>) -> Self {
        let cells: BTreeSet<Cell> = cells.into_iter().collect();
        let people = cells.iter().map(|cell| cell.recipient).collect();
        Self { entitlements: cells.len(), cells, people }
    }

    /// True if so many entitlements can only be asked for in the flat shape, where each counts once.
    fn is_flat(&self) -> bool {
        Rule::EntitlementsLimit.is_exceeded_by(self.entitlements)
    }

    /// True if both may go with one call of the nested shape.
    fn fits(&self, other: &Self) -> bool {
        let lines = self.entitlements.saturating_add(other.entitlements);
        !Rule::EntitlementsLimit.is_exceeded_by(lines)
            && !Rule::RecipientsLimit.is_exceeded_by(self.people.union(&other.people).count())
    }

    fn join(&mut self, other: Self) {
        self.entitlements = self.entitlements.saturating_add(other.entitlements);
        self.cells.extend(other.cells);
        self.people.extend(other.people);
    }
}

/// The calls, each with its cells in order; every wanted cell is in one of them. People who get the same entitlements go together,
/// or entitlements the same people get, whichever takes fewer calls.
pub(super) fn split(matrix: &Matrix) -> Vec<Vec<Cell>> {
    let alike = matrix.cells(|want, is_entitlement| is_entitlement && want == Want::Alike);
    let own = matrix.cells(|want, is_entitlement| is_entitlement && want == Want::Own);
    let by_person = pack(rectangles(&alike, false), &own);
    let by_item = pack(rectangles(&alike, true), &own);
    let calls = if by_item.len() < by_person.len() { by_item } else { by_person };
    let others = matrix.cells(|want, is_entitlement| !is_entitlement && want != Want::Unwanted);
    let calls = with_others(calls, others, matrix);
    let mut calls: Vec<Vec<Cell>> = calls.into_iter().map(|call| call.cells.into_iter().collect()).collect();
    calls.sort();
    calls
}

/// The cells as rectangles of at most ten people and 25 entitlements: everybody of one gets everything of it.
fn rectangles(cells: &BTreeSet<Cell>, by_item: bool) -> Vec<Bundle> {
    let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for cell in cells {
        let (owner, member) = if by_item { (cell.item, cell.recipient) } else { (cell.recipient, cell.item) };
        sets.entry(owner).or_default().push(member);
    }
    let mut owners_of: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    for (owner, set) in sets {
        owners_of.entry(set).or_default().push(owner);
    }
    let mut calls = Vec::new();
    for (set, owners) in owners_of {
        let (people, items) = if by_item { (set, owners) } else { (owners, set) };
        for people in people.chunks(Rule::RecipientsLimit.most()) {
            for items in items.chunks(Rule::EntitlementsLimit.most()) {
                let cells = people.iter().flat_map(|recipient| {
                    items.iter().map(|item| Cell { recipient: *recipient, item: *item })
                });
                calls.push(Bundle::of(cells));
            }
        }
    }
    calls
}

/// The rectangles and the cells with accounts of their own, those that are small enough joined in the nested shape.
fn pack(mut parts: Vec<Bundle>, own: &BTreeSet<Cell>) -> Vec<Bundle> {
    let mut rows: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    for cell in own {
        rows.entry(cell.recipient).or_default().push(*cell);
    }
    for row in rows.values() {
        parts.extend(
            row.chunks(Rule::EntitlementsLimit.most()).map(|cells| Bundle::of(cells.iter().copied())),
        );
    }
    parts.sort_by_key(|part| Reverse(part.entitlements));
    let mut calls: Vec<Bundle> = Vec::new();
    for part in parts {
        match calls.iter_mut().find(|call| call.fits(&part)) {
            Some(call) => call.join(part),
            None => calls.push(part),
        }
    }
    repack(calls)
}

/// The calls with those of the nested shape dealt out anew, cell by cell, where that takes fewer: the people with the fewest cells
/// together, and what room is left for the person with the most.
fn repack(calls: Vec<Bundle>) -> Vec<Bundle> {
    let (mut packed, nested): (Vec<Bundle>, Vec<Bundle>) = calls.into_iter().partition(Bundle::is_flat);
    let mut rows: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    for cell in nested.iter().flat_map(|call| &call.cells) {
        rows.entry(cell.recipient).or_default().push(*cell);
    }
    let mut rows: Vec<Vec<Cell>> = rows.into_values().collect();
    rows.sort_by_key(|row| Reverse(row.len()));
    let mut dealt = Vec::new();
    while let Some(mut longest) = rows.first().cloned() {
        let (mut cells, mut people) = (Vec::new(), 1);
        while rows.len() > 1
            && people < Rule::RecipientsLimit.most()
            && let Some(shortest) = rows
                .pop_if(|row| !Rule::EntitlementsLimit.is_exceeded_by(cells.len().saturating_add(row.len())))
        {
            cells.extend(shortest);
            people = people.saturating_add(1);
        }
        let room = Rule::EntitlementsLimit.most().saturating_sub(cells.len()).min(longest.len());
        cells.extend(longest.drain(..room));
        rows.remove(0);
        let after = rows.partition_point(|row| row.len() >= longest.len());
        if !longest.is_empty() {
            rows.insert(after, longest);
        }
        dealt.push(Bundle::of(cells));
    }
    packed.extend(if dealt.len() < nested.len() { dealt } else { nested });
    packed
}

/// The calls with the roles and access profiles, which no limit counts: they travel with entitlements where all of them can, and
/// else with one call of their own.
fn with_others(mut calls: Vec<Bundle>, others: BTreeSet<Cell>, matrix: &Matrix) -> Vec<Bundle> {
    let mut left = others.clone();
    let mut loaded = calls.clone();
    for call in &mut loaded {
        call.take_for_its_people(&mut left, matrix);
    }
    for call in loaded.iter_mut().filter(|call| !call.is_flat()) {
        call.take_more_people(&mut left);
    }
    if left.is_empty() {
        return loaded;
    }
    calls.push(Bundle { entitlements: 0, ..Bundle::of(others) });
    calls
}

impl Bundle {
    /// Takes what is left for its people; in the flat shape only what all of them get alike.
    fn take_for_its_people(&mut self, left: &mut BTreeSet<Cell>, matrix: &Matrix) {
        for item in 0..matrix.entitlements.len() {
            let of_item: Vec<Cell> =
                self.people.iter().map(|recipient| Cell { recipient: *recipient, item }).collect();
            let alike = of_item.iter().all(|cell| left.contains(cell) && matrix.want(*cell) == Want::Alike);
            for cell in of_item {
                if (alike || !self.is_flat()) && left.remove(&cell) {
                    self.cells.insert(cell);
                }
            }
        }
    }

    /// Takes what is left for people it has room for.
    fn take_more_people(&mut self, left: &mut BTreeSet<Cell>) {
        while self.people.len() < Rule::RecipientsLimit.most()
            && let Some(Cell { recipient, .. }) = left.first().copied()
        {
            self.people.insert(recipient);
            self.cells.extend(left.extract_if(.., |cell| cell.recipient == recipient));
        }
    }
}
