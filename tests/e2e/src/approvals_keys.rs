//! Approvals by keyboard: single-key shortcuts, which can be turned off, and everything without them.

use crate::{
    page::{WORDS, any_dialog, button, dialog, field, heading, pick, row, tab},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use thirtyfour::Key;

const FIRST: &str = "Vendor master, Kenji Sato";
const APPROVE: Operation = Operation::ApproveAccessRequest;

#[test]
fn single_key_shortcuts_move_select_decide_and_undo() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        let titles = page.titles().await;
        page.tab_to(tab("Approvals*")).await;
        page.tab_to(button("Refresh")).await;
        page.press("j").await;
        page.see_heading(FIRST).await;
        page.see_focus(button(FIRST)).await;
        page.press("j").await;
        page.see_heading(&titles[1]).await;
        page.press("k").await;
        page.see_heading(FIRST).await;
        page.press("x").await;
        page.see_heading("1 date change").await;
        page.press("x").await;
        page.see_heading(FIRST).await;
        page.press("a").await;
        page.see_text("Approve 1 date change: sending shortly").await;
        page.press("u").await;
        page.see_announced("Undone. Nothing was sent.").await;
        page.see_no_text("sending shortly").await;
        page.sandbox.see_decisions(0).await;
        page.press("f").await;
        page.see(field("Forward to")).await;
    });
}

#[test]
fn the_deny_shortcut_focuses_the_comment_and_typing_there_decides_nothing() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.open_approval(FIRST).await;
        page.press("d").await;
        page.see_focus(field(WORDS)).await;
        page.press("an x and a day").await;
        page.see_value(field(WORDS), "an x and a day").await;
        page.see_no(button("Undo")).await;
        page.see_heading(FIRST).await;
        page.sandbox.see_decisions(0).await;
        assert_eq!(page.sandbox.calls(APPROVE).await, 0);
    });
}

#[test]
fn the_shortcut_overview_turns_shortcuts_off_and_on() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.open_approval(FIRST).await;
        page.press("?").await;
        page.see(dialog("Keyboard shortcuts in Approvals")).await;
        page.click_button("Turn off single-key shortcuts").await;
        page.press(Key::Escape).await;
        page.see_no(any_dialog()).await;
        page.press("j").await;
        page.press("a").await;
        page.see_heading(FIRST).await;
        page.see_no(button("Undo")).await;
        page.press("?").await;
        page.click_button("Turn on single-key shortcuts").await;
        page.press(Key::Escape).await;
        page.press("a").await;
        page.see_text("Approve 1 date change: sending shortly").await;
    });
}

/// Turns the page's shortcuts on again.
const WITH_SHORTCUTS: &str = "document.querySelector('request-center').removeAttribute('no-shortcuts')";

#[test]
fn the_page_can_turn_shortcuts_off() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("no-shortcuts", "").await;
        page.open_approval(FIRST).await;
        page.press("a").await;
        page.press("j").await;
        page.see_heading(FIRST).await;
        page.see_no(button("Undo")).await;
        // The first shortcut that works finds everything unchanged.
        page.host.run(WITH_SHORTCUTS).await;
        page.press("a").await;
        page.see_text("Approve 1 date change: sending shortly").await;
    });
}

#[test]
fn everything_works_without_shortcuts() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("no-shortcuts", "").await;
        page.host.set_option("undo-seconds", "60").await;
        page.tab_to(pick(&format!("Date change: {FIRST}"))).await;
        page.press(Key::Space).await;
        page.see_heading("1 date change").await;
        page.press(Key::Space).await;
        page.tab_to(button(FIRST)).await;
        page.press(Key::Enter).await;
        page.see(heading(FIRST)).await;
        page.tab_to(button("Approve")).await;
        page.press(Key::Enter).await;
        page.see_focus_inside().await;
        page.tab_to(button("Undo")).await;
        page.press(Key::Enter).await;
        page.see_announced("Undone. Nothing was sent.").await;
        page.see_focus_inside().await;
        page.see_row(FIRST, "Date change").await;
        page.see(row(FIRST)).await;
        page.sandbox.see_decisions(0).await;
    });
}
