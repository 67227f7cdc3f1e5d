//! Rust text with what is not code blanked out, line by line as long as before. It must not judge what it reads.

/// What to leave in.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Keep {
    /// Code with its string literals.
    Strings,
    /// Code alone; string literals are left empty.
    CodeOnly,
}

/// The text without comments, doc comments included; line breaks stay where they are.
pub(crate) fn without_comments(text: &str, keep: Keep) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some(first) = rest.chars().next() {
        let (length, is_code) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), false)
        } else if rest.starts_with("/*") {
            (block_comment(rest), false)
        } else if let Some(length) = string(rest, &out) {
            (length, keep == Keep::Strings)
        } else {
            (character(rest).unwrap_or(first.len_utf8()), true)
        };
        let (piece, after) = rest.split_at(length);
        if is_code {
            out.push_str(piece);
        } else {
            out.extend(piece.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        }
        rest = after;
    }
    out
}

/// The text without the items marked `#[cfg(test)]`. Comments and strings must be blank already where braces count.
pub(crate) fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        let (before, item) = rest.split_at(at);
        out.push_str(before);
        let (skipped, after) = item.split_at(item_length(item));
        out.extend(skipped.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    out + rest
}

fn item_length(item: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in item.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    item.len()
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Length of the string literal the text begins with, if it begins with one.
fn string(rest: &str, before: &str) -> Option<usize> {
    if rest.starts_with('"') {
        return Some(quoted(rest));
    }
    let in_a_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let raw = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r')).filter(|_| !in_a_word)?;
    let hashes = raw.len() - raw.trim_start_matches('#').len();
    let body = raw[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let opening = rest.len() - body.len();
    Some(body.find(&end).map_or(rest.len(), |at| opening + at + end.len()))
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of the character literal the text begins with; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    let mut chars = body.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        return body[2..].find('\'').map(|at| at + 4);
    }
    let (at, second) = chars.next()?;
    (second == '\'').then_some(at + 2)
}

#[test]
fn comments_and_strings_are_blanked_and_code_stays() {
    let text = "let a = \"// not \\\" a comment\"; // but this\n/* and /* this */ */ let b = r#\"\"x\"\"#; 'q: let c = '\"';";
    let code = without_comments(text, Keep::CodeOnly);
    assert_eq!(
        code.split_whitespace().collect::<Vec<_>>().join(" "),
        "let a = ; let b = ; 'q: let c = '\"';"
    );
    assert_eq!(code.len(), text.len());
    let with_strings = without_comments(text, Keep::Strings);
    assert!(with_strings.contains("\"// not \\\" a comment\""), "{with_strings}");
    assert!(!with_strings.contains("but this"), "{with_strings}");
}

#[test]
fn test_modules_and_test_items_are_left_out() {
    let code = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { c() } }\n#[cfg(test)]\nmod d;\nfn e() {}\n";
    assert_eq!(without_tests(code).split_whitespace().collect::<String>(), "fna(){}fne(){}");
    assert_eq!(without_tests(code).lines().count(), code.lines().count());
}
