//! Reading the rules: in sentences, for administrators alone; everybody else is told why.

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
            "Not everyone may ask for access for others.",
            "Managers may ask for access for those who report to them.",
            "Entitlements can be requested.",
            "An entitlement can be asked for without a comment.",
            "Whoever denies a request for an entitlement must say why.",
            "Requests for entitlements need the approval of: Source owner and Manager.",
            "Where requester and approver are the same person, the request is approved by itself.",
            "The first reminder goes out after 5 days without a decision",
            "There are 2 days between two reminders.",
            "After 3 reminders the request is passed on.",
            "Where nobody else is left to decide, Tomás Herrera decides.",
            "Approvers need not sign in again to decide.",
            "Decisions are made here.",
        ] {
            page.see_text(sentence).await;
        }
    });
}

#[test]
fn the_names_the_api_gives_the_fields_are_there_for_the_asking() {
    visit(async |page| {
        page.change_config(json!({ "quietHours": { "from": "22:00" } })).await;
        page.open_settings().await;
        page.see_text("1 further field is kept exactly as it is.").await;
        page.see_no_text("maxReminders").await;
        page.click(field("Show the API’s field names")).await;
        page.see_text("approvalReminderAndEscalationConfig.maxReminders").await;
        page.see_text("requestOnBehalfOfConfig.allowRequestOnBehalfOfAnyoneByAnyone").await;
        page.see_text("quietHours.from").await;
    });
}

#[test]
fn rules_nobody_has_set_are_said_to_be_unset() {
    visit(async |page| {
        let none = json!({ "daysUntilEscalation": null, "maxReminders": null, "fallbackApproverRef": null });
        let schemes = json!({ "grantRequestApprovalSchemes": "" });
        page.change_config(
            json!({ "approvalReminderAndEscalationConfig": none, "entitlementRequestConfig": schemes }),
        )
        .await;
        page.open_settings().await;
        page.see_text("No time is set after which approvers are reminded").await;
        page.see_text("No number of reminders is set.").await;
        page.see_text("Nobody is named for the case that nobody else is left to decide.").await;
        page.see_text("Requests for entitlements need no approval.").await;
    });
}

#[test]
fn nobody_else_sees_the_panel() {
    visit(async |page| {
        let others: Vec<String> =
            page.personas().await.into_iter().filter(|persona| persona != "admin").collect();
        assert!(others.contains(&"director".to_owned()), "there are more than {others:?}");
        for persona in &others {
            page.open_as(persona).await;
            page.see_value(field("You are"), persona).await;
            page.see(tab("My requests")).await;
            page.see_text("items").await;
            page.see_no(tab("Settings")).await;
        }
        page.open_as("admin").await;
        page.see(tab("Settings")).await;
    });
}

#[test]
fn a_link_to_the_settings_tells_everybody_else_why_not() {
    visit(async |page| {
        page.open("/?persona=employee&rc-view=settings").await;
        page.see_text("The settings are for administrators").await;
        page.see_text("Here is the catalog instead").await;
        page.see(field("Search the catalog")).await;
        page.see_no(tab("Settings")).await;
        assert!(!page.address_query().await.contains("rc-view"), "the address says where they are");
        page.click_tab("My requests").await;
        page.see_no_text("The settings are for administrators").await;
    });
}

#[test]
fn a_page_that_opens_the_settings_tells_everybody_else_why_not() {
    visit(async |page| {
        page.open_as("employee").await;
        page.see_text("items").await;
        page.host_page("document.querySelector('request-center').setAttribute('view', 'settings')").await;
        page.see_text("The settings are for administrators").await;
        page.see(field("Search the catalog")).await;
    });
}

#[test]
fn rules_that_cannot_be_loaded_are_said_and_loaded_again() {
    visit(async |page| {
        page.open_as("admin").await;
        page.see_text("items").await;
        page.plant_fault(CONFIG, Fault::status(500));
        page.click_tab("Settings").await;
        page.see_text("The rules could not be loaded").await;
        page.see_text("Tracking ID for support:").await;
        page.see_no(heading("Safety")).await;
        page.click_button("Try again").await;
        page.see(heading("Safety")).await;
        page.see_no_text("The rules could not be loaded").await;
    });
}

#[test]
fn an_administrator_whom_the_service_refuses_is_told_so() {
    visit(async |page| {
        page.open_as("admin").await;
        page.see_text("items").await;
        page.plant_fault(CONFIG, Fault::status(403).times(9));
        page.click_tab("Settings").await;
        page.see_text("You are not allowed to do this").await;
        page.see_text("The rules have not been loaded yet.").await;
    });
}

#[test]
fn rules_that_forbid_something_stand_as_reasons_in_the_catalog() {
    visit(async |page| {
        page.change_config(json!({ "entitlementRequestConfig": { "allowEntitlementRequest": false } })).await;
        page.change_config(json!({ "approvalsMustBeExternal": true })).await;
        page.open_catalog().await;
        page.see_text("Entitlements are not shown").await;
        page.see_text("The rules of your company do not allow requests for them.").await;
        page.see_no(button("Entitlements*")).await;
        page.see_text("Access is asked for in another system here").await;
        page.open_as("admin").await;
        page.see_text("Entitlements are not shown").await;
        page.see_no_text("Access is asked for in another system here").await;
    });
}
