//! The names that script and wasm know each other by: wasm-bindgen makes them long and ends each in a hash, which no
//! compression shortens. Only what it made up is renamed, never what somebody calls. It must not know who reads the files.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

/// The magic number and the version every module begins with.
const HEADER: usize = 8;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// Module and script with short names in both.
pub(super) fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut names = Names::default();
    let mut short = wasm.get(..HEADER).context("no wasm")?.to_vec();
    let mut reader = Reader { bytes: wasm, at: HEADER };
    while reader.at < wasm.len() {
        let id = reader.byte()?;
        let length = reader.number()?;
        let section = Reader { bytes: reader.take(length)?, at: 0 };
        let section = match id {
            IMPORTS => imports(section, &mut names)?,
            EXPORTS => exports(section, &mut names)?,
            _ => section.bytes.to_vec(),
        };
        short.push(id);
        push_number(&mut short, section.len());
        short.extend(section);
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

/// What is left to read of a module or section.
struct Reader<'bytes> {
    bytes: &'bytes [u8],
    at: usize,
}

impl<'bytes> Reader<'bytes> {
    fn take(&mut self, length: usize) -> Result<&'bytes [u8]> {
        let end = self.at + length;
        let taken = self.bytes.get(self.at..end).context("the wasm ends early")?;
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        self.take(1)?.first().copied().context("the wasm ends early")
    }

    /// A number in groups of seven bits, the lowest first.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for group in 0.. {
            let byte = self.byte()?;
            ensure!(group < 5, "a number of more than 32 bits");
            number |= usize::from(byte & 0x7f) << (7 * group);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(number)
    }

    fn text(&mut self) -> Result<&'bytes str> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.take(length)?)?)
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let group = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            return bytes.push(group);
        }
        bytes.push(group | 0x80);
    }
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    push_number(bytes, text.len());
    bytes.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports one function under each name and exports the first of them as `export`.
    fn module(imported: &[&str], export: &str) -> Vec<u8> {
        let section = |id: u8, body: Vec<u8>| {
            let mut bytes = vec![id];
            push_number(&mut bytes, body.len());
            bytes.extend(body);
            bytes
        };
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
        let parts = [
            b"\0asm\x01\0\0\0".to_vec(),
            section(IMPORTS, imports),
            section(EXPORTS, exports),
            vec![10, 1, 0],
        ];
        parts.concat()
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
