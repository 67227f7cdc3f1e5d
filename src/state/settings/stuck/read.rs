//! Reads stuck requests: open rows of everyone above the minimum age, grouped by access request.

use super::{StuckRequest, StuckRequests};
use crate::api::{Abort, Filter, StatusQuery, Whose};
use crate::state::list::{End, Fetched, Paging, read_pages};
use crate::state::requests::SharedRequest;
use request_center_models::cancel::Viewer;
use request_center_models::close::CloseBlocked;
use request_center_models::id::{AccessRequestId, RowId};
use request_center_models::progress::stuck_before;
use std::sync::Arc;
use time::OffsetDateTime;

impl StuckRequests {
    /// Reads the list for that minimum age.
    pub(super) async fn read_pages(self, days: u32, abort: Abort) {
        let (Some(client), Some(viewer)) = (self.client.try_get(), self.viewer.try_get()) else { return };
        let query = StatusQuery {
            executing_only: true,
            filters: Some(Filter::before("created", &stuck_before(self.now(), days))),
            sorters: Some("created".to_owned()),
            ..StatusQuery::of(Whose::Everyone)
        };
        let mut found = Vec::new();
        let mut page = async |offset, priority| {
            let query = StatusQuery { offset, ..query.clone() };
            let page = client.list_access_request_status(&query, priority, &abort).await?;
            let fetched = Fetched::new(&page, |row| row.account_activity_item_id.as_ref().map(RowId::as_str));
            let now = self.now();
            for row in page.rows {
                add(&mut found, Arc::new(row), &viewer, now, days);
            }
            Ok(fetched)
        };
        let paging = Paging { load: Some(self.list.load), ..Paging::default() };
        let Some(end) = read_pages(paging, &abort, &mut page).await else { return };
        if let End::Failed(error) = &end {
            self.host.error(error);
        } else {
            let is_found = |id: &AccessRequestId| found.iter().any(|request| request.id() == *id);
            self.form.update(|draft| draft.ids.retain(is_found));
        }
        if !found.is_empty() || !matches!(end, End::Failed(_)) {
            self.list.rows.set(found);
        }
        self.list.load.finish(end, &client);
    }
}

/// Adds a stuck row to its access request. Rows without an id are not grouped.
fn add(found: &mut Vec<StuckRequest>, row: SharedRequest, viewer: &Viewer, now: OffsetDateTime, days: u32) {
    let Some(how) = row.stuck(now, days) else { return };
    let blocked = row.close_blocked(viewer);
    let same = found.iter_mut().find(|other| {
        blocked != Some(CloseBlocked::NoId)
            && other.rows.iter().any(|known| known.access_request_id == row.access_request_id)
    });
    match same {
        Some(other) => other.rows.push(row),
        None => found.push(StuckRequest { rows: vec![row], how, blocked }),
    }
}
