//! Rust source as its own lexer and syn read it: every token knows its place in the text. It must not judge what it reads.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::{iter::Peekable, ops::Range};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::visit::{self, Visit};
use syn::{Ident, Item, Lit, Meta, Token, UseTree, Visibility};

/// The string literals in a text laid out again.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Strings {
    /// Written as they are.
    Kept,
    /// Left blank.
    Blank,
}

/// The tokens of a file.
#[derive(Clone, Default)]
pub(crate) struct Rust(TokenStream);

/// What a file names: by `use`, by path, by name.
#[derive(Default)]
pub(crate) struct Names {
    /// Every name brought in by a `use`, wherever the `use` is.
    pub(crate) uses: Vec<Use>,
    /// Every path of two names and more outside a `use`, macros included.
    pub(crate) paths: Vec<Path>,
    /// Every name outside a `use`.
    pub(crate) words: Vec<String>,
}

/// Names joined by `::`, as they are written.
pub(crate) struct Path {
    /// The line of its first name.
    pub(crate) line: usize,
    /// Its names.
    pub(crate) names: Vec<String>,
}

/// One name brought in by a `use`.
pub(crate) struct Use {
    /// Where it comes from; the last name is `*` for all there is.
    pub(crate) path: Path,
    /// The name it has here; `*` for all there is.
    pub(crate) name: String,
    /// True if it is re-exported.
    pub(crate) public: bool,
}

impl Rust {
    /// Reads a text.
    pub(crate) fn read(text: &str) -> syn::Result<Self> {
        Ok(Self(text.parse()?))
    }

    /// What ships, and what is marked `#[cfg(test)]`.
    pub(crate) fn split(self) -> (Self, Self) {
        let mut tests = TokenStream::new();
        let shipped = take_tests(self.0, &mut tests);
        (Self(shipped), Self(tests))
    }

    /// The items of the file.
    pub(crate) fn items(&self) -> syn::Result<Vec<Item>> {
        Ok(syn::parse2::<syn::File>(self.0.clone())?.items)
    }

    /// The tokens where they are in the text they were read from; everything else is blank, line breaks apart.
    pub(crate) fn laid_out(&self, text: &str, strings: Strings) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        let mut put = |range: Range<usize>| {
            match &text[at..range.start] {
                gap if gap.trim().is_empty() => out.push_str(gap),
                gap => out.extend(gap.chars().map(|c| if c == '\n' { c } else { ' ' })),
            }
            out.push_str(&text[range.clone()]);
            at = range.end;
        };
        lay_out(&self.0, text, strings, &mut put);
        put(text.len()..text.len());
        out
    }

    /// What it names.
    pub(crate) fn names(&self) -> syn::Result<Names> {
        let mut names = Names::default();
        read_names(self.0.clone(), &mut names)?;
        Ok(names)
    }

    /// Its string literals, macros included, each with its line.
    pub(crate) fn strings(&self) -> Vec<(usize, String)> {
        strings(self.0.clone())
    }

    /// The tokens.
    pub(crate) fn tokens(self) -> TokenStream {
        self.0
    }
}

/// The string literals among these tokens, each with its line.
pub(crate) fn strings(tokens: TokenStream) -> Vec<(usize, String)> {
    let value = |tree: TokenTree| match tree {
        TokenTree::Group(group) => strings(group.stream()),
        tree => literal(&tree).map(|text| (tree.span().start().line, text)).into_iter().collect(),
    };
    tokens.into_iter().flat_map(value).collect()
}

/// The value of a token that is a string literal.
pub(crate) fn literal(tree: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = tree else { return None };
    match Lit::new(literal.clone()) {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// Calls with every item, those inside of others too.
pub(crate) fn each_item<'ast>(items: &'ast [Item], call: impl FnMut(&'ast Item)) {
    struct Each<F>(F);
    impl<'ast, F: FnMut(&'ast Item)> Visit<'ast> for Each<F> {
        fn visit_item(&mut self, item: &'ast Item) {
            (self.0)(item);
            visit::visit_item(self, item);
        }
    }
    let mut each = Each(call);
    items.iter().for_each(|item| each.visit_item(item));
}

/// Moves the items marked `#[cfg(test)]` out of these tokens.
fn take_tests(tokens: TokenStream, tests: &mut TokenStream) -> TokenStream {
    let mut left = TokenStream::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let hash = matches!(&tree, TokenTree::Punct(mark) if mark.as_char() == '#');
        if hash && trees.peek().is_some_and(is_test_mark) {
            tests.extend([tree]);
            tests.extend(item(&mut trees));
        } else if let TokenTree::Group(group) = tree {
            let mut inner = Group::new(group.delimiter(), take_tests(group.stream(), tests));
            inner.set_span(group.span());
            left.extend([TokenTree::from(inner)]);
        } else {
            left.extend([tree]);
        }
    }
    left
}

fn is_test_mark(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    let meta = syn::parse2::<Meta>(group.stream());
    meta.is_ok_and(|meta| {
        meta.require_list().is_ok_and(|list| list.path.is_ident("cfg") && list.tokens.to_string() == "test")
    })
}

/// The tokens up to the end of an item: a `;`, or a block.
fn item(trees: &mut Peekable<impl Iterator<Item = TokenTree>>) -> Vec<TokenTree> {
    let mut item = Vec::new();
    for tree in trees {
        let end = match &tree {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(mark) => mark.as_char() == ';',
            _ => false,
        };
        item.push(tree);
        if end {
            break;
        }
    }
    item
}

