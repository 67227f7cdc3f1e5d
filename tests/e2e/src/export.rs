//! Lists saved as CSV files: the rows shown, in the words of the list, with dates in UTC, and no cell a spreadsheet would calculate.

use crate::{
    page::{AMARA, Page, comment_for},
    sandbox::World,
    visit::{visit, visit_in},
};
use std::collections::BTreeMap;

type Line = BTreeMap<String, String>;

/// Presses *Download CSV*, and reads the file: its name, and its rows by column.
async fn download(page: &Page) -> (String, Vec<Line>) {
    let (name, text) = page.host.downloaded(async || page.click_button("Download CSV").await).await;
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize().map(|row| row.expect("a row with a cell for each column")).collect();
    (name, rows)
}

/// The only row about that item.
fn about<'rows>(rows: &'rows [Line], item: &str) -> &'rows Line {
    let mut found = rows.iter().filter(|row| row["Item"] == item);
    let row = found.next().unwrap_or_else(|| panic!("no {item} in {rows:?}"));
    assert!(found.next().is_none(), "{item} is there twice: {rows:?}");
    row
}

fn is_utc(cell: &str) -> bool {
    cell.len() == "2026-11-30T09:00:00.000Z".len() && cell.ends_with('Z') && cell.as_bytes()[10] == b'T'
}

#[test]
fn the_requests_shown_are_saved_and_no_comment_becomes_a_formula() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Payroll analyst"]).await;
        page.type_keys(comment_for("Payroll analyst"), "=SUM(A1:A9), \"now\"").await;
        page.submit().await;
        page.click_button("Show my requests").await;
        page.see_state("Payroll analyst", "Waiting for Dana Flores").await;
        let (name, rows) = download(page).await;
        assert!(name.starts_with("requests-20") && name.ends_with(".csv"), "{name}");
        assert_eq!(rows.len(), 2, "the open ones alone: {rows:?}");
        let row = about(&rows, "Payroll analyst");
        assert_eq!(row["Comment"], "'=SUM(A1:A9), \"now\"");
        assert_eq!(row["Status"], "Waiting for Dana Flores (1 of 2)");
        assert_eq!((row["Request"].as_str(), row["For"].as_str()), ("Grant", "Mona Okafor"));
        assert!(is_utc(&row["Requested (UTC)"]), "{row:?}");
        page.type_into("Search your requests", "approver").await;
        page.see_no_text("Payroll analyst").await;
        let (_, rows) = download(page).await;
        assert_eq!(rows.len(), 1, "those that match the search: {rows:?}");
    });
}

#[test]
fn the_access_of_a_report_is_saved() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.see_row("Month-End Close Team", "since").await;
        for name in ["Month-End Close Team", "Finance Analyst"] {
            page.expand(name).await;
            page.see_row(name, "Assignment ID").await;
        }
        let (name, rows) = download(page).await;
        assert!(name.starts_with("access-"), "{name}");
        let row = about(&rows, "Month-End Close Team");
        assert_eq!((row["For"].as_str(), row["Removal"].as_str()), (AMARA, "possible"));
        assert!(is_utc(&row["Starts (UTC)"]), "{row:?}");
        assert_eq!(about(&rows, "Finance Analyst")["Removal"], "by rule");
        assert_eq!(about(&rows, "Finance Floor Warden")["Removal"], "unknown", "its origin was not read");
    });
}

#[test]
fn reviewed_approvals_are_saved_with_their_decision() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.click_button("Reviewed").await;
        page.see_text("1 approved, 0 denied").await;
        let (name, rows) = download(page).await;
        assert!(name.starts_with("reviewed-approvals-"), "{name}");
        assert_eq!(rows.len(), 1, "{rows:?}");
        assert!(rows[0]["Decision"].starts_with("Approved by"), "{rows:?}");
        assert!(is_utc(&rows[0]["Decided (UTC)"]), "{rows:?}");
    });
}
