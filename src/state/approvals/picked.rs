//! What is open, what is ticked, and how each approval stands by the decisions made about it.

use super::batch::Entry;
use super::row::Approval;
use super::{Approvals, SharedApproval, load};
use crate::state::list::LoadState;
use request_center_models::id::ApprovalId;

impl Approvals {
    /// Opens an approval because the person wants to see it.
    pub fn pick(self, id: ApprovalId) {
        self.moved_on.set((0.0, None));
        self.picked.set(Some(id));
    }

    /// How far a decision about that approval is, the newest one; `None` where there is none. Reactive.
    #[must_use]
    pub fn decision_on(self, id: &ApprovalId) -> Option<Entry> {
        let (batch, entry) = self.spots.with(|spots| spots.spot(id.as_str()))?;
        self.batches.with(|batches| batches.get(batch)?.entries.get(entry).cloned())
    }

    /// Whether that approval can be decided now: nothing of the service's stands against it, and no decision of ours is on its
    /// way. Reactive.
    #[must_use]
    pub fn is_free(self, row: &Approval) -> bool {
        row.blocked.is_none() && row.decided.is_none() && !self.is_under_way(&row.id)
    }

    /// Whether a decision of ours about that approval has not come to its end. Reactive.
    fn is_under_way(self, id: &ApprovalId) -> bool {
        let Some((batch, entry)) = self.spots.with(|spots| spots.spot(id.as_str())) else { return false };
        self.batches.with(|batches| {
            let entry = batches.get(batch).and_then(|batch| batch.entries.get(entry));
            entry.is_some_and(|entry| !entry.state().is_over())
        })
    }

    /// Those of the rows that can be decided now. Reactive.
    #[must_use]
    pub fn free_ones<'a>(self, rows: impl Iterator<Item = &'a SharedApproval>) -> Vec<SharedApproval> {
        let mut free = Vec::new();
        for row in rows {
            if self.is_free(row) {
                free.push(SharedApproval::clone(row));
            }
        }
        free
    }

    /// Ticks an approval, or takes the tick away.
    pub fn tick(self, id: &ApprovalId) {
        self.ticked.update(|ticked| {
            if !ticked.take(id.as_str()) {
                ticked.add(id.as_str());
            }
        });
    }

    /// Ticks all of these, or takes all ticks away where every one is ticked.
    pub fn tick_all(self, rows: &[SharedApproval]) {
        self.ticked.update(|ticked| {
            let all = rows.iter().all(|row| ticked.has(row.id.as_str()));
            for row in rows {
                if all {
                    ticked.take(row.id.as_str());
                } else {
                    ticked.add(row.id.as_str());
                }
            }
        });
    }

    /// What is open may have left the list because it was decided, here, in another window or by somebody else: then it is
    /// looked for, so that its decision is shown.
    pub(super) fn follow_open(self) {
        let Some(Some(id)) = self.picked.try_get_untracked() else { return };
        // Before the list is read, nothing has left it; what a link names is looked for by itself.
        if !self.waiting.load.state.with_untracked(LoadState::is_settled) {
            return;
        }
        let listed = |rows: &Vec<SharedApproval>| rows.iter().any(|row| row.id == id);
        let there = [self.waiting, self.reviewed].into_iter().any(|list| list.rows.with_untracked(listed));
        let linked = self.linked.with_untracked(|linked| {
            linked.as_ref().is_some_and(|row| row.id == id && row.decided.is_some())
        });
        if !there && !linked {
            load::linked(self, id);
        }
    }
}
