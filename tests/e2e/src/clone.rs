//! *Copy a colleague's access*: what somebody has as a template for a request, item by item or all that is missing.

use crate::{
    page::{Effects, Page, any_row, button, region},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const TITLE: &str = "Copy a colleague’s access";

/// Opens the copying and chooses a colleague.
async fn choose(page: &Page, name: &str) {
    page.click_button(TITLE).await;
    page.see_focus_text(TITLE).await;
    page.type_into("Whose access?", name).await;
    page.click_button(&format!("Choose {name}")).await;
}

#[test]
fn what_is_missing_is_added_and_what_one_has_is_marked() {
    visit(async |page| {
        page.open_catalog().await;
        choose(page, "Jonas Weber").await;
        page.see(any_row().inside(region(TITLE)).holding("SAP Invoice Entry")).await;
        page.see_text_in(region(TITLE), "You have this").await;
        page.see_text("the service doesn’t tell which entitlements").await;
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
        page.click(button("Add to request: SAP Invoice Entry").inside(region(TITLE))).await;
        page.see_announced("SAP Invoice Entry is in your request.").await;
        page.click(button("Add * missing item*").inside(region(TITLE))).await;
        page.see_text_in(region(TITLE), "0 can be added").await;
        page.click(button("Close").inside(region(TITLE))).await;
        page.see_no(region(TITLE)).await;
        page.see(region("SAP Invoice Entry")).await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
    });
}

#[test]
fn a_colleague_whose_access_is_not_the_viewers_to_see_is_told_so() {
    visit(async |page| {
        page.open_catalog().await;
        page.sandbox.change_settings(|settings| settings.strict_identity_id = true);
        choose(page, "Jonas Weber").await;
        page.see_text("You can’t see what Jonas Weber has").await;
        page.see_no_text("We couldn’t load what").await;
    });
}

#[test]
fn access_that_could_not_be_read_is_read_again() {
    visit(async |page| {
        page.open_catalog().await;
        page.click_button(TITLE).await;
        page.type_into("Whose access?", "Jonas Weber").await;
        page.see(button("Choose Jonas Weber")).await;
        page.sandbox.plant_fault(Operation::ListRequestableObjects, Fault::status(500).times(9));
        page.click_button("Choose Jonas Weber").await;
        page.see_text("We couldn’t load what Jonas Weber has").await;
        page.sandbox.clear_faults();
        page.click(button("Try again").inside(region(TITLE))).await;
        page.see_text_in(region(TITLE), "SAP Invoice Entry").await;
    });
}
