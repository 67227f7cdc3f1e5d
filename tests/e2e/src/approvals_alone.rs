//! Single decisions: approve, deny, forward, and the confirmation before they are shown as done.

use crate::{
    page::{Page, WORDS, any_alert, button, field},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const APPROVE: Operation = Operation::ApproveAccessRequest;

/// Opens Approvals as the approver, without an undo window.
async fn open_without_undo(page: &Page) {
    page.open_approvals("approver").await;
    page.host.set_option("undo-seconds", "0").await;
}

#[test]
fn a_decision_is_sent_after_the_undo_window_and_confirmed() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.approve(JONAS).await;
        page.see_text("Approve 1 grant: sending shortly").await;
        assert_eq!(page.sandbox.calls(APPROVE).await, 0);
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
        page.host.see_event("decided", 1).await;
        assert_eq!(page.host.events("decided").await[0]["decision"], "APPROVE");
        page.see_no(button(JONAS)).await;
    });
}

#[test]
fn denying_without_a_comment_is_refused_at_the_field() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.open_approval(JONAS).await;
        page.click_button("Deny").await;
        page.see_error_at(field(WORDS), "Enter why you’re denying this.").await;
        page.see_focus(field(WORDS)).await;
        page.type_into(WORDS, "Not before spring").await;
        page.see_no_error_at(field(WORDS)).await;
        page.click_button("Deny").await;
        page.see_text("Denied by you").await;
        assert_eq!(page.sandbox.calls(Operation::RejectAccessRequest).await, 1);
        page.sandbox.see_decisions(1).await;
        page.click_button("Reviewed").await;
        page.see_row(JONAS, "Denied by you").await;
        page.see_row(JONAS, "Not before spring").await;
    });
}

#[test]
fn forwarding_needs_a_person_and_a_comment_and_the_new_reviewer_sees_the_history() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.open_approval(JONAS).await;
        page.click_button("Forward").await;
        page.click_button("Forward").await;
        page.see_error_at(field("Reason for forwarding"), "Enter why you’re forwarding this.").await;
        page.see_text("Choose who should decide instead.").await;
        page.type_into("Forward to", "Ana").await;
        page.click_button("Choose Ana Reyes").await;
        page.type_into("Reason for forwarding", "You own the budget").await;
        page.click_button("Forward").await;
        page.see_text("Forwarded by you").await;
        assert_eq!(page.sandbox.decisions().await.into_values().collect::<Vec<_>>(), [["FORWARDED"]]);
        page.see_no(button(JONAS)).await;
        page.open_approvals("admin").await;
        page.open_approval(JONAS).await;
        page.see_text("From Ines Vogel to Ana Reyes").await;
        page.see_text("You own the budget").await;
    });
}

#[test]
fn an_approval_decided_by_a_colleague_first_is_not_shown_as_an_error() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.open_approval(JONAS).await;
        let id = page.open_id().await;
        page.click_button("Approve").await;
        page.sandbox.decide_elsewhere("admin", &id, "reject", "Not this year").await;
        page.sandbox.see_decisions(1).await;
        page.click_button("Send now").await;
        page.see_text("before you").await;
        page.see_no(any_alert()).await;
        page.see_no(button(JONAS)).await;
        assert_eq!(page.sandbox.decisions().await[&id], ["REJECTED"]);
    });
}

#[test]
fn a_decision_being_processed_is_not_shown_as_done_and_locks_its_row() {
    visit_in(World::approvals(), async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 3_600_000);
        open_without_undo(page).await;
        page.approve(JONAS).await;
        page.see_row(JONAS, "Processing").await;
        page.host.reload().await;
        page.see_row(JONAS, "Processing").await;
        page.see_no(crate::page::pick(&format!("Grant: {JONAS}"))).await;
        page.see_no_text("Approved by you").await;
        page.sandbox.advance(3_700).await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
    });
}

#[test]
fn an_approval_another_reviewer_is_deciding_says_so_and_has_no_buttons() {
    visit_in(World::approvals(), async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 3_600_000);
        page.open_approvals("approver").await;
        page.open_approval(JONAS).await;
        let id = page.open_id().await;
        page.sandbox.decide_elsewhere("admin", &id, "reject", "Not this year").await;
        page.click_button("Refresh").await;
        page.see_row(JONAS, "Denied, processing").await;
        page.see_heading(JONAS).await;
        page.see_no(button("Approve")).await;
        page.see_no(button("Deny")).await;
        page.see_no(button("Forward")).await;
    });
}

#[test]
fn a_refused_decision_says_why_and_can_be_made_again() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.sandbox.plant_fault(APPROVE, Fault::status(403));
        page.approve(JONAS).await;
        page.see_text("Refused:").await;
        page.sandbox.see_decisions(0).await;
        page.approve(JONAS).await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
    });
}

#[test]
fn an_interrupted_decision_is_looked_up_and_fails_after_three_minutes() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.sandbox.plant_fault(APPROVE, Kind::DropBefore);
        page.approve(JONAS).await;
        page.see_text("Outcome unknown, checking").await;
        page.sandbox.advance(200).await;
        page.see_text("Not decided: still pending").await;
        page.sandbox.see_decisions(0).await;
        page.approve(JONAS).await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
    });
}

#[test]
fn the_next_approval_opens_and_a_double_click_decides_only_one() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.choose("Sort by", "Access").await;
        page.see_row("Audit reader, Lea Brandt", "Grant").await;
        let titles = page.titles().await;
        let at = titles.iter().position(|title| title == JONAS).expect("it is in the list");
        page.open_approval(JONAS).await;
        page.click_twice(button("Approve")).await;
        page.see_heading(&titles[at + 1]).await;
        page.see_no(crate::page::heading(JONAS)).await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
        page.sandbox.see_each_decided_once(&[]).await;
        page.see_button(&titles[at + 1]).await;
    });
}
