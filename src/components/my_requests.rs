//! The panel **My requests**: requests by or for the viewer, their status and history, cancelling, and what the viewer holds that ends.

pub mod again;
pub mod cancel;
pub mod chat;
pub mod detail;
pub mod ends;
pub mod export;
pub mod list;

use super::end_change::EndChangeSide;
use super::ui::SplitView;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Stored, effect};
use crate::state::own_access::OwnAccess;
use crate::state::workspace::Workspace;
use detail::RequestDetail;
use ends::OwnEnds;
use leptos::prelude::*;
use list::RequestList;

/// The panel: the list and the details of the selected request.
#[component]
pub fn MyRequests(
    /// The viewer's workspace.
    workspace: Workspace,
) -> impl IntoView {
    let (i18n, requests) = (workspace.shell.i18n, workspace.requests);
    let access = Stored::new(OwnAccess::new(workspace));
    let access = move || access.try_get().flatten();
    if let Some(access) = access() {
        access.open();
        workspace.shell.when_back_online(move || access.open());
        // A request that is opened takes the place of the form, which keeps what was typed.
        let mut before = requests.selected.get_untracked();
        effect(move || {
            let now = requests.selected.get();
            if now.is_some() && now != before {
                untrack(|| access.change.hide());
            }
            before = now;
        });
    }
    let is_changing = Memo::new(move || access().is_some_and(|access| access.change.is_open()));
    let side = move || match access().filter(|_| is_changing.get()) {
        Some(access) => view! { <EndChangeSide shell=workspace.shell change=access.change/> }.into_any(),
        None => view! { <RequestDetail workspace/> }.into_any(),
    };
    let title = move || if is_changing.get() { Msg::EndChangeTitle } else { Msg::DetailTitle };
    let jump_label = move || {
        let is_selected = requests.selected.with(Option::is_some);
        let label = is_selected.then_some(Msg::DetailJump);
        let label = if is_changing.get() { Some(Msg::EndChangeJump) } else { label };
        label.map(|label| i18n.t(label))
    };
    view! {
        <SplitView
            side_label=Derived::new(move || i18n.t(title()))
            main=move || view! {
                {access().map(|access| view! { <OwnEnds workspace access/> })}
                <RequestList workspace/>
            }
            side=move || view! { {side} }
            jump_label
        />
    }
}
