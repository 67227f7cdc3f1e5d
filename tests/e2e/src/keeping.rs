//! The widget's single entry in browser storage: unreadable, of a later version, very long, and without storage.

use crate::{
    page::{comment_for, region, row},
    sandbox::World,
    visit::visit_in,
};
use serde_json::json;

#[test]
fn an_unreadable_stored_entry_is_set_aside_and_not_lost() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.host
            .run(
                "const key = Object.keys(localStorage).find((key) => key.startsWith('request-center:'));
            localStorage.setItem(key, 'not { json');",
            )
            .await;
        page.host.reload().await;
        page.see(row("Museum guide")).await;
        page.see_text("We set it aside in this browser and didn’t delete it.").await;
        page.add(&["Museum guide"]).await;
        let kept = page.host.run("return Object.values(localStorage).includes('not { json')").await;
        assert_eq!(kept, json!(true));
    });
}

#[test]
fn a_stored_entry_of_a_later_version_stays_as_it_is_and_nothing_is_sent() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.host
            .run(
                "const key = Object.keys(localStorage).find((key) => key.startsWith('request-center:'));
            localStorage.setItem(key, JSON.stringify({ schema: 99, precious: true }));",
            )
            .await;
        page.host.reload().await;
        page.see(row("Museum guide")).await;
        page.add(&["Museum guide"]).await;
        page.see_text("A newer version of the request center has used this browser.").await;
        page.submit().await;
        page.see_text("Nothing was sent. Browser storage for this site may be full, blocked or in use by a newer version.").await;
        assert_eq!(page.sandbox.effects().await.requests, 0);
        let all = page.host.run("return Object.values(localStorage)").await;
        assert_eq!(all, json!([r#"{"schema":99,"precious":true}"#]));
    });
}

#[test]
fn without_browser_storage_requests_are_sent_and_a_warning_is_shown() {
    visit_in(World::company(), async |page| {
        page.host.before_every_page(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
        )
        .await;
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.see_text("If you reload, what you typed is lost.").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await.requests, 1);
    });
}

#[test]
fn drafts_of_two_users_in_one_browser_are_separate() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Payroll analyst"]).await;
        page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.host.open_as("manager").await;
        page.see(row("Payroll analyst")).await;
        page.see_text("No items yet").await;
        page.see_no(region("Payroll analyst")).await;
        page.host.open_as("employee").await;
        page.see_value(comment_for("Payroll analyst"), "Covers for Petra").await;
    });
}

#[test]
fn a_stored_comment_of_a_megabyte_is_complete_and_can_be_shortened() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.host
            .run(
                "const key = Object.keys(localStorage).find((key) => key.startsWith('request-center:'));
            const stored = JSON.parse(localStorage.getItem(key));
            stored.draft.items[0].comment = 'word and '.repeat(1e6 / 9);
            localStorage.setItem(key, JSON.stringify(stored));",
            )
            .await;
        page.host.reload().await;
        page.see(region("Travel booker")).await;
        page.click_button("Review request").await;
        page.see_error_at(comment_for("Travel booker"), "Shorten the text to 4,000 characters or fewer.")
            .await;
        page.set_value(comment_for("Travel booker"), "Team offsite").await;
        page.see_no_error_at(comment_for("Travel booker")).await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await.requests, 1);
    });
}
