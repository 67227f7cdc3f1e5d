//! The terms of an entry of a pasted list: keys that name exactly one person, and a name. Reads one entry.

use super::cell::{cells, is_account, is_id, is_key, unquoted, words};

/// The terms of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonTerms {
    /// Ids, or account names that look like one.
    pub ids: Vec<String>,
    /// Account names.
    pub aliases: Vec<String>,
    /// Mail addresses.
    pub emails: Vec<String>,
    /// The name; empty where there is none.
    pub name: String,
    /// True if name and keys come from cells of their own, which may be about several people.
    pub is_row: bool,
}

impl PersonTerms {
    /// True if it says anything that names exactly one person.
    #[must_use]
    pub fn has_key(&self) -> bool {
        !(self.ids.is_empty() && self.aliases.is_empty() && self.emails.is_empty())
    }
}

/// Reads an entry: its cells where it has several, else as a whole. A single word is both an account name and a name.
///
/// ```
/// use request_center_models::paste::terms;
/// let read = terms("\"Vogel, Ines\" <Ines.Vogel@example.com>");
/// assert_eq!((read.emails, read.name.as_str()), (vec!["Ines.Vogel@example.com".to_owned()], "Vogel, Ines"));
/// let read = terms("Vogel\tInes\tivogel7\tSales");
/// assert_eq!((read.aliases, read.name.as_str()), (vec!["ivogel7".to_owned()], "Vogel Ines"));
/// let read = terms("  - dflores ");
/// assert_eq!((read.aliases, read.name.as_str()), (vec!["dflores".to_owned()], "dflores"));
/// ```
#[must_use]
pub fn terms(entry: &str) -> PersonTerms {
    let mut terms = PersonTerms::default();
    let entry = without_bullet(entry.trim());
    let separator = ['\t', ';'].into_iter().find(|separator| cells(entry, *separator).len() > 1);
    let mut parts = match separator {
        Some(separator) => cells(entry, separator),
        None => vec![entry],
    };
    if separator.is_none() && !is_key(entry) {
        // A row of a table with commas: one of its cells is a key. Else the comma is that of a name.
        let by_comma = cells(entry, ',');
        if by_comma.iter().any(|cell| is_key(cell)) {
            parts = by_comma;
        }
    }
    let is_alone = parts.len() == 1;
    terms.is_row = !is_alone;
    let mut names = Vec::new();
    for part in parts {
        read_part(part, is_alone, &mut terms, &mut names);
    }
    // The first cell is the whole name, or it is in the first two.
    terms.name = match names.as_slice() {
        [] => String::new(),
        [first, ..] if words(first).count() > 1 => first.clone(),
        [first, second, ..] => format!("{first} {second}"),
        [first] => first.clone(),
    };
    terms
}

fn read_part(part: &str, is_alone: bool, terms: &mut PersonTerms, names: &mut Vec<String>) {
    let (name, bracketed) = match part.split_once('<') {
        Some((name, rest)) => (name, rest.split('>').next()),
        None => (part, None),
    };
    for text in [Some(name), bracketed].into_iter().flatten() {
        let text = unquoted(text);
        let text = text.strip_prefix("mailto:").unwrap_or(&text).trim();
        if text.is_empty() {
            continue;
        }
        let is_word = !text.contains(char::is_whitespace);
        if is_word && text.contains('@') {
            terms.emails.push(text.to_owned());
        } else if is_word && is_id(text) {
            terms.ids.push(text.to_owned());
        } else if is_word && (is_alone || is_account(text)) {
            terms.aliases.push(text.to_owned());
            if is_alone && !is_account(text) {
                names.push(text.to_owned());
            }
        } else {
            names.push(text.to_owned());
        }
    }
}

/// An entry of a list without its bullet or number.
fn without_bullet(entry: &str) -> &str {
    let Some((first, rest)) = entry.split_once(char::is_whitespace) else { return entry };
    let is_number = first.strip_suffix(['.', ')']).is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()));
    if matches!(first, "-" | "*" | "•" | "–") || is_number { rest.trim_start() } else { entry }
}
