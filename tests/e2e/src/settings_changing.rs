//! Changing the settings: nothing is sent before the review, only edited fields change, and errors are shown at their fields.

use crate::{
    page::{Page, REVIEW, any_dialog, button, dialog, field},
    visit::visit,
};
use request_center_models::operation::Operation;
use serde_json::{Value, json};

const PUT: Operation = Operation::SetAccessRequestConfig;

/// The configuration with that value at that pointer.
fn with(mut config: Value, pointer: &str, value: Value) -> Value {
    *config.pointer_mut(pointer).unwrap_or_else(|| panic!("there is no {pointer}")) = value;
    config
}

async fn expect_config(page: &Page, expected: &Value) {
    assert_eq!(page.sandbox.config().await, *expected);
}

#[test]
fn a_change_is_explained_in_a_sentence_before_it_is_sent() {
    visit(async |page| {
        page.open_setting_form().await;
        let before = page.sandbox.config().await;
        page.click(field("Anyone can request for anyone")).await;
        page.replace("Reminders before escalation", "4").await;
        page.review_settings().await;
        let question = || dialog(REVIEW);
        page.see_text_in(question(), "2 rules change for everyone").await;
        page.see_text_in(question(), "Anyone can request access for anyone.").await;
        page.see_text_in(question(), "Everyone can choose any colleague").await;
        page.see_text_in(question(), "Currently: Not everyone can request access for others.").await;
        page.see_text_in(question(), "The request is escalated after 4 reminders.").await;
        page.see_text_in(question(), "Currently: The request is escalated after 3 reminders").await;
        assert_eq!(page.sandbox.calls(PUT).await, 0);

        page.click_button("Back to the form").await;
        page.see_no(question()).await;
        page.see_value(field("Reminders before escalation"), "4").await;
        expect_config(page, &before).await;

        page.save_settings_confirmed().await;
        page.see_text("Confirmed.").await;
        let expected =
            with(before, "/requestOnBehalfOfConfig/allowRequestOnBehalfOfAnyoneByAnyone", json!(true));
        let expected = with(expected, "/approvalReminderAndEscalationConfig/maxReminders", json!(4));
        expect_config(page, &expected).await;
        assert_eq!(page.sandbox.calls(PUT).await, 1);
        page.see_text("Anyone can request access for anyone.").await;
    });
}

#[test]
fn unknown_fields_survive_an_edit_unchanged() {
    visit(async |page| {
        page.sandbox.change_config(json!({
            "quietHours": { "from": "22:00", "days": [6, 7, null], "share": 0.375, "nested": { "deep": [] } },
            "ceiling": 18_446_744_073_709_551_615_u64,
            "requestOnBehalfOfConfig": { "neighbours": null },
            "approvalReminderAndEscalationConfig": { "pause": {}, "fallbackApproverRef": { "phone": "+47 1" } },
            "entitlementRequestConfig": { "Ωmega": "\"quoted\" \\ and\nlines" },
        }))
        .await;
        let before = page.sandbox.config().await;
        page.open_setting_form().await;
        page.click(field("Approvers must sign in again")).await;
        page.save_settings_confirmed().await;
        expect_config(page, &with(before, "/reauthorizationEnabled", json!(true))).await;
    });
}

#[test]
fn every_switch_and_number_reaches_its_field() {
    visit(async |page| {
        let mut expected = page.sandbox.config().await;
        page.open_setting_form().await;
        for (label, pointer) in [
            (
                "Anyone can request for anyone",
                "/requestOnBehalfOfConfig/allowRequestOnBehalfOfAnyoneByAnyone",
            ),
            (
                "Managers can request for their reports",
                "/requestOnBehalfOfConfig/allowRequestOnBehalfOfEmployeeByManager",
            ),
            ("Entitlements can be requested", "/entitlementRequestConfig/allowEntitlementRequest"),
            (
                "Requesting an entitlement requires a comment",
                "/entitlementRequestConfig/requestCommentsRequired",
            ),
            ("Denying an entitlement requires a comment", "/entitlementRequestConfig/deniedCommentsRequired"),
            ("Auto-approve if requester and approver are the same person", "/autoApprovalEnabled"),
            ("Approvers must sign in again", "/reauthorizationEnabled"),
            ("Decisions are made in another system", "/approvalsMustBeExternal"),
        ] {
            page.click(field(label)).await;
            let flag = expected.pointer(pointer) == Some(&json!(true));
            expected = with(expected, pointer, json!(!flag));
        }
        for (label, text, name, value) in [
            ("Days until the first reminder or escalation", "0", "daysUntilEscalation", json!(0)),
            ("Days between reminders", "", "daysBetweenReminders", json!(null)),
            ("Reminders before escalation", "20", "maxReminders", json!(20)),
        ] {
            page.replace(label, text).await;
            expected = with(expected, &format!("/approvalReminderAndEscalationConfig/{name}"), value);
        }
        page.save_settings_confirmed().await;
        expect_config(page, &expected).await;
    });
}

