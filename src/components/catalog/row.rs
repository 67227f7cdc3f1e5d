//! One row of the catalog. Its end is a slot that the request's code fills once it is loaded.

use crate::components::lazy_panel::PanelContext;
use crate::components::ui::{Marked, Row};
use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::signal::Derived;
use crate::state::catalog::item::CatalogItem;
use leptos::prelude::*;
use std::sync::Arc;

/// A row of the catalog.
#[component]
pub fn ItemRow(
    /// The widget, and the request's slot at the row's end.
    context: PanelContext,
    /// The item.
    item: Arc<CatalogItem>,
) -> impl IntoView {
    let (i18n, catalog) = (context.shell.i18n, context.shell.catalog);
    let terms = Derived::new(move || {
        catalog.query.with(|q| q.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    });
    let (name, line) = (item.name.clone(), item.description.clone());
    let icon = words::item_icon(Some(&item.r#type));
    let facts = {
        let item = Arc::clone(&item);
        Derived::new(move || facts(i18n, &item))
    };
    let end = move || match context.slots.get() {
        Some(slots) => untrack(|| (slots.row_end)(Arc::clone(&item))),
        // Its space is reserved, so that nothing moves once it is drawn.
        None => (!context.shell.code.state.get().has_failed())
            .then(|| view! { <span class="rc-row-awaits"></span> })
            .into_any(),
    };
    view! {
        <Row icon name=move || view! { <Marked text=name terms/> } line facts>
            {end}
        </Row>
    }
}

/// Kind, source, owner, and that a comment is required.
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
