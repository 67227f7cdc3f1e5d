//! Errors while a removal is sent: the form is kept, every call has one clear outcome, and nothing is sent twice. The effects are
//! counted in the sandbox's database.

use crate::{
    page::{AMARA, BAD_REQUEST, Effects, Page, button, field, group, heading, item_box, lost_answer, row},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};

const CREATE: Operation = Operation::CreateAccessRequest;
const LOCKED: &str = "We’re still checking whether your last removal arrived.";
const WHY: &str = "Moves to the audit team";
const FIVE: [&str; 5] =
    ["Amara Okafor", "Ida Bergström", "Joaquín Morales", "Katarína Novotná", "Renske de Vries"];

fn effects(requests: u64, items: u64) -> Effects {
    Effects { requests, items, cancels: 0 }
}

async fn compose(page: &Page) {
    page.open_report(AMARA).await;
    page.pick(&["Month-End Close Team"]).await;
    page.write_comment(WHY).await;
}

async fn compose_for_five(page: &Page) {
    page.open_team("manager").await;
    page.show_together(&FIVE).await;
    page.click(item_box("Power BI Pro")).await;
    page.see_text("5 access items from").await;
    page.write_comment(WHY).await;
}

async fn is_sent(page: &Page) {
    page.request_removal().await;
    page.see_text("Your removal requests were submitted").await;
}

/// Sending fails with that fault without an effect, the form is kept, and a second attempt succeeds once.
fn nothing_was_sent_and_it_can_be_sent_again(fault: impl Into<Fault>, says: &str) {
    visit(async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, fault);
        page.request_removal().await;
        page.see_text("Refused, nothing was changed").await;
        page.see_text(says).await;
        page.host.see_event("error", 1).await;
        assert_eq!(page.sandbox.effects().await, effects(0, 0));
        page.sandbox.clear_faults();
        page.see_value(field("Reason"), WHY).await;
        page.see(button("Keep Month-End Close Team")).await;
        is_sent(page).await;
        page.sandbox.see_effects(effects(1, 1)).await;
    });
}

/// The response is lost but the call arrived: it is found and not sent again.
fn the_outcome_is_looked_up(fault: impl Into<Fault>) {
    visit(async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, fault);
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.see_row("Month-End Close Team", "Removal waiting for Priya Raman").await;
        assert_eq!(page.sandbox.effects().await, effects(1, 1));
    });
}

#[test]
fn a_refusal_keeps_everything() {
    nothing_was_sent_and_it_can_be_sent_again(Fault::status(403), "You don’t have permission to do this");
}

#[test]
fn a_token_rejected_twice_keeps_everything() {
    nothing_was_sent_and_it_can_be_sent_again(Fault::status(401).times(2), "Your session has ended");
}

#[test]
fn the_services_message_about_a_bad_request_is_quoted() {
    nothing_was_sent_and_it_can_be_sent_again(Fault::status(400), &format!("Service message: {BAD_REQUEST}"));
}

#[test]
fn a_busy_service_delays_the_removal_and_it_is_sent_once() {
    visit(async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Fault::rate_limited(Some(2)));
        page.request_removal().await;
        page.see_text("The service is busy.").await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(effects(1, 1)).await;
    });
}

#[test]
fn a_write_without_a_response_is_looked_up_and_not_sent_twice() {
    // times, because browsers repeat such a call by themselves
    the_outcome_is_looked_up(lost_answer());
}

#[test]
fn a_202_with_a_truncated_body_is_accepted() {
    the_outcome_is_looked_up(Kind::DropAfter);
}

/// The outcome is unknown; once the look-up shows that it did not arrive, it can be sent again.
fn it_is_looked_for_before_it_may_be_sent_again(fault: impl Into<Fault>) {
    visit(async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, fault);
        page.request_removal().await;
        page.see_text("We didn’t get a response.").await;
        page.see_text("It won’t be sent twice.").await;
        page.click_button("Review removal").await;
        page.see_described(button("Review removal"), LOCKED).await;
        page.see_no(button("Request removal")).await;
        page.type_into("Reason", ", at last").await;
        page.see_value(field("Reason"), "Moves to the audit team, at last").await;
        assert_eq!(page.sandbox.calls(CREATE).await, 1);
        page.sandbox.clear_faults();
        page.sandbox.advance(5 * 60).await;
        page.see_text("Didn’t arrive").await;
        page.see_value(field("Reason"), "Moves to the audit team, at last").await;
        is_sent(page).await;
        page.sandbox.see_effects(effects(1, 1)).await;
    });
}

