//! One call from its arrival to its last header: planted trouble before and after the handler, and the tracking id of the answer.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rusqlite::Transaction;
use serde_json::json;

use super::call::{BIGGEST_BODY, Called};
use crate::door::Peer;
use crate::error::Error;
use crate::fault::{self, Kind, Target};
use crate::identifier;
use crate::sandbox::Sandbox;
use crate::setting;
use crate::token::{self, Grant};

/// The header under which a call would be found in the service's logs.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("slpt-request-id");

/// Answers a call of an operation: what is planted strikes it before the handler works and after.
pub(super) async fn answer(
    State((sandbox, called)): State<(Sandbox, Called)>,
    ids: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let ids: Vec<String> = ids.iter().map(|(_, id)| id.to_owned()).collect();
    sandbox.calls().note(called.operation, &ids);
    let body = to_bytes(body, BIGGEST_BODY).await;
    let fault = strike(&sandbox, called.operation.into(), &parts);
    let connection = parts.extensions.get::<ConnectInfo<Peer>>().cloned();
    if let Some(Kind::SlowBefore { millis }) = &fault {
        tokio::time::sleep(Duration::from_millis(*millis)).await;
    }
    let response = match refused(fault.as_ref()) {
        Some(refused) => refused,
        None => match body {
            Err(error) => Error::Body(format!("The body cannot be read: {error}")).into_response(),
            Ok(body) => {
                parts.extensions.insert(Called { ids, ..called });
                next.run(Request::from_parts(parts, Body::from(body))).await
            }
        },
    };
    if let Some(Kind::ForeignChange { change, by }) = &fault {
        let (change, by) = (change.clone(), by.clone());
        let meddle =
            move |tx: &Transaction<'_>, now| setting::somebody_else_changes(tx, by.as_deref(), &change, now);
        if let Err(error) = sandbox.act(meddle).await {
            eprintln!("the foreign change failed: {error:?}");
        }
    }
    spoil(fault, finish(response), connection).await
}

/// Answers the token endpoint.
pub(super) async fn token(State(sandbox): State<Sandbox>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    sandbox.calls().note_token();
    let fault = strike(&sandbox, Target::Token, &parts);
    let response = match refused(fault.as_ref()) {
        Some(refused) => refused,
        None => issue(&sandbox, &parts, body).await.unwrap_or_else(IntoResponse::into_response),
    };
    let connection = parts.extensions.get::<ConnectInfo<Peer>>().cloned();
    spoil(fault, finish(response), connection).await
}

async fn issue(sandbox: &Sandbox, parts: &Parts, body: Body) -> Result<Response, Error> {
    let body = to_bytes(body, BIGGEST_BODY).await.map_err(|error| Error::Body(error.to_string()))?;
    let kind =
        parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let grant = Grant::read(parts.uri.query().unwrap_or_default(), kind, body).await?;
    let seconds = sandbox.settings().token_seconds;
    let answer = sandbox.store().run(move |tx| token::issue(tx, &grant, seconds)).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}

/// Answers a path that no operation has.
pub(super) async fn wrong_path(uri: Uri) -> Response {
    finish(Error::WrongPath(uri.to_string()).into_response())
}

/// Answers a method that no operation of that path has.
pub(super) async fn wrong_method(method: Method) -> Response {
    finish(Error::WrongMethod(method.to_string()).into_response())
}

fn strike(sandbox: &Sandbox, called: Target, parts: &Parts) -> Option<Kind> {
    let query: Vec<String> = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    sandbox.faults().strike(called, &query.join("&"))
}

/// The answer of a fault under which nothing is done.
fn refused(fault: Option<&Kind>) -> Option<Response> {
    match fault? {
        Kind::Status { status, retry_after } => Some(Error::Planted(*status, *retry_after).into_response()),
        Kind::Html { status } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::OK);
            let page = "<!doctype html><html><head><title>Gateway</title></head><body><h1>Please sign in</h1></body></html>";
            Some((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response())
        }
        Kind::DropBefore | Kind::ResetBefore => Some(Json(json!({})).into_response()),
        _ => None,
    }
}

/// What a fault does to a finished answer.
async fn spoil(
    fault: Option<Kind>,
    mut response: Response,
    connection: Option<ConnectInfo<Peer>>,
) -> Response {
    match fault {
        Some(Kind::DropBefore | Kind::DropAfter) => fault::cut(response).await,
        Some(Kind::ResetBefore | Kind::ResetAfter) => match connection {
            Some(ConnectInfo(peer)) => {
                peer.hang_up();
                response
            }
            // Without a socket a broken body is the nearest there is.
            None => fault::cut(response).await,
        },
        Some(Kind::Slow { millis }) => {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            response
        }
        Some(Kind::TruncatedJson) => fault::truncated(response).await,
        Some(Kind::EmptyBody) => {
            *response.body_mut() = Body::empty();
            response.headers_mut().remove(header::CONTENT_LENGTH);
            response
        }
        Some(Kind::Huge { bytes }) => fault::huge(response, bytes).await,
        _ => response,
    }
}

/// Gives the answer its tracking id, and turns an error into its body.
fn finish(response: Response) -> Response {
    let tracking = identifier::new().unwrap_or_default();
    let mut response = match response.extensions().get::<Error>() {
        Some(error) => error.answer(&tracking),
        None => response,
    };
    if let Ok(value) = HeaderValue::from_str(&tracking) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
