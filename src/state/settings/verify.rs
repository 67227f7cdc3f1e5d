//! Whether what was closed is over: its rows are read by their ids, soon, then at doubling distance, until it is or patience ends.

use super::stuck::{CloseState, StuckRequests};
use crate::api::{Abort, ApiError, Client, Filter, Priority, StatusQuery, Whose, sleep, unless_aborted};
use leptos::task::spawn_local;
use request_center_models::id::{AccessRequestId, RowId};

/// How often it is looked for.
const LOOKS: u32 = 4;
/// Ids asked for in one call, so that its address stays short.
const IDS: usize = 50;

pub(super) fn start(stuck: StuckRequests) {
    let (abort, Some(client)) = (Abort::new(), stuck.client.try_get()) else { return };
    stuck.verifying.try_with(Abort::abort);
    stuck.verifying.set(abort.clone());
    stuck.unread.set(None);
    spawn_local(async move {
        let mut seconds = stuck.first_seconds.try_get_untracked().unwrap_or(5);
        let (mut read, mut trouble) = (false, None);
        for _ in 0..LOOKS {
            if unless_aborted(Some(&abort), sleep(f64::from(seconds) * 1_000.0)).await.is_none() {
                return;
            }
            seconds = seconds.saturating_mul(2);
            // A look that failed is made again with the next one.
            match look(stuck, &client, &abort).await {
                Ok(over) => {
                    read = true;
                    if over {
                        break;
                    }
                }
                Err(error) => trouble = Some(error),
            }
        }
        if abort.is_aborted() {
            return;
        }
        if let (false, Some(error)) = (read, trouble) {
            // Nothing was seen, so nothing is said of it.
            stuck.host.error(&error);
            stuck.unread.set(Some(error));
        } else {
            stuck.settle(|closing| closing.state.is_open(), &CloseState::StillOpen);
        }
        stuck.read();
    });
}

/// One look at all that is open; whether nothing is left to look for.
async fn look(stuck: StuckRequests, client: &Client, abort: &Abort) -> Result<bool, ApiError> {
    let mut open: Vec<(AccessRequestId, Vec<RowId>)> = Vec::new();
    stuck.closings.try_with_untracked(|closings| {
        for closing in closings.iter().filter(|closing| closing.state.is_open()) {
            open.push((closing.id.clone(), closing.rows.clone()));
        }
    });
    let ids: Vec<RowId> = open.iter().flat_map(|(_, rows)| rows.clone()).collect();
    let mut over: Vec<RowId> = Vec::new();
    for part in ids.chunks(IDS) {
        let filter = Filter::any_of("accountActivityItemId", part.iter().map(RowId::as_str));
        let query = StatusQuery { filters: Some(filter), ..StatusQuery::of(Whose::Everyone) };
        let page = client.list_access_request_status(&query, Priority::Background, abort).await?;
        for row in page.rows.into_iter().filter(|row| !row.is_open()) {
            over.extend(row.account_activity_item_id);
        }
    }
    let mut left = open.len();
    for (id, rows) in open {
        if !rows.is_empty() && rows.iter().all(|row| over.contains(row)) {
            stuck.note(&[id], &CloseState::Closed);
            left -= 1;
        }
    }
    Ok(left == 0)
}
