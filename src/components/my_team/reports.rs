//! The people: those who report to the viewer, found one way or the other, and anybody an administrator looks up.

pub mod nobody;
mod person_row;

use super::link::LinkNotice;
use crate::components::list_view::{ListView, Window};
use crate::components::ui::{Button, ButtonKind, Chip, FilterChips, SearchField};
use crate::components::words::{ListCapped, Trouble};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::catalog::item::words;
use crate::state::list::LoadState;
use crate::state::people::Person;
use crate::state::team::reports::Shown;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use nobody::{Anybody, HostFailed, nobody};
use person_row::person_rows;

/// Rows at first, and more by each *Show more*.
const ROWS: usize = 50;
/// New rows drawn in one go.
const STEP: usize = 20;

type People = Memo<Vec<Person>>;

/// Search, state, rows, and how far the looking has come.
#[component]
pub fn ReportList(
    /// The viewer's desk, and their people on it.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let reports = team.reports;
    let window = Window::new(ROWS, STEP);
    let matching: People = Memo::new(move || {
        let words = reports.query.with(|query| words(query));
        let mut people: Vec<Person> = team.own().into_iter().collect();
        people.extend(reports.list.rows.get());
        people.retain(|person| person.answers(&words));
        people
    });
    let shown: People = Memo::new(move || {
        let wanted = reports.shown.get();
        let mut people = matching.get();
        people.retain(|person| wanted.shows(person));
        people
    });
    // Whoever was looked at is there to come back to.
    let left = team.left.get_untracked();
    let at =
        shown.with_untracked(|people| people.iter().position(|person| Some(&person.id) == left.as_ref()));
    if let Some(at) = at {
        window.reach(at);
    }
    let search = move |text: String| {
        window.begin();
        reports.query.set(text);
        if team.is_admin() {
            reports.look_up();
        }
    };
    let placeholder =
        move || i18n.t(if team.is_admin() { Msg::TeamSearchAnybody } else { Msg::TeamSearchReports });
    view! {
        <div class="rc-link-notice"><LinkNotice workspace/></div>
        <div class="rc-toolbar">
            <SearchField label=i18n.label(Msg::TeamSearch) value=reports.query on_input=search placeholder/>
        </div>
        <States workspace matching/>
        <Extent workspace shown/>
        <Together workspace/>
        <Trouble
            i18n
            error=Derived::new(move || reports.list.load.state.with(|state| state.error().cloned()))
            title=Derived::new(move || i18n.count(Msg::TeamFailed, reports.list.rows.with(Vec::len), &[]))
            on_retry=move |()| reports.read()
        />
        <HostFailed workspace/>
        <ListView
            i18n
            window
            rows=move || shown.with(|people| person_rows(workspace, window.cut(people)))
            len=move || shown.with(Vec::len)
            absent=Derived::new(move || nobody(workspace))
        />
        <ListCapped shell=workspace.shell load=reports.list.load/>
        <Anybody workspace/>
    }
}

/// All, at work, not at work, each with its number.
#[component]
fn States(workspace: TeamWorkspace, matching: People) -> impl IntoView {
    let (i18n, reports) = (workspace.shell.i18n, workspace.team.reports);
    let options = Derived::new(move || {
        let mut chips = Vec::new();
        for shown in Shown::ALL {
            let label = i18n.t(match shown {
                Shown::All => Msg::TeamAll,
                Shown::Active => Msg::TeamActive,
                Shown::Inactive => Msg::TeamInactive,
            });
            let count = matching.with(|people| people.iter().filter(|person| shown.shows(person)).count());
            chips.push(Chip { id: shown.as_str().to_owned(), label, count: Some(i18n.number(count)) });
        }
        chips
    });
    let choose = move |id: String| {
        if let Some(shown) = Shown::ALL.into_iter().find(|shown| shown.as_str() == id) {
            reports.shown.set(shown);
        }
    };
    let selected = Derived::new(move || reports.shown.get().as_str().to_owned());
    view! { <FilterChips legend=i18n.label(Msg::TeamFilters) options selected on_select=choose/> }
}

/// How far the directory has been looked through, and how many were found.
#[component]
fn Extent(workspace: TeamWorkspace, shown: People) -> impl IntoView {
    let (i18n, reports) = (workspace.shell.i18n, workspace.team.reports);
    let words = move || match reports.list.load.state.get() {
        LoadState::Loading => {
            let (read, total) = (reports.list.load.read.get(), reports.list.load.total.get());
            let found = i18n.number(reports.list.rows.with(Vec::len));
            let read = i18n.number(read as usize);
            match total {
                Some(total) => {
                    let total = i18n.number(total as usize);
                    i18n.with(Msg::TeamLookingOf, &[("read", &read), ("total", &total), ("found", &found)])
                }
                None => i18n.with(Msg::TeamLooking, &[("read", &read), ("found", &found)]),
            }
        }
        _ if shown.with(Vec::is_empty) => String::new(),
        _ => i18n.count(Msg::TeamCount, shown.with(Vec::len), &[]),
    };
    view! { <p class="rc-list-status" role="status">{words}</p> }
}

/// What can be done with those who are ticked.
#[component]
fn Together(workspace: TeamWorkspace) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let count = Memo::new(move || team.ticked.with(Vec::len));
    move || {
        (count.get() > 0).then(|| {
            let show = move |()| team.show(team.ticked.get_untracked());
            view! {
                <div class="rc-together">
                    <Button
                        label=Derived::new(move || i18n.count(Msg::TeamShowTogether, count.get(), &[]))
                        on_press=show
                    />
                    <Button
                        label=i18n.label(Msg::TeamUntick)
                        kind=ButtonKind::Quiet
                        on_press=move |()| team.ticked.set(Vec::new())
                    />
                </div>
            }
            .into_any()
        })
    }
}
