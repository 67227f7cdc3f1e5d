//! Following requests: rows are listed, pass through approval and provisioning, and are cancelled.

use crate::{
    page::{Effects, any_dialog, button, dialog, field, heading, row, tab},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;
use serde_json::json;

const TEN_MINUTES: u32 = 600;
const DAY: u32 = 86_400;
const STATUS: Operation = Operation::ListAccessRequestStatus;

#[test]
fn a_request_is_listed_through_approval_and_provisioning() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Museum guide"]).await;
        page.click_button("Show my requests").await;
        page.see_state("Museum guide", "Waiting for Dana Flores").await;
        page.sandbox.advance(TEN_MINUTES).await;
        page.refresh().await;
        page.see_state("Museum guide", "Waiting for Ines Vogel").await;
        page.sandbox.advance(15 * 60).await;
        page.refresh().await;
        page.see_state("Museum guide", "being set up").await;
        page.sandbox.advance(TEN_MINUTES).await;
        page.refresh().await;
        page.see_no(row("Museum guide")).await;
        page.click_button("Done 1").await;
        page.see_state("Museum guide", "Done").await;
        page.open_request("Museum guide").await;
        page.see_text("Approved by Dana Flores").await;
        page.see_text("Approved by Ines Vogel").await;
        page.see_text("For Museum guide").await;
    });
}

#[test]
fn pending_requests_are_refreshed_silently() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Museum guide"]).await;
        page.click_button("Show my requests").await;
        page.see_state("Museum guide", "Waiting for Dana Flores").await;
        page.sandbox.advance(TEN_MINUTES).await;
        page.see_state("Museum guide", "Waiting for Ines Vogel").await;
    });
}

#[test]
fn a_cancel_names_every_item_cancelled_with_it() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Museum guide", "Travel booker"]).await;
        page.click_button("Show my requests").await;
        page.see_state("Travel booker", "Waiting for Dana Flores").await;
        page.open_request("Museum guide").await;
        page.start_cancel("Nobody visits in winter").await;
        let question = || dialog("Cancel this request?");
        page.see_text_in(question(), "These 2 were sent as one request").await;
        page.see_text_in(question(), "Museum guide").await;
        page.see_text_in(question(), "Travel booker").await;
        page.see_text_in(question(), "Nobody visits in winter").await;
        assert_eq!(page.sandbox.effects().await.cancels, 0);
        page.confirm_cancel().await;
        page.see_text("Your cancellation was submitted").await;
        page.click_button("Cancelled 2").await;
        page.see_state("Museum guide", "Cancelled").await;
        page.see_state("Travel booker", "Cancelled").await;
        page.host.see_event("cancelled", 1).await;
        page.sandbox.see_effects(Effects { requests: 1, items: 2, cancels: 1 }).await;
    });
}

#[test]
fn a_finished_cancel_leaves_the_focus_beside_the_list() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Travel booker"]).await;
        page.click_button("Show my requests").await;
        page.see_state("Travel booker", "Waiting for Dana Flores").await;
        page.open_request("Travel booker").await;
        page.start_cancel("The trip is off").await;
        page.confirm_cancel().await;
        page.host.see_event("cancelled", 1).await;
        page.see_no(field("Reason for cancelling")).await;
        page.see_focus_inside().await;
        page.see_no(button("Cancel request")).await;
        page.see_focus_inside().await;
    });
}

#[test]
fn a_cancel_needs_a_reason() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.open_request("Payroll approver").await;
        page.click_button("Cancel request").await;
        page.see_error_at(field("Reason for cancelling"), "Enter why you’re cancelling.").await;
        page.type_into("Reason for cancelling", "   ").await;
        page.click_button("Cancel request").await;
        page.see_focus(field("Reason for cancelling")).await;
        page.see_error_at(field("Reason for cancelling"), "Enter why you’re cancelling.").await;
        page.see_no(any_dialog()).await;
        assert_eq!(page.sandbox.effects().await.cancels, 0);
    });
}

#[test]
fn dismissing_the_cancel_dialog_changes_nothing() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.open_request("Payroll approver").await;
        page.start_cancel("A slip").await;
        page.click_button("Keep request").await;
        page.see_no(any_dialog()).await;
        page.see_value(field("Reason for cancelling"), "A slip").await;
        page.see_focus(button("Cancel request")).await;
        assert_eq!(page.sandbox.effects().await.cancels, 0);
    });
}

