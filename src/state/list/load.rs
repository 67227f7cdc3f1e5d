//! The progress of reading a list: start, refresh, finish. Knows no row.

use super::left_out::LeftOut;
use super::load_state::{End, LoadState};
use crate::api::{Abort, ApiError, Client, ErrorKind, Priority};
use crate::signal::{Signal, Stored};
use crate::state::latest::Latest;
use request_center_models::moment::{Moment, instant_from_unix_millis};

/// The progress of reading a list.
#[derive(Clone, Copy, Default)]
pub struct Load {
    /// The load state.
    pub state: Signal<LoadState>,
    /// The number of rows read from the service.
    pub read: Signal<u32>,
    /// The total number of rows, if the service reports it.
    pub total: Signal<Option<u32>>,
    /// The age of the rows shown: when the service wrote the first page of the last read. Not when that arrived, because a cache or a
    /// service worker may answer with an old page, which is no fresher for being read again. Two answers of one second have one age,
    /// so that nothing has to be guessed from equal times.
    pub read_at: Signal<Option<Moment>>,
    /// The number of polls that have failed in a row, without a person's action in between.
    pub missed_polls: Signal<u32>,
    /// True while the list is being read, also while rows of an earlier read are shown.
    pub busy: Signal<bool>,
    /// The fields that could not be read.
    pub left_out: Signal<Vec<LeftOut>>,
    reads_all: Stored<bool>,
    written_at: Stored<Option<f64>>,
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

    /// Records the fields that could not be read of the page at that offset, or of an answer without pages.
    pub fn record_left_out(self, offset: Option<u32>, fields: Vec<String>) {
        self.retain_left_out(&|known| offset.is_none() || known != offset);
        let mut new = LeftOut::of(offset, fields);
        // A search may find the same rows again.
        self.left_out.try_with_untracked(|all| new.retain(|field| !all.contains(field)));
        if !new.is_empty() {
            self.left_out.update(|all| all.append(&mut new));
        }
    }

    /// Forgets the fields of pages from that offset on, where the list ends now, and once it is complete those of answers without
    /// pages: its pages have their rows.
    pub(super) fn end_left_out(self, offset: u32, is_complete: bool) {
        self.retain_left_out(&|known| known.map_or(!is_complete, |known| known < offset));
    }

    fn retain_left_out(self, is_kept: &dyn Fn(Option<u32>) -> bool) {
        if self.left_out.try_with_untracked(Vec::is_empty) == Some(false) {
            self.left_out.update(|all| all.retain(|field| is_kept(field.offset)));
        }
    }

    /// Records when the service wrote the first page, in milliseconds since 1970.
    pub fn record_age(self, written_at: Option<f64>) {
        self.written_at.set(written_at);
    }

    /// Counts the polls that fail in a row; called before a read with that priority is finished.
    pub fn record_poll(self, priority: Priority, end: &End) {
        let has_missed = priority == Priority::Background && matches!(end, End::Failed(_));
        if let Some(missed) = self.missed_polls.try_get_untracked() {
            // After a person's read that failed, a poll that fails says nothing new.
            let is_counted = has_missed && (missed > 0 || !self.has_error());
            self.missed_polls.set(if is_counted { missed.saturating_add(1) } else { 0 });
        }
    }

    /// Finishes a read and sets the load state that results.
    pub fn finish(self, end: End, client: &Client) {
        if !matches!(end, End::Failed(_)) {
            let written_at = self.written_at.try_get().flatten().and_then(instant_from_unix_millis);
            self.read_at.set(Some(Moment::at(written_at.unwrap_or_else(|| client.now()))));
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
            self.missed_polls.set(0);
            self.state.update(|state| *state = std::mem::take(state).after(End::Failed(error), true));
        }
    }

    /// The error of polls that have failed while rows are shown; a person who has acted since is shown it as that of the list. Reactive.
    #[must_use]
    pub fn poll_error(self) -> Option<ApiError> {
        let is_polled = self.missed_polls.get() > 0;
        self.state.with(|state| state.stale().filter(|_| is_polled).cloned())
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
