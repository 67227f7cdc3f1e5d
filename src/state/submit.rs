//! Sending, never twice: saved before it is sent, settled only when its rows were read back, looked up where the outcome is
//! not known, and offered again only after that. Requests, removals and cancels go the same way.
//!
//! A write outlives the view that began it; look-ups, which are reads, end with it.

mod apart;
mod claim;
mod desk;
pub(super) mod lock;
mod lookup;
mod outcome;

pub use lookup::Patience;
pub use outcome::{News, SubmitOutcome};

use super::outbox::{EntryState, Happening, OutboxEntry, Sent, SentItem, cancel_key};
use super::storage::{Store, StoreListening};
use crate::api::{Abort, ApiError, Client, ErrorKind};
use crate::signal::{Kept, Var};
use claim::{Claim, claim};
use desk::{Desk, Held};
use lock::Lock;
use request_center_models::cancel::NewCancel;
use request_center_models::draft::{NewRequest, RequestDraft, SubmitKey};
use request_center_models::id::{AccessRequestId, IdentityId};
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::status::RequestedItemStatus;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The outbox of one widget.
#[derive(Clone, Copy)]
pub struct OutboxState {
    /// Everything sent that is kept, oldest first; settled entries too.
    pub entries: Var<Vec<OutboxEntry>>,
    held: Kept<Rc<Held>>,
}

impl OutboxState {
    /// The outbox of that store. Unfinished entries are looked up at once, other tabs are heard. Belongs to the current owner.
    #[must_use]
    pub fn new(client: Client, store: Store, patience: Patience, tell: impl Fn(News) + 'static) -> Self {
        let entries = Var::new(store.outbox());
        let held = Rc::new(Held {
            client,
            store,
            patience,
            tell: Box::new(tell),
            abort: Abort::on_cleanup(),
            watching: Cell::new(false),
            wake: RefCell::new(Abort::new()),
            form: Cell::new(0),
            one_by_one: Cell::new(false),
        });
        let state = Self { entries, held: Kept::new(Rc::clone(&held)) };
        let desk = Desk { state, held };
        let _until_cleanup: Kept<StoreListening> = {
            let store = desk.held.store.clone();
            let desk = desk.clone();
            Kept::new(store.listen(move |document| {
                desk.show(document);
                lookup::watch(&desk);
            }))
        };
        let now = desk.held.client.now();
        desk.change(|document| lookup::forget_unsent(document, now));
        lookup::watch(&desk);
        state
    }

    /// Where the entry with that key stands. Reactive.
    #[must_use]
    pub fn state_of(self, key: &SubmitKey) -> Option<EntryState> {
        self.entries.with(|entries| entries.iter().find(|e| e.key == *key).map(|e| e.state.clone()))
    }

    /// Where the entry with that key stands in what is kept, whichever tab wrote it; `entries` follow.
    #[must_use]
    pub fn look_at(self, key: &SubmitKey) -> Option<EntryState> {
        self.desk()?.change(|document| document.state_of(key).cloned())
    }

    /// Where the cancel of that access request stands. Reactive.
    #[must_use]
    pub fn cancel_of(self, id: &AccessRequestId) -> Option<EntryState> {
        self.state_of(&cancel_key(id))
    }

    /// Sends a request for access. `draft` gives the names of what is sent; it is forgotten once the service has the request.
    pub async fn submit(self, request: NewRequest, draft: &RequestDraft) -> SubmitOutcome {
        let items = draft.items.iter().map(|item| SentItem {
            id: item.id.clone(),
            r#type: item.r#type.clone(),
            name: item.name.clone(),
        });
        let sent = Sent::Create { items: items.collect(), recipients: draft.recipients.clone() };
        self.send(request.key().clone(), sent, Payload::Create(request)).await
    }

    /// Sends one call of a removal; `items` are what it takes away, `name` the person's.
    pub async fn remove(
        self,
        request: NewRequest,
        items: Vec<SentItem>,
        person: IdentityId,
        name: String,
    ) -> SubmitOutcome {
        let sent = Sent::removal(&request, items, person, name);
        self.send(request.key().clone(), sent, Payload::Create(request)).await
    }

    /// Cancels an access request; `rows` are the names of the rows that go with it.
    pub async fn cancel(self, cancel: NewCancel, rows: Vec<String>) -> SubmitOutcome {
        let id = cancel.access_request_id();
        let key = cancel_key(&id);
        let sent = Sent::Cancel { id, reason: cancel.comment().to_owned(), rows };
        self.send(key, sent, Payload::Cancel(cancel)).await
    }

