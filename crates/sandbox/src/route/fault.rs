//! The effect of each kind of planted fault on a call, before the work and after it. It knows no operation.

use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rusqlite::Transaction;
use serde_json::json;

use crate::error::Error;
use crate::fault::{Kind, cut, huge, truncated};
use crate::listener::Peer;
use crate::sandbox::Sandbox;
use crate::setting;

/// The page sent in place of an answer.
const PAGE: &str =
    "<!doctype html><html><head><title>Gateway</title></head><body><h1>Please sign in</h1></body></html>";

impl Kind {
    /// The effect before the work. Where it answers, nothing is done.
    pub(super) async fn before(&self) -> Option<Response> {
        match self {
            Kind::Status { status, retry_after } => {
                Some(Error::Planted(*status, *retry_after).into_response())
            }
            Kind::Html { status } => {
                let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::OK);
                Some((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], PAGE).into_response())
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
            Kind::Huge { bytes } => huge(response, bytes).await,
            Kind::ForeignChange { change, by } => {
                let meddle = move |tx: &Transaction<'_>, now| {
                    setting::somebody_else_changes(tx, by.as_deref(), &change, now)
                };
                if let Err(error) = sandbox.act(meddle).await {
                    eprintln!("the foreign change failed: {error:?}");
                }
                response
            }
            Kind::Status { .. } | Kind::Html { .. } | Kind::SlowBefore { .. } => response,
        }
    }
}

async fn wait(millis: u64) {
    tokio::time::sleep(Duration::from_millis(millis)).await;
}
