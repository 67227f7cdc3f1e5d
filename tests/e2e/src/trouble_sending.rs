//! Errors while a request is sent: one clear message, the draft is kept, and nothing is sent twice. The effects are counted in
//! the sandbox's database.

use crate::{
    page::{BAD_REQUEST, Effects, Page, comment_for},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};
use serde_json::json;

const CREATE: Operation = Operation::CreateAccessRequest;
const NOTHING: Effects = Effects { requests: 0, items: 0, cancels: 0 };
const ONE: Effects = Effects { requests: 1, items: 1, cancels: 0 };

async fn compose(page: &Page) {
    page.open_catalog().await;
    page.add(&["Payroll analyst"]).await;
    page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
}

/// Sending fails with that fault, nothing is created, and the draft is kept.
fn nothing_was_sent_and_nothing_is_lost(fault: impl Into<Fault>, says: &str) {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, fault);
        page.submit().await;
        page.see_text(says).await;
        page.see_text("What you typed is kept.").await;
        page.see_value(comment_for("Payroll analyst"), "Covers for Petra").await;
        assert_eq!(page.sandbox.effects().await, NOTHING);
    });
}

/// The service answers 202 with a body that cannot be read.
fn it_was_accepted_whatever_the_body_says(fault: impl Into<Fault>) {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, fault);
        page.submit().await;
        page.see_text("Your request was submitted").await;
        page.click_button("Show my requests").await;
        page.see_state("Payroll analyst", "Waiting for Dana Flores").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn a_refusal_keeps_everything() {
    nothing_was_sent_and_nothing_is_lost(Fault::status(403), "You don’t have permission to do this");
}

#[test]
fn a_refused_request_can_be_resent_and_arrives_once() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Fault::status(403));
        page.submit().await;
        page.see_text("Your request wasn’t submitted").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn a_token_rejected_twice_keeps_everything() {
    nothing_was_sent_and_nothing_is_lost(Fault::status(401).times(2), "Your session has ended");
}

#[test]
fn a_token_rejected_once_is_renewed_and_the_request_sent_once() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Fault::status(401));
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn the_services_message_about_a_bad_request_is_quoted() {
    nothing_was_sent_and_nothing_is_lost(Fault::status(400), &format!("Service message: {BAD_REQUEST}"));
}

#[test]
fn a_busy_service_delays_the_request_and_it_is_sent_once() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Fault::rate_limited(Some(2)));
        page.submit().await;
        page.see_text("The service is busy.").await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn a_busy_service_without_a_retry_time_is_retried_too() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Fault::rate_limited(None));
        page.submit().await;
        page.see_text("The service is busy.").await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn a_request_limited_for_years_keeps_its_form_and_is_sent_when_submitted_again() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Fault::rate_limited(Some(999_999_999)));
        page.submit().await;
        page.see_text("The service is busy. Wait until").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn a_202_with_a_truncated_body_is_accepted() {
    it_was_accepted_whatever_the_body_says(Kind::DropAfter);
}

#[test]
fn a_202_with_truncated_json_is_accepted() {
    it_was_accepted_whatever_the_body_says(Kind::TruncatedJson);
}

#[test]
fn a_202_with_an_empty_body_is_accepted() {
    it_was_accepted_whatever_the_body_says(Kind::EmptyBody);
}

#[test]
fn offline_keeps_the_form_and_it_is_sent_once_when_back() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.click_button("Review request").await;
        page.host.set_offline(true).await;
        page.click_button("Submit request").await;
        page.see_text("You’re offline").await;
        assert_eq!(page.sandbox.effects().await, NOTHING);
        page.host.set_offline(false).await;
        page.see_value(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn a_slow_response_shows_that_the_request_is_being_sent() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Fault::slow(2000));
        page.submit().await;
        page.see_text("Submitting your request …").await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn a_failed_pre_submit_check_sends_nothing_and_loses_nothing() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(Operation::ListRequestableObjects, Fault::status(500).times(10));
        page.submit().await;
        page.see_text("The service failed").await;
        assert_eq!(page.sandbox.effects().await, NOTHING);
        page.sandbox.clear_faults();
        page.see_value(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn errors_are_reported_to_the_page_with_their_code() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Fault::status(403));
        page.submit().await;
        page.host.see_event("error", 1).await;
        let told = page.host.events("error").await;
        assert_eq!(
            (&told[0]["code"], &told[0]["retryable"]),
            (&json!("forbidden"), &json!(false)),
            "{told:?}"
        );
        assert!(told[0]["trackingId"].is_string(), "{told:?}");
    });
}
