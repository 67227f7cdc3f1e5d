//! *What it contains*: the description of an item and what it brings along, as far as the service tells whoever asks; where it does not,
//! who can.

use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::signal::Memo;
use crate::state::catalog::item::CatalogItem;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::draft::DraftItem;
use request_center_models::wire::reference::ItemType;
use std::sync::Arc;

/// The contents of an item, folded.
#[component]
pub fn ItemContents(
    /// The viewer's workspace.
    workspace: Workspace,
    /// The item.
    item: Memo<Option<DraftItem>>,
) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let sentences = Memo::new(move || {
        let Some(item) = item.get() else { return Vec::new() };
        let items = workspace.shell.catalog.items;
        let listed = items.with(|all| all.iter().find(|listed| listed.id == item.id).cloned());
        contents(i18n, &item, listed.as_ref())
    });
    view! {
        <details class="rc-more">
            <summary>{i18n.label(Msg::ContentsTitle)}</summary>
            {move || sentences.get().into_iter().map(|text| {
                view! { <p class="rc-note" dir="auto">{text}</p> }.into_any()
            }).collect::<Vec<_>>()}
        </details>
    }
    .into_any()
}

/// The description, what is known of the contents, and who can tell the rest.
fn contents(i18n: I18n, item: &DraftItem, listed: Option<&Arc<CatalogItem>>) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(listed.map(|listed| listed.description.clone()).filter(|text| !text.trim().is_empty()));
    match (&item.r#type, &item.app) {
        (ItemType::Entitlement, _) => {
            let source = listed.and_then(|listed| listed.source.clone());
            sentences.push(match source {
                Some(source) => i18n.with(Msg::ContentsRightOn, &[("source", &source)]),
                None => i18n.t(Msg::ContentsRight),
            });
            return sentences;
        }
        (ItemType::AccessProfile, Some(app)) => {
            sentences.push(i18n.with(Msg::ContentsOfApp, &[("app", &app.name)]));
            return sentences;
        }
        (kind, _) => {
            let kind = words::item_kind(i18n, kind);
            sentences.push(i18n.with(Msg::ContentsNotTold, &[("kind", &kind)]));
        }
    }
    let owner = listed.and_then(|listed| listed.owner.clone());
    sentences.extend(owner.map(|owner| i18n.with(Msg::ContentsAsk, &[("owner", &owner)])));
    sentences
}
