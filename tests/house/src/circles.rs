//! Which files of a crate import each other in a circle, read off their `use` lines and the paths these bring in. It must not
//! know what the files do.

use crate::imports::{Module, modules};
use crate::tree::{Source, expect_none};
use std::collections::{BTreeMap, BTreeSet};

/// The roots of the crates.
const ROOTS: [&str; 5] =
    ["src", "crates/models/src", "crates/sandbox/src", "crates/wasm-split/src", "xtask/src"];

/// Which files each file imports from.
type Graph = BTreeMap<String, BTreeSet<String>>;

fn graph(modules: &[Module]) -> Graph {
    modules.iter().map(|module| (module.file.clone(), module.imports(modules))).collect()
}

/// Every file that can be reached from that one.
fn reached<'a>(graph: &'a Graph, from: &str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = graph.get(from).into_iter().flatten().map(String::as_str).collect();
    while let Some(file) = open.pop() {
        if seen.insert(file) {
            open.extend(graph.get(file).into_iter().flatten().map(String::as_str));
        }
    }
    seen
}

/// The files in circles, each with those it imports from in the same circle.
fn circles(graph: &Graph) -> Vec<String> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        graph.keys().map(|file| (file.as_str(), reached(graph, file))).collect();
    let comes_back = |from: &str, to: &str| reached.get(to).is_some_and(|all| all.contains(from));
    graph
        .iter()
        .filter(|(file, _)| comes_back(file, file))
        .map(|(file, imports)| {
            let back: Vec<&str> =
                imports.iter().map(String::as_str).filter(|to| comes_back(file, to)).collect();
            format!("{file} stands in a circle through {}", back.join(", "))
        })
        .collect()
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    expect_none(&ROOTS.iter().flat_map(|root| circles(&graph(&modules(root)))).collect::<Vec<_>>());
}

fn imagined(files: &[(&str, &str)]) -> Vec<String> {
    let modules: Vec<Module> =
        files.iter().map(|(path, code)| Module::new("x", &Source::imagined(path, code))).collect();
    circles(&graph(&modules))
}

#[test]
fn an_item_of_the_parent_used_by_its_child_is_a_circle() {
    let knot = [
        ("x/lib.rs", "mod a;"),
        ("x/a.rs", "mod b; pub struct A; fn f() { b::g(); }"),
        ("x/a/b.rs", "use super::A; pub fn g() {}"),
    ];
    assert_eq!(
        imagined(&knot),
        ["x/a.rs stands in a circle through x/a/b.rs", "x/a/b.rs stands in a circle through x/a.rs"]
    );
}

#[test]
fn a_name_reexported_by_the_parent_counts_where_it_is_defined() {
    let free = [
        ("x/lib.rs", "mod a;"),
        ("x/a.rs", "mod b; mod c; pub use b::{self, B}; pub use c::*;"),
        ("x/a/b.rs", "pub struct B;"),
        ("x/a/c.rs", "use super::B; pub fn c() { crate::a::b::g(); }"),
    ];
    assert_eq!(imagined(&free), Vec::<String>::new());
    let used = [
        ("x/lib.rs", "mod a;"),
        ("x/a.rs", "mod b; pub use b::B; pub enum A { One(B) }"),
        ("x/a/b.rs", "use super::A; pub struct B;"),
    ];
    assert_eq!(imagined(&used).len(), 2, "the parent uses what it hands on");
}

#[test]
fn a_path_through_an_imported_module_is_an_import() {
    let knot = [
        ("x/lib.rs", "pub mod a; pub mod b;"),
        ("x/a.rs", "use crate::{b as other}; fn f() { other::g(); }"),
        ("x/b.rs", "fn g() { crate::a::f(); }"),
    ];
    assert_eq!(imagined(&knot).len(), 2);
}
