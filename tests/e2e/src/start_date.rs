//! When access begins and ends: a start date, ends at a press, and a longest time that counts from the start.

use crate::{
    page::{Effects, Page, Query, button, comment_for, end_date_of, field, region, row},
    sandbox::World,
    visit::visit_in,
};
use serde_json::json;

const START: &str = "2098-01-10T09:00";

fn start_of(item: &str) -> Query {
    field("Start date (optional)").inside(region(item))
}

/// The button of a preset, whose name says which end it means.
fn preset(name: &str, item: &str) -> Query {
    button(&format!("{name}: *")).inside(region(item))
}

/// The text of a date field that means so many days after that text.
async fn days_after(page: &Page, text: &str, days: u32) -> String {
    let script = format!(
        "const end = new Date(new Date('{text}').getTime() + {days} * 864e5);
        return new Date(end - end.getTimezoneOffset() * 6e4).toISOString().slice(0, 16)"
    );
    page.host.run(&script).await.as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_start_date_is_reviewed_sent_and_shown() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Museum guide"]).await;
        page.type_keys(comment_for("Museum guide"), "From the new year").await;
        page.set_value(start_of("Museum guide"), START).await;
        page.see_text_in(region("Museum guide"), "That’s Jan 10, 2098").await;
        page.click_button("Review request").await;
        page.see_text("starts Jan 10, 2098").await;
        page.click_button("Submit request").await;
        page.see_text("Your request was submitted").await;
        page.click_button("Show my requests").await;
        page.see_state("Museum guide", "Waiting for Dana Flores").await;
        page.open_request("Museum guide").await;
        page.see_text("Start date").await;
        page.see_text("Jan 10, 2098").await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, cancels: 0 }).await;
    });
}

#[test]
fn a_start_in_the_past_or_after_the_end_is_refused_at_its_field() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.set_value(start_of("Travel booker"), "2021-01-10T09:00").await;
        page.click_button("Review request").await;
        page.see_error_at(start_of("Travel booker"), "Choose a time in the future.").await;
        page.see_focus(start_of("Travel booker")).await;
        page.set_value(start_of("Travel booker"), START).await;
        page.see_no_error_at(start_of("Travel booker")).await;
        page.set_value(end_date_of("Travel booker"), "2098-01-10T08:00").await;
        page.see_error_at(end_date_of("Travel booker"), "Choose an end date after the start date.").await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
    });
}

#[test]
fn an_end_at_a_press_counts_from_the_start() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.set_value(start_of("Travel booker"), START).await;
        page.click(preset("30 days", "Travel booker")).await;
        page.see_value(end_date_of("Travel booker"), &days_after(page, START, 30).await).await;
        page.click(preset("End of quarter", "Travel booker")).await;
        page.see_value(end_date_of("Travel booker"), "2098-03-31T23:59").await;
        page.see_no(preset("As long as allowed", "Travel booker")).await;
        page.host.reload().await;
        page.see_value(start_of("Travel booker"), START).await;
        page.see_value(end_date_of("Travel booker"), "2098-03-31T23:59").await;
    });
}

#[test]
fn the_longest_time_of_an_entitlement_counts_from_its_start() {
    visit_in(World::company(), async |page| {
        let rules = json!({ "requireEndDate": true, "maxPermittedAccessDuration": { "value": 4, "timeUnit": "WEEKS" } });
        let change = json!({ "entitlementRequestConfig": { "accessRequestConfig": rules } });
        page.sandbox.change_newer_config(change).await;
        page.open_catalog().await;
        page.host.set_option("api-version", "v2024").await;
        page.see(row("Ledger read")).await;
        page.add(&["Ledger read"]).await;
        page.set_value(start_of("Ledger read"), START).await;
        page.see_no(preset("30 days", "Ledger read")).await;
        page.click(preset("As long as allowed", "Ledger read")).await;
        let end = field("End date").inside(region("Ledger read"));
        page.see_value(end, &days_after(page, START, 28).await).await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, cancels: 0 }).await;
    });
}

#[test]
fn a_partial_start_date_lost_in_a_reload_is_reported_at_its_field_alone() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.type_keys(start_of("Travel booker"), "12").await;
        page.host.reload().await;
        let lost = "The date was incomplete and wasn’t saved. Enter it again or leave the field empty.";
        page.see_error_at(start_of("Travel booker"), lost).await;
        page.see_no_error_at(end_date_of("Travel booker")).await;
        page.click_button("Review request").await;
        page.see_error_at(start_of("Travel booker"), lost).await;
        page.see_focus(start_of("Travel booker")).await;
        page.click_button("Review request").await;
        page.see_text("no end date").await;
        page.see_no_text("starts ").await;
    });
}
