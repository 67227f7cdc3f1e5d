//! Writing the modules: the first without what was moved, each later one with what it owns. What one needs of another is exported there
//! under short names.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use anyhow::{Context, Result, bail};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    FunctionSection, ImportSection, Module, TypeSection,
    reencode::{self, Reencode, utils},
};

use super::{
    data,
    origin::{Origin, Owner},
    owners::Owners,
    renumber::{Missing, Renumber, Rewritten, Seen, Thing, failure},
    shape::Shape,
};

/// The import names of the modules loaded before. A module imports the memory under its own name, so that one served in place of
/// another does not link.
const FIRST: &str = "first";
pub(super) const SHARED: &str = "shared";

/// How the name of a build begins.
pub(super) const BUILD: &str = "build-";

/// The modules before they are written.
pub(super) struct Modules<'of, 'module> {
    shape: &'of Shape<'module>,
    owners: &'of Owners,
    base: &'of str,
    /// The owner of every byte of each segment of data.
    data: Vec<Vec<Owner>>,
    /// The contents of each module loaded later.
    later: Vec<(Owner, Needs)>,
    /// The names under which modules export what others need.
    names: BTreeMap<Thing, String>,
}

/// The functions of a module and what they refer to in others.
#[derive(Default)]
struct Needs {
    own: Vec<u32>,
    types: BTreeSet<u32>,
    things: BTreeSet<Thing>,
}

impl<'of, 'module> Modules<'of, 'module> {
    /// Determines what each module needs of the others.
    pub(super) fn new(
        shape: &'of Shape<'module>,
        owners: &'of Owners,
        origin: &'of Origin,
        shipped: &[u8],
    ) -> Result<Self> {
        let base = origin.entries.iter().find(|entry| entry.owner == Owner::Base);
        let base = &base.context("no module every other waits for")?.name;
        let data = shape.data.iter().map(|segment| data::owners(segment, &origin.data)).collect();
        let mut modules = Self { shape, owners, base, data, later: Vec::new(), names: BTreeMap::new() };
        for owner in origin.entries.iter().map(|entry| entry.owner).chain([Owner::Shared]) {
            modules.later.push((owner, modules.needs_of(owner)?));
        }
        let mut free = (0..).map(|number: u32| format!("{number:x}"));
        for thing in modules.later.iter().flat_map(|(_, needs)| &needs.things) {
            if !modules.names.contains_key(thing) {
                let name = free.find(|name| !shape.exports.contains(name.as_str()));
                modules.names.insert(*thing, name.context("no name is free")?);
            }
        }
        let build = modules.build(shipped);
        modules.names.insert(Thing::Table(0), build);
        Ok(modules)
    }

    /// A name no other build has, nor this build split in another way. The first module's table of functions is exported under it, so
    /// that a panel of another build finds nothing to hold on to.
    fn build(&self, shipped: &[u8]) -> String {
        let mut hasher = DefaultHasher::new();
        shipped.hash(&mut hasher);
        self.owners.hash(&mut hasher);
        self.data.hash(&mut hasher);
        self.names.hash(&mut hasher);
        format!("{BUILD}{:x}", hasher.finish())
    }

    fn needs_of(&self, owner: Owner) -> Result<Needs> {
        let mut needs = Needs::default();
        needs.things.insert(Thing::Table(0));
        let mut seen = Seen::default();
        for function in self.shape.imported..u32::try_from(self.shape.functions.len())? {
            if self.owners.of_function(function) == owner {
                needs.own.push(function);
                needs.types.insert(self.type_of(function)?);
                let body = self.shape.body(function)?.clone();
                utils::parse_function_body(&mut seen, &mut CodeSection::new(), body).map_err(failure)?;
            }
        }
        needs.types.extend(seen.types);
        for thing in seen.things {
            if let Thing::Function(function) = thing {
                if self.owners.of_function(function) == owner {
                    continue;
                }
                needs.types.insert(self.type_of(function)?);
            }
            needs.things.insert(thing);
        }
        Ok(needs)
    }

