//! Where things are reached from: which entry, or what else, leads to each slot of the function table and each piece of data.

use std::{collections::BTreeMap, ops::Range};

use anyhow::{Context, Result, ensure};

use super::linked::Linked;

/// How the exported functions that mark an entry begin; the entry's name follows. Each returns the address of the entry.
pub(super) const MARK: &str = "split_entry_";

/// Whose a function or a piece of data is.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub(super) enum Owner {
    /// That entry's alone, by its place in [`Origin::entries`].
    Entry(usize),
    /// Several entries'.
    Shared,
    /// The base module's, which every other waits for.
    Base,
    /// The first module's.
    First,
}

impl Owner {
    /// The owner of something that both use.
    pub(super) fn with(self, other: Self) -> Self {
        match (self, other) {
            (same, other) if same == other => same,
            (Self::First, _) | (_, Self::First) => Self::First,
            (Self::Base, _) | (_, Self::Base) => Self::Base,
            _ => Self::Shared,
        }
    }
}

/// The answer for every slot of the table, and for the data.
pub(super) struct Origin {
    /// The modules with an entry, by its name.
    pub(super) entries: Vec<EntryPoint>,
    /// Who reaches the function in that slot; slots not named belong to the first module.
    pub(super) slots: BTreeMap<u32, Owner>,
    /// Who reaches the bytes at those addresses; a byte named several times belongs to all who name it.
    pub(super) data: Vec<(Range<u32>, Owner)>,
}

/// The way into a module that comes later.
pub(super) struct EntryPoint {
    /// Its name, which is its module's.
    pub(super) name: String,
    /// The module.
    pub(super) owner: Owner,
    /// Its slot in the table of functions.
    pub(super) slot: u32,
}

/// Reads what the linker left behind; `base` names the entry whose module every other waits for.
pub(super) fn read(linked: &[u8], base: &str) -> Result<Origin> {
    let module = Linked::read(linked)?;
    let mut entries: Vec<(&str, usize)> = Vec::new();
    let mut roots = Vec::new();
    for (export, function) in &module.exports {
        let Some(name) = export.strip_prefix(MARK) else {
            roots.push(*function);
            continue;
        };
        let entry = module.address_in(*function);
        entries
            .push((name, entry.with_context(|| format!("{export} does not return one function's address"))?));
    }
    ensure!(entries.iter().any(|(name, _)| *name == base), "no exported function {MARK}{base}");

    let cut: Vec<usize> = entries.iter().map(|(_, function)| *function).collect();
    let first = module.reached_from(&roots, &cut);
    let from: Vec<Vec<bool>> = cut.iter().map(|entry| module.reached_from(&[*entry], &[])).collect();
    let owners: Vec<Owner> = (0..)
        .zip(&entries)
        .map(|(panel, (name, _))| if *name == base { Owner::Base } else { Owner::Entry(panel) })
        .collect();
    let owner_of = |node: usize| {
        let is_in = |reached: &Vec<bool>| reached.get(node).copied().unwrap_or(false);
        let later = owners.iter().zip(&from).filter(|(_, reached)| is_in(reached));
        let later = later.map(|(owner, _)| *owner).reduce(Owner::with);
        if is_in(&first) { Owner::First } else { later.unwrap_or(Owner::First) }
    };
    let slots = module.slots.iter().map(|(slot, function)| (*slot, owner_of(*function))).collect();
    let data = module.data.iter().map(|(addresses, node)| (addresses.clone(), owner_of(*node))).collect();
    let entry_of = |((name, entry), owner): (&(&str, usize), &Owner)| {
        let slot = module.slots.iter().find(|(_, function)| *function == *entry).map(|(slot, _)| *slot);
        let slot = slot.context("an entry whose address is not in the table")?;
        Ok(EntryPoint { name: (*name).to_owned(), owner: *owner, slot })
    };
    let entries = entries.iter().zip(&owners).map(entry_of).collect::<Result<_>>()?;
    Ok(Origin { entries, slots, data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_of_two_entries_is_shared_and_code_of_an_earlier_module_stays_there() {
        let (a, b) = (Owner::Entry(0), Owner::Entry(1));
        assert_eq!((a.with(Owner::Base), Owner::Base.with(Owner::Shared)), (Owner::Base, Owner::Base));
        assert_eq!(Owner::Base.with(Owner::First), Owner::First);
        assert_eq!((a.with(a), a.with(b), a.with(Owner::Shared)), (a, Owner::Shared, Owner::Shared));
        assert_eq!((a.with(Owner::First), Owner::First.with(Owner::Shared)), (Owner::First, Owner::First));
    }
}
