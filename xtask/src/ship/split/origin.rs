//! What the linker knows: which panel's entry, or what else, reaches each slot of the function table.

use std::{collections::BTreeMap, ops::Range};

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, KnownCustom, Linking, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

use super::shape::constant;

/// How the linker names a function of `src/panels.rs`; behind it come the length of the name, the name, and a hash.
const ENTRY: &str = "_ZN14request_center6panels";
/// What wasm-bindgen runs at build time and then removes.
const DESCRIPTION: &str = "__wbindgen_describe_";

/// The bytes of a function that does nothing: no locals, and the end.
const EMPTY_BODY: usize = 2;

/// Whose a function or a piece of data is.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub(super) enum Owner {
    /// That panel's, by its place in [`Origin::panels`].
    Panel(usize),
    /// Several panels'.
    Shared,
    /// The first module's.
    First,
}

impl Owner {
    /// Whose something is that both have use for.
    pub(super) fn with(self, other: Self) -> Self {
        match (self, other) {
            (same, other) if same == other => same,
            (Self::First, _) | (_, Self::First) => Self::First,
            _ => Self::Shared,
        }
    }
}

/// The answer for every slot of the table, and for the data.
pub(super) struct Origin {
    /// The panels, by the names of their entries.
    pub(super) panels: Vec<String>,
    /// Who reaches what stands in that slot; slots that are not named are the first module's.
    pub(super) slots: BTreeMap<u32, Owner>,
    /// The slot of each panel's entry.
    pub(super) entries: Vec<u32>,
    /// Who reaches the bytes at those addresses; a byte may be named several times, and is then everybody's who names it.
    pub(super) data: Vec<(Range<u32>, Owner)>,
}

/// Reads what the linker left behind.
pub(super) fn read(linked: &[u8]) -> Result<Origin> {
    let module = Linked::read(linked)?;
    let mut entries: Vec<(&str, usize)> = Vec::new();
    for (function, name) in &module.names {
        if let Some(panel) = panel_of(name) {
            entries.push((panel, *function));
        }
    }
    entries.sort_unstable();
    ensure!(!entries.is_empty(), "src/panels.rs has no function the linker knows");

    let cut: Vec<usize> = entries.iter().map(|(_, function)| *function).collect();
    let first = module.reached_from(&module.roots, &cut);
    let from: Vec<Vec<bool>> = cut.iter().map(|entry| module.reached_from(&[*entry], &[])).collect();
    let owner_of = |node: usize| {
        let is_in = |reached: &Vec<bool>| reached.get(node).copied().unwrap_or(false);
        let panels = from.iter().enumerate().filter(|(_, reached)| is_in(reached));
        let panels = panels.map(|(panel, _)| Owner::Panel(panel)).reduce(Owner::with);
        if is_in(&first) { Owner::First } else { panels.unwrap_or(Owner::First) }
    };
    let slots = module.slots.iter().map(|(slot, function)| (*slot, owner_of(*function))).collect();
    let data = module.data.iter().map(|(addresses, node)| (addresses.clone(), owner_of(*node))).collect();
    let slot_of = |entry: &usize| {
        let found = module.slots.iter().find(|(_, function)| function == entry).map(|(slot, _)| *slot);
        found.context("a panel's entry is called by name: hand it on as a pointer")
    };
    let entries_slots = cut.iter().map(slot_of).collect::<Result<_>>()?;
    let panels = entries.into_iter().map(|(name, _)| name.to_owned()).collect();
    Ok(Origin { panels, slots, entries: entries_slots, data })
}

/// The panel a function is the entry of.
fn panel_of(symbol: &str) -> Option<&str> {
    let rest = symbol.strip_prefix(ENTRY)?;
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let (length, rest) = rest.split_at(digits);
    let (name, hash) = rest.split_at_checked(length.parse().ok()?)?;
    hash.starts_with("17h").then_some(name)
}

/// Functions and pieces of data, numbered in one row (functions first), and what each refers to.
#[derive(Default)]
struct Linked<'module> {
    names: BTreeMap<usize, &'module str>,
    refers: Vec<Vec<usize>>,
    roots: Vec<usize>,
    slots: Vec<(u32, usize)>,
    /// The addresses of the pieces of data.
    data: Vec<(Range<u32>, usize)>,
}

/// Where something lies in a section, in bytes, and its number.
type Place = (Range<usize>, usize);

