//! The request form: comments, end dates, the review, and a reload that loses nothing.

use crate::{
    page::{Effects, Query, button, comment_for, end_date_of, heading, region, row},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

fn card(item: &str) -> Query {
    region(item)
}

#[test]
fn a_role_and_an_access_profile_are_requested_with_comments() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Payroll analyst", "Travel booker"]).await;
        page.see_text("2 items for you").await;
        page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.type_keys(comment_for("Travel booker"), "Team offsite").await;
        page.set_value(end_date_of("Travel booker"), "2031-12-31T18:00").await;
        page.click_button("Review request").await;
        page.see_text("Covers for Petra").await;
        page.see_text("Team offsite").await;
        page.see_text("Dec 31, 2031").await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
        page.click_button("Submit request").await;
        page.see_text("Your request was submitted").await;
        page.host.see_event("submitted", 1).await;
        assert_eq!(page.sandbox.effects().await, Effects { requests: 1, items: 2, cancels: 0 });
        let told = page.host.events("submitted").await;
        assert_eq!(told[0]["accessRequestIds"].as_array().map(Vec::len), Some(1), "{told:?}");
        page.click_button("Show my requests").await;
        page.see(row("Payroll analyst")).await;
        page.see(row("Travel booker")).await;
    });
}

#[test]
fn an_end_date_is_local_and_sent_as_utc() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.set_value(end_date_of("Travel booker"), "2031-12-31T18:00").await;
        page.see_text_in(card("Travel booker"), "5:00 PM UTC").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        page.click_button("Show my requests").await;
        page.see_state("Travel booker", "Waiting").await;
        page.open_request("Travel booker").await;
        page.see_text("Dec 31, 2031, 6:00 PM").await;
    });
}

#[test]
fn a_reload_keeps_the_draft() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Payroll analyst", "Travel booker"]).await;
        page.type_keys(comment_for("Payroll analyst"), "Half a sent").await;
        page.set_value(end_date_of("Travel booker"), "2031-12-31T18:00").await;
        page.see_text_in(card("Travel booker"), "UTC").await;
        page.host.reload().await;
        page.see_value(comment_for("Payroll analyst"), "Half a sent").await;
        page.see_value(end_date_of("Travel booker"), "2031-12-31T18:00").await;
        page.see_row("Travel booker", "In your request").await;
    });
}

#[test]
fn a_reload_after_submitting_does_not_send_it_again() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Travel booker"]).await;
        page.host.reload().await;
        page.see_row("Travel booker", "Requested").await;
        page.see_no(card("Travel booker")).await;
        assert_eq!(page.sandbox.effects().await.requests, 1);
    });
}

#[test]
fn a_missing_comment_is_reported_at_its_field_before_sending() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Payroll analyst", "Travel booker"]).await;
        page.click_button("Review request").await;
        page.see_error_at(comment_for("Payroll analyst"), "Enter why this access is needed.").await;
        page.see_no_error_at(comment_for("Travel booker")).await;
        page.type_keys(comment_for("Payroll analyst"), "   ").await;
        page.click_button("Review request").await;
        page.see_error_at(comment_for("Payroll analyst"), "Enter why this access is needed.").await;
        page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.see_no_error_at(comment_for("Payroll analyst")).await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await.requests, 1);
    });
}

#[test]
fn a_comment_that_is_too_long_shows_the_limit_and_is_kept() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        let text = "x".repeat(4001);
        page.set_value(comment_for("Travel booker"), &text).await;
        page.click_button("Review request").await;
        page.see_error_at(comment_for("Travel booker"), "Shorten the text to 4,000 characters or fewer.")
            .await;
        page.see_value(comment_for("Travel booker"), &text).await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
    });
}

#[test]
fn an_end_date_in_the_past_is_rejected_at_its_field() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.set_value(end_date_of("Travel booker"), "2020-01-01T00:00").await;
        page.click_button("Review request").await;
        page.see_error_at(end_date_of("Travel booker"), "Choose a time in the future.").await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
    });
}

