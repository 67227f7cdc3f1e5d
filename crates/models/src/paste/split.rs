//! Takes a list apart into entries. A line is one person described in several cells, or several people; nothing of it is dropped but
//! separators and space.

use super::cell::{SEPARATORS, cells, is_key, trimmed, words};

/// The entries of a list, in its order, each as it was pasted: a line that describes one person, or each of several people in it.
///
/// ```
/// use request_center_models::paste::entries;
/// assert_eq!(entries("Ines Vogel <ines@example.com>; jo@example.com\r\n\r\ndflores"),
///     ["Ines Vogel <ines@example.com>", "jo@example.com", "dflores"]);
/// assert_eq!(entries("Vogel, Ines\nVogel\tInes\tines@example.com"), ["Vogel, Ines", "Vogel\tInes\tines@example.com"]);
/// ```
#[must_use]
pub fn entries(text: &str) -> Vec<String> {
    let mut entries = Vec::new();
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        take_apart(line, &mut entries);
    }
    entries
}

/// Adds the people of a piece: of each of its cells where it lists several, else the piece as one.
fn take_apart(piece: &str, entries: &mut Vec<String>) {
    let piece = trimmed(piece);
    if piece.is_empty() {
        return;
    }
    for separator in SEPARATORS {
        let cells = cells(piece, separator);
        if cells.len() > 1 {
            if lists_people(&cells, separator) {
                cells.iter().for_each(|cell| take_apart(cell, entries));
            } else {
                entries.push(piece.to_owned());
            }
            return;
        }
    }
    // Addresses alone need no separator.
    if piece.split_whitespace().all(|word| word.contains('@') && !word.contains(['<', '"'])) {
        return entries.extend(piece.split_whitespace().map(str::to_owned));
    }
    entries.push(piece.to_owned());
}

/// True if each cell is a person: all of them are ids or addresses, or, where none is, names of their own.
fn lists_people(cells: &[&str], separator: char) -> bool {
    let keys = cells.iter().filter(|cell| is_key(cell)).count();
    match separator {
        _ if keys == cells.len() => true,
        _ if keys > 0 => false,
        ';' => true,
        // `Vogel, Ines` is one name; `Ines Vogel, Jo Reyes` and `ines, jo, ana` are several.
        ',' => cells.len() > 2 || cells.iter().all(|cell| words(cell).count() > 1),
        _ => false,
    }
}
