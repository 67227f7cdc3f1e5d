//! The browser's storage of one person: one entry per api-base and identity, with the forms as typed (request, removal,
//! settings, close, reasons for cancels, comments for decisions), the shortcut setting, and the journal of writes. Read again
//! before every write, because other tabs write it too. Never holds a token.
//!
//!
//! Where the browser stores nothing, everything works from memory, and [`Store::trouble`] says that a reload would lose it.

mod batch;
mod migrate;
mod document;
mod end_change;
mod obstacle;
mod sent_plan;
mod backend;
mod trouble;
mod typed_decision;

pub use batch::DecisionBatch;
pub use document::{Document, SentPlans, SettingDraft, rest_of};
pub use obstacle::{Obstacle, Obstructed};
pub use sent_plan::SentPlan;
pub use trouble::StorageTrouble;
pub use typed_decision::{TypedDecision, replace_among};

use super::journal::merge::Intents;
use backend::{Backend, BackendError, BrowserStorage};
use document::{ReadDocument, StoredText};
use leptos::prelude::{ArcRwSignal, GetUntracked, Set};
use request_center_models::close::CloseDraft;
use request_center_models::draft::{RequestDraft, SubmitKey};
use request_center_models::id::AccessRequestId;
use request_center_models::revoke::RevokeDraft;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{StorageEvent, StorageEventInit};

/// How many unreadable or foreign entries are kept aside.
const ASIDE: u32 = 9;

/// The storage of one person. Clones share it.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    key: String,
    backend: Box<dyn Backend>,
    /// True while the entry is of a newer version, which is neither read nor written.
    is_newer: Cell<bool>,
    /// The document as last read or written.
    memory: RefCell<Document>,
    /// Its text, so that the same text is not parsed again.
    text: RefCell<Option<String>>,
    /// True while `memory` holds more than the browser does.
    unsaved: Cell<bool>,
    /// True while it notifies the page of its own change.
    telling: Cell<bool>,
    trouble: ArcRwSignal<Option<StorageTrouble>>,
}

impl Store {
    /// The storage of that person at that API.
    #[must_use]
    pub fn open(base: &str, identity: &str) -> Self {
        Self::on(Box::new(BrowserStorage), base, identity)
    }

    fn on(backend: Box<dyn Backend>, base: &str, identity: &str) -> Self {
        let store = Self(Rc::new(Inner {
            key: format!("request-center:{base}:{identity}"),
            backend,
            is_newer: Cell::new(false),
            memory: RefCell::default(),
            text: RefCell::default(),
            unsaved: Cell::new(false),
            telling: Cell::new(false),
            trouble: ArcRwSignal::new(None),
        }));
        store.refresh();
        store
    }