#[test]
fn a_value_out_of_range_is_reported_at_its_field_and_not_sent() {
    visit(async |page| {
        page.open_setting_form().await;
        page.replace("Days until the first reminder or escalation", "366").await;
        page.replace("Days between reminders", "2.5").await;
        page.replace("Reminders before escalation", "21").await;
        page.click_button("Save settings").await;
        page.see_text("Fix 3 problems to continue").await;
        let days = "Enter a whole number of days from 0 to 365, or leave the field empty.";
        page.see_error_at(field("Days until the first reminder or escalation"), days).await;
        page.see_error_at(field("Days between reminders"), days).await;
        let reminders = "Enter a whole number from 1 to 20, or leave the field empty.";
        page.see_error_at(field("Reminders before escalation"), reminders).await;
        page.see_focus_text("Fix 3 problems").await;
        page.see_no(any_dialog()).await;

        page.replace("Days until the first reminder or escalation", "365").await;
        page.see_no_error_at(field("Days until the first reminder or escalation")).await;
        page.see_text("Fix 2 problems to continue").await;
        assert_eq!(page.sandbox.calls(PUT).await, 0);
    });
}

#[test]
fn a_number_out_of_range_is_reported_while_typing_and_hides_no_other_change() {
    visit(async |page| {
        page.open_setting_form().await;
        page.click(field("Anyone can request for anyone")).await;
        page.see_text("1 change").await;
        page.replace("Reminders before escalation", "21").await;
        let reminders = "Enter a whole number from 1 to 20, or leave the field empty.";
        page.see_error_at(field("Reminders before escalation"), reminders).await;
        page.see_text("Fix 1 problem to continue").await;
        page.see_text("Anyone can request access for anyone.").await;
        page.see_focus(field("Reminders before escalation")).await;
        page.replace("Reminders before escalation", "2").await;
        page.see_no_error_at(field("Reminders before escalation")).await;
        page.see_text("2 changes").await;
    });
}

#[test]
fn the_save_buttons_stay_visible_with_many_changes() {
    visit(async |page| {
        page.open_setting_form().await;
        for label in [
            "Anyone can request for anyone",
            "Managers can request for their reports",
            "Entitlements can be requested",
            "Requesting an entitlement requires a comment",
            "Denying an entitlement requires a comment",
            "Auto-approve if requester and approver are the same person",
            "Approvers must sign in again",
            "Decisions are made in another system",
        ] {
            page.click(field(label)).await;
        }
        page.review_settings().await;
        for (width, height) in [(1280, 700), (320, 700)] {
            page.host.resize(width, height, 1).await;
            let seen = page.visible_buttons().await;
            for name in ["Save settings", "Back to the form"] {
                assert!(seen.iter().any(|one| one == name), "{name} at {width} px, in sight: {seen:?}");
            }
        }
    });
}

#[test]
fn approvers_can_be_added_ordered_and_removed() {
    visit(async |page| {
        let before = page.sandbox.config().await;
        page.open_setting_form().await;
        page.click_button("Move up: Manager").await;
        page.see_announced("Manager is now number 1.").await;
        page.see_focus(button("Move down: Manager")).await;
        page.choose("Add to the list", "Entitlement owner").await;
        page.click_button("Add").await;
        page.click_button("Remove Source owner").await;
        page.choose("Add to the list", "A governance group").await;
        page.click_button("Add").await;
        page.see_error_at(field("ID of the governance group"), "Enter the ID of the group.").await;
        page.see_focus(field("ID of the governance group")).await;
        page.type_into("ID of the governance group", "no spaces").await;
        page.click_button("Add").await;
        page.click_button("Save settings").await;
        page.see_text("Enter the ID of the governance group, without spaces or commas.").await;
        page.click_button("Remove Governance group no spaces").await;
        page.save_settings_confirmed().await;
        let list = json!("manager, entitlementOwner");
        expect_config(page, &with(before, "/entitlementRequestConfig/grantRequestApprovalSchemes", list))
            .await;
    });
}

