//! The list of My requests: search, status filter, sort order and rows, with requests that are sent but not listed yet.

use super::export;
use crate::components::export::ExportButton;
use crate::components::list_view::{ListView, Loading, Window};
use crate::components::ui::{
    Badge, Button, ButtonKind, Chip, Choice, ElementRef, EmptyState, FilterChips, IconName, KeyedRow, Notice,
    Row, SearchField, Select, Tone, focus_panel_of,
};
use crate::components::words::{self, ListCapped, ListTrouble};
use crate::config::View;
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, effect};
use crate::state::catalog::item::{fold, search_terms};
use crate::state::journal::intent::Intent;
use crate::state::journal::write::Write;
use crate::state::list::LoadState;
use crate::state::requests::status_filter::{group_name, group_of};
use crate::state::requests::{RequestOrder, SharedRequest};
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::cancel::Viewer;
use request_center_models::id::AccessRequestId;
use request_center_models::moment::Moment;
use request_center_models::order::sort_by;
use request_center_models::progress::{Progress, ProgressGroup};
use request_center_models::wire::reference::RequestType;
use std::sync::Arc;

/// Rows shown at first, and added by each *Show more*.
const ROWS: usize = 60;
/// New rows rendered at a time.
const STEP: usize = 20;

/// The search, the status filter and the rows.
#[component]
pub fn RequestList(
    /// The viewer's workspace.
    workspace: Workspace,
) -> impl IntoView {
    let (i18n, requests) = (workspace.shell.i18n, workspace.requests);
    let window = Window::new(ROWS, STEP);
    let matching = Memo::new(move || matching(workspace));
    let filtered = Memo::new(move || {
        let group = requests.group.get();
        let rows: Vec<SharedRequest> = matching
            .with(|rows| rows.iter().filter(|row| Progress::of(row).group() == group).cloned().collect());
        rows
    });
    // Another status filter, sort order or search returns to the top; a refresh does not.
    effect(move || {
        requests.group.track();
        requests.order.track();
        requests.query.track();
        window.reset();
    });
    let visible = move || {
        let draw = |(at, row): (usize, &SharedRequest)| {
            let (key, row) = (row_key(at, row), row.clone());
            KeyedRow::new(key, move || view! { <RequestRow workspace row/> }.into_any())
        };
        filtered.with(|rows| window.slice(rows).iter().enumerate().map(draw).collect())
    };
    let not_listed = move || {
        let draw = |intent: Arc<Intent>| {
            let key = format!("{} {}", intent.key.as_str(), words::not_listed(intent.state).id());
            KeyedRow::new(key, move || view! { <PendingRow workspace intent/> }.into_any())
        };
        pending(workspace).into_iter().map(draw).collect()
    };
    let load = requests.list.load;
    let read = Derived::new(move || requests.list.rows.with(Vec::len));
    view! {
        <div class="rc-toolbar">
            <SearchField
                label=i18n.label(Msg::RequestsSearch)
                value=requests.query
                on_input=move |text| requests.query.set(text)
                placeholder=move || i18n.count(Msg::RequestsSearchPlaceholder, read.get(), &[])
                shortcut=true
            />
            <OrderChoice workspace/>
        </div>
        <StatusFilter workspace matching/>
        <div class="rc-toolbar"><LastRead workspace filtered/></div>
        <ListTrouble shell=workspace.shell load len=read failed=Msg::RequestsLoadFailed on_retry=move || requests.refresh()/>
        <ListView
            i18n
            window
            first=not_listed
            rows=visible
            len=move || filtered.with(Vec::len)
            placeholder=Derived::new(move || placeholder(workspace))
        />
        <ListCapped shell=workspace.shell load/>
    }
}

/// The key of a row, which changes with its state so that the row is rendered again.
fn row_key(at: usize, row: &SharedRequest) -> String {
    // Rows without an id are identified by their index.
    let id = row.account_activity_item_id.as_ref().map_or_else(|| at.to_string(), ToString::to_string);
    let modified = row.modified.as_ref().map(Moment::as_str).unwrap_or_default();
    let state = row.state.as_ref().map(ToString::to_string).unwrap_or_default();
    let stage = match Progress::of(row) {
        Progress::Accepted => "accepted".to_owned(),
        Progress::Waiting { on, step, steps, .. } => format!("{step}/{steps} {}", on.unwrap_or_default()),
        further => group_name(further.group()).to_owned(),
    };
    format!("{id} {modified} {state} {stage}")
}

/// The rows that match the search, sorted.
fn matching(workspace: Workspace) -> Vec<SharedRequest> {
    let terms = search_terms(&workspace.requests.query.get());
    let mut rows = workspace.requests.list.rows.with(|rows| {
        let fits = |row: &&SharedRequest| {
            let text = fold(&searched_text(workspace.shell.i18n, row));
            terms.iter().all(|term| text.contains(term.as_str()))
        };
        rows.iter().filter(fits).cloned().collect::<Vec<_>>()
    });
    match workspace.requests.order.get() {
        RequestOrder::Newest => {}
        RequestOrder::Oldest => rows.reverse(),
        RequestOrder::Name => {
            let name = |row: &SharedRequest| fold(row.name.as_deref().unwrap_or_default());
            sort_by(&mut rows, |a, b| name(a).cmp(&name(b)));
        }
    }
    rows
}

