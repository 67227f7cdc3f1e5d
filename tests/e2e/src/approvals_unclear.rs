//! Decisions with an unknown outcome, and those made in another window of the same user: they are looked up, shown truthfully,
//! and retried only on demand.

use crate::{
    page::{FAILURE, Page, button, pick, tab},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const APPROVE: Operation = Operation::ApproveAccessRequest;
const FIGURES: Operation = Operation::GetAccessRequestApprovalSummary;

#[test]
fn a_server_error_is_quoted_during_the_look_up_and_the_decision_can_be_retried() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "0").await;
        page.sandbox.plant_fault(APPROVE, Fault::status(500));
        page.approve(JONAS).await;
        page.see_text(&format!("Outcome unknown, checking. Service message: {FAILURE}")).await;
        page.see_no_text("Processing").await;
        page.see_no(button("Try again")).await;
        page.sandbox.advance(190).await;
        page.see_text(&format!("Not decided: still pending. Service message: {FAILURE}")).await;
        page.sandbox.see_decisions(0).await;
        page.click_button("Try again").await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
        assert_eq!(page.sandbox.calls(APPROVE).await, 2);
    });
}

#[test]
fn a_quoted_server_error_survives_a_reload() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "0").await;
        page.sandbox.plant_fault(APPROVE, Fault::status(500));
        page.approve(JONAS).await;
        let said = format!("checking. Service message: {FAILURE}");
        page.see_text(&said).await;
        page.host.reload().await;
        page.see_text(&said).await;
    });
}

#[test]
fn a_decision_of_the_same_person_in_another_window_is_shown_as_their_own() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.open_approval(JONAS).await;
        page.host.open_tab().await;
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "0").await;
        page.approve(JONAS).await;
        page.sandbox.see_decisions(1).await;
        page.host.switch_to_tab(0).await;
        page.click_button("Refresh").await;
        page.see_text("Approved by you").await;
        page.see_no_text("isn’t in your list").await;
        page.see_no(button("Approve")).await;
    });
}

#[test]
fn a_decision_undone_in_another_window_is_pending_here_too() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "60").await;
        page.approve(JONAS).await;
        page.see_button("Undo").await;
        page.host.open_tab().await;
        page.open_approvals("approver").await;
        page.click_button("Don’t send").await;
        page.see(pick(&format!("Grant: {JONAS}"))).await;
        page.see_no_text("not sent").await;
        page.host.switch_to_tab(0).await;
        page.see(pick(&format!("Grant: {JONAS}"))).await;
        page.see_no(button("Send now")).await;
        assert_eq!(page.sandbox.calls(APPROVE).await, 0);
        // It is decided once, by the later decision.
        page.host.set_option("undo-seconds", "0").await;
        page.approve(JONAS).await;
        page.see_text("Approved by you").await;
        assert_eq!(page.sandbox.calls(APPROVE).await, 1);
    });
}

/// Counts aborted reads.
const COUNT_ABORTED: &str = "const real = window.fetch;
    window.aborted = 0;
    window.fetch = (...call) => real(...call).catch((error) => {
        if (error.name === 'AbortError') window.aborted += 1;
        throw error;
    });";

/// The reviewed approvals, with counts that take long to arrive.
async fn ask_for_slow_figures(page: &Page) {
    page.host.before_every_page(COUNT_ABORTED).await;
    page.open_approvals("approver").await;
    page.click_button("Reviewed").await;
    page.see_text("1 approved, 0 denied").await;
    let before = page.sandbox.calls(FIGURES).await;
    page.sandbox.plant_fault(FIGURES, Fault::slow(15_000));
    page.choose("Decided in", "the last 90 days").await;
    page.sandbox.see_more_calls(FIGURES, before).await;
}

#[test]
fn counts_of_a_previous_period_are_aborted() {
    visit_in(World::approvals(), async |page| {
        ask_for_slow_figures(page).await;
        page.choose("Decided in", "the last 365 days").await;
        page.host.see_true("return window.aborted >= 1").await;
        page.see_text("1 approved, 1 denied").await;
    });
}

#[test]
fn counts_are_aborted_when_the_panel_is_left() {
    visit_in(World::approvals(), async |page| {
        ask_for_slow_figures(page).await;
        page.click_tab("My requests").await;
        page.host.see_true("return window.aborted >= 1").await;
        page.see(tab("Approvals*7")).await;
    });
}
