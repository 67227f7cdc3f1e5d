//! The first visit: the widget opens, and the visitor chooses a persona.

use crate::{
    page::{button, field, heading, row, tab},
    sandbox::World,
    visit::{visit, visit_in},
};
use serde_json::json;

#[test]
fn the_first_visit_shows_the_catalog_to_the_employee() {
    visit(async |page| {
        page.host.open("/").await;
        page.see_heading("Access").await;
        page.see(tab("Catalog")).await;
        page.see(tab("My requests")).await;
        page.see_value(field("You are"), "employee").await;
        page.see(field("Search the catalog")).await;
        page.see_heading("Your request").await;
        page.host.see_event("ready", 1).await;
    });
}

#[test]
fn only_available_panels_have_tabs() {
    visit(async |page| {
        page.host.open("/").await;
        page.see_count(tab("*"), 3).await;
        page.see_no(tab("Settings")).await;
    });
}

#[test]
fn another_user_sees_their_own_requests() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.see(row("Payroll approver")).await;
        page.choose("You are", "Manager").await;
        page.see_value(field("You are"), "manager").await;
        page.see_text("36 items").await;
        page.click_tab("My requests").await;
        page.see_text("No requests yet").await;
        page.see_no(row("Payroll approver")).await;
    });
}

#[test]
fn every_persona_of_the_demo_can_open_the_widget() {
    visit(async |page| {
        let personas = page.sandbox.personas().await;
        assert!(personas.contains(&"director".to_owned()), "the demo has more than {personas:?}");
        for persona in &personas {
            page.host.open_as(persona).await;
            page.see_value(field("You are"), persona).await;
            page.see_text("items").await;
            page.see(heading("Your request")).await;
        }
        let script =
            "return [...document.querySelector('#persona').options].map(({ value }) => value).sort()";
        assert_eq!(page.host.run(script).await, json!(personas), "the page offers all there are");
    });
}

#[test]
fn the_demo_page_is_in_the_chosen_language_too() {
    visit(async |page| {
        page.host.open_as("manager").await;
        page.see_text("items").await;
        page.choose("Language", "Deutsch").await;
        page.see(heading("Zugriff")).await;
        page.see_value(field("Sie sind"), "manager").await;
        page.see(button("+10 Minuten")).await;
        page.see_text("Finden Sie, was Sie brauchen").await;
        page.host.reload().await;
        page.see(heading("Zugriff")).await;
        page.choose("Sprache", "English").await;
        page.see(heading("Access")).await;
        page.see_value(field("You are"), "manager").await;
        page.see(button("+1 day")).await;
    });
}
