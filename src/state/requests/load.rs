//! Reading the status list: all pages, or the newest where that is enough to see what changed.

use super::{Requests, SharedRequest, newest_first};
use crate::api::{Abort, ApiError, Client, ErrorKind, StatusQuery};
use crate::state::index::Index;
use crate::state::list::{End, Fetched, Paging, read_pages};
use leptos::task::spawn_local;
use request_center_models::id::RowId;
use std::sync::Arc;

/// Pages read of each question at most.
const PAGES: u32 = 40;

pub(super) fn start(requests: Requests, client: Client, newest_only: bool) {
    let load = requests.list.load;
    let begun = if newest_only { load.refresh() } else { Some((load.begin(), false)) };
    let Some((abort, newest_only)) = begun else { return };
    let mut reading =
        StatusReading { requests, client: client.clone(), abort, newest_only, rows: Vec::new() };
    spawn_local(async move {
        let Some(end) = reading.read_all().await else { return };
        reading.show(&end);
        load.finish(end, &client);
        requests.poll.schedule();
    });
}

/// A reading of the viewer's status list, and what it has brought.
struct StatusReading {
    requests: Requests,
    client: Client,
    abort: Abort,
    newest_only: bool,
    rows: Vec<SharedRequest>,
}

impl StatusReading {
    async fn read_all(&mut self) -> Option<End> {
        if self.requests.asks_apart.try_get() == Some(true) {
            return self.read_both_sides().await;
        }
        let refused = |error: &ApiError| matches!(error.kind, ErrorKind::BadRequest | ErrorKind::Forbidden);
        match self.read_side(StatusQuery::regarding_me()).await? {
            End::Failed(error) if self.rows.is_empty() && refused(&error) => {
                let end = self.read_both_sides().await?;
                if !matches!(end, End::Failed(_)) {
                    // It will be refused again: until the page is loaded anew only what is answered is asked.
                    self.requests.asks_apart.set(true);
                }
                Some(end)
            }
            end => Some(end),
        }
    }

    /// Some tenants refuse `regarding-identity`: then what was asked for the person and by the person, put together.
    async fn read_both_sides(&mut self) -> Option<End> {
        self.newest_only = false;
        let mut end = self.read_side(StatusQuery::for_me()).await?;
        if !matches!(end, End::Failed(_)) {
            let other = self.read_side(StatusQuery::by_me()).await?;
            end = if other == End::All { end } else { other };
        }
        newest_first(&mut self.rows);
        Some(end)
    }

    async fn read_side(&mut self, query: StatusQuery) -> Option<End> {
        let Self { requests, client, abort, newest_only, rows } = self;
        let mut page = async |offset, priority| {
            let query = StatusQuery { offset, ..query.clone() };
            let page = client.list_access_request_status(&query, priority, abort).await?;
            let mut fetched =
                Fetched::new(&page, |row| row.account_activity_item_id.as_ref().map(RowId::as_str));
            rows.extend(page.rows.into_iter().map(Arc::new));
            fetched.enough = *newest_only && open_rows_are_in(*requests, rows);
            if !fetched.enough {
                *rows = without_repeats(std::mem::take(rows));
                take(*requests, || requests.list.grow(rows));
            }
            Ok(fetched)
        };
        let paging = Paging { pages: PAGES, load: Some(requests.list.load), ..Paging::default() };
        read_pages(paging, abort, &mut page).await
    }

    /// Shows what was read: in place of what was shown where it is everything, else on top of it.
    fn show(&mut self, end: &End) {
        let read = std::mem::take(&mut self.rows);
        take(self.requests, || {
            self.requests.list.rows.update(|rows| match end {
                End::All | End::More => *rows = read,
                End::Enough | End::Failed(_) => merge(rows, read),
            });
        });
    }
}

/// Changes what is shown; where that shows anything new of what is under way, the next look comes soon.
fn take(requests: Requests, change: impl FnOnce()) {
    let Some(before) = requests.list.rows.try_with_untracked(|rows| whereabouts(rows)) else { return };
    change();
    if requests.list.rows.try_with_untracked(|rows| whereabouts(rows) != before) == Some(true) {
        requests.poll.expect_more();
    }
}

/// How far each row under way has come.
fn whereabouts(rows: &[SharedRequest]) -> Vec<SharedRequest> {
    rows.iter().filter(|row| row.is_open()).cloned().collect()
}

/// Whether every row under way stands in these newest rows, so that nothing else need be read.
fn open_rows_are_in(requests: Requests, newest: &[SharedRequest]) -> bool {
    let known = |row: &SharedRequest| {
        let id = row.account_activity_item_id.as_ref();
        id.is_some() && newest.iter().any(|fresh| fresh.account_activity_item_id.as_ref() == id)
    };
    requests
        .list
        .rows
        .try_with_untracked(|rows| !rows.is_empty() && rows.iter().filter(|row| row.is_open()).all(known))
        .unwrap_or(false)
}

/// Newest rows over older ones.
fn merge(rows: &mut Vec<SharedRequest>, newest: Vec<SharedRequest>) {
    let mut all = newest;
    all.append(rows);
    *rows = without_repeats(all);
}

/// Each row once, the first of its kind; rows without an id are all kept.
fn without_repeats(rows: Vec<SharedRequest>) -> Vec<SharedRequest> {
    let mut seen = Index::default();
    let mut kept = Vec::new();
    for row in rows {
        let id = row.account_activity_item_id.as_ref().map(RowId::as_str);
        if id.is_none_or(|id| seen.add(id)) {
            kept.push(row);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::wire::status::RequestedItemStatus;

    fn row(id: &str, name: &str) -> SharedRequest {
        Arc::new(RequestedItemStatus {
            account_activity_item_id: Some(id.into()),
            name: Some(name.to_owned()),
            ..RequestedItemStatus::default()
        })
    }

    #[test]
    fn the_newest_reading_of_a_row_wins_and_older_rows_stay() {
        let mut rows = vec![row("b", "old b"), row("a", "old a")];
        merge(&mut rows, vec![row("c", "new c"), row("b", "new b")]);
        let names: Vec<_> = rows.iter().filter_map(|r| r.name.clone()).collect();
        assert_eq!(names, ["new c", "new b", "old a"]);
    }

    #[test]
    fn rows_without_an_id_are_never_taken_for_one_another() {
        let nameless = || Arc::new(RequestedItemStatus::default());
        assert_eq!(without_repeats(vec![nameless(), nameless()]).len(), 2);
    }
}
