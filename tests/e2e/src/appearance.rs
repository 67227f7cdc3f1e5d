//! Accessibility and layout: axe in both panels, languages and colour schemes; narrow windows and high zoom without scrolling
//! sideways.

use crate::{
    page::{Page, button, tab},
    sandbox::World,
    visit::visit_in,
};

/// Names that differ between the languages.
struct Words {
    language: &'static str,
    requests: &'static str,
    add: &'static str,
    review: &'static str,
}

const ENGLISH: Words =
    Words { language: "English", requests: "My requests", add: "Add to request", review: "Review request" };
const GERMAN: Words = Words {
    language: "Deutsch",
    requests: "Meine Anträge",
    add: "Zum Antrag hinzufügen",
    review: "Antrag prüfen",
};

/// Calls `look` in every state of both panels.
fn in_both_panels(words: &Words, colours: &str, look: &impl AsyncFn(&Page, &str)) {
    visit_in(World::company(), async |page| {
        page.host.set_colour_scheme(colours).await;
        page.open_catalog().await;
        page.choose("Language", words.language).await;
        for item in ["Payroll analyst", "Travel booker"] {
            page.click(button(&format!("{}*", words.add)).within(item)).await;
        }
        look(page, "catalog").await;
        page.click_button(words.review).await;
        look(page, "catalog with an error at a field").await;
        page.click(tab(words.requests)).await;
        page.click(button("Payroll approver").within("Payroll approver")).await;
        look(page, "my requests with a detail").await;
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
        assert!(found.is_empty(), "{place} at {width} px, {}00 %:\n  {}", zoom, found.join("\n  "));
    }
}

#[test]
fn axe_finds_nothing_serious_in_english_and_light() {
    in_both_panels(&ENGLISH, "light", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_english_and_dark() {
    in_both_panels(&ENGLISH, "dark", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_german_and_light() {
    in_both_panels(&GERMAN, "light", &nothing_serious);
}

#[test]
fn axe_finds_nothing_serious_in_german_and_dark() {
    in_both_panels(&GERMAN, "dark", &nothing_serious);
}

#[test]
fn nothing_scrolls_sideways_from_320_pixels_to_wide_nor_at_400_percent() {
    in_both_panels(&ENGLISH, "light", &nothing_sideways);
}

#[test]
fn german_words_do_not_push_anything_out_of_the_window() {
    in_both_panels(&GERMAN, "light", &nothing_sideways);
}

#[test]
fn the_dialog_fits_the_narrowest_window_and_passes_axe() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.open_request("Payroll approver").await;
        page.start_cancel("Petra is back").await;
        nothing_serious(page, "the cancel dialog").await;
        nothing_sideways(page, "the cancel dialog").await;
    });
}

#[test]
fn the_page_follows_the_colours_of_the_system() {
    visit_in(World::company(), async |page| {
        page.host.set_colour_scheme("light").await;
        page.open_catalog().await;
        let light = ground(page).await;
        page.host.set_colour_scheme("dark").await;
        let dark = ground(page).await;
        assert!(light > 600 && dark < 150, "light {light}, dark {dark}");
    });
}

/// The sum of red, green and blue of the widget's background.
async fn ground(page: &Page) -> u64 {
    let script =
        "let at = document.querySelector('request-center').shadowRoot.querySelector('[part~=frame]');
        for (; at; at = at.parentElement ?? at.getRootNode().host) {
            const [r, g, b, a = 1] = getComputedStyle(at).backgroundColor.match(/[\\d.]+/g).map(Number);
            if (a > 0) return r + g + b;
        }
        return 765;";
    page.host.run(script).await.as_u64().expect("a colour")
}

/// Elements without contrast to their background under forced colours: text, edges of badges and buttons, and the focus ring.
const UNSEEN: &str = "const root = document.querySelector('request-center').shadowRoot;
    const of = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const shine = (colour) => of(colour).slice(0, 3)
        .map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
    const contrast = (a, b) => (Math.max(shine(a), shine(b)) + 0.05) / (Math.min(shine(a), shine(b)) + 0.05);
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
            const colour = getComputedStyle(at).backgroundColor;
            if ((of(colour)[3] ?? 1) > 0) return colour;
        }
        return 'rgb(255, 255, 255)';
    };
    const found = [];
    const hold = (element, what, colour, width, least) => {
        if (width <= 0 || contrast(colour, ground(element)) < least) found.push(`${what} of ${element.textContent.trim().slice(0, 40)}: ${colour}, ${width}`);
    };
    const shown = [...root.querySelectorAll('*')].filter((element) => element.checkVisibility({ visibilityProperty: true }));
    for (const element of shown) {
        const style = getComputedStyle(element);
        const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (says) hold(element, 'text', style.color, 1, 4.5);
        if (element.matches('.rc-badge, .rc-notice, button.rc-button, .rc-control')) {
            const edge = style.borderTopStyle === 'none' ? 0 : parseFloat(style.borderTopWidth);
            const outside = element.parentElement ?? element;
            if (edge <= 0 || contrast(style.borderTopColor, ground(outside)) < 3) found.push(`edge of ${element.textContent.trim().slice(0, 40)}: ${style.borderTopColor}, ${edge}`);
        }
    }
    const focused = root.activeElement;
    const ring = focused && getComputedStyle(focused);
    if (!ring || ring.outlineStyle === 'none') found.push('no ring around the focus');
    else hold(focused, 'ring', ring.outlineColor, parseFloat(ring.outlineWidth), 3);
    return found;";

async fn nothing_unseen(page: &Page, place: &str) {
    assert_eq!(page.host.run("return matchMedia('(forced-colors: active)').matches").await, true);
    let found = page.host.run(UNSEEN).await;
    assert_eq!(found, serde_json::json!([]), "{place}");
}

#[test]
fn text_badges_and_the_ring_around_the_focus_stay_visible_where_colours_are_forced() {
    visit_in(World::company(), async |page| {
        page.host.set_forced_colours().await;
        page.open_catalog().await;
        page.add(&["Payroll analyst", "Travel booker"]).await;
        page.click_button("Review request").await;
        page.tab_to(button("Review request")).await;
        nothing_unseen(page, "the catalog with an error at a field").await;
        page.click(tab("My requests")).await;
        page.open_request("Payroll approver").await;
        page.tab_to(button("Cancel request")).await;
        nothing_unseen(page, "my requests with a detail").await;
    });
}
