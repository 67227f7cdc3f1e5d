//! What the chosen people hold: their head, the rows, what could not be read, and the way to an entitlement.

use super::entitlement::EntitlementPicker;
use super::group::{HeldGroup, groups};
use super::held_row::HeldRow;
use crate::api::ApiError;
use crate::components::list_view::{ListView, Loading, Window};
use crate::components::ui::{Button, ElementRef, EmptyState, IconName, KeyedRow, focus_soon_if_nowhere};
use crate::components::words::Trouble;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, effect};
use crate::state::list::LoadState;
use crate::state::people::Person;
use crate::state::team::holding::HeldItem;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use request_center_models::holding::Holding;

/// New rows drawn in one go.
const STEP: usize = 20;

/// The rows of those chosen.
#[component]
pub fn HeldList(
    /// The viewer's desk, and their people on it.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let all: Memo<Vec<HeldGroup>> = Memo::new(move || groups(workspace));
    // Said once here, not again in every row.
    let silent = Memo::new(move || {
        all.with(|all| {
            let told = |held: &Holding| held.since.is_some() && held.tells_end() && held.tells_origin();
            all.iter().any(|group| group.members.iter().any(|member| !told(&member.held)))
        })
    });
    let row = move |group: &HeldGroup| {
        let key = group.key.clone();
        KeyedRow::new(key.clone(), move || {
            let group = Memo::new(move || all.with(|all| all.iter().find(|group| group.key == key).cloned()));
            view! { <HeldRow workspace group/> }.into_any()
        })
    };
    view! {
        <Head workspace/>
        <NotRead workspace/>
        {move || silent.get().then(|| view! {
            <p class="rc-note rc-not-told">{workspace.shell.i18n.label(Msg::TeamNotTold)}</p>
        }.into_any())}
        <ListView
            i18n=workspace.shell.i18n
            window=Window::new(usize::MAX, STEP)
            rows=move || all.with(|all| all.iter().map(row).collect())
            len=move || all.with(Vec::len)
            absent=absent(workspace)
        />
        <EntitlementPicker workspace/>
    }
}

/// Whose access this is, and the way back to the list.
#[component]
fn Head(workspace: TeamWorkspace) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let names = Memo::new(move || {
        team.chosen.with(|chosen| chosen.iter().map(|person| person.name.clone()).collect::<Vec<_>>())
    });
    let initials = move || {
        team.chosen.with(|chosen| match chosen.as_slice() {
            [only] => only.initials(),
            several => i18n.number(several.len()),
        })
    };
    let title = move || match names.with(Vec::len) {
        0 | 1 => names.with(|names| names.first().cloned().unwrap_or_default()),
        several => i18n.count(Msg::TeamPeople, several, &[]),
    };
    let about = move || {
        let mut parts = Vec::new();
        if names.with(Vec::len) > 1 {
            parts.push(names.with(|names| i18n.list(names)));
        }
        if let Some(only) =
            team.chosen.with(|chosen| if chosen.len() == 1 { chosen.first().cloned() } else { None })
        {
            parts.extend(Some(only.about).filter(|about| !about.is_empty()));
            let count = team.holdings.held_by(&only.id).and_then(|held| held.count());
            parts.extend(count.map(|count| i18n.count(Msg::TeamHolds, count, &[])));
        }
        parts.join(" · ")
    };
    let heading = ElementRef::new();
    // The row that led here is gone: the keyboard goes on at the head.
    effect(move || {
        if heading.get().is_some() {
            focus_soon_if_nowhere(heading);
        }
    });
    let again = move |()| {
        for person in team.chosen.get_untracked() {
            team.holdings.read(&person.id);
        }
        workspace.requests.refresh();
    };
    view! {
        <div class="rc-person-head" part="person">
            <span class="rc-initials" aria-hidden="true">{initials}</span>
            <div class="rc-row-text">
                <h2 class="rc-side-title" dir="auto" tabindex="-1" node_ref=heading>{title}</h2>
                <p class="rc-row-line"><bdi>{about}</bdi></p>
            </div>
            <div class="rc-person-ways">
                <Button
                    label=i18n.label(Msg::TeamReadAgain)
                    icon=IconName::Refresh
                    icon_only=true
                    on_press=again
                />
                <Button
                    label=i18n.label(Msg::TeamAnother)
                    on_press=move |()| team.leave()
                />
            </div>
        </div>
    }
}

/// What could not be read of whom, while the rest is shown.
#[component]
fn NotRead(workspace: TeamWorkspace) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let failed = move |of: fn(&HeldItem) -> &LoadState| {
        Derived::new(move || {
            let chosen = team.chosen.get();
            let held = chosen.iter().filter_map(|person| team.holdings.held_by(&person.id));
            let error: Option<ApiError> = held.into_iter().find_map(|held| of(&held).error().cloned());
            error
        })
    };
    let again = move |()| {
        for person in team.chosen.get_untracked() {
            team.holdings.open(&person);
        }
    };
    view! {
        <Trouble
            i18n
            error=failed(|held| &held.objects)
            title=i18n.label(Msg::TeamObjectsFailed)
            on_retry=again
        />
        <Trouble
            i18n
            error=failed(|held| &held.assignments)
            title=i18n.label(Msg::TeamAssignmentsFailed)
            on_retry=again
        />
    }
}

/// What stands in place of rows: still reading, or really nothing.
fn absent(workspace: TeamWorkspace) -> Derived<Option<AnyView>> {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let state = Memo::new(move || {
        let part = |person: &Person| team.holdings.held_by(&person.id).map(|held| held.objects);
        let parts = team.chosen.with(|chosen| chosen.iter().map(part).collect::<Vec<_>>());
        let pending = |state: &Option<LoadState>| state.as_ref().is_none_or(LoadState::is_pending);
        let reading = parts.iter().any(pending);
        (reading || parts.iter().flatten().all(LoadState::is_whole)).then_some(reading)
    });
    Derived::new(move || {
        Some(if state.get()? {
            view! { <Loading text=i18n.label(Msg::TeamReading)/> }.into_any()
        } else {
            let body = i18n.label(Msg::TeamHoldsNothingBody);
            view! { <EmptyState icon=IconName::Info title=i18n.label(Msg::TeamHoldsNothing) body/> }
                .into_any()
        })
    })
}
