//! Stuck requests of everyone: found by age, selected, closed, and read back, because a 202 only means *accepted*.

mod read;
mod request;

use request::closed_request;
pub use request::{StuckRequest, is_still_open, is_under_way};

use crate::api::{Abort, ApiError, Client, PreparedWrite};
use crate::signal::{Derived, Memo, Signal, Stored};
use crate::state::form::Form;
use crate::state::host::Host;
use crate::state::journal::intent::Intent;
use crate::state::journal::probe::stuck::StuckProbe;
use crate::state::journal::state::WriteState;
use crate::state::journal::{Journal, LookOutcome, Sending, WriteCall};
use crate::state::latest::{Latest, TYPING_PAUSE};
use crate::state::list::{LoadState, Paged};
use crate::state::storage::Store;
use leptos::task::spawn_local;
use request_center_models::cancel::Viewer;
use request_center_models::close::{CloseDraft, stuck_days};
use request_center_models::id::AccessRequestId;
use request_center_models::progress::STUCK_AFTER_DAYS;
use request_center_models::rule::{Rule, Violations};
use std::rc::Rc;
use std::sync::Arc;
use time::OffsetDateTime;

/// The number of failed look-ups in a row after which the panel shows the error.
const FAILED_LOOKS: u32 = 4;

/// The stuck requests.
#[derive(Clone, Copy)]
pub struct StuckRequests {
    /// The minimum age in days, as typed.
    pub days: Signal<String>,
    /// The requests found, oldest first.
    pub list: Paged<StuckRequest>,
    /// The requests selected and the values for closing them.
    pub form: Form<CloseDraft>,
    /// True while the confirmation is open.
    pub is_confirming: Signal<bool>,
    /// The closes in the journal, from this or another tab, newest first.
    pub closings: Memo<Vec<Arc<Intent>>>,
    /// True while calls are being sent.
    pub sending: Signal<bool>,
    /// The error because of which closes could not be looked up.
    pub look_up_error: Signal<Option<ApiError>>,
    viewer: Stored<Viewer>,
    client: Stored<Client>,
    typing: Latest,
    journal: Journal,
    host: Host,
}

impl StuckRequests {
    /// Starts without reading anything; restores the stored form and the closes in the journal.
    #[must_use]
    pub fn new(
        client: Client,
        viewer: Viewer,
        store: &Store,
        journal: Journal,
        first_seconds: Derived<u32>,
        host: Host,
    ) -> Self {
        let closings = Memo::always(move || {
            journal.intents.with(|all| {
                all.iter()
                    .rev()
                    .filter(|intent| closed_request(intent).is_some())
                    .cloned()
                    .collect::<Vec<_>>()
            })
        });
        let stuck = Self {
            days: Signal::new(STUCK_AFTER_DAYS.to_string()),
            list: Paged::default(),
            form: Form::new(store.closing().unwrap_or_default(), store.clone(), Store::save_closing),
            is_confirming: Signal::default(),
            closings,
            sending: Signal::default(),
            look_up_error: Signal::default(),
            viewer: Stored::new(viewer),
            client: Stored::new(client.clone()),
            typing: Latest::default(),
            journal,
            host,
        };
        journal.register(StuckProbe {
            client,
            abort: Abort::on_cleanup(),
            first_seconds: Rc::new(move || first_seconds.try_get_untracked().unwrap_or(5)),
            on_look_up: Rc::new(move |outcome| stuck.on_look_up(outcome)),
            on_finish: Rc::new(move || stuck.refresh()),
        });
        stuck
    }

