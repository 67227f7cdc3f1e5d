//! The linker's record says what refers to what (`linked`), and from there which entry reaches what (`origin`). `owners` gives each
//! function to one module, `data` each byte, `modules` writes the modules. It must not know what the entries do.
#![doc = include_str!("../README.md")]

mod data;
mod linked;
mod origin;
mod owners;
mod modules;
mod renumber;
mod shape;
mod strip;

use anyhow::Result;

use modules::Modules;
use origin::{Origin, Owner};
use owners::Owners;
use shape::Shape;

pub use strip::without_marks;

/// A program in several modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The module every page loads.
    pub first: Vec<u8>,
    /// The modules loaded later, by name: that of each entry, and `shared`.
    pub later: Vec<(String, Vec<u8>)>,
}

/// Splits `shipped`, the finished module, by the relocations in `linked`, the module rustc wrote (`--emit-relocs`). `base` names the
/// entry whose module is loaded before any other entry's.
///
/// # Errors
/// Where one of them is no such module, no export marks `base`, or an entry is called directly.
pub fn split(linked: &[u8], shipped: &[u8], base: &str) -> Result<Split> {
    parted_as(shipped, &origin::read(linked, base)?)
}

fn parted_as(shipped: &[u8], origin: &Origin) -> Result<Split> {
    let shape = Shape::read(shipped)?;
    let owners = Owners::of(&shape, origin)?;
    let modules = Modules::new(&shape, &owners, origin, shipped)?;
    let mut later = vec![(modules::SHARED.to_owned(), modules.later(Owner::Shared, modules::SHARED)?)];
    for entry in &origin.entries {
        later.push((entry.name.clone(), modules.later(entry.owner, &entry.name)?));
    }
    Ok(Split { first: modules.first(shipped)?, later })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use wasm_encoder::{
        CodeSection, ConstExpr, DataSection, ElementSection, Elements, ExportKind, ExportSection, Function,
        FunctionSection, MemorySection, MemoryType, Module, RefType, TableSection, TableType, TypeSection,
    };
    use wasmparser::{Parser, Payload, TypeRef};

    use super::{
        modules::{BUILD, SHARED},
        origin::EntryPoint,
        *,
    };

    const BASE: &str = "base";

    /// The calls of each function: 0 is exported; 2, 4 and 6 are the entries `a`, `b` and the base, at slots 1, 2 and 3 of the table.
    const CALLS: [&[u32]; 8] = [&[1], &[], &[1, 3, 5, 7], &[], &[5], &[], &[7], &[]];

    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for (function, calls) in (0..).zip(CALLS) {
            functions.function(0);
            let mut body = Function::new([]);
            let mut instructions = body.instructions();
            // a number that identifies the body
            instructions.i32_const(function).drop();
            for callee in calls {
                instructions.call(*callee);
            }
            instructions.end();
            code.function(&body);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 4,
            maximum: None,
            shared: false,
        });
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut exports = ExportSection::new();
        exports.export("mount", ExportKind::Func, 0).export("memory", ExportKind::Memory, 0);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(1), Elements::Functions((&[2, 4, 6]).into()));
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(1024), *b"for everybody---for b alone-----");
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&tables).section(&memories).section(&exports);
        module.section(&elements).section(&code).section(&data);
        module.finish()
    }

    fn origin() -> Origin {
        let entry = |name: &str, owner, slot| EntryPoint { name: name.into(), owner, slot };
        let (a, b) = (Owner::Entry(0), Owner::Entry(1));
        Origin {
            entries: vec![entry("a", a, 1), entry("b", b, 2), entry(BASE, Owner::Base, 3)],
            slots: BTreeMap::from([(1, a), (2, b), (3, Owner::Base)]),
            data: vec![(1024..1040, Owner::First), (1040..1056, Owner::Entry(1))],
        }
    }

    fn parted() -> Split {
        parted_as(&module(), &origin()).unwrap()
    }

    fn later<'of>(split: &'of Split, name: &str) -> &'of [u8] {
        split.later.iter().find(|(of, _)| of == name).map(|(_, module)| module).unwrap()
    }

    /// The numbers at the beginning of a module's functions, which say which they were.
    fn functions(module: &[u8]) -> BTreeSet<u8> {
        let mut found = BTreeSet::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::CodeSectionEntry(body) = payload.unwrap() {
                found.insert(body.as_bytes()[2]);
            }
        }
        found
    }

    fn imports(module: &[u8]) -> BTreeSet<(String, String)> {
        let mut found = BTreeSet::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ImportSection(imports) = payload.unwrap() {
                for import in imports.into_imports() {
                    let import = import.unwrap();
                    assert!(!matches!(import.ty, TypeRef::Global(_)), "no global is used");
                    found.insert((import.module.to_owned(), import.name.to_owned()));
                }
            }
        }
        found
    }

    fn exports(module: &[u8]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ExportSection(exports) = payload.unwrap() {
                found.extend(exports.into_iter().map(|export| export.unwrap().name.to_owned()));
            }
        }
        found
    }

    #[test]
    fn each_function_is_in_the_module_of_its_only_caller() {
        let split = parted();
        assert_eq!(functions(&split.first), BTreeSet::from([0, 1]));
        assert_eq!(functions(later(&split, "a")), BTreeSet::from([2, 3]));
        assert_eq!(functions(later(&split, "b")), BTreeSet::from([4]));
        assert_eq!(functions(later(&split, SHARED)), BTreeSet::from([5]));
        assert_eq!(functions(later(&split, BASE)), BTreeSet::from([6, 7]));
    }

    #[test]
    fn imports_are_exported_by_modules_loaded_before() {
        let split = parted();
        let mut before = BTreeMap::from([("first", exports(&split.first))]);
        let mut asked = 0;
        for name in [BASE, SHARED, "a", "b"] {
            let module = later(&split, name);
            for (from, import) in imports(module) {
                if from == name {
                    assert_eq!(import, "memory", "{name} imports it under its own name");
                    asked += 1;
                    continue;
                }
                assert!(before[from.as_str()].contains(&import), "{name} asks {from} for {import}");
                asked += 1;
            }
            before.insert(name, exports(module));
        }
        // memory and table four times, the shared function twice, and what `a` calls in the first module and in the base
        assert_eq!(asked, 12);
    }

    #[test]
    fn bytes_of_one_entry_are_in_its_module() {
        let split = parted();
        let has = |module: &[u8], text: &[u8]| module.windows(text.len()).any(|window| window == text);
        assert!(has(&split.first, b"for everybody") && !has(&split.first, b"for b alone"));
        let b = later(&split, "b");
        assert!(has(b, b"for b alone") && !has(b, b"for everybody"));
    }

    #[test]
    fn a_module_of_another_build_does_not_link() {
        let build =
            |module: &[u8]| imports(module).into_iter().find(|(_, name)| name.starts_with(BUILD)).unwrap();
        let mut other = module();
        let text = other.windows(3).position(|window| window == b"for").unwrap();
        other[text] = b'F';
        let other = parted_as(&other, &origin()).unwrap();
        assert_ne!(build(later(&parted(), "a")), build(later(&other, "a")));
    }

    #[test]
    fn a_module_in_place_of_another_does_not_link() {
        let split = parted();
        for name in [BASE, SHARED, "a", "b"] {
            let asked = imports(later(&split, name));
            let own = asked
                .into_iter()
                .filter(|(from, _)| ![BASE, SHARED, "first"].contains(&from.as_str()) || from == name);
            assert_eq!(own.collect::<Vec<_>>(), [(name.to_owned(), "memory".to_owned())]);
        }
    }

    #[test]
    fn an_entry_called_directly_is_an_error() {
        let mut origin = origin();
        origin.slots.insert(1, Owner::First);
        let error = parted_as(&module(), &origin).err().unwrap().to_string();
        assert!(error.contains("a is called without its module"), "{error}");
    }

    #[test]
    fn a_module_without_the_linkers_record_is_an_error() {
        let error = split(&module(), &module(), BASE).err().unwrap().to_string();
        assert!(error.contains("--emit-relocs"), "{error}");
    }
}
