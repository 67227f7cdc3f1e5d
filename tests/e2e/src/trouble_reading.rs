//! Errors while lists are read: each says what happened and what to do, and reading resumes where it can.

use crate::{
    page::{Page, any_alert, button, comment_for, row, tabpanel},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};

const CATALOG: Operation = Operation::ListRequestableObjects;
const STATUS: Operation = Operation::ListAccessRequestStatus;

/// The catalog fails with that fault and says so.
fn the_catalog_fails_and_says(fault: impl Into<Fault>, says: &str) {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(CATALOG, fault.into().times(50));
        page.host.open_as("employee").await;
        page.see_text(says).await;
        page.see_text("We couldn’t load").await;
        page.see_button("Try again").await;
    });
}

#[test]
fn a_failed_catalog_loads_after_a_retry() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(CATALOG, Fault::status(500).times(50));
        page.host.open_as("employee").await;
        page.see_text("The service failed").await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see(row("Museum guide")).await;
        page.see_no_text("The service failed").await;
    });
}

#[test]
fn a_server_error_shows_its_tracking_id() {
    the_catalog_fails_and_says(Fault::status(500), "Tracking ID for support:");
}

#[test]
fn a_dropped_connection_is_reported() {
    the_catalog_fails_and_says(Kind::DropBefore, "We couldn’t reach the service");
}

#[test]
fn truncated_json_is_reported() {
    the_catalog_fails_and_says(Kind::TruncatedJson, "We couldn’t read the response");
}

#[test]
fn a_sign_in_page_in_place_of_a_list_is_named_whatever_its_status() {
    visit_in(World::company(), async |page| {
        page.host.open_as("employee").await;
        page.see(row("Museum guide")).await;
        let pages = [200, 401, 403, 405].map(|status| Kind::Html { status });
        let redirects = [Some("/sandbox/sign-in".to_owned()), None];
        let redirects = redirects.map(|location| Kind::Redirect { status: 302, location });
        for kind in pages.into_iter().chain(redirects) {
            page.sandbox.clear_faults();
            page.sandbox.plant_fault(CATALOG, Fault::from(kind).times(50));
            page.host.reload().await;
            page.see_text("Your sign-in has probably ended").await;
            page.see_text("Sign in in another tab or reload the page. What you typed is kept.").await;
            page.see_no_text("Service message").await;
            assert_eq!(page.host.events("error").await[0]["code"], "signed_out");
        }
    });
}

#[test]
fn a_proxys_words_are_not_shown_as_the_services() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(CATALOG, Fault::from(Kind::Text { status: 502 }).times(50));
        page.host.open_as("employee").await;
        page.see_text("The service failed").await;
        page.see_no_text("Service message").await;
    });
}

#[test]
fn a_row_with_an_odd_field_is_shown_and_counted() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Payroll analyst"]).await;
        let odd = Kind::Alter { change: serde_json::json!({ "description": 4711 }), row: Some(0) };
        page.sandbox.plant_fault(STATUS, Fault::from(odd).times(50));
        page.click_tab("My requests").await;
        page.refresh().await;
        page.see(row("Payroll analyst")).await;
        page.see_text("1 row is incomplete.").await;
        page.see_button("Copy details").await;
        page.sandbox.clear_faults();
        page.refresh().await;
        page.see_no_text("incomplete").await;
    });
}

#[test]
fn an_empty_body_is_reported() {
    the_catalog_fails_and_says(Kind::EmptyBody, "We couldn’t read the response");
}

#[test]
fn a_refusal_is_reported() {
    the_catalog_fails_and_says(Fault::status(403), "You don’t have permission to do this");
}

#[test]
fn a_missing_list_is_reported() {
    the_catalog_fails_and_says(Fault::status(404), "The service couldn’t find this");
}

#[test]
fn a_token_rejected_twice_asks_to_sign_in_again() {
    the_catalog_fails_and_says(Fault::status(401), "Your session has ended");
}

#[test]
fn a_token_rejected_once_is_renewed_silently() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(CATALOG, Fault::status(401).times(1));
        page.host.open_as("employee").await;
        page.see(row("Museum guide")).await;
        page.see_no(any_alert()).await;
    });
}

