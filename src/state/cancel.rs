//! Cancelling access requests: the form for the reason, and the write that is sent once.

use super::form::Form;
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

/// The time a double click takes at most.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// The phase of a cancel.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum CancelPhase {
    /// The reason is being written.
    #[default]
    Writing,
    /// Sent; the answer is pending.
    Sending,
    /// Accepted by the service.
    Accepted,
    /// Sent without a clear answer, and being looked up.
    Unknown,
    /// The service says that there is nothing to cancel, which is being looked up.
    Checking,
    /// Looked up without a result: the request is still open.
    NotFound,
    /// The request had already ended.
    Gone,
    /// Nothing was cancelled, for this reason.
    Failed(ApiError),
}

impl CancelPhase {
    /// Returns whether it must not be sent again.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sending | Self::Unknown | Self::Checking | Self::Accepted)
    }
}

/// The cancels of one widget's viewer, one of them in the form.
#[derive(Clone, Copy)]
pub struct Cancel {
    /// True while the confirmation is open.
    pub is_confirming: Signal<bool>,
    /// The access request to cancel, and the reason.
    form: Form<CancelAccessRequest>,
    /// The errors of the last attempts, by access request.
    failed: Signal<Vec<(AccessRequestId, ApiError)>>,
    store: Stored<Store>,
    journal: Journal,
    requests: Requests,
    host: Host,
}

impl Cancel {
    /// Starts with an empty form; other tabs' changes of the stored reason are taken over.
    #[must_use]
    pub fn new(store: Store, journal: Journal, requests: Requests, host: Host) -> Self {
        let form = Form::new(CancelAccessRequest::default(), store.clone(), save_reason);
        let on_change = store.listen(move |document| {
            let id = form.try_get_untracked().and_then(|body| body.account_activity_id);
            if let Some(id) = id {
                let reason = document.cancels.get(&id).cloned();
                form.sync_from(&body(&id, reason));
            }
        });
        let _until_cleanup = Stored::new(on_change);
        Self {
            is_confirming: Signal::default(),
            form,
            failed: Signal::default(),
            store: Stored::new(store),
            journal,
            requests,
            host,
        }
    }

    /// Opens the form for that access request, with the reason stored for it.
    pub fn open(self, id: &AccessRequestId) {
        if self.form.with_untracked(|body| body.account_activity_id.as_ref() != Some(id)) {
            let reason = self.store.try_with(|store| store.cancel_reason(id)).flatten();
            self.form.reset(body(id, reason));
            self.is_confirming.set(false);
        }
    }

    /// The reason. Reactive.
    #[must_use]
    pub fn reason(self) -> String {
        self.form.with(|body| body.comment.clone()).unwrap_or_default()
    }

    /// Changes the reason.
    pub fn write(self, reason: String) {
        self.form.write(|body| body.comment = Some(reason));
    }

    /// The violations of the reason, once the form was submitted. Reactive.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        self.form.shown(|| self.form.with(NewCancel::validate).err().unwrap_or_default())
    }

    /// Submits the form: opens the confirmation. Returns false if there are violations.
    pub fn confirm(self) -> bool {
        self.form.submit();
        let valid = self.form.with_untracked(NewCancel::validate).is_ok();
        if valid {
            self.is_confirming.set(true);
        }
        valid
    }

    /// The phase of the cancel of that access request. Reactive.
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
            Some(WriteState::Gone) => CancelPhase::Checking,
            Some(WriteState::TooLate) => CancelPhase::Gone,
        }
    }

    /// Sends the confirmed cancel, once.
    pub fn send(self) {
        // The second half of a double click must not hit what is behind the dialog.
        set_timeout(move || self.is_confirming.set(false), DOUBLE_CLICK);
        let body = self.form.get_untracked();
        let (Some(id), Ok(cancel)) = (body.account_activity_id.clone(), NewCancel::validate(&body)) else {
            return;
        };
        if self.phase(&id).is_busy() {
            return;
        }
        let rows = self.requests.rows_ended_with(&id);
        let write = Write::Cancel {
            id: id.clone(),
            reason: cancel.comment().to_owned(),
            rows: rows.iter().map(|row| row.name.clone().unwrap_or_default()).collect(),
            ids: rows.iter().filter_map(|row| row.account_activity_item_id.clone()).collect(),
        };
        let intent = self.journal.intend(cancel_key(&id), write);
        let call = Box::new(move |_: &[_]| PreparedWrite::cancel_access_request(&cancel));
        self.record_failure(&id, None);
        spawn_local(async move {
            let sending = self.journal.send(vec![intent], call).await;
            if let Some(error) = sending.error() {
                self.host.error(error);
            }
            match sending {
                Sending::Refused(error) => self.record_failure(&id, Some(error)),
                // The rows show how the request ended.
                Sending::Gone => self.requests.refresh(),
                _ => {}
            }
            self.requests.expect_change();
        });
    }

    /// How long an unknown result is looked up, in minutes.
    #[must_use]
    pub fn patience_minutes(self) -> usize {
        lookup_minutes()
    }

    fn record_failure(self, id: &AccessRequestId, error: Option<ApiError>) {
        self.failed.try_update(|failed| {
            failed.retain(|(of, _)| of != id);
            failed.extend(error.map(|error| (id.clone(), error)));
        });
    }
}

fn body(id: &AccessRequestId, reason: Option<String>) -> CancelAccessRequest {
    let comment = Some(reason.unwrap_or_default());
    CancelAccessRequest { account_activity_id: Some(id.clone()), comment }
}

fn save_reason(store: &Store, body: &CancelAccessRequest) -> bool {
    if let (Some(id), Some(reason)) = (&body.account_activity_id, &body.comment) {
        store.save_cancel_reason(id, reason);
    }
    true
}

/// Deletes the stored reason of a cancel that has been settled.
pub(super) fn forget_reason(document: &mut Document, change: &IntentChange) {
    if change.settled()
        && let Some(id) = change.intent.write.cancels()
    {
        document.cancels.remove(id);
    }
}
