//! What a file of a crate imports from which other file: its `use` lines, followed through re-exports to where a name is
//! defined, and the paths in its code that begin with a module. It must not judge what it finds.

use crate::rust::{Names, Use};
use crate::tree::{Source, files};
use std::collections::BTreeSet;
use syn::{Ident, Item};

/// One file of a crate.
pub(crate) struct Module {
    /// Its file, from the top level.
    pub(crate) file: String,
    /// Its place among the modules of the crate; none for the root.
    place: Vec<String>,
    names: Names,
    /// The names of the items at its top.
    defined: Vec<String>,
}

/// Where a path leads.
enum Target<'a> {
    /// To a module as a whole.
    Whole(&'a Module),
    /// To something defined in it.
    Item(&'a Module),
}

/// How many re-exports are followed before a path counts as leading nowhere.
const FARTHEST: usize = 16;

/// The files under the root of a crate, as modules. A program beside a library is none of them.
pub(crate) fn modules(root: &str) -> Vec<Module> {
    let all = files(&[root], ".rs");
    let library = all.iter().any(|file| file.path == format!("{root}/lib.rs"));
    all.iter()
        .filter(|file| !file.is_test())
        .filter(|file| !library || file.path != format!("{root}/main.rs"))
        .map(|file| Module::new(root, file))
        .collect()
}

impl Module {
    /// A file below `root`.
    pub(crate) fn new(root: &str, file: &Source) -> Self {
        let inner = file.path.trim_start_matches(root).trim_start_matches('/').trim_end_matches(".rs");
        let place = match inner {
            "lib" | "main" => Vec::new(),
            inner => inner.split('/').map(str::to_owned).collect(),
        };
        let defined = file.items().iter().filter_map(name_of).map(Ident::to_string).collect();
        Self { file: file.path.clone(), place, names: file.names(), defined }
    }

    /// The other files it imports from. What it hands on from a module of its own, without using it, is no import.
    pub(crate) fn imports(&self, all: &[Module]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for used in &self.names.uses {
            let there = match self.resolve(all, &used.path.names, 0) {
                Some(Target::Item(there)) => there,
                Some(Target::Whole(there)) if used.name == "*" => there,
                Some(Target::Whole(_)) | None => continue,
            };
            let handed_on = used.public && there.is_below(self);
            if !handed_on || self.names.words.contains(&used.name) {
                found.insert(there.file.clone());
            }
        }
        for path in &self.names.paths {
            if let Some(Target::Item(there)) = self.resolve(all, &path.names, 0) {
                found.extend(Some(there.file.clone()));
            }
        }
        found.remove(&self.file);
        found
    }

    fn is_below(&self, other: &Module) -> bool {
        self.place.len() > other.place.len() && self.place.starts_with(&other.place)
    }

    /// Where a path leads that stands in this file, if to a file of this crate.
    fn resolve<'a>(&'a self, all: &'a [Module], path: &[String], hops: usize) -> Option<Target<'a>> {
        let (first, rest) = path.split_first()?;
        let at = |place: &[String]| all.iter().find(|module| module.place == place);
        match first.as_str() {
            "crate" => at(&[])?.walk(all, rest, hops),
            "self" => self.walk(all, rest, hops),
            "super" => {
                let parent = at(self.place.split_last()?.1)?;
                match rest.first().is_some_and(|next| next == "super") {
                    true => parent.resolve(all, rest, hops),
                    false => parent.walk(all, rest, hops),
                }
            }
            name if self.child(all, name).is_some() || self.bound(name).is_some() => {
                self.walk(all, path, hops)
            }
            _ => None,
        }
    }

    /// Goes on from this module along what is left of a path.
    fn walk<'a>(&'a self, all: &'a [Module], rest: &[String], hops: usize) -> Option<Target<'a>> {
        if hops > FARTHEST {
            return None;
        }
        let Some((name, after)) = rest.split_first() else { return Some(Target::Whole(self)) };
        if name == "*" || name == "self" && after.is_empty() {
            return Some(Target::Whole(self));
        }
        if let Some(child) = self.child(all, name) {
            return child.walk(all, after, hops + 1);
        }
        if let Some(used) = self.bound(name) {
            // A name of another crate is nobody's here.
            return match self.resolve(all, &used.path.names, hops + 1)? {
                Target::Whole(there) => there.walk(all, after, hops + 1),
                Target::Item(there) => Some(Target::Item(there)),
            };
        }
        let mut handed_on = self.names.uses.iter().filter(|used| used.public && used.name == "*");
        let there = handed_on.find_map(|used| match self.resolve(all, &used.path.names, hops + 1) {
            Some(Target::Whole(there)) if there.defines(name) => Some(there),
            _ => None,
        });
        Some(Target::Item(there.unwrap_or(self)))
    }

    fn child<'a>(&self, all: &'a [Module], name: &str) -> Option<&'a Module> {
        all.iter().find(|module| {
            module.place.split_last().is_some_and(|(last, above)| last == name && above == self.place)
        })
    }

    fn bound(&self, name: &str) -> Option<&Use> {
        self.names.uses.iter().find(|used| used.name == name)
    }

    fn defines(&self, name: &str) -> bool {
        self.defined.iter().any(|defined| defined == name)
    }
}

/// The name that an item gives to something a path can lead to.
fn name_of(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Macro(item) => item.ident.as_ref(),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        _ => None,
    }
}