fn lay_out(tokens: &TokenStream, text: &str, strings: Strings, put: &mut impl FnMut(Range<usize>)) {
    for tree in tokens.clone() {
        let range = tree.span().byte_range();
        // The tokens of a doc comment all stand where the comment does.
        let comment = text[range.clone()].starts_with("//") || text[range.clone()].starts_with("/*");
        match tree {
            _ if comment => {}
            TokenTree::Group(group) => {
                put(group.span_open().byte_range());
                lay_out(&group.stream(), text, strings, put);
                put(group.span_close().byte_range());
            }
            TokenTree::Literal(_)
                if strings == Strings::Blank && text[range.clone()].ends_with(['"', '#']) => {}
            _ => put(range),
        }
    }
}

fn read_names(tokens: TokenStream, names: &mut Names) -> syn::Result<()> {
    let read = |input: ParseStream| {
        let mut public = false;
        while !input.is_empty() {
            if input.peek(Token![pub]) {
                input.parse::<Visibility>()?;
                public = true;
                continue;
            }
            if input.peek(Token![use]) && (input.peek2(Ident::peek_any) || input.peek2(Token![::])) {
                input.parse::<Token![use]>()?;
                input.parse::<Option<Token![::]>>()?;
                bring_in(input.parse()?, &[], public, &mut names.uses);
            } else if input.peek(Ident::peek_any) {
                let path = path(input)?;
                names.words.extend(path.names.iter().cloned());
                names.paths.extend(Some(path).filter(|path| path.names.len() > 1));
            } else if let TokenTree::Group(group) = input.parse()? {
                read_names(group.stream(), names)?;
            }
            public = false;
        }
        Ok(())
    };
    read.parse2(tokens)
}

fn path(input: ParseStream) -> syn::Result<Path> {
    let mut path = Path { line: input.span().start().line, names: Vec::new() };
    loop {
        path.names.push(input.call(Ident::parse_any)?.to_string());
        if !(input.peek(Token![::]) && input.peek3(Ident::peek_any)) {
            return Ok(path);
        }
        input.parse::<Token![::]>()?;
    }
}

/// Takes the tree of a `use` apart, below the names already read.
fn bring_in(tree: UseTree, above: &[String], public: bool, uses: &mut Vec<Use>) {
    let (span, last, name) = match tree {
        UseTree::Path(path) => {
            let above = [above, &[path.ident.to_string()]].concat();
            return bring_in(*path.tree, &above, public, uses);
        }
        UseTree::Group(group) => {
            return group.items.into_iter().for_each(|tree| bring_in(tree, above, public, uses));
        }
        UseTree::Name(name) => (name.ident.span(), name.ident.to_string(), None),
        UseTree::Rename(name) => (name.ident.span(), name.ident.to_string(), Some(name.rename.to_string())),
        UseTree::Glob(glob) => (glob.star_token.span, "*".to_owned(), None),
    };
    let mut names = above.to_vec();
    if last != "self" || names.is_empty() {
        names.push(last);
    }
    let name = name.or_else(|| names.last().cloned()).unwrap_or_default();
    uses.push(Use { path: Path { line: span.start().line, names }, name, public });
}

#[test]
fn only_comments_and_strings_are_blanked() {
    let text = "let a = \"// not \\\" a comment\"; // but this\n/* and /* this */ */ let b = r#\"\"x\"\"#; 'q: let c = '\"';";
    let rust = Rust::read(text).unwrap();
    let code = rust.laid_out(text, Strings::Blank);
    assert_eq!(
        code.split_whitespace().collect::<Vec<_>>().join(" "),
        "let a = ; let b = ; 'q: let c = '\"';"
    );
    assert_eq!(code.len(), text.len());
    let with_strings = rust.laid_out(text, Strings::Kept);
    assert!(with_strings.contains("\"// not \\\" a comment\""), "{with_strings}");
    assert!(!with_strings.contains("but this"), "{with_strings}");
}

#[test]
fn doc_comments_are_comments() {
    let text = "//! Of the file.\n/// Of the item.\nfn f() {}\n";
    let code = Rust::read(text).unwrap().laid_out(text, Strings::Kept);
    assert_eq!(code.trim_start(), "fn f() {}\n");
    assert_eq!(code.lines().count(), 3);
}

#[test]
fn test_modules_and_test_items_are_separated() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { c() } }\n#[cfg(test)]\nmod d;\nfn e() {}\n";
    let (shipped, tests) = Rust::read(text).unwrap().split();
    let lay = |rust: &Rust| rust.laid_out(text, Strings::Blank);
    assert_eq!(lay(&shipped).split_whitespace().collect::<String>(), "fna(){}fne(){}");
    assert_eq!(lay(&tests).lines().nth(2), Some("mod tests { fn b() { c() } }"));
    assert_eq!(lay(&shipped).lines().count(), text.lines().count());
}

#[test]
fn use_declarations_are_parsed_wherever_they_are() {
    let text = "pub(crate) use a::{self, b::{c as d, *}};\nfn f() { macro_rules! m { () => { use ::e::f; } } }\n\
                view! { <p use:tooltip=g::h /> }\nfn i() -> impl Sized + use<'_> {}";
    let names = Rust::read(text).unwrap().names().unwrap();
    let written = |used: &Use| format!("{} {} = {}", used.path.line, used.name, used.path.names.join("::"));
    let uses: Vec<String> = names.uses.iter().map(written).collect();
    assert_eq!(uses, ["1 a = a", "1 d = a::b::c", "1 * = a::b::*", "2 f = e::f"]);
    assert_eq!(names.uses.iter().filter(|used| used.public).count(), 3);
    let paths: Vec<(usize, String)> =
        names.paths.iter().map(|path| (path.line, path.names.join("::"))).collect();
    assert_eq!(paths, [(3, "g::h".to_owned())]);
}
