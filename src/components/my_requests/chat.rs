//! *Copy for chat*: a request in a few lines for the people it waits for: the item, for whom, since when, and the link.

use crate::components::ui::{Button, Control, ElementRef, Field, IconName, focus_soon};
use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, Signal};
use crate::state::clipboard::copy;
use crate::state::requests::SharedRequest;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::progress::Progress;
use request_center_models::wire::reference::{ItemType, RequestType};
use request_center_models::wire::status::RequestedItemStatus;
use web_sys::HtmlTextAreaElement;

/// The button, and the text to copy by hand where the browser refuses.
#[component]
pub fn CopyForChat(
    /// The viewer's workspace.
    workspace: Workspace,
    /// The row.
    row: Derived<SharedRequest>,
) -> impl IntoView {
    let (i18n, deep_link) = (workspace.shell.i18n, workspace.shell.deep_link);
    let refused = Signal::<Option<String>>::default();
    let field = ElementRef::new();
    let copy = move |()| {
        let row = row.get_untracked();
        let link = untrack(|| deep_link.has_links()).then(|| deep_link.link_to(&row.key())).flatten();
        let text = text(i18n, &row, link);
        copy(text.clone(), move |done| {
            workspace.shell.say(i18n.t(if done { Msg::ChatCopied } else { Msg::ChatNotCopied }));
            refused.set((!done).then_some(text));
            focus_soon(field);
        });
    };
    let is_refused = Memo::new(move || refused.with(Option::is_some));
    let select = move |event: leptos::ev::FocusEvent| event_target::<HtmlTextAreaElement>(&event).select();
    let by_hand = move || {
        let control = move |control: Control| {
            view! {
                <textarea
                    class="rc-control"
                    part="control"
                    id=control.id
                    rows="4"
                    readonly=true
                    node_ref=field
                    aria-describedby=control.described_by
                    prop:value=move || refused.get().unwrap_or_default()
                    on:focus=select
                ></textarea>
            }
            .into_any()
        };
        let hint = Derived::new(move || Some(i18n.t(Msg::ChatNotCopied)));
        let error = Derived::default();
        view! { <Field label=i18n.label(Msg::ChatText) error hint control=Box::new(control)/> }.into_any()
    };
    view! {
        <Button label=i18n.label(Msg::ChatCopy) icon=IconName::Link on_press=copy/>
        {move || is_refused.get().then(by_hand)}
    }
}

/// The request in a few lines. It names the recipient, because the reader is somebody else.
fn text(i18n: I18n, row: &RequestedItemStatus, link: Option<String>) -> String {
    let name = words::person(i18n, row.requested_for.as_ref());
    let item = row.name.clone().unwrap_or_else(|| i18n.t(Msg::RequestsUnnamed));
    let kind = words::item_kind(i18n, row.r#type.as_ref().unwrap_or(&ItemType::missing()));
    let what = match row.request_type {
        Some(RequestType::Revoke) => Msg::ChatRemoval,
        Some(RequestType::Modify) => Msg::ChatChange,
        _ => Msg::ChatGrant,
    };
    let (_, _, state) = words::progress(i18n, row);
    let since = match Progress::of(row) {
        Progress::Waiting { since, .. } => since,
        _ => None,
    };
    let state = match since {
        Some(since) => {
            i18n.with(Msg::ChatSince, &[("state", &state), ("date", &words::date_in_both(i18n, &since))])
        }
        None => state,
    };
    let mut lines = vec![i18n.with(what, &[("name", &name), ("item", &item), ("kind", &kind)]), state];
    lines.extend(link);
    lines.join("\n")
}
