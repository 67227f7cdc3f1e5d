//! Reading the lists of approvals: what waits whole, page behind page; what was decided as far as somebody asks.

use super::row::Approval;
use super::{Approvals, Row};
use crate::api::{
    Abort, ApiError, ApprovalsQuery, Client, ErrorKind, PAGE_LIMIT, Page, Priority, sleep, unless_aborted,
};
use crate::state::index::Index;
use crate::state::reading::Reading;
use leptos::prelude::document;
use leptos::task::spawn_local;
use request_center_models::id::ApprovalId;
use request_center_models::moment::Moment;
use request_center_models::wire::approval::PendingApproval;
use std::sync::Arc;
use time::Duration;

/// Distance between two pages behind the first, in milliseconds.
const BETWEEN_PAGES: f64 = 1_000.0;
/// Pages read of what waits; past them the newest are shown and the rest counted.
const PAGES: u32 = 20;

/// Reads what waits: everything, or the newest page where somebody only looks again.
pub(super) fn waiting(approvals: Approvals, newest_only: bool) {
    // Where not everything was ever read, looking at the newest page would hide the rest.
    let read =
        approvals.reading.with_untracked(|reading| matches!(reading, Reading::Complete | Reading::TooMany));
    let reading_all = approvals.reading.with_untracked(|reading| *reading == Reading::Arriving);
    if newest_only && reading_all {
        return; // a look must not cut off a reading of everything that is under way
    }
    let newest_only = newest_only && read;
    let (abort, Some(client)) = (Abort::new(), approvals.client.try_get()) else { return };
    approvals.abort.try_with(Abort::abort);
    approvals.abort.set(abort.clone());
    if !newest_only {
        approvals.reading.set(Reading::Arriving);
    }
    spawn_local(async move {
        match read_waiting(approvals, &client, &abort, newest_only).await {
            Ok(reading) => {
                if !newest_only {
                    approvals.reading.set(reading);
                    approvals.follow_open();
                }
                // Something behind the newest page is no longer there, or not yet here.
                if newest_only && approvals.miscounts() {
                    return waiting(approvals, false);
                }
                approvals.stale.set(None);
                approvals.checked.set(Some(Moment::at(client.now())));
            }
            Err(error) if error.kind == ErrorKind::Aborted => return,
            Err(error) => {
                if approvals.waiting.try_with_untracked(Vec::is_empty).unwrap_or(true) {
                    approvals.reading.set(Reading::Failed(error));
                } else {
                    if !newest_only {
                        approvals.reading.set(Reading::Complete);
                    }
                    approvals.stale.set(Some(error));
                }
            }
        }
        approvals.figures.poll.schedule();
    });
}

async fn read_waiting(
    approvals: Approvals,
    client: &Client,
    abort: &Abort,
    newest_only: bool,
) -> Result<Reading, ApiError> {
    let mut all: Vec<Row> = Vec::new();
    let mut seen = Index::default();
    let mut offset = 0;
    for number in 0..PAGES {
        if number > 0 && wait_for_turn(approvals, abort).await.is_none() {
            return Err(ApiError::new(ErrorKind::Aborted));
        }
        let priority = if number == 0 { Priority::User } else { Priority::Background };
        let query = ApprovalsQuery { offset, count: number == 0, ..ApprovalsQuery::default() };
        let page = client.list_pending_approvals(&query, priority, abort).await?;
        if let Some(total) = page.total {
            approvals.total.set(Some(total as usize));
        }
        let read = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        let rows = rows_of(approvals, page);
        if newest_only {
            let before = approvals.waiting.try_get_untracked().unwrap_or_default();
            let known = take_newest(&before, rows, read >= PAGE_LIMIT);
            if !same(&known, &before) {
                approvals.waiting.set(known);
                approvals.follow_open();
                approvals.figures.poll.expect_more();
            }
            return Ok(Reading::Complete);
        }
        for row in rows {
            if seen.add(row.id.as_str()) {
                all.push(row);
            }
        }
        // The first page is shown at once; of a second reading only the whole replaces what is shown.
        let first_time = approvals.waiting.with_untracked(Vec::is_empty) || number > 0;
        if first_time || read < PAGE_LIMIT {
            approvals.waiting.set(all.clone());
        }
        if read < PAGE_LIMIT {
            return Ok(Reading::Complete);
        }
        offset += read;
    }
    Ok(Reading::TooMany)
}

/// The newest page over what is known: within its reach it is the truth, what lies behind it stays.
fn take_newest(known: &[Row], newest: Vec<Row>, more: bool) -> Vec<Row> {
    let reach = newest.last().and_then(|row| row.began()).filter(|_| more);
    let mut all = newest;
    if let Some(reach) = reach {
        let mut seen = Index::default();
        for row in &all {
            seen.add(row.id.as_str());
        }
        for row in known {
            if row.began().is_some_and(|at| at < reach) && seen.add(row.id.as_str()) {
                all.push(Row::clone(row));
            }
        }
    }
    all
}

/// Whether both are the same rows; what was not read anew is not looked at.
fn same(rows: &[Row], others: &[Row]) -> bool {
    rows.len() == others.len()
        && rows.iter().zip(others).all(|(row, other)| Arc::ptr_eq(row, other) || row == other)
}

