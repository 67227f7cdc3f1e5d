//! A token of another person during a session, as on a shared computer: nothing is sent with it, drafts and decisions are kept
//! for their author, and the widget names the new viewer.

use crate::{
    page::{Effects, Page, comment_for, region, row},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const CREATE: Operation = Operation::CreateAccessRequest;
const APPROVE: Operation = Operation::ApproveAccessRequest;

/// Makes the page's `tokenProvider` return that persona's tokens from now on, without notice to the widget.
async fn sign_in_silently(page: &Page, persona: &str) {
    page.host.run(&format!("document.querySelector('#persona').value = '{persona}'")).await;
}

/// Makes the service reject the current token at the next call of that operation.
fn end_token_at(page: &Page, operation: Operation) {
    page.sandbox.plant_fault(operation, Fault::status(401).times(1));
}

#[test]
fn a_request_whose_token_expires_is_not_sent_as_another_person() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Museum guide"]).await;
        page.type_keys(comment_for("Museum guide"), "For the long night").await;
        end_token_at(page, CREATE);
        sign_in_silently(page, "manager").await;
        page.submit().await;
        page.see_text("You’re now signed in as").await;
        page.see(row("Museum guide")).await;
        page.see_no(region("Museum guide")).await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
        assert_eq!(page.sandbox.calls(CREATE).await, 1, "the one with the token that had ended");
        page.open_catalog().await;
        page.see_value(comment_for("Museum guide"), "For the long night").await;
    });
}

#[test]
fn a_draft_belongs_to_the_user_who_wrote_it() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Museum guide"]).await;
        page.type_keys(comment_for("Museum guide"), "For the long night").await;
        end_token_at(page, Operation::ListAccessRequestStatus);
        sign_in_silently(page, "manager").await;
        page.click_tab("My requests").await;
        page.refresh().await;
        page.see_text("You’re now signed in as").await;
        page.click_tab("Catalog").await;
        page.see_button("Add to request: Museum guide").await;
        page.see_no(region("Museum guide")).await;
        page.open_catalog().await;
        page.see_value(comment_for("Museum guide"), "For the long night").await;
    });
}

#[test]
fn a_decision_in_its_undo_window_is_not_sent_as_another_person() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "60").await;
        page.approve(JONAS).await;
        page.see_button("Undo").await;
        end_token_at(page, APPROVE);
        sign_in_silently(page, "employee").await;
        page.click_button("Send now").await;
        page.see_text("You’re now signed in as").await;
        assert_eq!(page.sandbox.calls(APPROVE).await, 1, "the one with the token that had ended");
        page.sandbox.see_decisions(0).await;
        page.open_approvals("approver").await;
        page.see_text("1 not sent").await;
        page.click_button("Send now").await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
    });
}

#[test]
fn a_token_of_the_same_person_changes_nothing() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        end_token_at(page, CREATE);
        page.request_items(&["Museum guide"]).await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, ..Effects::default() }).await;
        page.see_no_text("You’re now signed in as").await;
        assert_eq!(page.sandbox.calls(CREATE).await, 2);
    });
}
