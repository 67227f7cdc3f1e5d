//! A program made up at random, and the module a linker would write of it: with relocations, symbols and marked entries. It knows
//! what the program's functions reach, by itself and not by reading the module.

use crate::random::Random;
use std::collections::BTreeSet;
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ElementSection, Elements,
    Encode, ExportKind, ExportSection, FunctionSection, LinkingSection, MemorySection, MemoryType, Module,
    RefType, SymbolTable, TableSection, TableType, TypeSection,
};

/// The entry that comes before the others.
pub(crate) const BASE: &str = "base";
/// The address of the first piece of data.
const DATA: usize = 1024;
/// The bytes of one piece of data: a pointer to a function, and text.
const PIECE: usize = 32;
/// The flags of each symbol: none.
const PLAIN: u32 = 0;
/// Kinds of relocations, as the tool conventions number them.
const FUNCTION_INDEX: u8 = 0;
const TABLE_INDEX: u8 = 1;
const TABLE_INDEX_IN_DATA: u8 = 2;
const MEMORY_ADDRESS: u8 = 4;

/// A program: function 0 is exported; some of the others are entries.
pub(crate) struct Program {
    /// The functions each function calls.
    calls: Vec<Vec<usize>>,
    /// The pieces of data each function refers to.
    reads: Vec<Vec<usize>>,
    /// The function each piece of data points to.
    points: Vec<usize>,
    /// The entries' functions, by name.
    pub(crate) entries: Vec<(String, usize)>,
}

impl Program {
    /// Makes one up.
    pub(crate) fn new(random: &mut Random) -> Self {
        let count = 8 + random.below(40);
        let names = [BASE, "a", "b", "c"];
        let entries: Vec<(String, usize)> = (1..).zip(names).map(|(at, name)| (name.into(), at)).collect();
        let callable: Vec<usize> = (names.len() + 1..count).collect();
        let points: Vec<usize> =
            (0..random.below(12)).map(|_| callable[random.below(callable.len())]).collect();
        let pieces: Vec<usize> = (0..points.len()).collect();
        let calls = (0..count).map(|_| random.some_of(&callable, 12)).collect();
        let reads = (0..count).map(|_| random.some_of(&pieces, 12)).collect();
        let mut program = Self { calls, reads, points, entries };
        program.revive(random);
        program
    }

    /// Has a root or an entry call each function that nothing reaches: an optimizer has removed those.
    fn revive(&mut self, random: &mut Random) {
        let roots: Vec<usize> = (0..=self.entries.len()).collect();
        for function in roots.len()..self.functions() {
            if !roots.iter().any(|root| self.reached_from(*root).contains(&function)) {
                let caller = roots[random.below(roots.len())];
                self.calls[caller].push(function);
            }
        }
    }

    /// How many functions there are, without those that mark the entries.
    pub(crate) fn functions(&self) -> usize {
        self.calls.len()
    }

    /// All functions that one reaches, itself among them.
    pub(crate) fn reached_from(&self, function: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open = vec![function];
        while let Some(function) = open.pop() {
            if reached.insert(function) {
                open.extend(&self.calls[function]);
                open.extend(self.reads[function].iter().map(|piece| self.points[*piece]));
            }
        }
        reached
    }

    /// The slot of each function whose address is taken.
    fn slots(&self) -> Vec<usize> {
        self.entries.iter().map(|(_, function)| *function).chain(self.points.iter().copied()).collect()
    }

    /// The module as a linker would write it.
    pub(crate) fn linked(&self) -> Vec<u8> {
        let (functions, marks) = (self.functions(), self.entries.len());
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [wasm_encoder::ValType::I32]);
        let mut declared = FunctionSection::new();
        for function in 0..functions + marks {
            declared.function(u32::from(function >= functions));
        }
        let slots = self.slots();
        let mut tables = TableSection::new();
        let minimum = slots.len() as u64 + 1;
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum,
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
        exports.export("memory", ExportKind::Memory, 0).export("mount", ExportKind::Func, 0);
        for (at, (name, _)) in self.entries.iter().enumerate() {
            exports.export(&format!("split_entry_{name}"), ExportKind::Func, number(functions + at));
        }
        let mut elements = ElementSection::new();
        let in_table: Vec<u32> = slots.iter().map(|function| number(*function)).collect();
        elements.active(None, &ConstExpr::i32_const(1), Elements::Functions(in_table.into()));
        let (code, code_relocations) = self.code();
        let (data, data_relocations) = self.data();

