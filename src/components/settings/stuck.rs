//! The list of stuck requests: age and current step of each, with a checkbox to select it.

use crate::components::list_view::{ListView, Loading, Window};
use crate::components::ui::{
    Badge, Button, ButtonKind, EmptyState, IconName, KeyedRow, PickRow, TextField, Tone,
};
use crate::components::words::{self, ListCapped, ListTrouble};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, Signal};
use crate::state::list::LoadState;
use crate::state::settings::stuck::StuckRequest;
use crate::state::settings::workspace::SettingsWorkspace;
use leptos::prelude::*;
use request_center_models::id::RowId;
use request_center_models::progress::StepKind;
use request_center_models::wire::status::RequestedItemStatus;
use time::OffsetDateTime;

/// Rows shown at first, and added by each *Show more*.
const ROWS: usize = 50;
/// New rows rendered at a time.
const STEP: usize = 20;

/// The minimum age and the requests above it.
#[component]
pub fn StuckList(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, stuck) = (workspace.shell.i18n, workspace.settings.stuck);
    let (window, load) = (Window::new(ROWS, STEP), stuck.list.load);
    let len = Derived::new(move || stuck.list.rows.with(Vec::len));
    let error = move || stuck.age().err().map(|rule| words::rule(i18n, rule));
    let row = move |request: &StuckRequest| {
        let request = request.clone();
        KeyedRow::new(key(&request), move || view! { <StuckRow workspace request/> }.into_any())
    };
    let rows = move || stuck.list.rows.with(|found| window.slice(found).iter().map(row).collect());
    let placeholder = move || {
        if load.busy.get() {
            return Some(view! { <Loading/> }.into_any());
        }
        let none = load.state.with(|state| *state == LoadState::READY);
        none.then(|| {
            let body = i18n.label(Msg::StuckNoneBody);
            view! { <EmptyState icon=IconName::Tick title=i18n.label(Msg::StuckNone) body/> }.into_any()
        })
    };
    view! {
        <div class="rc-toolbar rc-stuck-days">
            <TextField
                label=i18n.label(Msg::StuckDays)
                value=stuck.days
                on_input=move |text: String| stuck.write_days(text)
                error=Derived::new(error)
                digits=true
            />
            <Button
                label=i18n.label(Msg::RequestsCheckNow)
                kind=ButtonKind::Quiet
                icon=IconName::Refresh
                busy=Derived::new(move || stuck.list.load.busy.get())
                on_press=move |()| stuck.read()
            />
        </div>
        <SelectAll workspace/>
        <ListTrouble shell=workspace.shell load len failed=Msg::StuckFailed on_retry=move || stuck.read()/>
        <ListView i18n window rows len placeholder=Derived::new(placeholder)/>
        <ListCapped shell=workspace.shell load/>
    }
}

/// The key of a row, which changes with its state so that the row is rendered again.
fn key(request: &StuckRequest) -> String {
    let mut key = request.id().to_string();
    for row in &request.rows {
        key.push(' ');
        key.push_str(row.account_activity_item_id.as_ref().map(RowId::as_str).unwrap_or_default());
    }
    key.push_str(&format!(" {:?} {:?}", request.how.days, request.how.since));
    key
}

/// The number of requests, and the button that selects them all.
#[component]
fn SelectAll(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, stuck) = (workspace.shell.i18n, workspace.settings.stuck);
    let selectable = Memo::new(move || stuck.selectable().len());
    let selected = Memo::new(move || stuck.selected().len());
    let words = move || {
        let found = stuck.list.rows.with(Vec::len);
        if stuck.list.load.busy.get() || found == 0 {
            return String::new();
        }
        let more = stuck.list.load.state.with(LoadState::is_capped);
        i18n.count(if more { Msg::StuckCountMore } else { Msg::StuckCount }, found, &[])
    };
    let all = Memo::new(move || selected.get() > 0 && selected.get() >= selectable.get());
    let label = move || {
        if all.get() {
            i18n.t(Msg::StuckPickNone)
        } else {
            i18n.count(Msg::StuckPickAll, selectable.get(), &[])
        }
    };
    view! {
        <div class="rc-together">
            <p class="rc-list-status" role="status">{words}</p>
            {move || (selectable.get() > 1).then(|| view! {
                <Button
                    label=Derived::new(label)
                    kind=ButtonKind::Quiet
                    on_press=move |()| stuck.select_all(!all.get_untracked())
                />
            }.into_any())}
        </div>
    }
}