#[test]
fn an_approved_request_cannot_be_cancelled_and_says_why() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Travel booker"]).await;
        page.click_button("Show my requests").await;
        page.see_state("Travel booker", "Waiting for Dana Flores").await;
        page.sandbox.advance(TEN_MINUTES).await;
        page.refresh().await;
        page.see_state("Travel booker", "being set up").await;
        page.open_request("Travel booker").await;
        page.see_text("The approval phase is over, so the request can no longer be cancelled.").await;
        page.see_no(button("Cancel request")).await;
    });
}

#[test]
fn a_denied_and_a_failed_request_say_so_and_never_look_done() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Warehouse picker", "Harbour pilot"]).await;
        page.sandbox.advance(DAY).await;
        page.click_button("Show my requests").await;
        page.refresh().await;
        page.click_button("Denied 1").await;
        page.see_state("Warehouse picker", "Denied").await;
        page.open_request("Warehouse picker").await;
        page.see_text("Denied by Ines Vogel").await;
        page.see_text("please talk to me first").await;
        page.click_button("Failed 1").await;
        page.see_state("Harbour pilot", "Failed").await;
        page.see_button("Done 0").await;
    });
}

#[test]
fn requests_can_be_searched_and_sorted_by_name() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Museum guide"]).await;
        page.click_button("Show my requests").await;
        page.see_state("Museum guide", "Waiting").await;
        page.type_into("Search your requests", "museum").await;
        page.see_no(row("Payroll approver")).await;
        page.see(row("Museum guide")).await;
        page.replace("Search your requests", "nothing like it").await;
        page.see_text("No requests match “nothing like it”").await;
    });
}

#[test]
fn the_detail_shows_the_approver_the_dates_and_the_comments() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.open_request("Payroll approver").await;
        page.see_text("Waiting for Dana Flores").await;
        page.see_text("Manager, since").await;
        page.see_text("3 days ago").await;
        page.see_text("For the year end").await;
        page.see_text("Next: approval by Ines Vogel").await;
    });
}

#[test]
fn a_link_opens_the_request() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.open_request("Payroll approver").await;
        let query = page.host.address_query().await;
        assert!(query.contains("rc-view=requests") && query.contains("rc-id="), "{query}");
        assert!(query.contains("persona=employee"), "other parameters stay: {query}");
        page.host.open(&format!("/?{query}")).await;
        page.see(heading("Payroll approver")).await;
        page.see(tab("My requests")).await;
        page.see(field("Reason for cancelling")).await;
    });
}

#[test]
fn a_link_to_a_status_filter_applies_it() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Warehouse picker"]).await;
        page.sandbox.advance(DAY).await;
        page.host.open("/?persona=employee&rc-view=requests&rc-filter=denied").await;
        page.see_state("Warehouse picker", "Denied").await;
        page.see_no(row("Payroll approver")).await;
    });
}

#[test]
fn cancelled_access_can_be_requested_again() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.open_request("Payroll approver").await;
        page.start_cancel("Petra is back").await;
        page.confirm_cancel().await;
        page.see_text("Your cancellation was submitted").await;
        page.click_button("Cancelled 1").await;
        page.see_state("Payroll approver", "Cancelled").await;
        page.click_tab("Catalog").await;
        page.add(&["Payroll approver"]).await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
    });
}

#[test]
fn access_granted_meanwhile_is_shown_as_assigned_in_the_catalog() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.request_items(&["Museum guide"]).await;
        page.click_button("Show my requests").await;
        page.see_state("Museum guide", "Waiting").await;
        page.sandbox.advance(DAY).await;
        page.refresh().await;
        page.click_button("Done 1").await;
        page.see_state("Museum guide", "Done").await;
        page.click_tab("Catalog").await;
        page.see_row("Museum guide", "You have this").await;
    });
}

#[test]
fn a_query_the_service_rejects_is_not_repeated_at_every_poll() {
    visit_in(World::company(), async |page| {
        page.host
            .before_every_page(
                "window.wide = 0;
            const real = window.fetch;
            window.fetch = (...call) => {
                const address = call[0].url ?? String(call[0]);
                if (address.includes('regarding-identity')) window.wide += 1;
                return real(...call);
            };",
            )
            .await;
        let refused = Fault::status(400).times(50).matching("regarding-identity");
        page.sandbox.plant_fault(STATUS, refused);
        page.open_my_requests().await;
        page.see(row("Payroll approver")).await;
        for _ in 0..2 {
            let before = page.sandbox.calls(STATUS).await;
            page.refresh().await;
            // The two separate queries are sent.
            page.sandbox.see_more_calls(STATUS, before + 1).await;
        }
        assert_eq!(page.host.run("return window.wide").await, json!(1));
    });
}
