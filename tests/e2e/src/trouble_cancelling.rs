//! Errors while a request is cancelled: the reason is kept, and a cancel is made once.

use crate::{
    page::{BAD_REQUEST, Effects, Page, any_dialog, button, dialog, field, heading, lost_answer},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};

const CANCEL: Operation = Operation::CancelAccessRequest;

async fn begin(page: &Page) {
    page.open_my_requests().await;
    page.open_request("Payroll approver").await;
    page.start_cancel("Petra is back").await;
}

fn it_was_not_cancelled_and_the_reason_is_kept(fault: impl Into<Fault>, says: &str) {
    visit_in(World::company(), async |page| {
        begin(page).await;
        page.sandbox.plant_fault(CANCEL, fault);
        page.confirm_cancel().await;
        page.see_text("The request wasn’t cancelled").await;
        page.see_text(says).await;
        page.see_value(field("Reason for cancelling"), "Petra is back").await;
        assert_eq!(page.sandbox.effects().await.cancels, 0);
    });
}

#[test]
fn a_refused_cancel_keeps_its_reason() {
    it_was_not_cancelled_and_the_reason_is_kept(Fault::status(403), "You don’t have permission");
}

#[test]
fn a_refused_cancel_can_be_retried_and_is_made_once() {
    visit_in(World::company(), async |page| {
        begin(page).await;
        page.sandbox.plant_fault(CANCEL, Fault::status(403));
        page.confirm_cancel().await;
        page.see_text("The request wasn’t cancelled").await;
        page.see_no(any_dialog()).await;
        page.click_button("Cancel request").await;
        page.confirm_cancel().await;
        page.click_button("Cancelled 1").await;
        page.see_state("Payroll approver", "Cancelled").await;
        page.sandbox.see_effects(Effects { cancels: 1, ..Effects::default() }).await;
    });
}

#[test]
fn the_services_message_about_a_bad_request_is_shown() {
    it_was_not_cancelled_and_the_reason_is_kept(
        Fault::status(400),
        &format!("Service message: {BAD_REQUEST}"),
    );
}

#[test]
fn cancelling_a_request_decided_meanwhile_says_so() {
    visit_in(World::company(), async |page| {
        start_cancelling_a_new_request(page).await;
        page.sandbox.advance(86_400).await;
        page.confirm_cancel().await;
        page.see_text("You can no longer cancel this request").await;
        page.see_text("It has been decided or has ended.").await;
        assert_eq!(page.sandbox.calls(CANCEL).await, 1);
        assert_eq!(page.sandbox.effects().await.cancels, 0);
    });
}

/// Requests Museum guide, which colleagues decide within a day, and opens the confirmation of its cancel.
async fn start_cancelling_a_new_request(page: &Page) {
    page.open_catalog().await;
    page.request_items(&["Museum guide"]).await;
    page.click_button("Show my requests").await;
    page.see_state("Museum guide", "Waiting for Dana Flores").await;
    page.open_request("Museum guide").await;
    page.start_cancel("Nobody visits in winter").await;
}

#[test]
fn a_cancel_dropped_after_the_service_acted_is_looked_up() {
    visit_in(World::company(), async |page| {
        begin(page).await;
        page.sandbox.plant_fault(CANCEL, lost_answer());
        page.confirm_cancel().await;
        page.click_button("Cancelled 1").await;
        page.see_state("Payroll approver", "Cancelled").await;
        page.sandbox.see_effects(Effects { cancels: 1, ..Effects::default() }).await;
    });
}

#[test]
fn a_cancel_that_did_not_arrive_before_the_request_finished_is_not_reported_as_done() {
    visit_in(World::company(), async |page| {
        start_cancelling_a_new_request(page).await;
        page.sandbox.plant_fault(CANCEL, Kind::DropBefore);
        page.confirm_cancel().await;
        page.see_text("We don’t know yet whether the request was cancelled").await;
        page.sandbox.advance(86_400).await;
        page.see_text("You can no longer cancel this request").await;
        page.click_button("Done 1").await;
        page.see_state("Museum guide", "Done").await;
        page.host.see_event("cancelled", 0).await;
        assert_eq!(page.sandbox.effects().await.cancels, 0);
    });
}

#[test]
fn a_double_click_on_confirm_cancels_once_and_clicks_nothing_behind_the_dialog() {
    visit_in(World::company(), async |page| {
        begin(page).await;
        page.click_twice(button("Cancel request").inside(dialog("Cancel this request?"))).await;
        page.see_text("Your cancellation was submitted").await;
        page.see_no(any_dialog()).await;
        page.see(heading("Payroll approver")).await;
        page.sandbox.see_effects(Effects { cancels: 1, ..Effects::default() }).await;
        assert_eq!(page.sandbox.calls(CANCEL).await, 1);
    });
}

#[test]
fn a_double_click_on_cancel_only_opens_the_dialog() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.open_request("Payroll approver").await;
        page.type_into("Reason for cancelling", "Petra is back").await;
        page.click_twice(button("Cancel request")).await;
        page.see(dialog("Cancel this request?")).await;
        page.see_text_in(any_dialog(), "Reason: Petra is back").await;
        assert_eq!(page.sandbox.calls(CANCEL).await, 0);
    });
}

#[test]
fn after_a_server_error_a_cancel_is_looked_up_before_a_retry() {
    visit_in(World::company(), async |page| {
        begin(page).await;
        page.sandbox.plant_fault(CANCEL, Fault::status(500));
        page.confirm_cancel().await;
        page.see_text("We don’t know yet whether the request was cancelled").await;
        assert_eq!(page.sandbox.calls(CANCEL).await, 1);
        assert_eq!(page.sandbox.effects().await.cancels, 0);
        page.see_no(any_dialog()).await;
    });
}

#[test]
fn a_busy_service_delays_the_cancel() {
    visit_in(World::company(), async |page| {
        begin(page).await;
        page.sandbox.plant_fault(CANCEL, Fault::rate_limited(Some(1)));
        page.confirm_cancel().await;
        page.see_text("Your cancellation was submitted").await;
        page.sandbox.see_effects(Effects { cancels: 1, ..Effects::default() }).await;
    });
}
