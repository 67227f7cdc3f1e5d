//! The panel **Catalog**: what can be asked for, found as one types, and beside it the request being put together.

pub mod end;
pub mod list;
pub mod row;

use super::lazy_panel::{LazyPanel, PanelContext};
use super::ui::SplitView;
use crate::i18n::Msg;
use crate::state::lazy_module::ModuleState;
use leptos::prelude::*;
use list::CatalogList;

/// The panel: the list, and beside it the request.
#[component]
pub fn CatalogPanel(
    /// The widget, and what the request's code draws into the catalog.
    context: PanelContext,
    /// The way into the request's code.
    request: fn(PanelContext) -> AnyView,
) -> impl IntoView {
    let shell = context.shell;
    let jump = move || match context.slots.get() {
        Some(slots) => slots.jump.get(),
        None => (shell.code.state.get() == ModuleState::Failed).then(|| shell.i18n.t(Msg::PanelNotLoaded)),
    };
    view! {
        <SplitView
            side_label=shell.i18n.label(Msg::RequestTitle)
            main=move || view! { <CatalogList context/> }
            side=move || view! { <LazyPanel context wanted=|| true mount=request/> }
            jump_label=jump
        />
    }
}
