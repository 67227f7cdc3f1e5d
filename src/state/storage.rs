//! What one person keeps in the browser: one entry of its storage per api-base and identity, with what is being put together
//! (request, removal, settings, close, reasons for cancels, comments for decisions), whether single keys are off, and the journal of
//! writes. Read again before every write, because other tabs write it too. Never holds a token.
//!
//! Where the browser keeps nothing, everything still works from memory, and [`Store::trouble`] says that a reload would lose it.

mod batch;
mod carried;
mod document;
mod obstacle;
mod shelf;
mod trouble;
mod typed_decision;

pub use batch::DecisionBatch;
pub use document::{Document, SettingDraft, rest_of};
pub use obstacle::{Obstacle, Obstructed};
pub use trouble::StorageTrouble;
pub use typed_decision::{TypedDecision, replace_among};

use super::journal::intent::Intent;
use super::journal::merge::Intents;
use document::Reading;
use leptos::prelude::{ArcRwSignal, GetUntracked, Set};
use request_center_models::close::CloseDraft;
use request_center_models::draft::RequestDraft;
use request_center_models::id::AccessRequestId;
use request_center_models::revoke::RevokeDraft;
use shelf::{BrowserShelf, Shelf, ShelfTrouble};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{StorageEvent, StorageEventInit};

/// How many entries of another version or in ruins are kept aside.
const ASIDE: u32 = 9;

/// The person's store. Clones are the same one.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    key: String,
    shelf: Box<dyn Shelf>,
    /// What was last read or written.
    memory: RefCell<Document>,
    /// The text it was read from or written as, so that the same text is not read again.
    text: RefCell<Option<String>>,
    /// Whether `memory` holds more than the browser does.
    unsaved: Cell<bool>,
    /// Whether it is telling the page of a change of its own.
    telling: Cell<bool>,
    trouble: ArcRwSignal<Option<StorageTrouble>>,
}

impl Store {
    /// The store of that person at that API.
    #[must_use]
    pub fn open(base: &str, identity: &str) -> Self {
        Self::on(Box::new(BrowserShelf), base, identity)
    }

    fn on(shelf: Box<dyn Shelf>, base: &str, identity: &str) -> Self {
        let store = Self(Rc::new(Inner {
            key: format!("request-center:{base}:{identity}"),
            shelf,
            memory: RefCell::default(),
            text: RefCell::default(),
            unsaved: Cell::new(false),
            telling: Cell::new(false),
            trouble: ArcRwSignal::new(None),
        }));
        store.refresh();
        store
    }

