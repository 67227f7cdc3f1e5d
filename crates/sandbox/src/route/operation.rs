//! One handler per operation, under the name the API gives it: takes a call that may go on to the noun it is about, and says how
//! the answer travels. It knows no rule of the service.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use request_center_models::decision::{DecisionDraft, DecisionKind};
use request_center_models::operation::{Family, Method, Operation};
use request_center_models::wire::reference::Comment;
use serde::Serialize;
use serde_json::json;

use super::call::Call;
use crate::error::Error;
use crate::listing::Listing;
use crate::sandbox::Sandbox;
use crate::{approval, catalog, holding, person, request, setting};

type Answer = Result<Response, Error>;

/// The handler of an operation, for its method.
pub(super) fn handler(operation: Operation) -> MethodRouter<Sandbox> {
    let method = match operation.method() {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
    };
    match operation {
        Operation::CreateAccessRequest => on(method, create_access_request),
        Operation::CancelAccessRequest => on(method, cancel_access_request),
        Operation::CloseAccessRequest => on(method, close_access_request),
        Operation::GetAccessRequestConfig => on(method, get_access_request_config),
        Operation::SetAccessRequestConfig => on(method, set_access_request_config),
        Operation::ListAccessRequestStatus => on(method, list_access_request_status),
        Operation::ListPendingApprovals => on(method, list_pending_approvals),
        Operation::ListCompletedApprovals => on(method, list_completed_approvals),
        Operation::GetAccessRequestApprovalSummary => on(method, get_access_request_approval_summary),
        Operation::ApproveAccessRequest => on(method, approve_access_request),
        Operation::RejectAccessRequest => on(method, reject_access_request),
        Operation::ForwardAccessRequest => on(method, forward_access_request),
        Operation::LoadAccountSelections => on(method, load_account_selections),
        Operation::ListAvailableSourceApps => on(method, list_available_source_apps),
        Operation::ListAccessProfilesForSourceApp => on(method, list_access_profiles_for_source_app),
        Operation::ListRequestableObjects => on(method, list_requestable_objects),
        Operation::ListEntitlements => on(method, list_entitlements),
        Operation::GetPublicIdentities => on(method, get_public_identities),
        Operation::GetRoleAssignments => on(method, get_role_assignments),
        Operation::GetEntitlementDetailsForIdentity => on(method, get_entitlement_details_for_identity),
    }
}

async fn create_access_request(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, now| {
        request::create_access_request(tx, &call.caller, &call.body()?, now, &call.settings)
    });
    accepted(act.await?)
}

async fn cancel_access_request(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, now| {
        request::cancel_access_request(tx, &call.caller, &call.body()?, now, call.settings.queue())
    });
    act.await?;
    accepted(json!({}))
}

async fn close_access_request(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, now| {
        request::close_access_request(tx, &call.caller, &call.body()?, now, call.settings.queue())
    });
    act.await?;
    accepted(json!({}))
}

async fn get_access_request_config(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, _| {
        call.parameters.only(&[])?;
        setting::get_access_request_config(tx, call.family)
    });
    found(act.await?)
}

async fn set_access_request_config(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, now| {
        call.parameters.only(&[])?;
        setting::set_access_request_config(tx, call.family, &call.caller, &call.body()?, now)
    });
    found(act.await?)
}

async fn list_access_request_status(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, _| {
        let named = call.settings.approvers_named;
        request::list_access_request_status(tx, call.family, &call.caller, &call.parameters, named)
    });
    rows(act.await?)
}

async fn list_pending_approvals(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox
        .act(move |tx, _| approval::list_pending_approvals(tx, call.family, &call.caller, &call.parameters));
    rows(act.await?)
}

async fn list_completed_approvals(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, _| {
        approval::list_completed_approvals(tx, call.family, &call.caller, &call.parameters)
    });
    rows(act.await?)
}

async fn get_access_request_approval_summary(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox
        .act(move |tx, _| approval::get_access_request_approval_summary(tx, &call.caller, &call.parameters));
    found(act.await?)
}

async fn approve_access_request(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    decide(&sandbox, call, |call| {
        // Beta alone wants a body.
        let silent = call.is_silent() && call.family != Family::Beta;
        let comment = if silent { Comment::default() } else { call.body()? };
        Ok(DecisionDraft::of_comment(DecisionKind::Approve, &comment))
    })
    .await
}

async fn reject_access_request(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    decide(&sandbox, call, |call| Ok(DecisionDraft::of_comment(DecisionKind::Reject, &call.body()?))).await
}

async fn forward_access_request(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    decide(&sandbox, call, |call| Ok(DecisionDraft::of_forward(&call.body()?))).await
}

async fn decide(sandbox: &Sandbox, call: Call, draft: fn(&Call) -> Result<DecisionDraft, Error>) -> Answer {
    let act = sandbox.act(move |tx, now| {
        let [approval, _] = call.ids();
        approval::decide(tx, &call.caller, approval, &draft(&call)?, (now, call.settings.queue()))
    });
    act.await?;
    accepted(json!({}))
}

async fn load_account_selections(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act =
        sandbox.act(move |tx, now| request::load_account_selections(tx, &call.caller, &call.body()?, now));
    found(act.await?)
}

async fn list_available_source_apps(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, _| {
        catalog::list_available_source_apps(tx, &call.caller, &call.parameters, call.settings.app_reads)
    });
    rows(act.await?)
}

async fn list_access_profiles_for_source_app(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, _| {
        let ([app, _], reads) = (call.ids(), call.settings.app_reads);
        catalog::list_access_profiles_for_source_app(tx, &call.caller, app, &call.parameters, reads)
    });
    rows(act.await?)
}

async fn list_requestable_objects(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, _| {
        let strict = call.settings.strict_identity_id;
        catalog::list_requestable_objects(tx, call.family, &call.caller, &call.parameters, strict)
    });
    rows(act.await?)
}

async fn list_entitlements(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act =
        sandbox.act(move |tx, _| catalog::list_entitlements(tx, call.family, &call.caller, &call.parameters));
    rows(act.await?)
}

async fn get_public_identities(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, _| person::get_public_identities(tx, call.family, &call.parameters));
    rows(act.await?)
}

async fn get_role_assignments(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, _| {
        let ([identity, _], strict) = (call.ids(), call.settings.strict_identity_id);
        holding::get_role_assignments(tx, &call.caller, identity, &call.parameters, strict)
    });
    found(act.await?)
}

async fn get_entitlement_details_for_identity(State(sandbox): State<Sandbox>, call: Call) -> Answer {
    let act = sandbox.act(move |tx, _| {
        let (ids, strict) = (call.ids(), call.settings.strict_identity_id);
        let [identity, entitlement] = ids;
        let parameters = &call.parameters;
        holding::get_entitlement_details_for_identity(
            tx,
            &call.caller,
            identity,
            entitlement,
            parameters,
            strict,
        )
    });
    found(act.await?)
}

fn found(answer: impl Serialize) -> Answer {
    Ok(Json(answer).into_response())
}

fn accepted(answer: impl Serialize) -> Answer {
    Ok((StatusCode::ACCEPTED, Json(answer)).into_response())
}

fn rows<T: Serialize>(listing: Listing<T>) -> Answer {
    let mut response = Json(listing.rows).into_response();
    if let Some(total) = listing.total {
        response.headers_mut().insert("x-total-count", HeaderValue::from(total));
    }
    Ok(response)
}
