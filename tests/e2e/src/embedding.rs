//! The element on a host page: several at once, moved, removed, in other languages, under a strict policy.

use crate::{
    page::{Page, comment_for, field, group, region, row, tab},
    sandbox::World,
    visit::{visit, visit_in},
};
use serde_json::json;
use thirtyfour::Key;

/// Adds a second widget below the first, with its own token.
const SECOND: &str = "const first = document.querySelector('request-center');
    const second = document.createElement('request-center');
    second.id = 'second';
    second.setAttribute('aria-label', 'Second');
    second.setAttribute('role', 'group');
    second.setAttribute('api-base', '/isc');
    second.tokenProvider = first.tokenProvider;
    first.setAttribute('aria-label', 'First');
    first.setAttribute('role', 'group');
    first.after(second);";

#[test]
fn two_widgets_on_one_page_are_independent() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.host.run(SECOND).await;
        page.host.see_event("ready", 2).await;
        let search = |which| field("Search the catalog").inside(group(which));
        page.see(row("Payroll analyst").inside(group("Second"))).await;
        page.type_keys(search("Second"), "museum").await;
        page.see(row("Museum guide").inside(group("Second"))).await;
        page.see_no(row("Payroll analyst").inside(group("Second"))).await;
        page.see(row("Payroll analyst").inside(group("First"))).await;
        page.see_value(search("First"), "").await;
        page.click(tab("My requests").inside(group("First"))).await;
        page.see(row("Payroll approver").inside(group("First"))).await;
        page.see(search("Second")).await;
    });
}

#[test]
fn removing_a_widget_leaves_the_other_working() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.host.run(SECOND).await;
        page.host.see_event("ready", 2).await;
        page.host.run("document.querySelector('request-center').remove()").await;
        page.see_no(group("First")).await;
        page.add(&["Museum guide"]).await;
    });
}

#[test]
fn moving_the_element_keeps_the_draft_and_the_open_panel() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Payroll analyst"]).await;
        page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.host
            .run(
                "const widget = document.querySelector('request-center');
            const box = document.createElement('section');
            document.querySelector('main').append(box);
            box.append(widget);",
            )
            .await;
        page.see_value(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.see(row("Museum guide")).await;
        // A move does not remount it.
        page.host.see_event("ready", 1).await;
    });
}

#[test]
fn a_reinserted_widget_restores_its_draft() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Payroll analyst"]).await;
        page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.host.run("window.kept = document.querySelector('request-center'); kept.remove()").await;
        page.see_no(tab("Catalog")).await;
        assert_eq!(page.host.run("return kept.shadowRoot.childNodes.length").await, json!(0));
        page.host.run("document.querySelector('main').append(kept)").await;
        page.host.see_event("ready", 2).await;
        page.see_value(comment_for("Payroll analyst"), "Covers for Petra").await;
    });
}

/// Counts listeners, intervals and pending timeouts on window and document.
const LEDGER: &str = "const left = new Map();
    const count = (what, by) => left.set(what, (left.get(what) ?? 0) + by);
    for (const target of [window, document]) {
        const { addEventListener: add, removeEventListener: remove } = target;
        target.addEventListener = (type, ...rest) => { count(type, 1); add.call(target, type, ...rest); };
        target.removeEventListener = (type, ...rest) => { count(type, -1); remove.call(target, type, ...rest); };
    }
    for (const kind of ['Interval', 'Timeout']) {
        const [set, clear, open] = [window[`set${kind}`], window[`clear${kind}`], new Set()];
        window[`set${kind}`] = (run, ...rest) => {
            const id = set(() => { if (kind === 'Timeout' && open.delete(id)) count(kind, -1); run(); }, ...rest);
            open.add(id);
            count(kind, 1);
            return id;
        };
        window[`clear${kind}`] = (id) => { if (open.delete(id)) count(kind, -1); clear(id); };
    }
    window.leftBehind = () => JSON.stringify([...left].filter(([, n]) => n !== 0).sort());";

#[test]
fn a_removed_widget_leaves_no_listeners_or_timers() {
    visit_in(World::company(), async |page| {
        page.host.before_every_page(LEDGER).await;
        page.open_catalog().await;
        page.host.run("window.kept = document.querySelector('request-center'); kept.remove()").await;
        page.see_no(tab("Catalog")).await;
        page.host.see_leftovers("[]").await;
        for round in 2..4 {
            page.host.run("document.querySelector('main').append(kept)").await;
            page.host.see_event("ready", round).await;
            page.click_tab("My requests").await;
            page.open_request("Payroll approver").await;
            page.start_cancel("Petra is back").await;
            page.host.run("kept.remove()").await;
            page.see_no(tab("Catalog")).await;
        }
        page.host.see_leftovers("[]").await;
    });
}

#[test]
fn the_widget_is_in_german_on_a_german_page() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.choose("Language", "Deutsch").await;
        page.see(tab("Katalog")).await;
        page.see(tab("Meine Anträge")).await;
        assert_eq!(language(page).await, json!(["de", "ltr"]));
        page.click_tab("Meine Anträge").await;
        page.see(row("Payroll approver")).await;
    });
}

#[test]
fn the_closest_lang_attribute_applies_to_an_element_without_one() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.host
            .run(
                "const widget = document.querySelector('request-center');
            const next = document.createElement('request-center');
            next.setAttribute('api-base', '/isc');
            next.tokenProvider = widget.tokenProvider;
            document.documentElement.lang = 'de-CH';
            widget.replaceWith(next);",
            )
            .await;
        page.see(tab("Katalog")).await;
    });
}