/// The searchable text of a row.
fn searched_text(i18n: I18n, row: &SharedRequest) -> String {
    let mut text = row.name.clone().unwrap_or_default();
    let people = [&row.requested_for, &row.requester];
    for more in people.into_iter().flatten().filter_map(|person| person.name.as_deref()) {
        text.push(' ');
        text.push_str(more);
    }
    let (_, _, state) = words::progress(i18n, row);
    for more in [
        row.description.as_deref(),
        Some(state.as_str()),
        row.access_request_id.as_ref().map(AccessRequestId::as_str),
    ] {
        text.push(' ');
        text.push_str(more.unwrap_or_default());
    }
    text
}

/// The requests that are sent but not listed yet; they count as open.
fn pending(workspace: Workspace) -> Vec<Arc<Intent>> {
    if workspace.requests.group.get() != ProgressGroup::Open {
        return Vec::new();
    }
    workspace.cart.not_listed()
}

#[component]
fn StatusFilter(workspace: Workspace, matching: Memo<Vec<SharedRequest>>) -> impl IntoView {
    let (i18n, requests) = (workspace.shell.i18n, workspace.requests);
    let options = Derived::new(move || {
        let count =
            |group| matching.with(|rows| rows.iter().filter(|r| Progress::of(r).group() == group).count());
        ProgressGroup::ALL
            .into_iter()
            .map(|group| Chip {
                id: group_name(group).to_owned(),
                label: i18n.t(match group {
                    ProgressGroup::Open => Msg::RequestsOpen,
                    ProgressGroup::Done => Msg::RequestsDone,
                    ProgressGroup::Denied => Msg::RequestsDenied,
                    ProgressGroup::Cancelled => Msg::RequestsCancelled,
                    ProgressGroup::Failed => Msg::RequestsFailed,
                }),
                count: Some(i18n.number(count(group))),
            })
            .collect()
    });
    let choose = move |id: String| {
        if let Some(group) = group_of(&id) {
            requests.group.set(group);
        }
    };
    let selected = Derived::new(move || group_name(requests.group.get()).to_owned());
    view! { <FilterChips legend=i18n.label(Msg::RequestsFilters) options selected on_select=choose/> }
}

#[component]
fn LastRead(workspace: Workspace, filtered: Memo<Vec<SharedRequest>>) -> impl IntoView {
    let (i18n, requests) = (workspace.shell.i18n, workspace.requests);
    let words = move || match requests.list.load.read_at.get() {
        Some(at) => i18n.with(Msg::RequestsChecked, &[("when", &i18n.relative(&at, workspace.shell.now()))]),
        None => String::new(),
    };
    view! {
        <span class="rc-note">{words}</span>
        <Button
            label=i18n.label(Msg::RequestsCheckNow)
            kind=ButtonKind::Quiet
            icon=IconName::Refresh
            busy=Derived::new(move || requests.list.load.busy.get())
            on_press=move || requests.read()
        />
        <ExportButton
            shell=workspace.shell
            name="requests"
            len=move || filtered.with(Vec::len)
            table=move |()| filtered.with_untracked(|rows| export::table(workspace, rows))
        />
    }
}

#[component]
fn OrderChoice(workspace: Workspace) -> impl IntoView {
    let (i18n, requests) = (workspace.shell.i18n, workspace.requests);
    let options = Derived::new(move || {
        RequestOrder::ALL
            .into_iter()
            .map(|order| Choice {
                id: order.as_str().to_owned(),
                label: i18n.t(match order {
                    RequestOrder::Newest => Msg::RequestsSortNewest,
                    RequestOrder::Oldest => Msg::RequestsSortOldest,
                    RequestOrder::Name => Msg::RequestsSortName,
                }),
            })
            .collect()
    });
    let choose = move |id: String| {
        if let Some(order) = RequestOrder::ALL.into_iter().find(|order| order.as_str() == id) {
            requests.order.set(order);
        }
    };
    let selected = Derived::new(move || requests.order.get().as_str().to_owned());
    view! { <Select label=i18n.label(Msg::RequestsSort) options selected on_select=choose/> }
}