#[test]
fn an_expiring_token_is_renewed_while_typing() {
    visit_in(World { token_seconds: Some(1), ..World::company() }, async |page| {
        page.open_catalog().await;
        page.add(&["Payroll analyst"]).await;
        page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await.requests, 1);
        assert!(page.sandbox.token_calls().await > 1, "a token of one second must have been renewed");
    });
}

#[test]
fn a_busy_service_is_retried_after_the_time_it_names() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(CATALOG, Fault::rate_limited(Some(3)));
        page.host.open_as("employee").await;
        page.see_text("The service is busy.").await;
        page.see(row("Museum guide")).await;
        page.see_no_text("The service is busy.").await;
    });
}

#[test]
fn a_pause_of_years_is_shown_with_its_end_and_a_retry_is_sent_at_once() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(CATALOG, Fault::rate_limited(Some(999_999_999)));
        page.host.open_as("employee").await;
        page.see_text("The service is busy. Wait until").await;
        page.see_text(", 2058").await;
        let before = page.sandbox.calls(CATALOG).await;
        page.click_button("Try again").await;
        page.see(row("Museum guide")).await;
        page.see_no_text("Wait until").await;
        assert_eq!(page.sandbox.calls(CATALOG).await, before + 1);
    });
}

#[test]
fn a_slow_response_shows_a_loading_state() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(CATALOG, Fault::slow(2500));
        page.sandbox.plant_fault(Operation::ListEntitlements, Fault::slow(2500));
        page.host.open_as("employee").await;
        page.see_text("Loading the catalog …").await;
        page.see(row("Museum guide")).await;
        page.see_no_text("Loading the catalog …").await;
    });
}

#[test]
fn an_answer_of_two_megabytes_is_read() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(CATALOG, Kind::Huge { bytes: 2_000_000 });
        page.host.open_as("employee").await;
        page.see(row("Museum guide")).await;
    });
}

#[test]
fn entitlements_that_cannot_be_read_leave_the_rest_usable() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(Operation::ListEntitlements, Fault::status(500).times(50));
        page.host.open_as("employee").await;
        page.see(row("Museum guide")).await;
        page.see_text("We couldn’t load entitlements. You see roles and access profiles only.").await;
        page.add(&["Museum guide"]).await;
    });
}

#[test]
fn a_catalog_without_the_open_requests_says_so() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(STATUS, Fault::status(500).times(50));
        page.host.open_as("employee").await;
        page.see_text("We couldn’t load your open requests").await;
        page.see(row("Museum guide")).await;
    });
}

#[test]
fn my_requests_that_fail_to_load_can_be_retried() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(STATUS, Fault::status(500).times(50));
        page.host.open_as("employee").await;
        page.click_tab("My requests").await;
        page.see_text("We couldn’t load your requests").await;
        page.sandbox.clear_faults();
        retry_in_panel(page).await;
        page.see(row("Payroll approver")).await;
    });
}

#[test]
fn rows_that_fail_to_refresh_stay_and_show_their_age() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.sandbox.plant_fault(STATUS, Fault::status(500).times(50));
        page.refresh().await;
        page.see_text("We couldn’t refresh it since.").await;
        page.see(row("Payroll approver")).await;
        page.sandbox.clear_faults();
        retry_in_panel(page).await;
        page.see_no_text("We couldn’t refresh it since.").await;
    });
}

#[test]
fn a_rejected_status_query_is_split_into_two() {
    visit_in(World::company(), async |page| {
        let refused = Fault::status(403).times(50).matching("regarding-identity");
        page.sandbox.plant_fault(STATUS, refused);
        page.open_my_requests().await;
        page.see(row("Payroll approver")).await;
    });
}

async fn retry_in_panel(page: &Page) {
    page.click(button("Try again").inside(tabpanel("My requests"))).await;
}

#[test]
fn going_offline_is_reported_and_reading_resumes_when_back() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.host.set_offline(true).await;
        page.see_text("You’re offline.").await;
        page.see(row("Payroll approver")).await;
        page.host.set_offline(false).await;
        page.see_no_text("You’re offline.").await;
        let before = page.sandbox.calls(STATUS).await;
        page.refresh().await;
        page.sandbox.see_more_calls(STATUS, before).await;
        page.see(row("Payroll approver")).await;
        page.see_no(any_alert()).await;
    });
}
