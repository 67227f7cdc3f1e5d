//! A pasted list of people while it is being sorted: each entry with the people it may mean, what hinders adding them, and the ways
//! to settle it. The list is stored until each entry was added or removed.

mod entry;
mod resolve;

pub use entry::{Finding, Matches, PastedEntry};

use super::recipients::Recipients;
use crate::api::{ApiError, ErrorKind};
use crate::signal::{Memo, Signal, Stored};
use crate::state::cart::Cart;
use crate::state::index::Index;
use crate::state::latest::Latest;
use crate::state::people::Person;
use crate::state::shell::Shell;
use crate::state::storage::Store;
use crate::state::workspace::Workspace;
use leptos::task::spawn_local;
use request_center_models::paste::{PastedList, entries};
use resolve::resolve;

/// The list of one viewer.
#[derive(Clone, Copy)]
pub struct Paste {
    /// The text before it is taken apart.
    pub text: Signal<String>,
    /// The entries, in the order of the list.
    pub entries: Signal<Vec<PastedEntry>>,
    /// The state of each entry.
    pub findings: Memo<Vec<(PastedEntry, Finding)>>,
    /// The error that ended the search.
    pub error: Signal<Option<ApiError>>,
    last_key: Stored<u32>,
    recipients: Recipients,
    shell: Shell,
    store: Stored<Store>,
    latest: Latest,
}

impl Paste {
    /// Restores the stored list and looks for its people again. `None` once the viewer has gone.
    pub(super) fn new(workspace: Workspace, recipients: Recipients) -> Option<Self> {
        let (store, cart) = (workspace.store()?, workspace.cart);
        let entries: Signal<Vec<PastedEntry>> = Signal::default();
        let paste = Self {
            text: Signal::default(),
            entries,
            findings: Memo::new(move || findings(&entries.get(), cart, recipients)),
            error: Signal::default(),
            last_key: Stored::new(0),
            recipients,
            shell: workspace.shell,
            store: Stored::new(store.clone()),
            latest: Latest::default(),
        };
        paste.sync_from(store.update(|document| document.pasted.clone()));
        let listening = store.listen(move |document| paste.sync_from(document.pasted.clone()));
        let _until_cleanup = Stored::new(listening);
        workspace.shell.when_back_online(move || {
            if paste.error.with_untracked(Option::is_some) {
                paste.search();
            }
        });
        Some(paste)
    }

    /// Changes the text.
    pub fn write(self, text: String) {
        self.text.set(text);
        self.save();
    }

    /// Takes the text apart and looks for its people. Returns the number of new entries.
    pub fn take_apart(self) -> usize {
        let new = entries(&self.text.get_untracked());
        self.text.set(String::new());
        self.append(&new);
        self.save();
        self.search();
        new.len()
    }

    /// Replaces the text of an entry and looks for its people.
    pub fn retype(self, key: u32, text: String) {
        self.entries.update(|entries| {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
                entry.text = text;
                entry.matches = None;
            }
        });
        self.save();
        self.search();
    }

    /// Removes entries.
    pub fn remove(self, keys: &[u32]) {
        self.entries.update(|entries| entries.retain(|entry| !keys.contains(&entry.key)));
        self.save();
    }

    /// Adds the person an entry means; returns `false` while the request is being sent.
    pub fn settle(self, key: u32, person: &Person) -> bool {
        let is_added = self.recipients.include(std::slice::from_ref(person));
        if is_added {
            self.remove(&[key]);
        }
        is_added
    }

    /// Adds everybody who was found without doubt; returns how many, or `None` while the request is being sent.
    pub fn add_found(self) -> Option<usize> {
        let (mut keys, mut people) = (Vec::new(), Vec::new());
        for (entry, finding) in self.findings.get_untracked() {
            if let Finding::Found(person) = finding {
                keys.push(entry.key);
                people.push(person);
            }
        }
        self.recipients.include(&people).then(|| {
            self.remove(&keys);
            people.len()
        })
    }

    /// Looks for the people of all entries that have not been looked for.
    pub fn search(self) {
        let Some(client) = self.shell.client() else { return };
        let pending: Vec<PastedEntry> = self.entries.with_untracked(|entries| {
            entries.iter().filter(|entry| entry.matches.is_none()).cloned().collect()
        });
        let abort = self.latest.renew();
        self.error.set(None);
        if pending.is_empty() {
            return;
        }
        spawn_local(async move {
            let record = |found: Vec<(u32, Matches)>| self.record(found);
            match resolve(&client, &pending, &record, &abort).await {
                Ok(()) => {}
                Err(error) if error.kind == ErrorKind::Aborted => {}
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    fn record(self, found: Vec<(u32, Matches)>) {
        if self.entries.try_with_untracked(|_| ()).is_none() {
            return;
        }
        self.entries.update(|entries| {
            for (key, matches) in found {
                if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
                    entry.matches = Some(matches);
                }
            }
        });
    }

    /// Takes over a stored list, with the people found for the entries that stay.
    fn sync_from(self, stored: PastedList) {
        self.text.set(stored.text);
        let same = self
            .entries
            .try_with_untracked(|entries| entries.iter().map(|entry| &entry.text).eq(stored.entries.iter()));
        if same != Some(false) {
            return;
        }
        let mut before = self.entries.get_untracked();
        self.entries.set(Vec::new());
        self.append(&stored.entries);
        self.entries.update(|entries| {
            for entry in entries {
                if let Some(at) = before.iter().position(|known| known.text == entry.text) {
                    entry.matches = before.swap_remove(at).matches;
                }
            }
        });
        self.search();
    }

    fn append(self, texts: &[String]) {
        self.entries.update(|entries| {
            for text in texts {
                let key = self.last_key.try_get().unwrap_or_default().wrapping_add(1);
                self.last_key.set(key);
                entries.push(PastedEntry { key, text: text.clone(), matches: None });
            }
        });
    }

    fn save(self) {
        let pasted = PastedList {
            text: self.text.get_untracked(),
            entries: self
                .entries
                .with_untracked(|entries| entries.iter().map(|entry| entry.text.clone()).collect()),
        };
        self.store.try_with(|store| store.update(|document| document.pasted = pasted));
    }
}

/// The state of each entry: a person counts once, by the first entry that means them. Reactive.
fn findings(entries: &[PastedEntry], cart: Cart, recipients: Recipients) -> Vec<(PastedEntry, Finding)> {
    let mut there = Index::default();
    cart.draft.with(|draft| {
        for id in &draft.recipients {
            there.add(id.as_str());
        }
    });
    let mut find = |entry: &PastedEntry| {
        let Some(matches) = &entry.matches else { return Finding::Searching };
        match matches.people.as_slice() {
            [] => Finding::Unknown,
            [person] if matches.is_sure => {
                let person = person.clone();
                if there.has(person.id.as_str()) {
                    return Finding::Duplicate(person);
                }
                if let Some(reason) = recipients.blocked(&person) {
                    return Finding::Blocked(person, reason);
                }
                if person.has_left || person.active == Some(false) {
                    return Finding::Inactive(person);
                }
                there.add(person.id.as_str());
                Finding::Found(person)
            }
            people => Finding::Ambiguous(people.to_vec()),
        }
    };
    entries.iter().map(|entry| (entry.clone(), find(entry))).collect()
}
