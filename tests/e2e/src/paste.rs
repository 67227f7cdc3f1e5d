//! A pasted list of people: hundreds of lines in every form are sorted, settled in place and kept until then.

use crate::{
    page::{Page, button, field, group, region},
    recipients::{allow, open_for_others},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use thirtyfour::Key;

const LIST: &str = "List of people";
const PASTED: &str = "Pasted list";

fn many() -> World {
    World { reports: 300, ..World::default() }
}

/// 300 lines: 256 people who can be added, 24 who are inactive, 8 duplicates, 6 first names and 6 strangers.
fn lines() -> String {
    let mut lines = Vec::new();
    for number in 1..=280 {
        lines.push(match number % 3 {
            0 => format!("report.{number:03}@example.com"),
            1 => format!("report.{number:03}"),
            _ => format!("\"Agent, {number}\" <report.{number:03}@example.com>"),
        });
    }
    lines.extend((0..8).map(|_| "Abbasi;report.001@example.com".to_owned()));
    lines.extend(["Jonas", "Clara", "Viktor", "Priya", "Dmitri", "Fatima"].map(str::to_owned));
    lines.extend((0..6).map(|number| format!("stranger.{number}@example.org")));
    lines.join("\r\n")
}

async fn paste(page: &Page, text: &str) {
    page.click_button("Paste a list").await;
    page.set_value(field(LIST), text).await;
    page.click_button("Check list").await;
}

#[test]
fn three_hundred_lines_are_sorted_in_few_calls_and_each_kind_is_settled_in_place() {
    visit_in(many(), async |page| {
        allow(page, true, false).await;
        open_for_others(page, "employee").await;
        let before = page.sandbox.calls(Operation::GetPublicIdentities).await;
        paste(page, &lines()).await;
        page.see_text("300 entries pasted").await;
        page.host.reload().await;
        for text in ["256 found", "24 inactive", "8 duplicates", "6 to choose", "6 not found"] {
            page.see(group(text)).await;
        }
        let calls = page.sandbox.calls(Operation::GetPublicIdentities).await - before;
        assert!(calls <= 60, "{calls} calls for a list that was checked twice");
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
        page.click_button("Add 256 people").await;
        page.see_text("1 item for 257 people").await;
        page.see_text("44 entries pasted").await;
        page.click(button("Add Jonas Weber").inside(region(PASTED))).await;
        page.see_announced("Jonas Weber added, 258 people").await;
        page.see(group("5 to choose")).await;
        page.replace("Change “stranger.0@example.org”", "clara.neumann").await;
        page.click(button("Search again").within("stranger.0@example.org")).await;
        page.click_button("Add 1 person").await;
        page.see_text("1 item for 259 people").await;
        page.click(button("Remove stranger.1@example.org")).await;
        page.see(group("4 not found")).await;
        page.click(button("Add *").within("report.007")).await;
        page.see_text("is inactive. Add them anyway?").await;
        page.press(Key::Enter).await;
        page.see_text("1 item for 260 people").await;
        page.click(button("Remove all 8").inside(group("8 duplicates"))).await;
        page.host.reload().await;
        page.see_text("32 entries pasted").await;
        page.see_text("1 item for 260 people").await;
        page.click_button("Show all 260").await;
        page.type_into("Search these people", "weber").await;
        page.see_button("Remove Jonas Weber").await;
        page.click_button("Remove the whole list").await;
        page.see_no(region(PASTED)).await;
    });
}

#[test]
fn text_that_was_not_checked_survives_a_reload_and_can_be_discarded() {
    visit_in(World::default(), async |page| {
        allow(page, true, false).await;
        open_for_others(page, "employee").await;
        page.click_button("Paste a list").await;
        page.see_focus(field(LIST)).await;
        page.press("jonas.weber; clara.neumann").await;
        page.host.reload().await;
        page.see_value(field(LIST), "jonas.weber; clara.neumann").await;
        page.click_button("Check list").await;
        page.see_announced("2 found").await;
        page.click_button("Add 2 people").await;
        page.see_announced("2 people added, 3 people in your request").await;
        page.see_no(region(PASTED)).await;
    });
}

#[test]
fn people_a_manager_may_not_ask_for_are_named_with_the_reason() {
    visit_in(World::default(), async |page| {
        allow(page, false, true).await;
        open_for_others(page, "manager").await;
        paste(page, "jonas.weber\nclara.neumann").await;
        page.see_text_in(group("1 not allowed"), "Not your direct report").await;
        page.click_button("Add 1 person").await;
        page.see_text("1 item for 2 people").await;
        page.click(button("Remove clara.neumann")).await;
        page.see_no(region(PASTED)).await;
    });
}
