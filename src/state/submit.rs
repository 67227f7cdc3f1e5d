//! Sending, never twice: saved before it is sent, settled only when its rows were read back, looked up where the outcome is
//! not known, and offered again only after that. Requests and cancels go the same way.
//!
//! A write outlives the view that began it; look-ups, which are reads, end with it.

mod apart;
mod claim;
mod lock;
mod lookup;

pub use lookup::Patience;

use super::outbox::{EntryState, Fate, Happening, OutboxEntry, Sent, SentItem, cancel_key};
use super::storage::{Document, Store, StoreListening};
use crate::api::{Abort, ApiError, Client, ErrorKind};
use claim::{Claim, claim};
use leptos::prelude::*;
use lock::Lock;
use request_center_models::cancel::NewCancel;
use request_center_models::draft::{Draft, NewRequest, SubmitKey};
use request_center_models::id::AccessRequestId;
use request_center_models::moment::Moment;
use request_center_models::wire::status::RequestedItemStatus;
use std::cell::Cell;
use std::rc::Rc;
use time::Duration;

/// How much earlier than a submit its rows may seem to have been made, where the service's clock can be read.
const CLOCKS_AGREE: Duration = Duration::seconds(60);
/// The same where it cannot, so that the browser's clock may be wrong by hours.
const CLOCKS_MAY_DIFFER: Duration = Duration::hours(24);

/// What became of a submit or cancel, as far as is known at once.
#[derive(Clone, Debug, PartialEq)]
pub enum SubmitOutcome {
    /// The service took it up. Its rows are waited for in the background.
    Accepted {
        /// The access requests it became; empty where the answer named none.
        ids: Vec<AccessRequestId>,
    },
    /// It had been sent before, from here or another tab, so nothing was sent now.
    AlreadySent {
        /// Where that one stands; `None` where another tab is sending it right now.
        state: Option<EntryState>,
    },
    /// No clear answer came. It is being looked up in the background; [`OutboxState::entries`] says when that has ended.
    Unknown(ApiError),
    /// Nothing was done; what was typed is still there.
    Refused(ApiError),
}

/// News from the outbox, each told once by the tab that learns it first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A request is known to have reached the service, at once or by looking it up.
    Submitted {
        /// Its key.
        key: SubmitKey,
        /// The access requests it became, as far as known.
        ids: Vec<AccessRequestId>,
    },
    /// A cancel is known to have reached the service.
    Cancelled {
        /// The access request it ends.
        id: AccessRequestId,
    },
    /// The rows of an entry were seen.
    Settled {
        /// Its key.
        key: SubmitKey,
    },
    /// An entry was looked for long enough and is not there: it may be sent again.
    NotFound {
        /// Its key.
        key: SubmitKey,
    },
}

/// The outbox of one widget.
#[derive(Clone, Copy)]
pub struct OutboxState {
    /// Everything sent that is kept, oldest first; settled entries too.
    pub entries: RwSignal<Vec<OutboxEntry>>,
    /// Whether a look-up is under way this moment.
    pub looking: RwSignal<bool>,
    held: StoredValue<Rc<Held>, LocalStorage>,
}

/// What the detached parts share.
struct Held {
    client: Client,
    store: Store,
    patience: Patience,
    tell: Box<dyn Fn(News)>,
    /// Ends the look-ups with the view.
    abort: Abort,
    /// Whether the loop of look-ups runs.
    watching: Cell<bool>,
    /// Which form of the status query the service takes.
    form: Cell<usize>,
}

/// A handle for work that may outlive the view: signals are only tried.
#[derive(Clone)]
struct Desk {
    state: OutboxState,
    held: Rc<Held>,
}

impl OutboxState {
    /// The outbox of that store. Unfinished entries are looked up at once, other tabs are heard. Belongs to the current owner.
    #[must_use]
    pub fn new(client: Client, store: Store, patience: Patience, tell: impl Fn(News) + 'static) -> Self {
        let entries = RwSignal::new(store.outbox());
        let held = Rc::new(Held {
            client,
            store,
            patience,
            tell: Box::new(tell),
            abort: Abort::on_cleanup(),
            watching: Cell::new(false),
            form: Cell::new(0),
        });
        let state =
            Self { entries, looking: RwSignal::new(false), held: StoredValue::new_local(Rc::clone(&held)) };
        let desk = Desk { state, held };
        let other_tabs: StoredValue<StoreListening, LocalStorage> = {
            let store = desk.held.store.clone();
            let desk = desk.clone();
            StoredValue::new_local(store.listen(move |document| {
                desk.show(document);
                lookup::watch(&desk);
            }))
        };
        on_cleanup(move || other_tabs.dispose());
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

    /// Where the cancel of that access request stands. Reactive.
    #[must_use]
    pub fn cancel_of(self, id: &AccessRequestId) -> Option<EntryState> {
        self.state_of(&cancel_key(id))
    }

    /// The entries whose outcome is still being found out. Reactive.
    #[must_use]
    pub fn open(self) -> Vec<OutboxEntry> {
        self.entries.with(|entries| entries.iter().filter(|entry| entry.state.is_open()).cloned().collect())
    }

    /// Sends a request for access. `draft` gives the names of what is sent; it is forgotten once the service has the request.
    pub async fn submit(self, request: NewRequest, draft: &Draft) -> SubmitOutcome {
        let Some(desk) = self.desk() else {
            return SubmitOutcome::Refused(ApiError::new(ErrorKind::Aborted));
        };
        let items = draft.items.iter().map(|item| SentItem {
            id: item.id.clone(),
            r#type: item.r#type.clone(),
            name: item.name.clone(),
        });
        let sent = Sent::Create { items: items.collect(), recipients: draft.recipients.clone() };
        let entry = desk.prepare(request.key().clone(), sent);
        let work = async move { send_one(&desk, entry, Payload::Create(&request)).await };
        apart::run(work).await.unwrap_or(SubmitOutcome::Refused(ApiError::new(ErrorKind::Aborted)))
    }

    /// Cancels an access request; `rows` are the names of the rows that go with it.
    pub async fn cancel(self, cancel: NewCancel, rows: Vec<String>) -> SubmitOutcome {
        let Some(desk) = self.desk() else {
            return SubmitOutcome::Refused(ApiError::new(ErrorKind::Aborted));
        };
        let id = cancel.access_request_id();
        let sent = Sent::Cancel { id: id.clone(), reason: cancel.comment().to_owned(), rows };
        let entry = desk.prepare(cancel_key(&id), sent);
        let work = async move { send_one(&desk, entry, Payload::Cancel(&cancel)).await };
        apart::run(work).await.unwrap_or(SubmitOutcome::Refused(ApiError::new(ErrorKind::Aborted)))
    }

    /// Rows of the status list that somebody has read: entries they show are settled.
    pub fn notice_rows<'a>(self, rows: impl IntoIterator<Item = &'a RequestedItemStatus>) {
        if let Some(desk) = self.desk() {
            lookup::settle(&desk, &rows.into_iter().collect::<Vec<_>>());
        }
    }

