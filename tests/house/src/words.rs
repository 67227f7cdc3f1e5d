//! The catalogues of words: every code and message id has a sentence in every language, none is left over, and a sentence
//! says the same in all of them. It must not judge style.

use crate::tree::{Source, expect_none, files, read};
use request_center_models::{
    approval::{DecisionBlocked, NotDone},
    cancel::CancelBlocked,
    close::CloseBlocked,
    holding::{Given, RemovalBlocked},
    rule::Rule,
    wire::{config::ConfigField, reference::ItemType, status::ApprovalScheme},
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

type Catalogue = BTreeMap<String, Value>;

fn catalogues() -> Vec<(String, Catalogue)> {
    let read = |file: Source| {
        let sentences =
            serde_json::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        (file.path, sentences)
    };
    files(&["public/locales"], ".json").into_iter().map(read).collect()
}

/// The first string literal of each line between the line that begins so and the next closing brace.
fn declared(path: &str, begins: &str) -> BTreeSet<String> {
    let text = read(path).code_and_strings();
    let lines = text
        .lines()
        .skip_while(|line| !line.starts_with(begins))
        .skip(1)
        .take_while(|line| !line.starts_with('}'));
    let ids: BTreeSet<String> = lines.filter_map(|line| Some(line.split('"').nth(1)?.to_owned())).collect();
    assert!(ids.len() > 5, "{path} no longer declares anything with {begins}");
    ids
}

fn messages() -> BTreeSet<String> {
    let of_panel = |file: &Source| declared(&file.path, "messages! {");
    files(&["src/i18n/messages"], ".rs").iter().flat_map(of_panel).collect()
}

/// Every key that a code of models or client leads to.
fn coded() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    keys.extend(Rule::ALL.iter().map(|rule| format!("rule.{}", rule.code())));
    keys.extend(CancelBlocked::ALL.iter().map(|reason| format!("cancel_blocked.{}", reason.code())));
    for reason in RemovalBlocked::ALL {
        keys.insert(reason.code().to_owned());
        keys.insert(format!("{}.short", reason.code()));
    }
    keys.extend(DecisionBlocked::ALL.iter().map(|reason| reason.code().to_owned()));
    keys.extend(NotDone::ALL.iter().map(|reason| reason.code().to_owned()));
    keys.extend(Given::KNOWN.iter().map(|given| format!("given.{given}")));
    keys.extend(ItemType::KNOWN.iter().map(|kind| format!("item_type.{kind}")));
    keys.extend(ApprovalScheme::KNOWN.iter().map(|scheme| format!("scheme.{scheme}")));
    keys.extend(CloseBlocked::ALL.iter().map(|reason| reason.code().to_owned()));
    for field in ConfigField::ALL {
        for ending in ["label", "yes", "no", "means_yes", "means_no"] {
            keys.insert(format!("setting.{}.{ending}", field.path()));
        }
    }
    for code in declared("src/api/error.rs", "kinds! {") {
        keys.insert(format!("error.{code}"));
        keys.insert(format!("error.{code}.advice"));
    }
    keys
}

/// The sentences under a key: one, or one for each plural form.
fn forms(value: &Value) -> Vec<(&str, &str)> {
    match value {
        Value::String(text) => vec![("", text)],
        Value::Object(forms) => {
            forms.iter().map(|(form, text)| (form.as_str(), text.as_str().unwrap_or_default())).collect()
        }
        _ => Vec::new(),
    }
}

fn placeholders(value: &Value) -> BTreeSet<&str> {
    forms(value)
        .into_iter()
        .flat_map(|(_, text)| {
            text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
        })
        .collect()
}

#[test]
fn every_message_and_every_code_has_a_sentence_in_every_language() {
    let wanted: BTreeSet<String> = messages().into_iter().chain(coded()).collect();
    for (path, catalogue) in catalogues() {
        let missing: Vec<String> = wanted
            .iter()
            .filter(|key| !catalogue.contains_key(*key))
            .map(|key| format!("{path}: {key}"))
            .collect();
        expect_none(&missing);
    }
}

#[test]
fn no_sentence_is_left_over() {
    let known: BTreeSet<String> = messages().into_iter().chain(coded()).collect();
    let sources: String = files(&["src"], ".rs").iter().map(Source::code_and_strings).collect();
    for (path, catalogue) in catalogues() {
        let used = |key: &&String| known.contains(*key) || sources.contains(&format!("\"{key}\""));
        expect_none(
            &catalogue
                .keys()
                .filter(|key| !used(key))
                .map(|key| format!("{path}: {key}"))
                .collect::<Vec<_>>(),
        );
    }
}

#[test]
fn there_are_catalogues_in_english_and_german() {
    let paths: Vec<String> = catalogues().into_iter().map(|(path, _)| path).collect();
    assert!(paths.contains(&"public/locales/en.json".to_owned()), "{paths:?}");
    assert!(paths.contains(&"public/locales/de.json".to_owned()), "{paths:?}");
}

#[test]
fn every_language_has_the_same_sentences_with_the_same_placeholders() {
    let all = catalogues();
    let (first_path, first) = all.first().expect("there are catalogues");
    for (path, other) in &all[1..] {
        let keys = |catalogue: &Catalogue| catalogue.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(first), keys(other), "{first_path} and {path} have different keys");
        let different = first.iter().filter(|(key, value)| {
            let same_shape = value.is_object() == other[*key].is_object();
            !same_shape || placeholders(value) != placeholders(&other[*key])
        });
        expect_none(
            &different.map(|(key, _)| format!("{key}: {path} differs from {first_path}")).collect::<Vec<_>>(),
        );
    }
}

#[test]
fn every_sentence_says_something_in_every_form() {
    for (path, catalogue) in catalogues() {
        let mut found = Vec::new();
        for (key, value) in &catalogue {
            let forms = forms(value);
            if forms.is_empty() || forms.iter().any(|(_, text)| text.trim().is_empty()) {
                found.push(format!("{path}: {key} is empty"));
            }
            if value.is_object() && !forms.iter().any(|(form, _)| *form == "other") {
                found.push(format!("{path}: {key} has no form for `other`"));
            }
            if forms.iter().any(|(_, text)| text.matches('{').count() != text.matches('}').count()) {
                found.push(format!("{path}: {key} has a placeholder that does not close"));
            }
        }
        expect_none(&found);
    }
}

#[test]
fn no_key_stands_twice_in_a_catalogue() {
    for file in files(&["public/locales"], ".json") {
        let mut seen = BTreeSet::new();
        let key = |line: &str| Some(line.trim().strip_prefix('"')?.split_once("\":")?.0.to_owned());
        let twice = file.findings(&file.text, |line| key(line).filter(|key| !seen.insert(key.clone())));
        expect_none(&twice);
        let keys: Map<String, Value> = serde_json::from_str(&file.text).expect("it was read before");
        assert_eq!(keys.len(), seen.len(), "{} has a key that does not begin its line", file.path);
    }
}

#[test]
fn placeholders_are_read_from_all_forms() {
    let value = serde_json::json!({ "one": "{name}: one", "other": "{count} of {total}" });
    assert_eq!(placeholders(&value).into_iter().collect::<Vec<_>>(), ["count", "name", "total"]);
    assert_eq!(placeholders(&serde_json::json!("plain")).len(), 0);
}
