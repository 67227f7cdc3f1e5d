//! The rows of My requests as a table to save.

use crate::components::export::{Table, date};
use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::state::list::LoadState;
use crate::state::requests::SharedRequest;
use crate::state::workspace::Workspace;
use request_center_models::id::AccessRequestId;

/// These rows, in the words of the list.
pub fn table(workspace: Workspace, rows: &[SharedRequest]) -> Table {
    let i18n = workspace.shell.i18n;
    Table {
        columns: vec![
            Msg::ExportItem,
            Msg::DetailKind,
            Msg::ExportRequest,
            Msg::ExportFor,
            Msg::ExportBy,
            Msg::ExportState,
            Msg::ExportRequested,
            Msg::ExportStarts,
            Msg::ExportEnds,
            Msg::ExportChanged,
            Msg::ExportComment,
            Msg::DetailRequestId,
        ],
        rows: rows.iter().map(|row| cells(i18n, row)).collect(),
        is_whole: workspace.requests.list.load.state.with_untracked(LoadState::is_whole),
    }
}

fn cells(i18n: I18n, row: &SharedRequest) -> Vec<String> {
    let (_, _, request) = words::request_kind(i18n, row.request_type.as_ref());
    let (_, _, state) = words::progress(i18n, row);
    let comment = row.requester_comment.as_ref().and_then(|comment| comment.comment.clone());
    vec![
        row.name.clone().unwrap_or_default(),
        row.r#type.as_ref().map(|kind| words::item_kind(i18n, kind)).unwrap_or_default(),
        request,
        words::person(i18n, row.requested_for.as_ref()),
        words::person(i18n, row.requester.as_ref()),
        state,
        date(row.created.as_ref()),
        date(row.start_date.as_ref()),
        date(row.remove_date.as_ref()),
        date(row.modified.as_ref()),
        comment.unwrap_or_default(),
        row.access_request_id.as_ref().map(AccessRequestId::as_str).unwrap_or_default().to_owned(),
    ]
}