    /// Looks the open entries up now instead of a little later.
    pub fn look_now(self) {
        if let Some(desk) = self.desk() {
            lookup::look_now(desk);
        }
    }

    /// Forgets an entry that was not found, because the person will not send it again.
    pub fn dismiss(self, key: &SubmitKey) {
        if let Some(desk) = self.desk() {
            desk.change(|document| {
                document.outbox.retain(|e| e.key != *key || !is_missed(e));
            });
        }
    }

    fn desk(self) -> Option<Desk> {
        self.held.try_get_value().map(|held| Desk { state: self, held })
    }
}

impl Desk {
    fn now(&self) -> Moment {
        Moment::at(self.held.client.now())
    }

    fn prepare(&self, key: SubmitKey, sent: Sent) -> OutboxEntry {
        let now = self.held.client.now();
        let apart = if self.held.client.hears_the_clock() { CLOCKS_AGREE } else { CLOCKS_MAY_DIFFER };
        OutboxEntry::prepared(key, sent, Moment::at(now), Moment::at(now - apart))
    }

    fn show(&self, document: &Document) {
        let same = self.state.entries.try_with_untracked(|entries| *entries == document.outbox);
        if same == Some(false) {
            self.state.entries.try_set(document.outbox.clone());
        }
    }

    /// Changes what is kept, and shows it.
    fn change<R>(&self, change: impl FnOnce(&mut Document) -> R) -> R {
        let (outcome, document) = self.held.store.update(|document| {
            let outcome = change(document);
            (outcome, document.clone())
        });
        self.show(&document);
        outcome
    }

    /// Lets something happen to an entry, with what follows from it for the draft and for those who listen.
    fn happen(&self, key: &SubmitKey, happening: Happening) {
        let news = self.change(|document| step(document, key, happening));
        for item in news {
            (self.held.tell)(item);
        }
    }
}

/// Lets something happen to an entry of the document; what it leads to.
fn step(document: &mut Document, key: &SubmitKey, happening: Happening) -> Vec<News> {
    let Some(at) = document.outbox.iter().position(|entry| entry.key == *key) else { return Vec::new() };
    let Some(entry) = document.outbox.get_mut(at) else { return Vec::new() };
    let had_arrived = entry.state.has_arrived();
    match entry.happen(happening) {
        Fate::Same => return Vec::new(),
        Fate::Gone => {
            document.outbox.remove(at);
            return Vec::new();
        }
        Fate::Moved => {}
    }
    let entry = entry.clone();
    let mut news = Vec::new();
    if entry.state.has_arrived() && !had_arrived {
        if document.draft.as_ref().is_some_and(|draft| draft.key == *key) {
            document.draft = None;
        }
        news.push(match entry.cancels() {
            Some(id) => {
                document.cancels.remove(id);
                News::Cancelled { id: id.clone() }
            }
            None => News::Submitted { key: key.clone(), ids: entry.ids.clone() },
        });
    }
    match entry.state {
        EntryState::Settled { .. } => news.push(News::Settled { key: key.clone() }),
        EntryState::NotFound { .. } => news.push(News::NotFound { key: key.clone() }),
        _ => {}
    }
    news
}

/// What is sent.
enum Payload<'a> {
    Create(&'a NewRequest),
    Cancel(&'a NewCancel),
}

fn is_missed(entry: &OutboxEntry) -> bool {
    matches!(entry.state, EntryState::NotFound { .. })
}

async fn send_one(desk: &Desk, entry: OutboxEntry, payload: Payload<'_>) -> SubmitOutcome {
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
            let accepted = desk.held.client.create_access_request_telling(request, &leaving).await;
            accepted.map(|accepted| accepted.body.map(|body| body.new_ids()).unwrap_or_default())
        }
        Payload::Cancel(cancel) => {
            let accepted = desk.held.client.cancel_access_request_telling(cancel, &leaving).await;
            accepted.map(|()| vec![cancel.access_request_id()])
        }
    };
    let outcome = match answer {
        Ok(ids) => {
            desk.happen(&key, Happening::Accepted(desk.now(), ids.clone()));
            SubmitOutcome::Accepted { ids }
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

#[cfg(test)]
mod tests;
