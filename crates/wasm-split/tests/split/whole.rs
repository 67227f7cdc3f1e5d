//! Programs split as they should be.

use crate::program::{BASE, Program};
use crate::random::Random;
use request_center_split::{Split, split, without_marks};
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{Operator, Parser, Payload, Validator};

const PROGRAMS: usize = 300;

fn split_up(program: &Program) -> Split {
    let linked = program.linked();
    split(&linked, &without_marks(&linked).unwrap(), BASE).unwrap()
}

/// The modules by name, in the order they are loaded.
fn modules(split: &Split) -> Vec<(&str, &[u8])> {
    let later = |name| split.later.iter().find(|(of, _)| of == name).unwrap().1.as_slice();
    let first = ("first", split.first.as_slice());
    [first].into_iter().chain([BASE, "shared", "a", "b", "c"].map(|name| (name, later(name)))).collect()
}

/// The numbers the functions of a module begin with.
fn functions(module: &[u8]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CodeSectionEntry(body) = payload.unwrap() else { continue };
        let Operator::I32Const { value } = body.get_operators_reader().unwrap().read().unwrap() else {
            panic!("a function without its number")
        };
        found.insert(usize::try_from(value).unwrap());
    }
    found
}

/// The module a function belongs into, by what reaches it.
fn home(program: &Program, function: usize) -> &str {
    if program.reached_from(0).contains(&function) {
        return "first";
    }
    let reaches = |entry: &&(String, usize)| program.reached_from(entry.1).contains(&function);
    let names: Vec<&str> = program.entries.iter().filter(reaches).map(|(name, _)| name.as_str()).collect();
    match names.as_slice() {
        [] => "first",
        names if names.contains(&BASE) => BASE,
        [one] => one,
        _ => "shared",
    }
}

#[test]
fn each_function_is_in_the_module_of_what_reaches_it() {
    let mut random = Random::new();
    for _ in 0..PROGRAMS {
        let program = Program::new(&mut random);
        let split = split_up(&program);
        let mut expected: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for function in 0..program.functions() {
            expected.entry(home(&program, function)).or_default().insert(function);
        }
        // The functions that marked the entries are nobody's.
        let marks = program.functions()..program.functions() + program.entries.len();
        expected.entry("first").or_default().extend(marks);
        for (name, module) in modules(&split) {
            assert_eq!(functions(module), expected.remove(name).unwrap_or_default(), "{name}");
        }
    }
}

#[test]
fn every_module_is_valid_and_imports_what_earlier_ones_export() {
    let mut random = Random::new();
    for _ in 0..PROGRAMS {
        let split = split_up(&Program::new(&mut random));
        let mut exported: BTreeSet<(String, String)> = BTreeSet::new();
        for (name, module) in modules(&split) {
            Validator::new().validate_all(module).unwrap();
            let mut own = BTreeSet::new();
            for payload in Parser::new(0).parse_all(module) {
                match payload.unwrap() {
                    Payload::ImportSection(imports) => {
                        for import in imports.into_imports() {
                            let import = import.unwrap();
                            let wanted = (import.module.to_owned(), import.name.to_owned());
                            let is_memory = wanted == (name.to_owned(), "memory".to_owned());
                            assert!(is_memory || exported.contains(&wanted), "{name} imports {wanted:?}");
                        }
                    }
                    Payload::ExportSection(exports) => {
                        own.extend(exports.into_iter().map(|export| export.unwrap().name.to_owned()));
                    }
                    _ => {}
                }
            }
            exported.extend(own.into_iter().map(|export| (name.to_owned(), export)));
        }
    }
}

#[test]
fn a_program_is_always_split_the_same_way() {
    let program = Program::new(&mut Random::new());
    assert_eq!(split_up(&program), split_up(&program));
}

#[test]
fn a_base_nobody_marked_is_an_error() {
    let linked = Program::new(&mut Random::new()).linked();
    let error = split(&linked, &without_marks(&linked).unwrap(), "d").unwrap_err().to_string();
    assert!(error.contains("split_entry_d"), "{error}");
}
