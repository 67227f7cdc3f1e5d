//! Several approvals decided together: grouped, some excluded, one comment, each followed separately.

use crate::{
    page::{WORDS, button, exclude, field, pick, row},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const KENJI: &str = "Snowflake analyst, Kenji Sato";
const MONA: &str = "Snowflake analyst, Mona Okafor";
const REMOVAL: &str = "Treasury ledger, Jonas Petit";

#[test]
fn a_group_is_decided_once_with_one_comment_and_without_excluded_rows() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "0").await;
        page.choose("Group by", "Access").await;
        page.click(pick("3 approvals, Grant: Snowflake analyst")).await;
        page.see_heading("3 grants").await;
        page.see_text("Mona Okafor gets Snowflake analyst.").await;
        page.click(exclude(MONA)).await;
        page.see_heading("2 grants").await;
        page.type_into(WORDS, "Welcome to the class").await;
        page.click_button("Approve 2").await;
        page.see_text("Approve 2 grants").await;
        page.see_text("2 done").await;
        page.sandbox.see_decisions(2).await;
        page.click_button("Show details").await;
        page.see_text_in(row(KENJI), "Approved by you").await;
        page.click_button("Reviewed").await;
        page.see_row(JONAS, "Welcome to the class").await;
        page.see_row(KENJI, "Welcome to the class").await;
        page.see_no(button(MONA)).await;
    });
}

#[test]
fn approvals_are_grouped_by_item_requester_recipient_or_request() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        for (way, group) in [
            ("Access", "Snowflake analyst, 3 approvals"),
            ("Requester", "Requested by Lea Brandt, 4 approvals"),
            ("Recipient", "for Jonas Petit, 2 approvals"),
            ("Request", "Request by Lea Brandt, 2 approvals"),
        ] {
            page.choose("Group by", way).await;
            page.see_button(group).await;
        }
        page.click_button("Request by Lea Brandt, 2 approvals").await;
        page.see(row(JONAS)).await;
        page.see(row(KENJI)).await;
        page.see(row(MONA)).await;
    });
}

#[test]
fn a_grant_and_a_removal_decided_together_are_listed_separately() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.click(pick(&format!("Grant: {MONA}"))).await;
        page.click(pick(&format!("Removal: {REMOVAL}"))).await;
        page.see_heading("1 grant and 1 removal").await;
        page.see_text("Jonas Petit loses Treasury ledger.").await;
        page.click_button("Deny 2").await;
        page.see_error_at(field(WORDS), "Enter why you’re denying this.").await;
        page.type_into(WORDS, "Wait for the audit").await;
        page.click_button("Deny 2").await;
        page.see_text("Deny 1 grant and 1 removal: sending shortly").await;
        page.click_button("Show details").await;
        page.see_text_in(row(REMOVAL), "Removal").await;
        page.click_button("Undo").await;
        page.see(pick(&format!("Removal: {REMOVAL}"))).await;
        page.sandbox.see_decisions(0).await;
    });
}

#[test]
fn a_paused_batch_resumes_and_sends_each_decision_once() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "0").await;
        page.sandbox.plant_fault(Operation::ApproveAccessRequest, Fault::slow(3_000));
        page.click_button("Select all shown").await;
        page.click_button("Approve 7").await;
        page.click_button("Pause").await;
        page.see_text("6 not sent").await;
        page.sandbox.see_decisions(1).await;
        assert_eq!(page.sandbox.calls(Operation::ApproveAccessRequest).await, 1);
        page.click_button("Send the rest").await;
        page.sandbox.see_decisions(7).await;
        page.see_text("7 done").await;
        page.see_text("No pending approvals").await;
        page.sandbox.see_each_decided_once(&[]).await;
        page.see_no(button("Approve")).await;
    });
}
