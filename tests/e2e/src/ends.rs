//! When access ends: what ends next is listed and marked, and its end is moved, added or taken away by a request like any other.

use crate::{
    page::{
        AMARA, Effects, Page, Query, button, end_date_of, field, group, heading, lost_answer, region, row,
    },
    sandbox::World,
    visit::{visit, visit_in},
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;
use serde_json::json;
use thirtyfour::Key;

const DAY: u32 = 86_400;
const SECTION: &str = "Your access that ends";
const ITEM: &str = "Travel booker";
const SOON: &str = "Ends soon";
const FORM: &str = "Change when access ends";
const ACCEPTED: &str = "Your change was submitted";

/// The value of a date field that many days from now, in the browser's time zone.
async fn in_days(page: &Page, days: u32) -> String {
    let script = format!(
        "const at = new Date(Date.now() + {days} * 864e5);
        return new Date(at - at.getTimezoneOffset() * 6e4).toISOString().slice(0, 16)"
    );
    page.host.run(&script).await.as_str().unwrap_or_default().to_owned()
}

fn new_end() -> Query {
    field("New end date")
}

/// The employee was given an access profile that ends in ten days.
async fn hold_until_soon(page: &Page) {
    page.open_catalog().await;
    page.add(&[ITEM]).await;
    page.set_value(end_date_of(ITEM), &in_days(page, 10).await).await;
    page.submit().await;
    page.click_button("Show my requests").await;
    page.see_state(ITEM, "Waiting for Dana Flores").await;
    page.sandbox.advance(DAY).await;
    page.refresh().await;
    page.see_text_in(region(SECTION), ITEM).await;
}

async fn begin(page: &Page, name: &str) {
    page.click_button(&format!("Change end of {name}")).await;
    page.see(heading(name)).await;
    page.see_focus(heading(name)).await;
}

#[test]
fn access_that_ends_soon_is_marked_and_extended_by_a_preset() {
    visit_in(World::company(), async |page| {
        hold_until_soon(page).await;
        page.see_text_in(region(SECTION), SOON).await;
        page.see_text_in(region(SECTION), "as last requested").await;
        page.see_text_in(region(SECTION), "doesn’t let you see when your roles end").await;
        begin(page, ITEM).await;
        page.see_text("The start date can’t be changed.").await;
        page.see_text("To remove the end date, we send a request without one.").await;
        page.see_text("The owner may require an end date").await;
        page.click_button("90 days: *").await;
        page.see_text("Extended: ends ").await;
        page.click_button("Request change").await;
        page.see_text(ACCEPTED).await;
        page.sandbox.see_effects(Effects { requests: 2, items: 2, cancels: 0 }).await;
        page.click_button("Show my requests").await;
        page.see_text_in(region(SECTION), "A request for this access is still open.").await;
        page.sandbox.advance(DAY).await;
        page.refresh().await;
        page.see_button(&format!("Change end of {ITEM}")).await;
        page.see_no_text_in(region(SECTION), SOON).await;
        page.see_text_in(region(SECTION), ITEM).await;
    });
}

#[test]
fn an_end_is_shortened_or_taken_away_only_if_that_was_chosen() {
    visit_in(World::company(), async |page| {
        hold_until_soon(page).await;
        begin(page, ITEM).await;
        page.click_button("Request change").await;
        page.see_error_at(new_end(), "Choose a new end date, or “No end date”.").await;
        page.see_focus(new_end()).await;
        page.set_value(new_end(), &in_days(page, 5).await).await;
        page.see_text("Shortened: ends ").await;
        page.see_no_error_at(new_end()).await;
        page.set_value(new_end(), "2020-01-01T12:00").await;
        page.see_error_at(new_end(), "Choose a time in the future.").await;
        page.choose("New end", "No end date").await;
        page.see_text("No end date instead of ").await;
        page.see_no(new_end()).await;
        page.click_button("Request change").await;
        page.see_text(ACCEPTED).await;
        page.click_button("Close").await;
        page.see_no(heading(ITEM)).await;
        page.see_focus_inside().await;
        page.sandbox.advance(DAY).await;
        page.refresh().await;
        page.see_text("No end date is known for anything you have.").await;
        page.click_button("Show everything you have*").await;
        page.see_text_in(region(SECTION), "no end date, as last requested").await;
        page.see_row("Payroll reports", "end date unknown").await;
    });
}

#[test]
fn a_typed_change_survives_a_reload_and_a_look_at_a_request() {
    visit_in(World::company(), async |page| {
        hold_until_soon(page).await;
        begin(page, ITEM).await;
        let later = in_days(page, 40).await;
        page.set_value(new_end(), &later).await;
        page.type_keys(field("Comment*"), "The tour goes on").await;
        page.host.reload().await;
        page.see_value(new_end(), &later).await;
        page.see_value(field("Comment*"), "The tour goes on").await;
        page.open_request("Payroll approver").await;
        page.see_no(new_end()).await;
        begin(page, ITEM).await;
        page.see_value(new_end(), &later).await;
        page.click_button("Discard").await;
        page.see_no(new_end()).await;
        begin(page, ITEM).await;
        page.see_value(new_end(), "").await;
        assert_eq!(page.sandbox.effects().await.requests, 1);
    });
}

#[test]
fn a_change_whose_answer_is_lost_is_looked_up_and_sent_once() {
    visit_in(World::company(), async |page| {
        hold_until_soon(page).await;
        begin(page, ITEM).await;
        page.click_button("30 days: *").await;
        page.sandbox.plant_fault(Operation::CreateAccessRequest, lost_answer());
        page.click_button("Request change").await;
        page.see_text("We don’t know yet whether your request arrived").await;
        page.sandbox.clear_faults();
        page.see_text_slow(ACCEPTED).await;
        page.sandbox.see_effects(Effects { requests: 2, items: 2, cancels: 0 }).await;
    });
}

#[test]
fn a_refused_change_says_why_and_keeps_what_was_typed() {
    visit_in(World::company(), async |page| {
        hold_until_soon(page).await;
        begin(page, ITEM).await;
        page.click_button("30 days: *").await;
        let typed = page.value_of(new_end()).await;
        page.sandbox.plant_fault(Operation::CreateAccessRequest, Fault::status(403));
        page.click_button("Request change").await;
        page.see_text("Your change wasn’t submitted").await;
        page.see_value(new_end(), &typed).await;
        page.click_button("Request change").await;
        page.see_text(ACCEPTED).await;
        page.sandbox.see_effects(Effects { requests: 2, items: 2, cancels: 0 }).await;
    });
}

#[test]
fn an_entitlement_ends_as_its_account_says_and_within_what_the_configuration_allows() {
    visit_in(World::company(), async |page| {
        let rules = json!({ "requireEndDate": true, "maxPermittedAccessDuration": { "value": 4, "timeUnit": "WEEKS" } });
        let change = json!({ "entitlementRequestConfig": { "accessRequestConfig": rules } });
        page.sandbox.change_newer_config(change).await;
        page.open_catalog().await;
        page.host.set_option("api-version", "v2024").await;
        page.see(row("Ledger read")).await;
        page.add(&["Ledger read"]).await;
        page.set_value(field("End date").inside(region("Ledger read")), &in_days(page, 20).await).await;
        page.submit().await;
        page.click_button("Show my requests").await;
        page.see_state("Ledger read", "Waiting").await;
        page.sandbox.advance(DAY).await;
        page.refresh().await;
        page.see_text_in(region(SECTION), "Ledger read").await;
        page.see_no_text_in(region(SECTION), "as last requested").await;
        begin(page, "Ledger read").await;
        page.see_text("Entitlements need an end date here, so it can’t be removed.").await;
        page.see_no(button("90 days: *")).await;
        page.click_button("As long as allowed: *").await;
        page.see_text("Extended: ends ").await;
        page.set_value(new_end(), "2031-12-31T18:00").await;
        page.click_button("Request change").await;
        page.see_error_at(new_end(), "Choose an earlier end date. Access to this item can’t last that long.")
            .await;
        page.choose("New end", "No end date").await;
        page.see_text("Choose an end date.").await;
        page.choose("New end", "On a date").await;
        page.click_button("As long as allowed: *").await;
        page.click_button("Request change").await;
        page.see_text(ACCEPTED).await;
        page.sandbox.see_effects(Effects { requests: 2, items: 2, cancels: 0 }).await;
    });
}

#[test]
fn a_manager_sees_what_ends_next_first_and_extends_it_for_a_report() {
    visit(async |page| {
        page.open_report("Bilal Siddiqui").await;
        page.choose("Sort", "Ends next").await;
        let script = "return document.querySelector('request-center').shadowRoot.querySelector('.rc-row-opens').textContent";
        page.host.see_true(&format!("{script} === 'External Auditor'")).await;
        page.see_row("External Auditor", "ends").await;
        begin(page, "External Auditor").await;
        page.see_text("For Bilal Siddiqui").await;
        page.click_button("90 days: *").await;
        page.see_text("Extended: ends ").await;
        page.click_button("Request change").await;
        page.see_error_at(field("Comment"), "Enter why this access is needed.").await;
        page.type_keys(field("Comment"), "The audit takes longer").await;
        page.click_button("Request change").await;
        page.see_text(ACCEPTED).await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, cancels: 0 }).await;
        page.click_button("Close").await;
        page.see_row("External Auditor", "A request for this access is still open.").await;
        page.see_no(button("Change end of External Auditor")).await;
    });
}

