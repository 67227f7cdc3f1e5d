//! One item of the catalog: what it is, and at its end the button to add it or the state that says why there is none.

use crate::components::ui::{Badge, Button, ElementRef, IconName, Marked, Row, Tone, focus_soon};
use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::signal::{Memo, Read};
use crate::state::catalog::item::{CatalogItem, Standing};
use crate::state::desk::Desk;
use leptos::prelude::*;
use std::sync::Arc;

/// A row of the catalog.
#[component]
pub fn ItemRow(
    /// Everything the viewer's widget knows.
    desk: Desk,
    /// The item.
    item: Arc<CatalogItem>,
) -> impl IntoView {
    let i18n = desk.i18n;
    let terms = Read::new(move || {
        desk.catalog.query.with(|q| q.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    });
    let facts = {
        let item = Arc::clone(&item);
        Read::new(move || facts(i18n, &item))
    };
    let (name, line) = (item.name.clone(), item.description.clone());
    let icon = words::item_icon(Some(&item.r#type));
    view! {
        <Row icon name=move || view! { <Marked text=name terms/> } line facts>
            <End desk item/>
        </Row>
    }
}

/// Kind, source, owner, and whether a comment is asked for.
fn facts(i18n: I18n, item: &CatalogItem) -> String {
    let kind = words::item_kind(i18n, &item.r#type);
    let mut facts = match (&item.source, &item.owner) {
        (Some(source), Some(owner)) => {
            i18n.with(Msg::CatalogFactsSourceOwner, &[("kind", &kind), ("source", source), ("owner", owner)])
        }
        (Some(source), None) => i18n.with(Msg::CatalogFactsSource, &[("kind", &kind), ("source", source)]),
        (None, Some(owner)) => i18n.with(Msg::CatalogFactsOwner, &[("kind", &kind), ("owner", owner)]),
        (None, None) => kind,
    };
    if item.comment_required {
        facts.push_str(". ");
        facts.push_str(&i18n.t(Msg::CatalogCommentRequired));
    }
    facts
}

#[component]
fn End(desk: Desk, item: Arc<CatalogItem>) -> impl IntoView {
    let i18n = desk.i18n;
    let standing = {
        let item = Arc::clone(&item);
        Memo::new(move || desk.cart.standing(&item))
    };
    let place = ElementRef::new();
    let in_request = {
        let id = item.id.clone();
        Memo::new(move || desk.cart.holds(&id))
    };
    let end = move || {
        if in_request.get() {
            let text = i18n.label(Msg::CatalogInRequest);
            return view! { <Badge tone=Tone::Outline icon=IconName::Tick text/> }.into_any();
        }
        match standing.get() {
            Standing::Held => {
                let text = i18n.label(Msg::CatalogHave);
                view! { <Badge tone=Tone::Positive icon=IconName::Tick text/> }.into_any()
            }
            Standing::Requested(since) => {
                let text = Read::new(move || match &since {
                    Some(at) => {
                        i18n.with(Msg::CatalogRequestedWhen, &[("when", &i18n.relative(at, desk.now()))])
                    }
                    None => i18n.t(Msg::CatalogRequested),
                });
                view! { <Badge tone=Tone::Waiting icon=IconName::Clock text/> }.into_any()
            }
            Standing::Available | Standing::NotKnown => {
                let (item, name) = (Arc::clone(&item), item.name.clone());
                let press = move |()| {
                    if !desk.cart.put_in(&item) {
                        return;
                    }
                    desk.say(i18n.with(Msg::CatalogAdded, &[("name", &item.name)]));
                    // The button gives way to a badge: the keyboard stays at this row.
                    focus_soon(place);
                };
                view! {
                    <Button
                        label=i18n.label(Msg::CatalogAdd)
                        accessible_label=Read::new(move || i18n.with(Msg::CatalogAddNamed, &[("name", &name)]))
                        icon=IconName::Plus
                        disabled_reason=move || desk.cart.is_on_its_way().then(|| i18n.t(Msg::CatalogLocked))
                        on_press=press
                    />
                }
                .into_any()
            }
        }
    };
    view! { <div class="rc-keep-focus" tabindex="-1" node_ref=place>{end}</div> }
}
