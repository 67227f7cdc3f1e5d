//! What one person keeps in the browser: one entry of its storage per api-base and identity, with the draft, the outbox and
//! reasons typed. Read again before every write, because other tabs write it too. Never holds a token.
//!
//! Where the browser keeps nothing, everything still works from memory, and [`Store::trouble`] says that a reload would lose it.

mod document;
mod shelf;
mod trouble;

pub use document::{Document, SettingDraft};
pub use trouble::StorageTrouble;

use super::approvals::batch::Batch;
use super::outbox::{OutboxEntry, trim};
use document::Reading;
use leptos::prelude::{ArcRwSignal, GetUntracked, Set};
use request_center_models::close::CloseDraft;
use request_center_models::draft::Draft;
use request_center_models::id::AccessRequestId;
use request_center_models::revoke::RevokeDraft;
use shelf::{BrowserShelf, Shelf, ShelfTrouble};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{StorageEvent, StorageEventInit};

/// How many entries of another version or in ruins are kept aside.
const ASIDE: u32 = 9;

/// What became of a draft that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftKept {
    /// It is kept, a reload brings it back.
    Yes,
    /// It is kept in memory alone; [`Store::trouble`] says why.
    InMemory,
    /// It has been sent already, from here or another tab: it was not kept, begin a new one.
    AlreadySent,
}

/// The person's store. Clones are the same one.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    key: String,
    shelf: Box<dyn Shelf>,
    /// What was last read or written.
    memory: RefCell<Document>,
    /// Whether `memory` holds more than the browser does.
    unsaved: Cell<bool>,
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
            unsaved: Cell::new(false),
            trouble: ArcRwSignal::new(None),
        }));
        let document = store.read();
        store.0.memory.replace(document);
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
    pub fn draft(&self) -> Option<Draft> {
        self.read().draft
    }

    /// Keeps the draft, unless it has been sent already.
    pub fn save_draft(&self, draft: &Draft) -> DraftKept {
        let kept = self.update(|document| {
            let sent =
                document.outbox.iter().any(|entry| entry.key == draft.key && entry.state.has_arrived());
            if !sent {
                document.draft = Some(draft.clone());
            }
            !sent
        });
        self.tell_this_page();
        match (kept, self.0.unsaved.get()) {
            (false, _) => DraftKept::AlreadySent,
            (true, true) => DraftKept::InMemory,
            (true, false) => DraftKept::Yes,
        }
    }

    /// Forgets the draft.
    pub fn forget_draft(&self) {
        self.update(|document| document.draft = None);
    }

    /// The decisions kept.
    #[must_use]
    pub fn decisions(&self) -> Vec<Batch> {
        self.read().decisions
    }

    /// The removal kept.
    #[must_use]
    pub fn removal(&self) -> Option<RevokeDraft> {
        self.read().removal
    }

    /// Keeps the removal; one without lines is forgotten.
    pub fn save_removal(&self, removal: &RevokeDraft) {
        self.update(|document| {
            document.removal = Some(removal.clone()).filter(|removal| !removal.lines.is_empty());
        });
        self.tell_this_page();
    }

    /// The change of the settings kept.
    #[must_use]
    pub fn setting(&self) -> Option<SettingDraft> {
        self.read().setting
    }

    /// Keeps a change of the settings, or forgets it.
    pub fn save_setting(&self, draft: Option<SettingDraft>) {
        self.update(|document| document.setting = draft);
    }

    /// The close kept.
    #[must_use]
    pub fn closing(&self) -> Option<CloseDraft> {
        self.read().closing
    }

    /// Keeps the close; an untouched one is forgotten.
    pub fn save_closing(&self, draft: CloseDraft) {
        self.update(|document| document.closing = Some(draft).filter(|draft| *draft != CloseDraft::default()));
    }

    /// The reason typed for cancelling that access request.
    #[must_use]
    pub fn cancel_reason(&self, id: &AccessRequestId) -> Option<String> {
        self.read().cancels.get(id).cloned()
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

    /// What was sent and is kept.
    #[must_use]
    pub fn outbox(&self) -> Vec<OutboxEntry> {
        self.read().outbox
    }

    /// Changes what is kept: reads it as it is by now, lets `change` at it, writes it back.
    pub fn update<R>(&self, change: impl FnOnce(&mut Document) -> R) -> R {
        let (mut document, free) = self.look();
        let outcome = change(&mut document);
        trim(&mut document.outbox);
        if free {
            self.write(&document);
        } else {
            self.0.unsaved.set(true);
        }
        self.0.memory.replace(document);
        outcome
    }

    fn read(&self) -> Document {
        self.look().0
    }

    /// What is kept by now, with what could not be written before; and whether its place may be written to.
    fn look(&self) -> (Document, bool) {
        let memory = || self.0.memory.borrow().clone();
        let text = match self.0.shelf.get(&self.0.key) {
            Ok(text) => text,
            Err(trouble) => {
                self.report(trouble);
                return (memory(), false);
            }
        };
        match document::parse(text.as_deref()) {
            Reading::Nothing => (memory(), true),
            Reading::Document(kept) if self.0.unsaved.get() => (kept.merged(memory()), true),
            Reading::Document(kept) => (kept, true),
            // What cannot be set aside is not written over either.
            Reading::Foreign(text) => (memory(), self.set_aside(text)),
        }
    }

    fn write(&self, document: &Document) {
        let written = match serde_json::to_string(document) {
            Ok(text) => self.0.shelf.set(&self.0.key, &text),
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
                self.tell(StorageTrouble::KeptAside { under });
                return true;
            }
        }
        self.tell(StorageTrouble::Full);
        false
    }

    fn report(&self, trouble: ShelfTrouble) {
        self.tell(match trouble {
            ShelfTrouble::Blocked => StorageTrouble::Blocked,
            ShelfTrouble::Full => StorageTrouble::Full,
        });
    }

    fn tell(&self, trouble: StorageTrouble) {
        if self.0.trouble.get_untracked().as_ref() != Some(&trouble) {
            self.0.trouble.set(Some(trouble));
        }
    }

    /// Tells the other widgets of this page, which hear no event of the browser's own.
    fn tell_this_page(&self) {
        if cfg!(not(target_arch = "wasm32")) {
            return; // tests of the pure parts run without a page
        }
        let init = StorageEventInit::new();
        init.set_key(Some(&self.0.key));
        let event = StorageEvent::new_with_event_init_dict("storage", &init);
        if let (Some(window), Ok(event)) = (web_sys::window(), event) {
            let _ = window.dispatch_event(&event);
        }
    }

    /// Calls `hear` with what is kept whenever another tab or another widget of this page has changed it; dropping what is
    /// returned ends that.
    #[must_use]
    pub fn listen(&self, hear: impl Fn(&Document) + 'static) -> StoreListening {
        let store = self.clone();
        let call = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
            if event.key().is_some_and(|key| key == store.0.key) {
                let document = store.read();
                store.0.memory.replace(document.clone());
                hear(&document);
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
