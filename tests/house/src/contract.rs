//! The public contract: what the code offers to a page stands in README's tables, and the other way round. The docblock
//! of the element's class says the same. It must not know what anything in it means.

use crate::rust::{literal, strings};
use crate::tree::{files, read};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;

type Names = BTreeSet<String>;

/// Names under a heading of README: the first column of its table, in backticks.
fn table(heading: &str) -> Names {
    let readme = read("README.md").text;
    let names = first_column(&readme, heading);
    assert!(!names.is_empty(), "README.md has no table under \"{heading}\"");
    names
}

fn first_column(text: &str, heading: &str) -> Names {
    let under = text
        .lines()
        .skip_while(|line| line.trim() != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('#'));
    under.filter_map(|line| Some(line.trim().strip_prefix("| `")?.split_once('`')?.0.to_owned())).collect()
}

/// Names the class's docblock gives with that tag.
fn documented(tag: &str) -> Names {
    let text = read("src/loader.js").text;
    let docblock: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("* ")).collect();
    let docblock = docblock.join(" ");
    let mark = format!("@{tag} ");
    let described = docblock.split(mark.as_str()).skip(1);
    let name = |rest: &str| {
        let mut rest = rest.trim();
        while let Some(inner) = rest.strip_prefix('{') {
            let mut depth = 1;
            let end = inner.find(|c| {
                depth += match c {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                depth == 0
            })?;
            rest = inner[end + 1..].trim();
        }
        let name = rest.split_whitespace().next()?.trim_matches(['[', ']']);
        Some(name.split('=').next().unwrap_or(name).to_owned())
    };
    described.filter_map(name).collect()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| Some(rest.split_once(after)?.0)).collect()
}

/// The loader without its comments, as far as names in quotes go.
fn loader() -> String {
    let text = read("src/loader.js").text;
    text.lines().filter(|line| !line.trim_start().starts_with(['*', '/'])).collect::<Vec<_>>().join("\n")
}

fn attributes() -> Names {
    let loader = loader();
    let options = between(&loader, "const OPTIONS = {", "};").concat();
    let names = options.lines().filter_map(|line| line.trim().strip_prefix('\'')?.split_once('\''));
    names.map(|(name, _)| name.to_owned()).chain(["lang".to_owned()]).collect()
}

fn properties() -> Names {
    let loader = loader();
    let setters = between(&loader, "\n  set ", "(");
    setters.into_iter().map(str::to_owned).collect()
}

fn events() -> Names {
    let code = files(&["src"], ".rs");
    let mut names: Names = code.iter().flat_map(|file| file.rust().strings()).map(|(_, text)| text).collect();
    let loader = loader();
    names.extend(
        between(&loader, "'request-center-", "'").iter().map(|name| format!("request-center-{name}")),
    );
    names.retain(|name| name.starts_with("request-center-") && !name.contains(['.', '/', ':', ' ']));
    names
}

/// The texts of `part="…"` and of functions called `part`.
fn part_texts(tokens: TokenStream) -> Vec<String> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    for at in 0..trees.len() {
        match &trees[at..] {
            [TokenTree::Ident(name), TokenTree::Punct(equals), value, ..]
                if name == "part" && equals.as_char() == '=' =>
            {
                found.extend(literal(value));
            }
            [TokenTree::Ident(function), TokenTree::Ident(name), rest @ ..]
                if function == "fn" && name == "part" =>
            {
                let body = rest.iter().find_map(|tree| match tree {
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
                    _ => None,
                });
                found.extend(strings(body.unwrap_or_default()).into_iter().map(|(_, text)| text));
            }
            [TokenTree::Group(group), ..] => found.extend(part_texts(group.stream())),
            _ => {}
        }
    }
    found
}

fn parts() -> Names {
    let mut names = Names::new();
    for file in files(&["src"], ".rs") {
        let texts = part_texts(file.rust().tokens());
        names.extend(texts.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned));
    }
    let loader = loader();
    for call in between(&loader, "part('", ")") {
        names.extend(call.split(", ").nth(1).map(|name| name.trim_matches('\'').to_owned()));
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Public custom properties: whatever begins with `--rc-`, set or read.
fn custom_properties() -> Names {
    let mut names = Names::new();
    for file in files(&["style"], ".css").into_iter().chain(files(&["src"], ".rs")) {
        let mut rest = file.text.as_str();
        while let Some(at) = rest.find("--rc-") {
            let name = rest[at..]
                .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                .next()
                .unwrap_or_default();
            names.insert(name.to_owned());
            rest = &rest[at + name.len()..];
        }
    }
    names
}

fn same(what: &str, code: &Names, tag: &str, heading: &str) {
    let readme = table(heading);
    let docblock = documented(tag);
    let missing = |from: &Names, of: &Names| of.difference(from).cloned().collect::<Vec<_>>().join(", ");
    let mut found = Vec::new();
    for (place, names) in [("README.md", &readme), ("the docblock in src/loader.js", &docblock)] {
        for (lacking, listed) in [(missing(names, code), true), (missing(code, names), false)] {
            if !lacking.is_empty() && listed {
                found.push(format!("{place} does not name these {what} of the code: {lacking}"));
            } else if !lacking.is_empty() {
                found.push(format!("{place} names {what} the code does not have: {lacking}"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_attribute_is_in_the_contract() {
    same("attributes", &attributes(), "attr", "### Attributes");
}

#[test]
fn every_property_is_in_the_contract() {
    same("properties", &properties(), "prop", "### Properties");
}

#[test]
fn every_event_is_in_the_contract() {
    same("events", &events(), "fires", "### Events");
}

#[test]
fn every_part_is_in_the_contract() {
    same("parts", &parts(), "csspart", "### Parts");
}

#[test]
fn every_custom_property_is_in_the_contract() {
    same("custom properties", &custom_properties(), "cssprop", "### Custom properties");
}

#[test]
fn a_table_is_read_up_to_the_next_heading() {
    let text =
        "### Parts\n\n| part | what |\n|---|---|\n| `a` | x |\n| `b-c` | y |\n\n### Events\n| `d` | z |\n";
    assert_eq!(first_column(text, "### Parts").into_iter().collect::<Vec<_>>(), ["a", "b-c"]);
}
