//! A row of the matrix: one recipient, and their cells in view.

use super::view::GridView;
use super::viewport::id_of;
use super::words;
use crate::components::ui::{Icon, IconName, Tone};
use crate::i18n::{I18n, Msg};
use crate::signal::{Memo, Stored};
use leptos::prelude::*;
use request_center_models::cell::CellState;

/// A cell as it is drawn.
#[derive(Clone, Debug, PartialEq)]
struct CellView {
    at: usize,
    state: CellState,
    is_left_out: bool,
    is_active: bool,
}

/// A row. `at` is its position among those shown, `row` that in the draft.
#[component]
pub fn StripRow(
    /// The matrix on screen.
    view: GridView,
    /// Its position among the rows shown.
    at: usize,
    /// Its position in the draft.
    row: usize,
    /// The beginning of the ids of cells.
    prefix: Stored<String>,
    /// The columns drawn, by their positions among those shown.
    columns: Memo<Vec<usize>>,
) -> impl IntoView {
    let (i18n, cells) = (view.workspace.shell.i18n, view.workspace.cells);
    let active = Memo::new(move || view.active().filter(|active| active.0 == at).map(|active| active.1));
    let drawn: Memo<Vec<CellView>> = Memo::new(move || {
        let (active, states) = (active.get(), cells.board.with(|board| board.row(row)).unwrap_or_default());
        cells.left_out.with(|left_out| {
            view.shown.with(|shown| {
                let cell = |at: &usize| {
                    let column = *shown.columns.get(*at)?;
                    Some(CellView {
                        at: *at,
                        state: states.get(column)?.clone(),
                        is_left_out: left_out.has(row, column),
                        is_active: active == Some(*at),
                    })
                };
                columns.with(|columns| columns.iter().filter_map(cell).collect())
            })
        })
    });
    let person = Memo::new(move || {
        let id = cells.board.with(|board| board.people.get(row).cloned()).unwrap_or_default();
        let has_left = cells.person(&id).is_some_and(|facts| facts.has_left);
        (view.name(&id), has_left)
    });
    let name = move || {
        let (name, has_left) = person.get();
        let left = has_left.then(|| {
            view! { <span class="rc-tone-negative"><Icon name=IconName::Warning/>{i18n.label(Msg::PersonLeft)}</span> }
        });
        view! { <bdi title=name.clone()>{name.clone()}</bdi> {left} }
    };
    view! {
        <div
            class="rc-grid-row"
            role="row"
            aria-rowindex=at.saturating_add(2).to_string()
            style=("--_row", at.to_string())
        >
            <div class="rc-grid-name" role="rowheader" aria-colindex="1">{name}</div>
            {move || {
                let prefix = prefix.try_get().unwrap_or_default();
                drawn.with(|drawn| drawn.iter().map(|cell| draw(i18n, &prefix, at, cell)).collect::<Vec<_>>())
            }}
        </div>
    }
}

fn draw(i18n: I18n, prefix: &str, row: usize, cell: &CellView) -> AnyView {
    let (tone, icon, word) = words::mark(i18n, &cell.state);
    let (tone, icon, word, more) = if cell.is_left_out {
        (Tone::Neutral, IconName::Minus, i18n.t(Msg::CellLeftOut), Some(word))
    } else {
        (tone, icon, word, words::dates(i18n, &cell.state))
    };
    let mut class = format!("rc-grid-cell {}", tone.class());
    for (name, is_set) in [(" rc-grid-out", cell.is_left_out), (" rc-grid-active", cell.is_active)] {
        if is_set {
            class.push_str(name);
        }
    }
    view! {
        <div
            id=id_of(prefix, (row, cell.at))
            class=class
            role="gridcell"
            aria-colindex=cell.at.saturating_add(2).to_string()
            style=("--_column", cell.at.to_string())
        >
            <span class="rc-grid-word"><Icon name=icon/>{word}</span>
            " "
            {more.map(|more| view! { <span class="rc-grid-more">{more}</span> })}
        </div>
    }
    .into_any()
}
