//! The journal: the life of every write. An intent is stored before it leaves, claimed under a lock, sent once, looked up where
//! the answer is unclear, and settled by what is read back. Knows no feature and no view: features make intents, say how to call
//! and how to read back ([`Probe`]), and show the journal's states.
//!
//!
//! A write outlives the view that began it; look-ups, which are reads, end with the view.

pub mod cells;
pub mod claim;
pub mod intent;
mod handle;
mod lock;
mod lookup;
pub mod merge;
pub mod probe;
pub mod queue;
pub mod record;
mod send;
pub mod state;
#[cfg(test)]
mod tests;
pub mod write;

pub use probe::{LookOutcome, LookupPace};
pub use record::IntentChange;
pub use send::{Sending, WriteCall};

use super::storage::{Document, Store, StoreListening};
use crate::api::{Abort, ApiError, Client};
use crate::signal::{Signal, Stored, effect, on_window_event};
use handle::{Effect, JournalHandle, Shared};
use intent::Intent;
use merge::Intents;
use probe::{PATIENCE_SECONDS, Probe, ProbeWatch};
use record::forget_unsent;
use request_center_models::draft::SubmitKey;
use request_center_models::moment::Moment;
use state::{Event, WriteState};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use time::OffsetDateTime;

/// The journal of one viewer.
#[derive(Clone, Copy)]
pub struct Journal {
    /// Every stored intent, oldest first, and those this tab saw end.
    pub intents: Signal<Intents>,
    /// The keys this tab is sending.
    pub sending: Signal<Vec<SubmitKey>>,
    /// The error of the last look-up; `None` while they succeed.
    pub lookup_error: Signal<Option<ApiError>>,
    shared: Stored<Rc<Shared>>,
}

impl Journal {
    /// Opens the journal in that storage and follows other tabs. `effects` run within every change. Belongs to the current
    /// owner.
    #[must_use]
    pub fn new(client: Client, store: Store, effects: Vec<Effect>) -> Self {
        let shared = Rc::new(Shared {
            client,
            store,
            abort: Abort::on_cleanup(),
            effects,
            observers: RefCell::default(),
            watches: RefCell::default(),
            sent: RefCell::default(),
        });
        let intents = Signal::new(shared.store.journal());
        let journal = Self {
            intents,
            sending: Signal::default(),
            lookup_error: Signal::default(),
            shared: Stored::new(Rc::clone(&shared)),
        };
        let (sending, lookup_error) = (journal.sending, journal.lookup_error);
        let handle = JournalHandle { intents, sending, lookup_error, shared };
        let now = handle.shared.client.now();
        handle.change(|document| forget_unsent(&mut document.journal, now));
        send::release(&handle);
        let client = handle.shared.client.clone();
        let _until_cleanup: Stored<StoreListening> = {
            let store = handle.shared.store.clone();
            Stored::new(store.listen(move |document| {
                handle.show(document, Intents::new());
                lookup::start(&handle);
            }))
        };
        on_window_event("focus", move |_| journal.retry_look_up());
        effect(move || {
            if !client.is_signed_out() {
                journal.retry_look_up();
            }
        });
        journal
    }

    /// Looks up at once after a failed look-up: the person may have signed in again.
    fn retry_look_up(self) {
        if self.lookup_error.with_untracked(Option::is_some) {
            self.look_up_now(|_| false);
        }
    }

    /// Calls `observer` with every change this tab makes; a change another tab made is observed there.
    pub fn observe(self, observer: impl Fn(&[IntentChange]) + 'static) {
        self.shared.try_with(|shared| shared.observers.borrow_mut().push(Rc::new(observer)));
    }

    /// Registers a probe; the intents it covers are looked up from now on.
    pub fn register(self, probe: impl Probe + 'static) {
        if let Some(handle) = self.handle() {
            handle.shared.watches.borrow_mut().push(Rc::new(ProbeWatch::new(probe)));
            lookup::start(&handle);
        }
    }

    /// The intent with that key. Reactive.
    #[must_use]
    pub fn intent(self, key: &SubmitKey) -> Option<Arc<Intent>> {
        self.intents.with(|intents| intents.iter().find(|intent| intent.key == *key).cloned())
    }

    /// The state of the intent with that key. Reactive.
    #[must_use]
    pub fn state(self, key: &SubmitKey) -> Option<WriteState> {
        self.intent(key).map(|intent| intent.state)
    }

    /// Returns whether this tab is sending it. Reactive.
    #[must_use]
    pub fn is_sending(self, key: &SubmitKey) -> bool {
        self.sending.with(|sending| sending.contains(key))
    }

    /// Returns whether this tab sent it, rather than another tab or a page before a reload.
    #[must_use]
    pub fn was_sent_here(self, key: &SubmitKey) -> bool {
        self.shared.try_with(|shared| shared.sent.borrow().contains(key)).unwrap_or_default()
    }

    /// A new intent for that write.
    #[must_use]
    pub fn intend(self, key: SubmitKey, write: write::Write) -> Intent {
        let client = self.shared.try_with(|shared| shared.client.clone());
        let now = client.as_ref().map_or(OffsetDateTime::UNIX_EPOCH, Client::now);
        Intent::new(key, write, Moment::at(now))
    }

    /// Changes the stored document and shows the result; for steps a person takes with intents that have not left.
    pub fn change<R>(self, change: impl FnOnce(&mut Document) -> R) -> Option<R> {
        self.handle().map(|handle| handle.change(change))
    }

    /// Removes intents, here and from the storage.
    pub fn forget(self, is_meant: impl Fn(&Intent) -> bool) {
        if let Some(handle) = self.handle() {
            self.intents.update(|intents| intents.retain(|intent| !is_meant(intent)));
            handle.change(|document| document.journal.retain(|intent| !is_meant(intent)));
        }
    }

    /// Sends the intents in one call, each at most once; goes on when the caller is dropped.
    pub async fn send(self, intents: Vec<Intent>, call: WriteCall) -> Sending {
        let Some(handle) = self.handle() else { return Sending::gone() };
        send::detached(handle, intents, call).await.unwrap_or_else(|_| Sending::gone())
    }

    /// Records what a read has shown of intents.
    pub fn record(self, events: Vec<(SubmitKey, Event)>) {
        if let Some(handle) = self.handle() {
            handle.happen(events);
        }
    }

    /// Looks up at once what is open, and with `again` also what was given up.
    pub fn look_up_now(self, again: impl Fn(&Intent) -> bool) {
        let Some(handle) = self.handle() else { return };
        let mut events = Vec::new();
        for intent in handle.shared.store.journal().iter().filter(|intent| again(intent)) {
            events.push((intent.key.clone(), Event::LookAgain));
        }
        handle.happen(events);
        lookup::hurry(&handle);
    }

    fn handle(self) -> Option<JournalHandle> {
        self.shared.try_get().map(|shared| JournalHandle {
            intents: self.intents,
            sending: self.sending,
            lookup_error: self.lookup_error,
            shared,
        })
    }
}

/// How long an unknown outcome is looked up, in minutes.
#[must_use]
pub fn lookup_minutes() -> usize {
    PATIENCE_SECONDS.div_ceil(60) as usize
}
