//! Requests of everyone that hang: found by their age, picked, closed call by call, and each read back, because a close is only
//! taken in by its 202.

mod closing;
mod other_tab;
mod read;

pub(in crate::state) use closing::put_among;
pub use closing::{CloseState, Closing, StuckRequest};

use super::verify;
use crate::api::{Abort, ApiError, Client};
use crate::signal::{Kept, Read, Var};
use crate::state::form::Form;
use crate::state::host::Host;
use crate::state::latest::{Latest, TYPING_PAUSE};
use crate::state::list::{LoadState, Paged};
use crate::state::storage::Store;
use leptos::prelude::on_cleanup;
use leptos::task::spawn_local;
use request_center_models::cancel::Viewer;
use request_center_models::close::{CloseDraft, stuck_days};
use request_center_models::id::AccessRequestId;
use request_center_models::progress::STUCK_AFTER_DAYS;
use request_center_models::rule::{Rule, Violations};
use time::OffsetDateTime;

/// How many outcomes are kept at most.
const KEPT: usize = 1_000;

/// The requests that hang.
#[derive(Clone, Copy)]
pub struct StuckRequests {
    /// For how many days they must have been under way, as typed.
    pub days: Var<String>,
    /// Those found, oldest first.
    pub list: Paged<StuckRequest>,
    /// Which are picked, and what is typed for closing them.
    pub draft: Form<CloseDraft>,
    /// Whether the last question before closing is open.
    pub asking: Var<bool>,
    /// What was closed from here or from another tab, newest call first.
    pub closings: Var<Vec<Closing>>,
    /// Whether calls are leaving.
    pub sending: Var<bool>,
    /// Why nobody could look whether what was closed is over.
    pub unread: Var<Option<ApiError>>,
    pub(super) first_seconds: Read<u32>,
    viewer: Kept<Viewer>,
    pub(super) client: Kept<Client>,
    typing: Latest,
    pub(super) verifying: Kept<Abort>,
    store: Kept<Store>,
    pub(super) host: Host,
}

impl StuckRequests {
    /// Nothing read yet; what was typed for a close, and what became of those before, is there again.
    #[must_use]
    pub fn new(client: Client, viewer: Viewer, store: Store, first_seconds: Read<u32>, host: Host) -> Self {
        let stuck = Self {
            days: Var::new(STUCK_AFTER_DAYS.to_string()),
            list: Paged::default(),
            draft: Form::new(store.closing().unwrap_or_default(), store.clone(), Store::save_closing),
            asking: Var::default(),
            closings: Var::new(store.closings()),
            sending: Var::default(),
            unread: Var::default(),
            first_seconds,
            viewer: Kept::new(viewer),
            client: Kept::new(client),
            typing: Latest::default(),
            verifying: Kept::new(Abort::new()),
            store: Kept::new(store),
            host,
        };
        on_cleanup(move || {
            stuck.verifying.try_with(Abort::abort);
        });
        let hear =
            stuck.store.try_with(|store| store.listen(move |document| stuck.adopt(&document.closings)));
        let _until_cleanup = Kept::new(hear);
        stuck
    }

    /// Somebody looks at them: reading begins, where it has not.
    pub fn open(self) {
        if self.list.load.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
            // Of what was closed before a reload nobody has seen the end.
            self.take_over();
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
        let closing = |one: &Closing| one.state.is_under_way() || one.state == CloseState::Closed;
        self.closings.with(|closings| closings.iter().any(|one| closing(one) && one.id == *id))
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
        // Another tab may have been faster than its word of it.
        self.hear();
        let (Ok(calls), Some(client)) = (self.shown_draft().validate(), self.client.try_get()) else {
            return;
        };
        if self.sending.get_untracked() {
            return;
        }
        self.sending.set(true);
        self.draft.reopen();
        let leaving: Vec<Closing> = self.picked().iter().map(Closing::of).collect();
        self.closings.update(|closings| put_among(closings, &leaving));
        self.keep_closings(&leaving);
        spawn_local(async move {
            for call in calls {
                let state = match client.close_access_request(&call).await {
                    Ok(()) => CloseState::Accepted,
                    Err(error) => {
                        self.host.error(&error);
                        if error.outcome_unknown() { CloseState::Unknown } else { CloseState::Refused(error) }
                    }
                };
                self.note(call.ids(), &state);
                if state == CloseState::Accepted {
                    self.draft.update(|draft| draft.ids.retain(|id| !call.ids().contains(id)));
                }
            }
            // What was typed goes with what it was typed for.
            self.draft.write(|draft| {
                if draft.ids.is_empty() {
                    *draft = CloseDraft::default();
                }
            });
            self.sending.set(false);
            self.hear();
            verify::start(self);
        });
    }

    /// Looks again whether what was closed is over.
    pub fn verify(self) {
        self.settle(|closing| closing.state == CloseState::StillOpen, &CloseState::Accepted);
        verify::start(self);
    }

    /// Forgets what became of those closes of which nothing more is to be found out.
    pub fn put_away(self) {
        let mut gone = Vec::new();
        self.closings.update(|closings| {
            gone.extend(closings.iter().filter(|one| !one.state.is_under_way()).map(|one| one.id.clone()));
            closings.retain(|one| one.state.is_under_way());
        });
        self.store.try_with(|store| {
            store.update(|document| document.closings.retain(|one| !gone.contains(&one.id)));
        });
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

    pub(super) fn note(self, ids: &[AccessRequestId], state: &CloseState) {
        self.settle(|closing| ids.contains(&closing.id), state);
    }

    /// Notes what became of those, here and where a reload finds it.
    pub(super) fn settle(self, which: impl Fn(&Closing) -> bool, state: &CloseState) {
        let mut settled = Vec::new();
        self.closings.update(|closings| {
            for closing in closings.iter_mut().filter(|closing| which(closing)) {
                closing.state = state.clone();
                settled.push(closing.clone());
            }
        });
        self.keep_closings(&settled);
    }

    /// Keeps what became of these. Of others this tab may know less than another: they stay as they are kept.
    fn keep_closings(self, these: &[Closing]) {
        self.store.try_with(|store| {
            store.update(|document| {
                put_among(&mut document.closings, these);
                document.closings.truncate(KEPT);
            });
        });
    }
}
