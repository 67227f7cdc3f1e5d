//! What is kept, by whom, and what is never lost.

use super::*;
use crate::state::outbox::{Happening, Sent};
use request_center_models::draft::SubmitKey;
use request_center_models::moment::Moment;
use std::collections::HashMap;

/// A browser's storage that tabs share and that can fail.
#[derive(Clone, Default)]
struct Shared {
    texts: Rc<RefCell<HashMap<String, String>>>,
    trouble: Rc<Cell<Option<ShelfTrouble>>>,
}

impl Shelf for Shared {
    fn get(&self, name: &str) -> Result<Option<String>, ShelfTrouble> {
        match self.trouble.get() {
            Some(ShelfTrouble::Blocked) => Err(ShelfTrouble::Blocked),
            _ => Ok(self.texts.borrow().get(name).cloned()),
        }
    }

    fn set(&self, name: &str, text: &str) -> Result<(), ShelfTrouble> {
        if let Some(trouble) = self.trouble.get() {
            return Err(trouble);
        }
        self.texts.borrow_mut().insert(name.to_owned(), text.to_owned());
        Ok(())
    }
}

const KEY: &str = "request-center:/isc:me";

impl Shared {
    fn tab(&self) -> Store {
        Store::on(Box::new(self.clone()), "/isc", "me")
    }

    fn text(&self, name: &str) -> Option<String> {
        self.texts.borrow().get(name).cloned()
    }

    fn put(&self, text: &str) {
        self.texts.borrow_mut().insert(KEY.to_owned(), text.to_owned());
    }
}

fn draft(key: &str) -> Draft {
    Draft { key: SubmitKey::from(key.to_owned()), ..Draft::default() }
}

fn entry(key: &str) -> OutboxEntry {
    let sent = Sent::Create { items: Vec::new(), recipients: Vec::new() };
    let now = Moment::from("2026-11-22T10:00:00Z");
    OutboxEntry::prepared(SubmitKey::from(key.to_owned()), sent, now.clone(), now)
}

fn arrived(key: &str) -> OutboxEntry {
    let mut entry = entry(key);
    entry.happen(Happening::Accepted(Moment::from("2026-11-22T10:00:01Z"), Vec::new()));
    entry
}

fn add(store: &Store, entry: OutboxEntry) {
    store.update(|document| document.outbox.push(entry));
}

fn keys(store: &Store) -> Vec<String> {
    store.outbox().iter().map(|entry| entry.key.as_str().to_owned()).collect()
}

#[test]
fn a_draft_survives_a_reload() {
    let browser = Shared::default();
    assert_eq!(browser.tab().save_draft(&draft("k")), DraftKept::Yes);
    assert_eq!(browser.tab().draft(), Some(draft("k")));
    assert_eq!(browser.tab().trouble().get_untracked(), None);
}

#[test]
fn there_is_one_entry_per_api_and_person() {
    let browser = Shared::default();
    browser.tab().save_draft(&draft("k"));
    assert_eq!(browser.texts.borrow().keys().collect::<Vec<_>>(), [KEY]);
    let other = Store::on(Box::new(browser.clone()), "/isc", "somebody else");
    assert_eq!(other.draft(), None);
}

#[test]
fn two_tabs_keep_each_others_entries() {
    let browser = Shared::default();
    let (one, two) = (browser.tab(), browser.tab());
    add(&one, entry("1"));
    add(&two, entry("2"));
    add(&one, entry("3"));
    assert_eq!(keys(&two), ["1", "2", "3"]);
}

#[test]
fn a_draft_that_another_tab_has_sent_does_not_come_back() {
    let browser = Shared::default();
    let (one, two) = (browser.tab(), browser.tab());
    two.save_draft(&draft("k"));
    one.update(|document| {
        document.draft = None;
        document.outbox.push(arrived("k"));
    });
    assert_eq!(two.save_draft(&draft("k")), DraftKept::AlreadySent);
    assert_eq!(browser.tab().draft(), None);
    assert_eq!(two.save_draft(&draft("next")), DraftKept::Yes);
}

