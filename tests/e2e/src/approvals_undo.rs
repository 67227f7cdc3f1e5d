//! The undo window, and unsent decisions of a page or element that was left.

use crate::{
    page::{Page, button},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const KENJI: &str = "Snowflake analyst, Kenji Sato";
const APPROVE: Operation = Operation::ApproveAccessRequest;

const REMOVE: &str = "window.widget = document.querySelector('request-center');
    window.place = widget.parentElement;
    widget.remove();";
const PUT_BACK: &str = "window.place.append(window.widget);";

#[test]
fn an_undone_decision_is_never_sent() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "2").await;
        page.approve(JONAS).await;
        page.click_button("Undo").await;
        page.see_announced("Undone. Nothing was sent.").await;
        page.see_no_text("sending shortly").await;
        // The undo window of the second decision, which began later, is the clock of this test.
        page.approve(KENJI).await;
        page.see_text("Approved by you").await;
        assert_eq!(page.sandbox.calls(APPROVE).await, 1);
        page.sandbox.see_decisions(1).await;
        page.see(crate::page::pick(&format!("Grant: {JONAS}"))).await;
    });
}

#[test]
fn without_an_undo_window_a_decision_is_sent_at_once() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "0").await;
        page.sandbox.plant_fault(APPROVE, Fault::slow(3_000));
        page.approve(JONAS).await;
        page.see_text("Sending").await;
        page.see_no(button("Undo")).await;
        page.see_text("Approved by you").await;
    });
}

/// Sets an undo window of a minute.
async fn approve_slowly(page: &Page) {
    page.open_approvals("approver").await;
    page.host.set_option("undo-seconds", "60").await;
    page.approve(JONAS).await;
    page.see_button("Undo").await;
}

#[test]
fn an_element_removed_during_the_undo_window_sends_nothing_and_says_so_when_it_returns() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "2").await;
        page.approve(JONAS).await;
        page.see_button("Undo").await;
        page.host.run(REMOVE).await;
        page.host.run(PUT_BACK).await;
        page.see_text("1 not sent").await;
        page.host.set_option("undo-seconds", "4").await;
        page.approve(KENJI).await;
        page.see_text("Approved by you").await;
        assert_eq!(page.sandbox.calls(APPROVE).await, 1, "only the second");
        page.see_text("1 not sent").await;
        page.click_button("Send now").await;
        page.sandbox.see_decisions(2).await;
        page.see_no(button(JONAS)).await;
    });
}

#[test]
fn unsent_decisions_can_be_discarded() {
    visit_in(World::approvals(), async |page| {
        approve_slowly(page).await;
        page.host.reload().await;
        page.see_text("Approve 1 grant: 1 not sent").await;
        page.click_button("Don’t send").await;
        page.see(crate::page::pick(&format!("Grant: {JONAS}"))).await;
        page.see_no_text("not sent").await;
        page.host.reload().await;
        page.see(crate::page::pick(&format!("Grant: {JONAS}"))).await;
        page.see_no_text("not sent").await;
        assert_eq!(page.sandbox.calls(APPROVE).await, 0);
    });
}

#[test]
fn leaving_the_page_asks_for_confirmation_only_while_decisions_are_unsent() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        assert!(!page.host.asks_before_leaving().await, "nothing is decided");
        page.host.set_option("undo-seconds", "60").await;
        page.approve(JONAS).await;
        page.see_button("Undo").await;
        assert!(page.host.asks_before_leaving().await, "it waits for its undo");
        page.click_button("Send now").await;
        page.see_text("Approved by you").await;
        assert!(!page.host.asks_before_leaving().await, "it was read back");
    });
}

#[test]
fn a_removed_element_asks_for_no_confirmation() {
    visit_in(World::approvals(), async |page| {
        approve_slowly(page).await;
        assert!(page.host.asks_before_leaving().await);
        page.host.run(REMOVE).await;
        assert!(!page.host.asks_before_leaving().await);
    });
}
