//! The outbox as work sees it that may outlive the view: the store is always written, signals are only tried.

use super::lookup::Patience;
use super::outcome::News;
use super::{OutboxState, is_missed};
use crate::api::{Abort, Client};
use crate::state::outbox::{Fate, Happening, OutboxEntry, Sent};
use crate::state::storage::{Document, Store};
use request_center_models::draft::SubmitKey;
use request_center_models::moment::Moment;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use time::Duration;

/// How much earlier than a submit its rows may seem to have been made, where the service's clock can be read.
const CLOCKS_AGREE: Duration = Duration::seconds(60);
/// The same where it cannot, so that the browser's clock may be wrong by hours.
const CLOCKS_MAY_DIFFER: Duration = Duration::hours(24);

/// What the detached parts share.
pub(super) struct Held {
    pub(super) client: Client,
    pub(super) store: Store,
    pub(super) patience: Patience,
    pub(super) tell: Box<dyn Fn(News)>,
    /// Ends the look-ups with the view.
    pub(super) abort: Abort,
    /// Whether the loop of look-ups runs.
    pub(super) watching: Cell<bool>,
    /// Ends the rest between two looks.
    pub(super) wake: RefCell<Abort>,
    /// Which form of the status query the service takes.
    pub(super) form: Cell<usize>,
    /// Whether the service has refused to be asked for several access requests at once.
    pub(super) one_by_one: Cell<bool>,
}

/// A handle for work that may outlive the view: signals are only tried.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) state: OutboxState,
    pub(super) held: Rc<Held>,
}

impl Desk {
    pub(super) fn now(&self) -> Moment {
        Moment::at(self.held.client.now())
    }

    pub(super) fn prepare(&self, key: SubmitKey, sent: Sent) -> OutboxEntry {
        let now = self.held.client.now();
        let apart = if self.held.client.hears_the_clock() { CLOCKS_AGREE } else { CLOCKS_MAY_DIFFER };
        OutboxEntry::prepared(key, sent, Moment::at(now), Moment::at(now - apart))
    }

    pub(super) fn show(&self, document: &Document) {
        let same = self.state.entries.try_with_untracked(|entries| *entries == document.outbox);
        if same == Some(false) {
            self.state.entries.set(document.outbox.clone());
        }
    }

    /// Changes what is kept, and shows it.
    pub(super) fn change<R>(&self, change: impl FnOnce(&mut Document) -> R) -> R {
        let (outcome, document) = self.held.store.update(|document| {
            let outcome = change(document);
            (outcome, document.clone())
        });
        self.show(&document);
        outcome
    }

    /// Lets something happen to an entry, with what follows from it for the draft and for those who listen.
    pub(super) fn happen(&self, key: &SubmitKey, happening: Happening) {
        let news = self.change(|document| step(document, key, happening));
        for item in news {
            (self.held.tell)(item);
        }
    }
}

/// Lets something happen to an entry of the document; what it leads to.
pub(super) fn step(document: &mut Document, key: &SubmitKey, happening: Happening) -> Vec<News> {
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
        if let Some(draft) = document.draft.take_if(|draft| draft.key == *key) {
            // Another tab may have typed on while this one was sending.
            document.draft = entry.rest_of(&draft);
        }
        news.push(match entry.cancels() {
            Some(id) => News::Cancelled { id: id.clone() },
            None => News::Submitted { key: key.clone(), ids: entry.ids.clone() },
        });
    }
    if entry.state.is_over() {
        if let Some(id) = entry.cancels() {
            document.cancels.remove(id);
        }
        news.push(News::Settled { key: key.clone() });
    }
    if is_missed(&entry) {
        news.push(News::NotFound { key: key.clone() });
    }
    news
}
