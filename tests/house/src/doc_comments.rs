//! The English of doc comments: the field's words, the thing named first. It must not judge what a comment says.

use crate::tree::{Source, expect_none, files};

/// Folders whose comments keep to it.
const WRITTEN: [&str; 3] = ["crates", "src", "xtask"];

/// Words of no documentation, each with one of the field. A word that ends with a space is meant where a comment begins.
const IDIOM: [(&str, &str); 14] = [
    ("What ", "name the thing: `The body to send`"),
    ("Whether ", "say when: `True if`"),
    ("hang", "is stuck"),
    ("hangs", "is stuck"),
    ("mend", "fix"),
    ("put away", "clear"),
    ("stands", "is"),
    ("told", "reported, shown, or distinct"),
    ("take in", "accept, or merge"),
    ("taken in", "accepted"),
    ("by now", "so far"),
    ("hand on", "pass, or forward"),
    ("handed on", "passed, or forwarded"),
    ("in ruins", "broken"),
];

/// The text of a line that is a doc comment.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let text = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?;
    Some(text.trim_start())
}

fn uses(text: &str, idiom: &str) -> bool {
    if idiom.ends_with(' ') {
        return text.starts_with(idiom);
    }
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(idiom).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + idiom.len()..].chars().next())
    })
}

/// The lines of these files that use it.
fn lines(files: &[Source], idiom: &str) -> Vec<String> {
    let used = |line: &str| comment(line).filter(|text| uses(text, idiom)).map(str::to_owned);
    files.iter().flat_map(|file| file.findings(&file.text, used)).collect()
}

#[test]
fn doc_comments_use_the_words_of_the_field() {
    let written = files(&WRITTEN, ".rs");
    let instead = |(idiom, better): (&str, &str)| {
        lines(&written, idiom).into_iter().map(|line| format!("{line} [{better}]")).collect::<Vec<_>>()
    };
    expect_none(&IDIOM.into_iter().flat_map(instead).collect::<Vec<_>>());
}

#[test]
fn a_word_is_found_in_comments_alone() {
    let found = |text: &str| {
        let file = [Source::imagined("x.rs", text)];
        IDIOM.iter().map(|(idiom, _)| lines(&file, idiom).len()).sum::<usize>()
    };
    assert_eq!(found("/// What it is.\nfn a() {}\n    //! Whether it is.\n/// A row hangs."), 3);
    assert_eq!(found("let told = 1; // What is told\n/// The changes.\n/// Says what it is."), 0);
}
