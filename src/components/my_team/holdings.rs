//! The access of the people chosen: their heading, the rows, what is missing of them, and the search for an entitlement.

use super::entitlement::EntitlementPicker;
use super::export;
use super::group::{HoldingGroup, Member, groups};
use super::holding_row::HoldingRow;
use crate::api::ApiError;
use crate::components::export::ExportButton;
use crate::components::list_view::{ListView, Loading, Window};
use crate::components::ui::{
    Button, Choice, ElementRef, EmptyState, IconName, KeyedRow, Select, focus_soon_if_nowhere,
};
use crate::components::words::{ListIncomplete, Trouble, capped_text, person_left, person_name};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, effect};
use crate::state::holding::PersonHoldings;
use crate::state::list::LoadState;
use crate::state::people::Person;
use crate::state::team::HoldingOrder;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;

/// The ids of the two sort orders.
const BY_NAME: &str = "name";
const ENDS_NEXT: &str = "ends";
/// How many new rows are drawn at once.
const STEP: usize = 20;

/// The access of the people chosen.
#[component]
pub fn HoldingList(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let all: Memo<Vec<HoldingGroup>> = Memo::new(move || groups(workspace));
    // One note above the list, not one in every row.
    let incomplete = Memo::new(move || {
        all.with(|all| {
            let is_complete = |member: &Member| {
                member.item.since.is_some() && member.end.source.is_some() && member.item.tells_origin()
            };
            all.iter().any(|group| group.members.iter().any(|member| !is_complete(member)))
        })
    });
    let left_out = Derived::new(move || {
        let mut left_out = Vec::new();
        for person in workspace.team.chosen.get() {
            left_out.extend(workspace.team.holdings.of(&person.id).unwrap_or_default().left_out);
        }
        left_out
    });
    let row = move |group: &HoldingGroup| {
        let key = group.key.clone();
        KeyedRow::new(key.clone(), move || {
            let group = Memo::new(move || all.with(|all| all.iter().find(|group| group.key == key).cloned()));
            view! { <HoldingRow workspace group/> }.into_any()
        })
    };
    view! {
        <Head workspace all/>
        <Order workspace/>
        <Errors workspace/>
        {move || incomplete.get().then(|| view! {
            <p class="rc-note rc-not-told">{workspace.shell.i18n.label(Msg::TeamNotTold)}</p>
        }.into_any())}
        <ListView
            i18n=workspace.shell.i18n
            window=Window::new(usize::MAX, STEP)
            rows=move || all.with(|all| all.iter().map(row).collect())
            len=move || all.with(Vec::len)
            placeholder=absent(workspace)
        />
        <Capped workspace/>
        <ListIncomplete shell=workspace.shell left_out/>
        <EntitlementPicker workspace/>
    }
}

/// The people's names, and the buttons to refresh and to return to the list.
#[component]
fn Head(workspace: TeamWorkspace, all: Memo<Vec<HoldingGroup>>) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let names = Memo::new(move || {
        team.chosen.with(|chosen| chosen.iter().map(|person| person_name(i18n, person)).collect::<Vec<_>>())
    });
    let initials = move || {
        team.chosen.with(|chosen| match chosen.as_slice() {
            [only] => only.initials(),
            several => i18n.number(several.len()),
        })
    };
    let only = move || {
        team.chosen.with(|chosen| if let [only] = chosen.as_slice() { Some(only.clone()) } else { None })
    };
    let title = move || match (names.with(Vec::len), only()) {
        (_, Some(only)) => only.name,
        (several, None) => i18n.count(Msg::TeamPeople, several, &[]),
    };
    let about = move || {
        let mut parts = Vec::new();
        if names.with(Vec::len) > 1 {
            parts.push(names.with(|names| i18n.list(names)));
        }
        if let Some(only) = only() {
            parts.extend(Some(only.about).filter(|about| !about.is_empty()));
            let count = team.holdings.of(&only.id).and_then(|holdings| holdings.count());
            parts.extend(count.map(|count| i18n.count(Msg::TeamHolds, count, &[])));
        }
        parts.join(" · ")
    };
    let heading = ElementRef::new();
    // The row pressed is gone: the focus moves to the heading.
    effect(move || {
        if heading.get().is_some() {
            focus_soon_if_nowhere(heading);
        }
    });
    let refresh = move |()| {
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
                {move || only().and_then(|only| person_left(i18n, &only))}
            </div>
            <div class="rc-person-ways">
                <Button
                    label=i18n.label(Msg::TeamReadAgain)
                    icon=IconName::Refresh
                    icon_only=true
                    on_press=refresh
                />
                <ExportButton
                    shell=workspace.shell
                    name="access"
                    len=move || all.with(Vec::len)
                    table=move |()| all.with_untracked(|all| export::table(workspace, all))
                />
                <Button
                    label=i18n.label(Msg::TeamAnother)
                    on_press=move |()| team.show_list()
                />
            </div>
        </div>
    }
}