#[component]
fn StuckRow(workspace: SettingsWorkspace, request: StuckRequest) -> impl IntoView {
    let (i18n, stuck) = (workspace.shell.i18n, workspace.settings.stuck);
    let id = request.id();
    let name = {
        let names = request.names();
        Derived::new(move || title(i18n, &names))
    };
    let label = Derived::new(move || i18n.with(Msg::StuckPick, &[("name", &name.get())]));
    let ticked = {
        let id = id.clone();
        Derived::new(move || stuck.is_selected(&id))
    };
    let tick = {
        let id = id.clone();
        move |()| stuck.toggle(&id)
    };
    let line = {
        let row = request.rows.first().cloned();
        Derived::new(move || row.as_ref().map(|row| description(i18n, row)).unwrap_or_default())
    };
    let facts = {
        let request = request.clone();
        Derived::new(move || current_step(i18n, &request, workspace.shell.now()))
    };
    let open = Signal::new(false);
    let more = {
        let request = request.clone();
        Derived::new(move || open.get().then(|| detail(i18n, &request)))
    };
    let instead = {
        let (blocked, id) = (request.blocked.is_some(), request.id());
        Derived::new(move || {
            if blocked {
                return Some((Tone::Neutral, IconName::Lock));
            }
            stuck.is_closing(&id).then_some((Tone::Process, IconName::Clock))
        })
    };
    let days = request.how.days;
    view! {
        <PickRow
            label
            ticked
            on_tick=tick
            instead
            name
            line
            facts
            expanded=Derived::new(move || Some(open.get()))
            more
            on_open=move |()| open.set(!open.get_untracked())
        >
            {days.map(|days| view! {
                <Badge
                    tone=Tone::Waiting
                    icon=IconName::Clock
                    text=Derived::new(move || i18n.count(Msg::StuckAge, days as usize, &[]))
                />
            })}
        </PickRow>
    }
}

/// The names of the items of a request.
pub(super) fn title(i18n: I18n, names: &[String]) -> String {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        all.push(if name.trim().is_empty() { i18n.t(Msg::RequestsUnnamed) } else { name.clone() });
    }
    i18n.list(&all)
}

/// The description of a row: kind, recipient, requester and date.
pub(super) fn description(i18n: I18n, row: &RequestedItemStatus) -> String {
    let (_, _, kind) = words::request_kind(i18n, row.request_type.as_ref());
    let person = words::person(i18n, row.requested_for.as_ref());
    let by = words::person(i18n, row.requester.as_ref());
    let date = row.created.as_ref().map(|at| i18n.date(at)).unwrap_or_default();
    i18n.with(Msg::StuckLine, &[("kind", &kind), ("person", &person), ("by", &by), ("date", &date)])
}

/// The current step, its approver, and since when.
fn current_step(i18n: I18n, request: &StuckRequest, now: OffsetDateTime) -> String {
    let how = &request.how;
    let phase = match (&how.phase, &how.who) {
        (StepKind::Approval(_), Some(who)) => i18n.with(Msg::StepWaitingOn, &[("name", who)]),
        (StepKind::Approval(_), None) => i18n.t(Msg::StepWaiting),
        (StepKind::Processing, _) => {
            request.rows.first().map(|row| words::progress(i18n, row).2).unwrap_or_default()
        }
        (StepKind::Other(name), _) => i18n.with(Msg::StepOtherNow, &[("name", &words::code(i18n, name))]),
        (StepKind::Sent | StepKind::Cancelled, _) => i18n.t(Msg::StepSent),
    };
    match &how.since {
        Some(since) => {
            let (date, when) = (i18n.date_time(since), i18n.relative(since, now));
            format!("{phase}, {}", i18n.with(Msg::StepSince, &[("date", &date), ("when", &when)]))
        }
        None => phase,
    }
}

/// The id of the request, and the reason why it cannot be closed.
fn detail(i18n: I18n, request: &StuckRequest) -> String {
    let id = i18n.with(Msg::StuckId, &[("id", request.id().as_str())]);
    match request.blocked {
        Some(blocked) => format!("{} {id}", i18n.text(blocked.code()).unwrap_or_else(|| blocked.to_string())),
        None => id,
    }
}
