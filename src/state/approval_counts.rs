//! How many approvals wait for the viewer and how many they decided: the number in the tab and for the page, read again from
//! time to time whichever panel is open.

use super::host::Host;
use super::latest::Latest;
use super::poll::{List, Poll};
use crate::api::{Abort, Client, Priority};
use crate::signal::{Derived, Signal, Stored};
use leptos::task::spawn_local;
use request_center_models::moment::Moment;
use request_center_models::wire::approval::ApprovalSummary;
use time::Duration;

/// The figures of one widget's viewer.
#[derive(Clone, Copy)]
pub struct ApprovalCounts {
    /// The service's own figures, whatever their age.
    pub summary: Signal<Option<ApprovalSummary>>,
    /// How many were decided in the last [`ApprovalCounts::days`]; read once the list is there to show them.
    pub decided: Signal<Option<ApprovalSummary>>,
    /// The days these are counted for.
    pub days: Signal<u32>,
    /// What the list itself says, once its code is there.
    pub(super) list: Signal<Option<ListCounts>>,
    pub(super) poll: Poll,
    client: Stored<Client>,
    host: Host,
    latest: Latest,
}

/// What the list of approvals knows better than the figures.
#[derive(Clone, Copy)]
pub(super) struct ListCounts {
    /// How many wait, where it was read whole.
    pub(super) waiting: Derived<Option<usize>>,
    /// Whether it is read, or decisions of the viewer are under way.
    pub(super) in_use: Derived<bool>,
}

impl ApprovalCounts {
    /// Reads them at once.
    #[must_use]
    pub(super) fn new(client: Client, host: Host, first_seconds: Derived<u32>) -> Self {
        let counts = Self {
            summary: Signal::default(),
            decided: Signal::default(),
            days: Signal::new(30),
            list: Signal::default(),
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

    /// How many wait: by the list where it was read whole, else by the service's figures. Reactive.
    #[must_use]
    pub fn pending(self) -> Option<usize> {
        let figure = self.summary.get().and_then(|summary| summary.pending);
        let counted = self.list.get().and_then(|list| list.waiting.get());
        counted.or_else(|| figure.and_then(|count| usize::try_from(count).ok()))
    }

    /// Whether there is or was anything to decide. Reactive.
    #[must_use]
    pub fn has_any(self) -> bool {
        let summary = self.summary.get().unwrap_or_default();
        let any = [summary.pending, summary.approved, summary.rejected].into_iter().flatten().any(|n| n > 0);
        any || self.list.get().is_some_and(|list| list.in_use.get())
    }

    /// Nobody waits for what is being read any more.
    pub(super) fn stop(self) {
        self.latest.stop();
    }

    /// Reads them. Where they cannot be had, none are shown.
    pub(super) fn read(self) {
        let (Some(client), abort) = (self.client.try_get(), self.latest.renew()) else { return };
        if self.list.with_untracked(Option::is_some) {
            self.read_decided(client.clone(), abort.clone());
        }
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

    fn read_decided(self, client: Client, abort: Abort) {
        let days = self.days.get_untracked();
        spawn_local(async move {
            let from = Moment::at(client.now().saturating_sub(Duration::days(days.into())));
            let found =
                client.get_access_request_approval_summary(Some(&from), Priority::Background, &abort).await;
            // Where other days were chosen meanwhile, their figures are on the way.
            if let Ok(decided) = found
                && self.days.try_get_untracked() == Some(days)
            {
                self.decided.set(Some(decided));
            }
        });
    }
}

/// Until the list itself is there and looked at instead.
impl List for ApprovalCounts {
    fn look(&self) {
        self.poll.schedule();
        self.read();
    }

    fn is_worth_a_look(&self) -> bool {
        self.days.try_get_untracked().is_some()
    }
}
