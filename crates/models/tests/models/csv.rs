//! Tables as CSV, read back by a library that is not ours.

use proptest::prelude::*;
use request_center_models::csv::Csv;

fn read(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[ \t\r\n]?[=+@-].{0,9}", "(?s).{0,20}", "[\",\r\n']{0,6}"]
}

proptest! {
    #[test]
    fn every_cell_reads_back_and_none_is_a_formula(
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 3), 1..9),
    ) {
        let mut csv = Csv::default();
        for row in &rows {
            csv.row(row);
        }
        let found = read(&csv.into_text());
        prop_assert_eq!(found.len(), rows.len());
        for (found, wanted) in found.iter().flatten().zip(rows.iter().flatten()) {
            let guarded = found.strip_prefix('\'').filter(|rest| rest == wanted);
            prop_assert!(found == wanted || guarded.is_some(), "{found:?} for {wanted:?}");
            prop_assert!(!found.trim_start().starts_with(['=', '+', '-', '@']), "{found:?}");
        }
    }
}

#[test]
fn only_what_looks_like_a_formula_is_marked() {
    let mut csv = Csv::default();
    let cells = ["=1+1", " @SUM(A1)", "-5", "\t+1", "＝1", "a=b", "'quoted'", "", "2026-11-30T09:00:00.000Z"];
    csv.row(&cells.map(str::to_owned));
    let wanted =
        ["'=1+1", "' @SUM(A1)", "'-5", "'\t+1", "'＝1", "a=b", "'quoted'", "", "2026-11-30T09:00:00.000Z"];
    assert_eq!(read(&csv.into_text()), [wanted]);
}