    /// The name of its entry; also names the locks around its submits.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.0.key
    }

    /// What the person must know about the storage, `None` while all is well.
    #[must_use]
    pub fn trouble(&self) -> ArcRwSignal<Option<StorageTrouble>> {
        self.0.trouble.clone()
    }

    /// The draft kept.
    #[must_use]
    pub fn draft(&self) -> Option<RequestDraft> {
        self.read(|document| document.draft.clone())
    }

    /// Keeps the draft; `false` where it has been sent already, from here or another tab: then a new one begins.
    pub fn save_draft(&self, draft: &RequestDraft) -> bool {
        self.update(|document| {
            let free = !document.has_arrived(&draft.key);
            if free {
                document.draft = Some(draft.clone());
            }
            free
        })
    }

    /// After a draft was sent: what it holds, here or in another tab, and was not sent with it; `None` where all was.
    pub fn keep_rest(&self, sent: &RequestDraft) -> Option<RequestDraft> {
        self.update(|document| {
            document.keep_rest(sent);
            document.obstacles.clear();
            document.draft.clone()
        })
    }

    /// What stands in the way of the draft's items.
    #[must_use]
    pub fn obstacles(&self) -> Vec<Obstructed> {
        self.read(|document| document.obstacles.clone())
    }

    /// Keeps what stands in the way of the draft's items.
    pub fn save_obstacles(&self, obstacles: &[Obstructed]) {
        self.update(|document| document.obstacles = obstacles.to_vec());
    }

    /// The removal kept.
    #[must_use]
    pub fn removal(&self) -> Option<RevokeDraft> {
        self.read(|document| document.removal.clone())
    }

    /// Keeps the removal; one without lines is forgotten.
    pub fn save_removal(&self, removal: &RevokeDraft) -> bool {
        self.update(|document| {
            document.removal = Some(removal.clone()).filter(|removal| !removal.lines.is_empty());
        });
        true
    }

    /// The change of the settings kept.
    #[must_use]
    pub fn setting(&self) -> Option<SettingDraft> {
        self.read(|document| document.setting.clone())
    }

    /// Keeps a change of the settings, or forgets it.
    pub fn save_setting(&self, draft: Option<SettingDraft>) {
        self.update(|document| document.setting = draft);
    }

    /// The close kept.
    #[must_use]
    pub fn closing(&self) -> Option<CloseDraft> {
        self.read(|document| document.closing.clone())
    }

    /// Keeps the close; an untouched one is forgotten.
    pub fn save_closing(&self, draft: &CloseDraft) -> bool {
        self.update(|document| {
            document.closing = Some(draft.clone()).filter(|draft| *draft != CloseDraft::default());
        });
        true
    }

    /// The reason typed for cancelling that access request.
    #[must_use]
    pub fn cancel_reason(&self, id: &AccessRequestId) -> Option<String> {
        self.read(|document| document.cancels.get(id).cloned())
    }

    /// Keeps the reason typed for cancelling that access request; an empty one is forgotten.
    pub fn save_cancel_reason(&self, id: &AccessRequestId, reason: &str) {
        self.update(|document| {
            if reason.is_empty() {
                document.cancels.remove(id);
            } else {
                document.cancels.insert(id.clone(), reason.to_owned());
            }
        });
    }

    /// The journal kept.
    #[must_use]
    pub fn journal(&self) -> Intents {
        self.read(|document| document.journal.clone())
    }

    /// What decisions made together share, for those of which any has not come to its end.
    #[must_use]
    pub fn open_batches(&self) -> Vec<DecisionBatch> {
        self.read(|document| {
            let mut open = document.batches.clone();
            open.retain(|batch| {
                let in_it = |intent: &&Arc<Intent>| intent.group.as_ref() == Some(&batch.key);
                document.journal.iter().filter(in_it).any(|intent| !intent.state.is_over())
            });
            open
        })
    }

    /// Changes what is kept: reads it as it is by now, lets `change` at it, and writes it back where it has changed.
    pub fn update<R>(&self, change: impl FnOnce(&mut Document) -> R) -> R {
        let free = self.refresh();
        let mut document = self.0.memory.borrow().clone();
        let outcome = change(&mut document);
        document.trim();
        if !self.0.memory.borrow().is_same(&document) || self.0.unsaved.get() {
            if free {
                self.write(&document);
            } else {
                self.0.unsaved.set(true);
            }
            self.0.memory.replace(document);
            self.notify_this_page();
        }
        outcome
    }

    /// As [`Store::update`], with a copy of what is kept afterwards.
    pub fn update_and_read<R>(&self, change: impl FnOnce(&mut Document) -> R) -> (R, Document) {
        let outcome = self.update(change);
        (outcome, self.0.memory.borrow().clone())
    }

    /// Reads what is kept by now.
    fn read<R>(&self, read: impl FnOnce(&Document) -> R) -> R {
        self.refresh();
        read(&self.0.memory.borrow())
    }

    /// Takes in what is kept by now, beside what could not be written before; whether its place may be written to.
    fn refresh(&self) -> bool {
        let text = match self.0.shelf.get(&self.0.key) {
            Ok(text) => text,
            Err(trouble) => {
                self.report(trouble);
                return false;
            }
        };
        if text == *self.0.text.borrow() {
            return true;
        }
        match document::parse(text.as_deref()) {
            Reading::Nothing => true,
            Reading::Document(kept) => {
                let mut kept = *kept;
                if self.0.unsaved.get() {
                    kept = kept.merged(self.0.memory.take());
                }
                self.0.memory.replace(kept);
                self.0.text.replace(text);
                true
            }
            // What cannot be set aside is not written over either.
            Reading::Foreign(text) => self.set_aside(text),
        }
    }

    fn write(&self, document: &Document) {
        let written = match serde_json::to_string(document) {
            Ok(text) => {
                let written = self.0.shelf.set(&self.0.key, &text);
                if written.is_ok() {
                    self.0.text.replace(Some(text));
                }
                written
            }
            Err(_) => Err(ShelfTrouble::Blocked),
        };
        self.0.unsaved.set(written.is_err());
        let troubled = self.0.trouble.get_untracked();
        match written {
            Err(trouble) => self.report(trouble),
            Ok(()) if matches!(troubled, Some(StorageTrouble::Full | StorageTrouble::Blocked)) => {
                self.0.trouble.set(None);
            }
            Ok(()) => {}
        }
    }

    /// Puts text that is not ours to read under the first free name beside ours; whether that worked.
    fn set_aside(&self, text: &str) -> bool {
        for number in 1..=ASIDE {
            let under = format!("{}:kept-aside-{number}", self.0.key);
            let there = self.0.shelf.get(&under).ok().flatten();
            let done = match there {
                Some(there) => there == text,
                None => self.0.shelf.set(&under, text).is_ok(),
            };
            if done {
                self.report_trouble(StorageTrouble::KeptAside { under });
                return true;
            }
        }
        self.report_trouble(StorageTrouble::Full);
        false
    }

    fn report(&self, trouble: ShelfTrouble) {
        self.report_trouble(match trouble {
            ShelfTrouble::Blocked => StorageTrouble::Blocked,
            ShelfTrouble::Full => StorageTrouble::Full,
        });
    }

    fn report_trouble(&self, trouble: StorageTrouble) {
        if self.0.trouble.get_untracked().as_ref() != Some(&trouble) {
            self.0.trouble.set(Some(trouble));
        }
    }

    /// Tells the other widgets of this page, which hear no event of the browser's own.
    fn notify_this_page(&self) {
        if cfg!(not(target_arch = "wasm32")) {
            return; // tests of the pure parts run without a page
        }
        let init = StorageEventInit::new();
        init.set_key(Some(&self.0.key));
        let event = StorageEvent::new_with_event_init_dict("storage", &init);
        if let (Some(window), Ok(event)) = (web_sys::window(), event) {
            // Who made the change knows of it.
            self.0.telling.set(true);
            let _ = window.dispatch_event(&event);
            self.0.telling.set(false);
        }
    }

    /// Calls `on_change` with what is kept whenever another tab or another widget of this page has changed it; dropping what is
    /// returned ends that.
    #[must_use]
    pub fn listen(&self, on_change: impl Fn(&Document) + 'static) -> StoreListening {
        let store = self.clone();
        let call = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
            if !store.0.telling.get() && event.key().is_some_and(|key| key == store.0.key) {
                store.refresh();
                let document = store.0.memory.borrow().clone();
                on_change(&document);
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("storage", call.as_ref().unchecked_ref());
        }
        StoreListening(call)
    }
}

/// Hears other tabs; dropped, it no longer does.
pub struct StoreListening(Closure<dyn Fn(StorageEvent)>);

impl Drop for StoreListening {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback("storage", self.0.as_ref().unchecked_ref());
        }
    }
}

#[cfg(test)]
mod tests;