    fn type_of(&self, function: u32) -> Result<u32> {
        self.shape.functions.get(function as usize).copied().context("a function without type")
    }

    /// The module something is part of.
    fn home_of(&self, thing: Thing) -> Owner {
        match thing {
            Thing::Function(function) => self.owners.of_function(function),
            Thing::Table(_) | Thing::Global(_) => Owner::First,
        }
    }

    /// The first module.
    pub(super) fn first(&self, shipped: &[u8]) -> Result<Vec<u8>> {
        let kept = (0..u32::try_from(self.shape.functions.len())?)
            .filter(|function| self.owners.of_function(*function) == Owner::First);
        let functions = kept.zip(0..).collect();
        let mut module = Module::new();
        let mut first = First { modules: self, functions };
        first.parse_core_module(&mut module, wasmparser::Parser::new(0), shipped).map_err(failure)?;
        Ok(module.finish())
    }

    /// The module of that owner, which is loaded later under that name.
    pub(super) fn later(&self, owner: Owner, name: &str) -> Result<Vec<u8>> {
        let needs = self.later.iter().find(|(of, _)| *of == owner).map(|(_, needs)| needs);
        let needs = needs.context("no such module")?;
        let mut renumber = Renumber::default();
        let mut types = TypeSection::new();
        for (new, old) in (0..).zip(&needs.types) {
            let ty = self.shape.types.get(*old as usize).context("no such type")?.clone();
            types.ty().func_type(&renumber.func_type(ty).map_err(failure)?);
            renumber.types.insert(*old, new);
        }

        let mut imports = ImportSection::new();
        let memory = self.shape.memory.context("no memory")?;
        imports.import(name, self.shape.memory_name, renumber.memory_type(memory).map_err(failure)?);
        let (mut functions, mut tables, mut globals) = (0, 0, 0);
        for thing in &needs.things {
            let (number, entity): (&mut u32, EntityType) = match *thing {
                Thing::Function(function) => {
                    let ty = renumber.type_index(self.type_of(function)?).map_err(failure)?;
                    (&mut functions, EntityType::Function(ty))
                }
                Thing::Table(table) => {
                    let ty = *self.shape.tables.get(table as usize).context("no such table")?;
                    (&mut tables, renumber.table_type(ty).map_err(failure)?.into())
                }
                Thing::Global(global) => {
                    let ty = *self.shape.globals.get(global as usize).context("no such global")?;
                    (&mut globals, renumber.global_type(ty).map_err(failure)?.into())
                }
            };
            renumber.things.insert(*thing, *number);
            *number += 1;
            let home = match self.home_of(*thing) {
                Owner::First => FIRST,
                Owner::Base => self.base,
                Owner::Shared => SHARED,
                Owner::Entry(_) => bail!("an entry refers to something of another"),
            };
            imports.import(home, self.names.get(thing).context("something without a name")?, entity);
        }

        let mut declared = FunctionSection::new();
        for (new, old) in (functions..).zip(&needs.own) {
            renumber.things.insert(Thing::Function(*old), new);
            declared.function(renumber.type_index(self.type_of(*old)?).map_err(failure)?);
        }
        let mut code = CodeSection::new();
        for function in &needs.own {
            renumber.parse_function_body(&mut code, self.shape.body(*function)?.clone()).map_err(failure)?;
        }
        let mut exports = ExportSection::new();
        self.exports_of(owner, &mut exports, &mut renumber).map_err(failure)?;
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&declared).section(&exports);
        module.section(&self.table_of(owner, &mut renumber).map_err(failure)?).section(&code);
        module.section(&self.data_of(owner));
        Ok(module.finish())
    }

    /// The exports of that owner for the others.
    fn exports_of<R: Reencode>(
        &self,
        owner: Owner,
        exports: &mut ExportSection,
        renumber: &mut R,
    ) -> Result<(), reencode::Error<R::Error>> {
        for (thing, name) in self.names.iter().filter(|(thing, _)| self.home_of(**thing) == owner) {
            match *thing {
                Thing::Function(function) => {
                    exports.export(name, ExportKind::Func, renumber.function_index(function)?)
                }
                Thing::Table(table) => exports.export(name, ExportKind::Table, table),
                Thing::Global(global) => exports.export(name, ExportKind::Global, global),
            };
        }
        Ok(())
    }

    /// That owner's slots of the table of functions, in contiguous runs.
    fn table_of<R: Reencode>(
        &self,
        owner: Owner,
        renumber: &mut R,
    ) -> Result<ElementSection, reencode::Error<R::Error>> {
        let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
        for (slot, function) in &self.shape.slots {
            if self.owners.of_function(*function) != owner {
                continue;
            }
            let function = renumber.function_index(*function)?;
            match runs.last_mut() {
                Some((start, run)) if *start as usize + run.len() == *slot as usize => run.push(function),
                _ => runs.push((*slot, vec![function])),
            }
        }
        let mut section = ElementSection::new();
        for (slot, run) in runs {
            section.active(None, &at(slot), Elements::Functions(run.into()));
        }
        Ok(section)
    }

    /// That owner's bytes of memory.
    fn data_of(&self, owner: Owner) -> DataSection {
        let mut section = DataSection::new();
        for (segment, owners) in self.shape.data.iter().zip(&self.data) {
            if owner == Owner::First {
                // In one piece: the gaps, as zeros, cost less than a place of its own for each run.
                let kept = segment.bytes.iter().zip(owners);
                let kept = kept.map(|(byte, of)| if *of == Owner::First { *byte } else { 0 });
                section.active(0, &at(segment.address), kept);
                continue;
            }
            let mut address = segment.address;
            let mut rest = segment.bytes;
            for run in owners.chunk_by(|a, b| a == b) {
                let (bytes, after) = rest.split_at_checked(run.len()).unwrap_or((rest, &[]));
                if run.first() == Some(&owner) {
                    section.active(0, &at(address), bytes.iter().copied());
                }
                address = address.saturating_add(u32::try_from(run.len()).unwrap_or(u32::MAX));
                rest = after;
            }
        }
        section
    }
}

