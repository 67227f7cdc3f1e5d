//! Requests of everyone that hang: found by their age, picked, closed call by call, and each read back, because a close is only
//! taken in by its 202.

mod read;
mod request;

use request::closes;
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

/// So many looks may fail one after the other before the panel says so, and says so again.
const FAILED_LOOKS: u32 = 4;

/// The requests that hang.
#[derive(Clone, Copy)]
pub struct StuckRequests {
    /// For how many days they must have been under way, as typed.
    pub days: Signal<String>,
    /// Those found, oldest first.
    pub list: Paged<StuckRequest>,
    /// Which are picked, and what is typed for closing them.
    pub draft: Form<CloseDraft>,
    /// Whether the last question before closing is open.
    pub asking: Signal<bool>,
    /// The closes of the journal, from here or from another tab, newest first.
    pub closings: Memo<Vec<Arc<Intent>>>,
    /// Whether calls are leaving.
    pub sending: Signal<bool>,
    /// Why nobody could look whether what was closed is over.
    pub unread: Signal<Option<ApiError>>,
    viewer: Stored<Viewer>,
    client: Stored<Client>,
    typing: Latest,
    journal: Journal,
    host: Host,
}

impl StuckRequests {
    /// Nothing read yet; what was typed for a close, and what became of those before, is there again.
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
                all.iter().rev().filter(|intent| closes(intent).is_some()).cloned().collect::<Vec<_>>()
            })
        });
        let stuck = Self {
            days: Signal::new(STUCK_AFTER_DAYS.to_string()),
            list: Paged::default(),
            draft: Form::new(store.closing().unwrap_or_default(), store.clone(), Store::save_closing),
            asking: Signal::default(),
            closings,
            sending: Signal::default(),
            unread: Signal::default(),
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

    /// Somebody looks at them: reading begins, where it has not.
    pub fn open(self) {
        if self.list.load.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
        }
    }

    /// The days as a number, or what is wrong with what is typed. Reactive.
    ///
    /// # Errors
    /// What is no number of days.
    pub fn age(self) -> Result<u32, Rule> {
        self.days.with(|days| stuck_days(days))
    }

    /// Takes the days as typed; the list follows once typing rests.
    pub fn write_days(self, text: String) {
        self.days.set(text);
        self.typing.debounce(TYPING_PAUSE, move |_| async move { self.read() });
    }

    /// Reads the list anew.
    pub fn read(self) {
        let Ok(days) = self.age() else {
            // Nothing is read until the days are a number again.
            self.list.load.stop();
            return self.list.load.state.set(LoadState::Idle);
        };
        let abort = self.list.load.begin();
        spawn_local(self.read_pages(days, abort));
    }

    /// Whether that request is picked. Reactive.
    #[must_use]
    pub fn is_picked(self, id: &AccessRequestId) -> bool {
        self.draft.with(|draft| draft.ids.contains(id))
    }

    /// Whether a close of that request has left, here or in another tab, and is not known to have come to nothing. Reactive.
    #[must_use]
    pub fn is_closing(self, id: &AccessRequestId) -> bool {
        let closing = |one: &Arc<Intent>| {
            closes(one) == Some(id) && (is_under_way(one) || one.state == WriteState::Done)
        };
        self.closings.with(|closings| closings.iter().any(closing))
    }

    /// Those in the list that can be picked. Reactive.
    #[must_use]
    pub fn free(self) -> Vec<StuckRequest> {
        let mut free = self.list.rows.get();
        free.retain(|request| request.blocked.is_none() && !self.is_closing(&request.id()));
        free
    }

    /// Whether calls are leaving, or everything picked is still being looked up. Reactive.
    #[must_use]
    pub fn is_busy(self) -> bool {
        let ids = self.draft.with(|draft| draft.ids.clone());
        let looking = self.unread.with(Option::is_none);
        self.sending.get() || (looking && !ids.is_empty() && ids.iter().all(|id| self.is_closing(id)))
    }

    /// Picks a request, or puts it back.
    pub fn pick(self, id: &AccessRequestId) {
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

    /// Picks all that can be closed, or none.
    pub fn pick_all(self, all: bool) {
        let mut ids = Vec::new();
        if all {
            ids.extend(self.free().iter().map(StuckRequest::id));
        }
        self.change(|draft| draft.ids = ids);
    }

    /// Changes what is picked or typed, unless it is on its way.
    pub fn change(self, change: impl FnOnce(&mut CloseDraft)) {
        if self.sending.get_untracked() {
            return;
        }
        self.draft.write(change);
    }

    /// What is wrong, once the person has asked to go on. Reactive.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        self.draft.shown(|| self.shown_draft().validate().err().unwrap_or_default())
    }

    /// Opens the last question; `false` where something must be mended first.
    pub fn ask(self) -> bool {
        self.draft.submit();
        let good = self.shown_draft().validate().is_ok();
        self.asking.set(good);
        good
    }

    /// Those picked that are in the list and can be closed: what the last question shows, and all that is sent. Reactive.
    #[must_use]
    pub fn picked(self) -> Vec<StuckRequest> {
        let ids = self.draft.with(|draft| draft.ids.clone());
        let mut picked = self.free();
        picked.retain(|request| ids.contains(&request.id()));
        picked
    }

    /// Closes what is picked, one call for every 500.
    pub fn close(self) {
        self.asking.set(false);
        let draft = self.shown_draft();
        let Ok(calls) = draft.validate() else { return };
        if self.sending.get_untracked() {
            return;
        }
        self.sending.set(true);
        self.draft.reopen();
        let picked = self.picked();
        spawn_local(async move {
            for call in calls {
                let mut intents = Vec::new();
                for request in picked.iter().filter(|request| call.ids().contains(&request.id())) {
                    let (key, write) = request.close();
                    intents.push(self.journal.intend(key, write));
                }
                let sending = self.journal.send(intents, closing(draft.clone())).await;
                match &sending {
                    Sending::Accepted => {
                        self.draft.update(|draft| draft.ids.retain(|id| !call.ids().contains(id)));
                    }
                    other => {
                        if let Some(error) = other.error() {
                            self.host.error(error);
                        }
                    }
                }
            }
            // What was typed goes with what it was typed for.
            self.draft.write(|draft| {
                if draft.ids.is_empty() {
                    *draft = CloseDraft::default();
                }
            });
            self.sending.set(false);
        });
    }

    /// Looks again whether what was closed is over.
    pub fn verify(self) {
        self.unread.set(None);
        self.journal.look_up_now(|intent| closes(intent).is_some() && is_still_open(intent.state));
    }

    /// Forgets what became of those closes of which nothing more is to be found out.
    pub fn clear_results(self) {
        self.journal.forget(|intent| closes(intent).is_some() && !is_under_way(intent));
    }

    /// A look whether closes are over went well or went wrong.
    fn on_look_up(self, outcome: LookOutcome) {
        match outcome {
            Ok(()) => self.unread.set(None),
            Err((error, failures)) if failures % FAILED_LOOKS == 0 => {
                // Nothing was seen, so nothing is said of it.
                self.host.error(&error);
                self.unread.set(Some(error));
            }
            Err(_) => {}
        }
    }

    /// Closes have come to an end: what is still stuck is read anew, where it has been read.
    fn refresh(self) {
        if self.list.load.state.try_with_untracked(|state| *state != LoadState::Idle) == Some(true) {
            self.read();
        }
    }

    /// The draft with nothing in it but what [`Self::picked`] shows. Reactive.
    fn shown_draft(self) -> CloseDraft {
        let mut draft = self.draft.get();
        draft.ids = self.picked().iter().map(StuckRequest::id).collect();
        draft
    }

    /// The service's time.
    fn now(self) -> OffsetDateTime {
        self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// The call that closes as typed, for those that were claimed.
fn closing(draft: CloseDraft) -> WriteCall {
    Box::new(move |claimed| {
        let ids = claimed.iter().filter_map(|intent| closes(intent).cloned()).collect();
        let calls = CloseDraft { ids, ..draft }.validate().unwrap_or_default();
        calls.first().map(PreparedWrite::close_access_request).unwrap_or_default()
    })
}
