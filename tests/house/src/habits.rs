//! Constructs that do harm and that no lint finds: what a strict page blocks, what hides whose a field is, what makes a test lie.
//! It must not know layers.

use crate::rust::each_item;
use crate::tree::{Source, all_rust, expect_none, files, read, words};
use syn::{Item, ItemImpl};

/// Widget code that a page with a strict policy blocks, that the build cannot split, or that panics and no lint finds.
const BLOCKED: [(&str, &str); 7] = [
    ("style=\"", "an inline style, blocked by style-src 'self': a class, or style:name="),
    ("style={", "an inline style, blocked by style-src 'self': a class, or style:name="),
    ("inner_html", "markup from a string"),
    ("set_outer_html", "markup from a string"),
    ("insert_adjacent_html", "markup from a string"),
    ("#[lazy]", "a split module nobody splits"),
    ("expect_context", "a panic where the context is missing: a property, or use_context"),
];

/// True if a type of the file lends the fields of another one through `Deref`.
fn lends(file: &Source) -> bool {
    let mut lends = false;
    each_item(&file.items(), |item| {
        let Item::Impl(ItemImpl { trait_: Some((implemented, _)), .. }) = item else { return };
        let name = implemented.segments.last().map(|last| &last.ident);
        lends |= name.is_some_and(|name| name == "Deref" || name == "DerefMut");
    });
    lends
}

fn blocked(file: &Source) -> Vec<String> {
    file.findings(file.code_and_strings(), |line| {
        BLOCKED.iter().find(|(what, _)| line.contains(what)).map(|(what, why)| format!("{what} is {why}"))
    })
}

/// Each needle is put together here, so that this file does not find itself.
fn lies(file: &Source) -> Vec<String> {
    let ignored = ["#[", "ignore"].concat();
    let test_id = ["data-", "test"].concat();
    let sleeps = ["sleep", "sleep_until", "sleep_ms", "park_timeout"];
    let calls = |line: &str| sleeps.iter().any(|sleep| line.contains(&format!("{sleep}(")));
    file.findings(file.tests(), |line| {
        if line.contains(&ignored) {
            return Some("a test that does not run".to_owned());
        }
        if line.contains(&test_id) {
            return Some("a test id: find it by role and name".to_owned());
        }
        calls(line).then(|| "a sleep: wait for what is to be seen".to_owned())
    })
}

#[test]
fn views_use_nothing_a_strict_content_security_policy_blocks() {
    let mut found: Vec<String> = files(&["src"], ".rs").iter().flat_map(blocked).collect();
    found.extend(files(&["src", "public"], ".js").iter().flat_map(|file| {
        file.findings(&file.text, |line| {
            let harm =
                ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"];
            harm.iter().find(|what| line.contains(**what)).map(|what| (*what).to_owned())
        })
    }));
    expect_none(&found);
    assert_eq!(
        blocked(&Source::imagined("x.rs", "view! { <p style=\"color: red\" inner_html=a /> }")).len(),
        1
    );
}

#[test]
fn no_type_lends_another_types_fields_through_deref() {
    let lending: Vec<String> =
        files(&["src"], ".rs").into_iter().filter(lends).map(|file| file.path).collect();
    expect_none(&lending);
    let lends = |text: &str| lends(&Source::imagined("src/a.rs", text));
    assert!(lends("impl<T> std::ops::Deref for Desk<T> { type Target = T; }"));
    assert!(!lends("use std::ops::Deref; fn f(desk: &impl Deref) { for a in desk.iter() {} }"));
}

#[test]
fn the_page_has_no_inline_script_or_style() {
    let page = read("index.html");
    let found = page.findings(&page.text, |line| {
        let inline = line.contains("<style") || line.contains(" style=") || line.contains("javascript:");
        let handler = line.split_whitespace().any(|word| word.starts_with("on") && word.contains("=\""));
        let script = line.contains("<script") && !line.contains("src=");
        (inline || handler || script).then(|| line.trim().to_owned())
    });
    expect_none(&found);
}

#[test]
fn tests_do_not_sleep_and_are_not_ignored() {
    expect_none(&all_rust().iter().flat_map(lies).collect::<Vec<_>>());
    let hidden = ["#[", "ignore = \"later\"]\nsleep", "(SECOND).await;"].concat();
    assert_eq!(lies(&Source::imagined("tests/x.rs", &hidden)).len(), 2);
}

#[test]
fn no_markup_has_test_ids() {
    let needle = ["data-", "test"].concat();
    let sources = [files(&["src"], ".rs"), files(&["src", "public"], ".js"), files(&["index.html"], ".html")];
    let ids =
        |file: &Source| file.findings(&file.text, |line| line.contains(&needle).then(|| needle.clone()));
    expect_none(&sources.iter().flatten().flat_map(ids).collect::<Vec<_>>());
}

#[test]
fn no_file_names_paths_or_hosts_of_a_machine() {
    let homes = [["/ho", "me/"].concat(), ["/ro", "ot/"].concat(), ["/work", "/main"].concat()];
    let names = |file: &Source| {
        file.findings(&file.text, |line| homes.iter().find(|home| line.contains(home.as_str())).cloned())
    };
    expect_none(&all_rust().iter().flat_map(names).collect::<Vec<_>>());
}

#[test]
fn words_of_a_line_are_separated() {
    assert_eq!(words("a.b_c(1)").collect::<Vec<_>>(), ["a", "b_c", "1"]);
}