/// An offset into table or memory.
fn at(offset: u32) -> ConstExpr {
    ConstExpr::i32_const(offset.cast_signed())
}

/// The first module: everything as it was, without the bodies that were moved, their numbers closed up.
struct First<'modules, 'of, 'module> {
    modules: &'modules Modules<'of, 'module>,
    functions: BTreeMap<u32, u32>,
}

impl Reencode for First<'_, '_, '_> {
    type Error = Missing;

    fn function_index(&mut self, function: u32) -> Rewritten<u32> {
        let found = self.functions.get(&function).copied();
        found.ok_or(reencode::Error::UserError(Missing("function", function)))
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: wasmparser::CustomSectionReader<'_>,
    ) -> Rewritten<()> {
        Ok(()) // nothing of them means anything to a browser
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: wasmparser::FunctionSectionReader<'_>,
    ) -> Rewritten<()> {
        for (function, ty) in (self.modules.shape.imported..).zip(section) {
            let ty = ty?;
            if self.functions.contains_key(&function) {
                functions.function(ty);
            }
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: wasmparser::CodeSectionReader<'_>,
    ) -> Rewritten<()> {
        for (function, body) in (self.modules.shape.imported..).zip(section) {
            let body = body?;
            if self.functions.contains_key(&function) {
                self.parse_function_body(code, body)?;
            }
        }
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        _: wasmparser::ElementSectionReader<'_>,
    ) -> Rewritten<()> {
        *elements = self.modules.table_of(Owner::First, self)?;
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Rewritten<()> {
        utils::parse_export_section(self, exports, section)?;
        self.modules.exports_of(Owner::First, exports, self)
    }

    fn parse_data_section(
        &mut self,
        data: &mut DataSection,
        _: wasmparser::DataSectionReader<'_>,
    ) -> Rewritten<()> {
        *data = self.modules.data_of(Owner::First);
        Ok(())
    }
}
