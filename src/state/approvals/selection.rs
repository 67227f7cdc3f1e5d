//! The approval whose details are open and the ones ticked to be decided together. Knows no list and no decision.

use super::row::SharedApproval;
use crate::api::browser_millis;
use crate::signal::{Signal, Stored};
use crate::state::index::Index;
use request_center_models::id::ApprovalId;

/// How long an approval that opened by itself cannot be decided, in milliseconds.
const DECIDE_AFTER: f64 = 500.0;

/// The open approval and the ticked ones.
#[derive(Clone, Copy, Default)]
pub struct Selection {
    /// The approval whose details are open.
    pub open: Signal<Option<ApprovalId>>,
    /// The approvals ticked to be decided together.
    pub ticked: Signal<Index>,
    /// The approval that opened by itself after a decision, and when by the browser's clock.
    advanced: Stored<(f64, Option<ApprovalId>)>,
}

impl Selection {
    /// Opens an approval on the user's request.
    pub fn open(self, id: ApprovalId) {
        self.advanced.set((0.0, None));
        self.open.set(Some(id));
    }

    /// Opens the next approval after a decision, or none.
    pub(super) fn advance_to(self, next: Option<ApprovalId>) {
        self.advanced.set((browser_millis(), next.clone()));
        self.open.set(next);
    }

    /// Returns whether the open approval opened by itself a moment ago: the second half of a double click is not meant for it.
    pub(super) fn has_just_advanced(self) -> bool {
        let (at, next) = self.advanced.try_get().unwrap_or_default();
        let is_open = next.is_some() && next == self.open.get_untracked();
        is_open && (0.0..DECIDE_AFTER).contains(&(browser_millis() - at))
    }

    /// The id under which the typed decision is stored: empty for the ticked approvals, else the open one's. Reactive.
    pub(super) fn subject_id(self) -> Option<ApprovalId> {
        let several = self.ticked.with(|ticked| !ticked.is_empty());
        let open = self.open.get();
        if several { Some(ApprovalId::default()) } else { open }
    }

    /// Ticks or unticks an approval.
    pub fn tick(self, id: &ApprovalId) {
        self.ticked.update(|ticked| {
            if !ticked.remove(id.as_str()) {
                ticked.add(id.as_str());
            }
        });
    }

    /// Ticks all of these rows, or unticks them where every one is ticked.
    pub fn tick_all(self, rows: &[SharedApproval]) {
        self.ticked.update(|ticked| {
            let all = rows.iter().all(|row| ticked.has(row.id.as_str()));
            for row in rows {
                if all {
                    ticked.remove(row.id.as_str());
                } else {
                    ticked.add(row.id.as_str());
                }
            }
        });
    }

    /// Ticks exactly these approvals.
    pub(super) fn tick_only(self, ids: &[&ApprovalId]) {
        let mut ticked = Index::default();
        for id in ids {
            ticked.add(id.as_str());
        }
        self.ticked.set(ticked);
    }
}
