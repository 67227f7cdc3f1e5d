//! Reads the viewer's status list: every page, or only the newest one where it covers all open rows.

use crate::api::{Abort, ApiError, Client, ErrorKind, Priority, StatusQuery};
use crate::signal::Stored;
use crate::state::index::Index;
use crate::state::list::{End, Fetched, Paged, Paging, read_pages};
use crate::state::poll::Poll;
use leptos::task::spawn_local;
use request_center_models::id::RowId;
use request_center_models::order::sort_by;
use request_center_models::wire::status::RequestedItemStatus;
use std::sync::Arc;
use time::OffsetDateTime;

/// A row of the status list, shared between the list and its views.
pub type SharedRequest = Arc<RequestedItemStatus>;

/// Page limit per query.
const PAGES: u32 = 40;

/// Reads the status list of one viewer.
#[derive(Clone, Copy)]
pub(super) struct StatusReader {
    list: Paged<SharedRequest>,
    client: Stored<Client>,
    poll: Poll,
    /// True once the service has refused the combined query and answered the two narrower ones.
    splits_query: Stored<bool>,
}

impl StatusReader {
    /// A reader that fills the list and schedules its next refresh with `poll`.
    pub(super) fn new(list: Paged<SharedRequest>, client: Client, poll: Poll) -> Self {
        Self { list, client: Stored::new(client), poll, splits_query: Stored::new(false) }
    }

    /// The service's time.
    pub(super) fn now(self) -> Option<OffsetDateTime> {
        self.client.try_with(Client::now)
    }

    /// Starts to read all pages.
    pub(super) fn read(self) {
        self.run(Priority::User, (self.list.load.begin(), false));
    }

    /// Starts to read as few pages as a refresh needs.
    pub(super) fn refresh(self, priority: Priority) {
        if let Some(begun) = self.list.load.refresh() {
            self.run(priority, begun);
        }
    }

    fn run(self, priority: Priority, (abort, newest_only): (Abort, bool)) {
        let Some(client) = self.client.try_get() else { return };
        let load = self.list.load;
        let mut run =
            Run { reader: self, client: client.clone(), abort, priority, newest_only, rows: Vec::new() };
        spawn_local(async move {
            let Some(end) = run.read_all().await else { return };
            run.show(&end);
            load.record_poll(priority, &end);
            load.finish(end, &client);
            self.poll.schedule();
        });
    }

    /// Changes the rows shown; if an open row has changed, the next refresh comes soon.
    fn change_rows(self, change: impl FnOnce()) {
        let rows = self.list.rows;
        let Some(before) = rows.try_with_untracked(|rows| open_rows(rows)) else { return };
        change();
        if rows.try_with_untracked(|rows| open_rows(rows) != before) == Some(true) {
            self.poll.expect_more();
        }
    }

    /// Returns whether every open row is among these newest rows, so that no further page is needed.
    fn covers_open_rows(self, newest: &[SharedRequest]) -> bool {
        let known = |row: &SharedRequest| {
            let id = row.account_activity_item_id.as_ref();
            id.is_some() && newest.iter().any(|fresh| fresh.account_activity_item_id.as_ref() == id)
        };
        self.list
            .rows
            .try_with_untracked(|rows| !rows.is_empty() && rows.iter().filter(|row| row.is_open()).all(known))
            .unwrap_or(false)
    }
}

/// One run of the reader and the rows it has fetched so far.
struct Run {
    reader: StatusReader,
    client: Client,
    abort: Abort,
    priority: Priority,
    newest_only: bool,
    rows: Vec<SharedRequest>,
}

impl Run {
    async fn read_all(&mut self) -> Option<End> {
        if self.reader.splits_query.try_get() == Some(true) {
            return self.read_both_sides().await;
        }
        let refused = |error: &ApiError| matches!(error.kind, ErrorKind::BadRequest | ErrorKind::Forbidden);
        match self.read_side(StatusQuery::regarding_me()).await? {
            End::Failed(error) if self.rows.is_empty() && refused(&error) => {
                let end = self.read_both_sides().await?;
                if !matches!(end, End::Failed(_)) {
                    // The combined query would be refused again: it is not tried until the page is reloaded.
                    self.reader.splits_query.set(true);
                }
                Some(end)
            }
            end => Some(end),
        }
    }

