//! Applications in the Catalog: found, opened, one of their access profiles requested; and said in words where they cannot be read.

use crate::{
    page::{Effects, Page, button, region, row, tabpanel},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::{fault::Fault, options::AppReads};

/// Opens the Catalog on the applications.
async fn open_applications(page: &Page) {
    page.host.open_as("employee").await;
    page.click(button("Applications").inside(tabpanel("Catalog"))).await;
}

#[test]
fn an_access_profile_is_requested_from_its_application() {
    visit(async |page| {
        open_applications(page).await;
        page.see_text("6 applications").await;
        page.type_into("Search the catalog", "source code").await;
        page.see_text("1 match in 6 applications").await;
        page.click_button("Show access: GitHub").await;
        page.see_focus_text("GitHub").await;
        page.see_text("No results for “source code”").await;
        page.click_button("Clear search").await;
        page.see_text("5 access profiles").await;
        page.click_button("Add to request: GitHub Copilot").await;
        page.see_announced("GitHub Copilot is in your request.").await;
        page.see_text_in(region("GitHub Copilot"), "Access profile of GitHub").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, cancels: 0 }).await;
    });
}

#[test]
fn what_one_has_and_what_cannot_be_requested_says_so() {
    visit(async |page| {
        open_applications(page).await;
        page.click_button("Show access: Snowflake").await;
        page.see_row("Snowflake Finance Mart", "You have this").await;
        page.see(button("Add to request: *").inside(row("Snowflake Analyst"))).await;
        page.click_button("All applications").await;
        page.see_text("6 applications").await;
        page.see_focus_inside().await;
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
    });
}

#[test]
fn a_reload_shows_applications_again() {
    visit(async |page| {
        open_applications(page).await;
        page.type_into("Search the catalog", "figma").await;
        page.host.see_true("return decodeURIComponent(location.search).includes('application:figma')").await;
        page.host.reload().await;
        page.see_text("1 match in 6 applications").await;
    });
}

#[test]
fn who_may_not_read_applications_or_their_access_profiles_is_told_so() {
    visit(async |page| {
        page.sandbox.change_settings(|settings| settings.app_reads = AppReads::List);
        open_applications(page).await;
        page.click_button("Show access: Figma").await;
        page.see_text("You can’t see what Figma offers").await;
        page.see_heading("Figma").await;
        page.sandbox.change_settings(|settings| settings.app_reads = AppReads::None);
        page.host.reload().await;
        page.see_text("You can’t see applications here").await;
        page.see_no(button("Try again")).await;
        page.click(button("All *").inside(tabpanel("Catalog"))).await;
        page.see(row("Figma Editor")).await;
    });
}

#[test]
fn a_list_of_applications_that_failed_is_tried_again() {
    visit(async |page| {
        page.sandbox.plant_fault(Operation::ListAvailableSourceApps, Fault::status(500).times(9));
        open_applications(page).await;
        page.see_text("We couldn’t load the applications").await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see_text("6 applications").await;
    });
}
