//! Several accounts on a source: one is chosen in the item's card before the request can be reviewed.

use crate::{
    page::{Effects, Page, Query, button, field, region},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const ITEM: &str = "SAP Invoice Entry";

fn account() -> Query {
    field("Your account on SAP S/4HANA").inside(region(ITEM))
}

/// Adds the item, which is set up on a source where the employee has two accounts.
async fn add_item(page: &Page) {
    page.open_catalog().await;
    page.type_into("Search the catalog", ITEM).await;
    page.add(&[ITEM]).await;
}

#[test]
fn one_of_several_accounts_must_be_chosen_and_outlives_a_reload() {
    visit(async |page| {
        add_item(page).await;
        page.see(account()).await;
        page.see_described(account(), "There are several accounts.").await;
        page.click_button("Review request").await;
        page.see_error_at(
            account(),
            "Choose an account. There are several, and this access goes to one of them.",
        )
        .await;
        page.see_focus(account()).await;
        page.choose("Your account on SAP S/4HANA", "AOKAFOR_TEST").await;
        page.see_no_error_at(account()).await;
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
        page.host.reload().await;
        page.see_value(account(), "1").await;
    });
}

#[test]
fn the_chosen_account_goes_along_with_the_request() {
    visit(async |page| {
        add_item(page).await;
        page.see(account()).await;
        page.choose("Your account on SAP S/4HANA", "AOKAFOR_TEST").await;
        page.submit().await;
        page.see_text("Sent in 1 call").await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, cancels: 0 }).await;
        page.sandbox.advance(5).await; // out of the queue
        page.open_approvals("manager").await;
        page.open_approval("SAP Invoice Entry, Amara Okafor").await;
        page.see_text("AOKAFOR_TEST").await;
    });
}

#[test]
fn nobody_is_asked_where_there_is_one_account() {
    visit(async |page| {
        page.open_catalog().await;
        page.add(&["GitHub Copilot"]).await;
        page.sandbox.see_calls(Operation::LoadAccountSelections, 1).await;
        page.click_button("Review request").await;
        page.see(button("Submit request")).await;
        page.see_no_text("Choose an account").await;
    });
}

#[test]
fn a_request_goes_on_where_the_service_cannot_be_asked_for_accounts() {
    visit(async |page| {
        page.sandbox.plant_fault(Operation::LoadAccountSelections, Fault::status(500).times(9));
        add_item(page).await;
        page.see_text("We couldn’t check whether you can choose between accounts").await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see(account()).await;
    });
}