    /// Combines the requests for the viewer with those by the viewer, for tenants that refuse `regarding-identity`.
    async fn read_both_sides(&mut self) -> Option<End> {
        self.newest_only = false;
        let mut end = self.read_side(StatusQuery::for_me()).await?;
        if !matches!(end, End::Failed(_)) {
            let other = self.read_side(StatusQuery::by_me()).await?;
            end = if other == End::All { end } else { other };
        }
        sort_newest_first(&mut self.rows);
        Some(end)
    }

    async fn read_side(&mut self, query: StatusQuery) -> Option<End> {
        let Self { reader, client, abort, priority, newest_only, rows } = self;
        let mut page = async |offset, priority| {
            let query = StatusQuery { offset, ..query.clone() };
            let page = client.list_access_request_status(&query, priority, abort).await?;
            let mut fetched =
                Fetched::new(&page, |row| row.account_activity_item_id.as_ref().map(RowId::as_str));
            rows.extend(page.rows.into_iter().map(Arc::new));
            fetched.enough = *newest_only && reader.covers_open_rows(rows);
            if !fetched.enough {
                *rows = deduplicated(std::mem::take(rows));
                reader.change_rows(|| reader.list.grow(rows));
            }
            Ok(fetched)
        };
        let load = Some(reader.list.load);
        let paging = Paging { pages: PAGES, load, first: *priority, ..Paging::default() };
        read_pages(paging, abort, &mut page).await
    }

    /// Shows the rows fetched: a complete run replaces those shown, any other is merged into them.
    fn show(&mut self, end: &End) {
        let fetched = std::mem::take(&mut self.rows);
        let reader = self.reader;
        reader.change_rows(|| {
            reader.list.rows.update(|rows| match end {
                End::All | End::More => *rows = fetched,
                End::Enough | End::Failed(_) => merge(rows, fetched),
            });
        });
    }
}

fn open_rows(rows: &[SharedRequest]) -> Vec<SharedRequest> {
    rows.iter().filter(|row| row.is_open()).cloned().collect()
}

/// Sorts by creation date, newest first; rows without a date come last.
fn sort_newest_first(rows: &mut Vec<SharedRequest>) {
    sort_by(rows, |a, b| created(b).cmp(&created(a)));
}

fn created(row: &SharedRequest) -> Option<OffsetDateTime> {
    row.created.as_ref()?.instant()
}

/// Puts the newest rows before the older ones; a row that is in both is taken from the newest.
fn merge(rows: &mut Vec<SharedRequest>, newest: Vec<SharedRequest>) {
    let mut all = newest;
    all.append(rows);
    *rows = deduplicated(all);
}

/// Drops later copies of a row; rows without an id are all kept.
fn deduplicated(rows: Vec<SharedRequest>) -> Vec<SharedRequest> {
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

    fn row(id: &str, name: &str) -> SharedRequest {
        Arc::new(RequestedItemStatus {
            account_activity_item_id: Some(id.into()),
            name: Some(name.to_owned()),
            ..RequestedItemStatus::default()
        })
    }

    #[test]
    fn the_newest_copy_of_a_row_wins_and_older_rows_stay() {
        let mut rows = vec![row("b", "old b"), row("a", "old a")];
        merge(&mut rows, vec![row("c", "new c"), row("b", "new b")]);
        let names: Vec<_> = rows.iter().filter_map(|r| r.name.clone()).collect();
        assert_eq!(names, ["new c", "new b", "old a"]);
    }

    #[test]
    fn rows_without_an_id_are_never_deduplicated() {
        let nameless = || Arc::new(RequestedItemStatus::default());
        assert_eq!(deduplicated(vec![nameless(), nameless()]).len(), 2);
    }
}
