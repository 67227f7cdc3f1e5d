//! Accessibility trees of whole panels, compared with `snapshots/`. A change there is a change of what screen readers announce,
//! and is reviewed as one.

use crate::{
    page::{AMARA, Page, Query, comment_for, region, tabpanel},
    sandbox::World,
    visit::visit_in,
};
use insta::assert_snapshot;

/// The seeds' companies, without simulated activity.
fn company() -> World {
    World { undecided: true, ..World::company() }
}

fn demo() -> World {
    World { undecided: true, ..World::default() }
}

/// Runs the steps and compares the element with the snapshot of that name.
fn kept(name: &'static str, world: World, place: Query, steps: impl AsyncFnOnce(&Page)) {
    visit_in(world, async |page| {
        steps(page).await;
        assert_snapshot!(name, page.tree(place).await);
    });
}

fn request() -> Query {
    region("Your request")
}

async fn fill_in(page: &Page) {
    page.open_catalog().await;
    page.add(&["Payroll analyst", "Travel booker"]).await;
    page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
}

#[test]
fn the_catalog() {
    kept("catalog", company(), tabpanel("Catalog"), async |page| {
        page.open_catalog().await;
        page.type_into("Search the catalog", "payr").await;
        page.see_text("of 36 items").await;
    });
}

#[test]
fn the_request_with_nothing_in_it() {
    kept("request_empty", company(), request(), async |page| page.open_catalog().await);
}

#[test]
fn the_request_filled_in() {
    kept("request_filled", company(), request(), fill_in);
}

#[test]
fn the_request_under_review() {
    kept("request_review", company(), request(), async |page| {
        fill_in(page).await;
        page.click_button("Review request").await;
        page.see_heading("Check and submit").await;
    });
}

#[test]
fn my_requests() {
    kept("my_requests", company(), tabpanel("My requests"), async |page| page.open_my_requests().await);
}

#[test]
fn my_requests_with_a_detail() {
    kept("my_requests_detail", company(), region("Request details"), async |page| {
        page.open_my_requests().await;
        page.open_request("Payroll approver").await;
    });
}

#[test]
fn my_team() {
    kept("my_team", demo(), tabpanel("My team"), async |page| {
        page.open_team("manager").await;
        page.see_text("12 people").await;
    });
}

#[test]
fn my_team_with_a_removal() {
    kept("my_team_removal", demo(), tabpanel("My team"), async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Month-End Close Team"]).await;
        page.write_comment("Moves to the audit team").await;
    });
}

#[test]
fn approvals() {
    kept("approvals", World::approvals(), tabpanel("Approvals*"), async |page| {
        page.open_approvals("approver").await;
    });
}

#[test]
fn an_approval() {
    kept("approvals_detail", World::approvals(), region("Decision"), async |page| {
        page.open_approvals("approver").await;
        page.open_approval("Payment release, Karim Haddad").await;
    });
}

#[test]
fn settings() {
    kept("settings", demo(), tabpanel("Settings"), async |page| page.open_settings().await);
}
