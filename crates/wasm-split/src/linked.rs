//! The module as the linker wrote it, as a graph: functions and pieces of data, and what each refers to by the relocations the
//! linker left in (`--emit-relocs`). It must not know what the names mean.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    CustomSectionReader, DataKind, DataSectionReader, ElementItems, ElementKind, ElementSectionReader,
    ExternalKind, KnownCustom, Linking, Parser, Payload, RelocationEntry, RelocationType, SymbolInfo,
    TypeRef,
};

use super::shape::constant;

/// Exports that wasm-bindgen runs at build time and then removes.
const DESCRIPTION: &str = "__wbindgen_describe_";
/// Linker-made functions refer to others without a relocation.
const CONSTRUCTORS: &str = "__wasm_call_ctors";
const COMMAND: &str = ".command_export";
/// The bytes of a function that does nothing: no locals, and the end.
const EMPTY_BODY: usize = 2;

/// Functions and pieces of data, numbered in one row (functions first), and what each refers to.
#[derive(Default)]
pub(super) struct Linked<'module> {
    /// The exported functions by name, without those that only describe the others.
    pub(super) exports: BTreeMap<&'module str, usize>,
    /// The table of functions: slot and function.
    pub(super) slots: Vec<(u32, usize)>,
    /// The addresses of the pieces of data.
    pub(super) data: Vec<(Range<u32>, usize)>,
    names: BTreeMap<usize, &'module str>,
    refers: Vec<Vec<usize>>,
    /// The functions each function takes the address of.
    addresses: BTreeMap<usize, BTreeSet<usize>>,
}

/// The bytes of the file something takes up, and its number.
type Span = (Range<usize>, usize);

/// The parts of the file, not yet put together.
#[derive(Default)]
struct Sections<'module> {
    imported: usize,
    bodies: Vec<Span>,
    /// Where each segment of data begins, in the file and in memory.
    segments: Vec<(usize, u32)>,
    symbols: Vec<SymbolInfo<'module>>,
    /// The relocations, by the number of their section.
    relocations: Vec<(u32, Vec<RelocationEntry>)>,
    /// The number of the section of code, and where it begins.
    code: (u32, usize),
    /// The same of data.
    data: (u32, usize),
}

