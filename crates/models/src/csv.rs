//! Tables as CSV (RFC 4180) for spreadsheets, in which no cell is calculated, whether they separate by commas or semicolons: text that
//! begins like a formula stays text. It must not know what the cells mean.

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
    /// Adds a line. Text that a spreadsheet would take for a formula gets an apostrophe before it: in places where lists are
    /// separated by semicolons, or where lines end inside a cell, also in the midst of one.
    pub fn row(&mut self, cells: &[String]) {
        for (at, cell) in cells.iter().enumerate() {
            self.0.push_str(if at == 0 { "\"" } else { ",\"" });
            // True where a cell may begin, whatever separates cells.
            let mut begins = true;
            for c in cell.chars() {
                if begins && is_sign(c) {
                    self.0.push('\'');
                }
                if c == '"' {
                    self.0.push('"');
                }
                self.0.push(c);
                let is_blank = c.is_whitespace() || c.is_control() || c == '\u{feff}' || c == '"';
                begins = matches!(c, ';' | ',') || (begins && is_blank) || matches!(c, '\t' | '\n' | '\r');
            }
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

/// Returns whether a formula begins with it, wide signs included.
fn is_sign(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}
