//! The panel **My requests**: everything asked by or for the person, where it stands, and the way to cancel.

pub mod cancel;
pub mod detail;
pub mod list;

use super::ui::SplitView;
use crate::i18n::Msg;
use crate::state::desk::Desk;
use detail::RequestDetail;
use leptos::prelude::*;
use list::RequestList;

/// The panel: the list, and beside it the request that was picked.
#[component]
pub fn MyRequests(
    /// What the viewer has under way.
    desk: Desk,
) -> impl IntoView {
    view! {
        <SplitView
            side_label=desk.i18n.label(Msg::DetailTitle)
            main=move || view! { <RequestList desk/> }
            side=move || view! { <RequestDetail desk/> }
            jump_label=move || desk.requests.selected.with(Option::is_some).then(|| desk.i18n.t(Msg::DetailJump))
        />
    }
}
