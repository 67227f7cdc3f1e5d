//! Accessibility and layout of My team: axe and scrolling in the list, the access, the form with every error and the review, in
//! both languages and colour schemes.

use crate::{
    page::{AMARA, Page, button, checkbox, field, row},
    visit::visit,
};

/// Names that differ between the languages.
struct Words {
    language: &'static str,
    people: &'static str,
    pick: &'static str,
    review: &'static str,
    why: &'static str,
}

const ENGLISH: Words = Words {
    language: "English",
    people: "12 people",
    pick: "Remove *",
    review: "Review removal",
    why: "Reason*",
};
const GERMAN: Words = Words {
    language: "Deutsch",
    people: "12 Personen",
    pick: "* entziehen",
    review: "Entzug prüfen",
    why: "Grund*",
};

/// Calls `look` in every state of My team.
fn in_every_stage(words: &Words, colours: &str, look: &impl AsyncFn(&Page, &str)) {
    visit(async |page| {
        page.host.set_colour_scheme(colours).await;
        page.open_team("manager").await;
        page.choose("Language", words.language).await;
        page.see_text(words.people).await;
        look(page, "the list of people").await;
        page.click(button(AMARA).within(AMARA)).await;
        page.see(row("All Employees")).await;
        page.expand("Finance Analyst").await;
        page.expand("Month-End Close Team").await;
        look(page, "what is held").await;
        for name in ["Month-End Close Team", "Finance Floor Warden"] {
            let name = words.pick.replace('*', name);
            page.click(checkbox(&name)).await;
        }
        page.click_button(words.review).await;
        look(page, "the form with an error").await;
        page.type_keys(field(words.why), "Moves to the audit team").await;
        page.click_button(words.review).await;
        page.see_text("Moves to the audit team").await;
        look(page, "the last look").await;
    });
}

async fn nothing_serious(page: &Page, place: &str) {
    let found = page.axe_serious().await;
    assert!(found.is_empty(), "axe in {place}:\n  {}", found.join("\n  "));
}

async fn nothing_sideways(page: &Page, place: &str) {
    for (width, height, zoom) in [(320, 640, 1), (1280, 1024, 4), (760, 900, 1), (1600, 1000, 1)] {
        page.host.resize(width, height, zoom).await;
        let found = page.overflow().await;
        assert!(found.is_empty(), "{place} at {width} px, {zoom}00 %:\n  {}", found.join("\n  "));
    }
}

#[test]
fn axe_finds_nothing_serious_in_english_and_light() {
    in_every_stage(&ENGLISH, "light", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_english_and_dark() {
    in_every_stage(&ENGLISH, "dark", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_german_and_light() {
    in_every_stage(&GERMAN, "light", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_german_and_dark() {
    in_every_stage(&GERMAN, "dark", &nothing_serious);
}

#[test]
fn nothing_scrolls_sideways_from_320_pixels_to_wide_nor_at_400_percent() {
    in_every_stage(&ENGLISH, "light", &nothing_sideways);
}

#[test]
fn german_words_do_not_push_anything_out_of_the_window() {
    in_every_stage(&GERMAN, "light", &nothing_sideways);
}

#[test]
fn names_of_any_length_and_direction_fit_the_narrowest_window() {
    const SCRIPT: &str = "<img src=x onerror=\"document.title='owned'\">";
    const HEBREW: &str = "שלום (1)";
    visit(async |page| {
        page.host.open_as("manager").await;
        page.see_text("items").await;
        let amara = page.sandbox.id_of("employee").await;
        let long = "Wolfeschlegelsteinhausenbergerdorff".repeat(4);
        page.host
            .run(&format!(
                "document.querySelector('request-center').directReports = async () => [
                {{ identityId: '{amara}', name: '{long}', about: '{long}' }},
                {{ identityId: 'b', name: {SCRIPT:?}, about: '{long}' }},
                {{ identityId: 'c', name: '{HEBREW}' }},
            ];"
            ))
            .await;
        page.click_tab("My team").await;
        page.see(row(SCRIPT)).await;
        page.see(row(HEBREW)).await;
        nothing_sideways(page, "people with odd names").await;
        page.show_person(&long).await;
        page.pick(&["Tableau Viewer"]).await;
        page.write_comment(&long).await;
        page.click_button("Review removal").await;
        page.see_text("Tableau Viewer once the removal is approved.").await;
        nothing_sideways(page, "the last look at somebody with a long name").await;
        assert_ne!(page.host.run("return document.title").await, "owned");
    });
}
