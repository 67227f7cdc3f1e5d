//! How far a list has been read, whatever its rows are: begun, refreshed, ended. Knows no row.

use super::load_state::{End, LoadState};
use crate::api::{Abort, ApiError, Client};
use crate::signal::{Signal, Stored};
use crate::state::latest::Latest;
use request_center_models::moment::Moment;

/// How far a list has been read, whatever its rows are.
#[derive(Clone, Copy, Default)]
pub struct Load {
    /// The state shown.
    pub state: Signal<LoadState>,
    /// How many rows of the service have been read.
    pub read: Signal<u32>,
    /// How many there are, where the service says.
    pub total: Signal<Option<u32>>,
    /// When everything shown was last read (service time).
    pub read_at: Signal<Option<Moment>>,
    /// Whether the list is being read, also while rows of an earlier reading are shown.
    pub busy: Signal<bool>,
    reads_all: Stored<bool>,
    latest: Latest,
}

impl Load {
    /// Begins to read everything; a reading under way is aborted. What was read whole stays so until it is replaced.
    pub fn begin(self) -> Abort {
        if self.read.get_untracked() == 0 || !self.state.with_untracked(LoadState::is_whole) {
            self.state.set(LoadState::Loading);
        }
        self.busy.set(true);
        self.reads_all.set(true);
        self.latest.renew()
    }

    /// Begins to look for changes; the newest page alone is enough where the second value says so. `None` while everything is
    /// being read: that must not be cut off.
    pub fn refresh(self) -> Option<(Abort, bool)> {
        if self.reads_all.try_get() == Some(true) {
            return None;
        }
        // Where something was cut off, the newest page would hide that the rest is missing.
        if !self.state.with_untracked(LoadState::is_settled) {
            return Some((self.begin(), false));
        }
        self.busy.set(true);
        Some((self.latest.renew(), true))
    }

    /// Aborts the reading under way.
    pub fn stop(self) {
        self.latest.stop();
        self.end();
    }

    /// Aborts the reading under way and forgets how far it came.
    pub fn reset(self) {
        self.stop();
        self.read.set(0);
        self.total.set(None);
    }

    /// Records how many rows have been read and how many there are, as far as a page said so.
    pub fn record(self, read: Option<u32>, total: Option<u32>) {
        if let Some(read) = read {
            self.read.set(read);
        }
        if total.is_some() {
            self.total.set(total);
        }
    }

    /// Ends a reading: the state follows from what it was, from what has been read and from how the reading ended.
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

    /// Records that what is shown could not be refreshed.
    pub fn fail(self, error: ApiError) {
        if self.read.try_get_untracked().is_some_and(|read| read > 0) {
            self.state.update(|state| *state = std::mem::take(state).after(End::Failed(error), true));
        }
    }

    /// Whether something could not be read or refreshed.
    #[must_use]
    pub fn has_error(self) -> bool {
        self.state.with_untracked(|state| state.error().is_some())
    }

    fn end(self) {
        self.reads_all.set(false);
        self.busy.set(false);
    }
}
