//! *Copy for chat*: a request in a few lines for the people it waits for.

use crate::{
    page::{Page, button, field},
    sandbox::World,
    visit::visit_in,
};

/// Replaces the browser's clipboard by one that keeps the text, or refuses it.
async fn with_clipboard(page: &Page, answer: &str) {
    let script = format!(
        "window.copied = [];
        const writeText = (text) => {{ window.copied.push(text); return Promise.{answer}(); }};
        Object.defineProperty(navigator, 'clipboard', {{ value: {{ writeText }}, configurable: true }});"
    );
    page.host.before_every_page(&script).await;
}

async fn copied(page: &Page) -> String {
    page.host.see_true("return window.copied.length > 0").await;
    page.host.run("return window.copied[0]").await.as_str().unwrap_or_default().to_owned()
}

#[test]
fn the_text_names_item_person_approver_date_and_link() {
    visit_in(World::company(), async |page| {
        with_clipboard(page, "resolve").await;
        page.open_my_requests().await;
        page.open_request("Payroll approver").await;
        page.click_button("Copy for chat").await;
        page.see_announced("Text for chat copied.").await;
        let text = copied(page).await;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "Request for Mona Okafor: Payroll approver (Role)");
        assert!(lines[1].starts_with("Waiting for Dana Flores (1 of 2), since "), "{text}");
        assert!(lines[1].contains("UTC"), "{text}");
        assert!(lines[2].contains("rc-view=requests") && lines[2].contains("rc-id="), "{text}");
        assert_eq!(lines.len(), 3);
        page.host
            .open(&format!("/?persona=employee&{}", lines[2].split_once('?').unwrap_or_default().1))
            .await;
        page.see_heading("Payroll approver").await;
    });
}

#[test]
fn without_links_in_the_page_the_text_has_none() {
    visit_in(World::company(), async |page| {
        with_clipboard(page, "resolve").await;
        page.open_my_requests().await;
        page.host.run("document.querySelector('request-center').removeAttribute('deep-links')").await;
        page.open_request("Payroll approver").await;
        page.see_no(button("Copy link")).await;
        page.click_button("Copy for chat").await;
        let text = copied(page).await;
        assert_eq!(text.lines().count(), 2, "{text}");
    });
}

#[test]
fn a_refused_clipboard_shows_the_text_to_copy() {
    visit_in(World::company(), async |page| {
        with_clipboard(page, "reject").await;
        page.open_my_requests().await;
        page.open_request("Payroll approver").await;
        page.click_button("Copy for chat").await;
        page.see_announced("Your browser didn’t allow copying. Copy the text below instead.").await;
        page.see_focus(field("Text for chat")).await;
        let text = copied(page).await;
        page.see_value(field("Text for chat"), &text).await;
        let found = page.axe_serious().await;
        assert!(found.is_empty(), "{found:?}");
    });
}
