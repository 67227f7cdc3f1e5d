//! My team by keyboard only: opening a person, picking items, typing the comment and sending, without losing the focus.

use crate::{
    page::{AMARA, Effects, button, field, heading, item_box, row, tab},
    visit::visit,
};
use thirtyfour::Key;

#[test]
fn access_is_removed_by_keyboard_alone() {
    visit(async |page| {
        page.host.open_as("manager").await;
        page.see_text("items").await;
        page.tab_to(tab("Catalog")).await;
        page.press(Key::Right + Key::Right).await;
        page.see_focus(tab("My team")).await;
        page.tab_to(field("Find a person")).await;
        page.press("amara").await;
        page.see_text("1 person").await;
        page.tab_to(button(AMARA)).await;
        page.press(Key::Enter).await;
        page.see_focus(heading(AMARA)).await;
        page.see_row("Month-End Close Team", "since").await;
        page.tab_to(item_box("Month-End Close Team")).await;
        page.press(Key::Space).await;
        page.see(button("Keep Month-End Close Team")).await;
        page.see_focus(item_box("Month-End Close Team")).await;
        page.tab_to(item_box("Tableau Viewer")).await;
        page.press(Key::Space).await;
        page.see(button("Keep Tableau Viewer")).await;
        page.see_focus(item_box("Tableau Viewer")).await;
        page.tab_to(button("Review removal")).await;
        page.press(Key::Enter).await;
        page.see_focus_text("Fix 1 problem to continue").await;
        page.tab_to(button("Keep Tableau Viewer")).await;
        page.press(Key::Enter).await;
        page.see_focus(heading("Remove access")).await;
        page.tab_to(field("Reason")).await;
        page.press("Moves to the audit team").await;
        page.tab_to(button("Review removal")).await;
        page.press(Key::Space).await;
        page.see_focus(button("Request removal")).await;
        page.press(Key::Enter).await;
        page.see_text("Your removal requests were submitted").await;
        page.see_focus(button("Show my requests")).await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, cancels: 0 }).await;
    });
}

#[test]
fn returning_to_the_list_restores_the_focus() {
    visit(async |page| {
        page.open_team("manager").await;
        page.see_text("12 people").await;
        page.tab_to(button("Katarína Novotná")).await;
        page.press(Key::Enter).await;
        page.see_focus(heading("Katarína Novotná")).await;
        page.see(row("Tableau Creator")).await;
        page.tab_to(button("Choose another person")).await;
        page.press(Key::Enter).await;
        page.see_focus(button("Katarína Novotná")).await;
    });
}
