//! Entries that are damaged, or of another version than this one.

use super::*;
use crate::state::journal::state::WriteState;
use fastrand::Rng;
use serde_json::{Value, json};

/// A draft of two items and three writes as this version stores them.
fn whole() -> Value {
    let item = |id: &str| json!({ "id": id, "type": "ROLE", "name": id, "comment": "Winter", "remove_date": { "text": "" } });
    let write = |key: &str, state: &str| {
        json!({ "key": key, "write": { "create": { "items": [], "recipients": ["me"] } }, "attempt": 2, "ids": ["ar"],
            "created": "2026-11-22T10:00:00Z", "state": state, "since": "2026-11-22T10:00:01Z",
            "error": { "kind": "timeout", "sentences": ["Later"] } })
    };
    json!({ "schema": 4, "keys_off": true, "cancels": { "ar-1": "Moved", "ar-2": "Left" },
        "draft": { "key": "k", "recipients": ["me"], "items": [item("one"), item("two")] },
        "typed_decisions": [{ "id": "ap-1", "comment": "Why?" }, { "id": "ap-2", "comment": "Who?" }],
        "plans": [{ "draft": { "key": "pl", "recipients": ["me"], "items": [item("three")] }, "retried": true }],
        "journal": [write("w-1", "prepared"), write("w-2", "sent"), write("w-3", "accepted")] })
}

/// The paths of all values within.
fn paths(of: &Value, here: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match of {
        Value::Object(members) => members.iter().map(|(name, member)| (name.clone(), member)).collect(),
        Value::Array(elements) => {
            elements.iter().enumerate().map(|(at, one)| (at.to_string(), one)).collect()
        }
        _ => Vec::new(),
    };
    for (name, child) in children {
        let path = format!("{here}/{name}");
        paths(child, &path, found);
        found.push(path);
    }
}

/// Something no member can be read from, or a number, date or text of any size.
fn nonsense(random: &mut Rng) -> Value {
    let all = [
        json!(null),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("9999-12-31T23:59:59.999999999-23:59"),
        json!("-9999-01-01T00:00:00+23:59"),
        json!([[]]),
        json!({ "is": {} }),
        json!("x".repeat(1_000)),
        json!(true),
    ];
    all[random.usize(..all.len())].clone()
}

/// Damages one place of the entry.
fn damage(entry: &mut Value, places: &[String], random: &mut Rng) {
    let place = &places[random.usize(..places.len())];
    if let Some(value) = entry.pointer_mut(place) {
        *value = nonsense(random);
    }
}

/// The parts that are independent of each other, and their places.
const PARTS: [(&str, &str); 10] = [
    ("pl", "/plans/0"),
    ("w-1", "/journal/0"),
    ("w-2", "/journal/1"),
    ("w-3", "/journal/2"),
    ("one", "/draft/items/0"),
    ("two", "/draft/items/1"),
    ("ar-1", "/cancels/ar-1"),
    ("ar-2", "/cancels/ar-2"),
    ("ap-1", "/typed_decisions/0"),
    ("ap-2", "/typed_decisions/1"),
];

/// The parts a tab has read.
fn parts(store: &Store) -> Vec<String> {
    let mut parts = keys(store);
    parts.extend(store.draft().into_iter().flat_map(|draft| draft.items).map(|item| item.id.to_string()));
    store.read(|document| {
        parts.extend(document.plans.iter().map(|plan| plan.key().as_str().to_owned()));
        parts.extend(document.cancels.keys().map(ToString::to_string));
        parts.extend(document.typed_decisions.iter().map(|typed| typed.id.to_string()));
    });
    parts
}

#[test]
fn damage_anywhere_loses_at_most_the_part_it_is_in_and_the_text_is_kept() {
    let mut places = Vec::new();
    paths(&whole(), "", &mut places);
    let mut random = Rng::with_seed(5);
    for round in 0..1_500 {
        let place = &places[random.usize(..places.len())];
        let mut damaged = whole();
        *damaged.pointer_mut(place).expect("a place") = nonsense(&mut random);
        let browser = Shared::default();
        let text = damaged.to_string();
        browser.put(&text);
        let tab = browser.tab();
        for (part, own) in PARTS {
            let is_hit = place.starts_with(own) || own.starts_with(place.as_str());
            // Without its key or recipients a draft is none.
            let is_of_draft = own.starts_with("/draft") && place.starts_with("/draft");
            let is_hit = is_hit || (is_of_draft && !place.starts_with("/draft/items"));
            let is_there = parts(&tab).iter().any(|kept| kept == part);
            assert!(is_there || is_hit || place == "/schema", "{round}: {part} lost at {place}: {text}");
        }
        // A value of the right type was read; all else is in the browser to the letter.
        let trouble = tab.trouble().get_untracked();
        let untouched = browser.text(KEY).as_deref() == Some(&text);
        tab.save_draft(&draft("other"));
        let kept_aside = browser.text(&format!("{KEY}:kept-aside-1")).as_deref() == Some(&text);
        let is_newer = trouble == Some(StorageTrouble::Newer);
        assert!(
            untouched && (trouble.is_none() || kept_aside || is_newer),
            "{round}: {place} {trouble:?} {text}"
        );
    }
}