/// The choice of the sort order.
#[component]
fn Order(workspace: TeamWorkspace) -> impl IntoView {
    let (i18n, order) = (workspace.shell.i18n, workspace.team.order);
    let options = Derived::new(move || {
        vec![
            Choice { id: BY_NAME.to_owned(), label: i18n.t(Msg::EndsSortName) },
            Choice { id: ENDS_NEXT.to_owned(), label: i18n.t(Msg::EndsSortNext) },
        ]
    });
    let selected = Derived::new(move || match order.get() {
        HoldingOrder::Name => BY_NAME.to_owned(),
        HoldingOrder::EndsNext => ENDS_NEXT.to_owned(),
    });
    let choose = move |id: String| {
        order.set(if id == ENDS_NEXT { HoldingOrder::EndsNext } else { HoldingOrder::Name });
    };
    view! {
        <div class="rc-toolbar">
            <Select label=i18n.label(Msg::EndsSort) options selected on_select=choose/>
        </div>
    }
}

/// The errors of parts that could not be read, while the others are shown.
#[component]
fn Errors(workspace: TeamWorkspace) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let failed = move |of: fn(&PersonHoldings) -> &LoadState| {
        Derived::new(move || {
            let chosen = team.chosen.get();
            let all = chosen.iter().filter_map(|person| team.holdings.of(&person.id));
            let error: Option<ApiError> = all.into_iter().find_map(|holdings| of(&holdings).error().cloned());
            error
        })
    };
    let retry = move |()| {
        for person in team.chosen.get_untracked() {
            team.holdings.open(&person);
        }
    };
    view! {
        <Trouble
            i18n
            error=failed(|holdings| &holdings.objects)
            title=i18n.label(Msg::TeamObjectsFailed)
            on_retry=retry
        />
        <Trouble
            i18n
            error=failed(|holdings| &holdings.assignments)
            title=i18n.label(Msg::TeamAssignmentsFailed)
            on_retry=retry
        />
    }
}

/// The line below the rows for each person whose access was cut off by the page cap.
#[component]
fn Capped(workspace: TeamWorkspace) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    move || {
        let chosen = team.chosen.get();
        let capped = chosen.iter().filter_map(|person| {
            let holdings = team.holdings.of(&person.id).filter(|holdings| holdings.objects.is_capped())?;
            let text = capped_text(i18n, holdings.read, holdings.total);
            Some(if chosen.len() == 1 { text } else { format!("{}: {text}", person.name) })
        });
        capped
            .map(|text| view! { <p class="rc-list-status" role="status"><bdi>{text}</bdi></p> }.into_any())
            .collect::<Vec<_>>()
    }
}

/// The placeholder without rows: loading, or no access.
fn absent(workspace: TeamWorkspace) -> Derived<Option<AnyView>> {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let state = Memo::new(move || {
        let state = |person: &Person| team.holdings.of(&person.id).map(|holdings| holdings.objects);
        let states = team.chosen.with(|chosen| chosen.iter().map(state).collect::<Vec<_>>());
        let pending = |state: &Option<LoadState>| state.as_ref().is_none_or(LoadState::is_pending);
        let loading = states.iter().any(pending);
        (loading || states.iter().flatten().all(LoadState::is_whole)).then_some(loading)
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
