//! Accessibility and layout of the settings: axe in both languages and colour schemes, narrow windows, zoom, and keyboard only.

use crate::{
    page::{Page, REVIEW, any_dialog, button, checkbox, dialog, field, tab},
    visit::visit,
};
use serde_json::json;
use thirtyfour::Key;

/// Names that differ between the languages.
struct Words {
    language: &'static str,
    names: &'static str,
    change: &'static str,
    anyone: &'static str,
    reminders: &'static str,
    save: &'static str,
    review: &'static str,
    conflict: &'static str,
    stuck: &'static str,
    select: &'static str,
    close: &'static str,
    last: &'static str,
}

const ENGLISH: Words = Words {
    language: "English",
    names: "Show API field names",
    change: "Change settings",
    anyone: "Anyone can request for anyone",
    reminders: "Reminders before escalation",
    save: "Save settings",
    review: REVIEW,
    conflict: "The rules were changed elsewhere before you saved",
    stuck: "Stuck requests",
    select: "Select all 4",
    close: "Close request",
    last: "Close these 4 requests?",
};

const GERMAN: Words = Words {
    language: "Deutsch",
    names: "API-Feldnamen anzeigen",
    change: "Einstellungen ändern",
    anyone: "Alle können für alle beantragen",
    reminders: "Erinnerungen vor der Eskalation",
    save: "Einstellungen speichern",
    review: "Diese Einstellungen speichern?",
    conflict: "Die Regeln wurden vor dem Speichern an anderer Stelle geändert",
    stuck: "Hängende Anträge",
    select: "Alle 4 auswählen",
    close: "Antrag schließen",
    last: "Diese 4 Anträge schließen?",
};

/// Calls `look` in every state of the panel.
fn in_every_corner(words: &Words, colours: &str, look: &impl AsyncFn(&Page, &str)) {
    visit(async |page| {
        page.host.set_colour_scheme(colours).await;
        page.open_settings().await;
        page.choose("Language", words.language).await;
        page.click(field(words.names)).await;
        look(page, "the rules with their names").await;
        page.click_button(words.change).await;
        page.click(field(words.anyone)).await;
        page.replace(words.reminders, "99").await;
        page.click_button(words.save).await;
        look(page, "the form with an error").await;
        page.replace(words.reminders, "7").await;
        page.click_button(words.save).await;
        page.see(dialog(words.review)).await;
        look(page, "the difference").await;
        page.sandbox
            .change_config(json!({ "approvalReminderAndEscalationConfig": { "maxReminders": 9 } }))
            .await;
        page.click(button(words.save).inside(dialog(words.review))).await;
        page.see_text(words.conflict).await;
        look(page, "two people at once").await;
        page.click_button(words.stuck).await;
        page.click_button(words.select).await;
        look(page, "what hangs").await;
        page.click_button(words.close).await;
        page.see(dialog(words.last)).await;
        look(page, "the last question").await;
        page.click(button(words.close).inside(dialog(words.last))).await;
        page.see_no(any_dialog()).await;
        look(page, "what became of it").await;
    });
}

async fn nothing_serious(page: &Page, place: &str) {
    let found = page.axe_serious().await;
    assert!(found.is_empty(), "axe in {place}:\n  {}", found.join("\n  "));
}

async fn nothing_sideways(page: &Page, place: &str) {
    for (width, height, zoom) in [(320, 640, 1), (1280, 1024, 4), (760, 900, 1), (1280, 900, 1)] {
        page.host.resize(width, height, zoom).await;
        let found = page.overflow().await;
        assert!(found.is_empty(), "{place} at {width} px, {zoom}00 %:\n  {}", found.join("\n  "));
    }
}

#[test]
fn in_a_narrow_window_a_link_scrolls_the_open_tab_into_view() {
    visit(async |page| {
        page.host.resize(320, 640, 1).await;
        page.open_settings().await;
        page.host.see_true(
            "const tab = document.querySelector('request-center').shadowRoot.querySelector('[aria-selected=true]');
            const { left, right } = tab.getBoundingClientRect();
            return tab.textContent === 'Settings' && left >= 0 && right <= innerWidth",
        )
        .await;
    });
}

#[test]
fn axe_finds_nothing_serious_in_english_and_light() {
    in_every_corner(&ENGLISH, "light", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_english_and_dark() {
    in_every_corner(&ENGLISH, "dark", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_german_and_light() {
    in_every_corner(&GERMAN, "light", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_german_and_dark() {
    in_every_corner(&GERMAN, "dark", &nothing_serious);
}

#[test]
fn nothing_scrolls_sideways_from_320_pixels_to_wide_nor_at_400_percent() {
    in_every_corner(&ENGLISH, "light", &nothing_sideways);
}

#[test]
fn german_words_do_not_push_anything_out_of_the_window() {
    in_every_corner(&GERMAN, "light", &nothing_sideways);
}

#[test]
fn rules_are_changed_by_keyboard_alone() {
    visit(async |page| {
        page.open_settings().await;
        page.tab_to(tab("Settings")).await;
        page.tab_to(button("Change settings")).await;
        page.press(Key::Enter).await;
        page.tab_to(field("Anyone can request for anyone")).await;
        page.press(Key::Space).await;
        page.tab_to(button("Move down: Source owner")).await;
        page.press(Key::Enter).await;
        page.see_focus(button("Move up: Source owner")).await;
        page.tab_to(button("Save settings")).await;
        page.press(Key::Enter).await;
        page.see(dialog(REVIEW)).await;
        page.press(Key::Escape).await;
        page.see_no(any_dialog()).await;
        page.see_focus(button("Save settings")).await;
        page.press(Key::Enter).await;
        page.tab_to(button("Save settings").inside(dialog(REVIEW))).await;
        page.press(Key::Enter).await;
        page.see_announced("Settings saved").await;
        page.see_focus_inside().await;
        let config = page.sandbox.config().await;
        assert_eq!(config["entitlementRequestConfig"]["grantRequestApprovalSchemes"], "manager, sourceOwner");
    });
}

#[test]
fn stuck_requests_are_closed_by_keyboard_alone() {
    visit(async |page| {
        page.open_settings().await;
        page.tab_to(button("Stuck requests")).await;
        page.press(Key::Enter).await;
        page.tab_to(checkbox("Select Power BI Pro")).await;
        page.press(Key::Space).await;
        page.tab_to(button("Close request")).await;
        page.press(Key::Enter).await;
        page.tab_to(button("Close request").inside(dialog("Close this request?"))).await;
        page.press(Key::Enter).await;
        page.sandbox.see_closes(1).await;
        page.see_focus_inside().await;
    });
}