#[test]
fn damage_in_one_write_leaves_the_others_and_it_is_looked_up() {
    let mut damaged = whole();
    damaged["journal"][1]["state"] = json!("dreamt");
    damaged["journal"][2]["write"] = json!({ "dream": {} });
    let browser = Shared::default();
    browser.put(&damaged.to_string());
    let tab = browser.tab();
    let states: Vec<_> = tab.journal().iter().map(|one| (one.key.as_str().to_owned(), one.state)).collect();
    assert_eq!(states, [("w-1".to_owned(), WriteState::Prepared), ("w-2".to_owned(), WriteState::Unknown)]);
    let under = format!("{KEY}:kept-aside-1");
    assert_eq!(tab.trouble().get_untracked(), Some(StorageTrouble::KeptAside { under }));
}

#[test]
fn damage_in_an_entry_of_version_2_leaves_its_other_writes() {
    let mut damaged: Value = serde_json::from_str(VERSION_2).expect("JSON");
    damaged["outbox"][0]["sent"] = json!(7);
    damaged["closings"][0]["state"] = json!([]);
    let browser = Shared::default();
    browser.put(VERSION_2);
    let all = keys(&browser.tab());
    browser.put(&damaged.to_string());
    let kept = keys(&browser.tab());
    assert_eq!(kept.len(), all.len() - 2);
    assert!(kept.iter().all(|key| all.contains(key)));
}

#[test]
fn no_damage_of_an_entry_of_version_2_invents_a_write() {
    let whole: Value = serde_json::from_str(VERSION_2).expect("JSON");
    let mut places = Vec::new();
    paths(&whole, "", &mut places);
    let browser = Shared::default();
    browser.put(VERSION_2);
    let all = keys(&browser.tab()).len();
    let mut random = Rng::with_seed(7);
    for _ in 0..500 {
        let mut damaged = whole.clone();
        for _ in 0..random.usize(1..5) {
            damage(&mut damaged, &places, &mut random);
        }
        let browser = Shared::default();
        browser.put(&damaged.to_string());
        assert!(keys(&browser.tab()).len() <= all, "{damaged}");
    }
}

#[test]
fn an_entry_of_a_newer_version_is_neither_changed_nor_taken_for_stored() {
    let newer = r#"{"schema":5,"draft":null,"plans":[1]}"#;
    let browser = Shared::default();
    let (tab, other) = (browser.tab(), browser.tab());
    tab.save_draft(&draft("k"));
    browser.put(newer);
    add(&tab, request("1", &[]));
    assert_eq!(tab.trouble().get_untracked(), Some(StorageTrouble::Newer));
    assert!(tab.must_record() && !tab.is_recorded(), "what it sent could not be looked up after a reload");
    assert_eq!((tab.draft(), keys(&tab)), (Some(draft("k")), vec!["1".to_owned()]));
    other.save_draft(&draft("l"));
    let names: Vec<String> = browser.texts.borrow().keys().cloned().collect();
    assert_eq!((browser.text(KEY).as_deref(), names.len()), (Some(newer), 1));
}

#[test]
fn what_an_older_build_drops_is_stored_again() {
    let browser = Shared::default();
    let tab = browser.tab();
    tab.save_draft(&draft("k"));
    add(&tab, request("1", &[]));
    browser.put(r#"{"schema":2,"draft":{"key":"l","recipients":[],"items":[]},"outbox":[]}"#);
    assert_eq!((tab.draft(), keys(&tab)), (Some(draft("l")), vec!["1".to_owned()]));
    assert_eq!(keys(&browser.tab()), ["1"]);
    assert_eq!(browser.tab().trouble().get_untracked(), None);
}