#[test]
fn after_a_server_error_a_write_is_looked_up_before_a_retry() {
    it_is_looked_for_before_it_may_be_sent_again(Fault::status(500));
}

#[test]
fn a_write_dropped_before_the_service_acted_is_looked_up_before_a_retry() {
    it_is_looked_for_before_it_may_be_sent_again(Kind::DropBefore);
}

#[test]
fn offline_keeps_the_form_and_it_is_sent_once_when_back() {
    visit(async |page| {
        compose_for_five(page).await;
        page.click_button("Review removal").await;
        page.host.set_offline(true).await;
        page.click_button("Request removal").await;
        page.see_text_in(row("Amara Okafor: Power BI Pro"), "You’re offline").await;
        page.see_text_in(row("Renske de Vries: Power BI Pro"), "Not sent").await;
        assert_eq!(page.sandbox.effects().await, effects(0, 0));
        page.host.set_offline(false).await;
        page.see_value(field("Reason*"), WHY).await;
        is_sent(page).await;
        page.sandbox.see_effects(effects(5, 5)).await;
    });
}

#[test]
fn items_comment_and_date_survive_a_reload() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Month-End Close Team", "Tableau Viewer"]).await;
        page.click_button("Use separate reasons").await;
        page.type_into("Reason for removing Month-End Close Team", WHY).await;
        page.choose("When", "On a date").await;
        page.set_value(field("Date and time"), "2031-05-04T08:30").await;
        page.host.reload().await;
        page.see_text("2 access items from Amara Okafor").await;
        page.see_value(field("Reason for removing Month-End Close Team"), WHY).await;
        page.see_value(field("Reason for removing Tableau Viewer"), "").await;
        page.see_value(field("Date and time"), "2031-05-04T08:30").await;
        page.see(heading(AMARA)).await;
        page.see(button("Keep Tableau Viewer")).await;
        assert_eq!(page.sandbox.effects().await, effects(0, 0));
    });
}

#[test]
fn a_reload_between_calls_sends_none_twice_and_loses_none() {
    visit(async |page| {
        compose_for_five(page).await;
        page.sandbox.plant_fault(CREATE, Fault::slow(15_000).after(1));
        page.request_removal().await;
        page.see_text("1 of 5 requests answered").await;
        page.sandbox.see_effects(effects(2, 2)).await;
        page.host.reload().await;
        page.see_text("3 access items from").await;
        page.see_value(field("Reason*"), WHY).await;
        let form = || group("Remove access");
        page.see_text_in(form(), "Access profile of Renske de Vries").await;
        page.see_no_text_in(form(), "Access profile of Amara Okafor").await;
        is_sent(page).await;
        page.sandbox.see_effects(effects(5, 5)).await;
        page.sandbox.advance(3600).await;
        page.click_button("Show my requests").await;
        page.refresh().await;
        page.click_button("Done *").await;
        page.see_count(button("Removal: Power BI Pro"), 5).await;
    });
}

#[test]
fn an_unknown_outcome_pauses_the_other_calls_until_it_is_looked_up() {
    visit(async |page| {
        compose_for_five(page).await;
        page.sandbox.plant_fault(CREATE, Fault::from(Kind::DropBefore).after(1));
        page.request_removal().await;
        page.see_text("We didn’t get a response.").await;
        page.see_text("Not sent").await;
        assert_eq!(page.sandbox.effects().await, effects(1, 1));
        page.sandbox.advance(5 * 60).await;
        page.see_text("Didn’t arrive").await;
        page.see_text("4 access items from").await;
        is_sent(page).await;
        page.sandbox.see_effects(effects(5, 5)).await;
    });
}

#[test]
fn a_double_click_requests_a_removal_once() {
    visit(async |page| {
        compose(page).await;
        page.click_button("Review removal").await;
        page.click_twice(button("Request removal")).await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(effects(1, 1)).await;
        assert_eq!(page.sandbox.calls(CREATE).await, 1);
    });
}

#[test]
fn ticking_during_a_look_up_changes_nothing_and_says_why() {
    visit(async |page| {
        compose(page).await;
        page.sandbox.plant_fault(CREATE, Kind::DropBefore);
        page.request_removal().await;
        page.see_text("We didn’t get a response.").await;
        page.click(item_box("Tableau Viewer")).await;
        page.see_announced(LOCKED).await;
        page.see_no(button("Keep Tableau Viewer")).await;
        page.see_unchecked(item_box("Tableau Viewer")).await;
    });
}
