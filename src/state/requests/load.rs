//! Reading the status list: all pages, or the newest where that is enough to see what changed.

use super::{Requests, Row, newest_first};
use crate::api::{Abort, ApiError, Client, ErrorKind, PAGE_LIMIT, Priority, StatusQuery};
use crate::state::index::Index;
use crate::state::reading::Reading;
use leptos::task::spawn_local;
use request_center_models::id::RowId;
use request_center_models::moment::Moment;
use std::sync::Arc;

pub(super) fn start(requests: Requests, client: Client, abort: Abort, newest_only: bool) {
    if requests.rows.with_untracked(Vec::is_empty) {
        requests.reading.set(Reading::Arriving);
    }
    requests.looking.set(true);
    spawn_local(async move {
        let outcome = read(requests, &client, &abort, newest_only).await;
        match outcome {
            Ok(()) => {
                requests.reading.set(Reading::Complete);
                requests.stale.set(None);
                requests.checked.set(Some(Moment::at(client.now())));
            }
            Err(error) if error.kind == ErrorKind::Aborted => return,
            Err(error) => {
                if requests.rows.try_with_untracked(Vec::is_empty).unwrap_or(true) {
                    requests.reading.set(Reading::Failed(error));
                } else {
                    requests.stale.set(Some(error));
                }
            }
        }
        requests.reading_all.set(false);
        requests.looking.set(false);
        requests.poll.schedule();
    });
}

async fn read(requests: Requests, client: &Client, abort: &Abort, newest_only: bool) -> Result<(), ApiError> {
    if requests.asks_apart.try_get() == Some(true) {
        return read_both_sides(requests, client, abort).await;
    }
    let first = match page(client, abort, &StatusQuery::regarding_me(), 0).await {
        Ok(rows) => rows,
        Err(error) if matches!(error.kind, ErrorKind::BadRequest | ErrorKind::Forbidden) => {
            read_both_sides(requests, client, abort).await?;
            // It will be refused again: until the page is loaded anew only what is answered is asked.
            requests.asks_apart.set(true);
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    if newest_only && open_rows_are_in(requests, &first) {
        take(requests, |rows| merge(rows, first));
        return Ok(());
    }
    let all = remaining_pages(client, abort, &StatusQuery::regarding_me(), first).await?;
    take(requests, |rows| *rows = without_repeats(all));
    Ok(())
}

/// Changes what is shown; where that shows anything new of what is under way, the next look comes soon.
fn take(requests: Requests, change: impl FnOnce(&mut Vec<Row>)) {
    requests.rows.try_update(|rows| {
        let before = whereabouts(rows);
        change(rows);
        if whereabouts(rows) != before {
            requests.poll.expect_more();
        }
    });
}

/// How far each row under way has come.
fn whereabouts(rows: &[Row]) -> Vec<Row> {
    rows.iter().filter(|row| row.is_open()).cloned().collect()
}

/// Some tenants refuse `regarding-identity`: then what was asked for the person and by the person, put together.
async fn read_both_sides(requests: Requests, client: &Client, abort: &Abort) -> Result<(), ApiError> {
    let mut all = Vec::new();
    for whose in [StatusQuery::for_me(), StatusQuery::by_me()] {
        let first = page(client, abort, &whose, 0).await?;
        all.extend(remaining_pages(client, abort, &whose, first).await?);
    }
    let mut rows = without_repeats(all);
    newest_first(&mut rows);
    take(requests, |known| *known = rows);
    Ok(())
}

async fn remaining_pages(
    client: &Client,
    abort: &Abort,
    whose: &StatusQuery,
    mut rows: Vec<Row>,
) -> Result<Vec<Row>, ApiError> {
    let mut last = rows.len();
    // Offsets count records, so the next page begins where the rows read so far end.
    while last == PAGE_LIMIT as usize {
        let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let page = page(client, abort, whose, offset).await?;
        last = page.len();
        rows.extend(page);
    }
    Ok(rows)
}

async fn page(
    client: &Client,
    abort: &Abort,
    whose: &StatusQuery,
    offset: u32,
) -> Result<Vec<Row>, ApiError> {
    let query = StatusQuery { offset, ..whose.clone() };
    let priority = if offset == 0 { Priority::User } else { Priority::Background };
    let page = client.list_access_request_status(&query, priority, abort).await?;
    Ok(page.rows.into_iter().map(Arc::new).collect())
}

/// Whether every row under way stands in these newest rows, so that nothing else need be read.
fn open_rows_are_in(requests: Requests, newest: &[Row]) -> bool {
    let known = |row: &Row| {
        let id = row.account_activity_item_id.as_ref();
        id.is_some() && newest.iter().any(|fresh| fresh.account_activity_item_id.as_ref() == id)
    };
    requests
        .rows
        .try_with_untracked(|rows| !rows.is_empty() && rows.iter().filter(|row| row.is_open()).all(known))
        .unwrap_or(false)
}

/// Newest rows over older ones.
fn merge(rows: &mut Vec<Row>, newest: Vec<Row>) {
    let mut all = newest;
    all.append(rows);
    *rows = without_repeats(all);
}

/// Each row once, the first of its kind; rows without an id are all kept.
fn without_repeats(rows: Vec<Row>) -> Vec<Row> {
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

    fn row(id: &str, name: &str) -> Row {
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
