//! The viewer's reports: from the page or the directory, searched, filtered, and an administrator's directory search.

use crate::{
    page::{Page, button, checkbox, field, row, tab},
    sandbox::World,
    visit::{visit, visit_in},
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const PEOPLE: Operation = Operation::GetPublicIdentities;
const SEARCH: &str = "Find a person";
const THREE_HUNDRED: World = World {
    seed: None,
    scale: 0,
    token_seconds: None,
    missing: None,
    rate_limit: None,
    reports: 300,
    strict_reads: false,
    rate_millis: None,
    approvals: 0,
    stuck: 0,
    undecided: false,
};

/// Sets the element's `directReports`.
async fn set_direct_reports(page: &Page, answer: &str) {
    let script = format!("document.querySelector('request-center').directReports = {answer};");
    page.host.run(&script).await;
}

#[test]
fn a_manager_sees_their_twelve_reports_and_who_is_active() {
    visit(async |page| {
        page.open_team("manager").await;
        page.see_text("12 people").await;
        page.see_row("Amara Okafor", "Financial Analyst, Finance, Hamburg").await;
        page.see_row("Amara Okafor", "Active").await;
        page.see_row("Ida Bergström", "Inactive").await;
        page.see_count(checkbox("Select *"), 12).await;
    });
}

#[test]
fn people_are_found_by_parts_of_words_without_accents() {
    visit(async |page| {
        page.open_team("manager").await;
        page.see_text("12 people").await;
        page.type_into(SEARCH, "treas lukasz").await;
        page.see(row("Łukasz Nowak")).await;
        page.see_no(row("Amara Okafor")).await;
        page.see_text("1 person").await;
        page.replace(SEARCH, "zebra").await;
        page.see_text("No results").await;
    });
}

#[test]
fn the_activity_filter_narrows_the_list_and_shows_counts() {
    visit(async |page| {
        page.open_team("manager").await;
        page.click_button("Inactive 2").await;
        page.see(row("Joaquín Morales")).await;
        page.see_no(row("Amara Okafor")).await;
        page.click_button("Active 10").await;
        page.see(row("Amara Okafor")).await;
        page.see_no(row("Joaquín Morales")).await;
    });
}

#[test]
fn the_directory_is_read_once_when_the_tab_is_first_opened() {
    visit(async |page| {
        page.host.open_as("manager").await;
        page.see_text("items").await;
        assert_eq!(page.sandbox.calls(PEOPLE).await, 0);
        page.click_tab("My team").await;
        page.see_text("12 people").await;
        page.click_tab("Catalog").await;
        page.click_tab("My team").await;
        page.see_text("12 people").await;
        assert_eq!(page.sandbox.calls(PEOPLE).await, 1);
    });
}

#[test]
fn a_director_of_three_hundred_finds_one_of_them() {
    visit_in(THREE_HUNDRED, async |page| {
        page.open_team("director").await;
        page.see_text("300 people").await;
        page.see_count(checkbox("Select *"), 50).await;
        page.click_button("Show more").await;
        page.see_count(checkbox("Select *"), 100).await;
        page.type_into(SEARCH, "lena fisch").await;
        page.see(row("Lena Fischer")).await;
        page.show_person("Lena Fischer").await;
    });
}

#[test]
fn reading_the_directory_shows_progress_pauses_while_hidden_and_resumes() {
    visit_in(THREE_HUNDRED, async |page| {
        page.sandbox.plant_fault(PEOPLE, Fault::slow(15_000).after(1));
        page.open_team("director").await;
        page.see_text("Searching the directory: 250 of").await;
        page.sandbox.see_calls(PEOPLE, 2).await;
        page.click_tab("Catalog").await;
        page.click_tab("My team").await;
        page.see_text("300 people").await;
        assert_eq!(
            page.sandbox.calls(PEOPLE).await,
            3,
            "the second page was left and asked for again, the first was not"
        );
    });
}

#[test]
fn a_directory_failing_half_way_keeps_its_results_and_resumes() {
    visit_in(THREE_HUNDRED, async |page| {
        page.sandbox.plant_fault(PEOPLE, Fault::status(500).after(1).times(9));
        page.open_team("director").await;
        page.see_text("We couldn’t read the whole directory.").await;
        page.see_text("people found.").await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see_text("300 people").await;
        page.see_no_text("couldn’t read the whole directory").await;
    });
}

#[test]
fn a_viewer_without_reports_sees_that_nobody_reports_to_them() {
    visit(async |page| {
        page.open_team("employee").await;
        page.see_text("Nobody reports to you").await;
        page.see_text("The directory lists nobody with you as their manager.").await;
    });
}

#[test]
fn reports_provided_by_the_page_are_used_without_reading_the_directory() {
    visit(async |page| {
        page.host.open_as("manager").await;
        page.see(tab("My team")).await;
        let amara = page.sandbox.id_of("employee").await;
        set_direct_reports(page, &format!("async () => [{{ identityId: '{amara}', name: 'Amara Okafor', about: 'Desk 12', active: true }}]"))
            .await;
        page.click_tab("My team").await;
        page.see_text("1 person").await;
        page.see_row("Amara Okafor", "Desk 12").await;
        page.show_person("Amara Okafor").await;
        assert_eq!(page.sandbox.calls(PEOPLE).await, 0);
    });
}

#[test]
fn the_tab_is_hidden_if_the_page_returns_no_reports() {
    visit(async |page| {
        page.host.open_as("employee").await;
        page.see(tab("My team")).await;
        set_direct_reports(page, "async () => []").await;
        page.see_no(tab("My team")).await;
        set_direct_reports(page, "undefined").await;
        page.see(tab("My team")).await;
    });
}

#[test]
fn a_page_that_fails_to_return_reports_is_named_and_can_be_retried() {
    visit(async |page| {
        page.host.open_as("manager").await;
        page.see(tab("My team")).await;
        set_direct_reports(page, "async () => { window.asked = (window.asked ?? 0) + 1; await new Promise((done) => setTimeout(done, 50)); if (window.asked < 3) throw new Error('no'); return [{ identityId: 'x', name: 'Ida' }]; }")
            .await;
        page.click_tab("My team").await;
        page.see_text("This page couldn’t tell us who reports to you").await;
        page.click_button("Try again").await;
        page.host.see_true("return window.asked === 2").await;
        page.see_focus(button("Try again")).await;
        page.click_button("Try again").await;
        page.see_row("Ida", "Status unknown").await;
        page.see_no_text("This page couldn’t tell us").await;
    });
}

#[test]
fn an_administrator_finds_anybody_and_removes_access() {
    visit(async |page| {
        page.open_team("admin").await;
        page.see(field(SEARCH)).await;
        page.type_into(SEARCH, "okaf").await;
        page.see_heading("Everyone else").await;
        page.show_person("Amara Okafor").await;
        page.see_row("Month-End Close Team", "since").await;
        page.remove(&["Month-End Close Team"]).await;
        page.see_row("Month-End Close Team", "Removal waiting for Priya Raman").await;
    });
}

#[test]
fn an_administrators_failed_search_says_so_and_can_be_retried() {
    visit(async |page| {
        page.open_team("admin").await;
        page.see(field(SEARCH)).await;
        page.sandbox.plant_fault(PEOPLE, Fault::status(403).times(9).matching("filters="));
        page.type_into(SEARCH, "okaf").await;
        page.see_text("You don’t have permission to do this").await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see(row("Amara Okafor")).await;
    });
}

#[test]
fn the_number_of_access_items_is_in_the_list_once_known() {
    visit(async |page| {
        page.open_report("Ida Bergström").await;
        page.see_text("access items").await;
        page.click_button("Choose another person").await;
        page.see_row("Ida Bergström", "access items").await;
        page.see_focus(button("Ida Bergström")).await;
    });
}
