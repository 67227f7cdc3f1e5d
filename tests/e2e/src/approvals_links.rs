//! Links to Approvals: to a pending approval, a decided one, another reviewer's, and to a filtered list.

use crate::{
    page::{Page, button, heading, row},
    sandbox::World,
    visit::visit_in,
};

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const REMOVAL: &str = "Treasury ledger, Jonas Petit";

async fn id_of_jonas(page: &Page) -> String {
    page.open_approvals("approver").await;
    page.open_approval(JONAS).await;
    page.open_id().await
}

#[test]
fn a_link_opens_one_approval() {
    visit_in(World::approvals(), async |page| {
        let id = id_of_jonas(page).await;
        page.host.open(&format!("/?persona=approver&rc-view=approvals&rc-id={id}")).await;
        page.see(heading(JONAS)).await;
        page.see_button("Approve").await;
    });
}

#[test]
fn a_link_to_a_decided_approval_shows_the_decision() {
    visit_in(World::approvals(), async |page| {
        let id = id_of_jonas(page).await;
        page.sandbox.decide_elsewhere("admin", &id, "reject", "Not this year").await;
        page.sandbox.see_decisions(1).await;
        page.host.open(&format!("/?persona=approver&rc-view=approvals&rc-id={id}")).await;
        page.see(heading(JONAS)).await;
        page.see_text("Denied by Ana Reyes").await;
        page.see_text("Not this year").await;
        page.see_no(button("Approve")).await;
    });
}

#[test]
fn a_link_to_another_reviewers_approval_says_so() {
    visit_in(World::approvals(), async |page| {
        let id = id_of_jonas(page).await;
        page.host.open(&format!("/?persona=employee&rc-view=approvals&rc-id={id}")).await;
        page.see_text("This approval isn’t in your list").await;
    });
}

#[test]
fn a_link_opens_a_filtered_list() {
    visit_in(World::approvals(), async |page| {
        page.host.open("/?persona=approver&rc-view=approvals&rc-filter=removal").await;
        page.see_titles(&[REMOVAL]).await;
        page.host.open("/?persona=approver&rc-view=approvals&rc-filter=reviewed").await;
        page.see(row("Loading dock, Jonas Petit")).await;
        page.see_no(button(JONAS)).await;
    });
}
