//! Errors while the settings are saved: changes are kept, and the outcome is determined by reading, never guessed.

use crate::{
    page::{BAD_REQUEST, Page, field},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};

const GET: Operation = Operation::GetAccessRequestConfig;
const PUT: Operation = Operation::SetAccessRequestConfig;
const REMINDERS: &str = "Reminders before escalation";

async fn begin(page: &Page) {
    page.open_setting_form().await;
    page.replace(REMINDERS, "7").await;
}

async fn stands(page: &Page, reminders: u32) {
    assert_eq!(page.sandbox.config().await["approvalReminderAndEscalationConfig"]["maxReminders"], reminders);
}

fn it_is_not_saved_and_can_be_tried_again(fault: impl Into<Fault>, says: &str) {
    visit(async |page| {
        begin(page).await;
        page.sandbox.plant_fault(PUT, fault);
        page.save_settings().await;
        page.see_text("The settings weren’t saved").await;
        page.see_text(says).await;
        page.see_value(field(REMINDERS), "7").await;
        stands(page, 3).await;
        page.sandbox.clear_faults();
        page.save_settings_confirmed().await;
        stands(page, 7).await;
    });
}

/// Without a clear response the save may still be carried out: it is looked up until the time limit before it counts as not
/// saved.
fn it_is_looked_up_before_it_is_called_not_saved(fault: impl Into<Fault>) {
    visit(async |page| {
        begin(page).await;
        page.sandbox.plant_fault(PUT, fault);
        page.save_settings().await;
        page.see_text("We don’t know whether the settings were saved").await;
        page.see_no_text("weren’t saved").await;
        page.sandbox.advance(200).await;
        page.see_text("We checked, and nothing has changed").await;
        page.see_value(field(REMINDERS), "7").await;
        assert_eq!(page.sandbox.calls(PUT).await, 1);
        stands(page, 3).await;
        page.sandbox.clear_faults();
        page.save_settings_confirmed().await;
        stands(page, 7).await;
    });
}

fn it_is_found_saved(fault: impl Into<Fault>) {
    visit(async |page| {
        begin(page).await;
        page.sandbox.plant_fault(PUT, fault);
        page.save_settings().await;
        page.see_text("Settings saved").await;
        page.see_no_text("weren’t saved").await;
        stands(page, 7).await;
        assert_eq!(page.sandbox.calls(PUT).await, 1);
    });
}

#[test]
fn a_refusal_keeps_the_changes() {
    it_is_not_saved_and_can_be_tried_again(Fault::status(403), "You don’t have permission to do this");
}

#[test]
fn the_services_message_about_a_bad_request_is_shown() {
    it_is_not_saved_and_can_be_tried_again(Fault::status(400), &format!("Service message: {BAD_REQUEST}"));
}

#[test]
fn an_expired_sign_in_keeps_the_changes() {
    it_is_not_saved_and_can_be_tried_again(Fault::status(401).times(2), "Your session has ended");
}

#[test]
fn a_service_that_stays_busy_is_reported() {
    it_is_not_saved_and_can_be_tried_again(
        Fault::rate_limited(Some(1)).times(3),
        "Too many requests at once",
    );
}

#[test]
fn after_a_server_error_the_settings_are_read_before_an_outcome_is_shown() {
    it_is_looked_up_before_it_is_called_not_saved(Fault::status(500));
}

#[test]
fn a_save_dropped_before_the_service_acted_is_checked() {
    it_is_looked_up_before_it_is_called_not_saved(Kind::DropBefore);
}

#[test]
fn a_save_answered_with_html_is_checked() {
    it_is_looked_up_before_it_is_called_not_saved(Kind::Html { status: 200 });
}

#[test]
fn a_save_dropped_after_the_service_acted_is_found_saved() {
    it_is_found_saved(Kind::DropAfter);
}

#[test]
fn a_truncated_response_is_found_saved() {
    it_is_found_saved(Kind::TruncatedJson);
}

#[test]
fn an_empty_response_is_found_saved() {
    it_is_found_saved(Kind::EmptyBody);
}

#[test]
fn a_slow_response_is_awaited() {
    it_is_found_saved(Fault::slow(1500));
}

#[test]
fn an_expired_token_is_renewed_silently() {
    visit(async |page| {
        begin(page).await;
        page.sandbox.plant_fault(PUT, Fault::status(401));
        page.save_settings_confirmed().await;
        stands(page, 7).await;
    });
}

#[test]
fn nothing_is_sent_if_the_rules_cannot_be_read_first() {
    visit(async |page| {
        begin(page).await;
        page.review_settings().await;
        page.sandbox.plant_fault(GET, Kind::DropBefore);
        page.confirm_settings().await;
        page.see_text("The settings weren’t saved").await;
        page.see_text("We couldn’t reach the service").await;
        page.see_value(field(REMINDERS), "7").await;
        assert_eq!(page.sandbox.calls(PUT).await, 0);
        page.save_settings_confirmed().await;
    });
}

#[test]
fn saved_is_not_shown_before_it_is_confirmed() {
    visit(async |page| {
        begin(page).await;
        page.review_settings().await;
        page.sandbox.plant_fault(GET, Fault::status(500).after(1).times(60));
        page.confirm_settings().await;
        page.see_text("We don’t know whether the settings were saved").await;
        page.see_text("What you typed is kept.").await;
        // It is looked up again automatically.
        page.sandbox.clear_faults();
        page.see_text("Settings saved").await;
        assert_eq!(page.sandbox.calls(PUT).await, 1);
    });
}

#[test]
fn a_reload_while_the_outcome_is_unknown_finds_it_saved() {
    visit(async |page| {
        begin(page).await;
        page.review_settings().await;
        page.sandbox.plant_fault(GET, Fault::status(500).after(1).times(60));
        page.confirm_settings().await;
        page.see_text("We don’t know whether the settings were saved").await;
        page.sandbox.clear_faults();
        page.host.reload().await;
        page.see_text("Settings saved").await;
        page.see_text("The request is escalated after 7 reminders.").await;
        assert_eq!(page.sandbox.calls(PUT).await, 1);
    });
}

#[test]
fn offline_nothing_is_sent_and_the_changes_are_kept() {
    visit(async |page| {
        begin(page).await;
        page.review_settings().await;
        page.host.set_offline(true).await;
        page.confirm_settings().await;
        page.see_text("The settings weren’t saved").await;
        page.host.set_offline(false).await;
        page.see_value(field(REMINDERS), "7").await;
        page.save_settings_confirmed().await;
        stands(page, 7).await;
    });
}
