//! No decision is sent twice, whatever is clicked, reloaded, opened twice or interrupted; counted in the database.

use crate::{
    page::{Page, button, pick, row},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const APPROVE: Operation = Operation::ApproveAccessRequest;

async fn open_without_undo(page: &Page) {
    page.open_approvals("approver").await;
    page.host.set_option("undo-seconds", "0").await;
}

/// The response is lost after the decision was made: it is found and not sent again.
fn it_arrived_and_is_found(fault: impl Into<Fault>) {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.sandbox.plant_fault(APPROVE, fault);
        page.approve(JONAS).await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
        page.sandbox.see_each_decided_once(&[]).await;
        page.see_no(button(JONAS)).await;
    });
}

#[test]
fn a_decision_is_sent_once_although_the_connection_drops_after_it() {
    it_arrived_and_is_found(Kind::DropAfter);
}

#[test]
fn a_decision_is_made_once_although_the_connection_is_reset_after_it() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.sandbox.plant_fault(APPROVE, Kind::ResetAfter);
        page.open_approval(JONAS).await;
        let id = page.open_id().await;
        page.click_button("Approve").await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
        // Browsers repeat such a call on their own.
        page.sandbox.see_each_decided_once(&[id]).await;
        page.see_no(button(JONAS)).await;
    });
}

#[test]
fn a_decision_is_sent_once_although_its_response_is_unreadable() {
    it_arrived_and_is_found(Kind::TruncatedJson);
}

#[test]
fn a_decision_is_sent_once_although_the_page_reloads_before_the_response() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.sandbox.plant_fault(APPROVE, Fault::slow(15_000));
        page.approve(JONAS).await;
        page.see_text("Sending").await;
        page.sandbox.see_decisions(1).await;
        page.host.reload().await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
        page.sandbox.see_each_decided_once(&[]).await;
    });
}

#[test]
fn a_decision_cut_off_by_a_reload_is_shown_as_pending_and_can_be_retried() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.sandbox.plant_fault(APPROVE, Kind::SlowBefore { millis: 60_000 });
        page.open_approval(JONAS).await;
        let id = page.open_id().await;
        page.click_button("Approve").await;
        page.sandbox.see_calls(APPROVE, 1).await;
        page.host.reload().await;
        page.see(row(JONAS)).await;
        page.sandbox.advance(200).await;
        page.see_text("Not decided: still pending").await;
        page.sandbox.see_decisions(0).await;
        page.host.set_option("undo-seconds", "0").await;
        page.click_button("Try again").await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
        page.sandbox.see_calls(APPROVE, 2).await;
        page.sandbox.see_each_decided_once(&[id]).await;
    });
}

#[test]
fn many_decisions_survive_a_reload_and_each_is_sent_once() {
    visit_in(World { approvals: 33, ..World::approvals() }, async |page| {
        open_without_undo(page).await;
        page.sandbox.plant_fault(APPROVE, Fault::slow(15_000).after(20));
        page.click_button("Select all shown").await;
        page.click_button("Approve 40").await;
        page.sandbox.see_decisions(21).await;
        page.host.reload().await;
        page.see_text("19 not sent").await;
        page.click_button("Send the rest").await;
        page.sandbox.see_decisions(40).await;
        page.sandbox.see_each_decided_once(&[]).await;
    });
}

#[test]
fn the_same_decision_in_two_tabs_is_sent_once() {
    visit_in(World::approvals(), async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 2_000);
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "60").await;
        page.approve(JONAS).await;
        page.see_button("Undo").await;
        page.host.open_tab().await;
        page.open_approvals("approver").await;
        page.see_text("1 not sent").await;
        page.click_button("Send now").await;
        page.see_text("Processing").await;
        page.host.switch_to_tab(0).await;
        page.click_button("Send now").await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
        page.sandbox.see_each_decided_once(&[]).await;
    });
}

#[test]
fn an_approval_denied_in_one_tab_and_approved_in_the_other_is_decided_once() {
    visit_in(World::approvals(), async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 2_000);
        open_without_undo(page).await;
        page.open_approval(JONAS).await;
        page.host.open_tab().await;
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "60").await;
        page.approve(JONAS).await;
        page.see_button("Undo").await;
        page.host.switch_to_tab(0).await;
        page.type_into(crate::page::WORDS, "Not before spring").await;
        page.click_button("Deny").await;
        page.see_text("Processing").await;
        page.host.switch_to_tab(1).await;
        page.click_button("Send now").await;
        page.see_no(button(JONAS)).await;
        assert_eq!(page.sandbox.calls(APPROVE).await, 0);
        assert_eq!(page.sandbox.decisions().await.into_values().collect::<Vec<_>>(), [["REJECTED"]]);
    });
}

/// Sending pauses with the reason, nothing is lost, and it resumes on demand.
async fn halts_and_goes_on(page: &Page, says: &str) {
    page.see_text(says).await;
    page.see_text("1 not sent").await;
    page.see_no(pick(&format!("Grant: {JONAS}"))).await;
    page.sandbox.see_decisions(0).await;
}

#[test]
fn an_expired_sign_in_pauses_sending_until_resumed() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.sandbox.plant_fault(APPROVE, Fault::status(401).times(2));
        page.approve(JONAS).await;
        halts_and_goes_on(page, "Your session has ended").await;
        page.click_button("Send now").await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
    });
}

#[test]
fn a_long_retry_after_pauses_sending_until_resumed() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.sandbox.plant_fault(APPROVE, Fault::rate_limited(Some(600)));
        page.approve(JONAS).await;
        page.see_text("1 not sent").await;
        page.sandbox.see_decisions(0).await;
        page.host.reload().await;
        page.see_text("1 not sent").await;
        page.click_button("Send now").await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
    });
}

#[test]
fn going_offline_pauses_sending_until_resumed() {
    visit_in(World::approvals(), async |page| {
        open_without_undo(page).await;
        page.open_approval(JONAS).await;
        page.host.set_offline(true).await;
        page.click_button("Approve").await;
        page.see_text("1 not sent").await;
        page.sandbox.see_decisions(0).await;
        page.host.set_offline(false).await;
        page.click_button("Send now").await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
    });
}
