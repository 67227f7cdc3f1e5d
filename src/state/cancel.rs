//! Cancelling: the reason as typed, kept per access request, sent once, and what became of it.

use super::host::Host;
use super::outbox::EntryState;
use super::requests::Requests;
use super::storage::Store;
use super::submit::{OutboxState, SubmitOutcome};
use crate::api::{ApiError, ErrorKind};
use crate::signal::{Kept, Var};
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
pub enum Phase {
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

impl Phase {
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
    pub asking: Var<Option<AccessRequestId>>,
    /// Says that a reason was typed, here or in another tab; the store keeps them.
    typed: Var<()>,
    submitted: Var<Option<AccessRequestId>>,
    outcomes: Var<Vec<(AccessRequestId, Phase)>>,
    store: Kept<Store>,
    outbox: OutboxState,
    requests: Requests,
    host: Host,
}

impl Cancel {
    /// No cancel under way but what the outbox still holds.
    #[must_use]
    pub fn new(store: Store, outbox: OutboxState, requests: Requests, host: Host) -> Self {
        let typed = Var::new(());
        let _until_cleanup = Kept::new(store.listen(move |_| typed.set(())));
        Self {
            asking: Var::default(),
            typed,
            submitted: Var::default(),
            outcomes: Var::default(),
            store: Kept::new(store),
            outbox,
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
    pub fn phase(self, id: &AccessRequestId) -> Phase {
        let noted = self.outcomes.with(|outcomes| outcomes.iter().find(|(of, _)| of == id).cloned());
        if let Some((_, phase)) = noted {
            return phase;
        }
        match self.outbox.cancel_of(id) {
            None | Some(EntryState::Prepared) => Phase::Writing,
            Some(EntryState::Sent { .. } | EntryState::Unknown { .. }) => Phase::Unknown,
            Some(EntryState::NotFound { .. } | EntryState::Unseen { .. }) => Phase::NotFound,
            Some(EntryState::Accepted { .. } | EntryState::Settled { .. }) => Phase::Accepted,
            Some(EntryState::Overtaken { .. }) => Phase::Gone,
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
        let id = id.clone();
        self.note(&id, Some(Phase::Sending));
        spawn_local(async move {
            let phase = match self.outbox.cancel(cancel, names).await {
                // From here on the outbox says where it stands.
                SubmitOutcome::Accepted { .. } | SubmitOutcome::AlreadySent { .. } => None,
                SubmitOutcome::Unknown(error) => {
                    self.host.error(&error);
                    None
                }
                SubmitOutcome::Refused(error) if error.kind == ErrorKind::NotFound => Some(Phase::Gone),
                SubmitOutcome::Refused(error) => {
                    self.host.error(&error);
                    Some(Phase::Failed(error))
                }
            };
            let gone = phase == Some(Phase::Gone);
            self.note(&id, phase);
            if gone {
                self.requests.look();
            } else {
                self.requests.expect_change();
            }
        });
    }

    /// For how long an unknown outcome is looked up, in minutes.
    #[must_use]
    pub fn patience_minutes(self) -> usize {
        self.outbox.patience_minutes()
    }

    fn note(self, id: &AccessRequestId, phase: Option<Phase>) {
        self.outcomes.try_update(|outcomes| {
            outcomes.retain(|(of, _)| of != id);
            outcomes.extend(phase.map(|phase| (id.clone(), phase)));
        });
    }

    fn body(self, id: &AccessRequestId) -> CancelAccessRequest {
        CancelAccessRequest { account_activity_id: Some(id.clone()), comment: Some(self.comment(id)) }
    }
}
