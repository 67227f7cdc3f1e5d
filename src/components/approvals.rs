//! The panel **Approvals**: the list of approvals, and beside it the details and the decision form.

pub mod batches;
pub mod choices;
pub mod decision;
pub mod export;
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

/// The panel.
#[component]
pub fn ApprovalsPanel(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
) -> impl IntoView {
    let approvals = workspace.approvals;
    let on_key = move |event| keys::on_keydown(workspace, &event);
    view! {
        <div class="rc-approvals" on:keydown=on_key>
            <SplitView
                side_label=workspace.shell.i18n.label(Msg::ApprovalsSide)
                main=move || view! { <ApprovalList workspace/> }
                side=move || view! { <ApprovalSide workspace/> }
                jump_label=move || {
                    // The undo bar has a button that leads there too; the two would overlap.
                    let count = if has_undo_bar(approvals) { 0 } else { approvals.lists.subject().len() };
                    (count > 0).then(|| workspace.shell.i18n.count(Msg::ApprovalsJump, count, &[]))
                }
            />
            <UndoBar workspace/>
            <KeyHelp workspace/>
        </div>
    }
}
