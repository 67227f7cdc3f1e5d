//! Reading the lists of approvals: the pending ones to the end, the reviewed ones page by page on request.

use super::lists::ApprovalLists;
use super::row::{Approval, SharedApproval};
use crate::api::{ApprovalsQuery, ErrorKind, Priority};
use crate::signal::effect;
use crate::state::index::Index;
use crate::state::list::{End, Fetched, LoadState, Paging, read_pages};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use request_center_models::id::ApprovalId;
use request_center_models::moment::Moment;
use request_center_models::wire::approval::CompletedApproval;
use std::sync::Arc;
use time::Duration;

/// The pause before each page after the first, in milliseconds.
const PAGE_PAUSE: f64 = 1_000.0;

impl ApprovalLists {
    /// Reads the pending approvals: all of them, or as a refresh with that priority only the newest page, where that is enough to see
    /// what changed.
    pub(super) fn read_pending(self, refresh: Option<Priority>) {
        let Some(client) = self.client.try_get() else { return };
        let list = self.pending;
        let first = refresh.unwrap_or(Priority::User);
        let begun = if refresh.is_some() { list.load.refresh() } else { Some((list.load.begin(), false)) };
        let Some((abort, newest_only)) = begun else { return };
        spawn_local(async move {
            let (mut read, mut seen) = (Vec::new(), Index::default());
            let mut page = async |offset, priority| {
                let query = ApprovalsQuery { offset, count: offset == 0, ..ApprovalsQuery::default() };
                let page = client.list_pending_approvals(&query, priority, &abort).await?;
                let mut fetched = Fetched::new(&page, |row| row.id.as_ref().map(ApprovalId::as_str));
                fetched.enough = newest_only;
                let rows = self.rows_from(page.rows);
                if newest_only {
                    self.replace_newest(rows, fetched.is_full());
                } else {
                    read.extend(rows.into_iter().filter(|row| seen.add(row.id.as_str())));
                    list.grow(&read);
                }
                Ok(fetched)
            };
            let visible = Some(self.visible);
            let load = Some(list.load);
            let paging = Paging { pause: PAGE_PAUSE, visible, load, first, ..Paging::default() };
            let Some(end) = read_pages(paging, &abort, &mut page).await else { return };
            if !newest_only {
                let is_partial = matches!(end, End::Failed(_));
                list.rows.update(|rows| {
                    *rows = if is_partial { with_newest(rows, read, true) } else { read };
                });
            }
            list.load.record_poll(first, &end);
            list.load.finish(end, &client);
            if !newest_only {
                self.find_open();
            } else if self.differs_from_total() {
                return self.read_pending(None);
            }
            self.counts.poll.schedule();
        });
    }

    /// Replaces the newest page of the pending approvals.
    fn replace_newest(self, newest: Vec<SharedApproval>, more: bool) {
        let list = self.pending;
        let before = list.rows.try_get_untracked().unwrap_or_default();
        let rows = with_newest(&before, newest, more);
        if !is_same(&rows, &before) {
            list.rows.set(rows);
            self.find_open();
            self.counts.poll.expect_more();
        }
    }

    /// Returns whether the service counts more or fewer pending approvals than are listed, though all were read: then pages behind the
    /// newest have changed.
    fn differs_from_total(self) -> bool {
        let load = self.pending.load;
        let is_whole = load.state.try_with_untracked(LoadState::is_whole) == Some(true);
        let total = load.total.try_get_untracked().flatten();
        let listed = self.pending.rows.try_with_untracked(Vec::len);
        is_whole && total.zip(listed).is_some_and(|(total, listed)| total as usize != listed)
    }

