//! How files look from outside: names, lengths and their first line. Of their code it must read the names of modules alone.

use crate::rust::each_item;
use crate::tree::{Source, all_rust, expect_none, files};
use syn::Item;

const LONGEST: usize = 400;
const NINE_IN_TEN: usize = 250;
const EMPTY_NAMES: [&str; 8] = ["utils", "util", "helpers", "helper", "common", "manager", "misc", "mod"];

fn empty_name(path: &str) -> Option<String> {
    let meant = |part: &&str| EMPTY_NAMES.contains(&part.split('.').next().unwrap_or(part));
    path.split('/').find(meant).map(|part| format!("{path}: {part} says nothing about what is in it"))
}

fn without_opening(file: &Source) -> bool {
    let first = file.text.lines().find(|line| !line.trim().is_empty());
    !first.is_some_and(|line| line.starts_with("//! ") || line.starts_with("#![doc = include_str!"))
}

#[test]
fn every_file_starts_with_a_module_doc() {
    let found: Vec<String> = all_rust().into_iter().filter(without_opening).map(|file| file.path).collect();
    expect_none(&found);
    assert!(without_opening(&Source::imagined("x.rs", "// what for\nuse a;")));
}

#[test]
fn no_file_is_too_long() {
    let long = |file: Source| {
        let lines = file.text.lines().count();
        (lines > LONGEST).then(|| format!("{}: {lines} lines", file.path))
    };
    let scripts = files(&["src", "public"], ".js");
    expect_none(&all_rust().into_iter().chain(scripts).filter_map(long).collect::<Vec<_>>());
}

#[test]
fn nine_files_in_ten_are_short() {
    let mut lengths: Vec<usize> = all_rust().iter().map(|file| file.text.lines().count()).collect();
    lengths.sort_unstable();
    let at = lengths.len() * 9 / 10;
    assert!(
        lengths[at] <= NINE_IN_TEN,
        "one file in ten is longer than {NINE_IN_TEN} lines: {:?}",
        &lengths[at..]
    );
}

#[test]
fn files_and_folders_are_named_after_their_noun() {
    let everything = files(&["src", "style", "public", "crates", "tests", "xtask"], "");
    let found: Vec<String> = everything.iter().filter_map(|file| empty_name(&file.path)).collect();
    expect_none(&found);
    assert!(empty_name("src/components/mod.rs").is_some());
    assert!(empty_name("src/common/list.rs").is_some());
    assert_eq!(empty_name("src/components/model.rs"), None);
}

#[test]
fn modules_inside_files_are_named_after_their_noun() {
    let inline = |file: &Source| {
        let mut found = Vec::new();
        each_item(&file.items(), |item| {
            if let Item::Mod(module) = item {
                found.extend(empty_name(&module.ident.to_string()));
            }
        });
        found
    };
    expect_none(&all_rust().iter().flat_map(inline).collect::<Vec<_>>());
    assert_eq!(inline(&Source::imagined("x.rs", "mod a { pub mod utils {} }")).len(), 1);
}
