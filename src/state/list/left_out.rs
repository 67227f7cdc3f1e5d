//! The fields of rows that could not be read. Knows no list and no words.

use crate::state::index::Index;

/// A field that could not be read, and the page its row is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The offset of the page; `None` for an answer without pages.
    pub offset: Option<u32>,
    /// The operation, the row, the place in it, and the value in short.
    field: String,
}

impl LeftOut {
    /// The fields of an answer, with the offset of its page if it has pages.
    #[must_use]
    pub fn of(offset: Option<u32>, fields: Vec<String>) -> Vec<Self> {
        fields.into_iter().map(|field| Self { offset, field }).collect()
    }

    /// The operation and the row; a row without an id is known by its number on the page.
    fn row(&self) -> String {
        let (operation, row) = operation_and_row(&self.field);
        match self.offset.filter(|_| is_number(row)) {
            Some(offset) => format!("{operation} {offset} {row}"),
            None => format!("{operation} {row}"),
        }
    }
}

/// Keeps the fields of those rows, by their ids, and of rows without an id.
pub fn keep_rows(fields: &mut Vec<String>, is_kept: impl Fn(&str) -> bool) {
    fields.retain(|field| {
        let (_, row) = operation_and_row(field);
        is_number(row) || is_kept(row)
    });
}

fn operation_and_row(field: &str) -> (&str, &str) {
    let mut steps = field.split(['/', ':']);
    (steps.next().unwrap_or_default(), steps.next().unwrap_or_default())
}

fn is_number(row: &str) -> bool {
    row.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number of rows of which a field could not be read.
#[must_use]
pub fn incomplete_rows(all: &[LeftOut]) -> usize {
    let mut rows = Index::default();
    all.iter().filter(|field| rows.add(&field.row())).count()
}

/// A line for each field: operation, row, place, the value in short, and the page's offset.
#[must_use]
pub fn details(all: &[LeftOut]) -> String {
    let (mut lines, mut known) = (String::new(), Index::default());
    for LeftOut { offset, field } in all {
        if known.add(field) {
            lines.push_str(field);
            if let Some(offset) = offset.filter(|offset| *offset > 0) {
                lines.push_str(&format!(" (offset {offset})"));
            }
            lines.push('\n');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(offset: Option<u32>, fields: &[&str]) -> Vec<LeftOut> {
        LeftOut::of(
            offset,
            fields.iter().map(|field| format!("listEntitlements/{field}: a text was expected")).collect(),
        )
    }

    #[test]
    fn a_row_counts_once_whatever_its_page_and_rows_without_an_id_by_their_place() {
        let same = [fields(Some(0), &["a/name", "a/owner"]), fields(None, &["a/name"])].concat();
        assert_eq!(incomplete_rows(&same), 1);
        let nameless = [Some(0), Some(250), None].map(|offset| fields(offset, &["3/name"])).concat();
        assert_eq!(incomplete_rows(&nameless), 3);
        assert_eq!(incomplete_rows(&fields(Some(0), &["3", "4"])), 2);
    }

    #[test]
    fn details_name_each_field_once_and_its_page() {
        let all = [fields(Some(250), &["a/name"]), fields(None, &["a/name"])].concat();
        assert_eq!(details(&all), "listEntitlements/a/name: a text was expected (offset 250)\n");
    }

    #[test]
    fn fields_of_other_rows_are_dropped() {
        let mut all = vec!["op/a/name: x".to_owned(), "op/b/name: x".to_owned(), "op/3: x".to_owned()];
        keep_rows(&mut all, |row| row == "a");
        assert_eq!(all, ["op/a/name: x", "op/3: x"]);
    }
}
