//! What is kept, by whom, and what is never lost.

use super::*;
use crate::state::outbox::{Happening, Sent, SentItem};
use request_center_models::draft::{DraftItem, SubmitKey, TypedDate};
use request_center_models::moment::Moment;
use request_center_models::wire::reference::ItemType;
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

fn draft(key: &str) -> RequestDraft {
    RequestDraft { key: SubmitKey::from(key.to_owned()), ..RequestDraft::default() }
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
    assert!(!two.save_draft(&draft("k")));
    assert_eq!(browser.tab().draft(), None);
    assert!(two.save_draft(&draft("next")));
}

#[test]
fn what_is_ruined_or_newer_lies_aside_untouched_and_is_reported() {
    for text in
        ["{\"schema\":3,\"draft\":\"in a way of the future\"}", "{\"schema\":1,\"draft\":{\"ke", "", "null"]
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
    assert!(store.save_draft(&draft("k")));
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
    assert!(store.save_draft(&draft("k")));
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

fn item(id: &str) -> DraftItem {
    DraftItem {
        id: id.into(),
        r#type: ItemType::Role,
        name: id.to_owned(),
        comment_required: false,
        comment: format!("for {id}"),
        remove_date: TypedDate::default(),
    }
}

fn holding(key: &str, ids: &[&str]) -> RequestDraft {
    RequestDraft { items: ids.iter().map(|id| item(id)).collect(), ..draft(key) }
}

#[test]
fn what_was_not_sent_with_a_draft_stays_beside_what_another_tab_kept() {
    let browser = Shared::default();
    let (one, two) = (browser.tab(), browser.tab());
    let mut sent = arrived("k");
    let part = SentItem { id: "a".into(), r#type: ItemType::Role, name: "a".to_owned() };
    sent.sent = Sent::Create { items: vec![part], recipients: Vec::new() };
    one.update(|document| {
        document.outbox.push(sent.clone());
        document.draft = sent.rest_of(&holding("k", &["a", "b"]));
    });
    let rest = two.keep_rest(&holding("k", &["a", "c"])).expect("a rest");
    assert_eq!(rest.items, [item("b"), item("c")]);
    assert_eq!(browser.tab().draft(), Some(rest));
    assert_eq!(two.keep_rest(&holding("k", &["a"])).map(|rest| rest.items.len()), Some(2), "nothing is lost");
}

#[test]
fn what_stands_in_the_way_of_an_item_survives_a_reload() {
    let browser = Shared::default();
    let obstacles = [
        Obstructed { item: "a".into(), by: Obstacle::Vanished },
        Obstructed { item: "b".into(), by: Obstacle::Held },
        Obstructed { item: "c".into(), by: Obstacle::Requested },
    ];
    browser.tab().save_obstacles(&obstacles);
    assert_eq!(browser.tab().obstacles(), obstacles);
}

#[test]
fn what_the_version_before_kept_is_read_where_it_has_the_same_shape() {
    let browser = Shared::default();
    browser.put(
        r#"{"schema":1,"outbox":[{"key":"k","sent":{"create":{"items":[],"recipients":[]}},"created":"2026-11-22T10:00:00Z",
            "look_from":"2026-11-22T10:00:00Z","attempt":1,"state":{"unknown":{"since":"2026-11-22T10:00:00Z"}}}]}"#,
    );
    let tab = browser.tab();
    assert_eq!((keys(&tab), tab.trouble().get_untracked()), (vec!["k".to_owned()], None));
    add(&tab, entry("2"));
    assert!(browser.text(KEY).is_some_and(|text| text.starts_with(r#"{"schema":2,"#)));
}

#[test]
fn what_it_kept_in_its_first_shape_lies_aside_and_is_reported() {
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
fn what_is_unchanged_is_neither_read_nor_written_again() {
    let browser = Shared::default();
    let tab = browser.tab();
    tab.save_draft(&draft("k"));
    browser.trouble.set(Some(ShelfTrouble::Full));
    tab.save_draft(&draft("k"));
    assert_eq!(tab.trouble().get_untracked(), None, "nothing was to be written");
    tab.save_draft(&draft("l"));
    assert_eq!(tab.trouble().get_untracked(), Some(StorageTrouble::Full));
}