impl<'module> Linked<'module> {
    fn read(linked: &'module [u8]) -> Result<Self> {
        let mut module = Self::default();
        let (mut imported, mut bodies, mut segments) = (0, Vec::new(), Vec::new());
        let mut symbols = Vec::new();
        let mut relocations: Vec<(u32, Vec<RelocationEntry>)> = Vec::new();
        let (mut sections, mut code, mut data) = (0, (0, 0), (0, 0));
        for payload in Parser::new(0).parse_all(linked) {
            let payload = payload?;
            let section = payload.as_section().map(|(_, range)| range);
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func && !export.name.starts_with(DESCRIPTION) {
                            module.roots.push(export.index as usize);
                        }
                    }
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        let element = element?;
                        let ElementKind::Active { offset_expr, .. } = element.kind else { continue };
                        let ElementItems::Functions(functions) = element.items else { continue };
                        let offset = constant(&offset_expr)?;
                        for (slot, function) in (offset..).zip(functions) {
                            module.slots.push((slot, function? as usize));
                        }
                    }
                }
                Payload::CodeSectionStart { .. } => {
                    code = (sections, section.as_ref().map_or(0, |range| range.start));
                }
                Payload::CodeSectionEntry(body) => {
                    let range = usize::try_from(body.range().start)?..usize::try_from(body.range().end)?;
                    bodies.push((range, imported + bodies.len()));
                }
                Payload::DataSection(all) => {
                    data = (sections, all.range().start);
                    for segment in all {
                        let segment = segment?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else {
                            bail!("data without a place")
                        };
                        let start = usize::try_from(segment.range.end)? - segment.data.len();
                        segments.push((start, constant(&offset_expr)?));
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking.subsections() {
                            if let Linking::SymbolTable(table) = part? {
                                symbols = table.into_iter().collect::<wasmparser::Result<_>>()?;
                            }
                        }
                    }
                    KnownCustom::Reloc(reader) => {
                        let entries = reader.entries().into_iter().collect::<wasmparser::Result<_>>()?;
                        relocations.push((reader.section_index(), entries));
                    }
                    _ => {}
                },
                _ => {}
            }
            sections += u32::from(section.is_some());
        }
        ensure!(!symbols.is_empty(), "the linker left no symbols: link with --emit-relocs and do not strip");

        let functions = imported + bodies.len();
        let mut pieces: Vec<Place> = Vec::new();
        let mut nodes = Vec::new();
        for symbol in &symbols {
            nodes.push(match symbol {
                SymbolInfo::Func { index, name, .. } => {
                    if let Some(name) = name {
                        module.names.insert(*index as usize, name);
                    }
                    Some(*index as usize)
                }
                SymbolInfo::Data { symbol: Some(symbol), .. } => {
                    let segment =
                        segments.get(symbol.index as usize).context("data outside every segment")?;
                    let start = segment.0 + symbol.offset as usize;
                    let address = segment.1 + symbol.offset;
                    module.data.push((address..address + symbol.size, functions + pieces.len()));
                    let node = functions + pieces.len();
                    pieces.push((start..start + symbol.size as usize, node));
                    Some(node)
                }
                _ => None,
            });
        }
        module.has_no_constructors(imported, &bodies)?;
        module.refers = vec![Vec::new(); functions + pieces.len()];
        for (section, entries) in relocations {
            let (places, start, nested) = match section {
                _ if section == code.0 => (&bodies, usize::try_from(code.1)?, false),
                _ if section == data.0 => (&pieces, usize::try_from(data.1)?, true),
                _ => continue,
            };
            module.link(places, nested, start, &entries, &nodes)?;
        }
        Ok(module)
    }

    /// Functions the linker makes up itself refer to others without saying so: it makes them for constructors, which nothing has.
    fn has_no_constructors(&self, imported: usize, bodies: &[Place]) -> Result<()> {
        for (function, name) in &self.names {
            let body = function.checked_sub(imported).and_then(|body| bodies.get(body));
            let calls =
                *name == "__wasm_call_ctors" && body.is_some_and(|(range, _)| range.len() > EMPTY_BODY);
            ensure!(!calls && !name.ends_with(".command_export"), "{name} hides what it calls");
        }
        Ok(())
    }

    /// Notes who refers to what: each entry stands in one of the places and names a symbol.
    fn link(
        &mut self,
        places: &[Place],
        nested: bool,
        start: usize,
        entries: &[RelocationEntry],
        nodes: &[Option<usize>],
    ) -> Result<()> {
        let mut places: Vec<&Place> = places.iter().collect();
        places.sort_by_key(|(range, _)| range.start);
        for entry in entries.iter().filter(|entry| entry.ty != RelocationType::TypeIndexLeb) {
            let Some(Some(target)) = nodes.get(entry.index as usize) else { continue };
            let at = start + entry.offset as usize;
            let before = places.partition_point(|(range, _)| range.start <= at);
            let holds = |place: &&&Place| place.0.contains(&at);
            // Pieces of data may lie in each other, so all before are asked; of functions only one can hold it.
            let asked = if nested { before } else { 1 };
            let mut found = false;
            for (_, node) in places.iter().take(before).rev().take(asked).filter(holds) {
                if let Some(refers) = self.refers.get_mut(*node) {
                    refers.push(*target);
                    found = true;
                }
            }
            if !found {
                bail!("the linker changed {at}, which is in nothing it named");
            }
        }
        Ok(())
    }

    /// What can be reached from there without passing one of the `cut`.
    fn reached_from(&self, roots: &[usize], cut: &[usize]) -> Vec<bool> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_known_by_their_names() {
        assert_eq!(panel_of("_ZN14request_center6panels4team17h0123456789abcdefE"), Some("team"));
        let inside = "_ZN14request_center6panels4team28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE";
        assert_eq!(panel_of(inside), None);
        assert_eq!(panel_of("_ZN14request_center6panels99team17hE"), None);
        assert_eq!(panel_of("_ZN14request_center3app17h0123456789abcdefE"), None);
    }

    #[test]
    fn what_two_panels_reach_is_shared_and_what_the_first_reaches_is_its_own() {
        let (a, b) = (Owner::Panel(0), Owner::Panel(1));
        assert_eq!((a.with(a), a.with(b), a.with(Owner::Shared)), (a, Owner::Shared, Owner::Shared));
        assert_eq!((a.with(Owner::First), Owner::First.with(Owner::Shared)), (Owner::First, Owner::First));
    }
}
