//! *Request again*: the items of a request that was not granted or whose access has ended, put into the request with recipients,
//! comment and dates.

use crate::components::typed_date::date_for_field;
use crate::components::ui::Button;
use crate::config::View;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::cart::again::Again;
use crate::state::requests::SharedRequest;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::draft::DraftItem;
use request_center_models::moment::Moment;
use request_center_models::wire::reference::RequestType;
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
            let name =
                |row: &&SharedRequest| row.name.clone().unwrap_or_else(|| i18n.t(Msg::RequestsUnnamed));
            (once(&again.rows).iter().map(name).collect::<Vec<_>>(), again.held)
        });
        let mut sentences = Vec::new();
        if !names.is_empty() {
            sentences.push(i18n.with(Msg::AgainAdds, &[("names", &i18n.list(&names))]));
        }
        let others = again.with(|again| others(workspace, again));
        if !others.is_empty() {
            sentences.push(i18n.with(Msg::AgainFor, &[("names", &i18n.list(&others))]));
        }
        if held > 0 {
            let total = i18n.number(again.with(|again| again.rows.len()).saturating_add(held));
            sentences.push(i18n.count(Msg::AgainHeld, held, &[("total", &total)]));
        }
        sentences.join(" ")
    };
    let add = move |()| {
        let now = workspace.shell.now();
        let again = again.get_untracked();
        let items: Vec<DraftItem> =
            once(&again.rows).into_iter().filter_map(|row| typed_item(row, now)).collect();
        let count = items.len();
        if !cart.add_typed(items, &again) {
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

/// The rows, of each item the first.
fn once(rows: &[SharedRequest]) -> Vec<&SharedRequest> {
    let mut first: Vec<&SharedRequest> = Vec::new();
    for row in rows {
        if !first.iter().any(|known| known.id == row.id) {
            first.push(row);
        }
    }
    first
}

/// The names of the recipients, where the request is not for the viewer alone.
fn others(workspace: Workspace, again: &Again) -> Vec<String> {
    let viewer = workspace.shell.viewer().id;
    let people = again.people();
    if people.iter().all(|(id, _)| *id == viewer) {
        return Vec::new();
    }
    people.into_iter().map(|(id, name)| if name.is_empty() { id.to_string() } else { name }).collect()
}

/// The item as it was asked for; dates that have passed are left out.
fn typed_item(row: &SharedRequest, now: OffsetDateTime) -> Option<DraftItem> {
    // The comment of a removal said why it ends.
    let said = Some(row).filter(|row| row.request_type != Some(RequestType::Revoke));
    let comment = said.and_then(|row| row.requester_comment.as_ref()?.comment.clone());
    let is_ahead = |date: &&Moment| date.instant().is_some_and(|date| date > now);
    let ahead =
        |date: &Option<Moment>| date.as_ref().filter(is_ahead).map(date_for_field).unwrap_or_default();
    Some(DraftItem {
        comment: comment.unwrap_or_default(),
        start_date: ahead(&row.start_date),
        remove_date: ahead(&row.remove_date),
        ..DraftItem::new(row.id.clone()?, row.r#type.clone()?, row.name.clone().unwrap_or_default())
    })
}
