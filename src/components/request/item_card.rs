//! One item of the draft: its comment, its dates, and what blocks it, each beside its field.

use super::earlier_conflicts::EarlierConflicts;
use super::item_contents::ItemContents;
use super::item_dates::ItemDates;
use crate::components::lazy_panel::PanelContext;
use crate::components::ui::{Button, ButtonKind, IconName, Notice, TextArea, Tone};
use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, Stored};
use crate::state::storage::Obstacle;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::draft::DraftItem;
use request_center_models::id::ItemId;
use request_center_models::rule::FieldPath;

/// The card of one item.
#[component]
pub fn ItemCard(
    /// The widget, and the fields for accounts.
    context: PanelContext,
    /// The viewer's workspace.
    workspace: Workspace,
    /// The item.
    id: ItemId,
) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    let id = Stored::new(id);
    let at = Memo::new(move || cart.position(&id.try_get().unwrap_or_default()));
    let item = Memo::new(move || cart.item(&id.try_get().unwrap_or_default()));
    let of = move |read: fn(&DraftItem) -> String| {
        Derived::new(move || item.with(|i| i.as_ref().map(read)).unwrap_or_default())
    };
    let name = of(|item| item.name.clone());
    let broken = move |place: fn(usize) -> FieldPath| {
        Derived::new(move || {
            let violations = cart.shown_violations();
            let rule = violations.at(place(at.get()?)).next()?;
            Some(words::rule(i18n, rule))
        })
    };
    let required = Derived::new(move || item.with(|i| i.as_ref().is_some_and(|i| i.comment_required)));
    let comment_label =
        move || i18n.t(if required.get() { Msg::RequestComment } else { Msg::RequestCommentOptional });
    let kind = move || item.with(|i| i.as_ref().map(|i| kind_of(i18n, i))).unwrap_or_default();
    let remove = move |()| {
        let sentence = i18n.with(Msg::RequestRemoved, &[("name", &name.get_untracked())]);
        cart.remove(&id.try_get().unwrap_or_default());
        workspace.shell.say(sentence);
    };
    view! {
        <section class="rc-card" part="item" aria-label=name>
            <div class="rc-card-head">
                <div>
                    <h3 class="rc-card-name" dir="auto">{name}</h3>
                    <p class="rc-card-kind">{kind}</p>
                </div>
                <Button
                    label=Derived::new(move || i18n.with(Msg::RequestRemoveNamed, &[("name", &name.get())]))
                    kind=ButtonKind::Quiet
                    icon=IconName::Cross
                    icon_only=true
                    on_press=remove
                />
            </div>
            {move || cart.obstacle(&id.try_get().unwrap_or_default()).map(|obstacle| {
                let since = workspace.requests.open_grant_of(&id.try_get().unwrap_or_default()).and_then(|row| row.created.clone());
                let words = match (obstacle, since) {
                    (Obstacle::Held, _) => i18n.t(Msg::RequestHeld),
                    (Obstacle::Requested, Some(at)) => {
                        i18n.with(Msg::RequestPending, &[("when", &i18n.relative(&at, workspace.shell.now()))])
                    }
                    (Obstacle::Requested, None) => i18n.t(Msg::RequestPendingUndated),
                    (Obstacle::Vanished, _) => i18n.t(Msg::RequestVanished),
                };
                view! { <Notice tone=Tone::Negative title=words/> }
            })}
            <ItemContents workspace item/>
            <EarlierConflicts workspace id/>
            <TextArea
                label=comment_label
                value=of(|item| item.comment.clone())
                on_input=move |text| cart.write_comment(&id.try_get().unwrap_or_default(), text)
                error=broken(FieldPath::Comment)
                required
            />
            {move || context.account_fields.get().map(|fields| {
                untrack(|| (fields.draw)(fields.choices, id.try_get().unwrap_or_default()))
            })}
            <ItemDates workspace id item/>
        </section>
    }
}

/// The kind of access, with the application the item was found in.
pub(super) fn kind_of(i18n: I18n, item: &DraftItem) -> String {
    let kind = words::item_kind(i18n, &item.r#type);
    match &item.app {
        Some(app) => i18n.with(Msg::RequestOfApp, &[("kind", &kind), ("app", &app.name)]),
        None => kind,
    }
}
