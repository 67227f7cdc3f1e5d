//! The matrix of a request for several people before it is sent: what would happen in each cell, leaving cells out, and the reads
//! behind it.

use crate::{
    page::{COUNT_REFUSALS, Page, field, grid, grid_row, gridcell, region},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use serde_json::{Value, json};
use thirtyfour::Key;

const EVERYBODY: [(&str, &str); 3] =
    [("dflores", "Dana Flores"), ("mokafor", "Mona Okafor"), ("tnovak", "Tom Novak")];

fn world() -> World {
    World { seed: Some("outcomes.json"), undecided: true, ..World::default() }
}

fn item(id: &str, kind: &str, name: &str) -> Value {
    json!({ "id": id, "type": kind, "name": name })
}

fn items() -> Vec<Value> {
    vec![
        item("role-night", "ROLE", "Night shift lead"),
        item("role-guide", "ROLE", "Museum guide"),
        item("role-vault", "ROLE", "Vault keeper"),
        item("ap-payroll", "ACCESS_PROFILE", "Payroll reports"),
        item("ent-ledger", "ENTITLEMENT", "Ledger read"),
    ]
}

/// Opens the review of a stored draft for these people and items.
async fn review(page: &Page, persona: &str, people: &[(&str, &str)], items: Vec<Value>) {
    page.host.open_as(persona).await;
    page.add(&["Payroll reports"]).await;
    let (mut recipients, mut names) = (Vec::new(), serde_json::Map::new());
    for (alias, name) in people {
        let id = page.sandbox.id_of(alias).await;
        names.insert(id.clone(), json!(name));
        recipients.push(id);
    }
    let draft = json!({ "key": "planted-1", "recipients": recipients, "items": items, "names": names });
    page.plant_draft(&draft).await;
    page.click_button("Review request").await;
    page.see_heading("What happens for whom").await;
}

/// A person's row of the matrix says this of an item, by the items' order.
async fn see_cells(page: &Page, person: &str, states: &[&str]) {
    for state in states {
        page.see_text_in(grid_row(person), state).await;
    }
}

#[test]
fn each_cell_says_what_would_happen_and_why() {
    visit_in(world(), async |page| {
        review(page, "manager", &EVERYBODY, items()).await;
        page.see_text("3 of 3 people checked").await;
        see_cells(page, "You", &["New", "Not allowed"]).await;
        see_cells(
            page,
            "Mona Okafor",
            &["Already asked", "End will be removed", "Not allowed", "Has it", "New"],
        )
        .await;
        see_cells(page, "Tom Novak", &["Has it", "Already asked", "Not allowed", "New"]).await;
        page.see_text("3 lines are not allowed. Leave them out to submit.").await;
    });
}

#[test]
fn what_would_do_nothing_is_left_out_at_a_press_and_can_be_put_back() {
    visit_in(world(), async |page| {
        review(page, "manager", &EVERYBODY, items()).await;
        page.see_button("Has it 3").await;
        page.click_button("Leave out 5 that would do nothing").await;
        page.see_announced("5 lines left out").await;
        page.see_button("Left out 5").await;
        page.click_button("Leave out 3 that are not allowed").await;
        page.see_no_text("lines are not allowed").await;
        page.see_button("Left out 8").await;
        page.click_button("Left out 8").await;
        page.see_count(gridcell("Left out*"), 8).await;
        page.click(gridcell("Left out Has it").inside(grid_row("Mona Okafor"))).await;
        page.see_announced("1 line put back").await;
        page.see_button("Left out 7").await;
        page.host.reload().await;
        page.click_button("Review request").await;
        page.see_button("Left out 7").await;
    });
}

#[test]
fn an_open_request_of_the_viewers_is_a_press_away() {
    visit_in(world(), async |page| {
        review(page, "manager", &EVERYBODY, items()).await;
        page.see_text("3 of 3 people checked").await;
        page.click_button("Already asked 2").await;
        page.press(Key::Tab).await;
        page.see_text("Has been requested already, and that request is still open.").await;
        page.click_button("Show the request").await;
        page.see_text_in(region("Request details"), "Night shift lead").await;
    });
}

#[test]
fn cells_are_reached_left_out_and_put_back_by_keys_alone() {
    visit_in(world(), async |page| {
        review(page, "manager", &EVERYBODY, items()).await;
        page.see_text("3 of 3 people checked").await;
        page.tab_to(grid()).await;
        page.press(Key::Down).await;
        page.press(Key::End).await;
        page.see_text("Mona Okafor · Ledger read").await;
        page.press(" ").await;
        page.see_announced("1 line left out").await;
        page.see_text_in(grid_row("Mona Okafor"), "Left out").await;
        page.see_focus(grid()).await;
        page.press(Key::Enter).await;
        page.see_announced("1 line put back").await;
        page.see_no_text_in(grid_row("Mona Okafor"), "Left out").await;
        page.press(Key::Home).await;
        page.see_text("Mona Okafor · Night shift lead").await;
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
    });
}

#[test]
fn people_who_have_it_already_get_an_end_date_of_their_own() {
    visit_in(world(), async |page| {
        let end = json!({ "text": "2031-06-30T18:00", "moment": "2031-06-30T18:00:00.000Z" });
        let mut guide = item("role-guide", "ROLE", "Museum guide");
        guide["remove_date"] = end;
        review(page, "manager", &EVERYBODY[..2], vec![guide]).await;
        page.see_text_in(grid_row("Mona Okafor"), "Date will change").await;
        page.click_button("1 item is new for some people and only changes the end date for others").await;
        page.click_button("Give 1 person another end date").await;
        page.set_value(field("End date for 1 person who has it already"), "").await;
        page.see_text_in(grid_row("Mona Okafor"), "End will be removed").await;
        page.set_value(field("End date for 1 person who has it already"), "2031-12-31T18:00").await;
        page.see_text_in(grid_row("Mona Okafor"), "Date will change").await;
        page.see_text_in(grid_row("Mona Okafor"), "Dec 31, 2031").await;
        page.click_button("Same end date for everyone").await;
        page.click_button("Leave out 1 person").await;
        page.see_text_in(grid_row("Mona Okafor"), "Left out").await;
    });
}

#[test]
fn nothing_is_called_new_where_the_service_does_not_tell() {
    visit_in(World { strict_reads: true, ..world() }, async |page| {
        review(page, "manager", &EVERYBODY, items()).await;
        page.see_text("3 of 3 people checked").await;
        page.see_text_in(grid_row("You"), "New").await;
        page.see_text_in(grid_row("Mona Okafor"), "Already asked").await;
        page.see_text_in(grid_row("Tom Novak"), "Unknown").await;
        page.see_no_text_in(grid_row("Tom Novak"), "New").await;
        page.see_no_text_in(grid_row("Mona Okafor"), "New").await;
    });
}

#[test]
fn what_has_changed_since_is_shown_once_it_is_checked_again() {
    visit_in(world(), async |page| {
        let people = [EVERYBODY[0], EVERYBODY[2]];
        review(page, "manager", &people, vec![item("ap-payroll", "ACCESS_PROFILE", "Payroll reports")]).await;
        page.see_text("2 of 2 people checked").await;
        page.see_text_in(grid_row("Tom Novak"), "New").await;
        page.sandbox.remove_item("ap-payroll").await;
        page.click_button("Check again").await;
        page.see_text_in(grid_row("Tom Novak"), "Not allowed").await;
    });
}

#[test]
fn many_people_are_checked_within_the_rate_limit_and_not_again_when_the_review_is_reopened() {
    visit_in(World { reports: 70, undecided: true, ..World::default() }, async |page| {
        page.host.before_every_page(COUNT_REFUSALS).await;
        page.host.open_as("director").await;
        page.add(&["AWS Billing"]).await;
        page.plant_draft_for_reports("director", 70, 12).await;
        page.click_button("Review request").await;
        page.see_text_slow("70 of 70 people checked").await;
        let calls = page.sandbox.calls(Operation::ListRequestableObjects).await;
        page.click_button("Back to editing").await;
        page.click_button("Review request").await;
        page.see_text("70 of 70 people checked").await;
        page.sandbox.see_calls(Operation::ListRequestableObjects, calls + 1).await;
        assert_eq!(page.host.run("return window.refused").await, json!(0));
    });
}
