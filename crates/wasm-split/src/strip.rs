//! The parts of a module only the splitter needs, removed before the optimizer sees it: the linker's record, which wasm-bindgen has made
//! untrue, and the exports that mark entries. It must not read them.

use anyhow::Result;
use std::convert::Infallible;
use wasm_encoder::{
    ExportSection, Module,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{CustomSectionReader, Export, Parser};

use super::origin::MARK;

/// The module without the linker's record and without the exports that mark entries.
///
/// # Errors
/// Where it is no module.
pub fn without_marks(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    WithoutMarks.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

struct WithoutMarks;

impl Reencode for WithoutMarks {
    type Error = Infallible;

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let is_record = section.name() == "linking" || section.name().starts_with("reloc.");
        if is_record { Ok(()) } else { utils::parse_custom_section(self, module, section) }
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error<Infallible>> {
        let is_mark = export.name.starts_with(MARK);
        if is_mark { Ok(()) } else { utils::parse_export(self, exports, export) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CustomSection, ExportKind};

    #[test]
    fn the_record_is_removed_and_other_sections_stay() {
        let with = |names: &[&str]| {
            let mut module = Module::new();
            for name in names {
                module.section(&CustomSection { name: (*name).into(), data: [1, 2, 3].as_slice().into() });
            }
            module.finish()
        };
        let recorded = with(&["linking", "name_of_ours", "reloc.CODE"]);
        assert_eq!(without_marks(&recorded).unwrap(), with(&["name_of_ours"]));
    }

    #[test]
    fn marks_are_no_exports_any_more() {
        let with = |names: &[&str]| {
            let mut exports = ExportSection::new();
            for name in names {
                exports.export(name, ExportKind::Func, 0);
            }
            let mut module = Module::new();
            module.section(&exports);
            module.finish()
        };
        assert_eq!(without_marks(&with(&["mount", "split_entry_team"])).unwrap(), with(&["mount"]));
    }
}
