//! A request that takes several calls: planned in the review, sent one by one, with an outcome for every line.

use crate::{
    page::{Effects, Page, button, row},
    sandbox::World,
    visit::{visit, visit_in},
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind};
use serde_json::{Value, json};
use thirtyfour::Key;

const CREATE: Operation = Operation::CreateAccessRequest;

/// Entitlements that everybody may ask for without a comment; the employee has requested one of them.
const ENTITLEMENTS: &str = "SELECT id, name FROM item WHERE kind = 'ENTITLEMENT' AND requestable \
    AND NOT comment_required AND request_config NOT LIKE '%true%' AND request_config NOT LIKE '%[%' ORDER BY name";

/// The direct reports of the director.
const REPORTS: &str = "SELECT id, name FROM person WHERE state = 'ACTIVE' AND manager_id = \
    (SELECT person_id FROM persona WHERE name = 'director') ORDER BY id";

/// Stores a draft in the browser as if it had been put together there, and opens the page anew.
async fn store_draft(page: &Page, recipients: &[(String, String)], items: &[(String, String)]) {
    let item = |(id, name): &(String, String)| json!({ "id": id, "type": "ENTITLEMENT", "name": name });
    store(page, recipients, &items.iter().map(item).collect::<Vec<_>>()).await;
}

async fn store(page: &Page, recipients: &[(String, String)], items: &[Value]) {
    let ids: Vec<&String> = recipients.iter().map(|(id, _)| id).collect();
    let names: Value = recipients.iter().map(|(id, name)| (id.clone(), json!(name))).collect();
    // The storage has an entry once something was put together.
    page.add(&["AWS Billing"]).await;
    let draft = json!({ "key": "rc-planned", "recipients": ids, "items": items, "names": names });
    page.host
        .run(&format!(
            "const key = Object.keys(localStorage).find((key) => key.startsWith('request-center:'));
            localStorage.setItem(key, JSON.stringify({{ schema: 4, journal: [], draft: {draft} }}));"
        ))
        .await;
    page.host.reload().await;
}

/// Opens the catalog as a director with that many reports, with one entitlement for all of them in the request.
pub(crate) async fn open_for_reports(page: &Page, count: usize) {
    page.host.open_as("director").await;
    page.see(row("AWS Billing")).await;
    let people = page.sandbox.ids(REPORTS).await;
    let items = page.sandbox.ids(ENTITLEMENTS).await;
    store_draft(page, &people[..count], &items[..1]).await;
}

/// Sends what is in the request.
pub(crate) async fn submit(page: &Page) {
    page.click_button("Review request").await;
    page.click_button("Submit request").await;
}

/// The company whose director has at least that many active reports.
pub(crate) fn reports(count: usize) -> World {
    World { reports: count + count / 10 + 5, ..World::default() }
}

fn requests(count: u64) -> Effects {
    Effects { requests: count, items: count, cancels: 0 }
}

#[test]
fn more_entitlements_than_one_call_takes_are_sent_in_two() {
    visit(async |page| {
        page.open_catalog().await;
        let me = page.sandbox.id_of("employee").await;
        let items = page.sandbox.ids(ENTITLEMENTS).await;
        store_draft(page, &[(me, "You".to_owned())], &items[..26]).await;
        page.click_button("Review request").await;
        page.click_button("2 calls, 26 lines").await;
        page.see_text("25 entitlements, the most one call takes").await;
        page.click_button("Submit request").await;
        page.see_text("Sent in 2 calls").await;
        page.see_text("25 sent, accepted, 1 requested before").await;
        page.host.see_event("submitted", 2).await;
        page.sandbox.see_effects(Effects { requests: 1, items: 25, cancels: 0 }).await;
        page.click_button("Show details").await;
        page.see_text("Requested before").await;
        page.host.reload().await;
        page.see_text("25 sent, accepted, 1 requested before").await;
        page.click_button("Dismiss").await;
        page.see_no_text("Sent in 2 calls").await;
        page.host.reload().await;
        page.see_text("No items yet").await;
        page.see_no_text("Sent in 2 calls").await;
    });
}

#[test]
fn people_who_get_the_same_share_a_flat_call_and_others_a_nested_one() {
    visit_in(reports(12), async |page| {
        page.host.open_as("director").await;
        page.see(row("AWS Billing")).await;
        let people = page.sandbox.ids(REPORTS).await;
        let items = page.sandbox.ids(ENTITLEMENTS).await;
        let item = |at: usize, except: &[String]| {
            let (id, name) = &items[at];
            json!({ "id": id, "type": "ENTITLEMENT", "name": name, "except": except })
        };
        let except = [people[0].0.clone()];
        store(page, &people[..3], &[item(0, &[]), item(1, &except)]).await;
        page.click_button("Review request").await;
        page.click_button("1 call, 5 lines").await;
        page.see_text("3 people, 2 items, per person").await;
        page.click_button("Back to editing").await;
        store(page, &people[..12], &[item(0, &[]), item(1, &[])]).await;
        page.click_button("Review request").await;
        page.click_button("2 calls, 24 lines").await;
        page.see_text("10 people, 2 items, the same for everyone, 10 people, the most one call").await;
        page.click_button("Submit request").await;
        page.see_text("24 sent, accepted").await;
        page.sandbox.see_effects(Effects { requests: 12, items: 24, cancels: 0 }).await;
    });
}

