//! Closing stuck requests: phase and age, the confirmation, and a verified outcome.

use crate::{
    page::{BAD_REQUEST, Page, any_dialog, button, dialog, field, region, row},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};
use serde_json::json;

const CLOSE: Operation = Operation::CloseAccessRequest;
const ONE: &str = "Close this request?";

async fn confirm(page: &Page, question: &str) {
    page.click(button("Close request").inside(dialog(question))).await;
}

async fn begin(page: &Page) {
    page.open_stuck().await;
    page.host.run("document.querySelector('request-center').setAttribute('poll-seconds', '1')").await;
}

/// The outcome of closing that request.
async fn see_outcome(page: &Page, name: &str, outcome: &str) {
    page.see_text_in(row(name).inside(region("Close requests")), outcome).await;
}

#[test]
fn stuck_requests_show_their_phase_and_age() {
    visit(async |page| {
        page.open_stuck().await;
        page.see_text("4 stuck requests").await;
        page.see_row("Power BI Pro", "Grant for Emily Carter").await;
        page.see_row("Power BI Pro", "Waiting for Sofia Marchetti, since").await;
        page.see_row("Power BI Pro", "23 days").await;
        page.see_row("VPN Remote Access", "Removal for Yusuf Demir, requested by Sofia Marchetti").await;
        page.see_row("VPN Remote Access", "being removed, since").await;
        page.see(row("SAP Goods Receipt and SAP Maintenance Orders")).await;
        page.see_no(row("Large Mailbox")).await;
    });
}

#[test]
fn the_age_of_stuck_requests_can_be_chosen() {
    visit(async |page| {
        page.open_stuck().await;
        page.replace("Open for at least (days)", "5").await;
        page.see_row("Large Mailbox", "5 days").await;
        page.replace("Open for at least (days)", "200").await;
        page.see_text("No stuck requests").await;
        page.replace("Open for at least (days)", "soon").await;
        page.see_error_at(field("Open for at least (days)"), "Enter a whole number of days from 0 to 3,650.")
            .await;
        page.replace("Open for at least (days)", "27").await;
        page.see_text("2 stuck requests").await;
        page.see_no(row("Power BI Pro")).await;
    });
}

#[test]
fn a_close_asks_for_confirmation_and_is_done_only_when_verified() {
    visit(async |page| {
        begin(page).await;
        page.pick_stuck(&["Power BI Pro"]).await;
        page.see_text("1 request selected").await;
        page.click_button("Close request").await;
        let question = || dialog(ONE);
        page.see_text_in(question(), "You can’t undo this").await;
        page.see_text_in(question(), "Power BI Pro").await;
        page.see_text_in(question(), "Status Terminated, outcome Failure.").await;
        page.see_text_in(question(), "The IdentityNow Administrator manually closed this request.").await;
        page.click_button("Keep open").await;
        page.see_no(question()).await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 0);

        page.click_button("Close request").await;
        confirm(page, ONE).await;
        see_outcome(page, "Power BI Pro", "Closed").await;
        page.sandbox.see_closes(1).await;
        page.see_text("3 stuck requests").await;
        let audit = page.sandbox.audit().await;
        let started = audit.as_array().and_then(|all| all.first()).cloned().unwrap_or_default();
        assert_eq!(
            (&started["executionStatus"], &started["completionStatus"], &started["message"]),
            (
                &json!("Terminated"),
                &json!("Failure"),
                &json!("The IdentityNow Administrator manually closed this request.")
            )
        );
    });
}

#[test]
fn many_requests_are_closed_in_one_call_with_the_chosen_message_and_status() {
    visit(async |page| {
        begin(page).await;
        page.click_button("Select all 4").await;
        page.see_text("4 requests selected").await;
        page.pick_stuck(&["prod-break-glass"]).await;
        page.see_text("3 requests selected").await;
        page.type_into("Reason for closing (optional)", "The source was switched off.").await;
        page.choose("Status", "Completed: as if it had run").await;
        page.choose("Outcome", "Incomplete: it partly worked").await;
        page.click_button("Close request").await;
        confirm(page, "Close these 3 requests?").await;
        for name in ["Power BI Pro", "VPN Remote Access", "SAP Goods Receipt and SAP Maintenance Orders"] {
            see_outcome(page, name, "Closed").await;
        }
        page.sandbox.see_closes(3).await;
        page.see_text("1 stuck request").await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 1);
        let audit = page.sandbox.audit().await;
        let started = audit.as_array().and_then(|all| all.first()).cloned().unwrap_or_default();
        assert_eq!(
            (&started["executionStatus"], &started["completionStatus"], &started["message"]),
            (&json!("Completed"), &json!("Incomplete"), &json!("The source was switched off."))
        );
    });
}

