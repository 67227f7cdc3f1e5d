//! The panel **My requests**: everything asked by or for the person, where it stands, and the way to cancel.

pub mod cancel;
pub mod detail;
pub mod list;

use super::ui::SplitView;
use crate::i18n::Msg;
use crate::state::workspace::Workspace;
use detail::RequestDetail;
use leptos::prelude::*;
use list::RequestList;

/// The panel: the list, and beside it the request that was picked.
#[component]
pub fn MyRequests(
    /// What the viewer has under way.
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
