//! The panel **Approvals**: what waits for the viewer's decision and what was decided, and beside it the facts and the decision.

pub mod batches;
pub mod choices;
pub mod decision;
pub mod facts;
pub mod batch_summary;
pub mod keys;
pub mod list;
pub mod row;
pub mod side;
pub mod undo_bar;
pub mod words;

use super::ui::SplitView;
use crate::i18n::Msg;
use crate::state::approvals::workspace::ApprovalsWorkspace;
use keys::KeyHelp;
use leptos::prelude::*;
use list::ApprovalList;
use side::ApprovalSide;
use undo_bar::{UndoBar, has_undo_bar};

/// The panel: the list, and beside it one approval or the selection.
#[component]
pub fn ApprovalsPanel(
    /// The viewer's desk, and what waits for their decision on it.
    workspace: ApprovalsWorkspace,
) -> impl IntoView {
    let approvals = workspace.approvals;
    let press = move |event| keys::pressed(workspace, &event);
    view! {
        <div class="rc-approvals" on:keydown=press>
            <SplitView
                side_label=workspace.shell.i18n.label(Msg::ApprovalsSide)
                main=move || view! { <ApprovalList workspace/> }
                side=move || view! { <ApprovalSide workspace/> }
                jump_label=move || {
                    // In the strip there is a way down too, and two would stand one upon the other.
                    let count = if has_undo_bar(approvals) { 0 } else { approvals.lists.subject().len() };
                    (count > 0).then(|| workspace.shell.i18n.count(Msg::ApprovalsJump, count, &[]))
                }
            />
            <UndoBar workspace/>
            <KeyHelp workspace/>
        </div>
    }
}