    /// Reads the list, if that has not begun.
    pub fn open(self) {
        if self.list.load.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
        }
    }

    /// The minimum age in days. Reactive.
    ///
    /// # Errors
    /// The rule that the typed text breaks.
    pub fn age(self) -> Result<u32, Rule> {
        self.days.with(|days| stuck_days(days))
    }

    /// Changes the minimum age; the list is read after a pause in typing.
    pub fn write_days(self, text: String) {
        self.days.set(text);
        self.typing.debounce(TYPING_PAUSE, move |_| async move { self.read() });
    }

    /// Reads the list again.
    pub fn read(self) {
        let Ok(days) = self.age() else {
            // Nothing can be read while the days are invalid.
            self.list.load.stop();
            return self.list.load.state.set(LoadState::Idle);
        };
        let abort = self.list.load.begin();
        spawn_local(self.read_pages(days, abort));
    }

    /// Returns whether that request is selected. Reactive.
    #[must_use]
    pub fn is_selected(self, id: &AccessRequestId) -> bool {
        self.form.with(|draft| draft.ids.contains(id))
    }

    /// Returns whether a close of that request was sent from this or another tab and has not failed. Reactive.
    #[must_use]
    pub fn is_closing(self, id: &AccessRequestId) -> bool {
        let closing = |one: &Arc<Intent>| {
            closed_request(one) == Some(id) && (is_under_way(one) || one.state == WriteState::Done)
        };
        self.closings.with(|closings| closings.iter().any(closing))
    }

    /// The requests in the list that can be selected. Reactive.
    #[must_use]
    pub fn selectable(self) -> Vec<StuckRequest> {
        let mut selectable = self.list.rows.get();
        selectable.retain(|request| request.blocked.is_none() && !self.is_closing(&request.id()));
        selectable
    }

    /// Returns whether calls are being sent, or closes of all requests selected are being looked up. Reactive.
    #[must_use]
    pub fn is_busy(self) -> bool {
        let ids = self.form.with(|draft| draft.ids.clone());
        let is_looking_up = self.look_up_error.with(Option::is_none);
        self.sending.get() || (is_looking_up && !ids.is_empty() && ids.iter().all(|id| self.is_closing(id)))
    }

    /// Selects or deselects a request.
    pub fn toggle(self, id: &AccessRequestId) {
        if self.is_closing(id) {
            return;
        }
        self.change(|draft| {
            let before = draft.ids.len();
            draft.ids.retain(|other| other != id);
            if draft.ids.len() == before {
                draft.ids.push(id.clone());
            }
        });
    }

    /// Selects all requests that can be closed, or none.
    pub fn select_all(self, all: bool) {
        let mut ids = Vec::new();
        if all {
            ids.extend(self.selectable().iter().map(StuckRequest::id));
        }
        self.change(|draft| draft.ids = ids);
    }

    /// Changes the form, unless calls are being sent.
    pub fn change(self, change: impl FnOnce(&mut CloseDraft)) {
        if self.sending.get_untracked() {
            return;
        }
        self.form.write(change);
    }

    /// The violations, once the form was submitted. Reactive.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        self.form.shown(|| self.sendable_draft().validate().err().unwrap_or_default())
    }

    /// Submits the form: opens the confirmation. Returns false if there are violations.
    pub fn confirm(self) -> bool {
        self.form.submit();
        let valid = self.sendable_draft().validate().is_ok();
        self.is_confirming.set(valid);
        valid
    }

    /// The selected requests that are in the list and can be closed; only these are shown and sent. Reactive.
    #[must_use]
    pub fn selected(self) -> Vec<StuckRequest> {
        let ids = self.form.with(|draft| draft.ids.clone());
        let mut selected = self.selectable();
        selected.retain(|request| ids.contains(&request.id()));
        selected
    }

    /// Closes the requests selected, 500 in a call.
    pub fn close(self) {
        self.is_confirming.set(false);
        let draft = self.sendable_draft();
        let Ok(calls) = draft.validate() else { return };
        if self.sending.get_untracked() {
            return;
        }
        self.sending.set(true);
        self.form.reopen();
        let selected = self.selected();
        spawn_local(async move {
            for call in calls {
                let mut intents = Vec::new();
                for request in selected.iter().filter(|request| call.ids().contains(&request.id())) {
                    let (key, write) = request.close();
                    intents.push(self.journal.intend(key, write));
                }
                let sending = self.journal.send(intents, closing(draft.clone())).await;
                match &sending {
                    Sending::Accepted => {
                        self.form.update(|draft| draft.ids.retain(|id| !call.ids().contains(id)));
                    }
                    other => {
                        if let Some(error) = other.error() {
                            self.host.error(error);
                        }
                    }
                }
            }
            // Once every request is sent, the form is cleared.
            self.form.write(|draft| {
                if draft.ids.is_empty() {
                    *draft = CloseDraft::default();
                }
            });
            self.sending.set(false);
        });
    }

    /// Looks up the closes again.
    pub fn look_up_again(self) {
        self.look_up_error.set(None);
        self.journal.look_up_now(|intent| closed_request(intent).is_some() && is_still_open(intent.state));
    }

    /// Forgets the closes that are settled.
    pub fn clear_results(self) {
        self.journal.forget(|intent| closed_request(intent).is_some() && !is_under_way(intent));
    }

    fn on_look_up(self, outcome: LookOutcome) {
        match outcome {
            Ok(()) => self.look_up_error.set(None),
            Err((error, failures)) if failures % FAILED_LOOKS == 0 => {
                self.host.error(&error);
                self.look_up_error.set(Some(error));
            }
            Err(_) => {}
        }
    }

    /// Reads the list again, if it has been read, because closes have finished.
    fn refresh(self) {
        if self.list.load.state.try_with_untracked(|state| *state != LoadState::Idle) == Some(true) {
            self.read();
        }
    }

    /// The form with only the requests of [`Self::selected`]. Reactive.
    fn sendable_draft(self) -> CloseDraft {
        let mut draft = self.form.get();
        draft.ids = self.selected().iter().map(StuckRequest::id).collect();
        draft
    }

    /// The service's time.
    fn now(self) -> OffsetDateTime {
        self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// The call that closes the claimed requests with the values of the form.
fn closing(draft: CloseDraft) -> WriteCall {
    Box::new(move |claimed| {
        let ids = claimed.iter().filter_map(|intent| closed_request(intent).cloned()).collect();
        let calls = CloseDraft { ids, ..draft }.validate().unwrap_or_default();
        calls.first().map(PreparedWrite::close_access_request).unwrap_or_default()
    })
}
