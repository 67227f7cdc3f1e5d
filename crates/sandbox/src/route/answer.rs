//! One call from its arrival to its last header: planted trouble, token, rate limit, the operation, the answer.

use std::time::{Duration, Instant};

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use request_center_models::decision::{DecisionDraft, DecisionKind};
use request_center_models::operation::{Family, Operation};
use request_center_models::wire::reference::Comment;
use rusqlite::Transaction;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{Call, REQUEST_ID};
use crate::clock::{self, Millis};
use crate::collection::Parameters;
use crate::door::Peer;
use crate::error::Error;
use crate::fault::{self, Kind, Target};
use crate::identifier;
use crate::listing::Listing;
use crate::options::Settings;
use crate::sandbox::Sandbox;
use crate::token::{Caller, Grant};
use crate::{approval, catalog, holding, person, request, setting, token};

/// The biggest body that is read.
const BIGGEST_BODY: usize = 4 * 1024 * 1024;

/// Answers one operation.
pub(super) async fn answer(sandbox: Sandbox, call: Call, ids: Vec<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    sandbox.calls().note(call.operation, &ids);
    let body = to_bytes(body, BIGGEST_BODY).await;
    let fault = strike(&sandbox, call.operation.into(), &parts);
    if let Some(Kind::SlowBefore { millis }) = &fault {
        tokio::time::sleep(Duration::from_millis(*millis)).await;
    }
    let response = match refused(fault.as_ref()) {
        Some(refused) => refused,
        None => match body {
            Err(error) => Error::Body(format!("The body cannot be read: {error}")).into_response(),
            Ok(body) => {
                operate(&sandbox, (call, ids), &parts, body).await.unwrap_or_else(IntoResponse::into_response)
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
    let response = finish(response);
    spoil(fault, response, &parts).await
}

/// Answers the token endpoint.
pub(super) async fn token(sandbox: Sandbox, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    sandbox.calls().note_token();
    let fault = strike(&sandbox, Target::Token, &parts);
    let response = match refused(fault.as_ref()) {
        Some(refused) => refused,
        None => issue(&sandbox, &parts, body).await.unwrap_or_else(IntoResponse::into_response),
    };
    spoil(fault, finish(response), &parts).await
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
pub(super) async fn wrong_path(sandbox: Sandbox, request: Request) -> Response {
    let path = request.uri().to_string();
    fail(sandbox, Error::WrongPath(path)).await
}

/// Answers with this error.
pub(super) async fn fail(_sandbox: Sandbox, error: Error) -> Response {
    finish(error.into_response())
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
async fn spoil(fault: Option<Kind>, mut response: Response, parts: &Parts) -> Response {
    match fault {
        Some(Kind::DropBefore | Kind::DropAfter) => fault::cut(response).await,
        Some(Kind::ResetBefore | Kind::ResetAfter) => match parts.extensions.get::<ConnectInfo<Peer>>() {
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

async fn operate(
    sandbox: &Sandbox,
    (call, ids): (Call, Vec<String>),
    parts: &Parts,
    body: Bytes,
) -> Result<Response, Error> {
    let authorization = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let authorization = authorization.map(str::to_owned);
    let real_now = clock::real_now();
    let caller = sandbox.store().run(move |tx| token::caller(tx, authorization.as_deref(), real_now)).await?;
    let settings = sandbox.settings();
    sandbox
        .rate()
        .take(&caller.client_id, call.family, settings.limit(), Instant::now())
        .map_err(|seconds| Error::RateLimited(Some(seconds)))?;
    if call.operation.is_experimental_in(call.family)
        && parts.headers.get("x-sailpoint-experimental").is_none_or(|value| value != "true")
    {
        return Err(Error::Query(
            "Experimental Header 'X-SailPoint-Experimental' is missing or invalid".to_owned(),
        ));
    }
    let asked = Asked {
        call,
        ids,
        caller,
        settings,
        parameters: Parameters::parse(parts.uri.query().unwrap_or_default()),
    };
    sandbox.act(move |tx, now| asked.dispatch(tx, now, &body)).await
}

/// A call that may go on.
struct Asked {
    call: Call,
    ids: Vec<String>,
    caller: Caller,
    settings: Settings,
    parameters: Parameters,
}

impl Asked {
    /// The ids in the path, up to two of them.
    fn ids(&self) -> (&str, &str) {
        let id = |at: usize| self.ids.get(at).map_or("", String::as_str);
        (id(0), id(1))
    }

    fn dispatch(&self, tx: &Transaction<'_>, now: Millis, body: &Bytes) -> Result<Response, Error> {
        let (caller, parameters, family) = (&self.caller, &self.parameters, self.call.family);
        let queue = self.settings.queue();
        match self.call.operation {
            Operation::CreateAccessRequest => {
                let settings = &self.settings;
                let answer = request::create_access_request(tx, caller, &read(body)?, now, settings)?;
                Ok((StatusCode::ACCEPTED, Json(answer)).into_response())
            }
            Operation::CancelAccessRequest => {
                request::cancel_access_request(tx, caller, &read(body)?, now, queue)?;
                Ok((StatusCode::ACCEPTED, Json(json!({}))).into_response())
            }
            Operation::CloseAccessRequest => {
                request::close_access_request(tx, caller, &read(body)?, now, queue)?;
                Ok((StatusCode::ACCEPTED, Json(json!({}))).into_response())
            }
            Operation::SetAccessRequestConfig => {
                parameters.only(&[])?;
                let config = setting::set_access_request_config(tx, family, caller, &read(body)?, now)?;
                Ok(Json(config).into_response())
            }
            Operation::GetAccessRequestConfig => {
                parameters.only(&[])?;
                Ok(Json(setting::get_access_request_config(tx, family)?).into_response())
            }
            Operation::ListAccessRequestStatus => {
                rows(request::list_access_request_status(tx, family, caller, parameters)?)
            }
            Operation::ListRequestableObjects => {
                let strict = self.settings.strict_identity_id;
                rows(catalog::list_requestable_objects(tx, family, caller, parameters, strict)?)
            }
            Operation::ListEntitlements => rows(catalog::list_entitlements(tx, family, caller, parameters)?),
            Operation::GetPublicIdentities => rows(person::get_public_identities(tx, family, parameters)?),
            Operation::GetRoleAssignments => {
                let (identity, _) = self.ids();
                let strict = self.settings.strict_identity_id;
                let answer = holding::get_role_assignments(tx, caller, identity, parameters, strict)?;
                Ok(Json(answer).into_response())
            }
            Operation::GetEntitlementDetailsForIdentity => {
                let (identity, entitlement) = self.ids();
                let strict = self.settings.strict_identity_id;
                let answer = holding::get_entitlement_details_for_identity(
                    tx,
                    caller,
                    identity,
                    entitlement,
                    parameters,
                    strict,
                )?;
                Ok(Json(answer).into_response())
            }
            Operation::ListPendingApprovals => {
                rows(approval::list_pending_approvals(tx, family, caller, parameters)?)
            }
            Operation::ListCompletedApprovals => {
                rows(approval::list_completed_approvals(tx, family, caller, parameters)?)
            }
            Operation::GetAccessRequestApprovalSummary => {
                let answer = approval::get_access_request_approval_summary(tx, caller, parameters)?;
                Ok(Json(answer).into_response())
            }
            Operation::ApproveAccessRequest => {
                // Beta alone wants a body.
                let silent = body.trim_ascii().is_empty() && family != Family::Beta;
                let comment = if silent { Comment::default() } else { read(body)? };
                let draft = DecisionDraft::of_comment(DecisionKind::Approve, &comment);
                approval::decide(tx, caller, self.ids().0, &draft, (now, queue))?;
                Ok((StatusCode::ACCEPTED, Json(json!({}))).into_response())
            }
            Operation::RejectAccessRequest => {
                let draft = DecisionDraft::of_comment(DecisionKind::Reject, &read(body)?);
                approval::decide(tx, caller, self.ids().0, &draft, (now, queue))?;
                Ok((StatusCode::ACCEPTED, Json(json!({}))).into_response())
            }
            Operation::ForwardAccessRequest => {
                let draft = DecisionDraft::of_forward(&read(body)?);
                approval::decide(tx, caller, self.ids().0, &draft, (now, queue))?;
                Ok((StatusCode::ACCEPTED, Json(json!({}))).into_response())
            }
        }
    }
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Error> {
    let wrong = |what: &dyn std::fmt::Display| {
        Error::Body(format!("The body is not what this operation takes: {what}"))
    };
    // serde would take an array for a struct.
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(wrong(&"a JSON object is expected"));
    }
    serde_json::from_slice(body).map_err(|error| wrong(&error))
}

fn rows<T: Serialize>(listing: Listing<T>) -> Result<Response, Error> {
    let mut response = Json(listing.rows).into_response();
    if let Some(total) = listing.total {
        response.headers_mut().insert("x-total-count", HeaderValue::from(total));
    }
    Ok(response)
}
