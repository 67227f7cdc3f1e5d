//! From the words a seed file uses to ids. It knows no table.

use std::collections::BTreeMap;

use super::format::Seed;
use crate::identifier;

/// From the words a seed file uses to ids.
pub(super) struct Names {
    people: BTreeMap<String, String>,
    items: BTreeMap<String, String>,
    sources: BTreeMap<String, String>,
    groups: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn of(seed: &Seed) -> Names {
        Names {
            people: ids("identity", seed.identities.iter().map(|one| (one.id.as_ref(), &one.alias))),
            items: ids("item", seed.items.iter().map(|one| (one.id.as_ref(), &one.name))),
            sources: ids("source", seed.sources.iter().map(|one| (one.id.as_ref(), &one.name))),
            groups: ids("group", seed.groups.iter().map(|one| (one.id.as_ref(), &one.name))),
        }
    }

    /// The id of the person of that name.
    pub(super) fn person<'a>(&'a self, name: &'a str) -> &'a str {
        self.people.get(name).map_or(name, String::as_str)
    }

    /// The id of the item of that name.
    pub(super) fn item<'a>(&'a self, name: &'a str) -> &'a str {
        self.items.get(name).map_or(name, String::as_str)
    }

    /// The id of the source of that name.
    pub(super) fn source<'a>(&'a self, name: &'a str) -> &'a str {
        self.sources.get(name).map_or(name, String::as_str)
    }

    /// The id of the group of that name.
    pub(super) fn group<'a>(&'a self, name: &'a str) -> &'a str {
        self.groups.get(name).map_or(name, String::as_str)
    }
}

/// Every word that names one of these, to its id.
fn ids<'a>(
    section: &str,
    all: impl Iterator<Item = (Option<&'a String>, &'a String)>,
) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for (id, name) in all {
        let id = id.cloned().unwrap_or_else(|| made(section, name));
        ids.insert(name.clone(), id.clone());
        ids.insert(id.clone(), id);
    }
    ids
}

/// The id of what has none in the file: 32 hexadecimal digits that stay the same between starts.
pub(super) fn made(section: &str, name: &str) -> String {
    let (first, second) = (format!("{section}/{name}"), format!("{name}/{section}"));
    format!("{:016x}{:016x}", identifier::hash(&first), identifier::hash(&second))
}
