//! The outcome of closing stuck requests: kept over a reload, looked up if it was open, and shown truthfully.

use crate::{
    page::{button, dialog, region, row},
    sandbox::World,
    visit::{visit, visit_in},
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;
use serde_json::Value;

const CLOSE: Operation = Operation::CloseAccessRequest;
const LIST: Operation = Operation::ListAccessRequestStatus;

#[test]
fn the_outcome_of_a_close_survives_a_reload() {
    visit(async |page| {
        page.open_stuck().await;
        page.host.set_option("poll-seconds", "1").await;
        page.close_stuck("Power BI Pro").await;
        page.see_close_outcome("Power BI Pro", "Closed").await;
        page.host.reload().await;
        page.see_close_outcome("Power BI Pro", "Closed").await;
        page.see_text("3 stuck requests").await;
        page.see_text("Results").await;
        page.click_button("Clear results").await;
        page.see_no_text("Results").await;
        page.host.reload().await;
        page.see_text("3 stuck requests").await;
        page.see_no_text("Results").await;
        page.sandbox.see_closes(1).await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 1);
    });
}

#[test]
fn a_close_interrupted_by_a_reload_is_confirmed_after_it() {
    visit(async |page| {
        page.open_stuck().await;
        page.close_stuck("Power BI Pro").await;
        page.see_close_outcome("Power BI Pro", "Submitted, not confirmed as closed yet").await;
        page.host.reload().await;
        page.see_close_outcome("Power BI Pro", "Closed").await;
        page.sandbox.see_closes(1).await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 1);
    });
}

#[test]
fn a_close_without_a_response_after_a_reload_is_looked_up_and_not_sent_again() {
    visit(async |page| {
        page.open_stuck().await;
        page.sandbox.plant_fault(CLOSE, Fault::slow(15_000));
        page.close_stuck("Power BI Pro").await;
        page.see_close_outcome("Power BI Pro", "Sending").await;
        page.sandbox.see_closes(1).await;
        page.host.reload().await;
        page.see_close_outcome("Power BI Pro", "Closed").await;
        page.sandbox.see_closes(1).await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 1);
    });
}

#[test]
fn the_reason_of_a_refused_close_survives_a_reload() {
    visit(async |page| {
        page.open_stuck().await;
        page.sandbox.plant_fault(CLOSE, Fault::status(403));
        page.close_stuck("Power BI Pro").await;
        page.see_close_outcome("Power BI Pro", "Not closed").await;
        page.host.reload().await;
        page.see_close_outcome("Power BI Pro", "Not closed").await;
        page.see_close_outcome("Power BI Pro", "You don’t have permission to do this").await;
        page.see_text("1 request selected").await;
    });
}

#[test]
fn a_close_that_cannot_be_looked_up_is_not_reported_as_open() {
    visit(async |page| {
        page.open_stuck().await;
        page.host.set_option("poll-seconds", "1").await;
        let fault = Fault::status(403).times(8).matching("accountActivityItemId");
        page.sandbox.plant_fault(LIST, fault);
        page.close_stuck("Power BI Pro").await;
        page.see_button("Check again").await;
        page.see_text_in(region("Close requests"), "You don’t have permission to do this").await;
        page.see_close_outcome("Power BI Pro", "Submitted, not confirmed as closed yet").await;
        page.see_no_text("Still open").await;
        // A repeated failure is reported again.
        page.click_button("Check again").await;
        page.see_no_text_in(region("Close requests"), "You don’t have permission to do this").await;
        page.see_text_in(region("Close requests"), "You don’t have permission to do this").await;
        page.click_button("Check again").await;
        page.see_close_outcome("Power BI Pro", "Closed").await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 1);
    });
}

#[test]
fn more_than_500_requests_are_closed_in_several_calls_and_a_remaining_one_is_reported() {
    visit_in(World { stuck: 504, ..World::company() }, async |page| {
        page.open_stuck().await;
        page.host.set_option("poll-seconds", "1").await;
        page.click_button("Select all 504").await;
        page.see_text("504 requests selected").await;
        page.click_button("Close request").await;
        page.click(button("Close request").inside(dialog("Close these 504 requests?"))).await;
        page.sandbox.see_closes(503).await;
        let closed = || row("Payroll analyst").inside(region("Close requests")).holding("Closed");
        page.see_count(closed(), 503).await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 2);
        let audit = page.sandbox.audit().await;
        let started = |one: &&Value| one["name"] == "Close Identity Requests Started";
        let calls = audit.as_array().into_iter().flatten().filter(started);
        let sizes: Vec<Option<usize>> =
            calls.map(|one| one["accessRequestIds"].as_array().map(Vec::len)).collect();
        assert_eq!(sizes, [Some(500), Some(4)]);
        page.see_close_outcome("Travel booker", "Still open").await;
        page.see_close_outcome("Travel booker", "We checked several times").await;
        page.see_text("1 stuck request").await;
    });
}

#[test]
fn the_open_part_of_the_settings_is_in_the_address() {
    visit(async |page| {
        page.open_stuck().await;
        assert!(page.host.address_query().await.contains("rc-filter=stuck"));
        page.host.reload().await;
        page.see_text("4 stuck requests").await;
        page.click_button("Rules").await;
        page.see_text("Who can request for whom").await;
        assert!(!page.host.address_query().await.contains("rc-filter"));
        page.host.open("/?persona=admin&rc-view=settings&rc-filter=stuck").await;
        page.see(row("Power BI Pro")).await;
    });
}
