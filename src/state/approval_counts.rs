//! The service's counts of the viewer's approvals, for the tab's badge and the host page's event; polled whichever panel is open.
//! Knows no list.

use super::host::Host;
use super::latest::Latest;
use super::poll::{Poll, Polled};
use crate::api::{Client, ErrorKind, Priority};
use crate::signal::{Derived, Signal, Stored};
use leptos::task::spawn_local;
use request_center_models::wire::approval::ApprovalSummary;

/// The counts of one viewer.
#[derive(Clone, Copy)]
pub struct ApprovalCounts {
    /// The counts over all time; `None` until they are read.
    pub summary: Signal<Option<ApprovalSummary>>,
    pub(super) poll: Poll,
    client: Stored<Client>,
    host: Host,
    latest: Latest,
    error: Signal<Option<ErrorKind>>,
}

impl ApprovalCounts {
    /// Reads the counts and starts polling.
    #[must_use]
    pub(super) fn new(client: Client, host: Host, first_seconds: Derived<u32>) -> Self {
        let counts = Self {
            summary: Signal::default(),
            poll: Poll::new(first_seconds),
            client: Stored::new(client),
            host,
            latest: Latest::default(),
            error: Signal::default(),
        };
        counts.poll.serve(counts);
        counts.read();
        counts.poll.schedule();
        counts
    }

    /// The number of pending approvals; `None` while it is unknown. Reactive.
    #[must_use]
    pub fn pending(self) -> Option<usize> {
        let pending = self.summary.with(|summary| summary.as_ref()?.pending);
        pending.and_then(|count| usize::try_from(count).ok())
    }

    /// Returns whether the viewer has or had any approvals, or may have because they cannot be counted. Reactive.
    #[must_use]
    pub fn has_any(self) -> bool {
        let Some(summary) = self.summary.get() else { return self.error.with(Option::is_some) };
        [summary.pending, summary.approved, summary.rejected].into_iter().flatten().any(|count| count > 0)
    }

    /// Aborts the current read.
    pub(super) fn stop(self) {
        self.latest.stop();
    }

    /// Reads the counts; a failed read keeps the last ones.
    pub(super) fn read(self) {
        let (Some(client), abort) = (self.client.try_get(), self.latest.renew()) else { return };
        spawn_local(async move {
            // Without `from-date`, which would exclude older pending ones.
            let found = client.get_access_request_approval_summary(None, Priority::Background, &abort).await;
            let error = found.as_ref().err().map(|error| error.kind);
            if error == Some(ErrorKind::Aborted) {
                return;
            }
            if self.error.try_get_untracked() != Some(error) {
                self.error.set(error);
                self.poll.schedule();
            }
            let Ok(summary) = found else { return };
            let before = self.summary.try_get_untracked().flatten().and_then(|summary| summary.pending);
            if summary.pending != before {
                self.host.count(summary.pending.unwrap_or_default());
            }
            self.summary.set(Some(summary));
        });
    }
}

/// Polled until the list of approvals is loaded and polled instead.
impl Polled for ApprovalCounts {
    fn refresh(&self) {
        self.poll.schedule();
        self.read();
    }

    fn is_worth_refreshing(&self) -> bool {
        self.summary.try_with_untracked(|_| ()).is_some()
    }

    fn last_error(&self) -> Option<ErrorKind> {
        self.error.try_get_untracked().flatten()
    }
}
