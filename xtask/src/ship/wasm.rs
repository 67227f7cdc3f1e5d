//! The outer form of a wasm module: a header, then sections of numbers, texts and bytes. It must not know what they mean.

use anyhow::{Context, Result, ensure};

/// The magic number and the version every module begins with.
const HEADER: usize = 8;

/// The section of what the module asks for.
pub(super) const IMPORTS: u8 = 2;
/// The section of what the module offers.
pub(super) const EXPORTS: u8 = 7;
/// The section of the functions' bodies.
pub(super) const CODE: u8 = 10;
/// A section with a name of its own, which means nothing to those who run the module.
pub(super) const CUSTOM: u8 = 0;

/// The sections of a module, each with its id.
pub(super) fn sections(wasm: &[u8]) -> Result<Vec<(u8, Reader<'_>)>> {
    let mut reader = Reader { bytes: wasm, at: HEADER };
    let mut sections = Vec::new();
    while reader.at < wasm.len() {
        let id = reader.byte()?;
        let length = reader.number()?;
        sections.push((id, Reader::of(reader.take(length)?)));
    }
    Ok(sections)
}

/// The module without what the linker noted of itself: it speaks of a module that is not this one any more.
pub(super) fn without_link_record(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut plain = header(wasm)?;
    for (id, section) in sections(wasm)? {
        let mut name = section;
        let is_record =
            id == CUSTOM && matches!(name.text()?, name if name == "linking" || name.starts_with("reloc."));
        if !is_record {
            push_section(&mut plain, id, section.bytes);
        }
    }
    Ok(plain)
}

/// The header of a module, to which [`push_section`] adds.
pub(super) fn header(wasm: &[u8]) -> Result<Vec<u8>> {
    Ok(wasm.get(..HEADER).context("no wasm")?.to_vec())
}

/// What is left to read of a module or section.
#[derive(Clone, Copy)]
pub(super) struct Reader<'bytes> {
    /// All there is.
    pub(super) bytes: &'bytes [u8],
    at: usize,
}

impl<'bytes> Reader<'bytes> {
    /// From the beginning.
    pub(super) fn of(bytes: &'bytes [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next bytes.
    pub(super) fn take(&mut self, length: usize) -> Result<&'bytes [u8]> {
        let end = self.at + length;
        let taken = self.bytes.get(self.at..end).context("the wasm ends early")?;
        self.at = end;
        Ok(taken)
    }

    /// The next byte.
    pub(super) fn byte(&mut self) -> Result<u8> {
        self.take(1)?.first().copied().context("the wasm ends early")
    }

    /// The next number, in groups of seven bits, the lowest first.
    pub(super) fn number(&mut self) -> Result<usize> {
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

    /// The next text.
    pub(super) fn text(&mut self) -> Result<&'bytes str> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.take(length)?)?)
    }
}

/// Writes a number in groups of seven bits, the lowest first.
pub(super) fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let group = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            return bytes.push(group);
        }
        bytes.push(group | 0x80);
    }
}

/// Writes a text after its length.
pub(super) fn push_text(bytes: &mut Vec<u8>, text: &str) {
    push_number(bytes, text.len());
    bytes.extend(text.as_bytes());
}

/// Writes a section after its id and length.
pub(super) fn push_section(bytes: &mut Vec<u8>, id: u8, section: &[u8]) {
    bytes.push(id);
    push_number(bytes, section.len());
    bytes.extend(section);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_linker_noted_goes_and_all_else_stays() {
        let custom = |name: &str| {
            let mut section = Vec::new();
            push_text(&mut section, name);
            section.extend([1, 2, 3]);
            section
        };
        let (mut noted, mut plain) = (b"\0asm\x01\0\0\0".to_vec(), b"\0asm\x01\0\0\0".to_vec());
        push_section(&mut noted, CODE, &[0]);
        push_section(&mut plain, CODE, &[0]);
        for name in ["linking", "name", "reloc.CODE"] {
            push_section(&mut noted, CUSTOM, &custom(name));
        }
        push_section(&mut plain, CUSTOM, &custom("name"));
        assert_eq!(without_link_record(&noted).unwrap(), plain);
    }
}