#[test]
fn the_past_is_judged_by_the_services_clock() {
    visit_in(World::company(), async |page| {
        page.sandbox.advance(10 * 365 * 86_400).await;
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.set_value(end_date_of("Travel booker"), "2031-12-31T18:00").await;
        page.click_button("Review request").await;
        page.see_error_at(end_date_of("Travel booker"), "Choose a time in the future.").await;
    });
}

#[test]
fn a_partial_date_is_not_treated_as_no_date() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.type_keys(end_date_of("Travel booker"), "12").await;
        page.click_button("Review request").await;
        page.see_error_at(
            end_date_of("Travel booker"),
            "Enter a complete date and time, or clear the field.",
        )
        .await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
    });
}

#[test]
fn a_partial_date_lost_in_a_reload_is_reported_at_its_field() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker", "Museum guide"]).await;
        page.type_keys(end_date_of("Travel booker"), "12").await;
        page.host.reload().await;
        let lost = "The date was incomplete and wasn’t saved. Enter it again or leave the field empty.";
        page.see_error_at(end_date_of("Travel booker"), lost).await;
        page.see_no_error_at(end_date_of("Museum guide")).await;
        page.click_button("Review request").await;
        page.see_error_at(end_date_of("Travel booker"), lost).await;
        page.see_focus(end_date_of("Travel booker")).await;
        page.set_value(end_date_of("Travel booker"), "2031-12-31T18:00").await;
        page.see_no_error_at(end_date_of("Travel booker")).await;
        page.host.reload().await;
        page.see_value(end_date_of("Travel booker"), "2031-12-31T18:00").await;
        page.see_no_error_at(end_date_of("Travel booker")).await;
    });
}

#[test]
fn a_lost_date_can_be_left_out() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.type_keys(end_date_of("Travel booker"), "12").await;
        page.host.reload().await;
        page.click_button("Review request").await;
        page.see_focus(end_date_of("Travel booker")).await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
    });
}

#[test]
fn twenty_five_entitlements_are_one_call_and_one_more_takes_a_second() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        let shares: Vec<String> = (1..=26).map(|n| format!("Share {n:02}")).collect();
        page.add(&shares.iter().map(String::as_str).collect::<Vec<_>>()).await;
        page.click_button("Review request").await;
        page.see_text("2 calls, 26 lines").await;
        page.click_button("Back to editing").await;
        page.click_button("Remove Share 26 from the request").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, Effects { requests: 1, items: 25, cancels: 0 });
    });
}

#[test]
fn adding_an_item_after_a_submission_keeps_the_outcome_and_the_focus() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Travel booker"]).await;
        page.click_button("Add to request: Museum guide").await;
        page.see(card("Museum guide")).await;
        page.see_focus_within(row("Museum guide")).await;
        page.see_text("Your request was submitted").await;
        page.see_row("Travel booker", "Submitted").await;
        page.click_button("Dismiss").await;
        page.see_no_text("Your request was submitted").await;
        page.see_focus(heading("Your request")).await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, Effects { requests: 2, items: 2, cancels: 0 });
    });
}

#[test]
fn two_clicks_on_submit_send_one_request() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.sandbox.plant_fault(Operation::CreateAccessRequest, Fault::slow(800));
        page.click_button("Review request").await;
        page.click_twice(button("Submit request")).await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, Effects { requests: 1, items: 1, cancels: 0 });
    });
}

#[test]
fn removing_an_item_leaves_the_others_in_the_request() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Museum guide", "Travel booker"]).await;
        page.click_button("Remove Museum guide from the request").await;
        page.see_no(card("Museum guide")).await;
        page.see(card("Travel booker")).await;
        page.see(button("Add to request: Museum guide")).await;
        page.see_announced("Museum guide was removed from your request.").await;
    });
}