#[test]
fn access_by_rule_has_no_end_a_request_could_change_and_says_so() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.expand("Finance Analyst").await;
        page.see_row("Finance Analyst", "It’s assigned by rule, so its end can’t be changed by a request.")
            .await;
        page.see_no(button("Change end of Finance Analyst")).await;
        page.click_button("Change end of All Employees").await;
        page.see_text("Everyone in this position gets it, so its end can’t be changed by a request.").await;
        page.choose("New end", "No end date").await;
        page.click_button("Request change").await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
    });
}

#[test]
fn where_people_may_ask_only_for_themselves_a_manager_reads_that_first() {
    visit(async |page| {
        let nobody = json!({ "allowRequestOnBehalfOfAnyoneByAnyone": false, "allowRequestOnBehalfOfEmployeeByManager": false });
        page.sandbox.change_config(json!({ "requestOnBehalfOfConfig": nobody })).await;
        page.open_report("Bilal Siddiqui").await;
        begin(page, "External Auditor").await;
        page.see_text("Your company lets people request access for themselves only.").await;
        page.click_button("90 days: *").await;
        page.click_button("Request change").await;
        page.see_described(button("Request change"), "This can’t be requested").await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
    });
}

#[test]
fn one_change_is_for_several_people_at_once_and_says_what_it_does_for_each() {
    visit(async |page| {
        page.open_team("manager").await;
        page.show_together(&[AMARA, "Bilal Siddiqui"]).await;
        begin(page, "VPN Remote Access").await;
        page.set_value(new_end(), &in_days(page, 60).await).await;
        page.see_text("Amara Okafor: Ends ").await;
        page.see_text("Bilal Siddiqui: Ends ").await;
        page.click_button("Request change").await;
        page.see_text(ACCEPTED).await;
        page.sandbox.see_effects(Effects { requests: 2, items: 2, cancels: 0 }).await;
    });
}

