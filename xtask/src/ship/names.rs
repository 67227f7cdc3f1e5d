//! The names that script and wasm know each other by: wasm-bindgen makes them long and ends each in a hash, which no
//! compression shortens. Only what it made up is renamed, never what somebody calls. It must not know who reads the files.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

use super::wasm::{EXPORTS, IMPORTS, Reader, header, push_number, push_section, push_text, sections};

/// Module and script with short names in both.
pub(super) fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut names = Names::default();
    let mut short = header(wasm)?;
    for (id, section) in sections(wasm)? {
        let section = match id {
            IMPORTS => imports(section, &mut names)?,
            EXPORTS => exports(section, &mut names)?,
            _ => section.bytes.to_vec(),
        };
        push_section(&mut short, id, &section);
    }
    Ok((short, names.put_into(script)))
}

fn imports(mut section: Reader, names: &mut Names) -> Result<Vec<u8>> {
    let count = section.number()?;
    let mut short = Vec::new();
    push_number(&mut short, count);
    for _ in 0..count {
        push_text(&mut short, section.text()?);
        push_text(&mut short, &names.short(section.text()?));
        ensure!(section.byte()? == 0, "an import that is no function");
        short.push(0);
        push_number(&mut short, section.number()?);
    }
    Ok(short)
}

fn exports(mut section: Reader, names: &mut Names) -> Result<Vec<u8>> {
    let count = section.number()?;
    let mut short = Vec::new();
    push_number(&mut short, count);
    for _ in 0..count {
        push_text(&mut short, &names.short(section.text()?));
        short.push(section.byte()?);
        push_number(&mut short, section.number()?);
    }
    Ok(short)
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

fn is_of_a_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::super::wasm::CODE;
    use super::*;

    /// A module that imports one function under each name and exports the first of them as `export`.
    fn module(imported: &[&str], export: &str) -> Vec<u8> {
        let mut imports = vec![];
        push_number(&mut imports, imported.len());
        for name in imported {
            push_text(&mut imports, "glue");
            push_text(&mut imports, name);
            imports.extend([0, 0]);
        }
        let mut exports = vec![1];
        push_text(&mut exports, export);
        exports.extend([0, 0]);
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        push_section(&mut module, IMPORTS, &imports);
        push_section(&mut module, EXPORTS, &exports);
        push_section(&mut module, CODE, &[0]);
        module
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
    fn what_is_longer_than_seven_bits_can_say_is_read_and_written() {
        let names: Vec<String> = (0..200).map(|n| format!("__{n}_{}", "x".repeat(200))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let short: Vec<String> = (0..200).map(|n| format!("${n}")).collect();
        let short: Vec<&str> = short.iter().map(String::as_str).collect();
        let (wasm, _) = shorten(&module(&names, "e"), "").unwrap();
        assert_eq!(wasm, module(&short, "e"));
    }

    #[test]
    fn a_module_cut_short_is_an_error() {
        let wasm = module(&["__a"], "b");
        assert!(shorten(&wasm[..wasm.len() - 1], "").is_err());
    }
}
