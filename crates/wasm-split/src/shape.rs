//! A finished module as the splitter sees it: its parts, by index. What rustc and wasm-bindgen never emit is an error.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, GlobalType, MemoryType,
    Operator, Parser, Payload, TableType, TypeRef,
};

/// The parts of a module.
#[derive(Default)]
pub(super) struct Shape<'module> {
    /// Its types of functions.
    pub(super) types: Vec<FuncType>,
    /// The type of each function, the imported ones first.
    pub(super) functions: Vec<u32>,
    /// How many functions are imported.
    pub(super) imported: u32,
    /// Its tables.
    pub(super) tables: Vec<TableType>,
    /// Its one memory.
    pub(super) memory: Option<MemoryType>,
    /// The memory's exported name.
    pub(super) memory_name: &'module str,
    /// Its globals.
    pub(super) globals: Vec<GlobalType>,
    /// Every name it exports.
    pub(super) exports: BTreeSet<&'module str>,
    /// The exported functions, the start function, and those referred to by `ref.func`.
    pub(super) public: Vec<u32>,
    /// The table of functions: slot and function.
    pub(super) slots: Vec<(u32, u32)>,
    /// The initial content of memory.
    pub(super) data: Vec<Segment<'module>>,
    /// The functions' bodies, those of the imported ones left out.
    pub(super) bodies: Vec<FunctionBody<'module>>,
}

/// A piece of data and its place in memory.
pub(super) struct Segment<'module> {
    /// The address of its first byte.
    pub(super) address: u32,
    /// Its initial content.
    pub(super) bytes: &'module [u8],
}

impl<'module> Shape<'module> {
    /// Reads a module.
    pub(super) fn read(module: &'module [u8]) -> Result<Self> {
        let mut shape = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(types) => {
                    for ty in types.into_iter_err_on_gc_types() {
                        shape.types.push(ty?);
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let TypeRef::Func(ty) = import?.ty else { bail!("an import that is no function") };
                        shape.functions.push(ty);
                        shape.imported += 1;
                    }
                }
                Payload::FunctionSection(functions) => {
                    for ty in functions {
                        shape.functions.push(ty?);
                    }
                }
                Payload::TableSection(tables) => {
                    for table in tables {
                        shape.tables.push(table?.ty);
                    }
                }
                Payload::MemorySection(memories) => {
                    for memory in memories {
                        ensure!(shape.memory.replace(memory?).is_none(), "a second memory");
                    }
                }
                Payload::GlobalSection(globals) => {
                    for global in globals {
                        shape.globals.push(global?.ty);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        shape.exports.insert(export.name);
                        match export.kind {
                            ExternalKind::Func => shape.public.push(export.index),
                            ExternalKind::Memory => shape.memory_name = export.name,
                            _ => {}
                        }
                    }
                }
                Payload::StartSection { func, .. } => shape.public.push(func),
                Payload::ElementSection(elements) => {
                    for element in elements {
                        let element = element?;
                        let ElementItems::Functions(functions) = element.items else {
                            bail!("a table that is not filled with functions")
                        };
                        let ElementKind::Active { offset_expr, table_index: None | Some(0) } = element.kind
                        else {
                            bail!("functions that are not in the first table")
                        };
                        let offset = constant(&offset_expr)?;
                        for (place, function) in (0..).zip(functions) {
                            let slot = offset.checked_add(place).context("a table without end")?;
                            shape.slots.push((slot, function?));
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader()? {
                        if let Operator::RefFunc { function_index } = operator? {
                            shape.public.push(function_index);
                        }
                    }
                    shape.bodies.push(body);
                }
                Payload::DataSection(segments) => {
                    for segment in segments {
                        let segment = segment?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else {
                            bail!("data without a place")
                        };
                        shape.data.push(Segment { address: constant(&offset_expr)?, bytes: segment.data });
                    }
                }
                _ => {}
            }
        }
        ensure!(shape.memory.is_some() && !shape.memory_name.is_empty(), "no memory to share");
        Ok(shape)
    }

    /// The body of a function that is not imported.
    pub(super) fn body(&self, function: u32) -> Result<&FunctionBody<'module>> {
        let body = function.checked_sub(self.imported).and_then(|body| self.bodies.get(body as usize));
        body.context("a function without a body")
    }
}

/// The number an offset is.
pub(super) fn constant(offset: &wasmparser::ConstExpr) -> Result<u32> {
    match offset.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(u32::try_from(value)?),
        other => bail!("an offset that is no number: {other:?}"),
    }
}