#[test]
fn picking_a_removal_shows_its_form_and_keeps_the_typed_end() {
    visit(async |page| {
        page.open_report(AMARA).await;
        begin(page, "Tableau Viewer").await;
        page.choose("New end", "No end date").await;
        page.pick(&["Power BI Pro"]).await;
        page.see_no(group(FORM)).await;
        begin(page, "Tableau Viewer").await;
        page.see_text("No end date. We don’t know whether it has one today.").await;
        page.click_button("Discard").await;
        page.see(button("Keep Power BI Pro")).await;
    });
}

#[test]
fn an_end_is_changed_by_keyboard_alone() {
    visit_in(World::company(), async |page| {
        hold_until_soon(page).await;
        page.tab_to(button(&format!("Change end of {ITEM}"))).await;
        page.press(Key::Enter).await;
        page.see_focus(heading(ITEM)).await;
        page.tab_to(button("End of quarter: *")).await;
        page.press(Key::Enter).await;
        page.see_focus(button("End of quarter: *")).await;
        page.tab_to(button("Request change")).await;
        page.press(Key::Enter).await;
        page.see_text(ACCEPTED).await;
        page.see_focus_inside().await;
    });
}

#[test]
fn ends_that_cannot_be_read_are_named_and_read_again() {
    visit_in(World::company(), async |page| {
        page.sandbox.plant_fault(Operation::GetRoleAssignments, Fault::status(500).times(9));
        page.open_my_requests().await;
        page.see_text("We couldn’t load the dates and origin of roles").await;
        page.see(row("Payroll approver")).await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see_no_text("We couldn’t load the dates and origin of roles").await;
    });
}