#[test]
fn what_is_ruined_or_newer_lies_aside_untouched_and_is_reported() {
    for text in
        ["{\"schema\":2,\"draft\":\"in a way of the future\"}", "{\"schema\":1,\"draft\":{\"ke", "", "null"]
    {
        let browser = Shared::default();
        browser.put(text);
        let store = browser.tab();
        let under = format!("{KEY}:kept-aside-1");
        assert_eq!(store.trouble().get_untracked(), Some(StorageTrouble::KeptAside { under: under.clone() }));
        store.save_draft(&draft("k"));
        assert_eq!(browser.text(&under).as_deref(), Some(text));
        assert_eq!(browser.tab().draft(), Some(draft("k")));
    }
}

#[test]
fn the_same_ruin_is_kept_aside_once_and_another_beside_it() {
    let browser = Shared::default();
    for text in ["ruin", "ruin", "other ruin"] {
        browser.put(text);
        browser.tab().save_draft(&draft("k"));
    }
    let mut names: Vec<String> = browser.texts.borrow().keys().cloned().collect();
    names.sort();
    assert_eq!(names, [KEY.to_owned(), format!("{KEY}:kept-aside-1"), format!("{KEY}:kept-aside-2")]);
}

#[test]
fn what_cannot_be_set_aside_is_not_written_over() {
    let browser = Shared::default();
    browser.put("ruin");
    browser.trouble.set(Some(ShelfTrouble::Full));
    let store = browser.tab();
    assert_eq!(store.save_draft(&draft("k")), DraftKept::InMemory);
    assert_eq!(store.trouble().get_untracked(), Some(StorageTrouble::Full));
    assert_eq!(browser.text(KEY).as_deref(), Some("ruin"));
    assert_eq!(store.draft(), Some(draft("k")));
}

#[test]
fn a_blocked_storage_is_reported_and_memory_stands_in() {
    let browser = Shared::default();
    browser.trouble.set(Some(ShelfTrouble::Blocked));
    let store = browser.tab();
    assert_eq!(store.trouble().get_untracked(), Some(StorageTrouble::Blocked));
    assert_eq!(store.save_draft(&draft("k")), DraftKept::InMemory);
    add(&store, entry("1"));
    assert_eq!((store.draft(), keys(&store)), (Some(draft("k")), vec!["1".to_owned()]));
}

#[test]
fn what_was_in_memory_is_kept_as_soon_as_there_is_room() {
    let browser = Shared::default();
    let (one, two) = (browser.tab(), browser.tab());
    browser.trouble.set(Some(ShelfTrouble::Full));
    add(&one, entry("1"));
    one.save_draft(&draft("k"));
    browser.trouble.set(None);
    add(&two, entry("2"));
    add(&one, entry("3"));
    assert_eq!(one.trouble().get_untracked(), None);
    assert_eq!(keys(&browser.tab()), ["2", "1", "3"]);
    assert_eq!(browser.tab().draft(), Some(draft("k")));
}

#[test]
fn a_storage_cleared_behind_our_back_loses_nothing_of_this_tab() {
    let browser = Shared::default();
    let store = browser.tab();
    store.save_draft(&draft("k"));
    browser.texts.borrow_mut().clear();
    add(&store, entry("1"));
    assert_eq!(browser.tab().draft(), Some(draft("k")));
}

#[test]
fn a_reason_typed_for_a_cancel_is_kept_until_it_is_emptied() {
    let browser = Shared::default();
    let id = AccessRequestId::from("a\"b");
    browser.tab().save_cancel_reason(&id, "Typed");
    assert_eq!(browser.tab().cancel_reason(&id).as_deref(), Some("Typed"));
    browser.tab().save_cancel_reason(&id, "");
    assert_eq!(browser.tab().cancel_reason(&id), None);
}
