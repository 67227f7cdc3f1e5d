//! Reading stuck requests: everybody's open rows that are older than so many days, grouped by access request.

use super::{StuckRequest, StuckRequests};
use crate::api::{Abort, Client, Filter, Priority, StatusQuery, Whose};
use crate::state::list::{End, Fetched, Load, PageFuture, Pages, Paging, read_pages};
use crate::state::requests::Row;
use request_center_models::cancel::Viewer;
use request_center_models::close::CloseBlocked;
use request_center_models::progress::stuck_before;
use std::sync::Arc;

impl StuckRequests {
    /// Reads the list for these days.
    pub(super) async fn read_pages(self, days: u32, abort: Abort) {
        let (Some(client), Some(viewer)) = (self.client.try_get(), self.viewer.try_get()) else { return };
        let query = StatusQuery {
            executing_only: true,
            filters: Some(Filter::before("created", &stuck_before(self.now(), days))),
            sorters: Some("created".to_owned()),
            ..StatusQuery::of(Whose::Everyone)
        };
        let mut pages = StuckPages { stuck: self, client, abort, query, viewer, days, found: Vec::new() };
        let abort = pages.abort.clone();
        let Some(end) = read_pages(&mut pages, Paging::default(), 0, &abort).await else { return };
        if let End::Failed(error) = &end {
            self.host.error(error);
        } else {
            self.draft.update(|draft| {
                draft.ids.retain(|id| pages.found.iter().any(|request| request.id() == *id));
            });
        }
        if !pages.found.is_empty() || !matches!(end, End::Failed(_)) {
            self.list.rows.set(pages.found);
        }
        self.list.load.finish(end, &pages.client);
    }
}

/// Everybody's open rows, oldest first, and the stuck requests among those read.
struct StuckPages {
    stuck: StuckRequests,
    client: Client,
    abort: Abort,
    query: StatusQuery,
    viewer: Viewer,
    days: u32,
    found: Vec<StuckRequest>,
}

impl Pages for StuckPages {
    fn read(&mut self, offset: u32, priority: Priority) -> PageFuture<'_> {
        Box::pin(async move {
            let query = StatusQuery { offset, ..self.query.clone() };
            let page = self.client.list_access_request_status(&query, priority, &self.abort).await?;
            let fetched = Fetched::new(&page.rows, page.total, |row| {
                row.account_activity_item_id.as_ref().map(ToString::to_string)
            });
            for row in page.rows {
                self.add(Arc::new(row));
            }
            Ok(fetched)
        })
    }

    fn load(&self) -> Option<Load> {
        Some(self.stuck.list.load)
    }
}

impl StuckPages {
    /// Adds a row to its access request, where it is stuck. Rows without an id stand alone.
    fn add(&mut self, row: Row) {
        let Some(how) = row.stuck(self.stuck.now(), self.days) else { return };
        let blocked = row.close_blocked(&self.viewer);
        let same = self.found.iter_mut().find(|other| {
            blocked != Some(CloseBlocked::NoId)
                && other.rows.iter().any(|known| known.access_request_id == row.access_request_id)
        });
        match same {
            Some(other) => other.rows.push(row),
            None => self.found.push(StuckRequest { rows: vec![row], how, blocked }),
        }
    }
}
