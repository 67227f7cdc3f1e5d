//! For whom a request is: people found and added, the policies of the configuration, and the ways back to oneself.

use crate::{
    page::{Page, button, checkbox, field, group, region, tab},
    sandbox::World,
    visit::{visit, visit_in},
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;
use serde_json::json;
use thirtyfour::Key;

const FOR: &str = "For";
const OTHERS: &str = "Request for others";
const ADD: &str = "Add people";
const SELF_ONLY: &str = "Your company lets people request access for themselves only.";

/// Sets for whom access can be requested.
pub(crate) async fn allow(page: &Page, anyone: bool, by_manager: bool) {
    let flags = json!({
        "allowRequestOnBehalfOfAnyoneByAnyone": anyone,
        "allowRequestOnBehalfOfEmployeeByManager": by_manager,
    });
    page.sandbox.change_config(json!({ "requestOnBehalfOfConfig": flags })).await;
}

/// Opens the Catalog as that persona with an item in the request.
pub(crate) async fn open_request(page: &Page, persona: &str) {
    page.host.open_as(persona).await;
    page.see_text("items").await;
    page.type_into("Search the catalog", "Visio").await;
    page.click_button("Add to request: Visio").await;
    page.see(region("Visio")).await;
}

/// The same, with the choice of recipients open.
pub(crate) async fn open_for_others(page: &Page, persona: &str) {
    open_request(page, persona).await;
    page.click_button(OTHERS).await;
    page.see(field(ADD)).await;
}

/// Types into the field until that many people are offered.
async fn find(page: &Page, text: &str, count: &str) {
    page.type_into(ADD, text).await;
    page.see_text_in(group(FOR), count).await;
}

#[test]
fn people_are_found_added_and_removed_by_keyboard_alone() {
    visit(async |page| {
        allow(page, true, false).await;
        page.host.open_as("employee").await;
        page.see_text("items").await;
        page.tab_to(tab("Catalog")).await;
        page.tab_to(field("Search the catalog")).await;
        page.press("Visio").await;
        page.tab_to(button("Add to request: Visio")).await;
        page.press(Key::Enter).await;
        page.tab_to(button(OTHERS)).await;
        page.press(Key::Enter).await;
        page.see_focus(field(ADD)).await;
        page.press("Weber, Jonas").await;
        page.see_text_in(group(FOR), "1 person found").await;
        page.see_expanded(field(ADD), true).await;
        page.press(Key::Down).await;
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
        page.press(Key::Enter).await;
        page.see_announced("Jonas Weber added, 2 people").await;
        page.see_focus(field(ADD)).await;
        page.see_value(field(ADD), "").await;
        page.see_text("1 item for 2 people").await;
        page.press("clara.neu").await;
        page.see_text_in(group(FOR), "1 person found").await;
        page.press(Key::Up).await;
        page.press(Key::Enter).await;
        page.see_announced("Clara Neumann added, 3 people").await;
        page.tab_to(button("Remove Jonas Weber")).await;
        page.press(Key::Enter).await;
        page.see_announced("Jonas Weber removed, 2 people").await;
        page.see_focus(button("Remove Clara Neumann")).await;
        page.press(Key::Enter).await;
        page.see_focus(button("Remove You")).await;
        page.press(Key::Enter).await;
        page.see_focus(field(ADD)).await;
        page.tab_to(button("Review request")).await;
        page.press(Key::Enter).await;
        page.see_text("Choose who the access is for.").await;
        page.tab_to(button("Only for me")).await;
        page.press(Key::Enter).await;
        page.see_focus(button(OTHERS)).await;
        page.see_text("1 item for you").await;
    });
}

#[test]
fn escape_closes_the_list_and_then_clears_the_field() {
    visit(async |page| {
        allow(page, true, false).await;
        open_for_others(page, "employee").await;
        find(page, "jonas", "1 person found").await;
        page.press(Key::Down).await;
        page.press(Key::Escape).await;
        page.see_expanded(field(ADD), false).await;
        page.see_value(field(ADD), "jonas").await;
        page.press(Key::Down).await;
        page.see_expanded(field(ADD), true).await;
        page.press(Key::Home).await;
        page.press(Key::Enter).await;
        page.see_value(field(ADD), "jonas").await;
        page.press(Key::Escape).await;
        page.press(Key::Escape).await;
        page.see_value(field(ADD), "").await;
        page.see_text("1 item for you").await;
    });
}

#[test]
fn somebody_who_has_left_is_marked_and_added_only_after_a_question() {
    visit(async |page| {
        allow(page, true, false).await;
        open_for_others(page, "employee").await;
        find(page, "Mariam Diallo", "1 person found").await;
        page.see_text_in(group(FOR), "Left the company").await;
        page.press(Key::Down).await;
        page.press(Key::Enter).await;
        page.see_text("Mariam Diallo has left the company. Add them anyway?").await;
        page.see_focus(button("Add anyway: Mariam Diallo")).await;
        page.click_button("Don’t add").await;
        page.see_focus(field(ADD)).await;
        page.see_text("1 item for you").await;
        find(page, "Felix Braun", "1 person found").await;
        page.press(Key::Down).await;
        page.press(Key::Enter).await;
        page.see_text("Felix Braun is inactive. Add them anyway?").await;
        page.press(Key::Enter).await;
        page.see_text("1 item for 2 people").await;
    });
}

#[test]
fn a_company_that_forbids_requests_for_others_says_so_to_administrators_too() {
    visit(async |page| {
        allow(page, false, false).await;
        for persona in ["employee", "admin"] {
            open_request(page, persona).await;
            page.see_described(button(OTHERS), SELF_ONLY).await;
        }
    });
}

#[test]
fn managers_add_their_direct_reports_alone_and_nobody_else_is_sent_for() {
    visit(async |page| {
        allow(page, false, true).await;
        open_for_others(page, "manager").await;
        page.see_text("You can request for yourself and your direct reports.").await;
        find(page, "Jonas Weber", "1 person found").await;
        page.press(Key::Down).await;
        page.press(Key::Enter).await;
        page.see_text("1 item for 2 people").await;
        find(page, "Clara Neumann", "1 person found").await;
        page.see_text_in(group(FOR), "Not your direct report").await;
        page.press(Key::Down).await;
        page.press(Key::Enter).await;
        page.see_text("1 item for 2 people").await;
        assert_eq!(page.sandbox.calls(Operation::CreateAccessRequest).await, 0);
    });
}

#[test]
fn recipients_chosen_before_the_policy_changed_are_marked_and_stop_the_review() {
    visit(async |page| {
        allow(page, true, false).await;
        open_for_others(page, "manager").await;
        find(page, "Clara Neumann", "1 person found").await;
        page.press(Key::Down).await;
        page.press(Key::Enter).await;
        page.see_text("1 item for 2 people").await;
        allow(page, false, true).await;
        page.host.reload().await;
        page.see_text_in(group(FOR), "Not your direct report").await;
        page.click_button("Review request").await;
        page.see_text("You can’t request access for everyone listed here.").await;
        page.click_button("Only for me").await;
        page.see_text("1 item for you").await;
        page.click_button("Review request").await;
        page.see_button("Submit request").await;
    });
}

#[test]
fn an_unreadable_configuration_lets_people_try_and_says_so() {
    visit(async |page| {
        page.sandbox.plant_fault(Operation::GetAccessRequestConfig, Fault::status(500).times(9));
        open_for_others(page, "employee").await;
        page.see_text("We couldn’t find out for whom you can request.").await;
        find(page, "Clara Neumann", "1 person found").await;
        page.press(Key::Down).await;
        page.press(Key::Enter).await;
        page.see_text("1 item for 2 people").await;
    });
}

#[test]
fn people_ticked_in_my_team_become_recipients_of_the_request() {
    visit(async |page| {
        allow(page, false, true).await;
        open_request(page, "manager").await;
        page.click_tab("My team").await;
        for name in ["Amara Okafor", "Jonas Weber"] {
            page.click(checkbox(&format!("Select {name}"))).await;
        }
        page.click_button("Request access for 2 people").await;
        page.see_announced("2 people added, 3 people in your request").await;
        page.see_text("1 item for 3 people").await;
        page.see_button("Remove Amara Okafor").await;
    });
}

#[test]
fn recipients_survive_a_reload_with_their_names() {
    visit_in(World { reports: 60, ..World::default() }, async |page| {
        allow(page, true, true).await;
        open_for_others(page, "employee").await;
        find(page, "Jonas Weber", "1 person found").await;
        page.press(Key::Down).await;
        page.press(Key::Enter).await;
        page.see_button("Remove Jonas Weber").await;
        page.host.reload().await;
        page.see_button("Remove Jonas Weber").await;
        page.see_text("1 item for 2 people").await;
    });
}
