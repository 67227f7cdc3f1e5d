//! The catalogues of words: every code and message id has a sentence in every language, none is left over, a sentence says the
//! same in all of them, and what can be said before any code came later has its words by then. It must not judge style.

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

/// The words to open with, one file for each language, and in a folder below it those that come with the first code that does.
const LOCALES: &str = "public/locales";
const LATER: &str = "public/locales/later/";

/// The messages of the words to open with.
const FIRST: &str = "src/i18n/messages/first.rs";

/// The codes whose sentences are words to open with.
const FIRST_CODES: [&str; 3] = ["config.", "error.", "item_type."];

/// Code of the first module that says something: it may say no word that comes later.
const OPENING: [&str; 14] = [
    "src/app.rs",
    "src/config.rs",
    "src/element.rs",
    "src/state/front.rs",
    "src/state/session.rs",
    "src/components/late_panel.rs",
    "src/components/catalog.rs",
    "src/components/catalog/list.rs",
    "src/components/catalog/row.rs",
    "src/components/list_view.rs",
    "src/components/list_view/window.rs",
    "src/components/ui.rs",
    "src/components/ui",
    "src/components/words/trouble.rs",
];

fn catalogues() -> Vec<(String, Catalogue)> {
    let read = |file: Source| {
        let sentences =
            serde_json::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        (file.path, sentences)
    };
    files(&[LOCALES], ".json").into_iter().map(read).collect()
}

/// All words of each language, under the name of its files.
fn languages() -> BTreeMap<String, Catalogue> {
    let mut languages = BTreeMap::<String, Catalogue>::new();
    for (path, catalogue) in catalogues() {
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        languages.entry(name).or_default().extend(catalogue);
    }
    languages
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

/// The names of the messages in these files.
fn names(files: &[Source]) -> BTreeSet<String> {
    let name = |line: &str| Some(line.strip_prefix("    ")?.split_once(" \"")?.0.to_owned());
    files.iter().flat_map(|file| file.text.lines().filter_map(name).collect::<Vec<_>>()).collect()
}

fn declares_first(file: &Source) -> bool {
    file.path == FIRST
}

/// The names of the messages that come later.
fn later_names() -> BTreeSet<String> {
    let (_, later): (Vec<_>, Vec<_>) =
        files(&["src/i18n/messages"], ".rs").into_iter().partition(declares_first);
    names(&later)
}

/// The names of the messages a line of code says.
fn said(line: &str) -> impl Iterator<Item = &str> {
    line.split("Msg::").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next())
}

/// Where a file says one of these messages, or leads to one of these sentences by its key or by the beginning of it.
fn says_too_early(file: &Source, names: &BTreeSet<String>, keys: &BTreeSet<String>) -> Vec<String> {
    let mut found = file.findings(&file.code(), |line| {
        said(line).find(|name| names.contains(*name)).map(|name| format!("Msg::{name} comes later"))
    });
    let mut codes: BTreeSet<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
    for key in keys {
        codes.extend(key.match_indices('.').map(|(at, _)| format!("\"{}.{{", &key[..at])));
    }
    found.extend(file.findings(&file.code_and_strings(), |line| {
        codes.iter().find(|code| line.contains(*code)).map(|code| format!("{code} comes later"))
    }));
    found
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
    for (path, catalogue) in languages() {
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
    for name in ["en.json", "later/en.json", "de.json", "later/de.json"] {
        assert!(paths.contains(&format!("{LOCALES}/{name}")), "{name} is missing: {paths:?}");
    }
}

#[test]
fn every_sentence_stands_in_the_one_catalogue_of_its_time() {
    let first = declared(FIRST, "messages! {");
    for (path, catalogue) in catalogues() {
        let opens =
            |key: &String| first.contains(key) || FIRST_CODES.iter().any(|code| key.starts_with(code));
        let displaced = |key: &&String| opens(key) == path.starts_with(LATER);
        let found = catalogue.keys().filter(displaced);
        expect_none(&found.map(|key| format!("{path}: {key} belongs to the other one")).collect::<Vec<_>>());
    }
}

#[test]
fn the_first_module_says_no_word_that_comes_later() {
    let names = later_names();
    let later = catalogues().into_iter().filter(|(path, _)| path.starts_with(LATER));
    let keys = later.flat_map(|(_, catalogue)| catalogue.into_keys()).collect();
    let found = files(&OPENING, ".rs")
        .iter()
        .flat_map(|file| says_too_early(file, &names, &keys))
        .collect::<Vec<_>>();
    expect_none(&found);
}

#[test]
fn no_word_to_open_with_is_one_that_only_later_code_says() {
    let opening: String = files(&OPENING, ".rs").iter().map(Source::code).collect();
    let said: BTreeSet<&str> = opening.lines().flat_map(said).collect();
    let idle: Vec<String> =
        names(&[read(FIRST)]).into_iter().filter(|name| !said.contains(name.as_str())).collect();
    expect_none(&idle);
}

#[test]
fn a_word_said_too_early_is_found_by_its_name_its_key_and_its_beginning() {
    let names = BTreeSet::from(["StepNext".to_owned()]);
    let keys = BTreeSet::from(["rule.some".to_owned()]);
    let found = |text: &str| says_too_early(&Source::imagined("src/app.rs", text), &names, &keys).len();
    assert_eq!(found("fn f() { t(Msg::StepNextBy); text(\"rules.some\"); format!(\"{a}.{b}\") }"), 0);
    assert_eq!(found("fn f() { t(Msg::StepNext) }"), 1);
    assert_eq!(found("fn f() { text(\"rule.some\") }"), 1);
    assert_eq!(found("fn f() { format!(\"rule.{code}\") }"), 1);
}

#[test]
fn every_language_has_the_same_sentences_with_the_same_placeholders() {
    let all = languages();
    let (first_path, first) = all.first_key_value().expect("there are catalogues");
    for (path, other) in all.iter().skip(1) {
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
    for file in files(&[LOCALES], ".json") {
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
