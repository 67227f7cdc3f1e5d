//! Conflicts of duties for the person who asks: in the detail of their request, and before they ask for the same again.

use crate::{
    page::{Page, row},
    visit::visit,
};

const ITEM: &str = "Privileged Role Reader";
const TITLE: &str = "Separation of duties conflict";
const SENTENCE: &str = "You already have ";
const POLICY: &str = "it violates the policy Administering accounts and auditing them stay apart.";
const BEFORE: &str = "The check found this when you last requested it on ";

/// Somebody of the service desk whose request for an auditor's role waits.
async fn open(page: &Page) {
    page.host.open("/?persona=ingrid.solberg&rc-view=requests").await;
    page.open_request(ITEM).await;
}

#[test]
fn a_request_says_which_duties_conflict_and_what_its_owner_has_already() {
    visit(async |page| {
        open(page).await;
        page.see_text(TITLE).await;
        page.see_text(SENTENCE).await;
        page.see_text(POLICY).await;
        let found = page.axe_serious().await;
        assert!(found.is_empty(), "{found:?}");
    });
}

#[test]
fn who_asks_again_reads_of_the_conflict_before_it_is_sent() {
    visit(async |page| {
        open(page).await;
        page.start_cancel("Asked too early").await;
        page.confirm_cancel().await;
        page.see_text("Your cancellation was submitted").await;
        page.click_button("Cancelled 1").await;
        page.see_state(ITEM, "Cancelled").await;
        page.click_tab("Catalog").await;
        page.type_into("Search the catalog", ITEM).await;
        page.see(row(ITEM)).await;
        page.add(&[ITEM]).await;
        page.see_text(BEFORE).await;
        page.see_text(POLICY).await;
        page.type_into("Search the catalog", " ").await;
        page.replace("Search the catalog", "Tableau Viewer").await;
        page.add(&["Tableau Viewer"]).await;
        page.see_text(BEFORE).await;
    });
}