        let mut module = Module::new();
        module.section(&types).section(&declared).section(&tables).section(&memories).section(&exports);
        module.section(&elements).section(&code).section(&data).section(&self.symbols());
        for (name, section, relocations) in
            [("reloc.CODE", 6, code_relocations), ("reloc.DATA", 7, data_relocations)]
        {
            let mut bytes = Vec::new();
            u32::encode(&section, &mut bytes);
            number(relocations.len()).encode(&mut bytes);
            relocations.iter().for_each(|relocation| bytes.extend(relocation));
            module.section(&CustomSection { name: name.into(), data: bytes.into() });
        }
        module.finish()
    }

    /// A symbol for each function, then one for each piece of data.
    fn symbols(&self) -> LinkingSection {
        let mut symbols = SymbolTable::new();
        for function in 0..self.functions() + self.entries.len() {
            symbols.function(PLAIN, number(function), Some(&format!("f{function}")));
        }
        for piece in 0..self.points.len() {
            let definition =
                DataSymbolDefinition { index: 0, offset: number(piece * PIECE), size: number(PIECE) };
            symbols.data(PLAIN, &format!("d{piece}"), Some(definition));
        }
        let mut linking = LinkingSection::new();
        linking.symbol_table(&symbols);
        linking
    }

    /// The functions' bodies, each beginning with its own number, and the relocations in them.
    fn code(&self) -> (CodeSection, Vec<Vec<u8>>) {
        let all = self.functions() + self.entries.len();
        let mut code = CodeSection::new();
        let mut relocations = Vec::new();
        let mut offset = length(all);
        for function in 0..all {
            // No locals; the number, dropped.
            let mut body = vec![0, 0x41];
            body.extend(padded(function));
            body.push(0x1a);
            let mut found = Vec::new();
            if let Some((at, (_, entry))) =
                function.checked_sub(self.functions()).and_then(|at| Some((at, self.entries.get(at)?)))
            {
                body.push(0x41);
                found.push((TABLE_INDEX, body.len(), *entry));
                body.extend(padded(at + 1));
            } else {
                for called in &self.calls[function] {
                    body.push(0x10);
                    found.push((FUNCTION_INDEX, body.len(), *called));
                    body.extend(padded(*called));
                }
                for piece in &self.reads[function] {
                    body.push(0x41);
                    found.push((MEMORY_ADDRESS, body.len(), all + piece));
                    body.extend(padded(DATA + piece * PIECE));
                    body.push(0x1a);
                }
            }
            body.push(0x0b);
            let start = offset + length(body.len());
            relocations
                .extend(found.into_iter().map(|(kind, at, symbol)| relocation(kind, start + at, symbol)));
            offset = start + body.len();
            code.raw(&body);
        }
        (code, relocations)
    }

    /// One segment with all pieces of data, and the relocations in it.
    fn data(&self) -> (DataSection, Vec<Vec<u8>>) {
        let first_slot = self.entries.len() + 1;
        let mut bytes = Vec::new();
        let mut found = Vec::new();
        for (piece, function) in self.points.iter().enumerate() {
            found.push((bytes.len(), *function));
            bytes.extend(number(first_slot + piece).to_le_bytes());
            bytes.resize((piece + 1) * PIECE, u8::try_from(piece + 1).unwrap());
        }
        let address = ConstExpr::i32_const(i32::try_from(DATA).unwrap());
        // The count, the kind of segment, its address and its length come before its bytes.
        let mut head = Vec::new();
        address.encode(&mut head);
        let start = 1 + 1 + head.len() + length(bytes.len());
        let relocations = found
            .into_iter()
            .map(|(at, function)| relocation(TABLE_INDEX_IN_DATA, start + at, function))
            .collect();
        let mut data = DataSection::new();
        data.active(0, &address, bytes);
        (data, relocations)
    }
}

fn relocation(kind: u8, offset: usize, symbol: usize) -> Vec<u8> {
    let mut bytes = vec![kind];
    number(offset).encode(&mut bytes);
    number(symbol).encode(&mut bytes);
    if kind == MEMORY_ADDRESS {
        0_i32.encode(&mut bytes);
    }
    bytes
}

/// A number in the five bytes a linker leaves for it.
fn padded(value: usize) -> [u8; 5] {
    std::array::from_fn(|group| {
        let bits = u8::try_from((value >> (7 * group)) & 0x7f).unwrap();
        if group < 4 { bits | 0x80 } else { bits }
    })
}

/// How many bytes a number takes.
fn length(value: usize) -> usize {
    let mut bytes = Vec::new();
    number(value).encode(&mut bytes);
    bytes.len()
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap()
}
