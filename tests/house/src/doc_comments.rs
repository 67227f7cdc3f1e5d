//! The English of doc comments: the field's words, the thing named first. It must not judge what a comment says.

use crate::tree::{Source, expect_none, files};

/// Folders whose comments are held to it.
const WRITTEN: [&str; 2] = ["crates", "xtask"];

/// How a comment must not begin, and how it would.
const OPENINGS: [(&str, &str); 2] =
    [("What ", "name the thing: `The body to send`"), ("Whether ", "say when: `True if`")];

/// Words of no documentation, each with one of the field.
const WORDS: [(&str, &str); 12] = [
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

fn has(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + word.len()..].chars().next())
    })
}

fn wrong(file: &Source) -> Vec<String> {
    file.findings(&file.text, |line| {
        let text = comment(line)?;
        let opening = OPENINGS.iter().find(|(opening, _)| text.starts_with(opening));
        let word = WORDS.iter().find(|(word, _)| has(text, word));
        opening.or(word).map(|(found, better)| format!("{found:?}: {better}"))
    })
}

#[test]
fn doc_comments_use_the_words_of_the_field() {
    expect_none(&files(&WRITTEN, ".rs").iter().flat_map(wrong).collect::<Vec<_>>());
}

#[test]
fn a_word_is_found_in_comments_alone() {
    let found = |text: &str| wrong(&Source::imagined("x.rs", text)).len();
    assert_eq!(found("/// What it is.\nfn a() {}\n    //! Whether it is.\n/// A row hangs."), 3);
    assert_eq!(found("let told = 1; // What is told\n/// The changes.\n/// Says what it is."), 0);
}