    /// The entry's name, which also names the locks around its writes.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.0.key
    }

    /// The problem the person must know about; `None` without one.
    #[must_use]
    pub fn trouble(&self) -> ArcRwSignal<Option<StorageTrouble>> {
        self.0.trouble.clone()
    }

    /// The stored draft.
    #[must_use]
    pub fn draft(&self) -> Option<RequestDraft> {
        self.read(|document| document.draft.clone())
    }

    /// Stores the draft; returns `false` where it has been sent already, from this tab or another.
    pub fn save_draft(&self, draft: &RequestDraft) -> bool {
        self.update(|document| {
            let free = !document.is_sent(&draft.key);
            if free {
                document.draft = Some(draft.clone());
            }
            free
        })
    }

    /// Returns whether the draft with that key was sent, from this tab or another.
    #[must_use]
    pub fn is_sent(&self, key: &SubmitKey) -> bool {
        self.read(|document| document.is_sent(key))
    }

    /// After a draft was sent: what this tab or another typed that was not sent with it, as the next draft.
    pub fn keep_rest(&self, sent: &RequestDraft) -> Option<RequestDraft> {
        self.update(|document| {
            document.keep_rest(sent);
            document.obstacles.clear();
            document.draft.clone()
        })
    }

    /// The obstacles of the draft's items.
    #[must_use]
    pub fn obstacles(&self) -> Vec<Obstructed> {
        self.read(|document| document.obstacles.clone())
    }

    /// Stores what blocks the draft's items.
    pub fn save_obstacles(&self, obstacles: &[Obstructed]) {
        self.update(|document| document.obstacles = obstacles.to_vec());
    }

    /// The stored removal.
    #[must_use]
    pub fn removal(&self) -> Option<RevokeDraft> {
        self.read(|document| document.removal.clone())
    }

    /// Stores the removal; removes one without lines.
    pub fn save_removal(&self, removal: &RevokeDraft) -> bool {
        self.update(|document| {
            document.removal = Some(removal.clone()).filter(|removal| !removal.lines.is_empty());
        });
        true
    }

    /// The stored configuration change.
    #[must_use]
    pub fn setting(&self) -> Option<SettingDraft> {
        self.read(|document| document.setting.clone())
    }

    /// Stores or removes the configuration change.
    pub fn save_setting(&self, draft: Option<SettingDraft>) {
        self.update(|document| document.setting = draft);
    }

    /// The stored close form.
    #[must_use]
    pub fn closing(&self) -> Option<CloseDraft> {
        self.read(|document| document.closing.clone())
    }

    /// Stores the close form; removes an untouched one.
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

    /// Stores the reason typed for cancelling that access request; removes an empty one.
    pub fn save_cancel_reason(&self, id: &AccessRequestId, reason: &str) {
        self.update(|document| {
            if reason.is_empty() {
                document.cancels.remove(id);
            } else {
                document.cancels.insert(id.clone(), reason.to_owned());
            }
        });
    }

    /// The stored journal.
    #[must_use]
    pub fn journal(&self) -> Intents {
        self.read(|document| document.journal.clone())
    }

    /// The shared part of every batch of decisions with an open one.
    #[must_use]
    pub fn open_batches(&self) -> Vec<DecisionBatch> {
        self.read(Document::open_batches)
    }

    /// Changes the document: reads the stored one, applies `change`, and writes it back if it has changed.
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

    /// Like [`Store::update`]; also returns the document.
    pub fn update_and_read<R>(&self, change: impl FnOnce(&mut Document) -> R) -> (R, Document) {
        let outcome = self.update(change);
        (outcome, self.0.memory.borrow().clone())
    }

    /// Returns whether a write must be stored before it leaves: always, unless the person was warned that this page stores nothing.
    #[must_use]
    pub fn must_record(&self) -> bool {
        !matches!(self.0.trouble.get_untracked(), Some(StorageTrouble::Full | StorageTrouble::Blocked))
    }

    /// Returns whether the browser holds the last change, so that a reload knows of it.
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        !self.0.unsaved.get()
    }

    /// Reads the stored document.
    pub(super) fn read<R>(&self, read: impl FnOnce(&Document) -> R) -> R {
        self.refresh();
        read(&self.0.memory.borrow())
    }

    /// Merges the stored document with what could not be written before; returns whether its entry may be written.
    fn refresh(&self) -> bool {
        let text = match self.0.backend.get(&self.0.key) {
            Ok(text) => text,
            Err(trouble) => {
                self.report(trouble);
                return false;
            }
        };
        if text == *self.0.text.borrow() {
            return !self.0.is_newer.get();
        }
        let stored = document::parse(text.as_deref());
        self.0.is_newer.set(matches!(stored, StoredText::Newer));
        match stored {
            StoredText::Nothing => true,
            StoredText::Document(kept) => self.take_over(kept, text.as_deref().unwrap_or_default()),
            StoredText::Newer => {
                self.0.text.replace(text);
                self.report_trouble(StorageTrouble::Newer);
                false
            }
            // An entry that cannot be set aside is not overwritten.
            StoredText::Foreign(text) => self.set_aside(text),
        }
    }

    /// Replaces the memory with what was read, merged with what the browser does not hold; returns whether the entry may be
    /// written.
    fn take_over(&self, read: ReadDocument, text: &str) -> bool {
        let ReadDocument { document, is_older, is_whole } = read;
        let mut kept = *document;
        // A build that knows only an older version has dropped what it could not read.
        let is_cut = is_older && self.0.text.borrow().is_some();
        if is_cut {
            kept = self.0.memory.take().merged(kept);
        } else if self.0.unsaved.get() {
            kept = kept.merged(self.0.memory.take());
        }
        let free = is_whole || self.set_aside(text);
        if free {
            self.0.text.replace(Some(text.to_owned()));
        }
        if is_cut && free {
            self.write(&kept);
        }
        self.0.memory.replace(kept);
        free
    }

    fn write(&self, document: &Document) {
        let written = match serde_json::to_string(document) {
            Ok(text) => {
                let written = self.0.backend.set(&self.0.key, &text);
                if written.is_ok() {
                    self.0.text.replace(Some(text));
                }
                written
            }
            Err(_) => Err(BackendError::Blocked),
        };
        self.0.unsaved.set(written.is_err());
        let troubled = self.0.trouble.get_untracked();
        match written {
            Err(trouble) => self.report(trouble),
            // A text kept aside stays so.
            Ok(()) if matches!(troubled, None | Some(StorageTrouble::KeptAside { .. })) => {}
            Ok(()) => self.0.trouble.set(None),
        }
    }

    /// Stores a foreign text under the first free name beside ours; returns whether that worked.
    fn set_aside(&self, text: &str) -> bool {
        for number in 1..=ASIDE {
            let under = format!("{}:kept-aside-{number}", self.0.key);
            let there = self.0.backend.get(&under).ok().flatten();
            let done = match there {
                Some(there) => there == text,
                None => self.0.backend.set(&under, text).is_ok(),
            };
            if done {
                self.report_trouble(StorageTrouble::KeptAside { under });
                return true;
            }
        }
        self.report_trouble(StorageTrouble::Full);
        false
    }

    fn report(&self, trouble: BackendError) {
        self.report_trouble(match trouble {
            BackendError::Blocked => StorageTrouble::Blocked,
            BackendError::Full => StorageTrouble::Full,
        });
    }

    fn report_trouble(&self, trouble: StorageTrouble) {
        if self.0.trouble.get_untracked().as_ref() != Some(&trouble) {
            self.0.trouble.set(Some(trouble));
        }
    }

    /// Notifies the other widgets of this page, which get no `storage` event.
    fn notify_this_page(&self) {
        if cfg!(not(target_arch = "wasm32")) {
            return; // tests of the pure parts run without a page
        }
        let init = StorageEventInit::new();
        init.set_key(Some(&self.0.key));
        let event = StorageEvent::new_with_event_init_dict("storage", &init);
        if let (Some(window), Ok(event)) = (web_sys::window(), event) {
            // The widget that made the change knows of it.
            self.0.telling.set(true);
            let _ = window.dispatch_event(&event);
            self.0.telling.set(false);
        }
    }

    /// Calls `on_change` with the document whenever another tab or another widget of this page has changed it, until the
    /// returned value is dropped.
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

/// Listens to other tabs until dropped.
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
