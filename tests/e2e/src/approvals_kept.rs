//! State of Approvals that survives a reload: comments, a chosen person, shortcuts turned off, and every filter.

use crate::{
    page::{Page, WORDS, button, field, heading, pick},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;
use serde_json::json;

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const KENJI: &str = "Snowflake analyst, Kenji Sato";
const MONA: &str = "Snowflake analyst, Mona Okafor";
const REMOVAL: &str = "Treasury ledger, Jonas Petit";

#[test]
fn a_comment_on_an_approval_survives_a_reload_and_stays_with_it() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "0").await;
        page.open_approval(JONAS).await;
        page.type_into(WORDS, "Not before spring").await;
        page.host.reload().await;
        page.see_value(field(WORDS), "Not before spring").await;
        page.open_approval(KENJI).await;
        page.see_value(field(WORDS), "").await;
        page.open_approval(JONAS).await;
        page.see_value(field(WORDS), "Not before spring").await;
        page.host.set_option("undo-seconds", "0").await;
        page.click_button("Deny").await;
        page.see_text("Denied by you").await;
        page.host.reload().await;
        page.open_approval(KENJI).await;
        page.see_value(field(WORDS), "").await;
    });
}

#[test]
fn an_unfinished_forward_survives_a_reload_with_its_person() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.open_approval(JONAS).await;
        page.click_button("Forward").await;
        page.type_into("Forward to", "Ana").await;
        page.click_button("Choose Ana Reyes").await;
        page.type_into("Reason for forwarding", "You own the budget").await;
        page.host.reload().await;
        page.see_value(field("Reason for forwarding"), "You own the budget").await;
        page.see_text("Ana Reyes").await;
        page.host.set_option("undo-seconds", "0").await;
        page.click_button("Forward").await;
        page.see_text("Forwarded by you").await;
        assert_eq!(page.sandbox.decisions().await.into_values().collect::<Vec<_>>(), [["FORWARDED"]]);
    });
}

#[test]
fn a_comment_on_a_selection_survives_a_reload() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.click(pick(&format!("Grant: {JONAS}"))).await;
        page.click(pick(&format!("Grant: {KENJI}"))).await;
        page.type_into(WORDS, "Wait for the audit").await;
        page.host.reload().await;
        page.click(pick(&format!("Grant: {MONA}"))).await;
        page.see_value(field(WORDS), "Wait for the audit").await;
        page.click_button("Clear selection").await;
        page.open_approval(JONAS).await;
        page.see_value(field(WORDS), "").await;
    });
}

#[test]
fn the_comment_of_a_refused_decision_is_restored() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "0").await;
        page.sandbox.plant_fault(Operation::RejectAccessRequest, Fault::status(403));
        page.open_approval(JONAS).await;
        page.type_into(WORDS, "Not before spring").await;
        page.click_button("Deny").await;
        page.see_text("Refused:").await;
        page.open_approval(JONAS).await;
        page.see_value(field(WORDS), "Not before spring").await;
    });
}

#[test]
fn retrying_a_decision_keeps_the_comment_on_another() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "0").await;
        page.sandbox.plant_fault(Operation::ApproveAccessRequest, Fault::status(500));
        page.approve(JONAS).await;
        page.see_text("Outcome unknown, checking").await;
        page.sandbox.advance(190).await;
        page.see_text("Not decided: still pending").await;
        page.open_approval(KENJI).await;
        page.type_into(WORDS, "Not before spring").await;
        page.click_button("Try again").await;
        page.sandbox.see_decisions(1).await;
        page.see_value(field(WORDS), "Not before spring").await;
        page.host.reload().await;
        page.see_value(field(WORDS), "Not before spring").await;
    });
}

#[test]
fn an_undone_selection_keeps_its_own_comment_and_the_one_on_another() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "60").await;
        page.click(pick(&format!("Grant: {JONAS}"))).await;
        page.click(pick(&format!("Grant: {KENJI}"))).await;
        page.type_into(WORDS, "Wait for the audit").await;
        page.click_button("Deny 2").await;
        page.click(pick(&format!("Grant: {MONA}"))).await;
        page.type_into(WORDS, "Welcome to the class").await;
        page.click_button("Undo").await;
        page.see_value(field(WORDS), "Welcome to the class").await;
        page.click_button("Clear selection").await;
        page.open_approval(JONAS).await;
        page.see_value(field(WORDS), "Wait for the audit").await;
    });
}

#[test]
fn shortcuts_turned_off_stay_off_after_a_reload() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.click_button("Shortcuts").await;
        page.click_button("Turn off single-key shortcuts").await;
        page.see_button("Turn on single-key shortcuts").await;
        page.host.reload().await;
        page.see(button(JONAS)).await;
        page.see_no_text("j k move").await;
        page.click_button("Shortcuts").await;
        page.see_button("Turn on single-key shortcuts").await;
    });
}

async fn address_has(page: &Page, wanted: &str) {
    page.host
        .see_true(&format!(
            "return (new URL(location.href).searchParams.get('rc-filter') ?? '') === {}",
            json!(wanted)
        ))
        .await;
}

#[test]
fn every_filter_is_in_the_address_and_restored_from_it() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.open_filters().await;
        page.choose("Request type", "Grant").await;
        page.choose("Access", "Snowflake analyst").await;
        page.choose("Waiting time", "More than 1 day").await;
        page.choose("Sort by", "Person").await;
        page.type_into("Search approvals", "november").await;
        page.see_titles(&[JONAS, KENJI]).await;
        address_has(page, "grant item.role-snowflake age.1 sort.person:november").await;
        page.host.reload().await;
        page.see_titles(&[JONAS, KENJI]).await;
        page.see_value(field("Search approvals"), "november").await;
        page.see_value(field("Access"), "role-snowflake").await;
        page.see_value(field("Sort by"), "person").await;
        page.choose("For", "Kenji Sato").await;
        page.see_titles(&[KENJI]).await;
        page.host.reload().await;
        page.see_titles(&[KENJI]).await;
        page.choose("Group by", "Access").await;
        page.host.reload().await;
        page.see_value(field("Group by"), "item").await;
        page.click_button("Reviewed").await;
        page.host.reload().await;
        page.see_text("No matching approvals").await;
        page.see_no(heading(REMOVAL)).await;
    });
}