#[test]
fn a_plan_of_different_lines_is_sent_by_keys_alone_and_axe_finds_nothing_serious() {
    visit_in(reports(12), async |page| {
        page.host.open_as("director").await;
        page.see(row("AWS Billing")).await;
        let people = page.sandbox.ids(REPORTS).await;
        let items = page.sandbox.ids(ENTITLEMENTS).await;
        let except = [people[0].0.clone()];
        let item = |at: usize, except: &[String]| {
            let (id, name) = &items[at];
            json!({ "id": id, "type": "ENTITLEMENT", "name": name, "except": except })
        };
        store(page, &people[..3], &[item(0, &[]), item(1, &except)]).await;
        page.tab_to(button("Review request")).await;
        page.press(Key::Enter).await;
        page.tab_to(button("1 call, 5 lines")).await;
        page.press(Key::Enter).await;
        page.see_text("3 people, 2 items, per person").await;
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
        page.tab_to(button("Submit request")).await;
        page.press(Key::Enter).await;
        page.see_text("5 sent, accepted").await;
        page.sandbox.see_effects(Effects { requests: 3, items: 5, cancels: 0 }).await;
        page.tab_to(button("Show details")).await;
        page.press(Key::Enter).await;
        page.see_button("Hide details").await;
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
    });
}

#[test]
fn what_was_refused_in_the_middle_is_tried_again_alone() {
    visit_in(reports(30), async |page| {
        open_for_reports(page, 30).await;
        page.sandbox.plant_fault(CREATE, Fault::status(400).after(1));
        submit(page).await;
        page.see_text_slow("10 lines failed").await;
        page.see_text("20 sent, accepted, 10 refused").await;
        page.sandbox.see_effects(requests(20)).await;
        page.click_button("Show details").await;
        page.see_text("semantically invalid").await;
        page.host.reload().await;
        page.see_text("10 lines failed").await;
        page.click_button("Try failed again").await;
        page.click_button("Review request").await;
        page.click_button("1 call, 10 lines").await;
        page.click_button("Submit request").await;
        page.see_text("10 sent, accepted").await;
        page.sandbox.see_effects(requests(30)).await;
    });
}

#[test]
fn a_lost_answer_is_looked_up_while_the_rest_is_sent() {
    visit_in(reports(30), async |page| {
        open_for_reports(page, 30).await;
        page.sandbox.plant_fault(CREATE, Fault::from(Kind::DropAfter).after(1));
        submit(page).await;
        page.see_text_slow("30 sent, accepted").await;
        page.sandbox.see_effects(requests(30)).await;
    });
}

#[test]
fn a_limit_of_the_service_pauses_the_rest_until_the_user_resumes() {
    visit_in(reports(30), async |page| {
        open_for_reports(page, 30).await;
        page.sandbox.plant_fault(CREATE, Fault::rate_limited(Some(600)).after(1));
        submit(page).await;
        page.see_text_slow("2 of 3 calls not sent").await;
        page.sandbox.clear_faults();
        page.click_button("Resume").await;
        page.see_text_slow("30 sent, accepted").await;
        page.sandbox.see_effects(requests(30)).await;
    });
}

#[test]
fn a_paused_plan_waits_over_a_reload_and_is_finished_once() {
    visit_in(reports(50), async |page| {
        open_for_reports(page, 50).await;
        page.sandbox.plant_fault(CREATE, Fault::slow(1_500).times(2));
        submit(page).await;
        page.see_text("Sending:").await;
        assert!(page.host.asks_before_leaving().await);
        page.click_button("Pause").await;
        page.see_text("of 5 calls not sent").await;
        page.host.reload().await;
        page.see_text("of 5 calls not sent").await;
        page.click_button("Resume").await;
        page.see_text_slow("50 sent, accepted").await;
        page.sandbox.see_effects(requests(50)).await;
    });
}

#[test]
fn two_tabs_with_the_same_draft_send_it_once() {
    visit_in(reports(30), async |page| {
        open_for_reports(page, 30).await;
        page.click_button("Review request").await;
        page.host.open_tab().await;
        page.host.switch_to_tab(1).await;
        page.host.open_as("director").await;
        page.click_button("Review request").await;
        page.see_text("3 calls, 30 lines").await;
        page.host.switch_to_tab(0).await;
        page.click_button("Submit request").await;
        page.see_text("30 sent, accepted").await;
        page.host.switch_to_tab(1).await;
        page.see_text("30 sent, accepted").await;
        page.see_text("No items yet").await;
        page.sandbox.see_effects(requests(30)).await;
    });
}
