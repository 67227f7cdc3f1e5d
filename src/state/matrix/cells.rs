//! The cells of the matrix: what the service was asked about recipients and items, the state of each cell by it, and the cells left
//! out. The draft stays the cart's. Knows no view.

mod board;
mod check;
mod checks;
mod difference;
mod facts;

pub use board::{Board, CellCounts, Column, LeftOutCells};
pub use difference::Difference;
pub use facts::PersonFacts;

use crate::api::Client;
use crate::signal::{Memo, Signal, Stored};
use crate::state::cart::Cart;
use crate::state::requests::{Requests, SharedRequest};
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;
use board::{BoardShape, Cache, OpenRequest, judge, open_requests};
use checks::Checks;
use facts::{Common, PeopleFacts};
use request_center_models::cell::{CellKind, CellState};
use request_center_models::draft::{OwnEnd, SubmitKey};
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::moment::Moment;
use std::rc::Rc;

/// The cells of one viewer's draft.
#[derive(Clone, Copy)]
pub struct Cells {
    shell: Shell,
    cart: Cart,
    requests: Requests,
    /// The states of all cells.
    pub board: Memo<Board>,
    /// The cells left out.
    pub left_out: Memo<LeftOutCells>,
    /// How many cells are in which state.
    pub counts: Memo<CellCounts>,
    common: Signal<Common>,
    people: Signal<PeopleFacts>,
    read_for: Stored<SubmitKey>,
    checks: Checks,
}

impl Cells {
    /// Reads nothing before [`Cells::open`].
    #[must_use]
    pub fn new(workspace: Workspace) -> Self {
        let Workspace { shell, cart, requests, .. } = workspace;
        let (common, people): (Signal<Common>, Signal<PeopleFacts>) = (Signal::default(), Signal::default());
        let viewer = shell.viewer();
        let shape = Memo::new(move || cart.draft.with(BoardShape::of));
        let open: Memo<Vec<OpenRequest>> =
            Memo::new(move || requests.list.rows.with(|rows| open_requests(rows)));
        let cache = Stored::new(Cache::default());
        let board = Memo::always(move || {
            let (shape, open, common) = (shape.get(), open.get(), common.get());
            people.with(|people| {
                let judged = |cache: &mut Cache| judge(&viewer, &shape, &open, &common, people, cache);
                cache.try_update(judged).unwrap_or_default()
            })
        });
        let left_out = Memo::always(move || cart.draft.with(LeftOutCells::of));
        let counts = Memo::new(move || board.with(|board| left_out.with(|left_out| board.counts(left_out))));
        let (read_for, checks) = (Stored::default(), Checks::default());
        Self { shell, cart, requests, board, left_out, counts, common, people, read_for, checks }
    }

    /// The number of cells that are not left out and that the service would refuse: they must be left out before the request is sent.
    /// Reactive.
    #[must_use]
    pub fn blocking(self) -> usize {
        self.counts.with(|counts| counts.count(CellKind::NotAllowed))
    }

    /// The facts read about a person. Reactive.
    #[must_use]
    pub fn person(self, id: &IdentityId) -> Option<Rc<PersonFacts>> {
        self.people.with(|people| people.of(id))
    }

    /// The recipients checked, and all of them. Reactive.
    #[must_use]
    pub fn progress(self) -> (usize, usize) {
        let objects = self.cart.draft.with(facts::objects_of);
        self.people.with(|people| {
            self.board.with(|board| {
                let checked = board.people.iter().filter(|person| people.is_read(person, &objects));
                (checked.count(), board.people.len())
            })
        })
    }

    /// When the oldest of the facts shown were read. Reactive.
    #[must_use]
    pub fn read_at(self) -> Option<Moment> {
        self.people.with(PeopleFacts::oldest).map(Moment::at)
    }

    /// Returns whether checks are under way. Reactive.
    #[must_use]
    pub fn is_checking(self) -> bool {
        self.checks.running.get() > 0
    }

    /// The viewer's own row of an open request for that cell, where their list has it. Reactive.
    #[must_use]
    pub fn request_of(self, person: &IdentityId, item: &ItemId) -> Option<SharedRequest> {
        self.requests.list.rows.with(|rows| {
            rows.iter().find(|row| board::is_open_grant(row) && board::is_about(row, person, item)).cloned()
        })
    }

    /// Shows that request in My requests.
    pub fn show_request(self, row: &SharedRequest) {
        use crate::config::View;
        use request_center_models::progress::ProgressGroup;
        self.requests.group.set(ProgressGroup::Open);
        self.requests.selected.set(row.account_activity_item_id.clone());
        self.shell.deep_link.view.set(View::Requests);
    }

    /// Leaves cells out, or puts them back.
    pub fn leave_out(self, cells: &[(IdentityId, ItemId)], leaves_out: bool) {
        self.cart.leave_out(cells, leaves_out);
    }

    /// The items that do not mean the same for all. Reactive.
    #[must_use]
    pub fn differences(self) -> Vec<Difference> {
        self.board.with(|board| self.left_out.with(|left_out| difference::differences(board, left_out)))
    }

    /// Gives some people an end date of their own for an item, or everybody the same again.
    pub fn set_own_end(self, item: &ItemId, own_end: Option<OwnEnd>) {
        self.cart.set_own_end(item, own_end);
    }

    /// The cells that are not left out and whose state is one of these kinds.
    #[must_use]
    pub fn cells_of(self, is_wanted: impl Fn(&CellState) -> bool) -> Vec<(IdentityId, ItemId)> {
        self.board.with_untracked(|board| {
            self.left_out.with_untracked(|left_out| {
                board.cells(|row, column, state| !left_out.has(row, column) && is_wanted(state))
            })
        })
    }

    fn client(self) -> Option<Client> {
        self.shell.client()
    }
}
