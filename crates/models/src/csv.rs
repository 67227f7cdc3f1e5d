//! Tables as CSV (RFC 4180) for spreadsheets, in which no cell is calculated: text that begins like a formula stays text. It must
//! not know what the cells mean.

/// A table in CSV: UTF-8 with a byte order mark, which spreadsheets need to read it as such, lines ended by CRLF, every cell quoted.
///
/// ```
/// use request_center_models::csv::Csv;
///
/// let mut csv = Csv::default();
/// csv.row(&["Item".to_owned(), "Comment".to_owned()]);
/// csv.row(&["Night \"shift\" lead".to_owned(), "=2+5".to_owned()]);
/// assert_eq!(csv.into_text(), "\u{feff}\"Item\",\"Comment\"\r\n\"Night \"\"shift\"\" lead\",\"'=2+5\"\r\n");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csv(String);

impl Default for Csv {
    fn default() -> Self {
        Self("\u{feff}".to_owned())
    }
}

impl Csv {
    /// Adds a line. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    pub fn row(&mut self, cells: &[String]) {
        for (at, cell) in cells.iter().enumerate() {
            self.0.push_str(if at == 0 { "\"" } else { ",\"" });
            if is_formula(cell) {
                self.0.push('\'');
            }
            self.0.push_str(&cell.replace('"', "\"\""));
            self.0.push('"');
        }
        self.0.push_str("\r\n");
    }

    /// The whole text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

/// Returns whether a spreadsheet would calculate the text: it begins with `=`, `+`, `-` or `@`, wide ones included, whatever space or
/// control character comes before.
fn is_formula(cell: &str) -> bool {
    let begins = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