#[test]
fn a_typed_draft_survives_a_change_of_language() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Payroll analyst"]).await;
        page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.choose("Language", "Deutsch").await;
        page.see(tab("Katalog")).await;
        page.see_value(field("Kommentar*").inside(region("Payroll analyst")), "Covers for Petra").await;
    });
}

#[test]
fn a_missing_token_provider_is_explained_to_the_page_author() {
    visit(async |page| {
        page.open_catalog().await;
        page.host
            .run(
                "const next = document.createElement('request-center');
            next.setAttribute('api-base', '/isc');
            document.querySelector('request-center').replaceWith(next);",
            )
            .await;
        page.see_text("Set the property tokenProvider").await;
    });
}

#[test]
fn a_missing_api_base_is_explained_to_the_page_author() {
    visit(async |page| {
        page.open_catalog().await;
        page.host
            .run(
                "const next = document.createElement('request-center');
            document.querySelector('request-center').replaceWith(next);",
            )
            .await;
        page.see_text("the attribute api-base is missing").await;
    });
}

#[test]
fn a_strict_content_security_policy_is_never_violated() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        let policy = page.sandbox.header("/", "content-security-policy").await;
        for part in ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'"] {
            assert!(policy.contains(part), "{policy}");
        }
        page.request_items(&["Payroll analyst", "Travel booker"]).await;
        page.click_button("Show my requests").await;
        page.open_request("Travel booker").await;
        page.start_cancel("Petra is back").await;
        page.confirm_cancel().await;
        page.see_text("Your cancellation was submitted").await;
        page.choose("Language", "Deutsch").await;
        page.see(tab("Meine Anträge")).await;
        assert_eq!(page.host.csp_violations().await, Vec::<String>::new());
    });
}

#[test]
fn a_blocked_inline_style_is_detected() {
    visit(async |page| {
        page.open_catalog().await;
        page.host.run("document.body.setAttribute('style', 'color: red')").await;
        page.host.see_policy_violated("style-src").await;
        page.host.run("window.look.violations.length = 0").await;
        page.host.clear_log().await;
    });
}

#[test]
fn the_token_is_never_in_storage_address_or_attributes() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Payroll analyst"]).await;
        let found = page
            .host
            .run(
                "const widget = document.querySelector('request-center');
                const places = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href,
                    document.cookie, widget.outerHTML, widget.shadowRoot.innerHTML];
                return places.filter((text) => /eyJ|Bearer|access_token/.test(text));",
            )
            .await;
        assert_eq!(found, json!([]));
        let keys = page.host.run("return Object.keys(localStorage)").await;
        let keys = keys.as_array().cloned().unwrap_or_default();
        assert!(!keys.is_empty(), "the draft is kept somewhere");
        assert!(
            keys.iter().all(|key| key.as_str().is_some_and(|key| key.starts_with("request-center"))),
            "{keys:?}"
        );
    });
}

async fn language(page: &Page) -> serde_json::Value {
    page.host
        .run(
            "const frame = document.querySelector('request-center').shadowRoot.querySelector('[lang]');
        return [frame.lang, frame.dir];",
        )
        .await
}

/// Records the keys that reach the page in `window.heard`, as a page with a shortcut on `/` would get them.
const PAGE_SHORTCUTS: &str = "window.heard = [];
    addEventListener('keydown', (event) => {
        window.heard.push(event.key);
        if (event.key === '/') event.preventDefault();
    });";

#[test]
fn plain_keys_typed_into_a_field_stay_in_the_widget_and_shortcuts_reach_the_page() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.host.run(PAGE_SHORTCUTS).await;
        page.type_keys(field("Search the catalog"), "sap/snow n").await;
        page.see_value(field("Search the catalog"), "sap/snow n").await;
        assert_eq!(page.host.run("return window.heard").await, json!([]));
        page.type_keys(field("Search the catalog"), &format!("{}y", Key::Control.value())).await;
        assert_eq!(page.host.run("return window.heard").await, json!(["Control", "y"]));
        page.press(Key::Tab).await;
        page.host.see_true("return window.heard.includes('Tab')").await;
    });
}

/// Wraps the element in a place that sets every text style there is; returns the styles of the frame and of a row that it changes.
const ODD_PLACE: &str = "const widget = document.querySelector('request-center');
    const watched = () => ['.rc-frame', '[part~=row]', '[part~=row] *'].map((selector) => {
        const style = getComputedStyle(widget.shadowRoot.querySelector(selector));
        return Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]));
    });
    const before = watched();
    widget.parentElement.style.cssText = `white-space: nowrap; text-transform: uppercase; letter-spacing: 6px; word-spacing: 9px;
        text-indent: 40px; text-shadow: 1px 1px red; font-style: italic; font-weight: 900; font-variant: small-caps;
        font-stretch: condensed; line-height: 4; text-align: right; text-align-last: right; word-break: break-all; hyphens: auto;
        tab-size: 9; list-style: square inside; quotes: none; cursor: wait; line-break: anywhere; overflow-wrap: normal;
        border-collapse: collapse; caption-side: bottom; text-rendering: geometricPrecision; font-kerning: none;
        text-underline-offset: 9px; text-emphasis: dot; -webkit-text-stroke: 1px red; -webkit-text-fill-color: red;
        caret-color: red; accent-color: red; writing-mode: vertical-rl; font-feature-settings: 'smcp'; orphans: 9; widows: 9`;
    const after = watched();
    const set = [...widget.parentElement.style];
    const changed = (name) => after.some((style, at) => style[name] !== before[at][name]);
    return set.filter(changed);";

#[test]
fn text_styles_of_the_place_it_is_put_in_do_not_come_in() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.see(row("Museum guide")).await;
        assert_eq!(page.host.run(ODD_PLACE).await, json!([]));
    });
}
