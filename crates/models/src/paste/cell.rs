//! The cells of a piece of text, and whether one names exactly one person.

/// The separators between cells, the strongest first.
pub(super) const SEPARATORS: [char; 3] = ['\t', ';', ','];

/// A text without space and separators around it; a text of separators alone is kept, less its space.
pub(super) fn trimmed(piece: &str) -> &str {
    piece.trim_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c))
}

/// The cells between separators, without empty ones. Inside quotes and angle brackets nothing separates.
pub(super) fn cells(piece: &str, separator: char) -> Vec<&str> {
    let mut cells = Vec::new();
    let (mut begin, mut closing) = (0, None);
    let mut is_at_start = true;
    for (at, c) in piece.char_indices() {
        let rest = piece.get(at..).unwrap_or_default();
        if let Some(end) = closing {
            if c == end {
                closing = None;
            }
        } else if c == separator {
            cells.push(piece.get(begin..at).unwrap_or_default());
            begin = at.saturating_add(c.len_utf8());
            is_at_start = true;
            continue;
        } else if let Some(end) = closing_of(c, is_at_start).filter(|end| closes(rest, c, *end)) {
            closing = Some(end);
        }
        is_at_start = is_at_start && c.is_whitespace();
    }
    cells.push(piece.get(begin..).unwrap_or_default());
    cells.retain(|cell| !trimmed(cell).is_empty());
    cells
}

/// The character that ends what this one opens: a quote opens at the start of a cell, a bracket everywhere.
fn closing_of(c: char, is_at_start: bool) -> Option<char> {
    match c {
        '"' if is_at_start => Some('"'),
        '<' => Some('>'),
        _ => None,
    }
}

/// True if what opens here is closed later; a stray quote is a character like others.
fn closes(rest: &str, opening: char, closing: char) -> bool {
    rest.get(opening.len_utf8()..).is_some_and(|inside| inside.contains(closing))
}

/// True if a cell names exactly one person: an address, an id or an account name that no person has for a name.
pub(super) fn is_key(cell: &str) -> bool {
    let cell = cell.trim();
    if let Some((_, rest)) = cell.split_once('<') {
        return rest.trim_end().ends_with('>');
    }
    let cell = unquoted(cell);
    !cell.contains(char::is_whitespace) && (cell.contains('@') || is_account(&cell))
}

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty())
}

/// An id as the service makes them: 32 hexadecimal digits, with hyphens or without.
pub(super) fn is_id(text: &str) -> bool {
    let digits = text.chars().filter(|c| *c != '-');
    digits.clone().count() == 32 && digits.clone().all(|c| c.is_ascii_hexdigit())
}

/// A word that looks like an account: with a digit, a dot, an underscore or a backslash in it.
pub(super) fn is_account(text: &str) -> bool {
    let inner = text.trim_matches('.');
    inner.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '\\'))
}

/// A text without the quotes around it and without stray ones; a doubled quote is one.
pub(super) fn unquoted(text: &str) -> String {
    let text = text.trim();
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let inner = inner.strip_prefix(['"', '(', '[']).unwrap_or(inner);
    inner.trim_end_matches(['"', ')', ']', '.', ',', ';']).replace("\"\"", "\"").trim().to_owned()
}
