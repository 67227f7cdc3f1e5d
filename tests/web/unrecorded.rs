//! Writes the browser cannot record, and entries of a tab that was closed where there are no locks: each comes to a clear end, and
//! nothing is sent twice.

use crate::service::{Service, run};
use crate::widget::{ONE_ROLE, Widget, service};
use wasm_bindgen_test::wasm_bindgen_test;

/// A service with one role, and a stored draft that asks for it, beside those intents.
fn with_draft(base: &str, intents: &str) -> Service {
    run(&format!(
        "const now = new Date().toISOString();
        const intent = (state) => ({{ key: 'k', created: now, since: now, state, write: {{ create: {{ recipients: ['me'],
            items: [{{ id: 'r1', type: 'ROLE', name: 'Museum guide' }}] }} }} }});
        localStorage.setItem('request-center:{base}:me', JSON.stringify({{ schema: 3, journal: [{intents}], draft: {{
            key: 'k', recipients: ['me'], items: [{{ id: 'r1', type: 'ROLE', name: 'Museum guide', comment: 'For the winter',
                remove_date: {{ text: '' }} }}] }} }}))"
    ));
    service(&format!("world.objects = {ONE_ROLE};"))
}

/// The page's storage, changed until this is dropped.
struct Broken;

impl Broken {
    /// Both functions throw where the script says so of `text`, which is `undefined` for a read.
    fn when(condition: &str) -> Self {
        run(&format!(
            "const fails = (text) => {condition};
            for (const name of ['getItem', 'setItem']) {{
                const own = Storage.prototype[name];
                (window.ownStorage ??= {{}})[name] = own;
                Storage.prototype[name] = function (key, text) {{
                    if (fails(text)) throw new DOMException('no', 'QuotaExceededError');
                    return own.call(this, key, text);
                }};
            }}"
        ));
        Self
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        run("Object.assign(Storage.prototype, window.ownStorage)");
    }
}

/// Takes the browser's locks from the page until dropped, as on a page without https.
struct WithoutLocks;

impl WithoutLocks {
    fn begin() -> Self {
        run("Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true })");
        Self
    }
}

impl Drop for WithoutLocks {
    fn drop(&mut self) {
        run("delete navigator.locks");
    }
}

async fn submit(widget: &Widget) {
    widget.click("Review request").await;
    widget.click("Submit request").await;
}

const NOT_SENT: &str =
    "Nothing was sent. Browser storage for this site may be full, blocked or in use by a newer version.";

#[wasm_bindgen_test]
async fn a_request_is_not_sent_where_the_browser_fails_to_store_that_it_leaves() {
    let ways = [
        ("/full-at-claim", "text?.includes('\"journal\":[{')"),
        ("/full-at-send", "text?.includes('\"state\":\"sent\"')"),
        ("/blocked-at-send", "window.closed ||= Boolean(text?.includes('\"state\":\"sent\"'))"),
    ];
    for (base, condition) in ways {
        run("window.closed = false");
        let service = with_draft(base, "");
        let widget = Widget::open(base, "catalog");
        widget.see("Review request").await;
        let broken = Broken::when(condition);
        submit(&widget).await;
        widget.see("Your browser couldn’t record this").await;
        widget.see(NOT_SENT).await;
        drop(broken);
        let first = run("return window.calls.some((call) => call.method === 'POST')");
        assert!(first.is_falsy(), "{base}: sent without a record");
        submit(&widget).await;
        widget.see("Your request was submitted").await;
        assert_eq!(service.writes(), 1);
        let sent = run("return window.calls.find((call) => call.method === 'POST').body").as_string();
        assert!(sent.is_some_and(|body| body.contains("For the winter")), "{base}: what was typed is sent");
    }
}

#[wasm_bindgen_test]
async fn a_tab_beside_a_newer_version_sends_nothing_and_leaves_its_entry_alone() {
    let service = with_draft("/newer", "");
    let widget = Widget::open("/newer", "catalog");
    widget.see("Review request").await;
    run("localStorage.setItem('request-center:/newer:me', '{\"schema\":5,\"endings\":[1]}');
        dispatchEvent(new StorageEvent('storage', { key: 'request-center:/newer:me' }))");
    submit(&widget).await;
    widget.see(NOT_SENT).await;
    widget.see("A newer version of the request center has used this browser.").await;
    let entry = run("return localStorage.getItem('request-center:/newer:me')").as_string();
    assert_eq!((entry.as_deref(), service.writes()), (Some("{\"schema\":5,\"endings\":[1]}"), 0));
}

#[wasm_bindgen_test]
async fn without_locks_a_request_that_a_closed_tab_only_prepared_is_sent_once() {
    let _locks = WithoutLocks::begin();
    let service = with_draft("/prepared", "intent('prepared')");
    let widget = Widget::open("/prepared", "catalog");
    submit(&widget).await;
    widget.see("Your request was submitted").await;
    assert_eq!(service.writes(), 1);
}

#[wasm_bindgen_test]
async fn without_locks_a_request_that_a_closed_tab_may_have_sent_is_looked_up_and_told_so() {
    let _locks = WithoutLocks::begin();
    let service = with_draft("/claimed", "intent('sent')");
    let widget = Widget::open("/claimed", "catalog");
    widget.see("We’ll check for up to 3 minutes whether your request arrived. It won’t be sent twice.").await;
    drop(widget);
    service.world(
        "world.rows = [{ accountActivityItemId: 'row', accessRequestId: 'a', name: 'Museum guide', state: 'EXECUTING',
            clientMetadata: { requestCenterKey: 'k' } }]",
    );
    let widget = Widget::open("/claimed", "catalog");
    widget.see("This request was already sent").await;
    assert_eq!(service.writes(), 0);
}
