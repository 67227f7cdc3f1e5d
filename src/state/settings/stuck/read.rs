//! Reading what hangs: everybody's rows under way that are older than so many days, put together by access request.

use super::{StuckRequest, StuckRequests};
use crate::api::{Abort, ApiError, Client, ErrorKind, Filter, PAGE_LIMIT, Priority, StatusQuery, Whose};
use crate::api::{sleep, unless_aborted};
use crate::state::reading::Reading;
use crate::state::requests::Row;
use leptos::task::spawn_local;
use request_center_models::close::CloseBlocked;
use request_center_models::progress::stuck_before;
use std::sync::Arc;

/// Pages read at most.
const PAGES: u32 = 20;

impl StuckRequests {
    pub(super) fn begin(self, rest: f64) {
        self.abort.try_with(Abort::abort);
        let Ok(days) = self.age() else {
            // What was on its way was given up just now, and nothing is read until the days are a number again.
            return self.reading.set(Reading::Idle);
        };
        let (abort, Some(client)) = (Abort::new(), self.client.try_get()) else { return };
        self.abort.set(abort.clone());
        self.reading.set(Reading::Arriving);
        spawn_local(async move {
            if rest > 0.0 && unless_aborted(Some(&abort), sleep(rest)).await.is_none() {
                return;
            }
            match self.rows(&client, days, &abort).await {
                Ok((rows, complete)) => {
                    self.take(rows, days);
                    self.reading.set(if complete { Reading::Complete } else { Reading::TooMany });
                }
                Err(error) if error.kind == ErrorKind::Aborted => {}
                Err(error) => {
                    self.host.error(&error);
                    self.reading.set(Reading::Failed(error));
                }
            }
        });
    }

    async fn rows(self, client: &Client, days: u32, abort: &Abort) -> Result<(Vec<Row>, bool), ApiError> {
        let before = stuck_before(self.now(), days);
        let mut query = StatusQuery {
            executing_only: true,
            filters: Some(Filter::before("created", &before)),
            sorters: Some("created".to_owned()),
            ..StatusQuery::of(Whose::Everyone)
        };
        let mut rows: Vec<Row> = Vec::new();
        for page in 0..PAGES {
            let priority = if page == 0 { Priority::User } else { Priority::Background };
            let found = client.list_access_request_status(&query, priority, abort).await?.rows;
            let last = found.len() < PAGE_LIMIT as usize;
            rows.extend(found.into_iter().map(Arc::new));
            if last {
                return Ok((rows, true));
            }
            query.offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        }
        Ok((rows, false))
    }

    /// Rows that hang, put together by access request. Rows without an id stand alone.
    fn take(self, rows: Vec<Row>, days: u32) {
        let now = self.now();
        let Some(viewer) = self.viewer.try_get() else { return };
        let mut found: Vec<StuckRequest> = Vec::new();
        for row in rows {
            let Some(how) = row.stuck(now, days) else { continue };
            let blocked = row.close_blocked(&viewer);
            let same = found.iter_mut().find(|other| {
                blocked != Some(CloseBlocked::NoId)
                    && other.rows.iter().any(|known| known.access_request_id == row.access_request_id)
            });
            match same {
                Some(other) => other.rows.push(row),
                None => found.push(StuckRequest { rows: vec![row], how, blocked }),
            }
        }
        self.draft.update(|draft| {
            draft.ids.retain(|id| found.iter().any(|request| request.id() == *id));
        });
        self.found.set(found);
    }
}
