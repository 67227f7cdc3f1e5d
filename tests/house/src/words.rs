//! The catalogues of words: every code and message id has a sentence in every language, none is left over, a sentence says the
//! same in all of them, and what can be said before any code came later has its words by then. It must not judge style.

use crate::rust::{Path, each_item, literal};
use crate::tree::{Source, expect_none, files, read};
use proc_macro2::TokenTree;
use request_center_models::{
    approval::{DecisionBlocked, NotDone},
    cancel::CancelBlocked,
    close::CloseBlocked,
    end_change::EndChangeBlocked,
    holding::{Given, RemovalBlocked},
    rule::{RecipientBlocked, Rule},
    wire::{config::ConfigField, reference::ItemType, status::ApprovalScheme},
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use syn::Item;

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
    "src/state/shell.rs",
    "src/state/session.rs",
    "src/components/lazy_panel.rs",
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

/// The names that the macro declares in this file, each with its code.
fn declared(file: &Source, name: &str) -> BTreeMap<String, String> {
    let mut declared = BTreeMap::new();
    each_item(&file.items(), |item| {
        let Item::Macro(item) = item else { return };
        if item.mac.path.is_ident(name) {
            let trees: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
            declared.extend(trees.windows(2).filter_map(|pair| match pair {
                [TokenTree::Ident(name), code] => Some((name.to_string(), literal(code)?)),
                _ => None,
            }));
        }
    });
    assert!(declared.len() > 5, "{} no longer declares anything with {name}!", file.path);
    declared
}

fn messages(file: &Source) -> BTreeMap<String, String> {
    declared(file, "messages")
}

/// The messages of all files, or of those that come later.
fn all_messages(which: impl Fn(&Source) -> bool) -> BTreeMap<String, String> {
    files(&["src/i18n/messages"], ".rs").iter().filter(|file| which(file)).flat_map(messages).collect()
}

/// The keys of all messages.
fn message_keys() -> impl Iterator<Item = String> {
    all_messages(|_| true).into_values()
}

/// The names of the messages that come later.
fn later_names() -> BTreeSet<String> {
    all_messages(|file| file.path != FIRST).into_keys().collect()
}

/// The names of the messages that a file says, each with its line.
fn said(file: &Source) -> Vec<(usize, String)> {
    let message = |path: Path| {
        let name = path.names.windows(2).find(|pair| pair[0] == "Msg")?[1].clone();
        Some((path.line, name))
    };
    file.names().paths.into_iter().filter_map(message).collect()
}

/// Where a file says one of these messages, or leads to one of these sentences by its key or by the beginning of it.
fn says_too_early(file: &Source, names: &BTreeSet<String>, keys: &BTreeSet<String>) -> Vec<String> {
    let later = said(file).into_iter().filter(|(_, name)| names.contains(name));
    let mut found = file.at_lines(later.map(|(line, name)| (line, format!("Msg::{name} comes later"))));
    let groups: BTreeSet<String> = keys
        .iter()
        .flat_map(|key| key.match_indices('.').map(|(at, _)| format!("{}.{{", &key[..at])))
        .collect();
    let leads = |text: &str| keys.contains(text) || groups.iter().any(|group| text.starts_with(group));
    let codes = file.rust().strings().into_iter().filter(|(_, text)| leads(text));
    found.extend(file.at_lines(codes.map(|(line, text)| (line, format!("{text:?} comes later")))));
    found
}

/// Every key that a code of models or client leads to.
fn coded() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    keys.extend(Rule::ALL.iter().map(|rule| format!("rule.{}", rule.code())));
    keys.extend(EndChangeBlocked::ALL.iter().map(|reason| reason.code().to_owned()));
    keys.extend(CancelBlocked::ALL.iter().map(|reason| format!("cancel_blocked.{}", reason.code())));
    for reason in RemovalBlocked::ALL {
        keys.insert(reason.code().to_owned());
        keys.insert(format!("{}.short", reason.code()));
    }
    keys.extend(DecisionBlocked::ALL.iter().map(|reason| reason.code().to_owned()));
    keys.extend(NotDone::ALL.iter().map(|reason| reason.code().to_owned()));
    keys.extend(Given::KNOWN.iter().map(|given| format!("given.{given}")));
    keys.extend(ItemType::KNOWN.iter().map(|kind| format!("item_type.{kind}")));
    keys.insert(format!("item_type.{}", ItemType::missing()));
    keys.extend(ApprovalScheme::KNOWN.iter().map(|scheme| format!("scheme.{scheme}")));
    // Values no description names, seen in answers.
    keys.extend(["PENDING", "SOD_PHASE", "WORKFLOW"].map(|code| format!("code.{code}")));
    keys.extend(RecipientBlocked::ALL.iter().map(|reason| reason.code().to_owned()));
    keys.extend(CloseBlocked::ALL.iter().map(|reason| reason.code().to_owned()));
    for field in ConfigField::ALL {
        for ending in ["label", "yes", "no", "means_yes", "means_no"] {
            keys.insert(format!("setting.{}.{ending}", field.path()));
        }
    }
    for code in declared(&read("src/api/error.rs"), "kinds").into_values() {
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
fn every_message_id_and_code_has_a_text_in_every_language() {
    let wanted: BTreeSet<String> = message_keys().chain(coded()).collect();
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
fn no_catalogue_has_unused_messages() {
    let known: BTreeSet<String> = message_keys().chain(coded()).collect();
    let said = |file: &Source| file.rust().strings().into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    let said: BTreeSet<String> = files(&["src"], ".rs").iter().flat_map(said).collect();
    for (path, catalogue) in catalogues() {
        let used = |key: &&String| known.contains(*key) || said.contains(*key);
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
fn english_and_german_catalogues_exist() {
    let paths: Vec<String> = catalogues().into_iter().map(|(path, _)| path).collect();
    for name in ["en.json", "later/en.json", "de.json", "later/de.json"] {
        assert!(paths.contains(&format!("{LOCALES}/{name}")), "{name} is missing: {paths:?}");
    }
}

#[test]
fn every_message_is_in_exactly_one_catalogue() {
    let first: BTreeSet<String> = messages(&read(FIRST)).into_values().collect();
    for (path, catalogue) in catalogues() {
        let opens =
            |key: &String| first.contains(key) || FIRST_CODES.iter().any(|code| key.starts_with(code));
        let displaced = |key: &&String| opens(key) == path.starts_with(LATER);
        let found = catalogue.keys().filter(displaced);
        expect_none(&found.map(|key| format!("{path}: {key} belongs to the other one")).collect::<Vec<_>>());
    }
}

#[test]
fn the_first_module_uses_no_lazy_messages() {
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
fn no_message_of_the_first_catalogue_is_used_only_by_lazy_modules() {
    let said: BTreeSet<String> = files(&OPENING, ".rs").iter().flat_map(said).map(|(_, name)| name).collect();
    let idle: Vec<String> = messages(&read(FIRST)).into_keys().filter(|name| !said.contains(name)).collect();
    expect_none(&idle);
}

#[test]
fn a_message_used_too_early_is_found_by_name_id_and_prefix() {
    let names = BTreeSet::from(["StepNext".to_owned()]);
    let keys = BTreeSet::from(["rule.some".to_owned()]);
    let found = |text: &str| says_too_early(&Source::imagined("src/app.rs", text), &names, &keys).len();
    assert_eq!(found("fn f() { t(Msg::StepNextBy); text(\"rules.some\"); format!(\"{a}.{b}\") }"), 0);
    assert_eq!(found("fn f() { t(Msg::StepNext) }"), 1);
    assert_eq!(found("fn f() { text(\"rule.some\") }"), 1);
    assert_eq!(found("fn f() { format!(\"rule.{code}\") }"), 1);
}

#[test]
fn every_language_has_the_same_messages_with_the_same_placeholders() {
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
fn no_plural_form_of_a_message_is_empty() {
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
fn no_id_is_twice_in_a_catalogue() {
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
