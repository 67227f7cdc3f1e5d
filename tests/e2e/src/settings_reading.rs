//! Reading the settings: rules as sentences, for administrators only; others see why they have no access.

use crate::{
    page::{button, field, heading, tab},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;
use serde_json::json;

const CONFIG: Operation = Operation::GetAccessRequestConfig;

#[test]
fn an_administrator_reads_every_rule_as_a_sentence() {
    visit(async |page| {
        page.open_settings().await;
        for sentence in [
            "Not everyone can request access for others.",
            "Managers can request access for their reports.",
            "Entitlements can be requested.",
            "Requests for entitlements don’t require a comment.",
            "Denying a request for an entitlement requires a comment.",
            "Requests for entitlements need approval from: Source owner and Manager.",
            "Requests are approved automatically if requester and approver are the same person.",
            "The first reminder is sent after 5 days without a decision",
            "Reminders are sent every 2 days.",
            "The request is escalated after 3 reminders.",
            "If nobody else can decide, Tomás Herrera decides.",
            "Approvers don’t have to sign in again to decide.",
            "Decisions are made here.",
        ] {
            page.see_text(sentence).await;
        }
    });
}

#[test]
fn the_api_names_of_the_fields_can_be_shown() {
    visit(async |page| {
        page.sandbox.change_config(json!({ "quietHours": { "from": "22:00" } })).await;
        page.open_settings().await;
        page.see_text("1 other field is left unchanged.").await;
        page.see_no_text("maxReminders").await;
        page.click(field("Show API field names")).await;
        page.see_text("approvalReminderAndEscalationConfig.maxReminders").await;
        page.see_text("requestOnBehalfOfConfig.allowRequestOnBehalfOfAnyoneByAnyone").await;
        page.see_text("quietHours.from").await;
    });
}

#[test]
fn rules_without_a_value_are_shown_as_not_set() {
    visit(async |page| {
        let none = json!({ "daysUntilEscalation": null, "maxReminders": null, "fallbackApproverRef": null });
        let schemes = json!({ "grantRequestApprovalSchemes": "" });
        page.sandbox
            .change_config(
                json!({ "approvalReminderAndEscalationConfig": none, "entitlementRequestConfig": schemes }),
            )
            .await;
        page.open_settings().await;
        page.see_text("No time is set for the first reminder or escalation").await;
        page.see_text("No number of reminders is set.").await;
        page.see_text("No fallback approver is set.").await;
        page.see_text("Requests for entitlements need no approval.").await;
    });
}

#[test]
fn only_administrators_see_the_panel() {
    visit(async |page| {
        let others: Vec<String> =
            page.sandbox.personas().await.into_iter().filter(|persona| persona != "admin").collect();
        assert!(others.contains(&"director".to_owned()), "there are more than {others:?}");
        for persona in &others {
            page.host.open_as(persona).await;
            page.see_value(field("You are"), persona).await;
            page.see(tab("My requests")).await;
            page.see_text("items").await;
            page.see_no(tab("Settings")).await;
        }
        page.host.open_as("admin").await;
        page.see(tab("Settings")).await;
    });
}

#[test]
fn a_link_to_the_settings_explains_to_others_why_they_have_no_access() {
    visit(async |page| {
        page.host.open("/?persona=employee&rc-view=settings").await;
        page.see_text("Settings are for administrators").await;
        page.see_text("You see the catalog instead").await;
        page.see(field("Search the catalog")).await;
        page.see_no(tab("Settings")).await;
        assert!(!page.host.address_query().await.contains("rc-view"), "the address says where they are");
        page.click_tab("My requests").await;
        page.see_no_text("Settings are for administrators").await;
    });
}

#[test]
fn the_view_attribute_explains_to_others_why_they_have_no_access() {
    visit(async |page| {
        page.host.open_as("employee").await;
        page.see_text("items").await;
        page.host.run("document.querySelector('request-center').setAttribute('view', 'settings')").await;
        page.see_text("Settings are for administrators").await;
        page.see(field("Search the catalog")).await;
    });
}

#[test]
fn rules_that_fail_to_load_are_reported_and_can_be_loaded_again() {
    visit(async |page| {
        page.host.open_as("admin").await;
        page.see_text("items").await;
        page.sandbox.plant_fault(CONFIG, Fault::status(500));
        page.click_tab("Settings").await;
        page.see_text("We couldn’t load the rules").await;
        page.see_text("Tracking ID for support:").await;
        page.see_no(heading("Security")).await;
        page.click_button("Try again").await;
        page.see(heading("Security")).await;
        page.see_no_text("We couldn’t load the rules").await;
    });
}

#[test]
fn an_administrator_refused_by_the_service_sees_why() {
    visit(async |page| {
        page.host.open_as("admin").await;
        page.see_text("items").await;
        page.sandbox.plant_fault(CONFIG, Fault::status(403).times(9));
        page.click_tab("Settings").await;
        page.see_text("You don’t have permission to do this").await;
        page.see_text("The rules have not been loaded yet.").await;
    });
}

#[test]
fn rules_that_forbid_requests_are_explained_in_the_catalog() {
    visit(async |page| {
        page.sandbox
            .change_config(json!({ "entitlementRequestConfig": { "allowEntitlementRequest": false } }))
            .await;
        page.sandbox.change_config(json!({ "approvalsMustBeExternal": true })).await;
        page.open_catalog().await;
        page.see_text("Entitlements aren’t shown").await;
        page.see_text("Your company doesn’t allow requests for entitlements.").await;
        page.see_no(button("Entitlements*")).await;
        page.see_text("Access is requested in another system").await;
        page.host.open_as("admin").await;
        page.see_text("Entitlements aren’t shown").await;
        page.see_no_text("Access is requested in another system").await;
    });
}
