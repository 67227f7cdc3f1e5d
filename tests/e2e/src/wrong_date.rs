//! The service behind a proxy whose `Date` header differs from the time in the rows by up to a day: writes carried out are found and
//! shown, and none is sent twice.

use crate::{
    page::{Effects, comment_for, lost_answer},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;

/// The seconds by which `Date` is ahead.
const SHIFTS: [i32; 6] = [-86_400, -300, -90, 90, 300, 86_400];

#[test]
fn a_request_without_a_response_is_found_and_sent_once() {
    for shift in SHIFTS {
        visit_in(World::company(), async |page| {
            page.sandbox.change_settings(|settings| settings.date_shift_seconds = shift);
            page.open_catalog().await;
            page.add(&["Payroll analyst"]).await;
            page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
            page.sandbox.plant_fault(Operation::CreateAccessRequest, lost_answer());
            page.submit().await;
            page.see_text("Your request arrived").await;
            assert_eq!(
                page.sandbox.effects().await,
                Effects { requests: 1, items: 1, cancels: 0 },
                "{shift}"
            );
        });
    }
}

#[test]
fn a_cancel_is_shown_as_done_with_and_without_a_response() {
    for shift in SHIFTS {
        for lose in [false, true] {
            visit_in(World::company(), async |page| {
                page.sandbox.change_settings(|settings| settings.date_shift_seconds = shift);
                page.open_my_requests().await;
                page.open_request("Payroll approver").await;
                page.start_cancel("Petra is back").await;
                if lose {
                    page.sandbox.plant_fault(Operation::CancelAccessRequest, lost_answer());
                }
                page.confirm_cancel().await;
                page.click_button("Cancelled 1").await;
                page.see_state("Payroll approver", "Cancelled").await;
                page.see_no_text("no longer be cancelled").await;
                page.sandbox.see_effects(Effects { cancels: 1, ..Effects::default() }).await;
            });
        }
    }
}

#[test]
fn a_decision_whose_answer_is_lost_is_found_and_made_once() {
    for shift in SHIFTS {
        visit_in(World::approvals(), async |page| {
            page.sandbox.change_settings(|settings| settings.date_shift_seconds = shift);
            page.open_approvals("approver").await;
            page.host.set_option("undo-seconds", "0").await;
            page.sandbox.plant_fault(Operation::ApproveAccessRequest, lost_answer());
            page.approve("Snowflake analyst, Jonas Petit").await;
            page.see_text("Approved by you").await;
            page.sandbox.see_decisions(1).await;
        });
    }
}
