//! Every file of the widget that is fetched meets every kind of trouble a file can meet: it is fetched once more past the cache, then its place says so,
//! the rest goes on, and *Try again* fetches it.

use super::trouble::Trouble;
use crate::{
    page::{Page, Query, button, row},
    sandbox::World,
    visit::visit_in,
};

/// A file, with the panel that needs it.
struct File {
    name: &'static str,
    view: &'static str,
    failure: &'static str,
    shown: fn() -> Query,
}

const WIDGET: &str = "We couldn’t load the request center.";
const SECTION: &str = "We couldn’t load this section";

/// Spoils the answers for the file that `sessionStorage` names, until it names none.
const SPOIL: &str = "const real = window.fetch;
    window.fetch = async (input, options) => {
        const [file, trouble] = (sessionStorage.getItem('spoilt') ?? '').split(' ');
        const url = String(input?.url ?? input);
        if (!file || !url.endsWith('/' + file)) return real(input, options);
        if (trouble === 'DroppedBefore') throw new TypeError('Failed to fetch');
        if (trouble === 'Slow') await new Promise((done) => setTimeout(done, 1500));
        const statuses = { Unauthorized: 401, Forbidden: 403, NotFound: 404, RateLimited: 429,
            RateLimitedForUnknownTime: 429, ServerError: 500 };
        if (statuses[trouble]) return new Response('', { status: statuses[trouble] });
        const sent = await real(input, options);
        const type = { headers: { 'content-type': sent.headers.get('content-type') } };
        if (trouble === 'EmptyBody') return new Response('', type);
        if (trouble === 'Html') {
            return new Response('<!doctype html><title>Sign in</title>', { headers: { 'content-type': 'text/html' } });
        }
        if (trouble === 'TruncatedJson' || trouble === 'DroppedAfter') {
            const half = (await sent.arrayBuffer()).slice(0, 999);
            if (trouble === 'TruncatedJson') return new Response(half, type);
            const start = (body) => { body.enqueue(new Uint8Array(half)); body.error(new TypeError('network error')); };
            return new Response(new ReadableStream({ start }), type);
        }
        return sent;
    };";

fn meets_all(file: &File) {
    visit_in(World::company(), async |page| {
        page.host.before_every_page(SPOIL).await;
        page.open_catalog().await;
        let no_matter = [Trouble::Offline, Trouble::DateAhead, Trouble::DateBehind];
        for trouble in Trouble::ALL.into_iter().filter(|trouble| !no_matter.contains(trouble)) {
            // Shown where the test fails.
            eprintln!("{trouble:?}");
            spoil(page, &format!("{} {trouble:?}", file.name)).await;
            page.host.open(&format!("/?persona=employee&rc-view={}", file.view)).await;
            if trouble != Trouble::Slow {
                let failure = match (trouble, file.failure) {
                    (Trouble::Html, SECTION) => "Your sign-in has probably ended",
                    (_, failure) => failure,
                };
                page.see_text(failure).await;
                page.host.see_event("error", 1).await;
                let code = if trouble == Trouble::Html { "signed_out" } else { "load_failed" };
                assert_eq!(page.host.events("error").await[0]["code"], code);
                spoil(page, "").await;
                page.click_button("Try again").await;
            }
            page.see((file.shown)()).await;
            page.see_no_text(file.failure).await;
            spoil(page, "").await;
        }
    });
}

async fn spoil(page: &Page, what: &str) {
    page.host.run(&format!("sessionStorage.setItem('spoilt', '{what}')")).await;
}

#[test]
fn the_first_module() {
    meets_all(&File {
        name: "request-center_bg.wasm",
        view: "catalog",
        failure: WIDGET,
        shown: || row("Museum guide"),
    });
}

#[test]
fn the_first_words() {
    meets_all(&File {
        name: "locales/en.json",
        view: "catalog",
        failure: WIDGET,
        shown: || row("Museum guide"),
    });
}

#[test]
fn the_module_of_the_request() {
    meets_all(&File {
        name: "request-center-request.wasm",
        view: "catalog",
        failure: SECTION,
        shown: || button("Add to request: Museum guide"),
    });
}

#[test]
fn the_module_of_a_panel() {
    meets_all(&File {
        name: "request-center-requests.wasm",
        view: "requests",
        failure: SECTION,
        shown: || row("Payroll approver"),
    });
}

#[test]
fn all_other_words() {
    meets_all(&File {
        name: "locales/later/en.json",
        view: "requests",
        failure: SECTION,
        shown: || row("Payroll approver"),
    });
}

#[test]
fn the_stylesheet_of_dialogs_and_panels() {
    meets_all(&File {
        name: "request-center-later.css",
        view: "requests",
        failure: SECTION,
        shown: || row("Payroll approver"),
    });
}
