//! The panel **My team**: who reports to the viewer, what each holds, and beside it the removal being put together.

pub mod entitlement;
pub mod group;
pub mod held;
pub mod held_row;
pub mod link;
pub mod outcome;
pub mod removal;
pub mod reports;
pub mod review;

use super::ui::SplitView;
use crate::i18n::Msg;
use crate::signal::Memo;
use crate::state::team::workspace::TeamWorkspace;
use held::HeldList;
use leptos::prelude::*;
use removal::RemovalSide;
use reports::ReportList;

/// The panel: people or what they hold, and beside it the removal.
#[component]
pub fn MyTeam(
    /// The viewer's desk, and their people on it.
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
    let somebody = Memo::new(move || workspace.team.chosen.with(|chosen| !chosen.is_empty()));
    move || {
        if somebody.get() {
            view! { <HeldList workspace/> }.into_any()
        } else {
            view! { <ReportList workspace/> }.into_any()
        }
    }
}
