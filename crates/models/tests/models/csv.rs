//! Tables as CSV, read back by a library that is not ours.

use proptest::prelude::*;
use request_center_models::csv::Csv;

fn read(text: &str, separator: u8) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(separator);
    let mut reader = reader.from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[ \t\r\n;,\"]?[=+@-].{0,9}", "(?s).{0,20}", "[\",;\r\n'=+@-]{0,9}"]
}

proptest! {
    #[test]
    fn every_cell_reads_back_and_none_is_a_formula_whatever_separates_them(
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 3), 1..9),
    ) {
        let mut csv = Csv::default();
        for row in &rows {
            csv.row(row);
        }
        let text = csv.into_text();
        let found = read(&text, b',');
        prop_assert_eq!(found.len(), rows.len());
        for (found, wanted) in found.iter().flatten().zip(rows.iter().flatten()) {
            let signs = ["'=", "'+", "'-", "'@", "'＝", "'＋", "'－", "'＠"];
            let bare = |text: &str| signs.iter().fold(text.to_owned(), |text, sign| text.replace(sign, &sign[1..]));
            prop_assert_eq!(bare(found), bare(wanted));
        }
        for separator in [b',', b';', b'\t'] {
            for cell in read(&text, separator).iter().flatten() {
                prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?} of {text:?}");
            }
        }
    }
}

#[test]
fn only_what_looks_like_a_formula_is_marked() {
    let mut csv = Csv::default();
    let cells = [
        "=1+1",
        " @SUM(A1)",
        "-5",
        "\t+1",
        "＝1",
        "a=b-c",
        "x;=1",
        "'quoted'",
        "",
        "2026-11-30T09:00:00.000Z",
    ];
    csv.row(&cells.map(str::to_owned));
    let wanted = [
        "'=1+1",
        " '@SUM(A1)",
        "'-5",
        "\t'+1",
        "'＝1",
        "a=b-c",
        "x;'=1",
        "'quoted'",
        "",
        "2026-11-30T09:00:00.000Z",
    ];
    assert_eq!(read(&csv.into_text(), b','), [wanted]);
}
