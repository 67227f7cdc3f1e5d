//! Hostile and unusual strings of the server: shown as text, sent back unchanged.

use crate::{
    page::{Effects, Page, button, comment_for, heading, row},
    sandbox::World,
    visit::visit_in,
};
use serde_json::json;

const SCRIPT: &str = "<script>document.title='owned'</script>";
const IMAGE: &str = "<img src=x onerror=\"document.title='owned'\">";
const NAMES: [&str; 4] =
    [SCRIPT, "javascript:alert(1)", "O'Brien \"quoted\" / slashed % & 100 %41", "Émoji 🚢 and עברית"];

fn hostile() -> World {
    World { seed: Some("hostile.json"), ..World::default() }
}

async fn unharmed(page: &Page) {
    let found = page
        .host
        .run(
            "const root = document.querySelector('request-center').shadowRoot;
            return [document.title, root.querySelectorAll('script, img, iframe, b, i, [onerror]').length,
                [...root.querySelectorAll('a')].filter((link) => link.protocol === 'javascript:').length];",
        )
        .await;
    assert_ne!(found[0], json!("owned"));
    assert_eq!((&found[1], &found[2]), (&json!(0), &json!(0)), "{found}");
}

#[test]
fn scripts_in_names_and_descriptions_are_shown_as_text() {
    visit_in(hostile(), async |page| {
        page.open_catalog().await;
        for name in NAMES {
            page.see_row(name, &format!("{name} as a description")).await;
        }
        page.see_row(SCRIPT, "owned by <b>Ines</b> javascript:alert(2)").await;
        page.see_row("{name} {count}", "Entitlement on <i>Files</i>, owned by <b>Ines</b>").await;
        page.see_row("{name} {count}", "{name} {count} as a description").await;
        unharmed(page).await;
    });
}

#[test]
fn scripts_in_requests_are_shown_as_text() {
    visit_in(hostile(), async |page| {
        page.open_my_requests().await;
        page.click(button(IMAGE)).await;
        page.see(heading(IMAGE)).await;
        page.see_text("<a href=\"javascript:alert(3)\">comment</a>").await;
        unharmed(page).await;
    });
}

#[test]
fn ids_with_special_characters_are_sent_unchanged() {
    visit_in(hostile(), async |page| {
        page.open_catalog().await;
        page.add(&NAMES).await;
        for name in NAMES {
            page.set_value(comment_for(name), &format!("{name} 🚢 שלום <script>")).await;
        }
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, Effects { requests: 1, items: 4, cancels: 0 });
        page.click_button("Show my requests").await;
        for name in NAMES {
            page.see(row(name)).await;
        }
        unharmed(page).await;
    });
}

#[test]
fn special_characters_in_a_search_are_taken_literally() {
    visit_in(hostile(), async |page| {
        page.open_catalog().await;
        for text in ["<script>", "100 %41", "\"quoted\"", "🚢", "עברית"] {
            page.replace("Search the catalog", "").await;
            page.set_value(crate::page::field("Search the catalog"), text).await;
            page.see_text("1 of 6 items").await;
        }
        unharmed(page).await;
    });
}
