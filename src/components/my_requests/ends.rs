//! The viewer's access and its ends, above their requests: the next end first, each with the button to change it.

use crate::api::ErrorKind;
use crate::components::ui::{Badge, Button, ButtonKind, IconName, KeyedRow, Row, Rows, Tone};
use crate::components::words::{self, Trouble};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Signal};
use crate::state::own_access::{OwnAccess, OwnItem};
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::end_change::EndChangeBlocked;

/// Rows shown before *Show more*.
const ROWS: usize = 3;

/// The section of the viewer's access that ends.
#[component]
pub fn OwnEnds(
    /// The viewer's workspace.
    workspace: Workspace,
    /// The viewer's access.
    access: OwnAccess,
) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let (all, more) = (Signal::new(false), Signal::new(false));
    let ending =
        Memo::new(move || access.items.with(|items| items.iter().filter(|i| i.end.at.is_some()).count()));
    let unknown =
        Memo::new(move || access.items.with(|items| items.iter().filter(|i| i.end.source.is_none()).count()));
    let total = Memo::new(move || access.items.with(Vec::len));
    let shown = Memo::new(move || match (all.get(), more.get()) {
        (true, _) => total.get(),
        (false, true) => ending.get(),
        (false, false) => ending.get().min(ROWS),
    });
    let hidden = Memo::new(move || if all.get() { 0 } else { ending.get().saturating_sub(shown.get()) });
    let rows = move || {
        let row = |item: &OwnItem| {
            let key = key(item);
            KeyedRow::new(key.clone(), move || view! { <EndRow workspace access key/> }.into_any())
        };
        access.items.with(|items| items.iter().take(shown.get()).map(row).collect())
    };
    let is_loaded = Memo::new(move || {
        let (objects, assignments) = access.load_states();
        !objects.is_pending() && !assignments.is_pending()
    });
    let none = move || (is_loaded.get() && ending.get() == 0).then(|| i18n.t(Msg::EndsNone));
    let toggle = Derived::new(move || {
        let total = total.get();
        if all.get() { i18n.t(Msg::EndsShowEnding) } else { i18n.count(Msg::EndsShowAll, total, &[]) }
    });
    // Where nothing ends, one sentence says so until the person wants to know more.
    let is_detailed = Memo::new(move || all.get() || ending.get() > 0);
    let has_others = Memo::new(move || total.get() > ending.get());
    let section = move || {
        view! {
            <section class="rc-ends" aria-label=i18n.label(Msg::EndsTitle)>
                <div class="rc-toolbar">
                    <h3 class="rc-card-name">{i18n.label(Msg::EndsTitle)}</h3>
                    {move || has_others.get().then(|| view! {
                        <Button
                            label=toggle
                            kind=ButtonKind::Quiet
                            on_press=move |()| all.set(!all.get_untracked())
                        />
                    }.into_any())}
                </div>
                {move || none().map(|text| view! { <p class="rc-note">{text}</p> }.into_any())}
                <ul class="rc-list" part="list"><Rows each=rows/></ul>
                {move || (hidden.get() > 0).then(|| view! {
                    <Button
                        label=Derived::new(move || i18n.count(Msg::EndsMore, hidden.get(), &[]))
                        kind=ButtonKind::Quiet
                        on_press=move |()| more.set(true)
                    />
                }.into_any())}
                {move || (is_detailed.get() && unknown.get() > 0).then(|| view! {
                    <p class="rc-note">{move || i18n.count(Msg::EndsNotTold, unknown.get(), &[])}</p>
                }.into_any())}
                <Unread workspace access is_detailed/>
            </section>
        }
        .into_any()
    };
    let is_worth_it = Memo::new(move || {
        let (objects, assignments) = access.load_states();
        total.get() > 0 || objects.error().is_some() || assignments.error().is_some()
    });
    move || is_worth_it.get().then(section)
}

/// The notices of parts that could not be read: roles and access profiles, or the ends of roles.
#[component]
fn Unread(workspace: Workspace, access: OwnAccess, is_detailed: Memo<bool>) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let objects = Derived::new(move || access.load_states().0.error().cloned());
    let assignments = Memo::new(move || access.load_states().1.error().cloned());
    // Most people may not read their own assignments, which is no error of theirs.
    let is_refused = move || {
        let refused = |state: &crate::api::ApiError| {
            matches!(state.kind, ErrorKind::Forbidden | ErrorKind::BadRequest | ErrorKind::NotFound)
        };
        assignments.with(|error| error.as_ref().is_some_and(refused))
    };
    let failed = Derived::new(move || assignments.get().filter(|_| !is_refused()));
    view! {
        {move || (is_detailed.get() && is_refused()).then(|| view! {
            <p class="rc-note">{i18n.label(Msg::EndsRolesNotTold)}</p>
        }.into_any())}
        <Trouble i18n error=objects title=i18n.label(Msg::TeamObjectsFailed) on_retry=move |()| access.open()/>
        <Trouble i18n error=failed title=i18n.label(Msg::TeamAssignmentsFailed) on_retry=move |()| access.open()/>
    }
}

/// The key of an item's row.
fn key(item: &OwnItem) -> String {
    let held = &item.held;
    let part = held.assignment_id.as_ref().or(held.native_identity.as_ref());
    format!("{} {}", held.id, part.map(String::as_str).unwrap_or_default())
}

#[component]
fn EndRow(workspace: Workspace, access: OwnAccess, key: String) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let item = Memo::new(move || {
        access.items.with(|items| items.iter().find(|item| self::key(item) == key).cloned())
    });
    let of = move |read: fn(&OwnItem) -> String| {
        Derived::new(move || item.with(|item| item.as_ref().map(read)).unwrap_or_default())
    };
    let name = of(|item| item.held.name.clone());
    let icon = item.with_untracked(|item| words::item_icon(item.as_ref().map(|item| &item.held.r#type)));
    let line = Derived::new(move || {
        let facts = |item: &OwnItem| {
            let kind = words::item_kind(i18n, &item.held.r#type);
            format!("{kind}, {}", words::held_end(i18n, &item.end))
        };
        item.with(|item| item.as_ref().map(facts)).unwrap_or_default()
    });
    let soon = Memo::new(move || {
        item.with(|item| words::ends_soon(i18n, &item.as_ref()?.end, workspace.shell.now()))
    });
    let blocked = Memo::new(move || item.with(|item| item.as_ref().and_then(|item| item.blocked)));
    let facts = Derived::new(move || {
        blocked.get().map(|reason| words::end_change_blocked(i18n, reason)).unwrap_or_default()
    });
    let begin = move |()| {
        if let Some(item) = item.get_untracked()
            && !access.begin(&item)
        {
            workspace.shell.say(i18n.t(Msg::EndChangeLocked));
        }
    };
    let end = move || match blocked.get() {
        Some(EndChangeBlocked::UnderWay) => {
            let text = i18n.label(Msg::RequestOutcomeExisting);
            view! { <Badge tone=Tone::Waiting icon=IconName::Clock text/> }.into_any()
        }
        Some(_) => ().into_any(),
        None => {
            let label = i18n.label(Msg::EndsChange);
            let named = Derived::new(move || i18n.with(Msg::EndsChangeNamed, &[("name", &name.get())]));
            view! { <Button label accessible_label=named icon=IconName::Calendar on_press=begin/> }.into_any()
        }
    };
    view! {
        <Row
            icon
            name=move || view! {
                <bdi>{name}</bdi>
                {move || soon.get().map(|(tone, icon, text)| view! { " " <Badge tone icon text/> }.into_any())}
            }
            line
            facts
        >
            {end}
        </Row>
    }
}
