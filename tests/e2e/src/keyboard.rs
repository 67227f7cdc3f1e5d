//! The main tasks by keyboard only.

use crate::{
    page::{Effects, any_dialog, button, comment_for, dialog, field, region, row, tab, tabpanel},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;
use thirtyfour::Key;

#[test]
fn access_is_found_and_requested_by_keyboard_alone() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.tab_to(tab("Catalog")).await;
        page.tab_to(field("Search the catalog")).await;
        page.press("payroll ana").await;
        page.tab_to(button("Add to request: Payroll analyst")).await;
        page.press(Key::Enter).await;
        page.see(region("Payroll analyst")).await;
        page.tab_to(comment_for("Payroll analyst")).await;
        page.press("Covers for Petra").await;
        page.tab_to(button("Review request")).await;
        page.press(Key::Space).await;
        page.see_focus(button("Submit request")).await;
        page.press(Key::Enter).await;
        page.see_text("Your request was submitted").await;
        page.see_focus_inside().await;
        page.tab_to(button("Show my requests")).await;
        page.press(Key::Enter).await;
        page.see_state("Payroll analyst", "Waiting for Dana Flores").await;
        assert_eq!(page.sandbox.effects().await, Effects { requests: 1, items: 1, cancels: 0 });
    });
}

#[test]
fn a_request_is_cancelled_by_keyboard_alone() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.tab_to(tab("Catalog")).await;
        page.press(Key::Right).await;
        page.see_focus(tab("My requests")).await;
        page.tab_to(button("Payroll approver")).await;
        page.press(Key::Enter).await;
        page.tab_to(field("Reason for cancelling")).await;
        page.press("Petra is back").await;
        page.tab_to(button("Cancel request")).await;
        page.press(Key::Enter).await;
        page.see(dialog("Cancel this request?")).await;
        page.press(Key::Escape).await;
        page.see_no(any_dialog()).await;
        page.see_focus(button("Cancel request")).await;
        assert_eq!(page.sandbox.effects().await.cancels, 0);
        page.press(Key::Enter).await;
        page.tab_to(button("Cancel request").inside(dialog("Cancel this request?"))).await;
        page.press(Key::Enter).await;
        page.see_text("Your cancellation was submitted").await;
        page.sandbox.see_effects(Effects { cancels: 1, ..Effects::default() }).await;
    });
}

#[test]
fn arrow_keys_cycle_through_the_tabs() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.tab_to(tab("Catalog")).await;
        page.press(Key::Right).await;
        page.see_focus(tab("My requests")).await;
        page.press(Key::End).await;
        page.see_focus(tab("My team")).await;
        page.press(Key::Right).await;
        page.see_focus(tab("Catalog")).await;
        page.press(Key::Left).await;
        page.see_focus(tab("My team")).await;
        page.press(Key::Home).await;
        page.see_focus(tab("Catalog")).await;
    });
}

#[test]
fn retrying_keeps_the_focus_in_the_panel() {
    visit_in(World::company(), async |page| {
        let fault = Fault::status(500).times(50);
        page.sandbox.plant_fault(Operation::ListRequestableObjects, fault);
        page.host.open_as("employee").await;
        page.tab_to(button("Try again")).await;
        page.sandbox.clear_faults();
        page.press(Key::Enter).await;
        page.see(row("Museum guide")).await;
        page.see_focus(tabpanel("Catalog")).await;
    });
}

#[test]
fn showing_my_requests_moves_the_focus_there() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.submit().await;
        page.see_focus(button("Show my requests")).await;
        page.press(Key::Enter).await;
        page.see_state("Travel booker", "Waiting for Dana Flores").await;
        page.see_focus(tabpanel("My requests")).await;
    });
}
