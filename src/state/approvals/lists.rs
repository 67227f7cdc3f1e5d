//! The lists of approvals: pending and reviewed, and the one a link names. Knows no decision; `load` reads them, `shown` filters them.

use super::filters::Filters;
use super::reviewed_counts::ReviewedCounts;
use super::row::{Approval, SharedApproval};
use super::selection::Selection;
use crate::api::{Abort, Client};
use crate::signal::{Signal, Stored};
use crate::state::approval_counts::ApprovalCounts;
use crate::state::index::Index;
use crate::state::list::{LoadState, Paged};
use request_center_models::cancel::Viewer;
use request_center_models::moment::Moment;
use request_center_models::wire::approval::PendingApproval;
use std::sync::Arc;
use time::OffsetDateTime;

/// The approvals of one viewer.
#[derive(Clone, Copy)]
pub struct ApprovalLists {
    /// The pending ones, newest first, as far as they were read.
    pub pending: Paged<SharedApproval>,
    /// The reviewed ones, newest first, as far as they were read.
    pub reviewed: Paged<SharedApproval>,
    /// The approval of a link, where neither list has it.
    pub linked: Signal<Option<SharedApproval>>,
    /// The load state of the link's approval.
    pub linking: Signal<LoadState>,
    /// The service's counts of approvals, over all time.
    pub(super) counts: ApprovalCounts,
    /// The service's counts of reviewed approvals, of the last days.
    pub reviewed_counts: ReviewedCounts,
    /// True while the panel is shown.
    pub(super) visible: Signal<bool>,
    pub(super) filters: Filters,
    pub(super) selection: Selection,
    pub(super) client: Stored<Client>,
    pub(super) abort: Stored<Abort>,
    viewer: Stored<Viewer>,
}

impl ApprovalLists {
    /// Lists that are not read yet.
    pub(super) fn new(
        client: Client,
        viewer: Viewer,
        counts: ApprovalCounts,
        filters: Filters,
        selection: Selection,
    ) -> Self {
        Self {
            pending: Paged::default(),
            reviewed: Paged::default(),
            linked: Signal::default(),
            linking: Signal::default(),
            counts,
            reviewed_counts: ReviewedCounts::new(client.clone()),
            visible: Signal::default(),
            filters,
            selection,
            client: Stored::new(client),
            abort: Stored::new(Abort::on_cleanup()),
            viewer: Stored::new(viewer),
        }
    }

    /// The viewer.
    #[must_use]
    pub fn viewer(self) -> Viewer {
        self.viewer.try_get().unwrap_or_default()
    }

    /// The service's time.
    pub(super) fn now(self) -> Moment {
        Moment::at(self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH))
    }

    /// The number of pending approvals: of the list where it was read to its end, else the service's count. Reactive.
    #[must_use]
    pub fn pending_count(self) -> Option<usize> {
        let is_whole = self.pending.load.state.with(LoadState::is_whole);
        if is_whole { Some(self.pending.rows.with(Vec::len)) } else { self.counts.pending() }
    }

    /// Pending rows as this viewer can decide them.
    pub(super) fn rows_from(self, rows: Vec<PendingApproval>) -> Vec<SharedApproval> {
        let viewer = self.viewer();
        rows.into_iter().map(|row| Arc::new(Approval::from_pending(row, &viewer))).collect()
    }

    /// Removes approvals that are no longer pending.
    pub(super) fn remove(self, decided: &Index) {
        self.pending.rows.try_update(|rows| rows.retain(|row| !decided.has(row.id.as_str())));
        self.linked.try_update(|linked| {
            linked.take_if(|row| decided.has(row.id.as_str()));
        });
    }
}
