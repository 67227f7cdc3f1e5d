//! The progress of reading a list: start, refresh, finish. Knows no row.

use super::load_state::{End, LoadState};
use crate::api::{Abort, ApiError, Client, ErrorKind};
use crate::signal::{Signal, Stored};
use crate::state::latest::Latest;
use request_center_models::moment::Moment;

/// The progress of reading a list.
#[derive(Clone, Copy, Default)]
pub struct Load {
    /// The load state.
    pub state: Signal<LoadState>,
    /// The number of rows read from the service.
    pub read: Signal<u32>,
    /// The total number of rows, if the service reports it.
    pub total: Signal<Option<u32>>,
    /// When the rows shown were last read, in the service's time.
    pub read_at: Signal<Option<Moment>>,
    /// True while the list is being read, also while rows of an earlier read are shown.
    pub busy: Signal<bool>,
    /// The fields that could not be read, each with the offset of its page and the number of its row there.
    pub left_out: Signal<Vec<String>>,
    reads_all: Stored<bool>,
    latest: Latest,
}

impl Load {
    /// Starts a complete read and aborts the current one. A complete list keeps its state until it is replaced.
    pub fn begin(self) -> Abort {
        if self.read.get_untracked() == 0 || !self.state.with_untracked(LoadState::is_whole) {
            self.state.set(LoadState::Loading);
        }
        self.busy.set(true);
        self.reads_all.set(true);
        self.latest.renew()
    }

    /// Starts a refresh; the second value is true if the newest page is enough. `None` during a complete read, which goes on.
    pub fn refresh(self) -> Option<(Abort, bool)> {
        if self.reads_all.try_get() == Some(true) {
            return None;
        }
        // After an incomplete read, the newest page alone would hide that rows are missing.
        if !self.state.with_untracked(LoadState::is_settled) {
            return Some((self.begin(), false));
        }
        self.busy.set(true);
        Some((self.latest.renew(), true))
    }

    /// Aborts the current read.
    pub fn stop(self) {
        self.latest.stop();
        self.end();
    }

    /// Aborts the current read and resets the counts.
    pub fn reset(self) {
        self.stop();
        self.read.set(0);
        self.total.set(None);
    }

    /// Records the number of rows read and the total, as far as known.
    pub fn record(self, read: Option<u32>, total: Option<u32>) {
        if let Some(read) = read {
            self.read.set(read);
        }
        if total.is_some() {
            self.total.set(total);
        }
    }

    /// Records the fields that could not be read of the page at that offset.
    pub fn record_left_out(self, offset: u32, fields: &[String]) {
        let page = format!("{offset}+");
        let is_empty = self.left_out.try_with_untracked(Vec::is_empty).unwrap_or(true);
        if !is_empty || !fields.is_empty() {
            self.left_out.update(|all| {
                all.retain(|field| !field.starts_with(&page));
                all.extend(fields.iter().map(|field| format!("{page}{field}")));
            });
        }
    }

    /// The number of rows of which a field could not be read. Reactive.
    #[must_use]
    pub fn incomplete_rows(self) -> usize {
        self.left_out.with(|all| {
            // The fields of one row follow each other.
            let (mut rows, mut last) = (0_usize, "");
            for field in all {
                let row = field.split(['/', ':']).next().unwrap_or_default();
                rows = rows.saturating_add(usize::from(row != last));
                last = row;
            }
            rows
        })
    }

    /// Finishes a read and sets the load state that results.
    pub fn finish(self, end: End, client: &Client) {
        if !matches!(end, End::Failed(_)) {
            self.read_at.set(Some(Moment::at(client.now())));
        }
        if let Some(before) = self.state.try_get_untracked() {
            let shown = self.read.try_get_untracked().unwrap_or_default() > 0;
            self.state.set(before.after(end, shown));
        }
        self.end();
    }

    /// Records that the rows shown could not be refreshed.
    pub fn fail(self, error: ApiError) {
        if self.read.try_get_untracked().is_some_and(|read| read > 0) {
            self.state.update(|state| *state = std::mem::take(state).after(End::Failed(error), true));
        }
    }

    /// Returns whether the last read or refresh failed.
    #[must_use]
    pub fn has_error(self) -> bool {
        self.state.with_untracked(|state| state.error().is_some())
    }

    /// The kind of the error of the last read or refresh.
    pub(in crate::state) fn last_error(self) -> Option<ErrorKind> {
        self.state.try_with_untracked(|state| state.error().map(|error| error.kind)).flatten()
    }

    fn end(self) {
        self.reads_all.set(false);
        self.busy.set(false);
    }
}
