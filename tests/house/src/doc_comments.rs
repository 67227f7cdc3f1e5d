//! The English of doc comments: the field's words, the thing named first. It must not judge what a comment says.

use crate::tree::{Source, expect_none, files};

/// Folders whose comments keep to it.
const WRITTEN: [&str; 2] = ["crates", "xtask"];

/// The folder whose comments are still to be rewritten.
const UNWRITTEN: &str = "src";

/// Words of no documentation, each with one of the field, and in how many lines of [`UNWRITTEN`] it is left: that number may only
/// be lowered. What ends with a space is meant where a comment begins.
const IDIOM: [(&str, &str, usize); 14] = [
    ("What ", "name the thing: `The body to send`", 17),
    ("Whether ", "say when: `True if`", 0),
    ("hang", "is stuck", 0),
    ("hangs", "is stuck", 0),
    ("mend", "fix", 0),
    ("put away", "clear", 0),
    ("stands", "is", 0),
    ("told", "reported, shown, or distinct", 0),
    ("take in", "accept, or merge", 0),
    ("taken in", "accepted", 0),
    ("by now", "so far", 0),
    ("hand on", "pass, or forward", 0),
    ("handed on", "passed, or forwarded", 0),
    ("in ruins", "broken", 0),
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
    let instead = |(idiom, better, _): (&str, &str, usize)| {
        lines(&written, idiom).into_iter().map(|line| format!("{line} [{better}]")).collect::<Vec<_>>()
    };
    expect_none(&IDIOM.into_iter().flat_map(instead).collect::<Vec<_>>());
}

#[test]
fn comments_still_to_be_rewritten_only_become_fewer() {
    let unwritten = files(&[UNWRITTEN], ".rs");
    for (idiom, better, left) in IDIOM {
        let found = lines(&unwritten, idiom);
        assert!(
            found.len() <= left,
            "{idiom:?} ({better}) is in {} lines, not {left} at most\n  {}",
            found.len(),
            found.join("\n  ")
        );
    }
}

#[test]
fn a_word_is_found_in_comments_alone() {
    let found = |text: &str| {
        let file = [Source::imagined("x.rs", text)];
        IDIOM.iter().map(|(idiom, ..)| lines(&file, idiom).len()).sum::<usize>()
    };
    assert_eq!(found("/// What it is.\nfn a() {}\n    //! Whether it is.\n/// A row hangs."), 3);
    assert_eq!(found("let told = 1; // What is told\n/// The changes.\n/// Says what it is."), 0);
}
