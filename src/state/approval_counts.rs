//! How many approvals wait for the viewer and how many they ever decided, as the service counts them: the number beside the tab
//! and in the page's event, refreshed from time to time whichever panel is open. Knows no list.

use super::host::Host;
use super::latest::Latest;
use super::poll::{Poll, Polled};
use crate::api::{Client, Priority};
use crate::signal::{Derived, Signal, Stored};
use leptos::task::spawn_local;
use request_center_models::wire::approval::ApprovalSummary;

/// The counts of one viewer.
#[derive(Clone, Copy)]
pub struct ApprovalCounts {
    /// The service's counts over all times; `None` until they were read.
    pub summary: Signal<Option<ApprovalSummary>>,
    pub(super) poll: Poll,
    client: Stored<Client>,
    host: Host,
    latest: Latest,
}

impl ApprovalCounts {
    /// Reads them at once.
    #[must_use]
    pub(super) fn new(client: Client, host: Host, first_seconds: Derived<u32>) -> Self {
        let counts = Self {
            summary: Signal::default(),
            poll: Poll::new(first_seconds),
            client: Stored::new(client),
            host,
            latest: Latest::default(),
        };
        counts.poll.serve(counts);
        counts.read();
        counts.poll.schedule();
        counts
    }

    /// How many approvals wait; `None` while it is unknown. Reactive.
    #[must_use]
    pub fn pending(self) -> Option<usize> {
        let pending = self.summary.with(|summary| summary.as_ref()?.pending);
        pending.and_then(|count| usize::try_from(count).ok())
    }

    /// Whether there is or was anything to decide. Reactive.
    #[must_use]
    pub fn has_any(self) -> bool {
        let summary = self.summary.get().unwrap_or_default();
        [summary.pending, summary.approved, summary.rejected].into_iter().flatten().any(|count| count > 0)
    }

    /// Aborts a read under way.
    pub(super) fn stop(self) {
        self.latest.stop();
    }

    /// Reads them; where they cannot be read, the last ones stay.
    pub(super) fn read(self) {
        let (Some(client), abort) = (self.client.try_get(), self.latest.renew()) else { return };
        spawn_local(async move {
            // Without `from-date`: it would leave out what has waited for longer.
            let found = client.get_access_request_approval_summary(None, Priority::Background, &abort).await;
            let Ok(summary) = found else { return };
            let before = self.summary.try_get_untracked().flatten().and_then(|summary| summary.pending);
            if summary.pending != before {
                self.host.count(summary.pending.unwrap_or_default());
            }
            self.summary.set(Some(summary));
        });
    }
}

/// Until the list of approvals is there and takes over.
impl Polled for ApprovalCounts {
    fn refresh(&self) {
        self.poll.schedule();
        self.read();
    }

    fn is_worth_refreshing(&self) -> bool {
        self.summary.try_with_untracked(|_| ()).is_some()
    }
}
