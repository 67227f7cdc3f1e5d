//! Where things are reached from: which panel's entry, or what else, leads to each slot of the function table and each piece of
//! data.

use std::{collections::BTreeMap, ops::Range};

use anyhow::{Context, Result, ensure};

use super::linked::Linked;

/// How the linker names a function of `src/panels.rs`; behind it come the length of the name, the name, and a hash.
const ENTRY: &str = "_ZN14request_center6panels";

/// The entry whose module comes right behind the first, before any other.
pub(super) const BASE: &str = "request";

/// Whose a function or a piece of data is.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub(super) enum Owner {
    /// That panel's, by its place in [`Origin::entries`].
    Panel(usize),
    /// Several panels'.
    Shared,
    /// The module's that every panel waits for.
    Base,
    /// The first module's.
    First,
}

impl Owner {
    /// Whose something is that both have use for.
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
    pub(super) entries: Vec<Entry>,
    /// Who reaches what stands in that slot; slots that are not named are the first module's.
    pub(super) slots: BTreeMap<u32, Owner>,
    /// Who reaches the bytes at those addresses; a byte may be named several times, and is then everybody's who names it.
    pub(super) data: Vec<(Range<u32>, Owner)>,
}

/// The way into a module that comes later.
pub(super) struct Entry {
    /// Its name in `src/panels.rs`.
    pub(super) name: String,
    /// The module.
    pub(super) owner: Owner,
    /// Where it stands in the table of functions.
    pub(super) slot: u32,
}

/// Reads what the linker left behind.
pub(super) fn read(linked: &[u8]) -> Result<Origin> {
    let module = Linked::read(linked)?;
    let mut entries: Vec<(&str, usize)> = Vec::new();
    for (function, name) in &module.names {
        if let Some(entry) = entry_named(name) {
            entries.push((entry, *function));
        }
    }
    entries.sort_unstable();
    ensure!(entries.iter().any(|(name, _)| *name == BASE), "src/panels.rs has no {BASE} the linker knows");

    let cut: Vec<usize> = entries.iter().map(|(_, function)| *function).collect();
    let first = module.reached_from(&module.roots, &cut);
    let from: Vec<Vec<bool>> = cut.iter().map(|entry| module.reached_from(&[*entry], &[])).collect();
    let owners: Vec<Owner> = (0..)
        .zip(&entries)
        .map(|(panel, (name, _))| if *name == BASE { Owner::Base } else { Owner::Panel(panel) })
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
        let slot = slot.context("an entry is called by name: hand it on as a pointer")?;
        Ok(Entry { name: (*name).to_owned(), owner: *owner, slot })
    };
    let entries = entries.iter().zip(&owners).map(entry_of).collect::<Result<_>>()?;
    Ok(Origin { entries, slots, data })
}

/// The name of the entry a function is.
fn entry_named(symbol: &str) -> Option<&str> {
    let rest = symbol.strip_prefix(ENTRY)?;
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let (length, rest) = rest.split_at(digits);
    let (name, hash) = rest.split_at_checked(length.parse().ok()?)?;
    hash.starts_with("17h").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_known_by_their_names() {
        assert_eq!(entry_named("_ZN14request_center6panels4team17h0123456789abcdefE"), Some("team"));
        let inside = "_ZN14request_center6panels4team28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE";
        assert_eq!(entry_named(inside), None);
        assert_eq!(entry_named("_ZN14request_center6panels99team17hE"), None);
        assert_eq!(entry_named("_ZN14request_center3app17h0123456789abcdefE"), None);
    }

    #[test]
    fn what_two_panels_reach_is_shared_and_what_those_before_them_reach_is_theirs() {
        let (a, b) = (Owner::Panel(0), Owner::Panel(1));
        assert_eq!((a.with(Owner::Base), Owner::Base.with(Owner::Shared)), (Owner::Base, Owner::Base));
        assert_eq!(Owner::Base.with(Owner::First), Owner::First);
        assert_eq!((a.with(a), a.with(b), a.with(Owner::Shared)), (a, Owner::Shared, Owner::Shared));
        assert_eq!((a.with(Owner::First), Owner::First.with(Owner::Shared)), (Owner::First, Owner::First));
    }
}
