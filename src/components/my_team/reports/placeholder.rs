//! The states of the list of people without reports, and the results of an administrator's search.

use super::person_row::person_rows;
use crate::components::list_view::Loading;
use crate::components::ui::{Button, EmptyState, IconName, Notice, Rows, Tone};
use crate::components::words::{ListIncomplete, Trouble};
use crate::i18n::Msg;
use crate::signal::Memo;
use crate::state::list::LoadState;
use crate::state::people::Person;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;

/// The placeholder without rows: loading, no reports, no match; nothing where an error is shown.
#[must_use]
pub fn no_reports(workspace: TeamWorkspace) -> Option<AnyView> {
    let (i18n, reports) = (workspace.shell.i18n, workspace.team.reports);
    if reports.list.load.state.with(LoadState::is_pending) {
        return Some(view! { <Loading/> }.into_any());
    }
    if reports.list.load.state.with(|state| state.error().is_some()) || reports.page_failed.get() {
        return None;
    }
    let (icon, title, body) = if reports.list.rows.with(Vec::is_empty) {
        (IconName::Person, Msg::TeamNobody, Msg::TeamNobodyBody)
    } else {
        (IconName::Search, Msg::TeamNoMatch, Msg::TeamNoMatchBody)
    };
    Some(view! { <EmptyState icon title=i18n.label(title) body=i18n.label(body)/> }.into_any())
}

/// The notice that the page failed to return its list, and the button to retry.
#[component]
pub fn PageFailed(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, reports) = (workspace.shell.i18n, workspace.team.reports);
    move || {
        reports.page_failed.get().then(|| {
            let (title, body) = (i18n.label(Msg::TeamHostFailed), i18n.label(Msg::TeamHostFailedBody));
            view! {
                <Notice tone=Tone::Negative title body>
                    <Button
                        label=i18n.label(Msg::ActionRetry)
                        icon=IconName::Refresh
                        on_press=move |()| reports.read()
                    />
                </Notice>
            }
            .into_any()
        })
    }
}

/// The people found in the directory, for administrators.
#[component]
pub fn DirectoryResults(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, reports) = (workspace.shell.i18n, workspace.team.reports);
    let found: Memo<Vec<Person>> = Memo::new(move || {
        let known = reports.list.rows.get();
        let mut found = reports.directory.found.get();
        found.retain(|person| known.iter().all(|other| other.id != person.id));
        found
    });
    let searched =
        Memo::new(move || workspace.team.is_admin() && reports.query.with(|query| !query.trim().is_empty()));
    let status = move || {
        if reports.directory.searching.get() {
            return i18n.t(Msg::TeamSearching);
        }
        i18n.count(Msg::TeamFound, found.with(Vec::len), &[])
    };
    move || {
        searched.get().then(|| {
            view! {
                <h2 class="rc-list-head">{i18n.label(Msg::TeamAnybody)}</h2>
                <p class="rc-list-status" role="status">{status}</p>
                <Trouble i18n error=reports.directory.error on_retry=move |()| reports.search_directory()/>
                <ul class="rc-list" part="list">
                    <Rows each=move || found.with(|people| person_rows(workspace, people))/>
                </ul>
                <ListIncomplete shell=workspace.shell left_out=reports.directory.left_out/>
            }
            .into_any()
        })
    }
}
