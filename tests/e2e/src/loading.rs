//! Loading: the skeleton, and a truthful message if the module or the messages fail to load.

use crate::{
    page::{Page, button, comment_for, group, row, tab},
    sandbox::World,
    visit::visit_in,
};

fn without(file: &'static str) -> World {
    World { missing: Some(file), ..World::company() }
}

/// The file fails to load with a message, and the widget opens after *Try again* once the file exists.
fn it_says_so_and_comes_up_with_retry(file: &'static str) {
    visit_in(without(file), async |page| {
        page.host.open_as("employee").await;
        page.see_text("We couldn’t load the request center.").await;
        page.see_text("Check your connection and try again.").await;
        page.host.see_event("error", 1).await;
        let told = page.host.events("error").await;
        assert_eq!(told[0]["code"], "load_failed");
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
        page.click_button("Try again").await;
        page.host.see_event("error", 2).await;
        page.see_focus_inside().await;
        page.sandbox.restore_file();
        page.click_button("Try again").await;
        page.see(row("Museum guide")).await;
        page.see_focus_inside().await;
    });
}

#[test]
fn a_module_that_fails_to_load_says_so_and_can_be_retried() {
    it_says_so_and_comes_up_with_retry("request-center_bg.wasm");
}

#[test]
fn messages_that_fail_to_load_are_reported_and_can_be_retried() {
    it_says_so_and_comes_up_with_retry("locales/en.json");
}

#[test]
fn a_language_that_fails_to_load_keeps_the_current_one() {
    visit_in(without("locales/de.json"), async |page| {
        page.open_catalog().await;
        page.choose("Language", "Deutsch").await;
        page.host.see_event("error", 1).await;
        page.see(tab("Catalog")).await;
        page.see(button("Add to request: Museum guide")).await;
    });
}

#[test]
fn a_language_whose_lazy_messages_fail_to_load_keeps_the_current_one() {
    visit_in(without("locales/later/de.json"), async |page| {
        page.open_my_requests().await;
        page.choose("Language", "Deutsch").await;
        page.host.see_event("error", 1).await;
        page.see(tab("My requests")).await;
        page.see(button("Refresh")).await;
        page.sandbox.restore_file();
        page.choose("Sprache", "English").await;
        page.choose("Language", "Deutsch").await;
        page.see(tab("Meine Anträge")).await;
        page.see(button("Aktualisieren")).await;
    });
}

#[test]
fn changing_the_language_translates_lazily_loaded_panels() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        page.see(button("Refresh")).await;
        page.choose("Language", "Deutsch").await;
        page.see(button("Aktualisieren")).await;
        page.see_text("Aktualisiert").await;
        page.choose("Sprache", "English").await;
        page.see(button("Refresh")).await;
    });
}

/// A widget that opens My requests at once, in the language of its surroundings.
const NEXT: &str = "const before = document.querySelector('request-center');
    const next = document.createElement('request-center');
    next.setAttribute('api-base', '/isc');
    next.setAttribute('view', 'requests');
    next.tokenProvider = before.tokenProvider;";

/// Replaces the page's widget by one that starts in English and is switched to German at once.
async fn turn_german_at_once(page: &Page) {
    let script = "next.lang = 'en';
        next.addEventListener('request-center-ready', () => { next.lang = 'de' });
        before.replaceWith(next);";
    page.host.run(&format!("{NEXT}{script}")).await;
    page.host.see_event("ready", 2).await;
    page.see(tab("Meine Anträge")).await;
    page.see(button("Aktualisieren")).await;
    page.see_no(button("Refresh")).await;
}

#[test]
fn all_messages_of_the_old_language_may_arrive_before_those_of_the_new() {
    visit_in(World::company(), async |page| {
        page.open_my_requests().await;
        turn_german_at_once(page).await;
    });
}

#[test]
fn the_old_language_may_arrive_after_the_new_one() {
    visit_in(World::company(), async |page| {
        page.host.open("/?persona=employee&lang=de").await;
        page.click_tab("Meine Anträge").await;
        page.see(button("Aktualisieren")).await;
        turn_german_at_once(page).await;
    });
}

