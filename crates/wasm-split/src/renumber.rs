//! References from function to function, to types, tables and globals: collecting them, and giving them other numbers.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::anyhow;
use wasm_encoder::reencode::{self, Reencode};

/// Something of a module that another can import.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Thing {
    /// The function of that index.
    Function(u32),
    /// The table of that index.
    Table(u32),
    /// The global of that index.
    Global(u32),
}

/// Something that should be in the module and is not: what, and its index.
#[derive(Debug)]
pub(super) struct Missing(pub(super) &'static str, pub(super) u32);

/// The result of a step of rewriting.
pub(super) type Rewritten<T> = Result<T, reencode::Error<Missing>>;

/// The error as `anyhow` has it.
pub(super) fn failure(error: reencode::Error<Missing>) -> anyhow::Error {
    match error {
        reencode::Error::UserError(Missing(what, index)) => anyhow!("{what} {index} is in another module"),
        other => anyhow!("{other:?}"),
    }
}

/// New numbers for what a later module's functions refer to.
#[derive(Default)]
pub(super) struct Renumber {
    /// New numbers of types.
    pub(super) types: BTreeMap<u32, u32>,
    /// New numbers of the rest.
    pub(super) things: BTreeMap<Thing, u32>,
}

impl Reencode for Renumber {
    type Error = Missing;

    fn type_index(&mut self, ty: u32) -> Rewritten<u32> {
        self.types.get(&ty).copied().ok_or(reencode::Error::UserError(Missing("type", ty)))
    }

    fn function_index(&mut self, function: u32) -> Rewritten<u32> {
        let found = self.things.get(&Thing::Function(function)).copied();
        found.ok_or(reencode::Error::UserError(Missing("function", function)))
    }

    fn table_index(&mut self, table: u32) -> Rewritten<u32> {
        let found = self.things.get(&Thing::Table(table)).copied();
        found.ok_or(reencode::Error::UserError(Missing("table", table)))
    }

    fn global_index(&mut self, global: u32) -> Rewritten<u32> {
        let found = self.things.get(&Thing::Global(global)).copied();
        found.ok_or(reencode::Error::UserError(Missing("global", global)))
    }
}

/// Records everything a function's body refers to, and changes nothing.
#[derive(Default)]
pub(super) struct Seen {
    /// Types.
    pub(super) types: BTreeSet<u32>,
    /// The rest.
    pub(super) things: BTreeSet<Thing>,
}

impl Reencode for Seen {
    type Error = Missing;

    fn type_index(&mut self, ty: u32) -> Rewritten<u32> {
        self.types.insert(ty);
        Ok(ty)
    }

    fn function_index(&mut self, function: u32) -> Rewritten<u32> {
        self.things.insert(Thing::Function(function));
        Ok(function)
    }

    fn table_index(&mut self, table: u32) -> Rewritten<u32> {
        self.things.insert(Thing::Table(table));
        Ok(table)
    }

    fn global_index(&mut self, global: u32) -> Rewritten<u32> {
        self.things.insert(Thing::Global(global));
        Ok(global)
    }
}
