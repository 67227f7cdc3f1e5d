//! Concurrent changes of the settings: another administrator's change is found before it could be overwritten, or after it was.

use crate::{
    page::{Page, any_dialog, button, field, group},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Kind;
use serde_json::json;

const PUT: Operation = Operation::SetAccessRequestConfig;
const REMINDERS: &str = "Reminders before escalation";

/// Chooses one side of a field that both have changed.
async fn take(page: &Page, side: &str, field: &str) {
    page.click(button(side).inside(group(field))).await;
}

#[test]
fn a_concurrent_change_found_before_saving_is_never_overwritten() {
    visit(async |page| {
        page.open_setting_form().await;
        page.replace(REMINDERS, "7").await;
        page.click(field("Anyone can request for anyone")).await;
        page.review_settings().await;
        page.sandbox
            .change_config(json!({ "approvalReminderAndEscalationConfig": { "maxReminders": 9 } }))
            .await;
        let theirs = page.sandbox.config().await;
        page.confirm_settings().await;

        page.see_text("The rules were changed elsewhere before you saved").await;
        page.see_text("Before: The request is escalated after 3 reminders.").await;
        page.see_text("Your value: The request is escalated after 7 reminders.").await;
        page.see_text("Their value: The request is escalated after 9 reminders.").await;
        assert_eq!((page.sandbox.calls(PUT).await, page.sandbox.config().await), (0, theirs.clone()));

        page.click_button("Continue with these choices").await;
        page.see_value(field(REMINDERS), "9").await;
        page.save_settings_confirmed().await;
        let mut expected = theirs;
        expected["requestOnBehalfOfConfig"]["allowRequestOnBehalfOfAnyoneByAnyone"] = json!(true);
        assert_eq!(page.sandbox.config().await, expected, "theirs stays, ours is added");
    });
}

#[test]
fn your_own_value_is_kept_only_where_you_choose_it() {
    visit(async |page| {
        page.open_setting_form().await;
        page.replace(REMINDERS, "7").await;
        let approver = json!({ "maxReminders": 9, "daysBetweenReminders": 30 });
        page.sandbox.change_config(json!({ "approvalReminderAndEscalationConfig": approver })).await;
        page.save_settings().await;
        take(page, "Use your value", REMINDERS).await;
        page.click_button("Continue with these choices").await;
        page.see_value(field(REMINDERS), "7").await;
        page.see_value(field("Days between reminders"), "30").await;
        page.save_settings_confirmed().await;
        let reminders = &page.sandbox.config().await["approvalReminderAndEscalationConfig"];
        assert_eq!((&reminders["maxReminders"], &reminders["daysBetweenReminders"]), (&json!(7), &json!(30)));
    });
}

#[test]
fn unknown_fields_keep_the_values_of_a_concurrent_change() {
    visit(async |page| {
        page.sandbox.change_config(json!({ "quietHours": { "from": "22:00" } })).await;
        page.open_setting_form().await;
        page.replace(REMINDERS, "7").await;
        page.sandbox.change_config(json!({ "quietHours": { "from": "21:00" } })).await;
        page.save_settings().await;
        page.see_text("quietHours.from").await;
        page.see_text("Their value: \"21:00\"").await;
        page.see_text("This field keeps their value.").await;
        page.click_button("Continue with these choices").await;
        page.save_settings_confirmed().await;
        let config = page.sandbox.config().await;
        assert_eq!(config["quietHours"], json!({ "from": "21:00" }));
        assert_eq!(config["approvalReminderAndEscalationConfig"]["maxReminders"], 7);
    });
}

#[test]
fn choosing_all_of_their_values_sends_nothing() {
    visit(async |page| {
        page.open_setting_form().await;
        page.replace(REMINDERS, "7").await;
        page.sandbox
            .change_config(json!({ "approvalReminderAndEscalationConfig": { "maxReminders": 9 } }))
            .await;
        page.save_settings().await;
        page.click_button("Continue with these choices").await;
        page.see_text("Your changes were discarded").await;
        page.see_text("The request is escalated after 9 reminders.").await;
        assert_eq!(page.sandbox.calls(PUT).await, 0);
    });
}

#[test]
fn a_change_made_right_after_the_save_is_reported_and_can_be_resolved() {
    visit(async |page| {
        page.open_setting_form().await;
        page.replace(REMINDERS, "7").await;
        let change = json!({ "approvalReminderAndEscalationConfig": { "maxReminders": 2 } });
        page.sandbox.plant_fault(PUT, Kind::ForeignChange { change, by: None });
        page.save_settings().await;
        page.see_text("Saved, then changed by someone else").await;
        page.see_text("Your value: The request is escalated after 7 reminders").await;
        page.see_text("Their value: The request is escalated after 2 reminders").await;
        page.see_no_text("Settings saved").await;
        take(page, "Use your value", REMINDERS).await;
        page.click_button("Continue with these choices").await;
        page.save_settings_confirmed().await;
        assert_eq!(page.sandbox.config().await["approvalReminderAndEscalationConfig"]["maxReminders"], 7);
    });
}

#[test]
fn a_save_undone_by_somebody_else_is_not_reported_as_saved() {
    visit(async |page| {
        page.open_setting_form().await;
        page.replace(REMINDERS, "7").await;
        let change = json!({ "approvalReminderAndEscalationConfig": { "maxReminders": 3 } });
        page.sandbox.plant_fault(PUT, Kind::ForeignChange { change, by: None });
        page.save_settings().await;
        page.see_text("Saved, then changed by someone else").await;
        page.see_text("Your value: The request is escalated after 7 reminders").await;
        page.see_text("Their value: The request is escalated after 3 reminders").await;
        page.click_button("Continue with these choices").await;
        page.see_text("Your changes were discarded").await;
        assert_eq!(page.sandbox.calls(PUT).await, 1);
    });
}

#[test]
fn the_same_change_on_both_sides_is_no_conflict() {
    visit(async |page| {
        page.open_setting_form().await;
        page.replace(REMINDERS, "7").await;
        page.sandbox
            .change_config(json!({ "approvalReminderAndEscalationConfig": { "maxReminders": 7 } }))
            .await;
        page.save_settings().await;
        page.see_text("Both values are the same.").await;
        page.click_button("Continue with these choices").await;
        page.see_text("Your changes were discarded").await;
        assert_eq!(page.sandbox.calls(PUT).await, 0);
    });
}

#[test]
fn a_concurrent_change_found_on_refresh_is_reported_at_once() {
    visit(async |page| {
        page.open_setting_form().await;
        page.replace(REMINDERS, "7").await;
        page.sandbox.change_config(json!({ "reauthorizationEnabled": true })).await;
        page.click_button("Refresh rules").await;
        page.see_text("The rules were changed elsewhere since you started").await;
        page.see_value(field(REMINDERS), "7").await;
        page.save_settings().await;
        page.see_text("Their value: Approvers must sign in again before they decide.").await;
        page.see_no(any_dialog()).await;
    });
}
