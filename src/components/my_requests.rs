//! The panel **My requests**: requests by or for the viewer, their status and history, and cancelling.

pub mod again;
pub mod cancel;
pub mod detail;
pub mod export;
pub mod list;

use super::ui::SplitView;
use crate::i18n::Msg;
use crate::state::workspace::Workspace;
use detail::RequestDetail;
use leptos::prelude::*;
use list::RequestList;

/// The panel: the list and the details of the selected request.
#[component]
pub fn MyRequests(
    /// The viewer's workspace.
    workspace: Workspace,
) -> impl IntoView {
    view! {
        <SplitView
            side_label=workspace.shell.i18n.label(Msg::DetailTitle)
            main=move || view! { <RequestList workspace/> }
            side=move || view! { <RequestDetail workspace/> }
            jump_label=move || workspace.requests.selected.with(Option::is_some).then(|| workspace.shell.i18n.t(Msg::DetailJump))
        />
    }
}