    /// Sends it, and goes on with that when whoever waits for it is gone.
    async fn send(self, key: SubmitKey, sent: Sent, payload: Payload) -> SubmitOutcome {
        let mut outcome = None;
        if let Some(desk) = self.desk() {
            let entry = desk.prepare(key, sent);
            outcome = apart::run(async move { send_one(&desk, entry, payload).await }).await;
        }
        outcome.unwrap_or_else(|| SubmitOutcome::Refused(ApiError::new(ErrorKind::Aborted)))
    }

    /// Rows of the status list that somebody has read: entries they show are settled.
    pub fn notice_rows<'a>(self, rows: impl IntoIterator<Item = &'a RequestedItemStatus>) {
        if let Some(desk) = self.desk() {
            lookup::settle(&desk, &rows.into_iter().collect::<Vec<_>>());
        }
    }

    /// For how long an unknown outcome is looked up, in minutes, rounded up.
    #[must_use]
    pub fn patience_minutes(self) -> usize {
        let seconds = self.held.try_with(|held| held.patience.total_seconds).unwrap_or_default();
        seconds.div_ceil(60) as usize
    }

    /// Forgets an entry that is not to be seen, because the person has read so.
    pub fn dismiss(self, key: &SubmitKey) {
        if let Some(desk) = self.desk() {
            let unseen = |e: &OutboxEntry| e.key == *key && matches!(e.state, EntryState::Unseen { .. });
            desk.change(|document| document.outbox.retain(|e| !unseen(e)));
        }
    }

    fn desk(self) -> Option<Desk> {
        self.held.try_get().map(|held| Desk { state: self, held })
    }
}

/// What is sent.
enum Payload {
    Create(NewRequest),
    Cancel(NewCancel),
}

fn is_missed(entry: &OutboxEntry) -> bool {
    matches!(entry.state, EntryState::NotFound { .. })
}

async fn send_one(desk: &Desk, entry: OutboxEntry, payload: Payload) -> SubmitOutcome {
    let key = entry.key.clone();
    // Held until this function ends: no other tab and no second click gets past it.
    let lock = lock::take(&format!("{}:{}", desk.held.store.key(), key.as_str())).await;
    if matches!(lock, Lock::Busy) {
        return SubmitOutcome::AlreadySent { state: None };
    }
    let missed = desk.held.store.outbox().into_iter().find(|e| e.key == key && is_missed(e));
    if let Some(missed) = missed {
        // It may have turned up since it was given up.
        match lookup::once_more(desk, &missed).await {
            Ok(None) => {}
            Ok(state) => return SubmitOutcome::AlreadySent { state },
            Err(error) => return SubmitOutcome::Refused(error),
        }
    }
    let now = desk.held.client.now();
    let sole = matches!(lock, Lock::Held(_));
    if let Claim::Taken(state) = desk.change(|document| claim(document, entry, now, sole)) {
        return SubmitOutcome::AlreadySent { state: Some(state) };
    }
    let leaving = || desk.happen(&key, Happening::Left(desk.now()));
    let answer = match payload {
        Payload::Create(request) => {
            let accepted = desk.held.client.create_access_request(&request, &leaving).await;
            accepted.map(|accepted| {
                (accepted.body.as_ref().map(ids_to_follow).unwrap_or_default(), accepted.body)
            })
        }
        Payload::Cancel(cancel) => {
            let accepted = desk.held.client.cancel_access_request(&cancel, &leaving).await;
            accepted.map(|()| (vec![cancel.access_request_id()], None))
        }
    };
    let outcome = match answer {
        Ok((ids, answer)) => {
            desk.happen(&key, Happening::Accepted(desk.now(), ids.clone()));
            SubmitOutcome::Accepted { ids, answer }
        }
        Err(error) if error.outcome_unknown() => {
            desk.happen(&key, Happening::Unclear(desk.now()));
            SubmitOutcome::Unknown(error)
        }
        Err(error) => {
            desk.happen(&key, Happening::Refused);
            SubmitOutcome::Refused(error)
        }
    };
    lookup::watch(desk);
    outcome
}

/// The ids whose rows show that it arrived: those of what is new, or, where all had been asked for before, the old ones.
fn ids_to_follow(answer: &AccessRequestResponse) -> Vec<AccessRequestId> {
    let new = answer.new_ids();
    if new.is_empty() { answer.existing_ids() } else { new }
}

#[cfg(test)]
mod tests;