#[test]
fn two_widgets_on_a_page_can_have_different_languages() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        let script = "next.lang = 'de';
            before.setAttribute('role', 'group');
            next.setAttribute('role', 'group');
            before.setAttribute('aria-label', 'First');
            next.setAttribute('aria-label', 'Second');
            before.after(next);";
        page.host.run(&format!("{NEXT}{script}")).await;
        page.see(button("Aktualisieren").inside(group("Second"))).await;
        page.click(tab("My requests").inside(group("First"))).await;
        page.see(button("Refresh").inside(group("First"))).await;
        page.see(button("Aktualisieren").inside(group("Second"))).await;
    });
}

/// A panel's module fails to load: the panel says so, the others work, and it opens once the file exists.
fn its_panel_says_so_and_opens_with_try_again(file: &'static str) {
    visit_in(without(file), async |page| {
        page.host.open_as("manager").await;
        page.see(row("Museum guide")).await;
        page.click_tab("My team").await;
        page.see_text("We couldn’t load this section").await;
        page.host.see_event("error", 1).await;
        assert_eq!(page.host.events("error").await[0]["code"], "load_failed");
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
        page.click_tab("Catalog").await;
        page.see(row("Museum guide")).await;
        page.host.see_event("error", 1).await;
        page.click_tab("My team").await;
        // Returning to the panel is a retry of its own, during which the file must not appear.
        page.host.see_event("error", 2).await;
        page.sandbox.restore_file();
        page.click_button("Try again").await;
        page.see(row("Mona Okafor")).await;
    });
}

#[test]
fn a_panel_that_fails_to_load_says_so_and_can_be_retried() {
    its_panel_says_so_and_opens_with_try_again("request-center-team.wasm");
}

#[test]
fn a_shared_module_that_fails_to_load_can_be_retried() {
    its_panel_says_so_and_opens_with_try_again("request-center-shared.wasm");
}

/// The request's module fails to load: the catalog can be read and searched without it, and mounts it once the file exists.
fn the_catalog_goes_on_without(file: &'static str) {
    visit_in(without(file), async |page| {
        page.host.open_as("employee").await;
        page.see(row("Museum guide")).await;
        page.see_text("We couldn’t load this section").await;
        page.host.see_event("error", 1).await;
        assert_eq!(page.host.events("error").await[0]["code"], "load_failed");
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
        page.type_into("Search the catalog", "museum guide").await;
        page.see_text("of 36 items").await;
        page.see(row("Museum guide")).await;
        page.see_no(button("Add to request: Museum guide")).await;
        // Every other panel depends on it, and says so.
        page.click_tab("My requests").await;
        page.see(button("Try again")).await;
        page.host.see_event("error", 2).await;
        page.sandbox.restore_file();
        page.click_button("Try again").await;
        page.see(button("Refresh")).await;
        page.click_tab("Catalog").await;
        page.click_button("Add to request: Museum guide").await;
        page.see(button("Review request")).await;
        // Each attempt is reported once.
        page.host.see_event("error", 2).await;
    });
}

#[test]
fn the_catalog_works_without_the_request_module_and_mounts_it_after_a_retry() {
    the_catalog_goes_on_without("request-center-request.wasm");
}

#[test]
fn the_catalog_works_without_lazy_messages_and_loads_them_after_a_retry() {
    the_catalog_goes_on_without("locales/later/en.json");
}

#[test]
fn a_module_that_failed_to_load_is_retried_when_the_connection_returns() {
    visit_in(without("request-center-request.wasm"), async |page| {
        page.host.open_as("employee").await;
        page.see_text("We couldn’t load this section").await;
        page.host.set_offline(true).await;
        page.see_text("You’re offline.").await;
        page.sandbox.restore_file();
        page.host.set_offline(false).await;
        page.see(button("Add to request: Museum guide")).await;
    });
}

#[test]
fn a_panel_is_loaded_once_when_it_is_first_opened() {
    visit_in(World::company(), async |page| {
        page.host.open_as("manager").await;
        page.see(row("Museum guide")).await;
        page.see(button("Add to request: Museum guide")).await;
        assert_eq!(
            page.host.loaded_files(".wasm").await,
            ["request-center-request.wasm", "request-center_bg.wasm"]
        );
        page.click_tab("My team").await;
        page.see(row("Mona Okafor")).await;
        page.click_tab("Catalog").await;
        page.click_tab("My team").await;
        page.see(row("Mona Okafor")).await;
        let all = [
            "request-center-request.wasm",
            "request-center-shared.wasm",
            "request-center-team.wasm",
            "request-center_bg.wasm",
        ];
        assert_eq!(page.host.loaded_files(".wasm").await, all);
        // The messages of the first module, and all others.
        assert_eq!(page.host.loaded_files("en.json").await, ["en.json", "en.json"]);
    });
}

