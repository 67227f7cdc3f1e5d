//! Reading the lists of approvals: what waits whole, page behind page; what was decided as far as somebody asks.

use super::row::Approval;
use super::{Approvals, SharedApproval};
use crate::api::{ApprovalsQuery, ErrorKind, Priority};
use crate::state::index::Index;
use crate::state::list::{End, Fetched, LoadState, Paging, read_pages};
use leptos::task::spawn_local;
use request_center_models::id::ApprovalId;
use request_center_models::moment::Moment;
use request_center_models::wire::approval::{CompletedApproval, PendingApproval};
use std::sync::Arc;
use time::Duration;

/// The pause between two pages behind the first, in milliseconds.
const BETWEEN_PAGES: f64 = 1_000.0;

/// Reads what waits: everything, or the newest page where that is enough to see what changed.
pub(super) fn waiting(approvals: Approvals, newest_only: bool) {
    let Some(client) = approvals.client.try_get() else { return };
    let load = approvals.waiting.load;
    let begun = if newest_only { load.refresh() } else { Some((load.begin(), false)) };
    let Some((abort, newest_only)) = begun else { return };
    spawn_local(async move {
        let (list, mut read, mut seen) = (approvals.waiting, Vec::new(), Index::default());
        let mut page = async |offset, priority| {
            let query = ApprovalsQuery { offset, count: offset == 0, ..ApprovalsQuery::default() };
            let page = client.list_pending_approvals(&query, priority, &abort).await?;
            let mut fetched = Fetched::new(&page, |row| row.id.as_ref().map(ApprovalId::as_str));
            fetched.enough = newest_only;
            let rows = rows_of(approvals, page.rows);
            if newest_only {
                replace_newest(approvals, rows, fetched.is_full());
            } else {
                read.extend(rows.into_iter().filter(|row| seen.add(row.id.as_str())));
                list.grow(&read);
            }
            Ok(fetched)
        };
        let visible = Some(approvals.visible);
        let paging = Paging { pause: BETWEEN_PAGES, visible, load: Some(load), ..Paging::default() };
        let Some(end) = read_pages(paging, &abort, &mut page).await else { return };
        if !newest_only {
            show(approvals, &end, read);
        }
        load.finish(end, &client);
        if !newest_only {
            approvals.follow_open();
        } else if approvals.miscounts() {
            // Something behind the newest page is no longer there, or not yet here.
            return waiting(approvals, false);
        }
        approvals.approval_counts.poll.schedule();
    });
}

/// Shows the newest page over what is known.
fn replace_newest(approvals: Approvals, newest: Vec<SharedApproval>, more: bool) {
    let list = approvals.waiting;
    let before = list.rows.try_get_untracked().unwrap_or_default();
    let known = take_newest(&before, newest, more);
    if !same(&known, &before) {
        list.rows.set(known);
        approvals.follow_open();
        approvals.approval_counts.poll.expect_more();
    }
}

/// Shows what was read: in place of what was shown where it is everything, else over it.
fn show(approvals: Approvals, end: &End, read: Vec<SharedApproval>) {
    let cut_off = matches!(end, End::Failed(_));
    approvals.waiting.rows.update(|rows| {
        *rows = if cut_off { take_newest(rows, read, true) } else { read };
    });
}

/// The newest page over what is known: within its reach it is the truth, what lies behind it stays.
fn take_newest(known: &[SharedApproval], newest: Vec<SharedApproval>, more: bool) -> Vec<SharedApproval> {
    if newest.is_empty() && more {
        return known.to_vec();
    }
    let reach = newest.last().and_then(|row| row.began()).filter(|_| more);
    let mut all = newest;
    if let Some(reach) = reach {
        let mut seen = Index::default();
        for row in &all {
            seen.add(row.id.as_str());
        }
        for row in known {
            if row.began().is_some_and(|at| at < reach) && seen.add(row.id.as_str()) {
                all.push(SharedApproval::clone(row));
            }
        }
    }
    all
}

/// Whether both are the same rows; what was not read anew is not looked at.
fn same(rows: &[SharedApproval], others: &[SharedApproval]) -> bool {
    rows.len() == others.len()
        && rows.iter().zip(others).all(|(row, other)| Arc::ptr_eq(row, other) || row == other)
}

