//! One HTTP exchange: a fetch with a timeout and an abort signal. The only file that names gloo-net. Knows no status and does not
//! retry.

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

/// A request to send.
pub(super) struct Outgoing<'a> {
    pub(super) method: Method,
    pub(super) url: &'a str,
    pub(super) body: Option<&'a str>,
    pub(super) token: Option<&'a str>,
    pub(super) timeout: u32,
}

/// A response, its body read to the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ApiResponse {
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

/// Why there is no complete response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExchangeError {
    /// It timed out.
    Timeout,
    /// It was aborted.
    Aborted,
    /// Connection, DNS, certificate, CORS: the browser does not say which.
    Network,
}

/// The result of an exchange: no response, its head only, or all of it.
pub(super) enum Exchange {
    NoResponse(ExchangeError),
    /// The body broke off; the response's body is empty.
    HeadOnly(ApiResponse, ExchangeError),
    Complete(ApiResponse),
}

/// Sends the request and reads the response.
pub(super) async fn exchange(call: &Outgoing<'_>, abort: Option<&Abort>) -> Exchange {
    let Ok(controller) = AbortController::new() else { return Exchange::NoResponse(ExchangeError::Network) };
    let timed_out = Rc::new(Cell::new(false));
    // Without a reason: fetch rejects with the reason, and code that expects an Error panics on anything else.
    let _timer = Timer::after(f64::from(call.timeout), {
        let (controller, timed_out) = (controller.clone(), Rc::clone(&timed_out));
        move || {
            timed_out.set(true);
            controller.abort();
        }
    });
    let _listener = abort.map(|abort| {
        let controller = controller.clone();
        abort.listen(move || controller.abort())
    });
    let error = || match (timed_out.get(), abort.is_some_and(Abort::is_aborted)) {
        (true, _) => ExchangeError::Timeout,
        (_, true) => ExchangeError::Aborted,
        _ => ExchangeError::Network,
    };
    let Some(response) = fetch(call, &controller.signal()).await else {
        return Exchange::NoResponse(error());
    };
    let mut read = head(&response);
    match response.text().await {
        Ok(body) => {
            read.body = body;
            Exchange::Complete(read)
        }
        Err(_) => Exchange::HeadOnly(read, error()),
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
    // gloo-net's `send` panics where a page's own `fetch` rejects with something that is no Error.
    let response = JsFuture::from(web_sys::window()?.fetch_with_request(&request)).await.ok()?;
    // By duck typing: the page may have replaced the class `Response`.
    let status = Reflect::get(&response, &JsValue::from_str("status")).ok()?.as_f64();
    status.map(|_| Response::from(response.unchecked_into::<web_sys::Response>()))
}

fn head(response: &Response) -> ApiResponse {
    let headers = response.headers();
    ApiResponse {
        status: response.status(),
        body: String::new(),
        date: headers.get("Date"),
        retry_after: headers.get("Retry-After"),
        total: headers.get("X-Total-Count").and_then(|total| total.trim().parse().ok()),
        tracking_id: headers.get("SLPT-Request-ID"),
    }
}

/// Returns whether the browser reports that it is offline. It may be wrong, so this explains a failure and prevents no request.
pub(super) fn browser_is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}
