//! The list of Approvals: filtered, ordered, grouped, and one page at a time.

use super::batches::Batches;
use super::choices::{ApprovalTabs, Choices};
use super::export;
use super::row::{ApprovalRow, GroupRow};
use crate::components::export::ExportButton;
use crate::components::list_view::{ListView, Loading, ShowMore, Window};
use crate::components::ui::{Button, ButtonKind, EmptyState, IconName, KeyedRow, Rows, SearchField};
use crate::components::words::{ListCapped, ListIncomplete, ListTrouble};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, Signal, effect};
use crate::state::approvals::Approvals;
use crate::state::approvals::arrange::Grouping;
use crate::state::approvals::filter::ApprovalTab;
use crate::state::approvals::row::SharedApproval;
use crate::state::approvals::workspace::ApprovalsWorkspace;
use crate::state::index::Index;
use crate::state::list::{LoadState, Paged};
use leptos::prelude::*;
use request_center_models::approval::DecisionBlocked;
use std::sync::Arc;

/// The most rows rendered at a time.
const ROWS: usize = 100;

/// The most new rows rendered in one frame, so that scrolling stays smooth.
const STEP: usize = 20;

/// Approvals of one group, or a single one.
#[derive(Clone, Debug, Default, PartialEq)]
struct ApprovalGroup {
    key: String,
    is_single: bool,
    rows: Vec<SharedApproval>,
}

/// The list with its search field, tabs, filters and actions.
#[component]
pub fn ApprovalList(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let window = Window::new(ROWS, STEP);
    let groups: Memo<Vec<ApprovalGroup>> = Memo::always(move || {
        let is_pending = approvals.filters.tab.get() == ApprovalTab::Pending;
        let grouping = if is_pending { approvals.filters.grouping.get() } else { Grouping::None };
        grouped(approvals.lists.shown(), grouping)
    });
    let len = Derived::new(move || groups.with(Vec::len));
    // A shortcut may open a row of another page.
    effect(move || {
        let open = approvals.selection.open.get();
        let holds = |group: &ApprovalGroup| group.rows.iter().any(|row| open.as_ref() == Some(&row.id));
        if let Some(at) = groups.with_untracked(|groups| groups.iter().position(holds)) {
            window.show_page(at);
        }
    });
    let search = move |text: String| {
        window.reset();
        approvals.filters.query.set(text);
    };
    let draw = move |group: &ApprovalGroup| {
        let (key, is_single) = (group.key.clone(), group.is_single);
        let row_key = match group.rows.first().filter(|_| is_single) {
            Some(row) => key_of(&key, row),
            None => format!("group {key}"),
        };
        let first = group.rows.first().cloned();
        KeyedRow::new(row_key, move || match first.filter(|_| is_single) {
            Some(row) => view! { <ApprovalRow workspace row/> }.into_any(),
            None => view! { <ApprovalGroupRows workspace groups key/> }.into_any(),
        })
    };
    let rows = move || groups.with(|groups| window.slice(groups).iter().map(draw).collect());
    // An empty list has no search, filters or order.
    let is_empty = Memo::new(move || {
        let is_pending = approvals.filters.tab.get() == ApprovalTab::Pending;
        let list = if is_pending { approvals.lists.pending } else { approvals.lists.reviewed };
        let is_read = !list.load.state.with(LoadState::is_pending);
        // The reviewed approvals are read for the chosen person: other people may have some.
        is_read
            && list.rows.with(Vec::is_empty)
            && (is_pending || approvals.filters.person.with(String::is_empty))
    });
    let searching = move || {
        view! {
            <div class="rc-toolbar">
                <SearchField
                    label=i18n.label(Msg::ApprovalsSearch)
                    value=approvals.filters.query
                    on_input=search
                    placeholder=i18n.label(Msg::ApprovalsSearchPlaceholder)
                />
            </div>
        }
        .into_any()
    };
    view! {
        {move || (!is_empty.get()).then(searching)}
        <div class="rc-list-bar">
            <ApprovalTabs workspace/>
            {move || (workspace.shortcuts_on() && !is_empty.get()).then(|| view! {
                <p class="rc-list-status rc-keys-hint">{i18n.t(Msg::KeysHint)}</p>
            }.into_any())}
        </div>
        <Choices workspace is_empty/>
        <Batches workspace paused=true/>
        <Extent workspace groups is_empty/>
        <ListView i18n window rows len paged=true placeholder=Derived::new(move || placeholder(workspace, is_empty))/>
        <Pages i18n window len/>
        {move || if approvals.filters.tab.get() == ApprovalTab::Pending {
            view! { <ListCapped shell=workspace.shell load=approvals.lists.pending.load/> }.into_any()
        } else {
            let left_out = approvals.lists.reviewed.load.left_out;
            view! { <MoreReviewed workspace/> <ListIncomplete shell=workspace.shell left_out/> }.into_any()
        }}
    }
}

