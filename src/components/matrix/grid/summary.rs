//! The summary above the matrix: how many cells are in which state, how far they were checked, and what can be done with all of a state.

use super::view::{CellFilter, GridView};
use super::words;
use crate::components::ui::{Button, ButtonKind, Chip, FilterChips, IconName, Notice, Tone};
use crate::i18n::Msg;
use crate::signal::Derived;
use crate::state::matrix::cells::CellCounts;
use leptos::prelude::*;
use request_center_models::cell::{CellKind, CellState};

/// The id of the filter of all cells, and of those left out.
const ALL: &str = "all";
const LEFT_OUT: &str = "left_out";

/// The summary.
#[component]
pub fn Summary(
    /// The matrix on screen.
    view: GridView,
) -> impl IntoView {
    let (i18n, cells) = (view.workspace.shell.i18n, view.workspace.cells);
    let chips = Derived::new(move || {
        let counts = cells.counts.get();
        let chip = |id: String, label: String, count: Option<usize>| Chip {
            id,
            label,
            count: count.map(|count| i18n.number(count)),
        };
        let mut chips = vec![chip(ALL.to_owned(), i18n.t(Msg::GridAll), None)];
        let filter = view.filter.get();
        for kind in CellKind::ALL {
            if counts.count(kind) > 0 || filter == CellFilter::Kind(kind) {
                chips.push(chip(id_of(kind), words::kind(i18n, kind), Some(counts.count(kind))));
            }
        }
        if counts.left_out > 0 || filter == CellFilter::LeftOut {
            chips.push(chip(LEFT_OUT.to_owned(), i18n.t(Msg::CellLeftOut), Some(counts.left_out)));
        }
        chips
    });
    let selected = Derived::new(move || match view.filter.get() {
        CellFilter::All => ALL.to_owned(),
        CellFilter::Kind(kind) => id_of(kind),
        CellFilter::LeftOut => LEFT_OUT.to_owned(),
    });
    let select = move |id: String| {
        let kind = CellKind::ALL.into_iter().find(|kind| id_of(*kind) == id);
        view.filter.set(match kind {
            Some(kind) => CellFilter::Kind(kind),
            None if id == LEFT_OUT => CellFilter::LeftOut,
            None => CellFilter::All,
        });
        view.active.set((0, 0));
    };
    let leave_out = move |is_wanted: fn(&CellState) -> bool| {
        let found = cells.cells_of(is_wanted);
        cells.leave_out(&found, true);
        view.workspace.shell.say(i18n.count(Msg::GridSaidLeftOut, found.len(), &[]));
        view.strip.focus();
    };
    let idle = move || {
        let count = cells.counts.with(CellCounts::idle);
        (count > 0).then(|| {
            view! {
                <Button
                    label=i18n.count(Msg::GridLeaveOutIdle, count, &[])
                    icon=IconName::Minus
                    on_press=move || leave_out(|state| state.kind().is_idle())
                />
            }
        })
    };
    let refused = move || {
        let count = cells.blocking();
        (count > 0).then(|| {
            view! {
                <Notice tone=Tone::Negative title=i18n.count(Msg::GridBlocking, count, &[])>
                    <Button
                        label=i18n.count(Msg::GridLeaveOutRefused, count, &[])
                        icon=IconName::Minus
                        on_press=move || leave_out(|state| state.kind() == CellKind::NotAllowed)
                    />
                </Notice>
            }
        })
    };
    view! {
        <h3 class="rc-card-name">{i18n.label(Msg::GridTitle)}</h3>
        <FilterChips legend=i18n.label(Msg::GridFilter) options=chips selected on_select=select/>
        <div class="rc-matrix-actions">
            {idle}
            <Progress view/>
        </div>
        {refused}
    }
}

/// How many people were checked, when, and the way to check them again.
#[component]
fn Progress(view: GridView) -> impl IntoView {
    let (i18n, cells) = (view.workspace.shell.i18n, view.workspace.cells);
    let line = move || {
        let (done, all) = cells.progress();
        let number = i18n.number(done);
        let checked = i18n.count(Msg::GridProgress, all, &[("done", &number)]);
        let read = cells.read_at().map(|at| i18n.with(Msg::GridReadAt, &[("time", &i18n.date_time(&at))]));
        [Some(checked), read].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <p class="rc-note">{line}</p>
        <Button
            label=i18n.label(Msg::GridCheckAgain)
            kind=ButtonKind::Quiet
            icon=IconName::Refresh
            busy=Derived::new(move || cells.is_checking())
            on_press=move || cells.check_again()
        />
    }
}

fn id_of(kind: CellKind) -> String {
    format!("{kind:?}")
}