fn rows_of(approvals: Approvals, rows: Vec<PendingApproval>) -> Vec<SharedApproval> {
    let viewer = approvals.viewer();
    rows.into_iter().map(|row| Arc::new(Approval::from_pending(row, &viewer))).collect()
}

/// Reads what was decided in the days and for the person chosen: the newest page, or one more behind what is there.
pub(super) fn reviewed(approvals: Approvals, more: bool) {
    let list = approvals.reviewed;
    let Some(client) = approvals.client.try_get() else { return };
    if list.load.busy.get_untracked() {
        return; // what is chosen meanwhile is seen at its end
    }
    let abort = list.load.begin();
    let known = if more { list.rows.with_untracked(Vec::len) } else { 0 };
    let (days, person) = (approvals.reviewed_counts.days.get_untracked(), approvals.person.get_untracked());
    spawn_local(async move {
        let mut page = async |offset, _| {
            let query = ApprovalsQuery {
                recipient: person.clone(),
                since: Some(Moment::at(client.now().saturating_sub(Duration::days(days.into())))),
                sorters: "-modified".to_owned(),
                offset,
                ..ApprovalsQuery::default()
            };
            let page = client.list_completed_approvals(&query, Priority::User, &abort).await?;
            let mut fetched = Fetched::new(&page, |_| None);
            list.rows.update(|all| {
                all.truncate(known);
                add_decided(all, page.rows);
                // A service that ignores the offset brings nothing new: asking on would be of no use.
                fetched.enough = all.len() == known;
            });
            Ok(fetched)
        };
        let from = u32::try_from(known).unwrap_or(u32::MAX);
        let paging = Paging { pages: 1, from, load: Some(list.load), ..Paging::default() };
        let Some(end) = read_pages(paging, &abort, &mut page).await else { return };
        list.load.finish(end, &client);
        if approvals.reviewed_counts.days.try_get_untracked() != Some(days)
            || approvals.person.try_get_untracked() != Some(person)
        {
            reviewed(approvals, false);
        }
    });
}

/// Adds what was decided behind what is there.
fn add_decided(all: &mut Vec<SharedApproval>, rows: Vec<CompletedApproval>) {
    let mut seen = Index::default();
    for row in all.iter() {
        seen.add(row.id.as_str());
    }
    for row in rows {
        let row = Arc::new(Approval::from_completed(row));
        if seen.add(row.id.as_str()) {
            all.push(row);
        }
    }
}

/// Looks for the approval a link names: among what waits, then among what was decided.
pub(super) fn linked(approvals: Approvals, id: ApprovalId) {
    let (Some(client), Some(abort)) = (approvals.client.try_get(), approvals.life.try_get()) else { return };
    approvals.linking.set(LoadState::Loading);
    spawn_local(async move {
        let query = ApprovalsQuery { ids: vec![id.clone()], limit: 1, ..ApprovalsQuery::default() };
        let found = match client.list_pending_approvals(&query, Priority::User, &abort).await {
            Ok(page) if !page.rows.is_empty() => Ok(rows_of(approvals, page.rows).pop()),
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
                approvals.linking.set(LoadState::READY);
            }
            Err(error) if error.kind == ErrorKind::Aborted => {}
            Err(error) => approvals.linking.set(LoadState::Failed(error)),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::cancel::Viewer;

    fn row(id: &str, created: &str) -> SharedApproval {
        let pending = PendingApproval {
            id: Some(id.into()),
            created: Some(created.into()),
            ..PendingApproval::default()
        };
        Arc::new(Approval::from_pending(pending, &Viewer::default()))
    }

    fn ids(rows: &[SharedApproval]) -> Vec<&str> {
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
        let all = take_newest(&known, Vec::new(), true);
        assert_eq!(ids(&all), ["d", "c", "b", "a"], "a page that failed takes nothing away");
    }

    #[test]
    fn what_lies_behind_the_newest_page_is_told_by_the_instant_and_not_by_how_it_is_written() {
        let known = vec![row("b", "2026-04-01T09:30:00Z"), row("a", "2026-04-01T11:00:00+02:00")];
        let all = take_newest(&known, vec![row("b", "2026-04-01T09:30:00.000Z")], true);
        assert_eq!(ids(&all), ["b", "a"]);
    }
}
