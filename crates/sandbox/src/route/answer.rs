//! One call from its arrival to its last header: planted trouble before and after the handler, and the tracking id of the answer.

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::call::{BIGGEST_BODY, Called};
use super::fault::deliver;
use crate::error::Error;
use crate::fault::{Kind, Target};
use crate::identifier;
use crate::listener::Peer;
use crate::sandbox::Sandbox;
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
    let peer = peer(&parts);
    let response = match (before(fault.as_ref()).await, body) {
        (Some(refused), _) => refused,
        (None, Err(error)) => {
            finish(Error::Body(format!("The body cannot be read: {error}")).into_response())
        }
        (None, Ok(body)) => {
            parts.extensions.insert(Called { ids: ids.clone(), ..called });
            let arrived = || sandbox.calls().note(called.operation, &ids);
            finish(deliver(fault.as_ref(), next, (parts, body), arrived).await)
        }
    };
    after(fault, response, &sandbox, peer).await
}

/// Answers the token endpoint.
pub(super) async fn token(State(sandbox): State<Sandbox>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    sandbox.calls().note_token();
    let fault = strike(&sandbox, Target::Token, &parts);
    let response = match before(fault.as_ref()).await {
        Some(refused) => refused,
        None => finish(issue(&sandbox, &parts, body).await.unwrap_or_else(IntoResponse::into_response)),
    };
    after(fault, response, &sandbox, peer(&parts)).await
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

/// The answer of a fault that comes before the work, if it has one.
async fn before(fault: Option<&Kind>) -> Option<Response> {
    let kind = fault?;
    let response = kind.before().await?;
    Some(if kind.is_of_a_proxy() { response } else { finish(response) })
}

async fn after(fault: Option<Kind>, response: Response, sandbox: &Sandbox, peer: Option<Peer>) -> Response {
    match fault {
        Some(kind) => kind.after(response, sandbox, peer).await,
        None => response,
    }
}

/// Who is on the other side, where there is a socket.
fn peer(parts: &Parts) -> Option<Peer> {
    parts.extensions.get::<ConnectInfo<Peer>>().map(|ConnectInfo(peer)| peer.clone())
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
