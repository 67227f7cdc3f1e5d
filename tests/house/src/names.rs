//! One meaning for one name: a type's name stands in one file of what ships, so that whoever reads it knows which one is meant.
//! It must not judge the names themselves.

use crate::rust::each_item;
use crate::tree::{Source, files};
use proc_macro2::{Ident, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use syn::Item;

/// What ships, and what builds it.
const SHIPPED: [&str; 3] = ["src", "crates", "xtask/src"];

/// Names that mean several things today: in how many files, and why. A number may only be lowered, and a name that means one
/// thing again leaves the list.
const SHARED: [(&str, usize, &str); 28] = [
    ("Answer", 2, "what the sandbox and the host page give back"),
    ("Approval", 2, "the sandbox's row, and the widget's row of either list"),
    ("Approver", 2, "the setting's value, and the sandbox's person it leads to"),
    ("Call", 2, "one that arrives, and one that leaves"),
    ("Cancel", 2, "a step of a seed, and the widget's form"),
    ("Filter", 2, "read by the sandbox, and written by the client"),
    ("Holding", 2, "what somebody has: the answer's rule and the sandbox's table"),
    ("Inner", 2, "the shared part behind a handle, private in both files"),
    ("Item", 2, "the sandbox's row, and what a seed says of it"),
    ("Kind", 2, "of a field, and of a fault"),
    ("Line", 2, "of a request's history, and of a list of suites"),
    ("Machine", 2, "what the check from scratch sets up, and what a prerequisite is checked on"),
    ("Names", 2, "of people in a seed, and of functions in a module"),
    ("NewRequest", 2, "what is sent, and what the sandbox makes of it"),
    ("Options", 2, "of the sandbox's command line, and of the element"),
    ("Owner", 2, "of a token, and of a symbol"),
    ("Pace", 2, "of escalation, and of provisioning"),
    ("Page", 2, "of the sandbox's rows, and of the client's"),
    ("Person", 2, "the sandbox's row, and the widget's"),
    ("Policy", 2, "the sandbox's check, and what a seed says of it"),
    ("Request", 2, "the sandbox's row, and what a seed says of it"),
    ("Row", 2, "of the operations, and of sizes"),
    ("Settings", 2, "of the sandbox, and the panel"),
    ("Slot", 2, "of a JSON object, and of a signal"),
    ("Source", 2, "a seed's source of accounts, and where a value comes from"),
    ("Stage", 2, "of provisioning, and of the request's form"),
    ("Store", 2, "the sandbox's database, and the browser's storage"),
    ("Window", 2, "of a rate limit, and of rows"),
];

/// The names of the types that a file declares. An alias inside an `impl` is none: it belongs to the trait.
fn declared(file: &Source) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    each_item(&file.items(), |item| {
        let name = match item {
            Item::Struct(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Union(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Macro(item) => return declared_by(item.mac.tokens.clone(), &mut names),
            _ => return,
        };
        names.insert(name.to_string());
    });
    names
}

/// The names of the types among the tokens of a macro.
fn declared_by(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let kind = |word: &Ident| ["struct", "enum", "union", "trait"].iter().any(|kind| word == kind);
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    names.extend(trees.windows(2).filter_map(|pair| match pair {
        [TokenTree::Ident(word), TokenTree::Ident(name)] if kind(word) => Some(name.to_string()),
        _ => None,
    }));
    for tree in trees {
        if let TokenTree::Group(group) = tree {
            declared_by(group.stream(), names);
        }
    }
}

/// The files in which each name is declared, by name; only names of several files.
fn shared(files: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::<String, BTreeSet<String>>::new();
    for file in files {
        for name in declared(file) {
            found.entry(name).or_default().insert(file.path.clone());
        }
    }
    found.retain(|_, files| files.len() > 1);
    found
}

#[test]
fn type_names_are_unique() {
    let found = shared(&files(&SHIPPED, ".rs"));
    let listed: BTreeMap<&str, usize> = SHARED.iter().map(|(name, count, _)| (*name, *count)).collect();
    let mut wrong = Vec::new();
    for (name, places) in &found {
        let allowed = listed.get(name.as_str()).copied().unwrap_or(1);
        if places.len() != allowed {
            let places: Vec<&str> = places.iter().map(String::as_str).collect();
            wrong.push(format!("{name}: in {} files, not {allowed}: {}", places.len(), places.join(", ")));
        }
    }
    let settled = listed.keys().filter(|name| !found.contains_key(**name));
    wrong.extend(settled.map(|name| format!("{name}: means one thing now, take it off the list")));
    crate::tree::expect_none(&wrong);
}

#[test]
fn declarations_are_read_with_and_without_visibility() {
    let declared = |text: &str| declared(&Source::imagined("x.rs", text)).into_iter().collect::<String>();
    for text in [
        "struct Row;",
        "pub enum Row {}",
        "mod a { pub(crate) trait Row<T> {} }",
        "type Row = u8;",
        "pub(super) union Row { a: u8 }",
        "macro_rules! rows { () => { pub enum Row {} } }",
    ] {
        assert_eq!(declared(text), "Row", "{text}");
    }
    for text in
        ["impl A for B { type Row = u8; }", "fn row() { let Row { a } = b; }", "trait A { type Row; }"]
    {
        assert_eq!(declared(text).replace('A', ""), "", "{text}");
    }
}

#[test]
fn a_name_in_two_files_is_found_except_in_tests() {
    let twice =
        [Source::imagined("src/a.rs", "struct Row;"), Source::imagined("crates/b/src/lib.rs", "enum Row {}")];
    assert_eq!(shared(&twice)["Row"].len(), 2);
    let tested = [
        Source::imagined("src/a.rs", "struct Row;"),
        Source::imagined("src/b.rs", "#[cfg(test)]\nmod tests { struct Row; }"),
        Source::imagined("crates/b/tests/c.rs", "struct Row;"),
    ];
    assert!(shared(&tested).is_empty());
}