fn rows_of(approvals: Approvals, page: Page<PendingApproval>) -> Vec<Row> {
    let viewer = approvals.viewer();
    page.rows.into_iter().map(|row| Arc::new(Approval::from_pending(row, &viewer))).collect()
}

/// Waits until a page may be read again, longer while the panel is out of sight. `None` once it is over.
async fn wait_for_turn(approvals: Approvals, abort: &Abort) -> Option<()> {
    loop {
        unless_aborted(Some(abort), sleep(BETWEEN_PAGES)).await?;
        if approvals.visible.try_get_untracked()? && !document().hidden() {
            return Some(());
        }
    }
}

/// Reads what was decided in the days and for the person chosen: the newest page, or one more behind what is there.
pub(super) fn reviewed(approvals: Approvals, more: bool) {
    let (Some(client), Some(abort)) = (approvals.client.try_get(), approvals.life.try_get()) else { return };
    if approvals.reviewed_reading.with_untracked(|reading| *reading == Reading::Arriving) {
        return; // what is chosen meanwhile is seen at its end
    }
    approvals.reviewed_reading.set(Reading::Arriving);
    let known = if more { approvals.reviewed.with_untracked(Vec::len) } else { 0 };
    let (days, person) = (approvals.figures.days.get_untracked(), approvals.person.get_untracked());
    spawn_local(async move {
        let query = ApprovalsQuery {
            recipient: person.clone(),
            since: Some(Moment::at(client.now().saturating_sub(Duration::days(days.into())))),
            offset: u32::try_from(known).unwrap_or(u32::MAX),
            sorters: "-modified".to_owned(),
            ..ApprovalsQuery::default()
        };
        match client.list_completed_approvals(&query, Priority::User, &abort).await {
            Ok(page) => {
                let full = page.rows.len() >= PAGE_LIMIT as usize;
                let rows: Vec<Row> =
                    page.rows.into_iter().map(|row| Arc::new(Approval::from_completed(row))).collect();
                approvals.reviewed.update(|all| {
                    all.truncate(known);
                    let mut seen = Index::default();
                    for row in all.iter() {
                        seen.add(row.id.as_str());
                    }
                    for row in rows {
                        if seen.add(row.id.as_str()) {
                            all.push(row);
                        }
                    }
                });
                approvals.reviewed_reading.set(if full { Reading::TooMany } else { Reading::Complete });
            }
            Err(error) if error.kind == ErrorKind::Aborted => return,
            Err(error) => approvals.reviewed_reading.set(Reading::Failed(error)),
        }
        if approvals.figures.days.try_get_untracked() != Some(days)
            || approvals.person.try_get_untracked() != Some(person)
        {
            reviewed(approvals, false);
        }
    });
}

/// Looks for the approval a link names: among what waits, then among what was decided.
pub(super) fn linked(approvals: Approvals, id: ApprovalId) {
    let (Some(client), Some(abort)) = (approvals.client.try_get(), approvals.life.try_get()) else { return };
    approvals.linking.set(Reading::Arriving);
    spawn_local(async move {
        let query = ApprovalsQuery { ids: vec![id.clone()], limit: 1, ..ApprovalsQuery::default() };
        let found = match client.list_pending_approvals(&query, Priority::User, &abort).await {
            Ok(page) if !page.rows.is_empty() => Ok(rows_of(approvals, page).pop()),
            Ok(_) => client
                .list_completed_approvals(&query, Priority::User, &abort)
                .await
                .map(|mut page| page.rows.pop().map(|row| Arc::new(Approval::from_completed(row)))),
            Err(error) => Err(error),
        };
        if approvals.picked.try_get_untracked() != Some(Some(id)) {
            return; // another one is open by now
        }
        match found {
            Ok(row) => {
                approvals.linked.set(row);
                approvals.linking.set(Reading::Complete);
            }
            Err(error) if error.kind == ErrorKind::Aborted => {}
            Err(error) => approvals.linking.set(Reading::Failed(error)),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::cancel::Viewer;

    fn row(id: &str, created: &str) -> Row {
        let pending = PendingApproval {
            id: Some(id.into()),
            created: Some(created.into()),
            ..PendingApproval::default()
        };
        Arc::new(Approval::from_pending(pending, &Viewer::default()))
    }

    fn ids(rows: &[Row]) -> Vec<&str> {
        rows.iter().map(|row| row.id.as_str()).collect()
    }

    #[test]
    fn what_is_no_longer_on_the_newest_page_is_gone_and_what_lies_behind_it_stays() {
        let at = |day: u8| format!("2026-04-0{day}T10:00:00Z");
        let known = vec![row("d", &at(4)), row("c", &at(3)), row("b", &at(2)), row("a", &at(1))];
        let all = take_newest(&known, vec![row("e", &at(5)), row("c", &at(3))], true);
        assert_eq!(ids(&all), ["e", "c", "b", "a"]);
        let all = take_newest(&all, vec![row("b", &at(2))], false);
        assert_eq!(ids(&all), ["b"], "a page that is not full is all there is");
    }

    #[test]
    fn what_lies_behind_the_newest_page_is_told_by_the_instant_and_not_by_how_it_is_written() {
        let known = vec![row("b", "2026-04-01T09:30:00Z"), row("a", "2026-04-01T11:00:00+02:00")];
        let all = take_newest(&known, vec![row("b", "2026-04-01T09:30:00.000Z")], true);
        assert_eq!(ids(&all), ["b", "a"]);
    }
}