impl<'module> Linked<'module> {
    /// Reads what the linker wrote.
    pub(super) fn read(linked: &'module [u8]) -> Result<Self> {
        let mut module = Self::default();
        let mut sections = Sections::default();
        let mut count = 0;
        for payload in Parser::new(0).parse_all(linked) {
            let payload = payload?;
            let range = payload.as_section().map(|(_, range)| range);
            let start = usize::try_from(range.as_ref().map_or(0, |range| range.start))?;
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        sections.imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func && !export.name.starts_with(DESCRIPTION) {
                            module.exports.insert(export.name, export.index as usize);
                        }
                    }
                }
                Payload::ElementSection(elements) => module.slots = slots(elements)?,
                Payload::CodeSectionStart { .. } => sections.code = (count, start),
                Payload::CodeSectionEntry(body) => {
                    let range = usize::try_from(body.range().start)?..usize::try_from(body.range().end)?;
                    sections.bodies.push((range, sections.imported + sections.bodies.len()));
                }
                Payload::DataSection(segments) => {
                    sections.data = (count, start);
                    sections.segments = places_of(segments)?;
                }
                Payload::CustomSection(custom) => sections.take_custom(&custom)?,
                _ => {}
            }
            count += u32::from(range.is_some());
        }
        ensure!(
            !sections.symbols.is_empty(),
            "the linker left no symbols: link with --emit-relocs and do not strip"
        );
        module.put_together(&sections)?;
        Ok(module)
    }

    fn put_together(&mut self, sections: &Sections<'module>) -> Result<()> {
        let functions = sections.imported + sections.bodies.len();
        let mut pieces: Vec<Span> = Vec::new();
        let mut nodes = Vec::new();
        for symbol in &sections.symbols {
            nodes.push(match symbol {
                SymbolInfo::Func { index, name, .. } => {
                    if let Some(name) = name {
                        self.names.insert(*index as usize, name);
                    }
                    Some(*index as usize)
                }
                SymbolInfo::Data { symbol: Some(symbol), .. } => {
                    let segment = sections.segments.get(symbol.index as usize);
                    let (file, memory) = segment.context("data outside every segment")?;
                    let (start, address) = (file + symbol.offset as usize, memory.checked_add(symbol.offset));
                    let end = address.and_then(|address| address.checked_add(symbol.size));
                    let node = functions + pieces.len();
                    let address = address.context("data beyond the memory")?;
                    self.data.push((address..end.context("data beyond the memory")?, node));
                    pieces.push((start..start + symbol.size as usize, node));
                    Some(node)
                }
                _ => None,
            });
        }
        self.has_no_constructors(sections)?;
        self.refers = vec![Vec::new(); functions + pieces.len()];
        for (section, entries) in &sections.relocations {
            if *section == sections.code.0 {
                self.link(&sections.bodies, false, sections.code.1, entries, &nodes)?;
            } else if *section == sections.data.0 {
                self.link(&pieces, true, sections.data.1, entries, &nodes)?;
            }
        }
        Ok(())
    }

    /// Functions the linker makes refer to others without a relocation. It makes them for constructors, and the module has none.
    fn has_no_constructors(&self, sections: &Sections) -> Result<()> {
        for (function, name) in &self.names {
            let body = function.checked_sub(sections.imported).and_then(|body| sections.bodies.get(body));
            let calls = *name == CONSTRUCTORS && body.is_some_and(|(range, _)| range.len() > EMPTY_BODY);
            ensure!(
                !calls && !name.ends_with(COMMAND),
                "{name} calls functions the linker left no record of"
            );
        }
        Ok(())
    }

    /// Records who refers to what: each entry lies in one of the places and names a symbol.
    fn link(
        &mut self,
        places: &[Span],
        nested: bool,
        start: usize,
        entries: &[RelocationEntry],
        nodes: &[Option<usize>],
    ) -> Result<()> {
        let mut places: Vec<&Span> = places.iter().collect();
        places.sort_by_key(|(range, _)| range.start);
        for entry in entries.iter().filter(|entry| entry.ty != RelocationType::TypeIndexLeb) {
            let Some(Some(target)) = nodes.get(entry.index as usize) else { continue };
            let at = start + entry.offset as usize;
            let before = places.partition_point(|(range, _)| range.start <= at);
            let holds = |place: &&&Span| place.0.contains(&at);
            // Pieces of data may lie in each other, so all before are asked; of functions only one can hold it.
            let asked = if nested { before } else { 1 };
            let mut found = false;
            for (_, node) in places.iter().take(before).rev().take(asked).filter(holds) {
                if let Some(refers) = self.refers.get_mut(*node) {
                    refers.push(*target);
                    found = true;
                }
                if entry.ty == RelocationType::TableIndexSleb {
                    self.addresses.entry(*node).or_default().insert(*target);
                }
            }
            if !found {
                bail!("a relocation at {at} is in no function and no piece of data");
            }
        }
        Ok(())
    }

    /// The one function whose address that function returns; none where it takes several addresses.
    pub(super) fn address_in(&self, function: usize) -> Option<usize> {
        let mut open = vec![function];
        let mut seen = BTreeSet::new();
        // What it returns may be taken in a function it calls, where the compiler did not inline that.
        while let Some(function) = open.pop() {
            if !seen.insert(function) {
                continue;
            }
            if let Some(addresses) = self.addresses.get(&function) {
                return addresses.first().copied().filter(|_| addresses.len() == 1);
            }
            open.extend(self.refers.get(function).into_iter().flatten());
        }
        None
    }

    /// Everything reachable from the roots without passing one of the `cut`.
    pub(super) fn reached_from(&self, roots: &[usize], cut: &[usize]) -> Vec<bool> {
        let mut reached = vec![false; self.refers.len()];
        let mut open = roots.to_vec();
        while let Some(node) = open.pop() {
            if cut.contains(&node) {
                continue;
            }
            match reached.get_mut(node) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            open.extend(self.refers.get(node).into_iter().flatten());
        }
        reached
    }
}

impl<'module> Sections<'module> {
    /// Takes symbols and relocations; other sections of that kind mean nothing here.
    fn take_custom(&mut self, custom: &CustomSectionReader<'module>) -> Result<()> {
        match custom.as_known() {
            KnownCustom::Linking(linking) => {
                for part in linking.subsections() {
                    if let Linking::SymbolTable(table) = part? {
                        self.symbols = table.into_iter().collect::<wasmparser::Result<_>>()?;
                    }
                }
            }
            KnownCustom::Reloc(reader) => {
                let entries = reader.entries().into_iter().collect::<wasmparser::Result<_>>()?;
                self.relocations.push((reader.section_index(), entries));
            }
            _ => {}
        }
        Ok(())
    }
}

/// The table of functions.
fn slots(elements: ElementSectionReader) -> Result<Vec<(u32, usize)>> {
    let mut slots = Vec::new();
    for element in elements {
        let element = element?;
        let ElementKind::Active { offset_expr, .. } = element.kind else { continue };
        let ElementItems::Functions(functions) = element.items else { continue };
        let offset = constant(&offset_expr)?;
        for (place, function) in (0..).zip(functions) {
            let slot = offset.checked_add(place).context("a table without end")?;
            slots.push((slot, function? as usize));
        }
    }
    Ok(slots)
}

/// Where each segment of data begins, in the file and in memory.
fn places_of(segments: DataSectionReader) -> Result<Vec<(usize, u32)>> {
    let mut places = Vec::new();
    for segment in segments {
        let segment = segment?;
        let DataKind::Active { offset_expr, .. } = segment.kind else { bail!("data without a place") };
        let start = usize::try_from(segment.range.end)?.saturating_sub(segment.data.len());
        places.push((start, constant(&offset_expr)?));
    }
    Ok(places)
}
