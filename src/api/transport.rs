//! One exchange with the service: a fetch that ends in time or when its reader is gone. The one place that names gloo-net.
//! Judges no status and repeats nothing.

use super::abort::Abort;
use super::clock::Timer;
use gloo_net::http::{Method as Verb, RequestBuilder, Response};
use js_sys::Reflect;
use request_center_models::operation::Method;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestCache};

/// A call ready to leave.
pub(super) struct Outgoing<'a> {
    pub(super) method: Method,
    pub(super) url: &'a str,
    pub(super) body: Option<&'a str>,
    pub(super) token: Option<&'a str>,
    pub(super) timeout: u32,
}

/// What came back, read to its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
    /// The header `Date`.
    pub(super) date: Option<String>,
    /// The header `Retry-After`.
    pub(super) retry_after: Option<String>,
    /// The header `X-Total-Count`.
    pub(super) total: Option<u32>,
    /// The header `SLPT-Request-ID`.
    pub(super) tracking_id: Option<String>,
}

/// Why no whole answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Time was up.
    Timeout,
    /// The reader was gone.
    Aborted,
    /// Connection, name, certificate, CORS ...: the browser does not say which.
    Broken,
}

/// How an exchange ended: without an answer, with its head alone, or whole.
pub(super) enum Exchange {
    Nothing(Trouble),
    /// The body broke off; the answer's body is empty.
    HeadOnly(Answer, Trouble),
    Whole(Answer),
}

/// Sends and reads the answer.
pub(super) async fn exchange(call: &Outgoing<'_>, abort: Option<&Abort>) -> Exchange {
    let Ok(controller) = AbortController::new() else { return Exchange::Nothing(Trouble::Broken) };
    let timed_out = Rc::new(Cell::new(false));
    // Always without a reason: with one, fetch rejects with whatever it is, and what is no Error makes readers of it panic.
    let _timer = Timer::after(f64::from(call.timeout), {
        let (controller, timed_out) = (controller.clone(), Rc::clone(&timed_out));
        move || {
            timed_out.set(true);
            controller.abort();
        }
    });
    let _listening = abort.map(|abort| {
        let controller = controller.clone();
        abort.listen(move || controller.abort())
    });
    let trouble = || match (timed_out.get(), abort.is_some_and(Abort::is_aborted)) {
        (true, _) => Trouble::Timeout,
        (_, true) => Trouble::Aborted,
        _ => Trouble::Broken,
    };
    let Some(response) = fetch(call, &controller.signal()).await else { return Exchange::Nothing(trouble()) };
    let mut answer = head(&response);
    match response.text().await {
        Ok(body) => {
            answer.body = body;
            Exchange::Whole(answer)
        }
        Err(_) => Exchange::HeadOnly(answer, trouble()),
    }
}

async fn fetch(call: &Outgoing<'_>, signal: &AbortSignal) -> Option<Response> {
    let verb = match call.method {
        Method::Get => Verb::GET,
        Method::Post => Verb::POST,
        Method::Put => Verb::PUT,
    };
    let mut builder = RequestBuilder::new(call.url)
        .method(verb)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(signal))
        .header("Accept", "application/json");
    if let Some(token) = call.token {
        builder = builder.header("Authorization", &format!("Bearer {token}"));
    }
    let request = match call.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body),
        None => builder.build(),
    };
    let request = web_sys::Request::from(request.ok()?);
    // Not gloo-net's own `send`: that panics where a wrapped `fetch` of the page rejects with something that is no Error.
    let answer = JsFuture::from(web_sys::window()?.fetch_with_request(&request)).await.ok()?;
    // Known by what it has: a page may have put a class of its own in the place of `Response`.
    let status = Reflect::get(&answer, &JsValue::from_str("status")).ok()?.as_f64();
    status.map(|_| Response::from(answer.unchecked_into::<web_sys::Response>()))
}

fn head(response: &Response) -> Answer {
    let headers = response.headers();
    Answer {
        status: response.status(),
        body: String::new(),
        date: headers.get("Date"),
        retry_after: headers.get("Retry-After"),
        total: headers.get("X-Total-Count").and_then(|total| total.trim().parse().ok()),
        tracking_id: headers.get("SLPT-Request-ID"),
    }
}

/// Whether the browser says it is offline. It may be wrong, so this explains a failure and never prevents a call.
pub(super) fn browser_is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}
