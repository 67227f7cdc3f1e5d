//! What a file of a crate imports from which other file: its `use` lines, followed through re-exports to where a name is
//! defined, and the paths in its code that begin with a module. It must not judge what it finds.

use crate::tree::{files, words};
use std::collections::BTreeSet;

/// One file of a crate.
pub(crate) struct Module {
    /// Its file, from the top level.
    pub(crate) file: String,
    /// Its place among the modules of the crate; none for the root.
    place: Vec<String>,
    code: String,
    uses: Vec<Use>,
}

/// One name brought in by a `use`.
struct Use {
    /// Where it comes from, as it is written.
    path: Vec<String>,
    /// What it is called here; `*` for all there is.
    name: String,
    /// Whether it is handed on.
    public: bool,
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
        .map(|file| Module::new(root, &file.path, &file.code()))
        .collect()
}

impl Module {
    /// The file at this path below `root`; of its code, comments and strings are blank already.
    pub(crate) fn new(root: &str, path: &str, code: &str) -> Self {
        let inner = path.trim_start_matches(root).trim_start_matches('/').trim_end_matches(".rs");
        let place = match inner {
            "lib" | "main" => Vec::new(),
            inner => inner.split('/').map(str::to_owned).collect(),
        };
        let (code, uses) = without_uses(code);
        Self { file: path.to_owned(), place, code, uses }
    }

    /// The other files it imports from. What it hands on from a module of its own, without using it, is no import.
    pub(crate) fn imports(&self, all: &[Module]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for used in &self.uses {
            let there = match self.resolve(all, &used.path, 0) {
                Some(Target::Item(there)) => there,
                Some(Target::Whole(there)) if used.name == "*" => there,
                Some(Target::Whole(_)) | None => continue,
            };
            let handed_on = used.public && there.is_below(self);
            if !handed_on || words(&self.code).any(|word| word == used.name) {
                found.insert(there.file.clone());
            }
        }
        for path in paths(&self.code) {
            if let Some(Target::Item(there)) = self.resolve(all, &path, 0) {
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
            return match self.resolve(all, &used.path, hops + 1)? {
                Target::Whole(there) => there.walk(all, after, hops + 1),
                Target::Item(there) => Some(Target::Item(there)),
            };
        }
        let mut handed_on = self.uses.iter().filter(|used| used.public && used.name == "*");
        let there = handed_on.find_map(|used| match self.resolve(all, &used.path, hops + 1) {
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
        self.uses.iter().find(|used| used.name == name)
    }

    fn defines(&self, name: &str) -> bool {
        const KINDS: [&str; 8] = ["fn", "struct", "enum", "trait", "type", "const", "static", "macro_rules!"];
        let words: Vec<&str> =
            self.code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '!')).collect();
        words.windows(2).any(|pair| matches!(pair, [kind, found] if KINDS.contains(kind) && *found == name))
    }
}

/// The code without its `use` lines, and what these bring in.
fn without_uses(code: &str) -> (String, Vec<Use>) {
    let (mut rest, mut out, mut uses) = (code, String::new(), Vec::new());
    while let Some(at) = rest.match_indices("use ").map(|(at, _)| at).find(|at| begins_use(rest, *at)) {
        let (before, from) = rest.split_at(at);
        let end = from.find(';').unwrap_or(from.len());
        let line = before.rsplit(['\n', ';', '}', '{']).next().unwrap_or_default();
        out.push_str(before);
        tree(from[..end].trim_start_matches("use "), &[], line.contains("pub"), &mut uses);
        rest = &from[end..];
    }
    (out + rest, uses)
}

/// Whether the word at this place is the keyword at the beginning of an item.
fn begins_use(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    before.is_empty() || before.ends_with([';', '}', '{', ']', ')']) || before.ends_with("pub")
}

/// Takes one tree of a `use` apart.
fn tree(text: &str, above: &[String], public: bool, into: &mut Vec<Use>) {
    let text = text.trim();
    if let Some((head, group)) = text.split_once('{') {
        let mut path = above.to_vec();
        path.extend(segments(head));
        let group = group.trim_end().strip_suffix('}').unwrap_or(group);
        for part in parts(group) {
            tree(part, &path, public, into);
        }
        return;
    }
    let (written, called) =
        text.split_once(" as ").map_or((text, None), |(path, name)| (path, Some(name.trim())));
    let mut path = above.to_vec();
    path.extend(segments(written));
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let Some(last) = path.last().cloned() else { return };
    into.push(Use { name: called.map_or(last, str::to_owned), path, public });
}

fn segments(path: &str) -> impl Iterator<Item = String> {
    path.split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty())
}

/// What stands between the commas of a group, inner groups whole.
fn parts(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&group[start..]);
    found.retain(|part| !part.trim().is_empty());
    found
}

/// Every path of two names and more in the code.
fn paths(code: &str) -> BTreeSet<Vec<String>> {
    let path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.split(|c: char| !path(c))
        .filter(|word| word.contains("::") && !word.starts_with(':'))
        .map(|word| segments(word).collect())
        .collect()
}
