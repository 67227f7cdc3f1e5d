//! The list of people: the viewer's reports, and an administrator's search in the directory.

mod person_row;
pub mod placeholder;
pub mod request_for;

use super::link::LinkNotice;
use crate::components::list_view::{ListView, Window};
use crate::components::ui::{Button, ButtonKind, Chip, FilterChips, SearchField};
use crate::components::words::{ListCapped, Trouble};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::catalog::item::search_terms;
use crate::state::list::LoadState;
use crate::state::people::Person;
use crate::state::team::reports::ActivityFilter;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use person_row::person_rows;
use placeholder::{DirectoryResults, PageFailed, no_reports};
use request_for::RequestForTicked;

/// How many rows are shown at first, and added by each *Show more*.
const ROWS: usize = 50;
/// How many new rows are drawn at once.
const STEP: usize = 20;

type People = Memo<Vec<Person>>;

/// Search, filter, rows, and the progress of reading the directory.
#[component]
pub fn ReportList(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let reports = team.reports;
    let window = Window::new(ROWS, STEP);
    let matching: People = Memo::new(move || {
        let terms = reports.query.with(|query| search_terms(query));
        let mut people: Vec<Person> = team.own_row().into_iter().collect();
        people.extend(reports.list.rows.get());
        people.retain(|person| person.matches(&terms));
        people
    });
    let shown: People = Memo::new(move || {
        let filter = reports.filter.get();
        let mut people = matching.get();
        people.retain(|person| filter.includes(person));
        people
    });
    // The row of the person shown last is drawn, so that the focus can return to it.
    let last = team.last_chosen.get_untracked();
    let at =
        shown.with_untracked(|people| people.iter().position(|person| Some(&person.id) == last.as_ref()));
    if let Some(at) = at {
        window.include(at);
    }
    let search = move |text: String| {
        window.reset();
        reports.query.set(text);
        if team.is_admin() {
            reports.search_directory();
        }
    };
    let placeholder =
        move || i18n.t(if team.is_admin() { Msg::TeamSearchAnybody } else { Msg::TeamSearchReports });
    view! {
        <div class="rc-link-notice"><LinkNotice workspace/></div>
        <div class="rc-toolbar">
            <SearchField label=i18n.label(Msg::TeamSearch) value=reports.query on_input=search placeholder/>
        </div>
        <Filters workspace matching/>
        <Status workspace shown/>
        <TickedActions workspace/>
        <Trouble
            i18n
            error=Derived::new(move || reports.list.load.state.with(|state| state.error().cloned()))
            title=Derived::new(move || i18n.count(Msg::TeamFailed, reports.list.rows.with(Vec::len), &[]))
            on_retry=move |()| reports.read()
        />
        <PageFailed workspace/>
        <ListView
            i18n
            window
            rows=move || shown.with(|people| person_rows(workspace, window.slice(people)))
            len=move || shown.with(Vec::len)
            placeholder=Derived::new(move || no_reports(workspace))
        />
        <ListCapped shell=workspace.shell load=reports.list.load/>
        <DirectoryResults workspace/>
    }
}

/// The filter by activity, each choice with its count.
#[component]
fn Filters(workspace: TeamWorkspace, matching: People) -> impl IntoView {
    let (i18n, reports) = (workspace.shell.i18n, workspace.team.reports);
    let options = Derived::new(move || {
        let mut chips = Vec::new();
        for filter in ActivityFilter::ALL {
            let label = i18n.t(match filter {
                ActivityFilter::All => Msg::TeamAll,
                ActivityFilter::Active => Msg::TeamActive,
                ActivityFilter::Inactive => Msg::TeamInactive,
            });
            let count =
                matching.with(|people| people.iter().filter(|person| filter.includes(person)).count());
            chips.push(Chip { id: filter.as_str().to_owned(), label, count: Some(i18n.number(count)) });
        }
        chips
    });
    let choose = move |id: String| {
        if let Some(filter) = ActivityFilter::ALL.into_iter().find(|filter| filter.as_str() == id) {
            reports.filter.set(filter);
        }
    };
    let selected = Derived::new(move || reports.filter.get().as_str().to_owned());
    view! { <FilterChips legend=i18n.label(Msg::TeamFilters) options selected on_select=choose/> }
}

/// The progress of reading the directory, or the number of people shown.
#[component]
fn Status(workspace: TeamWorkspace, shown: People) -> impl IntoView {
    let (i18n, reports) = (workspace.shell.i18n, workspace.team.reports);
    let text = move || match reports.list.load.state.get() {
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
    view! { <p class="rc-list-status" role="status">{text}</p> }
}

/// The actions on the people ticked.
#[component]
fn TickedActions(workspace: TeamWorkspace) -> impl IntoView {
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
                    <RequestForTicked workspace/>
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
