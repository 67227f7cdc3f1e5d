//! The panel **My team**: the viewer's reports, the access of those chosen, and beside it the removal form.

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

use super::ui::SplitView;
use crate::i18n::Msg;
use crate::signal::Memo;
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
    view! {
        <SplitView
            side_label=workspace.shell.i18n.label(Msg::RemovalTitle)
            main=move || view! { <Main workspace/> }
            side=move || view! { <RemovalSide workspace/> }
            jump_label=move || {
                let count = workspace.team.removal.draft.with(|draft| draft.lines.len());
                (count > 0).then(|| workspace.shell.i18n.count(Msg::RemovalJump, count, &[]))
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
