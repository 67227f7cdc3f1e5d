//! Stuck requests in two tabs: a close in one is shown in the other, which does not offer it, and only one of them looks it up.

use crate::{
    page::{Page, Query, checkbox, dialog},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;
use serde_json::json;

const CLOSE: Operation = Operation::CloseAccessRequest;

/// Opens the stuck requests in two tabs and stays in the second.
async fn open_two(page: &Page) {
    page.open_stuck().await;
    page.host.open_tab().await;
    page.open_stuck().await;
}

/// The checkbox of that request.
fn pick(name: &str) -> Query {
    checkbox(&format!("Select {name}"))
}

#[test]
fn a_close_in_one_tab_is_shown_in_the_other_which_does_not_offer_it() {
    visit(async |page| {
        open_two(page).await;
        // Synthetic events of the page are not storage events of another tab.
        let count =
            "window.heard = 0; addEventListener('storage', (event) => { window.heard += event.isTrusted; });";
        page.host.run(count).await;
        page.host.set_option("poll-seconds", "1").await;
        page.sandbox.plant_fault(CLOSE, Fault::slow(5000));
        page.close_stuck("Power BI Pro").await;
        page.see_close_outcome("Power BI Pro", "Sending").await;
        page.host.switch_to_tab(0).await;
        page.see_close_outcome("Power BI Pro", "Sending").await;
        page.see_no(pick("Power BI Pro")).await;
        page.see(pick("VPN Remote Access")).await;
        page.see_close_outcome("Power BI Pro", "Closed").await;
        page.see_text("3 stuck requests").await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 1);
        page.host.switch_to_tab(1).await;
        page.see_close_outcome("Power BI Pro", "Closed").await;
        page.see_text("3 stuck requests").await;
        // The other tab may be the one that finds it closed, and find it again if this one stored something at the same time.
        // Apart from that, a tab that is only notified stores nothing.
        let heard = page.host.run("return window.heard").await;
        assert!([json!(0), json!(1), json!(2)].contains(&heard), "{heard}");
    });
}

#[test]
fn each_tab_keeps_its_outcomes_and_merges_those_of_the_other() {
    visit(async |page| {
        open_two(page).await;
        page.host.set_option("poll-seconds", "1").await;
        page.sandbox.plant_fault(CLOSE, Fault::status(403));
        page.close_stuck("Power BI Pro").await;
        page.see_close_outcome("Power BI Pro", "Not closed").await;
        page.sandbox.clear_faults();
        page.host.switch_to_tab(0).await;
        page.see_close_outcome("Power BI Pro", "You don’t have permission to do this").await;
        page.host.set_option("poll-seconds", "1").await;
        page.close_stuck("VPN Remote Access").await;
        page.see_close_outcome("VPN Remote Access", "Closed").await;
        page.host.switch_to_tab(1).await;
        page.see_close_outcome("VPN Remote Access", "Closed").await;
        page.see_close_outcome("Power BI Pro", "You don’t have permission to do this").await;
        page.see_text("3 stuck requests").await;
        page.see_text("1 request selected").await;
        page.see_text("Results").await;
        page.click_button("Clear results").await;
        page.see_no_text("Results").await;
        page.host.switch_to_tab(0).await;
        page.see_no_text("Results").await;
        page.see(pick("Power BI Pro")).await;
    });
}

#[test]
fn a_close_whose_tab_was_closed_is_confirmed_by_the_other() {
    visit(async |page| {
        page.open_stuck().await;
        page.host.set_option("poll-seconds", "1").await;
        page.host.open_tab().await;
        page.open_stuck().await;
        page.close_stuck("Power BI Pro").await;
        page.see_close_outcome("Power BI Pro", "Submitted, not confirmed as closed yet").await;
        page.host.run("location.href = 'about:blank'").await;
        page.host.switch_to_tab(0).await;
        page.see_close_outcome("Power BI Pro", "Submitted, not confirmed as closed yet").await;
        page.see_close_outcome("Power BI Pro", "Closed").await;
        page.see_text("3 stuck requests").await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 1);
    });
}

#[test]
fn a_confirmation_is_dismissed_when_another_tab_closes_its_requests() {
    visit(async |page| {
        open_two(page).await;
        page.pick_stuck(&["Power BI Pro"]).await;
        page.click_button("Close request").await;
        let question = || dialog("Close this request?");
        page.see(question()).await;
        page.host.switch_to_tab(0).await;
        page.close_stuck("Power BI Pro").await;
        page.host.switch_to_tab(1).await;
        page.see_close_outcome("Power BI Pro", "Closed").await;
        page.see_no(question()).await;
        assert_eq!(page.sandbox.calls(CLOSE).await, 1);
    });
}
