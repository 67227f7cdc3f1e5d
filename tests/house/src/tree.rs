//! The source tree as text: which files there are and what is in them. It must not judge what it reads.

use crate::rust::{Names, Rust, Strings};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};
use syn::Item;

/// Folders that hold no source of ours.
const FOREIGN: [&str; 5] = ["target", "dist", "node_modules", ".git", "tmp"];

/// One file of the tree.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Path from the top level, with slashes.
    pub(crate) path: String,
    /// Everything in it.
    pub(crate) text: String,
    laid_out: Arc<OnceLock<LaidOut>>,
}

/// The Rust of a file without its comments, every line where it is in the text.
#[derive(Debug)]
struct LaidOut {
    whole: String,
    shipped: String,
    tests: String,
}

impl Source {
    /// A file that is only thought of, for showing that a check can fail.
    pub(crate) fn imagined(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), laid_out: Arc::default() }
    }

    /// Whether all of it is there for tests alone.
    pub(crate) fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// Its tokens.
    pub(crate) fn rust(&self) -> Rust {
        Rust::read(&self.text).unwrap_or_else(|error| self.no_rust(&error))
    }

    /// Its tokens that ship: no tests.
    pub(crate) fn shipped(&self) -> Rust {
        if self.is_test() { Rust::default() } else { self.rust().split().0 }
    }

    /// Rust code that ships: no comments, no strings, no tests.
    pub(crate) fn code(&self) -> &str {
        &self.laid_out().shipped
    }

    /// Rust code of tests, with its strings.
    pub(crate) fn tests(&self) -> &str {
        &self.laid_out().tests
    }

    /// Rust code with its strings, tests included.
    pub(crate) fn code_and_strings(&self) -> &str {
        &self.laid_out().whole
    }

    fn laid_out(&self) -> &LaidOut {
        self.laid_out.get_or_init(|| {
            let rust = self.rust();
            let whole = rust.laid_out(&self.text, Strings::Kept);
            if self.is_test() {
                return LaidOut { tests: whole.clone(), whole, shipped: String::new() };
            }
            let (shipped, tests) = rust.split();
            LaidOut {
                whole,
                shipped: shipped.laid_out(&self.text, Strings::Blank),
                tests: tests.laid_out(&self.text, Strings::Kept),
            }
        })
    }

    /// The items that ship.
    pub(crate) fn items(&self) -> Vec<Item> {
        self.shipped().items().unwrap_or_else(|error| self.no_rust(&error))
    }

    /// The names in what ships.
    pub(crate) fn names(&self) -> Names {
        self.shipped().names().unwrap_or_else(|error| self.no_rust(&error))
    }

    fn no_rust<T>(&self, error: &syn::Error) -> T {
        panic!("{}:{}: {error}", self.path, error.span().start().line)
    }

    /// `path:line: what` for each line of the text in which the check finds something.
    pub(crate) fn findings(&self, text: &str, mut check: impl FnMut(&str) -> Option<String>) -> Vec<String> {
        self.at_lines(text.lines().enumerate().filter_map(|(i, line)| Some((i + 1, check(line)?))))
    }

    /// `path:line: what` for each of these.
    pub(crate) fn at_lines(&self, found: impl Iterator<Item = (usize, String)>) -> Vec<String> {
        found.map(|(line, what)| format!("{}:{line}: {what}", self.path)).collect()
    }
}

/// The top level of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("tests/house lies two folders below the top level").to_path_buf()
}

/// One file; whoever asks for it again gets what was laid out before.
pub(crate) fn read(path: &str) -> Source {
    static KNOWN: Mutex<BTreeMap<String, Source>> = Mutex::new(BTreeMap::new());
    let read = || fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(path.to_owned()).or_insert_with(|| Source::imagined(path, &read())).clone()
}

/// Every file under these folders (or the file itself) whose name ends so, in the order of their paths.
pub(crate) fn files(under: &[&str], ending: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    for start in under {
        let path = root().join(start);
        if path.is_file() { paths.push(path) } else { collect(&path, &mut paths) }
    }
    let mut files: Vec<Source> = paths
        .iter()
        .filter_map(|path| path.strip_prefix(root()).ok()?.to_str())
        .filter(|path| path.ends_with(ending))
        .map(|path| read(&path.replace('\\', "/")))
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!files.is_empty(), "no {ending} file under {under:?}: this check looks in the wrong place");
    files
}

/// Every Rust file of ours.
pub(crate) fn all_rust() -> Vec<Source> {
    files(&["src", "crates", "tests", "xtask"], ".rs")
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder's entry can be read").path();
        let foreign =
            path.file_name().and_then(|name| name.to_str()).is_none_or(|name| FOREIGN.contains(&name));
        match path.is_dir() {
            true if foreign => {}
            true => collect(&path, into),
            false => into.push(path),
        }
    }
}

/// Fails with everything that was found.
pub(crate) fn expect_none(findings: &[String]) {
    assert!(findings.is_empty(), "{} found:\n  {}", findings.len(), findings.join("\n  "));
}

/// The identifiers of a line of code, in order.
pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

#[test]
fn files_are_read_from_the_repository_root() {
    assert!(root().join("Cargo.lock").is_file());
    let here = all_rust().into_iter().find(|file| file.path == "tests/house/src/tree.rs");
    assert!(here.is_some_and(|file| file.text.contains("the_tree_is_read")));
}
