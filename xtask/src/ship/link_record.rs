//! The linker's record of itself (`--emit-relocs`), taken out before the optimizer sees the module: wasm-bindgen has changed what it
//! describes. It must not know what the record is for.

use anyhow::Result;
use wasm_encoder::{
    Module,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{CustomSectionReader, Parser};

/// The module without the record.
pub(super) fn without(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    WithoutRecord.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

struct WithoutRecord;

impl Reencode for WithoutRecord {
    type Error = std::convert::Infallible;

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let is_record = section.name() == "linking" || section.name().starts_with("reloc.");
        if is_record { Ok(()) } else { utils::parse_custom_section(self, module, section) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::CustomSection;

    #[test]
    fn the_record_goes_and_all_else_stays() {
        let with = |names: &[&str]| {
            let mut module = Module::new();
            for name in names {
                module.section(&CustomSection { name: (*name).into(), data: [1, 2, 3].as_slice().into() });
            }
            module.finish()
        };
        let recorded = with(&["linking", "producers_of_ours", "reloc.CODE"]);
        assert_eq!(without(&recorded).unwrap(), with(&["producers_of_ours"]));
    }
}
