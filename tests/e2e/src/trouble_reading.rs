//! Trouble while lists are read: each says what happened and what to do, and reading goes on where it can.

use crate::{
    page::{Page, any_alert, button, comment_for, row, tabpanel},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};

const CATALOG: Operation = Operation::ListRequestableObjects;
const STATUS: Operation = Operation::ListAccessRequestStatus;

/// The catalog fails that way and says so.
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
fn a_catalog_that_failed_comes_back_with_try_again() {
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
fn a_failing_service_is_named_with_its_tracking_id() {
    the_catalog_fails_and_says(Fault::status(500), "Tracking ID for support:");
}

#[test]
fn a_dropped_connection_is_named() {
    the_catalog_fails_and_says(Kind::DropBefore, "We couldn’t reach the service");
}

#[test]
fn truncated_json_is_named() {
    the_catalog_fails_and_says(Kind::TruncatedJson, "We couldn’t read the response");
}

#[test]
fn html_instead_of_json_is_named() {
    the_catalog_fails_and_says(Kind::Html { status: 200 }, "We couldn’t read the response");
}

#[test]
fn an_empty_body_is_named() {
    the_catalog_fails_and_says(Kind::EmptyBody, "We couldn’t read the response");
}

#[test]
fn a_refusal_is_named() {
    the_catalog_fails_and_says(Fault::status(403), "You don’t have permission to do this");
}

#[test]
fn a_list_that_is_not_there_is_named() {
    the_catalog_fails_and_says(Fault::status(404), "The service couldn’t find this");
}

#[test]
fn a_token_refused_twice_asks_to_sign_in_again() {
    the_catalog_fails_and_says(Fault::status(401), "Your session has ended");
}

#[test]
fn a_token_refused_once_is_renewed_without_a_word() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(CATALOG, Fault::status(401).times(1));
        page.host.open_as("employee").await;
        page.see(row("Museum guide")).await;
        page.see_no(any_alert()).await;
    });
}

#[test]
fn a_token_that_expires_is_renewed_while_typing_goes_on() {
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
fn a_busy_service_is_waited_for_as_long_as_it_asks() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(CATALOG, Fault::rate_limited(Some(3)));
        page.host.open_as("employee").await;
        page.see_text("The service is busy.").await;
        page.see(row("Museum guide")).await;
        page.see_no_text("The service is busy.").await;
    });
}

#[test]
fn a_slow_answer_shows_that_it_is_awaited() {
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
fn a_catalog_that_does_not_know_the_open_requests_says_so() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(STATUS, Fault::status(500).times(50));
        page.host.open_as("employee").await;
        page.see_text("We couldn’t load your open requests").await;
        page.see(row("Museum guide")).await;
    });
}

#[test]
fn my_requests_that_cannot_be_read_can_be_asked_for_again() {
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
fn rows_that_cannot_be_read_again_stay_and_say_how_old_they_are() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.sandbox.plant_fault(STATUS, Fault::status(500).times(50));
        page.check_now().await;
        page.see_text("We couldn’t refresh it since.").await;
        page.see(row("Payroll approver")).await;
        page.sandbox.clear_faults();
        retry_in_panel(page).await;
        page.see_no_text("We couldn’t refresh it since.").await;
    });
}

#[test]
fn a_status_list_that_refuses_the_wide_question_is_asked_two_narrow_ones() {
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
fn going_offline_is_said_and_reading_goes_on_when_back() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.host.offline(true).await;
        page.see_text("You’re offline.").await;
        page.see(row("Payroll approver")).await;
        page.host.offline(false).await;
        page.see_no_text("You’re offline.").await;
        let before = page.sandbox.calls(STATUS).await;
        page.check_now().await;
        page.sandbox.see_more_calls(STATUS, before).await;
        page.see(row("Payroll approver")).await;
        page.see_no(any_alert()).await;
    });
}
