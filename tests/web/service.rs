//! A scripted service: `fetch` answers from a script, so that a response can be truncated, pending or missing. Knows no test.

use js_sys::{Array, Function, Promise, Reflect};
use request_center::api::{Client, ClientOptions};
use request_center_models::draft::{DraftItem, NewRequest, RequestDraft, SubmitKey};
use request_center_models::rule::EntitlementLimits;
use request_center_models::wire::reference::ItemType;
use time::OffsetDateTime;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Functions for scripts: a JSON response, a text, one pending until aborted, one with a truncated body, and a network error.
const WORDS: &str = "
    const json = (status, value, headers = {}) => new Response(JSON.stringify(value), { status, headers });
    const text = (status, value) => new Response(value, { status });
    const hang = (request) => new Promise((_, no) => request.signal.addEventListener('abort', () => no(request.signal.reason)));
    const cut = (status) => new Response(
        new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('{\"new')); c.error(new TypeError('cut')); } }),
        { status });
    const broken = () => Promise.reject(new TypeError('Failed to fetch'));
";

/// The service; dropping it restores the page's `fetch`.
pub(crate) struct Service;

impl Service {
    /// Answers every call with the result of the script for its `request`; `world` is an object the test can change.
    pub(crate) fn answering(script: &str) -> Self {
        run(&format!(
            "{WORDS}
            window.ownFetch ??= window.fetch;
            window.world = {{}};
            window.calls = [];
            const answer = async (request, calls, world) => {{ {script} }};
            window.fetch = async (request) => {{
                window.calls.push({{
                    url: request.url, method: request.method, token: request.headers.get('authorization') ?? '',
                    body: await request.clone().text(), signal: request.signal,
                }});
                return answer(request, window.calls.length, window.world);
            }};"
        ));
        Self
    }

    /// The number of calls.
    pub(crate) fn calls(&self) -> u32 {
        number("return window.calls.length")
    }

    /// The number of calls with a body.
    pub(crate) fn writes(&self) -> u32 {
        number("return window.calls.filter((call) => call.method === 'POST').length")
    }

    /// A field of the call with that index.
    pub(crate) fn call(&self, at: u32, field: &str) -> String {
        let call = Array::from(&run("return window.calls")).get(at);
        Reflect::get(&call, &field.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
    }

    /// Returns whether the call with that index was aborted.
    pub(crate) fn gave_up(&self, at: u32) -> bool {
        run(&format!("return window.calls[{at}]?.signal.aborted")).is_truthy()
    }

    /// Runs a script that changes `world`.
    pub(crate) fn world(&self, change: &str) {
        run(&format!("const world = window.world; {change}"));
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        run("window.fetch = window.ownFetch");
    }
}

/// Runs a script in the page.
pub(crate) fn run(script: &str) -> JsValue {
    Function::new_no_args(script).call0(&JsValue::UNDEFINED).expect("the script runs")
}

fn number(script: &str) -> u32 {
    run(script).as_f64().unwrap_or_default() as u32
}

/// Waits for a condition; fails after five seconds.
pub(crate) async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..500 {
        if is_so() {
            return;
        }
        let next = Promise::new(&mut |go_on, _| {
            let _ = web_sys::window()
                .map(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&go_on, 10));
        });
        let _ = JsFuture::from(next).await;
    }
    assert!(is_so(), "never came: {what}");
}

/// A client with short time limits and no tokens; every test has a base of its own, because rate limits are shared per base.
pub(crate) fn client(base: &str) -> Client {
    client_with(base, None)
}

/// The same with a `tokenProvider`, the body of a function of `arg`.
pub(crate) fn client_with(base: &str, provider: Option<&str>) -> Client {
    let options = ClientOptions {
        base: base.to_owned(),
        read_timeout: 400,
        write_timeout: 400,
        token_timeout: 300,
        ..ClientOptions::default()
    };
    Client::new(options, provider.map(provider_of))
}

/// A `tokenProvider` from the body of a function of `arg`.
pub(crate) fn provider_of(body: &str) -> Function {
    Function::new_with_args("arg", body).unchecked_into()
}

/// A draft of one item with that key.
pub(crate) fn draft(key: &str) -> RequestDraft {
    let item = DraftItem {
        comment: "For the quarter".to_owned(),
        ..DraftItem::new("i\"1".into(), ItemType::Role, "Treasury".to_owned())
    };
    RequestDraft {
        key: SubmitKey::from(key.to_owned()),
        recipients: vec!["me".into()],
        items: vec![item],
        ..RequestDraft::default()
    }
}

/// The request made from that draft.
pub(crate) fn request(draft: &RequestDraft) -> NewRequest {
    draft.validate(OffsetDateTime::UNIX_EPOCH, &EntitlementLimits::default()).expect("a good draft")
}
