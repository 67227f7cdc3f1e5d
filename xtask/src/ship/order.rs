//! The order of functions that compresses best: those of one length side by side, like beside like. wasm-opt moves functions only
//! by their names, so each is given its rank for a name. It must not know what they do.

use anyhow::{Result, ensure};
use wasm_encoder::{Encode, NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// The module, its functions named by their rank.
pub(super) fn ranked(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies: Vec<&[u8]> = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            // Imported functions are counted before those with a body.
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    ensure!(!bodies.is_empty(), "a module without functions");

    let mut order: Vec<(&[u8], u32)> = bodies.into_iter().zip(imported..).collect();
    order.sort_by_key(|(body, _)| (body.len(), *body));
    let mut ranks: Vec<(u32, usize)> =
        order.into_iter().enumerate().map(|(rank, (_, function))| (function, rank)).collect();
    ranks.sort_unstable();

    let mut functions = NameMap::new();
    for (function, rank) in ranks {
        functions.append(function, &format!("{rank:08}"));
    }
    let mut names = NameSection::new();
    names.functions(&functions);
    let mut ranked = wasm.to_vec();
    ranked.push(names.id());
    names.encode(&mut ranked);
    Ok(ranked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CodeSection, Function, FunctionSection, Module, TypeSection};
    use wasmparser::{KnownCustom, Name};

    /// A module of functions that drop these numbers.
    fn module(functions: &[&[i32]]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let (mut declared, mut code) = (FunctionSection::new(), CodeSection::new());
        for numbers in functions {
            declared.function(0);
            let mut body = Function::new([]);
            for number in *numbers {
                body.instructions().i32_const(*number).drop();
            }
            body.instructions().end();
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&declared).section(&code);
        module.finish()
    }

    fn names(wasm: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            let Payload::CustomSection(custom) = payload.unwrap() else { continue };
            let KnownCustom::Name(names) = custom.as_known() else { continue };
            for part in names {
                let Name::Function(functions) = part.unwrap() else { continue };
                found.extend(functions.into_iter().map(|naming| naming.unwrap().name.to_owned()));
            }
        }
        found
    }

    #[test]
    fn short_functions_come_first_and_equal_ones_together() {
        let ranked = ranked(&module(&[&[7], &[], &[3], &[7]])).unwrap();
        assert_eq!(names(&ranked), ["00000002", "00000000", "00000001", "00000003"]);
    }

    #[test]
    fn a_module_without_functions_is_an_error() {
        assert!(ranked(&module(&[])).is_err());
    }
}
