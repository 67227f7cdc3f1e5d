//! The reviewed approvals as a table to save.

use super::words as approval_words;
use crate::components::export::{Table, date};
use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::state::approvals::row::{Approval, SharedApproval};
use crate::state::approvals::workspace::ApprovalsWorkspace;
use crate::state::list::LoadState;

/// These rows, in the words of the list.
pub fn table(workspace: ApprovalsWorkspace, rows: &[SharedApproval]) -> Table {
    let i18n = workspace.shell.i18n;
    Table {
        columns: vec![
            Msg::ExportItem,
            Msg::DetailKind,
            Msg::ExportRequest,
            Msg::ExportFor,
            Msg::ExportBy,
            Msg::ExportRequested,
            Msg::ExportComment,
            Msg::ApprovalsTermDecided,
            Msg::ExportDecidedAt,
            Msg::ExportDecisionComment,
        ],
        rows: rows.iter().map(|row| cells(i18n, row)).collect(),
        is_whole: workspace.approvals.lists.reviewed.load.state.with_untracked(LoadState::is_whole),
    }
}

fn cells(i18n: I18n, row: &Approval) -> Vec<String> {
    let decided = row.decided.as_ref();
    let by = decided.and_then(|decided| decided.by.label()).unwrap_or_default();
    let (_, _, decision) =
        approval_words::action(i18n, decided.and_then(|decided| decided.action.as_ref()), by);
    let (_, _, request) = approval_words::kind(i18n, &row.asked.kind);
    let kind = row.asked.object.r#type.as_ref();
    vec![
        row.item().to_owned(),
        kind.map(|kind| words::item_kind(i18n, kind)).unwrap_or_default(),
        request,
        approval_words::recipient(i18n, row),
        approval_words::requester(i18n, row),
        date(row.asked.requested.as_ref().or(row.asked.created.as_ref())),
        row.comment().unwrap_or_default().to_owned(),
        decision,
        date(decided.and_then(|decided| decided.at.as_ref())),
        decided.and_then(|decided| decided.comment.clone()).unwrap_or_default(),
    ]
}
