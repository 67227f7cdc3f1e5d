//! Conflicts of duties for the person who asks: in the detail of their request, and before they ask for the same again.

use crate::{
    page::{Page, row},
    visit::visit,
};

const HELD: &str = "SAP Invoice Entry";
const ITEM: &str = "SAP Payment Run";
const WEEK: u32 = 7 * 86_400;
const TITLE: &str = "Separation of duties conflict";
const SENTENCE: &str = "You already have SAP Invoice Entry. Together with SAP Payment Run, it violates the policy Entering and releasing invoices stay apart.";
const BEFORE: &str = "The check found this when you last requested it on ";

/// Requests an item that is found by its name.
async fn request(page: &Page, item: &str) {
    page.replace("Search the catalog", item).await;
    page.see(row(item)).await;
    page.request_items(&[item]).await;
}

/// The employee was given one duty and asked for another that conflicts with it.
async fn ask_for_both(page: &Page) {
    page.open_catalog().await;
    request(page, HELD).await;
    page.sandbox.advance(WEEK).await;
    request(page, ITEM).await;
    page.click_button("Show my requests").await;
    page.see_state(ITEM, "Waiting").await;
    page.open_request(ITEM).await;
}

#[test]
fn a_request_says_which_duties_conflict_and_is_warned_about_when_asked_for_again() {
    visit(async |page| {
        ask_for_both(page).await;
        page.see_text(TITLE).await;
        page.see_text(SENTENCE).await;
        let found = page.axe_serious().await;
        assert!(found.is_empty(), "{found:?}");
        page.start_cancel("Asked too early").await;
        page.confirm_cancel().await;
        page.see_text("Your cancellation was submitted").await;
        page.click_tab("Catalog").await;
        page.replace("Search the catalog", "Tableau Creator").await;
        page.see(row("Tableau Creator")).await;
        page.see_no_text(BEFORE).await;
        page.replace("Search the catalog", ITEM).await;
        page.add(&[ITEM]).await;
        page.see_text(BEFORE).await;
        page.see_text(SENTENCE).await;
    });
}
