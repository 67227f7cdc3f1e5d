//! Accessibility and layout of Approvals: axe in both languages and colour schemes, and no scrolling sideways at 320 pixels.

use crate::{
    page::{Page, checkbox, field, heading},
    sandbox::World,
    visit::visit_in,
};

const PAYMENT: &str = "Payment release, Karim Haddad";

/// Names that differ between the languages.
struct Words {
    language: &'static str,
    approve: &'static str,
    deny: &'static str,
    forward: &'static str,
    group: (&'static str, &'static str),
    reviewed: &'static str,
}

const ENGLISH: Words = Words {
    language: "English",
    approve: "Approve",
    deny: "Deny",
    forward: "Forward",
    group: ("Group by", "Access"),
    reviewed: "Reviewed",
};
const GERMAN: Words = Words {
    language: "Deutsch",
    approve: "Genehmigen",
    deny: "Ablehnen",
    forward: "Weiterleiten",
    group: ("Gruppieren nach", "Zugriff"),
    reviewed: "Entschieden",
};

/// Calls `look` in every state of the panel.
fn in_every_state(words: &Words, colours: &str, look: &impl AsyncFn(&Page, &str)) {
    visit_in(World::approvals(), async |page| {
        page.host.set_colour_scheme(colours).await;
        page.host.open("/?persona=approver&rc-view=approvals").await;
        page.see_text(PAYMENT).await;
        page.choose("Language", words.language).await;
        page.see(field(words.group.0)).await;
        look(page, "the list").await;
        page.click_button(PAYMENT).await;
        page.see(heading(PAYMENT)).await;
        page.click_button(words.deny).await;
        look(page, "an approval with an error at a field").await;
        page.click_button(words.forward).await;
        look(page, "an approval being handed on").await;
        page.click_button("Audit reader, Lea Brandt").await;
        page.host.set_option("undo-seconds", "60").await;
        page.host.reload().await;
        page.host.set_option("undo-seconds", "60").await;
        page.click_button(PAYMENT).await;
        page.click_button(words.approve).await;
        look(page, "the moment for undo").await;
        page.choose(words.group.0, words.group.1).await;
        page.click(checkbox("*3*Snowflake analyst*")).await;
        look(page, "several together").await;
        page.click_button(words.reviewed).await;
        page.see_text("Loading dock").await;
        look(page, "what was decided").await;
    });
}

async fn nothing_serious(page: &Page, place: &str) {
    let found = page.axe_serious().await;
    assert!(found.is_empty(), "axe in {place}:\n  {}", found.join("\n  "));
}

async fn nothing_sideways(page: &Page, place: &str) {
    for (width, height, zoom) in [(320, 640, 1), (1280, 1024, 4), (760, 900, 1)] {
        page.host.resize(width, height, zoom).await;
        let found = page.overflow().await;
        assert!(found.is_empty(), "{place} at {width} px, {zoom}00 %:\n  {}", found.join("\n  "));
    }
    page.host.resize(1280, 900, 1).await;
}

#[test]
fn axe_finds_nothing_serious_in_approvals_in_english_and_light() {
    in_every_state(&ENGLISH, "light", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_approvals_in_english_and_dark() {
    in_every_state(&ENGLISH, "dark", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_approvals_in_german_and_light() {
    in_every_state(&GERMAN, "light", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_approvals_in_german_and_dark() {
    in_every_state(&GERMAN, "dark", &nothing_serious);
}

#[test]
fn approvals_do_not_scroll_sideways_in_english() {
    in_every_state(&ENGLISH, "light", &nothing_sideways);
}

#[test]
fn approvals_do_not_scroll_sideways_in_german() {
    in_every_state(&GERMAN, "light", &nothing_sideways);
}