    /// Reads the reviewed approvals of the chosen days and person: the newest page, or with `more` the next one.
    pub(super) fn read_reviewed(self, more: bool) {
        let list = self.reviewed;
        let Some(client) = self.client.try_get() else { return };
        if list.load.busy.get_untracked() {
            return; // a choice changed meanwhile is read at the end
        }
        let abort = list.load.begin();
        let known = if more { list.rows.with_untracked(Vec::len) } else { 0 };
        let (days, person) = (self.reviewed_counts.days.get_untracked(), self.filters.person.get_untracked());
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
                    append_new(all, page.rows);
                    // A service that ignores the offset repeats the first page.
                    fetched.enough = all.len() == known;
                });
                Ok(fetched)
            };
            let from = u32::try_from(known).unwrap_or(u32::MAX);
            let paging = Paging { pages: 1, from, load: Some(list.load), ..Paging::default() };
            let Some(end) = read_pages(paging, &abort, &mut page).await else { return };
            list.load.finish(end, &client);
            if self.reviewed_counts.days.try_get_untracked() != Some(days)
                || self.filters.person.try_get_untracked() != Some(person)
            {
                self.read_reviewed(false);
            }
        });
    }

    /// Reads the approval a link names: from the pending list, then from the reviewed one.
    pub(super) fn read_linked(self, id: ApprovalId) {
        let (Some(client), Some(abort)) = (self.client.try_get(), self.abort.try_get()) else { return };
        self.linking.set(LoadState::Loading);
        spawn_local(async move {
            let query = ApprovalsQuery { ids: vec![id.clone()], limit: 1, ..ApprovalsQuery::default() };
            let found = match client.list_pending_approvals(&query, Priority::User, &abort).await {
                Ok(page) if !page.rows.is_empty() => Ok(self.rows_from(page.rows).pop()),
                Ok(_) => client
                    .list_completed_approvals(&query, Priority::User, &abort)
                    .await
                    .map(|mut page| page.rows.pop().map(|row| Arc::new(Approval::from_completed(row)))),
                Err(error) => Err(error),
            };
            if self.selection.open.try_get_untracked() != Some(Some(id)) {
                return; // another approval was opened meanwhile
            }
            match found {
                Ok(row) => {
                    self.linked.set(row);
                    self.linking.set(LoadState::READY);
                }
                Err(error) if error.kind == ErrorKind::Aborted => {}
                Err(error) => self.linking.set(LoadState::Failed(error)),
            }
        });
    }

    /// Reads the open approval where it has left the lists: it was decided in another window or by somebody else, and the decision is
    /// to be shown.
    pub(super) fn find_open(self) {
        let Some(Some(id)) = self.selection.open.try_get_untracked() else { return };
        // Before the list is read nothing has left it; a link's approval is read by `read_linked`.
        if !self.pending.load.state.with_untracked(LoadState::is_settled) {
            return;
        }
        let has_it = |rows: &Vec<SharedApproval>| rows.iter().any(|row| row.id == id);
        let is_listed =
            [self.pending, self.reviewed].into_iter().any(|list| list.rows.with_untracked(has_it));
        let is_linked = self.linked.with_untracked(|linked| {
            linked.as_ref().is_some_and(|row| row.id == id && row.decided.is_some())
        });
        if !is_listed && !is_linked {
            self.read_linked(id);
        }
    }

    /// Looks for the open approval whenever another one is opened.
    pub(super) fn follow_selection(self) {
        effect(move || {
            let id = self.selection.subject_id();
            if id.is_none_or(|id| !id.as_str().is_empty()) {
                untrack(|| self.find_open());
            }
        });
    }
}

/// The known rows with the newest page in their place: down to its oldest row the page is complete, older rows stay.
fn with_newest(known: &[SharedApproval], newest: Vec<SharedApproval>, more: bool) -> Vec<SharedApproval> {
    if newest.is_empty() && more {
        return known.to_vec();
    }
    let reach = newest.last().and_then(|row| row.created()).filter(|_| more);
    let mut all = newest;
    if let Some(reach) = reach {
        let mut seen = Index::default();
        for row in &all {
            seen.add(row.id.as_str());
        }
        for row in known {
            if row.created().is_some_and(|at| at < reach) && seen.add(row.id.as_str()) {
                all.push(SharedApproval::clone(row));
            }
        }
    }
    all
}

/// Returns whether both hold the same rows; an unchanged pointer is not compared by value.
fn is_same(rows: &[SharedApproval], others: &[SharedApproval]) -> bool {
    rows.len() == others.len()
        && rows.iter().zip(others).all(|(row, other)| Arc::ptr_eq(row, other) || row == other)
}

/// Appends the rows not listed yet.
fn append_new(all: &mut Vec<SharedApproval>, rows: Vec<CompletedApproval>) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::cancel::Viewer;
    use request_center_models::wire::approval::PendingApproval;

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
    fn rows_missing_from_the_newest_page_go_and_older_rows_stay() {
        let at = |day: u8| format!("2026-04-0{day}T10:00:00Z");
        let known = vec![row("d", &at(4)), row("c", &at(3)), row("b", &at(2)), row("a", &at(1))];
        let all = with_newest(&known, vec![row("e", &at(5)), row("c", &at(3))], true);
        assert_eq!(ids(&all), ["e", "c", "b", "a"]);
        let all = with_newest(&all, vec![row("b", &at(2))], false);
        assert_eq!(ids(&all), ["b"], "a page that is not full is the whole list");
        let all = with_newest(&known, Vec::new(), true);
        assert_eq!(ids(&all), ["d", "c", "b", "a"], "a failed page removes nothing");
    }

    #[test]
    fn older_rows_are_found_by_instant_not_by_text() {
        let known = vec![row("b", "2026-04-01T09:30:00Z"), row("a", "2026-04-01T11:00:00+02:00")];
        let all = with_newest(&known, vec![row("b", "2026-04-01T09:30:00.000Z")], true);
        assert_eq!(ids(&all), ["b", "a"]);
    }
}