/// A group's row and, while it is expanded, the rows in it.
#[component]
fn ApprovalGroupRows(
    workspace: ApprovalsWorkspace,
    groups: Memo<Vec<ApprovalGroup>>,
    key: String,
) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let open = Signal::new(false);
    let rows: Memo<Vec<SharedApproval>> = Memo::new(move || {
        groups.with(|groups| {
            groups.iter().find(|group| group.key == key).map(|g| g.rows.clone()).unwrap_or_default()
        })
    });
    let name = Derived::new(move || {
        rows.with(|rows| {
            rows.first()
                .map(|row| group_name(i18n, row, workspace.approvals.filters.grouping.get()))
                .unwrap_or_default()
        })
    });
    let window = Window::new(ROWS, STEP);
    let draw = move |row: &SharedApproval| {
        let row = Arc::clone(row);
        let key = key_of(row.id.as_str(), &row);
        KeyedRow::new(key, move || view! { <ApprovalRow workspace row/> }.into_any())
    };
    let inside = move || {
        if open.get() {
            window.to_render(rows.with(|rows| window.slice(rows).iter().map(draw).collect()))
        } else {
            Vec::new()
        }
    };
    view! {
        <GroupRow workspace name rows open/>
        <Rows each=inside/>
        {move || open.get().then(|| view! {
            <li><ShowMore i18n window len=move || rows.with(Vec::len)/></li>
        }.into_any())}
    }
}

/// The key of a row; it changes, and the row is rendered again, when the reason it cannot be decided changes.
fn key_of(key: &str, row: &SharedApproval) -> String {
    format!("{key} {}", row.blocked.map(DecisionBlocked::code).unwrap_or_default())
}

/// The number of rows, when they were read, errors, and the actions *Select all* and *Refresh*.
#[component]
fn Extent(
    workspace: ApprovalsWorkspace,
    groups: Memo<Vec<ApprovalGroup>>,
    is_empty: Memo<bool>,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let count =
        Memo::new(move || groups.with(|groups| groups.iter().map(|group| group.rows.len()).sum::<usize>()));
    let is_pending = Memo::new(move || approvals.filters.tab.get() == ApprovalTab::Pending);
    let status = move || {
        let list = approvals.lists.pending;
        if is_pending.get() && list.load.state.with(|state| *state == LoadState::Loading) {
            let total = list.load.total.get().map(|total| i18n.number(total as usize)).unwrap_or_default();
            return i18n.count(Msg::ApprovalsArriving, list.rows.with(Vec::len), &[("total", &total)]);
        }
        let words = i18n.count(Msg::ApprovalsCount, count.get(), &[]);
        match list.load.read_at.get().filter(|_| is_pending.get()) {
            Some(at) => {
                let checked =
                    i18n.with(Msg::RequestsChecked, &[("when", &i18n.relative(&at, workspace.shell.now()))]);
                format!("{words} · {checked}")
            }
            None => words,
        }
    };
    let decidable = move || untrack(|| approvals.decisions.decidable(&approvals.lists.shown()));
    let trouble = move |list: Paged<SharedApproval>, retry: fn(Approvals)| {
        let len = move || list.rows.with(Vec::len);
        let on_retry = move |()| retry(approvals);
        view! { <ListTrouble shell=workspace.shell load=list.load len failed=Msg::ApprovalsFailed on_retry/> }
            .into_any()
    };
    view! {
        <div class="rc-list-bar">
            <p class="rc-list-status">{status}</p>
            {move || (is_pending.get() && !is_empty.get()).then(|| view! {
                <Button
                    label=i18n.label(Msg::ApprovalsTickAll)
                    kind=ButtonKind::Quiet
                    on_press=move |()| approvals.selection.tick_all(&decidable())
                />
            }.into_any())}
            {move || is_pending.get().then(|| view! {
                <Button
                    label=i18n.label(Msg::RequestsCheckNow)
                    kind=ButtonKind::Quiet
                    icon=IconName::Refresh
                    on_press=move |()| approvals.read()
                />
            }.into_any())}
            {move || (!is_pending.get()).then(|| view! {
                <ExportButton
                    shell=workspace.shell
                    name="reviewed-approvals"
                    len=move || count.get()
                    table=move |()| export::table(workspace, &untrack(|| approvals.lists.shown()))
                />
            }.into_any())}
            {move || (is_pending.get() && !is_empty.get()).then(|| view! {
                <Button
                    label=i18n.label(Msg::KeysOverview)
                    kind=ButtonKind::Quiet
                    on_press=move |()| approvals.shortcuts.help_open.set(true)
                />
            }.into_any())}
        </div>
        {move || match approvals.filters.tab.get() {
            ApprovalTab::Pending => trouble(approvals.lists.pending, Approvals::read),
            ApprovalTab::Reviewed => trouble(approvals.lists.reviewed, Approvals::read_reviewed),
        }}
    }
}

