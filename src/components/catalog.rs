//! The panel **Catalog**: the items that can be requested, searched while typing, and beside them the request form.

pub mod end;
pub mod list;
pub mod row;

use super::lazy_panel::{LazyPanel, PanelContext};
use super::ui::SplitView;
use crate::i18n::Msg;
use leptos::prelude::*;
use list::CatalogList;

/// The panel: the list, and beside it the request form.
#[component]
pub fn CatalogPanel(
    /// The widget, and the request's slots in the catalog.
    context: PanelContext,
    /// Mounts the request, whose code is loaded later.
    request: fn(PanelContext) -> AnyView,
) -> impl IntoView {
    let shell = context.shell;
    let jump = move || match context.slots.get() {
        Some(slots) => slots.jump.get(),
        None => shell.code.state.get().has_failed().then(|| shell.i18n.t(Msg::PanelNotLoaded)),
    };
    let review = context.matrix.review;
    view! {
        <div hidden=move || review.with(Option::is_some)>
            <SplitView
                side_label=shell.i18n.label(Msg::RequestTitle)
                main=move || view! { <CatalogList context/> }
                side=move || view! { <LazyPanel context wanted=|| true mount=request/> }
                jump_label=jump
            />
        </div>
        {move || review.get().map(|draw| untrack(|| draw(context)))}
    }
}
