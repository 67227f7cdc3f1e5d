//! Cancelling: the reason as typed, kept per access request, sent once, and what became of it.

use super::host::Host;
use super::journal::intent::cancel_key;
use super::journal::state::WriteState;
use super::journal::write::Write;
use super::journal::{IntentChange, Journal, Sending, lookup_minutes};
use super::requests::Requests;
use super::storage::{Document, Store};
use crate::api::{ApiError, PreparedWrite};
use crate::signal::{Signal, Stored};
use leptos::prelude::set_timeout;
use leptos::task::spawn_local;
use request_center_models::cancel::NewCancel;
use request_center_models::id::AccessRequestId;
use request_center_models::rule::Violations;
use request_center_models::wire::access_request::CancelAccessRequest;
use std::time::Duration;

/// How long a double click may take.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// Where a cancel is on its way.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum CancelPhase {
    /// The reason is being written.
    #[default]
    Writing,
    /// It has left, the answer is awaited.
    Sending,
    /// The service took it up.
    Accepted,
    /// The outcome is not known and is being looked up.
    Unknown,
    /// It was looked for long enough: the request is still open.
    NotFound,
    /// There was nothing left to cancel.
    Gone,
    /// Nothing was done, and why.
    Failed(ApiError),
}

impl CancelPhase {
    /// Whether it must not be sent again now.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sending | Self::Unknown | Self::Accepted)
    }
}

/// The cancels of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Cancel {
    /// The access request whose dialog is open.
    pub asking: Signal<Option<AccessRequestId>>,
    /// Says that a reason was typed, here or in another tab; the store keeps them.
    typed: Signal<()>,
    submitted: Signal<Option<AccessRequestId>>,
    /// Why the last attempt did nothing, by access request.
    failed: Signal<Vec<(AccessRequestId, ApiError)>>,
    store: Stored<Store>,
    journal: Journal,
    requests: Requests,
    host: Host,
}

impl Cancel {
    /// No cancel under way but those of the journal.
    #[must_use]
    pub fn new(store: Store, journal: Journal, requests: Requests, host: Host) -> Self {
        let typed = Signal::new(());
        let _until_cleanup = Stored::new(store.listen(move |_| typed.set(())));
        Self {
            asking: Signal::default(),
            typed,
            submitted: Signal::default(),
            failed: Signal::default(),
            store: Stored::new(store),
            journal,
            requests,
            host,
        }
    }

    /// The reason typed for that access request, here or before a reload.
    #[must_use]
    pub fn comment(self, id: &AccessRequestId) -> String {
        self.typed.track();
        self.store.try_with(|store| store.cancel_reason(id)).flatten().unwrap_or_default()
    }

    /// Takes the reason as typed.
    pub fn write(self, id: &AccessRequestId, text: &str) {
        self.store.try_with(|store| store.save_cancel_reason(id, text));
        self.typed.set(());
    }

    /// What is wrong with the reason, once the person has asked to go on.
    #[must_use]
    pub fn shown_violations(self, id: &AccessRequestId) -> Violations {
        if self.submitted.get().as_ref() != Some(id) {
            return Violations::default();
        }
        NewCancel::validate(&self.body(id)).err().unwrap_or_default()
    }

    /// Opens the dialog that names what goes with it, where there is a reason; `false` where it is missing.
    pub fn ask(self, id: &AccessRequestId) -> bool {
        self.submitted.set(Some(id.clone()));
        let good = NewCancel::validate(&self.body(id)).is_ok();
        if good {
            self.asking.set(Some(id.clone()));
        }
        good
    }

    /// Where the cancel of that access request stands.
    #[must_use]
    pub fn phase(self, id: &AccessRequestId) -> CancelPhase {
        let key = cancel_key(id);
        if self.journal.is_sending(&key) {
            return CancelPhase::Sending;
        }
        let failed = self.failed.with(|failed| failed.iter().find(|(of, _)| of == id).cloned());
        if let Some((_, error)) = failed {
            return CancelPhase::Failed(error);
        }
        match self.journal.state(&key) {
            None | Some(WriteState::Prepared | WriteState::Refused) => CancelPhase::Writing,
            Some(WriteState::Sent | WriteState::Unknown | WriteState::Elsewhere) => CancelPhase::Unknown,
            Some(WriteState::NotFound | WriteState::NotListed) => CancelPhase::NotFound,
            Some(WriteState::Accepted | WriteState::Done) => CancelPhase::Accepted,
            Some(WriteState::Gone | WriteState::TooLate) => CancelPhase::Gone,
        }
    }

    /// Cancels it, once.
    pub fn send(self, id: &AccessRequestId) {
        // The dialog goes a moment later: the second half of a double click must not land on what lies behind it.
        set_timeout(move || self.asking.set(None), DOUBLE_CLICK);
        let Ok(cancel) = NewCancel::validate(&self.body(id)) else { return };
        if self.phase(id).is_busy() {
            return;
        }
        let rows = self.requests.rows_ended_with(id);
        let names = rows.iter().map(|row| row.name.clone().unwrap_or_default()).collect();
        let write = Write::Cancel { id: id.clone(), reason: cancel.comment().to_owned(), rows: names };
        let intent = self.journal.intend(cancel_key(id), write);
        let call = Box::new(move |_: &[_]| PreparedWrite::cancel_access_request(&cancel));
        self.fail(id, None);
        let id = id.clone();
        spawn_local(async move {
            let sending = self.journal.send(vec![intent], call).await;
            if let Some(error) = sending.error() {
                self.host.error(error);
            }
            match sending {
                Sending::Refused(error) => self.fail(&id, Some(error)),
                // What became of it only its rows tell.
                Sending::Gone => self.requests.refresh(),
                _ => {}
            }
            self.requests.expect_change();
        });
    }

    /// For how long an unknown outcome is looked up, in minutes.
    #[must_use]
    pub fn patience_minutes(self) -> usize {
        lookup_minutes()
    }

    fn fail(self, id: &AccessRequestId, error: Option<ApiError>) {
        self.failed.try_update(|failed| {
            failed.retain(|(of, _)| of != id);
            failed.extend(error.map(|error| (id.clone(), error)));
        });
    }

    fn body(self, id: &AccessRequestId) -> CancelAccessRequest {
        CancelAccessRequest { account_activity_id: Some(id.clone()), comment: Some(self.comment(id)) }
    }
}

/// Once a cancel is over, its reason has been used.
pub(super) fn forget_reason(document: &mut Document, change: &IntentChange) {
    if change.settled()
        && let Some(id) = change.intent.write.cancels()
    {
        document.cancels.remove(id);
    }
}
