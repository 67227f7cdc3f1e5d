//! The panel **Catalog**: what can be asked for, found as one types, and beside it the request being put together.

pub mod list;
pub mod row;
pub mod window;

use super::request::RequestSide;
use super::ui::SplitView;
use crate::i18n::Msg;
use crate::state::desk::Desk;
use leptos::prelude::*;
use list::CatalogList;

/// The panel: the list, and beside it the request.
#[component]
pub fn CatalogPanel(
    /// Everything the viewer's widget knows.
    desk: Desk,
) -> impl IntoView {
    view! {
        <SplitView
            side_label=desk.i18n.label(Msg::RequestTitle)
            main=move || view! { <CatalogList desk/> }
            side=move || view! { <RequestSide desk/> }
            jump_label=move || {
                let count = desk.cart.draft.with(|draft| draft.items.len());
                (count > 0).then(|| desk.i18n.count(Msg::RequestJump, count, &[]))
            }
        />
    }
}
