//! The service's counts of approvals the viewer approved and denied in the last days.

use crate::api::{Client, Priority};
use crate::signal::{Signal, Stored};
use crate::state::latest::Latest;
use leptos::task::spawn_local;
use request_center_models::moment::Moment;
use request_center_models::wire::approval::ApprovalSummary;
use time::Duration;

/// The default number of days.
const DAYS: u32 = 30;

/// The counts of the reviewed approvals.
#[derive(Clone, Copy)]
pub struct ReviewedCounts {
    /// The counts; `None` until they are read.
    pub summary: Signal<Option<ApprovalSummary>>,
    /// The number of days counted.
    pub days: Signal<u32>,
    client: Stored<Client>,
    latest: Latest,
}

impl ReviewedCounts {
    /// Counts that are not read yet.
    pub(super) fn new(client: Client) -> Self {
        Self {
            summary: Signal::default(),
            days: Signal::new(DAYS),
            client: Stored::new(client),
            latest: Latest::default(),
        }
    }

    /// Aborts the current read.
    pub(super) fn stop(self) {
        self.latest.stop();
    }

    /// Reads the counts of the chosen days; a failed read keeps the last ones.
    pub(super) fn read(self) {
        let (Some(client), abort) = (self.client.try_get(), self.latest.renew()) else { return };
        let days = Duration::days(self.days.get_untracked().into());
        spawn_local(async move {
            let from = Moment::at(client.now().saturating_sub(days));
            let found =
                client.get_access_request_approval_summary(Some(&from), Priority::Background, &abort).await;
            if let Ok(summary) = found {
                self.summary.set(Some(summary));
            }
        });
    }
}
