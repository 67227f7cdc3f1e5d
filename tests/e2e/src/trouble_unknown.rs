//! Requests with an unknown outcome: no response, a truncated one, or rows that are never listed. They are looked up, reported,
//! and not sent twice. The effects are counted in the sandbox's database.

use crate::{
    page::{Effects, Page, button, comment_for, lost_answer, region},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};

const CREATE: Operation = Operation::CreateAccessRequest;
const NOTHING: Effects = Effects { requests: 0, items: 0, cancels: 0 };
const ONE: Effects = Effects { requests: 1, items: 1, cancels: 0 };

async fn compose(page: &Page) {
    page.open_catalog().await;
    page.add(&["Payroll analyst"]).await;
    page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
}

/// The response is lost but the request arrived: it is found and not sent again.
fn the_outcome_is_looked_up(fault: impl Into<Fault>) {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, fault);
        page.submit().await;
        page.see_text("Your request arrived").await;
        assert_eq!(page.sandbox.effects().await, ONE);
        page.click_button("Show my requests").await;
        page.see_state("Payroll analyst", "Waiting for Dana Flores").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn a_write_without_a_response_is_looked_up_and_not_sent_twice() {
    the_outcome_is_looked_up(lost_answer());
}

#[test]
fn a_call_repeated_by_the_browser_is_recognized_and_shown_as_sent() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Kind::ResetAfter);
        page.submit().await;
        page.see_row("Payroll analyst", "Submitted").await;
        page.see_no_text("Already requested").await;
        page.click_button("Show my requests").await;
        page.see_state("Payroll analyst", "Waiting for Dana Flores").await;
        page.click_tab("Catalog").await;
        page.see_no_text("Already requested").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn a_call_that_made_two_access_requests_says_so_where_one_can_be_cancelled() {
    visit_in(World::company(), async |page| {
        page.sandbox.change_settings(|settings| settings.repeats_unnoticed = true);
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Kind::Repeat { copies: 2, millis: 0 });
        page.submit().await;
        page.see_text("Your request was submitted").await;
        page.click_button("Show my requests").await;
        page.see_text("This request arrived twice").await;
        assert_eq!(page.sandbox.effects().await.requests, 2);
    });
}

#[test]
fn an_accepted_request_that_is_never_listed_says_so_and_can_be_cleared() {
    visit_in(World::company(), async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 3_600_000);
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Kind::EmptyBody);
        page.submit().await;
        page.see_text("Your request was submitted").await;
        page.click_button("Show my requests").await;
        page.see_row("Payroll analyst", "Submitted, processing").await;
        page.sandbox.advance(5 * 60).await;
        page.see_row("Payroll analyst", "Submitted, but not listed after 3 minutes").await;
        page.click_button("Dismiss: Payroll analyst").await;
        page.see_no_text("not listed after").await;
        page.see_focus_inside().await;
        assert_eq!(page.sandbox.effects().await, ONE);
        page.sandbox.advance(3_600).await;
        page.refresh().await;
        page.see_state("Payroll analyst", "Waiting for Dana Flores").await;
    });
}

#[test]
fn after_a_server_error_a_write_is_looked_up_before_a_retry() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Fault::status(500));
        page.submit().await;
        page.see_text("We don’t know yet whether your request arrived").await;
        page.see_no(button("Submit request")).await;
        assert_eq!(page.sandbox.calls(CREATE).await, 1);
        assert_eq!(page.sandbox.effects().await, NOTHING);
    });
}

#[test]
fn a_write_dropped_before_the_service_acted_is_looked_up_before_a_retry() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Kind::DropBefore);
        page.submit().await;
        page.see_text("We don’t know yet whether your request arrived").await;
        page.see_text("It won’t be sent twice.").await;
        page.see_no(button("Submit request")).await;
        assert_eq!(page.sandbox.effects().await, NOTHING);
    });
}

#[test]
fn an_unknown_outcome_is_still_looked_up_after_a_reload() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, lost_answer());
        page.sandbox.plant_fault(Operation::ListAccessRequestStatus, Fault::status(500).times(3));
        page.submit().await;
        page.see_text("We don’t know yet whether your request arrived").await;
        page.sandbox.clear_faults();
        page.host.reload().await;
        page.see_row("Payroll analyst", "Requested").await;
        page.see_no(region("Payroll analyst")).await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn a_request_that_did_not_arrive_says_why_and_can_be_resent() {
    visit_in(World::company(), async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Kind::DropBefore);
        page.submit().await;
        page.see_text("We don’t know yet whether your request arrived").await;
        page.sandbox.advance(5 * 60).await;
        page.see_text("Your request didn’t arrive").await;
        page.see_value(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, ONE);
    });
}

#[test]
fn while_an_outcome_is_unknown_nothing_is_announced_as_added() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.sandbox.plant_fault(CREATE, Kind::DropBefore);
        page.submit().await;
        page.see_text("We don’t know yet whether your request arrived").await;
        let add = || button("Add to request: Museum guide");
        page.see_described(add(), "Your request is being sent. Wait until its outcome is known.").await;
        page.click(add()).await;
        page.see(add()).await;
        page.see_no_text("Museum guide is in your request.").await;
        page.see_no(region("Museum guide")).await;
    });
}
