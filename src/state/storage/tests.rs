//! Storage between tabs, people, versions and failures.

mod damage;
mod plans;

use super::*;
use crate::state::journal::intent::{Intent, Stamp};
use crate::state::journal::state::{Event, WriteState};
use crate::state::journal::write::{Write, WrittenItem};
use request_center_models::draft::{DraftItem, SubmitKey};
use request_center_models::moment::Moment;
use request_center_models::wire::reference::ItemType;
use std::collections::HashMap;
use std::sync::Arc;

/// A browser's storage that tabs share and that can fail.
#[derive(Clone, Default)]
struct Shared {
    texts: Rc<RefCell<HashMap<String, String>>>,
    trouble: Rc<Cell<Option<BackendError>>>,
}

impl Backend for Shared {
    fn get(&self, name: &str) -> Result<Option<String>, BackendError> {
        match self.trouble.get() {
            Some(BackendError::Blocked) => Err(BackendError::Blocked),
            _ => Ok(self.texts.borrow().get(name).cloned()),
        }
    }

    fn set(&self, name: &str, text: &str) -> Result<(), BackendError> {
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

fn draft(key: &str) -> RequestDraft {
    RequestDraft { key: SubmitKey::from(key.to_owned()), ..RequestDraft::default() }
}

fn request(key: &str, items: &[&str]) -> Intent {
    let item = |id: &&str| WrittenItem { id: (*id).into(), r#type: ItemType::Role, name: (*id).to_owned() };
    let write =
        Write::Create { items: items.iter().map(item).collect(), recipients: Vec::new(), cells: None };
    Intent::new(SubmitKey::from(key.to_owned()), write, Moment::from("2026-11-22T10:00:00Z"))
}

fn arrived(key: &str, items: &[&str]) -> Intent {
    let mut intent = request(key, items);
    let stamp = Stamp { time: Moment::from("2026-11-22T10:00:01Z"), by_service: true };
    assert!(intent.record(Event::Accepted(Vec::new(), None), &stamp));
    intent
}

fn add(store: &Store, intent: Intent) {
    store.update(|document| document.journal.push(Arc::new(intent)));
}

fn keys(store: &Store) -> Vec<String> {
    store.journal().iter().map(|intent| intent.key.as_str().to_owned()).collect()
}

#[test]
fn a_draft_survives_a_reload() {
    let browser = Shared::default();
    assert!(browser.tab().save_draft(&draft("k")));
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
    add(&one, request("1", &[]));
    add(&two, request("2", &[]));
    add(&one, request("3", &[]));
    assert_eq!(keys(&two), ["1", "2", "3"]);
}

#[test]
fn a_draft_sent_by_another_tab_does_not_come_back() {
    let browser = Shared::default();
    let (one, two) = (browser.tab(), browser.tab());
    two.save_draft(&draft("k"));
    one.update(|document| {
        document.draft = None;
        document.journal.push(Arc::new(arrived("k", &[])));
    });
    assert!(!two.save_draft(&draft("k")));
    assert_eq!(browser.tab().draft(), None);
    assert!(two.save_draft(&draft("next")));
}

#[test]
fn an_unreadable_entry_is_kept_aside_untouched_and_reported() {
    for text in ["{\"schema\":0,\"draft\":null}", "{\"schema\":1,\"draft\":{\"ke", "", "null"] {
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
fn the_same_unreadable_entry_is_kept_aside_once_and_another_one_beside_it() {
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
fn an_entry_that_cannot_be_set_aside_is_not_overwritten() {
    let browser = Shared::default();
    for ruin in ["ruin", r#"{"schema":4,"cancels":{"ar-1":7},"journal":[]}"#] {
        browser.put(ruin);
        for number in 1..=ASIDE {
            let under = format!("{KEY}:kept-aside-{number}");
            browser.texts.borrow_mut().insert(under, "other ruin".to_owned());
        }
        let store = browser.tab();
        for key in ["k", "l"] {
            assert!(store.save_draft(&draft(key)));
            assert_eq!(store.trouble().get_untracked(), Some(StorageTrouble::Full));
            assert_eq!(browser.text(KEY).as_deref(), Some(ruin));
            assert_eq!(store.draft(), Some(draft(key)));
        }
    }
}

#[test]
fn a_blocked_storage_is_reported_and_memory_is_used() {
    let browser = Shared::default();
    browser.trouble.set(Some(BackendError::Blocked));
    let store = browser.tab();
    assert_eq!(store.trouble().get_untracked(), Some(StorageTrouble::Blocked));
    assert!(store.save_draft(&draft("k")));
    add(&store, request("1", &[]));
    assert_eq!((store.draft(), keys(&store)), (Some(draft("k")), vec!["1".to_owned()]));
}

#[test]
fn memory_is_stored_as_soon_as_there_is_room() {
    let browser = Shared::default();
    let (one, two) = (browser.tab(), browser.tab());
    browser.trouble.set(Some(BackendError::Full));
    add(&one, request("1", &[]));
    one.save_draft(&draft("k"));
    browser.trouble.set(None);
    add(&two, request("2", &[]));
    add(&one, request("3", &[]));
    assert_eq!(one.trouble().get_untracked(), None);
    assert_eq!(keys(&browser.tab()), ["2", "1", "3"]);
    assert_eq!(browser.tab().draft(), Some(draft("k")));
}

#[test]
fn a_storage_cleared_by_somebody_else_loses_nothing_of_this_tab() {
    let browser = Shared::default();
    let store = browser.tab();
    store.save_draft(&draft("k"));
    browser.texts.borrow_mut().clear();
    add(&store, request("1", &[]));
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

fn item(id: &str) -> DraftItem {
    DraftItem { comment: format!("for {id}"), ..DraftItem::new(id.into(), ItemType::Role, id.to_owned()) }
}

fn holding(key: &str, ids: &[&str]) -> RequestDraft {
    RequestDraft { items: ids.iter().map(|id| item(id)).collect(), ..draft(key) }
}

#[test]
fn the_unsent_part_of_a_draft_stays_beside_what_another_tab_stored() {
    let browser = Shared::default();
    let (one, two) = (browser.tab(), browser.tab());
    let sent = arrived("k", &["a"]);
    one.update(|document| {
        document.draft = rest_of(&holding("k", &["a", "b"]), &sent);
        document.journal.push(Arc::new(sent));
    });
    let rest = two.keep_rest(&holding("k", &["a", "c"])).expect("a rest");
    assert_eq!(rest.items, [item("b"), item("c")]);
    assert_eq!(browser.tab().draft(), Some(rest));
    assert_eq!(two.keep_rest(&holding("k", &["a"])).map(|rest| rest.items.len()), Some(2), "nothing is lost");
}

#[test]
fn a_blocked_item_survives_a_reload() {
    let browser = Shared::default();
    let obstacles = [
        Obstructed { item: "a".into(), by: Obstacle::Vanished },
        Obstructed { item: "b".into(), by: Obstacle::Held },
        Obstructed { item: "c".into(), by: Obstacle::Requested },
    ];
    browser.tab().save_obstacles(&obstacles);
    assert_eq!(browser.tab().obstacles(), obstacles);
}

/// A document as version 2 of this widget wrote it.
const VERSION_2: &str = include_str!("version_2.json");

#[test]
fn writes_stored_by_version_2_are_migrated() {
    use WriteState::{
        Accepted, Done, Elsewhere, Gone, NotFound, NotListed, Prepared, Refused, Sent, TooLate, Unknown,
    };
    let browser = Shared::default();
    browser.put(VERSION_2);
    let tab = browser.tab();
    assert_eq!(tab.trouble().get_untracked(), None);
    let states = |prefix: &str| -> Vec<WriteState> {
        let journal = tab.journal();
        let of = journal.iter().filter(|intent| intent.key.as_str().starts_with(prefix));
        of.map(|intent| intent.state).collect()
    };
    assert_eq!(states("rc-"), [Prepared, Sent, Unknown, NotFound, Accepted, NotListed, Done, Unknown]);
    assert_eq!(states("cancel:ar-9"), [TooLate]);
    assert_eq!(states("decide:rc-b:"), [Prepared, Sent, Unknown, Elsewhere, Accepted, Gone, Refused, Done]);
    assert_eq!(states("close:"), [Refused, NotListed, Done, Unknown, Accepted, Unknown]);
    let journal = tab.journal();
    let find = |key: &str| journal.iter().find(|intent| intent.key.as_str() == key).expect("an intent");
    let unknown = find("rc-2");
    assert_eq!(unknown.since, Moment::from("2026-11-22T10:00:02Z"));
    assert_eq!(unknown.attempt, 3);
    assert_eq!(find("rc-4").ids, ["ar-1".into()]);
    let refused = find("close:st-5").error.clone().expect("an error");
    assert_eq!(
        (refused.sentences, refused.tracking_id.as_deref()),
        (vec!["Not yours to close".to_owned()], Some("t-1"))
    );
    let batches = tab.open_batches();
    assert_eq!(batches[0].decision.comment, "Not this year");
    assert_eq!(find("decide:rc-b:ap-1").decision().expect("a decision").item, "Payroll");
    assert_eq!(tab.draft(), Some(draft("rc-0")));
    add(&tab, request("2", &[]));
    assert!(browser.text(KEY).is_some_and(|text| text.starts_with(r#"{"schema":4,"#)));
    assert_eq!(browser.tab().journal(), tab.journal());
}

#[test]
fn an_entry_of_an_unknown_version_is_kept_aside_and_reported() {
    let browser = Shared::default();
    let first = r#"{"schema":1,"outbox":[{"key":"k","sent":{"kind":"create","items":[],"recipients":[]},"created":"2026-11-22T10:00:00Z",
        "look_from":"2026-11-22T10:00:00Z","attempt":1,"state":{"is":"prepared"}}]}"#;
    browser.put(first);
    let tab = browser.tab();
    let under = format!("{KEY}:kept-aside-1");
    assert_eq!(tab.trouble().get_untracked(), Some(StorageTrouble::KeptAside { under: under.clone() }));
    assert_eq!((keys(&tab).len(), browser.text(&under).as_deref()), (0, Some(first)));
}

#[test]
fn an_unchanged_document_is_neither_parsed_nor_written_again() {
    let browser = Shared::default();
    let tab = browser.tab();
    tab.save_draft(&draft("k"));
    browser.trouble.set(Some(BackendError::Full));
    tab.save_draft(&draft("k"));
    assert_eq!(tab.trouble().get_untracked(), None, "nothing was to be written");
    tab.save_draft(&draft("l"));
    assert_eq!(tab.trouble().get_untracked(), Some(StorageTrouble::Full));
}
