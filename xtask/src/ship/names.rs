//! The names that script and wasm know each other by: wasm-bindgen makes them long and ends each in a hash, which no
//! compression shortens. Only what it made up is renamed, never what somebody calls. It must not know who reads the files.

use std::{collections::BTreeMap, convert::Infallible};

use anyhow::Result;
use wasm_encoder::{
    ExportSection, ImportSection, Module,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{Export, Import, ImportSectionReader, Parser};

/// Module and script with short names in both.
pub(super) fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut names = Names::default();
    let mut module = Module::new();
    names.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok((module.finish(), names.put_into(script)))
}

/// The short name of each long one.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    /// The short form of a name; one that somebody may have written by hand stays.
    fn short(&mut self, name: &str) -> String {
        if !name.contains("__") {
            return name.to_owned();
        }
        let next = format!("${}", self.0.len());
        self.0.entry(name.to_owned()).or_insert(next).clone()
    }

    /// The script with every long name in its short form.
    fn put_into(&self, script: &str) -> String {
        let mut short = String::with_capacity(script.len());
        let mut rest = script;
        while !rest.is_empty() {
            let word = rest.find(|c: char| !is_of_a_name(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at(word);
            short.push_str(self.0.get(name).map_or(name, String::as_str));
            let other = after.find(is_of_a_name).unwrap_or(after.len());
            let (between, after) = after.split_at(other);
            short.push_str(between);
            rest = after;
        }
        short
    }
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let short = self.short(import.name);
            utils::parse_import(self, imports, Import { name: &short, ..import })?;
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error<Infallible>> {
        let short = self.short(export.name);
        utils::parse_export(self, exports, Export { name: &short, ..export })
    }
}

fn is_of_a_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, TypeSection};

    /// A module that imports one function under each name and exports the first of them as `export`.
    fn module(imported: &[&str], export: &str) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in imported {
            imports.import("glue", name, EntityType::Function(0));
        }
        let mut exports = ExportSection::new();
        exports.export(export, ExportKind::Func, 0);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    #[test]
    fn made_up_names_are_short_in_both_and_others_stay() {
        let wasm = module(&["__wbg_focus_5e4570eb24ffa122"], "mount");
        let script = "{ __wbg_focus_5e4570eb24ffa122: f, x__wbg_focus_5e4570eb24ffa122: g }; wasm.mount()";
        let (wasm, script) = shorten(&wasm, script).unwrap();
        assert_eq!(wasm, module(&["$0"], "mount"));
        assert_eq!(script, "{ $0: f, x__wbg_focus_5e4570eb24ffa122: g }; wasm.mount()");
    }

    #[test]
    fn a_name_that_goes_both_ways_has_one_short_form() {
        let (wasm, _) = shorten(&module(&["a__b", "a__c"], "a__c"), "").unwrap();
        assert_eq!(wasm, module(&["$0", "$1"], "$1"));
    }

    #[test]
    fn a_module_cut_short_is_an_error() {
        let wasm = module(&["__a"], "b");
        assert!(shorten(&wasm[..wasm.len() - 1], "").is_err());
    }
}
