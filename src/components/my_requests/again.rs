//! *Request again*: the items of a request that ended without being granted, put into the request with comment and end date.

use crate::components::typed_date::date_for_field;
use crate::components::ui::Button;
use crate::config::View;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::requests::SharedRequest;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::draft::DraftItem;
use request_center_models::moment::Moment;
use time::OffsetDateTime;

/// The button with what it adds; nothing where no item of the request can be asked for again.
#[component]
pub fn RequestAgain(
    /// The viewer's workspace.
    workspace: Workspace,
    /// The row.
    row: Derived<SharedRequest>,
) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    let again = Memo::new(move || cart.again(&row.get()));
    let note = move || {
        let (names, held) = again.with(|again| {
            let name = |row: &SharedRequest| row.name.clone().unwrap_or_else(|| i18n.t(Msg::RequestsUnnamed));
            (again.rows.iter().map(name).collect::<Vec<_>>(), again.held)
        });
        let mut sentences = Vec::new();
        if !names.is_empty() {
            sentences.push(i18n.with(Msg::AgainAdds, &[("names", &i18n.list(&names))]));
        }
        if held > 0 {
            let total = i18n.number(names.len().saturating_add(held));
            sentences.push(i18n.count(Msg::AgainHeld, held, &[("total", &total)]));
        }
        sentences.join(" ")
    };
    let add = move |()| {
        let now = workspace.shell.now();
        let items: Vec<DraftItem> =
            again.with_untracked(|again| again.rows.iter().filter_map(|row| typed_item(row, now)).collect());
        let count = items.len();
        if !cart.add_typed(items) {
            return workspace.shell.say(i18n.t(Msg::CatalogLocked));
        }
        workspace.shell.say(i18n.count(Msg::AgainAdded, count, &[]));
        workspace.shell.deep_link.view.set(View::Catalog);
    };
    let locked = move || {
        let is_being_sent = cart.is_being_sent().then(|| i18n.t(Msg::CatalogLocked));
        is_being_sent.or_else(|| workspace.shell.refusal_words())
    };
    let has_any = Memo::new(move || again.with(|again| !again.rows.is_empty()));
    let has_ended = Memo::new(move || again.with(|again| again.held > 0 || !again.rows.is_empty()));
    move || {
        has_ended.get().then(|| {
            view! {
                <div class="rc-cards">
                    {move || has_any.get().then(|| view! {
                        <Button label=i18n.label(Msg::AgainButton) disabled_reason=locked on_press=add/>
                    }.into_any())}
                    <p class="rc-note" dir="auto">{note}</p>
                </div>
            }
            .into_any()
        })
    }
}

/// The item as it was asked for; an end date that has passed is left out.
fn typed_item(row: &SharedRequest, now: OffsetDateTime) -> Option<DraftItem> {
    let comment = row.requester_comment.as_ref().and_then(|comment| comment.comment.clone());
    let is_ahead = |end: &&Moment| end.instant().is_some_and(|end| end > now);
    Some(DraftItem {
        comment: comment.unwrap_or_default(),
        remove_date: row.remove_date.as_ref().filter(is_ahead).map(date_for_field).unwrap_or_default(),
        ..DraftItem::new(row.id.clone()?, row.r#type.clone()?, row.name.clone().unwrap_or_default())
    })
}
