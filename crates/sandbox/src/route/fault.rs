//! The effect of each kind of planted fault on a call, before the work and after it. It knows no operation.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use request_center_models::operation::Family;
use rusqlite::Transaction;
use serde_json::json;

use crate::error::Error;
use crate::fault::{Kind, altered, cut, huge, truncated};
use crate::listener::Peer;
use crate::sandbox::Sandbox;
use crate::setting;

/// The page sent in place of an answer.
const PAGE: &str =
    "<!doctype html><html><head><title>Gateway</title></head><body><h1>Please sign in</h1></body></html>";
/// The words of a proxy that got no answer itself.
const WORDS: &str = "Error occurred while trying to proxy the request";

impl Kind {
    /// The effect before the work. Where it answers, nothing is done.
    pub(super) async fn before(&self) -> Option<Response> {
        match self {
            Kind::Status { status, retry_after } => {
                Some(Error::Planted(*status, *retry_after).into_response())
            }
            Kind::Html { status } => Some((told(*status), Html(PAGE)).into_response()),
            Kind::Text { status } => Some((told(*status), Body::from(WORDS)).into_response()),
            Kind::Redirect { status, location } => {
                let mut response = told(*status).into_response();
                let location = location.as_ref().and_then(|place| HeaderValue::from_str(place).ok());
                if let Some(location) = location {
                    response.headers_mut().insert(header::LOCATION, location);
                }
                Some(response)
            }
            Kind::DropBefore | Kind::ResetBefore => Some(Json(json!({})).into_response()),
            Kind::SlowBefore { millis } => {
                wait(*millis).await;
                None
            }
            Kind::DropAfter
            | Kind::ResetAfter
            | Kind::Slow { .. }
            | Kind::TruncatedJson
            | Kind::EmptyBody
            | Kind::ForeignChange { .. }
            | Kind::Repeat { .. }
            | Kind::Alter { .. }
            | Kind::Huge { .. } => None,
        }
    }

    /// The effect after the work, on the finished answer; `peer` is who waits for it.
    pub(super) async fn after(
        self,
        mut response: Response,
        sandbox: &Sandbox,
        peer: Option<Peer>,
    ) -> Response {
        match self {
            Kind::DropBefore | Kind::DropAfter => cut(response).await,
            Kind::ResetBefore | Kind::ResetAfter => match peer {
                Some(peer) => {
                    peer.hang_up();
                    response
                }
                // Without a socket a broken body is the nearest there is.
                None => cut(response).await,
            },
            Kind::Slow { millis } => {
                wait(millis).await;
                response
            }
            Kind::TruncatedJson => truncated(response).await,
            Kind::EmptyBody => {
                *response.body_mut() = Body::empty();
                response.headers_mut().remove(header::CONTENT_LENGTH);
                response
            }
            Kind::Alter { change, row } => altered(response, &change, row).await,
            Kind::Huge { bytes } => huge(response, bytes).await,
            Kind::ForeignChange { change, by } => {
                let meddle = move |tx: &Transaction<'_>, now| {
                    setting::somebody_else_changes(tx, by.as_deref(), Family::V3, &change, now)
                };
                if let Err(error) = sandbox.act(meddle).await {
                    eprintln!("the foreign change failed: {error:?}");
                }
                response
            }
            Kind::Status { .. }
            | Kind::Html { .. }
            | Kind::Text { .. }
            | Kind::Redirect { .. }
            | Kind::SlowBefore { .. }
            | Kind::Repeat { .. } => response,
        }
    }
}

/// Runs the handler once for each copy of the call that arrives; `arrived` is called for each copy but the first.
pub(super) async fn deliver(
    kind: Option<&Kind>,
    next: Next,
    call: (Parts, Bytes),
    arrived: impl Fn(),
) -> Response {
    let (parts, body) = call;
    let request = |parts| Request::from_parts(parts, Body::from(body.clone()));
    if let Some(Kind::Repeat { copies, millis }) = kind {
        for _ in 1..*copies {
            // Its answer is lost.
            drop(next.clone().run(request(parts.clone())).await);
            wait(*millis).await;
            arrived();
        }
    }
    next.run(request(parts)).await
}

/// The page callers are sent to who have to sign in.
pub(super) async fn sign_in() -> Html<&'static str> {
    Html(PAGE)
}

fn told(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY)
}

async fn wait(millis: u64) {
    tokio::time::sleep(Duration::from_millis(millis)).await;
}
