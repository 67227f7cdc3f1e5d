//! What stands where there are no reports to show, and whom an administrator finds besides.

use super::person_row::person_rows;
use crate::components::list_view::Loading;
use crate::components::ui::{Button, EmptyState, IconName, Notice, Rows, Tone};
use crate::components::words::Trouble;
use crate::i18n::Msg;
use crate::signal::Memo;
use crate::state::list::LoadState;
use crate::state::people::Person;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;

/// What stands in place of people: still reading, nobody at all, nobody like that.
#[must_use]
pub fn nobody(workspace: TeamWorkspace) -> Option<AnyView> {
    let (i18n, reports) = (workspace.shell.i18n, workspace.team.reports);
    if reports.list.load.state.with(LoadState::is_pending) {
        return Some(view! { <Loading/> }.into_any());
    }
    if reports.list.load.state.with(|state| state.error().is_some()) || reports.host_failed.get() {
        return None;
    }
    let (icon, title, body) = if reports.list.rows.with(Vec::is_empty) {
        (IconName::Person, Msg::TeamNobody, Msg::TeamNobodyBody)
    } else {
        (IconName::Search, Msg::TeamNoMatch, Msg::TeamNoMatchBody)
    };
    Some(view! { <EmptyState icon title=i18n.label(title) body=i18n.label(body)/> }.into_any())
}

/// That the page's own list could not be had, and the way to ask again.
#[component]
pub fn HostFailed(
    /// The viewer's desk, and their people on it.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, reports) = (workspace.shell.i18n, workspace.team.reports);
    move || {
        reports.host_failed.get().then(|| {
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

/// Whom the service found for what is typed, for administrators.
#[component]
pub fn Anybody(
    /// The viewer's desk, and their people on it.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, reports) = (workspace.shell.i18n, workspace.team.reports);
    let found: Memo<Vec<Person>> = Memo::new(move || {
        let known = reports.list.rows.get();
        let mut found = reports.anybody.found.get();
        found.retain(|person| known.iter().all(|other| other.id != person.id));
        found
    });
    let searched =
        Memo::new(move || workspace.team.is_admin() && reports.query.with(|query| !query.trim().is_empty()));
    let status = move || {
        if reports.anybody.searching.get() {
            return i18n.t(Msg::TeamSearching);
        }
        i18n.count(Msg::TeamFound, found.with(Vec::len), &[])
    };
    move || {
        searched.get().then(|| {
            view! {
                <h2 class="rc-list-head">{i18n.label(Msg::TeamAnybody)}</h2>
                <p class="rc-list-status" role="status">{status}</p>
                <Trouble i18n error=reports.anybody.error on_retry=move |()| reports.look_up()/>
                <ul class="rc-list" part="list">
                    <Rows each=move || found.with(|people| person_rows(workspace, people))/>
                </ul>
            }
            .into_any()
        })
    }
}