#[component]
fn RequestRow(workspace: Workspace, row: SharedRequest) -> impl IntoView {
    let (i18n, requests) = (workspace.shell.i18n, workspace.requests);
    let id = row.key();
    let selected = {
        let id = id.clone();
        Derived::new(move || requests.selected.get().as_ref() == Some(&id))
    };
    let name = row.name.clone().filter(|name| !name.trim().is_empty());
    let name = Derived::new(move || name.clone().unwrap_or_else(|| i18n.t(Msg::RequestsUnnamed)));
    let (tone, icon, kind) = words::request_kind(i18n, row.request_type.as_ref());
    // The icon shows the kind; screen readers read it.
    let kind = (row.request_type == Some(RequestType::Revoke)).then_some(kind);
    let line = {
        let (row, viewer) = (row.clone(), workspace.shell.viewer());
        Derived::new(move || line(i18n, &row, &viewer))
    };
    let facts = {
        let row = row.clone();
        let doubled = move || i18n.t(Msg::DetailDoubled);
        Derived::new(move || requests.is_doubled(&row).then(doubled).unwrap_or_default())
    };
    let mark = Derived::new(move || words::progress(i18n, &row));
    view! {
        <Row icon tone name=move || view! { {kind.map(|kind| view! { <span class="rc-unseen">{kind}": "</span> }.into_any())}<bdi>{name}</bdi> } line facts selected on_open=move || requests.selected.set(Some(id.clone()))>
            <Badge
                tone=Derived::new(move || mark.get().0)
                icon=Derived::new(move || mark.get().1)
                text=Derived::new(move || mark.get().2)
            />
        </Row>
    }
}

/// The description of a row: kind, recipient, requester and date.
fn line(i18n: I18n, row: &SharedRequest, viewer: &Viewer) -> String {
    let (_, _, kind) = words::request_kind(i18n, row.request_type.as_ref());
    let date = row.created.as_ref().map(|at| i18n.date(at)).unwrap_or_default();
    let (recipient, requester) = (row.requested_for.as_ref(), row.requester.as_ref());
    let (name, by) = (words::person(i18n, recipient), words::person(i18n, requester));
    let message = match (words::is_viewer(recipient, viewer), words::is_viewer(requester, viewer)) {
        (true, true) => Msg::RequestsLineYou,
        (true, false) => Msg::RequestsLineYouBy,
        (false, _) => Msg::RequestsLineOther,
    };
    i18n.with(message, &[("kind", &kind), ("date", &date), ("name", &name), ("requester", &by)])
}

#[component]
fn PendingRow(workspace: Workspace, intent: Arc<Intent>) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let names = intent.write.names();
    let name = Derived::new(move || i18n.list(&names));
    let created = intent.created.clone();
    let person = match &intent.write {
        Write::Remove { name, .. } => Some(name.clone()),
        _ => None,
    };
    let kind = if person.is_some() { RequestType::Revoke } else { RequestType::Grant };
    let (tone, icon, _) = words::request_kind(i18n, Some(&kind));
    let line = Derived::new(move || {
        let (_, _, kind) = words::request_kind(i18n, Some(&kind));
        let when = i18n.relative(&created, workspace.shell.now());
        match &person {
            Some(name) => {
                i18n.with(Msg::RequestsLineSentFor, &[("kind", &kind), ("name", name), ("when", &when)])
            }
            None => i18n.with(Msg::RequestsLineSent, &[("kind", &kind), ("when", &when)]),
        }
    });
    let state = words::not_listed(intent.state);
    let text = Derived::new(move || i18n.count(state, workspace.cart.patience_minutes(), &[]));
    // A request that was looked up without a result says so and can be dismissed.
    let is_not_found = state == Msg::ProgressUnseen;
    let facts = Derived::new(move || if is_not_found { text.get() } else { String::new() });
    let end = if is_not_found {
        let named = Derived::new(move || i18n.with(Msg::ActionDismissNamed, &[("name", &name.get())]));
        let label = i18n.label(Msg::ActionDismiss);
        let button = ElementRef::new();
        let dismiss = move || {
            focus_panel_of(button);
            workspace.cart.dismiss(&intent.key);
        };
        view! { <Button label accessible_label=named node_ref=button on_press=dismiss/> }.into_any()
    } else {
        view! { <Badge tone=Tone::Outline icon=IconName::Clock text/> }.into_any()
    };
    view! {
        <Row icon tone name=move || view! { <bdi>{name}</bdi> } line facts>
            {end}
        </Row>
    }
}

/// The placeholder of an empty list: loading, no requests at all, none with this status, none that match.
fn placeholder(workspace: Workspace) -> Option<AnyView> {
    let (i18n, requests) = (workspace.shell.i18n, workspace.requests);
    if requests.list.load.state.with(LoadState::is_pending) {
        return Some(view! { <Loading text=i18n.label(Msg::RequestsLoading)/> }.into_any());
    }
    if requests.list.load.state.with(|state| state.failure().is_some()) {
        return None;
    }
    let query = requests.query.get();
    Some(if requests.list.rows.with(Vec::is_empty) {
        let body = i18n.label(Msg::RequestsEmptyBody);
        view! {
            <EmptyState icon=IconName::Info title=i18n.label(Msg::RequestsEmpty) body>
                <Button
                    label=i18n.label(Msg::RequestsToCatalog)
                    on_press=move || workspace.shell.deep_link.view.set(View::Catalog)
                />
            </EmptyState>
        }
        .into_any()
    } else if query.trim().is_empty() {
        view! { <Notice tone=Tone::Neutral title=i18n.label(Msg::RequestsNoneHere)/> }.into_any()
    } else {
        let title = Derived::new(move || i18n.with(Msg::RequestsNoMatch, &[("text", query.trim())]));
        view! { <EmptyState icon=IconName::Search title body=i18n.label(Msg::RequestsNoMatchBody)/> }
            .into_any()
    })
}
