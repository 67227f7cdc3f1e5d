//! The panel **My team**: the viewer's reports, the access of those chosen, and beside it the removal form, or that of a new end.

pub mod entitlement;
pub mod export;
pub mod group;
pub mod holding_row;
pub mod holdings;
pub mod link;
pub mod outcome;
pub mod removal;
pub mod reports;
pub mod review;

use super::end_change::EndChangeSide;
use super::ui::SplitView;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::team::workspace::TeamWorkspace;
use holdings::HoldingList;
use leptos::prelude::*;
use removal::RemovalSide;
use reports::ReportList;

/// The panel: people or their access, and beside it the removal form.
#[component]
pub fn MyTeam(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let is_changing = Memo::new(move || team.end_change.is_open());
    let side = move || {
        if is_changing.get() {
            view! { <EndChangeSide shell=workspace.shell change=team.end_change/> }.into_any()
        } else {
            view! { <RemovalSide workspace/> }.into_any()
        }
    };
    let title = move || if is_changing.get() { Msg::EndChangeTitle } else { Msg::RemovalTitle };
    view! {
        <SplitView
            side_label=Derived::new(move || i18n.t(title()))
            main=move || view! { <Main workspace/> }
            side=move || view! { {side} }
            jump_label=move || {
                let count = team.removal.draft.with(|draft| draft.lines.len());
                let removal = (count > 0).then(|| i18n.count(Msg::RemovalJump, count, &[]));
                if is_changing.get() { Some(i18n.t(Msg::EndChangeJump)) } else { removal }
            }
        />
    }
}

#[component]
fn Main(workspace: TeamWorkspace) -> impl IntoView {
    let is_chosen = Memo::new(move || workspace.team.chosen.with(|chosen| !chosen.is_empty()));
    move || {
        if is_chosen.get() {
            view! { <HoldingList workspace/> }.into_any()
        } else {
            view! { <ReportList workspace/> }.into_any()
        }
    }
}
