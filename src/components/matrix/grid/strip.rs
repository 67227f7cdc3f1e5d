//! The cells themselves: a grid that scrolls both ways inside its own strip, of which only the part in view is drawn. It has one tab stop;
//! the focus stays on the grid, which names its active cell, so that no scroll can lose it.

use super::strip_row::StripRow;
use super::view::{GridView, Shown};
use super::viewport::{GridPosition, Viewport, id_of, moved, position_of};
use crate::components::ui::{KeyedRow, Rows, unique_id};
use crate::i18n::Msg;
use crate::signal::{Memo, Stored, effect, on_window_event};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The matrix itself.
#[component]
pub fn Strip(
    /// The matrix on screen.
    view: GridView,
) -> impl IntoView {
    let (i18n, cells) = (view.workspace.shell.i18n, view.workspace.cells);
    let prefix = Stored::new(unique_id("cell"));
    let rows = Memo::new(move || view.shown.with(|shown| shown.rows.len()));
    let columns = Memo::new(move || view.shown.with(|shown| shown.columns.len()));
    let window = Memo::new(move || view.viewport.with(|port| port.window(rows.get(), columns.get())));
    // The active cell is always drawn, because the grid names it.
    let drawn_columns = Memo::new(move || with_active(window.get()[1], view.active().map(|at| at.1)));
    let drawn_rows = Memo::new(move || with_active(window.get()[0], view.active().map(|at| at.0)));
    effect(move || {
        let [(top, bottom), (start, end)] = window.get();
        let (people, items) = view.shown.with(|shown| {
            cells.board.with_untracked(|board| {
                let people =
                    in_range(&shown.rows, top, bottom).filter_map(|at| board.people.get(at).cloned());
                let items = in_range(&shown.columns, start, end);
                let items = items.filter_map(|at| board.columns.get(at).map(|column| column.id.clone()));
                (people.collect(), items.collect())
            })
        });
        untrack(|| cells.show(people, items));
    });
    effect(move || {
        let _ = (rows.get(), columns.get());
        measure(view);
    });
    on_window_event("resize", move |_| measure(view));
    let active_id = move || {
        let prefix = prefix.try_get()?;
        view.active().map(|at| id_of(&prefix, at))
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(at) = untrack(|| view.active()) else { return };
        if event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        if key == " " || key == "Enter" {
            view.toggle(at);
        } else {
            let size = (rows.get_untracked(), columns.get_untracked());
            let page = view.viewport.with_untracked(Viewport::page);
            let rtl = i18n.dir() == "rtl";
            let Some(to) = moved(&key, event.ctrl_key(), at, size, page, rtl) else { return };
            view.active.set(to);
            scroll_to(view, to);
        }
        event.prevent_default();
    };
    let on_click = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let cell = target.and_then(|target| target.closest("[role=gridcell]").ok().flatten());
        if let Some(at) = cell.and_then(|cell| position_of(&cell.id())) {
            view.active.set(at);
            view.toggle(at);
        }
    };
    let row = move |at: usize, shown: &Shown| {
        let row = shown.rows.get(at).copied().unwrap_or_default();
        let draw = move || view! { <StripRow view at row prefix columns=drawn_columns/> }.into_any();
        KeyedRow::new(format!("{at} {row}"), draw)
    };
    let body = move || {
        let drawn = drawn_rows.get();
        view.shown.with(|shown| drawn.iter().map(|at| row(*at, shown)).collect::<Vec<_>>())
    };
    let heads = move || {
        let drawn = drawn_columns.get();
        view.shown.with(|shown| {
            cells.board.with(|board| {
                let head = |at: &usize| {
                    let column = board.columns.get(*shown.columns.get(*at)?)?;
                    Some(head(*at, &column.name))
                };
                drawn.iter().filter_map(head).collect::<Vec<_>>()
            })
        })
    };
    view! {
        <p class="rc-note">{i18n.label(Msg::GridHint)}</p>
        {move || (rows.get() == 0).then(|| view! { <p>{i18n.label(Msg::GridNone)}</p> })}
        <div
            class="rc-grid"
            role="grid"
            tabindex="0"
            hidden=move || rows.get() == 0
            aria-label=i18n.label(Msg::GridTitle)
            aria-rowcount=move || rows.get().saturating_add(1).to_string()
            aria-colcount=move || columns.get().saturating_add(1).to_string()
            aria-activedescendant=active_id
            node_ref=view.strip
            on:scroll=move |_| measure(view)
            on:keydown=on_key
            on:click=on_click
        >
            <div
                class="rc-grid-body"
                role="rowgroup"
                style=("--_rows", move || rows.get().to_string())
                style=("--_columns", move || columns.get().to_string())
            >
                <div class="rc-grid-top" role="row" aria-rowindex="1">
                    <div class="rc-grid-name" role="columnheader" aria-colindex="1">{i18n.label(Msg::GridPeople)}</div>
                    {heads}
                </div>
                <Rows each=body/>
            </div>
        </div>
    }
}

fn head(at: usize, name: &str) -> AnyView {
    view! {
        <div
            class="rc-grid-cell"
            role="columnheader"
            dir="auto"
            title=name.to_owned()
            aria-colindex=at.saturating_add(2).to_string()
            style=("--_column", at.to_string())
        >
            <span>{name.to_owned()}</span>
        </div>
    }
    .into_any()
}

/// The positions from the first to before the second, and the active one.
fn with_active((first, last): (usize, usize), active: Option<usize>) -> Vec<usize> {
    let mut all: Vec<usize> = (first..last).collect();
    all.extend(active.filter(|at| !(first..last).contains(at)));
    all
}

fn in_range(all: &[usize], first: usize, last: usize) -> impl Iterator<Item = usize> + '_ {
    all.get(first..last).unwrap_or_default().iter().copied()
}

/// Reads the sizes and the scroll position.
fn measure(view: GridView) {
    let Some(strip) = view.strip.get_untracked() else { return };
    let Some(body) =
        strip.first_element_child().and_then(|body| body.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    let find = |selector: &str| {
        let found = body.query_selector(selector).ok().flatten();
        found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
    };
    let Some(corner) = find(".rc-grid-name") else { return };
    let (names, heads) = (f64::from(corner.offset_width()), f64::from(corner.offset_height()));
    let (rows, columns) = view.shown.with_untracked(|shown| (shown.rows.len(), shown.columns.len()));
    let part = |whole: i32, without: f64, count: usize| {
        #[expect(clippy::cast_precision_loss, reason = "a matrix has few cells")]
        let count = count.max(1) as f64;
        (f64::from(whole) - without) / count
    };
    view.viewport.set(Viewport {
        top: f64::from(strip.scroll_top()),
        start: f64::from(strip.scroll_left()).abs(),
        width: f64::from(strip.client_width()),
        height: f64::from(strip.client_height()),
        names,
        heads,
        cell: (part(body.offset_width(), names, columns), part(body.offset_height(), heads, rows)),
    });
}

/// Scrolls until the cell is in view.
fn scroll_to(view: GridView, at: GridPosition) {
    let Some(strip) = view.strip.get_untracked() else { return };
    let port = view.viewport.get_untracked();
    let (top, start) = port.showing(at);
    let sign = if view.workspace.shell.i18n.dir() == "rtl" { -1.0 } else { 1.0 };
    #[expect(clippy::cast_possible_truncation, reason = "a matrix has few cells")]
    let pixels = |length: f64| length.round() as i32;
    if (top - port.top).abs() > 0.5 {
        strip.set_scroll_top(pixels(top));
    }
    if (start - port.start).abs() > 0.5 {
        strip.set_scroll_left(pixels(start * sign));
    }
}