/// A browser whose cache holds a sign-in page under the file's address, as proxies leave one there; with `ended` the network answers
/// with it too, until `window.signedIn`.
fn signed_out(file: &str, ended: bool) -> String {
    format!(
        "const native = window.fetch;
        window.fetch = (url, init) => {{
            const isStale = String(url).endsWith('{file}') && !window.signedIn;
            if (!isStale || (init?.cache === 'reload' && !{ended})) return native(url, init);
            return Promise.resolve(new Response('<title>Sign in</title>', {{ headers: {{ 'Content-Type': 'text/html' }} }}));
        }};"
    )
}

#[test]
fn a_cached_sign_in_page_is_fetched_again_past_the_cache() {
    for file in ["request-center_bg.wasm", "locales/en.json", "request-center-requests.wasm"] {
        visit_in(World::company(), async |page| {
            page.host.before_every_page(&signed_out(file, false)).await;
            page.open_my_requests().await;
            page.see(row("Payroll approver")).await;
            assert_eq!(page.host.events("error").await, Vec::<serde_json::Value>::new(), "{file}");
        });
    }
}

#[test]
fn a_sign_in_page_in_place_of_a_file_says_that_the_sign_in_has_ended() {
    for file in ["request-center_bg.wasm", "locales/en.json"] {
        visit_in(World::company(), async |page| {
            page.host.before_every_page(&signed_out(file, true)).await;
            page.host.open_as("employee").await;
            page.see_text("Your sign-in has probably ended.").await;
            page.host.see_event("error", 1).await;
            assert_eq!(page.host.events("error").await[0]["code"], "signed_out", "{file}");
            page.host.run("window.signedIn = true").await;
            page.click_button("Try again").await;
            page.see(row("Museum guide")).await;
        });
    }
    visit_in(World::company(), async |page| {
        page.host.before_every_page(&signed_out("request-center-requests.wasm", true)).await;
        page.open_catalog().await;
        page.click_tab("My requests").await;
        page.see_text("Your sign-in has probably ended").await;
        assert_eq!(page.host.events("error").await[0]["code"], "signed_out");
        page.host.run("window.signedIn = true").await;
        page.click_button("Try again").await;
        page.see(row("Payroll approver")).await;
    });
}

#[test]
fn json_that_is_no_catalogue_of_words_is_a_failed_load() {
    let (first, later) = ("locales/en.json", "locales/later/en.json");
    for (file, other) in [(first, later), (later, first)] {
        visit_in(without(file), async |page| {
            page.sandbox.replace_file(other);
            page.host.open_as("employee").await;
            page.host.see_event("error", 1).await;
            assert_eq!(page.host.events("error").await[0]["code"], "load_failed", "{file}");
            page.see(button("Try again")).await;
        });
    }
}

/// Every call from the wasm to the browser traps once `window.trap` is set, as a fault in the widget would.
const TRAP: &str = "const native = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = (response, imports) => {
        const trapping = (run) => (...all) => {
            if (window.trap) throw new WebAssembly.RuntimeError('unreachable');
            return run(...all);
        };
        for (const module of Object.values(imports)) {
            for (const [name, run] of Object.entries(module)) {
                if (typeof run === 'function') module[name] = trapping(run);
            }
        }
        return native.call(WebAssembly, response, imports);
    };";

#[test]
fn a_widget_that_traps_says_so_and_starts_anew_with_what_was_typed() {
    visit_in(World::company(), async |page| {
        page.host.before_every_page(TRAP).await;
        page.open_catalog().await;
        page.add(&["Payroll analyst"]).await;
        page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
        page.host.run("window.trap = true").await;
        page.click(tab("My requests")).await;
        page.see_text("The request center has stopped.").await;
        page.host.see_event("error", 1).await;
        let told = page.host.events("error").await;
        assert_eq!((&told[0]["code"], &told[0]["retryable"]), (&"crashed".into(), &false.into()));
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
        page.host.clear_log().await;
        page.click_button("Reload page").await;
        page.see_value(comment_for("Payroll analyst"), "Covers for Petra").await;
    });
}
