//! The state of the matrix on screen: the filter, the rows and columns shown, the active cell, and the part in view.

use super::viewport::{GridPosition, Viewport};
use crate::components::ui::ElementRef;
use crate::i18n::Msg;
use crate::signal::{Memo, Signal};
use crate::state::matrix::MatrixWorkspace;
use leptos::prelude::*;
use request_center_models::cell::CellKind;
use request_center_models::id::IdentityId;

/// The cells shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellFilter {
    /// All.
    #[default]
    All,
    /// Those in that state.
    Kind(CellKind),
    /// Those left out.
    LeftOut,
}

/// The rows and columns shown, by their positions in the draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    pub(super) rows: Vec<usize>,
    pub(super) columns: Vec<usize>,
}

/// The state of the matrix on screen.
#[derive(Clone, Copy)]
pub struct GridView {
    pub(super) workspace: MatrixWorkspace,
    pub(super) filter: Signal<CellFilter>,
    pub(super) shown: Memo<Shown>,
    /// The cell the keys move, by its position among those shown.
    pub(super) active: Signal<GridPosition>,
    pub(super) viewport: Signal<Viewport>,
    pub(super) strip: ElementRef,
}

impl GridView {
    pub(super) fn new(workspace: MatrixWorkspace) -> Self {
        let filter: Signal<CellFilter> = Signal::default();
        let cells = workspace.cells;
        let shown = Memo::new(move || {
            let filter = filter.get();
            cells.board.with(|board| {
                let (rows, columns) = match filter {
                    CellFilter::All => {
                        ((0..board.people.len()).collect(), (0..board.columns.len()).collect())
                    }
                    CellFilter::Kind(kind) => board.with(|_, _, state| state.kind() == kind),
                    CellFilter::LeftOut => {
                        cells.left_out.with(|left_out| board.with(|row, column, _| left_out.has(row, column)))
                    }
                };
                Shown { rows, columns }
            })
        });
        let (active, viewport, strip) = (Signal::default(), Signal::default(), ElementRef::new());
        Self { workspace, filter, shown, active, viewport, strip }
    }

    /// The active cell among those shown; `None` if none is. Reactive.
    pub(super) fn active(self) -> Option<GridPosition> {
        let (row, column) = self.active.get();
        self.shown.with(|shown| {
            let last = |all: &[usize]| all.len().checked_sub(1);
            Some((row.min(last(&shown.rows)?), column.min(last(&shown.columns)?)))
        })
    }

    /// The position in the draft of a cell shown. Reactive.
    pub(super) fn cell(self, (row, column): GridPosition) -> Option<GridPosition> {
        self.shown.with(|shown| Some((*shown.rows.get(row)?, *shown.columns.get(column)?)))
    }

    /// Leaves a cell out, or puts it back.
    pub(super) fn toggle(self, at: GridPosition) {
        let cells = self.workspace.cells;
        let Some((row, column)) = untrack(|| self.cell(at)) else { return };
        let found = cells.board.with_untracked(|board| {
            Some((board.people.get(row)?.clone(), board.columns.get(column)?.id.clone()))
        });
        let is_out = cells.left_out.with_untracked(|left_out| left_out.has(row, column));
        if let Some(cell) = found {
            cells.leave_out(&[cell], !is_out);
            let message = if is_out { Msg::GridSaidPutBack } else { Msg::GridSaidLeftOut };
            let shell = self.workspace.shell;
            shell.say(shell.i18n.count(message, 1, &[]));
        }
    }

    /// A person's name. Reactive.
    pub(super) fn name(self, person: &IdentityId) -> String {
        let shell = self.workspace.shell;
        if shell.viewer().id == *person {
            return shell.i18n.t(Msg::RequestYou);
        }
        let name = self.workspace.cart.draft.with(|draft| draft.names.get(person).cloned());
        name.unwrap_or_else(|| person.to_string())
    }
}
