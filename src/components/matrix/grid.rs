//! The matrix: a row for each recipient, a column for each item, above it how many cells are in which state, below it the cell chosen.

pub mod chosen;
pub mod differences;
pub mod strip;
pub mod strip_row;
pub mod summary;
pub mod view;
pub mod viewport;
pub mod words;

use crate::state::matrix::MatrixWorkspace;
use chosen::Chosen;
use differences::Differences;
use leptos::prelude::*;
use strip::Strip;
use summary::Summary;
use view::GridView;

/// The matrix.
#[component]
pub fn Grid(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
) -> impl IntoView {
    let cells = workspace.cells;
    cells.open();
    on_cleanup(move || cells.close());
    let view = GridView::new(workspace);
    view! {
        <div class="rc-matrix">
            <Summary view/>
            <Differences view/>
            <Strip view/>
            <Chosen view/>
        </div>
    }
}
