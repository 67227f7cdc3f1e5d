//! Accessibility and layout of what ends and of its change: axe in both languages and colour schemes, and no scrolling sideways.

use crate::{
    page::{Page, end_date_of, field, region},
    sandbox::World,
    visit::visit_in,
};

const DAY: u32 = 86_400;
const ITEM: &str = "Travel booker";

/// Names that differ between the languages.
struct Words {
    language: &'static str,
    section: &'static str,
    everything: &'static str,
    change: &'static str,
    preset: &'static str,
    submit: &'static str,
    choice: (&'static str, &'static str),
    date: &'static str,
}

const ENGLISH: Words = Words {
    language: "English",
    section: "Your access that ends",
    everything: "Show everything you have*",
    change: "Change end of Travel booker",
    preset: "30 days: *",
    submit: "Request change",
    choice: ("New end", "No end date"),
    date: "New end date",
};
const GERMAN: Words = Words {
    language: "Deutsch",
    section: "Ihr Zugriff, der endet",
    everything: "Alles anzeigen, was Sie haben*",
    change: "Ende ändern: Travel booker",
    preset: "30 Tage: *",
    submit: "Änderung beantragen",
    choice: ("Neues Ende", "Kein Enddatum"),
    date: "Neues Enddatum",
};

/// Calls `look` in every state of the section and of the form.
fn in_every_state(words: &Words, colours: &str, look: &impl AsyncFn(&Page, &str)) {
    visit_in(World::company(), async |page| {
        page.host.set_colour_scheme(colours).await;
        page.open_catalog().await;
        page.add(&[ITEM]).await;
        let script = "return new Date(Date.now() + 9 * 864e5).toISOString().slice(0, 16)";
        let end = page.host.run(script).await;
        page.set_value(end_date_of(ITEM), end.as_str().unwrap_or_default()).await;
        page.submit().await;
        page.click_button("Show my requests").await;
        page.see_state(ITEM, "Waiting for Dana Flores").await;
        page.sandbox.advance(DAY).await;
        page.refresh().await;
        page.see_text_in(region(ENGLISH.section), ITEM).await;
        page.choose("Language", words.language).await;
        page.see_text_in(region(words.section), ITEM).await;
        page.click_button(words.everything).await;
        look(page, "everything that is held").await;
        page.click_button(words.change).await;
        page.click_button(words.submit).await;
        look(page, "the form with an error").await;
        page.click_button(words.preset).await;
        look(page, "the form with an effect").await;
        page.choose(words.choice.0, words.choice.1).await;
        page.see_no(field(words.date)).await;
        page.click_button(words.submit).await;
        look(page, "the outcome").await;
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
fn axe_finds_nothing_serious_in_ends_in_english_and_light() {
    in_every_state(&ENGLISH, "light", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_ends_in_german_and_dark() {
    in_every_state(&GERMAN, "dark", &nothing_serious);
}

#[test]
fn ends_do_not_scroll_sideways_in_english() {
    in_every_state(&ENGLISH, "light", &nothing_sideways);
}

#[test]
fn ends_do_not_scroll_sideways_in_german() {
    in_every_state(&GERMAN, "light", &nothing_sideways);
}