#[test]
fn the_services_message_about_an_unknown_group_is_quoted() {
    visit(async |page| {
        let before = page.sandbox.config().await;
        page.open_setting_form().await;
        page.choose("Add to the list", "A governance group").await;
        page.type_into("ID of the governance group", "g-404").await;
        page.click_button("Add").await;
        page.save_settings().await;
        page.see_text("The settings weren’t saved").await;
        page.see_text("There is no governance group \"g-404\"").await;
        page.see_button("Remove Governance group g-404").await;
        expect_config(page, &before).await;
    });
}

#[test]
fn the_fallback_approver_is_searched_by_name() {
    visit(async |page| {
        let before = page.sandbox.config().await;
        page.open_setting_form().await;
        page.click_button("Someone else").await;
        page.type_into("Fallback approver", "Lena").await;
        page.click(button("*Lena Fischer*")).await;
        page.see_text("If nobody else can decide, Lena Fischer decides.").await;
        page.save_settings_confirmed().await;
        let id = page.sandbox.id_of("manager").await;
        let approver = json!({ "type": "IDENTITY", "id": id, "name": "Lena Fischer" });
        expect_config(
            page,
            &with(before, "/approvalReminderAndEscalationConfig/fallbackApproverRef", approver),
        )
        .await;
    });
}

#[test]
fn an_approver_who_has_left_is_found_by_last_name_first_and_chosen_after_a_question() {
    visit(async |page| {
        page.open_setting_form().await;
        page.click_button("Someone else").await;
        page.type_into("Fallback approver", "Morales, Joaquín").await;
        page.see_text("Left the company").await;
        page.click_button("Choose Joaquín Morales").await;
        page.see_text("This person has left the company and may never respond.").await;
        page.see_text("Choose anyway").await;
        page.click_button("Choose anyway: Joaquín Morales").await;
        page.see_text("If nobody else can decide, Joaquín Morales decides.").await;
    });
}

#[test]
fn a_deleted_approver_is_detected_before_saving() {
    visit(async |page| {
        let gone = json!({ "type": "IDENTITY", "id": "gone", "name": "Gone Person" });
        page.sandbox
            .change_config(json!({ "approvalReminderAndEscalationConfig": { "fallbackApproverRef": gone } }))
            .await;
        page.open_setting_form().await;
        page.click(field("Approvers must sign in again")).await;
        page.click_button("Save settings").await;
        page.see_text("Choose an existing person, or nobody.").await;
        page.see_focus_text("Fix 1 problem").await;
        assert_eq!(page.sandbox.calls(PUT).await, 0);
        page.click_button("Someone else").await;
        page.save_settings_confirmed().await;
    });
}

#[test]
fn changes_survive_a_reload_and_can_be_discarded() {
    visit(async |page| {
        let before = page.sandbox.config().await;
        page.open_setting_form().await;
        page.click(field("Anyone can request for anyone")).await;
        page.replace("Days between reminders", "what?").await;
        page.host.reload().await;
        page.see_value(field("Days between reminders"), "what?").await;
        page.see_text("Change the rules").await;
        page.click_button("Discard changes").await;
        page.see_text("No changes yet").await;
        page.host.reload().await;
        page.see_text("Reminders are sent every 2 days.").await;
        page.see_no(field("Days between reminders")).await;
        expect_config(page, &before).await;
    });
}

#[test]
fn without_changes_there_is_nothing_to_save() {
    visit(async |page| {
        page.open_setting_form().await;
        page.see_text("You haven’t changed anything yet.").await;
        page.click(field("Approvers must sign in again")).await;
        page.see_no_text("You haven’t changed anything yet.").await;
        page.click(field("Approvers must sign in again")).await;
        page.see_described(button("Save settings"), "You haven’t changed anything yet.").await;
        page.click_button("Save settings").await;
        page.see_no(any_dialog()).await;
        assert_eq!(page.sandbox.calls(PUT).await, 0);
    });
}

#[test]
fn a_double_click_saves_once() {
    visit(async |page| {
        page.open_setting_form().await;
        page.click(field("Approvers must sign in again")).await;
        page.click_twice(button("Save settings")).await;
        page.see(dialog(REVIEW)).await;
        assert_eq!(page.sandbox.calls(PUT).await, 0, "the second half of the click confirms nothing");
        page.click_twice(button("Save settings").inside(dialog(REVIEW))).await;
        page.see_text("Settings saved").await;
        assert_eq!(page.sandbox.calls(PUT).await, 1);
    });
}
