//! One HTTP exchange: a fetch with a timeout and an abort signal. The only file that names gloo-net. Knows no status and does not
//! retry.

use super::abort::Abort;
use super::clock::{Timer, http_date_millis};
use gloo_net::http::{Method as Verb, RequestBuilder, Response};
use js_sys::Reflect;
use request_center_models::operation::Method;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestCache};

/// The length from which on a token, in a header, is likely what a proxy refuses a request for: many allow 8 KB for all headers.
const LONG_TOKEN: usize = 4_000;

/// A request to send.
pub(super) struct Outgoing<'a> {
    pub(super) method: Method,
    pub(super) url: &'a str,
    pub(super) body: Option<&'a str>,
    pub(super) token: Option<&'a str>,
    pub(super) timeout: u32,
    /// True if the service answers it only where the caller knows that it is experimental.
    pub(super) is_experimental: bool,
}

/// A response, its body read to the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ApiResponse {
    pub(super) status: u16,
    pub(super) body: String,
    /// The header `Date`, in milliseconds since 1970.
    pub(super) date: Option<f64>,
    /// The header `Retry-After`.
    pub(super) retry_after: Option<String>,
    /// The header `X-Total-Count`.
    pub(super) total: Option<u32>,
    /// The header `SLPT-Request-ID`; a proxy's own responses have none.
    pub(super) tracking_id: Option<String>,
    /// The header `Content-Type`.
    pub(super) content_type: Option<String>,
    /// True if redirects led to another path than the requested one.
    pub(super) has_moved: bool,
    /// True if the request carried a long token.
    pub(super) has_long_token: bool,
}

impl ApiResponse {
    /// Returns whether it is a page for people; the service sends none.
    pub(super) fn is_html(&self) -> bool {
        let is_html_type = self.content_type.as_deref().is_some_and(|kind| kind.contains("html"));
        is_html_type || self.body.trim_start().starts_with('<')
    }

    /// Returns whether a sign-in in front of the service has most likely sent it.
    pub(super) fn is_sign_in(&self) -> bool {
        match self.status {
            300..=399 => true,
            200..=299 | 401 | 403 | 405 => self.has_moved || self.is_html(),
            _ => self.has_moved,
        }
    }

    /// The time in its `Date`, in milliseconds since 1970, where that is the service's.
    pub(super) fn service_millis(&self) -> Option<f64> {
        let is_service = self.tracking_id.is_some() || (self.status < 300 && !self.is_sign_in());
        self.date.filter(|_| is_service)
    }
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
    read.has_moved = response.redirected() && path(&response.url()) != path(call.url);
    read.has_long_token = call.token.is_some_and(|token| token.len() > LONG_TOKEN);
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
    if call.is_experimental {
        builder = builder.header("X-SailPoint-Experimental", "true");
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
        date: headers.get("Date").as_deref().and_then(http_date_millis),
        retry_after: headers.get("Retry-After"),
        total: headers.get("X-Total-Count").and_then(|total| total.trim().parse().ok()),
        tracking_id: headers.get("SLPT-Request-ID"),
        content_type: headers.get("Content-Type"),
        ..ApiResponse::default()
    }
}

/// The path of a URL: without scheme and host, so that a redirect to https does not count, and without the query.
fn path(url: &str) -> &str {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    match url.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default(),
        None => url,
    }
}

/// Returns whether the browser reports that it is offline. It may be wrong, so this explains a failure and prevents no request.
pub(super) fn browser_is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}
