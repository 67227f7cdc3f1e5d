//! The lists of pending and reviewed approvals: counts, filters, order, pages, empty and failed states.

use crate::{
    page::{button, checkbox, field, row, tab},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const REMOVAL: &str = "Treasury ledger, Jonas Petit";
const CHANGE: &str = "Vendor master, Kenji Sato";
const PAYMENT: &str = "Payment release, Karim Haddad";
const AUDIT: &str = "Audit reader, Lea Brandt";

#[test]
fn the_pending_count_is_in_the_tab_and_reported_to_the_page() {
    visit_in(World::approvals(), async |page| {
        page.host.open_as("approver").await;
        page.see(tab("Approvals*7")).await;
        page.host.see_event("count", 1).await;
        assert_eq!(page.host.events("count").await[0]["approvals"], 7);
        page.click_tab("Approvals*").await;
        page.host.set_option("undo-seconds", "0").await;
        page.approve(JONAS).await;
        page.see(tab("Approvals*6")).await;
        page.host.see_event("count", 2).await;
        assert_eq!(page.host.events("count").await[1]["approvals"], 6);
    });
}

#[test]
fn pending_approvals_are_filtered_by_kind_person_age_and_text() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.open_filters().await;
        page.choose("Request type", "Date change").await;
        page.see_titles(&[CHANGE]).await;
        page.choose("Request type", "All types").await;
        page.choose("For", "Jonas Petit").await;
        page.see_titles(&[JONAS, REMOVAL]).await;
        page.choose("For", "Anyone").await;
        page.choose("Access", "Treasury ledger").await;
        page.see_titles(&[REMOVAL]).await;
        page.choose("Access", "Any access").await;
        page.choose("Waiting time", "More than 7 days").await;
        page.see_titles(&[CHANGE, AUDIT]).await;
        page.choose("Waiting time", "Any").await;
        page.type_into("Search approvals", "stands lea").await;
        page.see_titles(&[PAYMENT]).await;
        page.type_into("Search approvals", " never").await;
        page.see_text("No matching approvals").await;
    });
}

#[test]
fn pending_approvals_can_be_sorted() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        let oldest = page.titles().await;
        page.choose("Sort by", "Newest first").await;
        let newest: Vec<&str> = oldest.iter().rev().map(String::as_str).collect();
        assert_eq!(newest.len(), 7);
        assert_eq!(oldest.last().map(String::as_str), Some(PAYMENT));
        page.see_row(PAYMENT, "Stands in for Lea").await;
        page.see_titles(&[PAYMENT, REMOVAL, newest[2], newest[3], newest[4], newest[5], newest[6]]).await;
        page.choose("Sort by", "Person").await;
        page.see_text("7 approvals").await;
        let people = page.titles().await;
        assert!(people[0].ends_with("Jonas Petit") && people[6].ends_with("Mona Okafor"), "{people:?}");
        page.choose("Sort by", "Access").await;
        page.see_text("7 approvals").await;
        assert_eq!(page.titles().await[0], AUDIT);
    });
}

#[test]
fn reviewed_approvals_show_outcome_person_time_and_comment_and_are_counted_since_a_date() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.click_button("Reviewed").await;
        page.see_row("Loading dock, Jonas Petit", "Approved by you").await;
        page.see_row("Loading dock, Jonas Petit", "Mondays only").await;
        page.see_text("1 approved, 0 denied").await;
        page.see_no(button("Old archive, Mona Okafor")).await;
        page.choose("Decided in", "the last 90 days").await;
        page.see_row("Old archive, Mona Okafor", "Denied by you").await;
        page.see_text("1 approved, 1 denied").await;
        page.open_approval("Old archive, Mona Okafor").await;
        page.see_text("The archive is closed").await;
        page.see_text("For the jubilee").await;
        page.open_filters().await;
        page.choose("For", "Jonas Petit").await;
        page.see_titles(&["Loading dock, Jonas Petit"]).await;
    });
}

#[test]
fn all_pages_are_read_and_only_some_rows_are_rendered() {
    visit_in(World { approvals: 600, ..World::approvals() }, async |page| {
        page.open_approvals("approver").await;
        page.see_text("607 approvals").await;
        page.see_text("1–100 of 607").await;
        page.see_count(checkbox("Select *"), 100).await;
        page.click_button("Next").await;
        page.see_text("101–200 of 607").await;
        page.see_count(checkbox("Select *"), 100).await;
    });
}

#[test]
fn a_viewer_without_approvals_sees_an_empty_list() {
    visit_in(World::approvals(), async |page| {
        page.host.open("/?persona=employee&rc-view=approvals").await;
        page.see_text("No pending approvals").await;
        page.see_no(field("Search approvals")).await;
        page.see_no(field("Sort by")).await;
        page.see_no(button("Select all shown")).await;
        page.see_button("Refresh").await;
        page.see_no(field("Comment*")).await;
        page.host.open_as("employee").await;
        page.see_text("items").await;
        page.host.see_event("count", 1).await;
        assert_eq!(page.host.events("count").await[0]["approvals"], 0);
        page.see_no(tab("Approvals*")).await;
    });
}

#[test]
fn a_list_that_fails_to_load_says_so_and_can_be_retried() {
    visit_in(World::approvals(), async |page| {
        page.sandbox.plant_fault(Operation::ListPendingApprovals, Fault::status(500).times(5));
        page.host.open("/?persona=approver&rc-view=approvals").await;
        page.see_text("We couldn’t load your approvals").await;
        page.host.see_event("error", 1).await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see(row(JONAS)).await;
    });
}

#[test]
fn the_first_page_stays_when_the_second_fails() {
    visit_in(World { approvals: 253, ..World::approvals() }, async |page| {
        let fault = Fault::status(500).times(4).matching("offset=250");
        page.sandbox.plant_fault(Operation::ListPendingApprovals, fault);
        page.host.open("/?persona=approver&rc-view=approvals").await;
        page.see_text("250 loaded. We couldn’t load the rest.").await;
        page.see_text("1–100 of 250").await;
        page.see_no_text("Last updated").await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see_text("260 approvals").await;
        page.see_no_text("load the rest").await;
    });
}

#[test]
fn rows_stay_when_a_refresh_fails() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.sandbox.plant_fault(Operation::ListPendingApprovals, Fault::status(500).times(5));
        page.click_button("Refresh").await;
        page.see_button("Try again").await;
        page.see(row(JONAS)).await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see_no(button("Try again")).await;
        page.see(row(JONAS)).await;
    });
}
