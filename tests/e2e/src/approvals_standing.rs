//! Parts of Approvals that stay visible: undo, unsent and failed decisions; and the layout does not shift under the pointer.

use crate::{
    page::{Page, button, heading, pick},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const CHANGE: &str = "Date change: Vendor master, Kenji Sato";
const REMOVAL: &str = "Removal: Treasury ledger, Jonas Petit";
const APPROVE: Operation = Operation::ApproveAccessRequest;

async fn open_narrow(page: &Page, undo_seconds: &str) {
    page.host.resize(320, 700, 1).await;
    page.open_approvals("approver").await;
    page.host.set_option("undo-seconds", undo_seconds).await;
}

#[test]
fn undo_stays_visible_on_a_narrow_screen_at_any_scroll_position() {
    visit_in(World::approvals(), async |page| {
        open_narrow(page, "60").await;
        page.approve(JONAS).await;
        page.see_in_viewport(button("Undo")).await;
        page.host.run("window.scrollTo(0, 0)").await;
        page.see_in_viewport(button("Undo")).await;
        page.host.run("window.scrollTo(0, document.documentElement.scrollHeight)").await;
        page.see_in_viewport(button("Undo")).await;
        page.click_button("Undo").await;
        page.see_no(button("Undo")).await;
        page.see(pick(&format!("Grant: {JONAS}"))).await;
        page.sandbox.see_decisions(0).await;
    });
}

#[test]
fn undo_stays_visible_beside_a_long_list() {
    visit_in(World { approvals: 60, ..World::approvals() }, async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "60").await;
        page.click(pick(REMOVAL)).await;
        page.click_button("Approve").await;
        page.host.run("window.scrollTo(0, 2000)").await;
        page.see_in_viewport(button("Undo")).await;
        page.click(pick(CHANGE)).await;
        page.see_in_viewport(button("Approve")).await;
    });
}

#[test]
fn unsent_decisions_are_reported_at_any_scroll_position_with_a_link_to_them() {
    visit_in(World { approvals: 60, ..World::approvals() }, async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "60").await;
        page.click(pick(REMOVAL)).await;
        page.click_button("Approve").await;
        page.see_button("Undo").await;
        page.host.reload().await;
        page.see_text("1 not sent").await;
        page.host.run("window.scrollTo(0, 3000)").await;
        page.see_in_viewport(button("Show")).await;
        page.click_button("Show").await;
        page.see_in_viewport(button("Don’t send")).await;
        page.see_no(button("Send the rest")).await;
        page.click_button("Don’t send").await;
        page.see(pick(REMOVAL)).await;
        page.see_no(button("Show")).await;
        page.sandbox.see_decisions(0).await;
    });
}

#[test]
fn a_refused_decision_is_reported_on_a_narrow_screen_with_a_link_to_it() {
    visit_in(World::approvals(), async |page| {
        open_narrow(page, "0").await;
        page.sandbox.plant_fault(APPROVE, Fault::status(403));
        page.approve(JONAS).await;
        page.see_text("Approve 1 grant: 1 failed").await;
        page.host.run("window.scrollTo(0, 0)").await;
        page.see_in_viewport(button("Show")).await;
        page.click_button("Show").await;
        page.see_in_viewport(button("Close")).await;
        page.click_button("Close").await;
        page.see(pick(&format!("Grant: {JONAS}"))).await;
        page.see_no(button("Show")).await;
    });
}

#[test]
fn the_layout_does_not_shift_while_a_decision_is_sent_and_confirmed() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "1").await;
        page.choose("Sort by", "Access").await;
        page.approve(JONAS).await;
        page.see_no(heading(JONAS)).await;
        let before = page.top_of(button("Approve")).await;
        page.see_text("Approved by you").await;
        assert_eq!(page.top_of(button("Approve")).await, before);
    });
}

#[test]
fn the_focus_stays_in_the_panel_when_a_focused_undo_expires() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "3").await;
        page.approve(JONAS).await;
        page.tab_to(button("Undo")).await;
        page.see_no(button("Undo")).await;
        page.see_text("Approved by you").await;
        page.see_focus_inside().await;
    });
}
