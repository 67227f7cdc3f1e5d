//! The list of Approvals: what waits or what was decided, filtered, ordered, put together, a page of it at a time.

use super::batches::Batches;
use super::choices::{Choices, Drawers};
use super::row::{ApprovalRow, GroupRow};
use crate::components::ui::{
    Button, ButtonKind, EmptyState, IconName, KeyedRow, Rows, SearchField, Skeleton,
};
use crate::components::words::Trouble;
use crate::i18n::{I18n, Msg};
use crate::signal::{Memo, Read, Var, watch};
use crate::state::approvals::arrange::Grouping;
use crate::state::approvals::desk::ApprovalsDesk;
use crate::state::approvals::{Drawer, Row};
use crate::state::index::Index;
use crate::state::reading::Reading;
use leptos::prelude::*;
use request_center_models::approval::DecisionBlocked;
use std::sync::Arc;

/// Rows in the document at a time, however many there are.
const ROWS: usize = 100;

/// Rows put into the document in one frame.
const ROWS_A_FRAME: usize = 20;

/// Approvals with something in common, or one alone.
#[derive(Clone, Debug, Default, PartialEq)]
struct Group {
    key: String,
    alone: bool,
    rows: Vec<Row>,
}

/// The list with everything above it.
#[component]
pub fn ApprovalList(
    /// The viewer's desk, and what waits for their decision on it.
    desk: ApprovalsDesk,
) -> impl IntoView {
    let (i18n, approvals) = (desk.i18n, desk.approvals);
    let page = Var::new(0_usize);
    let groups: Memo<Vec<Group>> = Memo::always(move || {
        let waiting = approvals.drawer.get() == Drawer::Waiting;
        let grouping = if waiting { approvals.grouping.get() } else { Grouping::None };
        put_together(approvals.shown(), grouping)
    });
    let pages = Memo::new(move || groups.with(Vec::len).div_ceil(ROWS).max(1));
    let here = Memo::new(move || page.get().min(pages.get().saturating_sub(1)));
    // What is picked by a key may stand on another page.
    watch(move || {
        let picked = approvals.picked.get();
        let holds = |group: &Group| group.rows.iter().any(|row| picked.as_ref() == Some(&row.id));
        if let Some(at) = groups.with_untracked(|groups| groups.iter().position(holds)) {
            page.set(at / ROWS);
        }
    });
    let search = move |text: String| {
        page.set(0);
        approvals.query.set(text);
    };
    let draw = move |group: &Group| {
        let (key, alone) = (group.key.clone(), group.alone);
        let drawn = match group.rows.first().filter(|_| alone) {
            Some(row) => row_key(&key, row),
            None => format!("group {key}"),
        };
        let first = group.rows.first().cloned();
        KeyedRow::new(drawn, move || match first.filter(|_| alone) {
            Some(row) => view! { <ApprovalRow desk row/> }.into_any(),
            None => view! { <Together desk groups key/> }.into_any(),
        })
    };
    // Drawn all at once, a hundred rows hold up a frame that somebody may be scrolling in.
    let place = Memo::new(move || (here.get(), approvals.filter()));
    let drawn = Var::new(((0, None), ROWS_A_FRAME));
    let so_many = move || {
        let (of, count) = drawn.get();
        if of == place.get() { count } else { ROWS_A_FRAME }
    };
    watch(move || {
        let (place, count) = (place.get(), so_many());
        let there = groups.with(Vec::len).saturating_sub(place.0 * ROWS);
        if count < there.min(ROWS) {
            request_animation_frame(move || drawn.set((place, count + ROWS_A_FRAME)));
        }
    });
    let visible = move || {
        let from = here.get() * ROWS;
        groups.with(|groups| groups.iter().skip(from).take(so_many().min(ROWS)).map(draw).collect())
    };
    // Where there is nothing at all, there is nothing to search or to order either.
    let bare = Memo::new(move || {
        let waiting = approvals.drawer.get() == Drawer::Waiting;
        let (rows, reading) = if waiting {
            (approvals.waiting, approvals.reading)
        } else {
            (approvals.reviewed, approvals.reviewed_reading)
        };
        let read = reading.with(|reading| !matches!(reading, Reading::Idle | Reading::Arriving));
        // What was decided is read for one person where one is chosen: others may have something.
        read && rows.with(Vec::is_empty) && (waiting || approvals.person.with(String::is_empty))
    });
    let searching = move || {
        view! {
            <div class="rc-toolbar">
                <SearchField
                    label=i18n.label(Msg::ApprovalsSearch)
                    value=approvals.query
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
            <Drawers desk/>
            {move || (desk.shortcuts_on() && !bare.get()).then(|| view! {
                <p class="rc-list-status rc-keys-hint">{i18n.t(Msg::KeysHint)}</p>
            }.into_any())}
        </div>
        <Choices desk bare/>
        <Batches desk held=true/>
        <Extent desk groups bare/>
        <ul class="rc-list" part="list"><Rows each=visible/></ul>
        <Pages i18n page here pages total=Read::new(move || groups.with(Vec::len))/>
        <Nothing desk empty=Read::new(move || groups.with(Vec::is_empty)) bare/>
    }
}

/// A group and, unfolded, what is in it.
#[component]
fn Together(desk: ApprovalsDesk, groups: Memo<Vec<Group>>, key: String) -> impl IntoView {
    let i18n = desk.i18n;
    let open = Var::new(false);
    let rows: Memo<Vec<Row>> = Memo::new(move || {
        groups.with(|groups| {
            groups.iter().find(|group| group.key == key).map(|g| g.rows.clone()).unwrap_or_default()
        })
    });
    let name = Read::new(move || {
        rows.with(|rows| {
            rows.first().map(|row| group_name(i18n, row, desk.approvals.grouping.get())).unwrap_or_default()
        })
    });
    let limit = Var::new(ROWS);
    let draw = move |row: &Row| {
        let row = Arc::clone(row);
        let drawn = row_key(row.id.as_str(), &row);
        KeyedRow::new(drawn, move || view! { <ApprovalRow desk row/> }.into_any())
    };
    let inside = move || {
        if open.get() {
            rows.with(|rows| rows.iter().take(limit.get()).map(draw).collect())
        } else {
            Vec::new()
        }
    };
    view! {
        <GroupRow desk name rows open/>
        <Rows each=inside/>
        {move || (open.get() && rows.with(Vec::len) > limit.get()).then(|| view! {
            <li class="rc-list-more">
                <Button label=i18n.label(Msg::ActionShowMore) on_press=move |()| limit.update(|limit| *limit += ROWS)/>
            </li>
        }.into_any())}
    }
}

/// A row is drawn anew where the service says something else of it.
fn row_key(key: &str, row: &Row) -> String {
    format!("{key} {}", row.blocked.map(DecisionBlocked::code).unwrap_or_default())
}

/// How many there are, how fresh they are, and the way to look again or tick all.
#[component]
fn Extent(desk: ApprovalsDesk, groups: Memo<Vec<Group>>, bare: Memo<bool>) -> impl IntoView {
    let (i18n, approvals) = (desk.i18n, desk.approvals);
    let count =
        Memo::new(move || groups.with(|groups| groups.iter().map(|group| group.rows.len()).sum::<usize>()));
    let waiting = Memo::new(move || approvals.drawer.get() == Drawer::Waiting);
    let status = move || {
        if waiting.get() && approvals.reading.with(|reading| *reading == Reading::Arriving) {
            let total = approvals.total.get().map(|total| i18n.number(total)).unwrap_or_default();
            return i18n.count(
                Msg::ApprovalsArriving,
                approvals.waiting.with(Vec::len),
                &[("total", &total)],
            );
        }
        let words = i18n.count(Msg::ApprovalsCount, count.get(), &[]);
        match approvals.checked.get().filter(|_| waiting.get()) {
            Some(at) => {
                let checked = i18n.with(Msg::RequestsChecked, &[("when", &i18n.relative(&at, desk.now()))]);
                format!("{words} · {checked}")
            }
            None => words,
        }
    };
    let free = move || {
        groups.with_untracked(|groups| untrack(|| approvals.free_ones(groups.iter().flat_map(|g| &g.rows))))
    };
    let stale = Read::new(move || {
        let when = approvals.checked.get().map(|at| i18n.relative(&at, desk.now())).unwrap_or_default();
        i18n.with(Msg::RequestsStale, &[("when", &when)])
    });
    view! {
        <div class="rc-list-bar">
            <p class="rc-list-status">{status}</p>
            {move || (waiting.get() && !bare.get()).then(|| view! {
                <Button
                    label=i18n.label(Msg::ApprovalsTickAll)
                    kind=ButtonKind::Quiet
                    on_press=move |()| approvals.tick_all(&free())
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
                    on_press=move |()| approvals.keys_shown.set(true)
                />
            }.into_any())}
        </div>
        <Trouble i18n error=approvals.stale title=stale on_retry=move |()| approvals.read()/>
    }
}

/// Which rows of how many, and the ways to the others.
#[component]
fn Pages(
    i18n: I18n,
    page: Var<usize>,
    here: Memo<usize>,
    pages: Memo<usize>,
    total: Read<usize>,
) -> impl IntoView {
    let words = move || {
        let (from, total) = (here.get() * ROWS, total.get());
        let (first, last) = (i18n.number(from + 1), i18n.number((from + ROWS).min(total)));
        i18n.with(Msg::ApprovalsRows, &[("first", &first), ("last", &last), ("total", &i18n.number(total))])
    };
    move || {
        (pages.get() > 1).then(|| {
            view! {
                <div class="rc-list-more">
                    <Button
                        label=i18n.label(Msg::ApprovalsPrevious)
                        disabled_reason=move || (here.get() == 0).then(|| i18n.t(Msg::ApprovalsFirstPage))
                        on_press=move |()| page.set(here.get_untracked().saturating_sub(1))
                    />
                    <span role="status">{words}</span>
                    <Button
                        label=i18n.label(Msg::ApprovalsNext)
                        disabled_reason=move || (here.get() + 1 >= pages.get()).then(|| i18n.t(Msg::ApprovalsLastPage))
                        on_press=move |()| page.set(here.get_untracked() + 1)
                    />
                </div>
            }
            .into_any()
        })
    }
}

/// What stands in place of rows: still reading, failed, nothing at all, nothing like that.
#[component]
fn Nothing(desk: ApprovalsDesk, empty: Read<bool>, bare: Memo<bool>) -> impl IntoView {
    let (i18n, approvals) = (desk.i18n, desk.approvals);
    let reading = Memo::new(move || match approvals.drawer.get() {
        Drawer::Waiting => approvals.reading.get(),
        Drawer::Reviewed => approvals.reviewed_reading.get(),
    });
    let filtered = Memo::new(move || {
        let narrowed = |var: Var<String>| var.with(|text| !text.trim().is_empty());
        narrowed(approvals.query)
            || narrowed(approvals.kind)
            || narrowed(approvals.item)
            || narrowed(approvals.person)
            || approvals.age.get() > 0
    });
    let retry = move |()| match approvals.drawer.get_untracked() {
        Drawer::Waiting => approvals.read(),
        Drawer::Reviewed => approvals.show(Drawer::Reviewed),
    };
    move || {
        let waiting = approvals.drawer.get() == Drawer::Waiting;
        match reading.get() {
            Reading::Failed(error) => {
                let title = i18n.label(Msg::ApprovalsFailed);
                view! { <Trouble i18n error=Some(error) title on_retry=retry/> }.into_any()
            }
            Reading::Idle | Reading::Arriving if empty.get() => view! { <Skeleton rows=6/> }.into_any(),
            Reading::TooMany if !waiting => view! {
                <div class="rc-list-more">
                    <Button label=i18n.label(Msg::ActionShowMore) on_press=move |()| approvals.read_more_reviewed()/>
                </div>
            }
            .into_any(),
            _ if !empty.get() => ().into_any(),
            _ if filtered.get() && !bare.get() => {
                let body = i18n.label(Msg::ApprovalsNoMatchBody);
                view! { <EmptyState icon=IconName::Search title=i18n.label(Msg::ApprovalsNoMatch) body/> }.into_any()
            }
            _ if waiting => {
                let body = i18n.label(Msg::ApprovalsNoneBody);
                view! { <EmptyState icon=IconName::Tick title=i18n.label(Msg::ApprovalsNone) body/> }.into_any()
            }
            _ => {
                let title = i18n.label(Msg::ApprovalsNoneReviewed);
                view! { <EmptyState icon=IconName::Info title/> }.into_any()
            }
        }
    }
}

/// Rows with something in common become one where there are several; the first of each says where it stands.
fn put_together(rows: Vec<Row>, grouping: Grouping) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut spots = Index::default();
    for row in rows {
        let key = grouping.key(&row);
        let known = key.as_deref().and_then(|key| spots.spot(key)).and_then(|(at, _)| groups.get_mut(at));
        match (known, key) {
            (Some(group), _) => group.rows.push(row),
            (None, Some(key)) => {
                spots.put(&key, (groups.len(), 0));
                groups.push(Group { key, alone: false, rows: vec![row] });
            }
            (None, None) => groups.push(Group { key: row.id.to_string(), alone: true, rows: vec![row] }),
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

fn group_name(i18n: I18n, row: &Row, grouping: Grouping) -> String {
    match grouping {
        Grouping::None | Grouping::Item => row.item().to_owned(),
        Grouping::Requester => i18n.with(Msg::ApprovalsAsked, &[("name", row.asked_by())]),
        Grouping::Recipient => i18n.with(Msg::DetailFor, &[("name", row.for_whom())]),
        Grouping::Submit => i18n.with(Msg::ApprovalsOneSubmit, &[("name", row.asked_by())]),
    }
}