#[test]
fn the_selection_and_the_message_survive_a_reload() {
    visit(async |page| {
        page.open_stuck().await;
        page.pick_stuck(&["Power BI Pro"]).await;
        page.type_into("Reason for closing (optional)", "Nobody answers").await;
        page.host.reload().await;
        page.see_value(field("Reason for closing (optional)"), "Nobody answers").await;
        page.see_text("1 request selected").await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 0);
    });
}

fn it_is_not_closed_and_can_be_tried_again(fault: impl Into<Fault>, says: &str) {
    visit(async |page| {
        begin(page).await;
        page.pick_stuck(&["Power BI Pro"]).await;
        page.type_into("Reason for closing (optional)", "Nobody answers").await;
        page.sandbox.plant_fault(CLOSE, fault);
        page.click_button("Close request").await;
        confirm(page, ONE).await;
        see_outcome(page, "Power BI Pro", "Not closed").await;
        page.see_text(says).await;
        page.see_value(field("Reason for closing (optional)"), "Nobody answers").await;
        page.sandbox.clear_faults();
        page.click_button("Close request").await;
        confirm(page, ONE).await;
        see_outcome(page, "Power BI Pro", "Closed").await;
        page.sandbox.see_closes(1).await;
    });
}

#[test]
fn a_refusal_keeps_the_selection_and_the_message() {
    it_is_not_closed_and_can_be_tried_again(Fault::status(403), "You don’t have permission to do this");
}

#[test]
fn the_services_message_about_a_bad_request_is_shown() {
    it_is_not_closed_and_can_be_tried_again(Fault::status(400), &format!("Service message: {BAD_REQUEST}"));
}

#[test]
fn a_close_without_a_response_is_looked_up_and_found() {
    visit(async |page| {
        begin(page).await;
        page.pick_stuck(&["Power BI Pro"]).await;
        page.sandbox.plant_fault(CLOSE, Kind::DropAfter);
        page.click_button("Close request").await;
        confirm(page, ONE).await;
        see_outcome(page, "Power BI Pro", "Closed").await;
        page.sandbox.see_closes(1).await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 1);
    });
}

#[test]
fn a_close_without_effect_is_not_shown_as_done() {
    visit(async |page| {
        begin(page).await;
        page.pick_stuck(&["Power BI Pro"]).await;
        page.sandbox.plant_fault(CLOSE, Fault::status(500));
        page.click_button("Close request").await;
        confirm(page, ONE).await;
        see_outcome(page, "Power BI Pro", "We don’t know whether it was closed").await;
        see_outcome(page, "Power BI Pro", "Still open").await;
        page.see_row("Power BI Pro", "23 days").await;
        page.sandbox.see_closes(0).await;
        page.see_button("Check again").await;
    });
}

#[test]
fn a_list_that_fails_to_load_says_so_and_can_be_loaded_again() {
    visit(async |page| {
        page.open_settings().await;
        let fault = Fault::status(500).matching("EXECUTING");
        page.sandbox.plant_fault(Operation::ListAccessRequestStatus, fault);
        page.click_button("Stuck requests").await;
        page.see_text("We couldn’t load the stuck requests").await;
        page.click_button("Try again").await;
        page.see(row("Power BI Pro")).await;
    });
}

#[test]
fn requests_that_failed_to_load_cannot_be_closed() {
    visit(async |page| {
        page.open_stuck().await;
        page.pick_stuck(&["Power BI Pro"]).await;
        let fault = Fault::status(500).matching("EXECUTING");
        page.sandbox.plant_fault(Operation::ListAccessRequestStatus, fault);
        page.host.reload().await;
        page.see_text("We couldn’t load the stuck requests").await;
        page.click_button("Close request").await;
        page.see_focus_text("Choose at least one request that has an ID.").await;
        page.see_no(any_dialog()).await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see_text("1 request selected").await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 0);
    });
}

#[test]
fn a_double_click_closes_once() {
    visit(async |page| {
        begin(page).await;
        page.pick_stuck(&["Power BI Pro"]).await;
        page.click_button("Close request").await;
        page.click_twice(button("Close request").inside(dialog(ONE))).await;
        see_outcome(page, "Power BI Pro", "Closed").await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 1);
    });
}
