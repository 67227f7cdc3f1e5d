//! The journal for work that may outlive the view: the storage is always written, signals only where they still exist.

use super::intent::Stamp;
use super::merge::{Intents, is_same, merged, shown};
use super::probe::ProbeWatch;
use super::record::{IntentChange, record};
use super::state::Event;
use crate::api::{Abort, ApiError, Client};
use crate::signal::Signal;
use crate::state::storage::{Document, Store};
use request_center_models::draft::SubmitKey;
use request_center_models::moment::Moment;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Called with every change this tab makes.
pub(super) type Observer = Rc<dyn Fn(&[IntentChange])>;

/// A consequence of a change for the rest of the stored document, applied in the same step.
pub(super) type Effect = fn(&mut Document, &IntentChange);

/// State shared by all handles of a journal.
pub(super) struct Shared {
    pub(super) client: Client,
    pub(super) store: Store,
    /// Ends the look-ups with the view.
    pub(super) abort: Abort,
    pub(super) effects: Vec<Effect>,
    pub(super) observers: RefCell<Vec<Observer>>,
    pub(super) watches: RefCell<Vec<Rc<ProbeWatch>>>,
    /// The keys this tab has sent.
    pub(super) sent: RefCell<BTreeSet<SubmitKey>>,
}

/// A handle of the journal.
#[derive(Clone)]
pub(super) struct JournalHandle {
    pub(super) intents: Signal<Intents>,
    pub(super) sending: Signal<Vec<SubmitKey>>,
    pub(super) lookup_error: Signal<Option<ApiError>>,
    pub(super) shared: Rc<Shared>,
}

impl JournalHandle {
    pub(super) fn now(&self) -> Stamp {
        let client = &self.shared.client;
        Stamp { time: Moment::at(client.now()), by_service: client.has_service_time() }
    }

    pub(super) fn show(&self, document: &Document, ended: Intents) {
        let next = self.intents.try_with_untracked(|known| {
            // An intent that has just ended may no longer be stored.
            let next = shown(&document.journal, &merged(known.clone(), ended));
            (!is_same(&next, known)).then_some(next)
        });
        if let Some(Some(next)) = next {
            self.intents.set(next);
        }
    }

    /// Changes the stored document and shows the result.
    pub(super) fn change<R>(&self, change: impl FnOnce(&mut Document) -> R) -> R {
        let (outcome, document) = self.shared.store.update_and_read(change);
        self.show(&document, Intents::new());
        outcome
    }

    /// Records events, applies their effects and calls the observers.
    pub(super) fn happen(&self, events: Vec<(SubmitKey, Event)>) {
        if events.is_empty() {
            return;
        }
        let at = self.now();
        let (changes, document) = self.shared.store.update_and_read(|document| {
            let mut changes = Vec::new();
            for (key, event) in events {
                let Some(change) = record(&mut document.journal, &key, event, &at) else { continue };
                for effect in &self.shared.effects {
                    effect(document, &change);
                }
                changes.push(change);
            }
            changes
        });
        self.show(&document, changes.iter().map(|change| change.intent.clone()).collect());
        let observers = self.shared.observers.borrow().clone();
        for observer in observers.iter().filter(|_| !changes.is_empty()) {
            observer(&changes);
        }
    }
}
