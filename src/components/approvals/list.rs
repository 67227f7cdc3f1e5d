//! The list of Approvals: what waits or what was decided, filtered, ordered, put together, a page of it at a time.

use super::batches::Batches;
use super::choices::{ApprovalTabs, Choices};
use super::row::{ApprovalRow, GroupRow};
use crate::components::list_view::{ListView, Loading, ShowMore, Window};
use crate::components::ui::{Button, ButtonKind, EmptyState, IconName, KeyedRow, Rows, SearchField};
use crate::components::words::{ListCapped, ListTrouble};
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

/// Rows in the document at a time, however many there are.
const ROWS: usize = 100;

/// New rows drawn in one go: all at once they would hold up a frame that somebody may be scrolling in.
const STEP: usize = 20;

/// Approvals with something in common, or one alone.
#[derive(Clone, Debug, Default, PartialEq)]
struct ApprovalGroup {
    key: String,
    alone: bool,
    rows: Vec<SharedApproval>,
}

/// The list with everything above it.
#[component]
pub fn ApprovalList(
    /// The viewer's desk, and what waits for their decision on it.
    workspace: ApprovalsWorkspace,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let window = Window::new(ROWS, STEP);
    let groups: Memo<Vec<ApprovalGroup>> = Memo::always(move || {
        let waiting = approvals.filters.tab.get() == ApprovalTab::Pending;
        let grouping = if waiting { approvals.filters.grouping.get() } else { Grouping::None };
        put_together(approvals.lists.shown(), grouping)
    });
    let len = Derived::new(move || groups.with(Vec::len));
    // What is picked by a key may stand on another page.
    effect(move || {
        let picked = approvals.selection.open.get();
        let holds = |group: &ApprovalGroup| group.rows.iter().any(|row| picked.as_ref() == Some(&row.id));
        if let Some(at) = groups.with_untracked(|groups| groups.iter().position(holds)) {
            window.turn_to(at);
        }
    });
    let search = move |text: String| {
        window.begin();
        approvals.filters.query.set(text);
    };
    let draw = move |group: &ApprovalGroup| {
        let (key, alone) = (group.key.clone(), group.alone);
        let drawn = match group.rows.first().filter(|_| alone) {
            Some(row) => row_key(&key, row),
            None => format!("group {key}"),
        };
        let first = group.rows.first().cloned();
        KeyedRow::new(drawn, move || match first.filter(|_| alone) {
            Some(row) => view! { <ApprovalRow workspace row/> }.into_any(),
            None => view! { <Together workspace groups key/> }.into_any(),
        })
    };
    let rows = move || groups.with(|groups| window.cut(groups).iter().map(draw).collect());
    // Where there is nothing at all, there is nothing to search or to order either.
    let bare = Memo::new(move || {
        let waiting = approvals.filters.tab.get() == ApprovalTab::Pending;
        let list = if waiting { approvals.lists.pending } else { approvals.lists.reviewed };
        let read = !list.load.state.with(LoadState::is_pending);
        // What was decided is read for one person where one is chosen: others may have something.
        read && list.rows.with(Vec::is_empty) && (waiting || approvals.filters.person.with(String::is_empty))
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
        {move || (!bare.get()).then(searching)}
        <div class="rc-list-bar">
            <ApprovalTabs workspace/>
            {move || (workspace.shortcuts_on() && !bare.get()).then(|| view! {
                <p class="rc-list-status rc-keys-hint">{i18n.t(Msg::KeysHint)}</p>
            }.into_any())}
        </div>
        <Choices workspace bare/>
        <Batches workspace held=true/>
        <Extent workspace groups bare/>
        <ListView i18n window rows len paged=true absent=Derived::new(move || absent(workspace, bare))/>
        <Pages i18n window len/>
        {move || if approvals.filters.tab.get() == ApprovalTab::Pending {
            view! { <ListCapped shell=workspace.shell load=approvals.lists.pending.load/> }.into_any()
        } else {
            view! { <MoreReviewed workspace/> }.into_any()
        }}
    }
}

/// A group and, unfolded, what is in it.
#[component]
fn Together(workspace: ApprovalsWorkspace, groups: Memo<Vec<ApprovalGroup>>, key: String) -> impl IntoView {
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
        let drawn = row_key(row.id.as_str(), &row);
        KeyedRow::new(drawn, move || view! { <ApprovalRow workspace row/> }.into_any())
    };
    let inside = move || {
        if open.get() {
            window.admit(rows.with(|rows| window.cut(rows).iter().map(draw).collect()))
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

/// A row is drawn anew where the service says something else of it.
fn row_key(key: &str, row: &SharedApproval) -> String {
    format!("{key} {}", row.blocked.map(DecisionBlocked::code).unwrap_or_default())
}

/// How many there are, how fresh they are, and the way to look again or tick all.
#[component]
fn Extent(
    workspace: ApprovalsWorkspace,
    groups: Memo<Vec<ApprovalGroup>>,
    bare: Memo<bool>,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let count =
        Memo::new(move || groups.with(|groups| groups.iter().map(|group| group.rows.len()).sum::<usize>()));
    let waiting = Memo::new(move || approvals.filters.tab.get() == ApprovalTab::Pending);
    let status = move || {
        let list = approvals.lists.pending;
        if waiting.get() && list.load.state.with(|state| *state == LoadState::Loading) {
            let total = list.load.total.get().map(|total| i18n.number(total as usize)).unwrap_or_default();
            return i18n.count(Msg::ApprovalsArriving, list.rows.with(Vec::len), &[("total", &total)]);
        }
        let words = i18n.count(Msg::ApprovalsCount, count.get(), &[]);
        match list.load.read_at.get().filter(|_| waiting.get()) {
            Some(at) => {
                let checked =
                    i18n.with(Msg::RequestsChecked, &[("when", &i18n.relative(&at, workspace.shell.now()))]);
                format!("{words} · {checked}")
            }
            None => words,
        }
    };
    let free = move || {
        groups.with_untracked(|groups| {
            untrack(|| approvals.decisions.decidable(groups.iter().flat_map(|g| &g.rows)))
        })
    };
    let trouble = move |list: Paged<SharedApproval>, retry: fn(Approvals)| {
        let len = move || list.rows.with(Vec::len);
        let on_retry = move |()| retry(approvals);
        view! { <ListTrouble shell=workspace.shell load=list.load len failed=Msg::ApprovalsFailed on_retry/> }
            .into_any()
    };
    view! {
        <div class="rc-list-bar">
            <p class="rc-list-status">{status}</p>
            {move || (waiting.get() && !bare.get()).then(|| view! {
                <Button
                    label=i18n.label(Msg::ApprovalsTickAll)
                    kind=ButtonKind::Quiet
                    on_press=move |()| approvals.selection.tick_all(&free())
                />
            }.into_any())}
            {move || waiting.get().then(|| view! {
                <Button
                    label=i18n.label(Msg::RequestsCheckNow)
                    kind=ButtonKind::Quiet
                    icon=IconName::Refresh
                    on_press=move |()| approvals.read()
                />
            }.into_any())}
            {move || (waiting.get() && !bare.get()).then(|| view! {
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

/// Which rows of how many, and the ways to the others.
#[component]
fn Pages(i18n: I18n, window: Window, len: Derived<usize>) -> impl IntoView {
    let here = Memo::new(move || window.first(len.get()));
    let words = move || {
        let (from, total) = (here.get(), len.get());
        let (first, last) = (i18n.number(from + 1), i18n.number((from + ROWS).min(total)));
        i18n.with(Msg::ApprovalsRows, &[("first", &first), ("last", &last), ("total", &i18n.number(total))])
    };
    let several = Memo::new(move || len.get() > ROWS);
    let previous = move || (here.get() == 0).then(|| i18n.t(Msg::ApprovalsFirstPage));
    let next = move || (here.get() + ROWS >= len.get()).then(|| i18n.t(Msg::ApprovalsLastPage));
    move || {
        several.get().then(|| {
            view! {
                <div class="rc-list-more">
                    <Button
                        label=i18n.label(Msg::ApprovalsPrevious)
                        disabled_reason=previous
                        on_press=move |()| window.turn_to(here.get_untracked().saturating_sub(ROWS))
                    />
                    <span role="status">{words}</span>
                    <Button
                        label=i18n.label(Msg::ApprovalsNext)
                        disabled_reason=next
                        on_press=move |()| window.turn_to(here.get_untracked() + ROWS)
                    />
                </div>
            }
            .into_any()
        })
    }
}

/// The way to older decisions, where there are any.
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

/// What stands in place of rows: still reading, nothing at all, nothing like that.
fn absent(workspace: ApprovalsWorkspace, bare: Memo<bool>) -> Option<AnyView> {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let waiting = approvals.filters.tab.get() == ApprovalTab::Pending;
    let load = if waiting { approvals.lists.pending.load } else { approvals.lists.reviewed.load };
    if load.state.with(LoadState::is_pending) {
        return Some(view! { <Loading/> }.into_any());
    }
    if load.state.with(|state| state.failure().is_some()) {
        return None;
    }
    let narrowed = |var: Signal<String>| var.with(|text| !text.trim().is_empty());
    let filtered = narrowed(approvals.filters.query)
        || narrowed(approvals.filters.kind)
        || narrowed(approvals.filters.item)
        || narrowed(approvals.filters.person)
        || approvals.filters.age.get() > 0;
    let (icon, title, body) = if filtered && !bare.get() {
        (IconName::Search, Msg::ApprovalsNoMatch, Some(Msg::ApprovalsNoMatchBody))
    } else if waiting {
        (IconName::Tick, Msg::ApprovalsNone, Some(Msg::ApprovalsNoneBody))
    } else {
        (IconName::Info, Msg::ApprovalsNoneReviewed, None)
    };
    let body = move || body.map(|body| i18n.t(body)).unwrap_or_default();
    Some(view! { <EmptyState icon title=i18n.label(title) body/> }.into_any())
}

/// Rows with something in common become one where there are several; the first of each says where it stands.
fn put_together(rows: Vec<SharedApproval>, grouping: Grouping) -> Vec<ApprovalGroup> {
    let mut groups: Vec<ApprovalGroup> = Vec::new();
    let mut spots = Index::default();
    for row in rows {
        let key = grouping.key(&row);
        let known = key.as_deref().and_then(|key| spots.spot(key)).and_then(|(at, _)| groups.get_mut(at));
        match (known, key) {
            (Some(group), _) => group.rows.push(row),
            (None, Some(key)) => {
                spots.put(&key, (groups.len(), 0));
                groups.push(ApprovalGroup { key, alone: false, rows: vec![row] });
            }
            (None, None) => {
                groups.push(ApprovalGroup { key: row.id.to_string(), alone: true, rows: vec![row] });
            }
        }
    }
    for group in &mut groups {
        if let [only] = group.rows.as_slice() {
            group.key = only.id.to_string();
            group.alone = true;
        }
    }
    groups
}

fn group_name(i18n: I18n, row: &SharedApproval, grouping: Grouping) -> String {
    match grouping {
        Grouping::None | Grouping::Item => row.item().to_owned(),
        Grouping::Requester => i18n.with(Msg::ApprovalsAsked, &[("name", row.requester())]),
        Grouping::Recipient => i18n.with(Msg::DetailFor, &[("name", row.recipient())]),
        Grouping::Submit => i18n.with(Msg::ApprovalsOneSubmit, &[("name", row.requester())]),
    }
}
