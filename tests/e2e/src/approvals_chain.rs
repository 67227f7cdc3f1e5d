//! A request from the employee to the manager to the owner, each in a window of their own that is up to date after one poll.

use crate::{
    page::{Page, row},
    sandbox::World,
    visit::visit_in,
};

const GUIDE: &str = "Museum guide, Mona Okafor";

async fn open_window_of(page: &Page, persona: &str) {
    page.host.open_window().await;
    page.host.open(&format!("/?persona={persona}&rc-view=approvals")).await;
    page.host.set_option("poll-seconds", "1").await;
    page.host.set_option("undo-seconds", "0").await;
    page.see_text("Updated").await;
}

#[test]
fn a_request_passes_from_employee_to_manager_to_owner_in_three_windows() {
    visit_in(World::approvals(), async |page| {
        page.open_catalog().await;
        page.host.set_option("poll-seconds", "1").await;
        open_window_of(page, "manager").await;
        page.see_text("No pending approvals").await;
        open_window_of(page, "approver").await;
        page.see_text("7 approvals").await;

        page.host.switch_to_tab(0).await;
        page.request_items(&["Museum guide"]).await;
        page.click_button("Show my requests").await;
        page.see_state("Museum guide", "Waiting for Dana Flores").await;

        page.host.switch_to_tab(1).await;
        page.see(row(GUIDE)).await;
        page.open_approval(GUIDE).await;
        page.see_text("For Museum guide").await;
        page.type_into(crate::page::WORDS, "She knows the house").await;
        page.click_button("Approve").await;
        page.see_text("Approved by you").await;

        page.host.switch_to_tab(2).await;
        page.see(row(GUIDE)).await;
        page.open_approval(GUIDE).await;
        page.see_text("Dana Flores: “She knows the house”").await;

        page.host.switch_to_tab(0).await;
        page.see_state("Museum guide", "Waiting for Ines Vogel").await;

        page.host.switch_to_tab(2).await;
        page.click_button("Approve").await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(2).await;

        page.host.switch_to_tab(0).await;
        page.see_state("Museum guide", "Approved, being set up").await;
        page.host.switch_to_tab(1).await;
        page.see_text("No pending approvals").await;
    });
}