/// The range of rows shown, and the buttons to the previous and next page.
#[component]
fn Pages(i18n: I18n, window: Window, len: Derived<usize>) -> impl IntoView {
    let first = Memo::new(move || window.first(len.get()));
    let words = move || {
        let (from, total) = (first.get(), len.get());
        let (first, last) = (i18n.number(from + 1), i18n.number((from + ROWS).min(total)));
        i18n.with(Msg::ApprovalsRows, &[("first", &first), ("last", &last), ("total", &i18n.number(total))])
    };
    let several = Memo::new(move || len.get() > ROWS);
    let previous = move || (first.get() == 0).then(|| i18n.t(Msg::ApprovalsFirstPage));
    let next = move || (first.get() + ROWS >= len.get()).then(|| i18n.t(Msg::ApprovalsLastPage));
    move || {
        several.get().then(|| {
            view! {
                <div class="rc-list-more">
                    <Button
                        label=i18n.label(Msg::ApprovalsPrevious)
                        disabled_reason=previous
                        on_press=move |()| window.show_page(first.get_untracked().saturating_sub(ROWS))
                    />
                    <span role="status">{words}</span>
                    <Button
                        label=i18n.label(Msg::ApprovalsNext)
                        disabled_reason=next
                        on_press=move |()| window.show_page(first.get_untracked() + ROWS)
                    />
                </div>
            }
            .into_any()
        })
    }
}

/// The button that reads older reviewed approvals.
#[component]
fn MoreReviewed(workspace: ApprovalsWorkspace) -> impl IntoView {
    let approvals = workspace.approvals;
    move || {
        approvals.lists.reviewed.load.state.with(LoadState::is_capped).then(|| {
            let label = workspace.shell.i18n.label(Msg::ActionShowMore);
            view! {
                <div class="rc-list-more">
                    <Button label on_press=move |()| approvals.read_more_reviewed()/>
                </div>
            }
            .into_any()
        })
    }
}

/// The placeholder for an empty list: loading, nothing at all, or no match.
fn placeholder(workspace: ApprovalsWorkspace, is_empty: Memo<bool>) -> Option<AnyView> {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let is_pending = approvals.filters.tab.get() == ApprovalTab::Pending;
    let load = if is_pending { approvals.lists.pending.load } else { approvals.lists.reviewed.load };
    if load.state.with(LoadState::is_pending) {
        return Some(view! { <Loading/> }.into_any());
    }
    if load.state.with(|state| state.failure().is_some()) {
        return None;
    }
    let is_set = |value: Signal<String>| value.with(|text| !text.trim().is_empty());
    let filtered = is_set(approvals.filters.query)
        || is_set(approvals.filters.kind)
        || is_set(approvals.filters.item)
        || is_set(approvals.filters.person)
        || approvals.filters.age.get() > 0;
    let (icon, title, body) = if filtered && !is_empty.get() {
        (IconName::Search, Msg::ApprovalsNoMatch, Some(Msg::ApprovalsNoMatchBody))
    } else if is_pending {
        (IconName::Tick, Msg::ApprovalsNone, Some(Msg::ApprovalsNoneBody))
    } else {
        (IconName::Info, Msg::ApprovalsNoneReviewed, None)
    };
    let body = move || body.map(|body| i18n.t(body)).unwrap_or_default();
    Some(view! { <EmptyState icon title=i18n.label(title) body/> }.into_any())
}

/// The rows in groups, in the order of each group's first row; a group of one is a single row.
fn grouped(rows: Vec<SharedApproval>, grouping: Grouping) -> Vec<ApprovalGroup> {
    let mut groups: Vec<ApprovalGroup> = Vec::new();
    let mut index = Index::default();
    for row in rows {
        let key = grouping.key(&row);
        let known = key.as_deref().and_then(|key| index.position(key)).and_then(|(at, _)| groups.get_mut(at));
        match (known, key) {
            (Some(group), _) => group.rows.push(row),
            (None, Some(key)) => {
                index.set(&key, (groups.len(), 0));
                groups.push(ApprovalGroup { key, is_single: false, rows: vec![row] });
            }
            (None, None) => {
                groups.push(ApprovalGroup { key: row.id.to_string(), is_single: true, rows: vec![row] });
            }
        }
    }
    for group in &mut groups {
        if let [only] = group.rows.as_slice() {
            group.key = only.id.to_string();
            group.is_single = true;
        }
    }
    groups
}

fn group_name(i18n: I18n, row: &SharedApproval, grouping: Grouping) -> String {
    match grouping {
        Grouping::None | Grouping::Item => super::words::item(i18n, row),
        Grouping::Requester => {
            i18n.with(Msg::ApprovalsAsked, &[("name", &super::words::requester(i18n, row))])
        }
        Grouping::Recipient => i18n.with(Msg::DetailFor, &[("name", &super::words::recipient(i18n, row))]),
        Grouping::Submit => {
            i18n.with(Msg::ApprovalsOneSubmit, &[("name", &super::words::requester(i18n, row))])
        }
    }
}
