//! The voice of the screen: words that no sentence of the catalogues may use, each with what to say instead, and how a label and
//! an apostrophe are written. It must not know which message says what.

use crate::tree::{Source, expect_none, files};
use serde_json::Value;
use std::collections::BTreeMap;

/// Idioms of ours that nobody else uses, passives that hide who acts, and what a person says instead.
const ENGLISH: [(&str, &str); 27] = [
    ("going on", "continuing"),
    ("mend", "fix"),
    ("hang", "stuck"),
    ("hangs", "stuck"),
    ("held", "access items, assigned to"),
    ("holds", "has"),
    ("put away", "clear"),
    ("put aside", "set aside"),
    ("take out", "remove"),
    ("stands", "is"),
    ("stood", "was"),
    ("look again", "check again"),
    ("looked up", "checked"),
    ("lost on the way", "we didn’t get a response"),
    ("the way of", "history"),
    ("on its way", "being sent"),
    ("under way", "in progress"),
    ("handed on", "forwarded"),
    ("passed on", "escalated, forwarded"),
    ("asked for", "requested"),
    ("ask for", "request"),
    ("meanwhile", "(leave it out)"),
    ("somebody", "someone"),
    ("anybody", "anyone"),
    ("everybody", "everyone"),
    ("could not", "we couldn’t"),
    ("cannot", "can’t, you can’t"),
];

const GERMAN: [(&str, &str); 12] = [
    ("unterwegs", "wird gesendet, offen"),
    ("berichtigen", "beheben"),
    ("hängt", "hängender Antrag"),
    ("weitergeben", "weiterleiten"),
    ("weitergegeben", "weitergeleitet"),
    ("weitergereicht", "eskaliert"),
    ("nachgesehen", "geprüft"),
    ("herausnehmen", "entfernen"),
    ("steht dort", "(der Wert)"),
    ("dort stehen", "(der Wert)"),
    ("daraus wurde", "Ergebnis"),
    ("gescheitert", "fehlgeschlagen"),
];

/// Endings of the ids of labels: what stands on a button, a tab, a field or a heading.
const LABELS: [&str; 5] = [".label", ".title", ".open", ".jump", ".submit"];

/// The sentences of a catalogue by their keys; of plural forms, each one.
fn sentences(file: &Source) -> Vec<(String, String)> {
    let catalogue: BTreeMap<String, Value> =
        serde_json::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
    let mut all = Vec::new();
    for (key, value) in catalogue {
        match value {
            Value::Object(forms) => all
                .extend(forms.values().filter_map(Value::as_str).map(|form| (key.clone(), form.to_owned()))),
            other => all.extend(other.as_str().map(|text| (key.clone(), text.to_owned()))),
        }
    }
    all
}

/// Whether these words stand in the text as words of their own, in whatever case.
fn says(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + words.len()..));
        ends(before.and_then(|before| before.chars().next_back()))
            && ends(after.and_then(|after| after.chars().next()))
    })
}

/// The text without the names of its slots.
fn without_slots(text: &str) -> String {
    let mut pieces = text.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.filter_map(|piece| piece.split_once('}')).fold(first, |all, (_, after)| all + "{}" + after)
}

/// What is wrong with a sentence.
fn wrong(key: &str, text: &str, banned: &[(&str, &str)]) -> Vec<String> {
    let text = without_slots(text);
    let mut found: Vec<String> = banned
        .iter()
        .filter(|(words, _)| says(&text, words))
        .map(|(words, instead)| format!("“{words}”, say: {instead}"))
        .collect();
    if text.contains('\'') {
        found.push("a straight apostrophe".to_owned());
    }
    if LABELS.iter().any(|ending| key.ends_with(ending)) && text.ends_with('.') {
        found.push("a label with a full stop".to_owned());
    }
    found
}

#[test]
fn sentences_use_plain_words() {
    let mut found = Vec::new();
    for file in files(&["public/locales"], ".json") {
        let banned: &[(&str, &str)] = if file.path.ends_with("de.json") { &GERMAN } else { &ENGLISH };
        for (key, text) in sentences(&file) {
            found.extend(
                wrong(&key, &text, banned).iter().map(|what| format!("{}: {key}: {what}", file.path)),
            );
        }
    }
    expect_none(&found);
}

#[test]
fn a_banned_word_is_found_as_a_word_and_not_as_a_part_of_one() {
    let found = |text: &str| wrong("some.key", text, &ENGLISH).len();
    assert_eq!(found("3 requests hang"), 1);
    assert_eq!(found("Going on in 3 seconds"), 1);
    assert_eq!(found("Settings changed. You can’t recommend this."), 0);
    assert_eq!(found("{person} already has {held}."), 0, "the name of a slot is not said");
    assert_eq!(found("It's here"), 1);
    assert_eq!(wrong("some.title", "Request details.", &ENGLISH).len(), 1);
}
