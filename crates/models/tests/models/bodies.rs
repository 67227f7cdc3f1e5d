//! Which wire type each body has: what a fixture or an official example is decoded with.

use request_center_models::json::{FromJson, Lenient, object_from_json, rows_from_json};
use request_center_models::operation::Operation;
use request_center_models::wire::access_request::{
    AccessRequest, AccessRequestResponse, CancelAccessRequest, CloseAccessRequest,
};
use request_center_models::wire::accounts_selection::AccountsSelectionResponse;
use request_center_models::wire::approval::{
    ApprovalSummary, CompletedApproval, ForwardApproval, PendingApproval,
};
use request_center_models::wire::assignment::RoleAssignment;
use request_center_models::wire::catalog::{Entitlement, RequestableObject};
use request_center_models::wire::config::AccessRequestConfig;
use request_center_models::wire::error::{ErrorResponseDto, RateLimitDto, UnauthorizedDto};
use request_center_models::wire::identity::PublicIdentity;
use request_center_models::wire::reference::Comment;
use request_center_models::wire::revocable::IdentityEntitlementDetails;
use request_center_models::wire::source_app::{AppAccessProfile, SourceApp};
use request_center_models::wire::status::RequestedItemStatus;
use request_center_models::wire::token::{Claims, TokenAnswer};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Debug;

/// The result of decoding: encoded again, and itself, for `{:#?}` to show it.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) json: Value,
    pub(crate) value: Box<dyn Debug>,
}

/// Decodes a body from its text, as a client does.
pub(crate) type Decode = fn(&Value) -> Result<Decoded, String>;

fn with<T: DeserializeOwned + Serialize + Debug + 'static>(value: &Value) -> Result<Decoded, String> {
    let decoded: T = serde_json::from_str(&value.to_string()).map_err(|e| e.to_string())?;
    Ok(Decoded { json: serde_json::to_value(&decoded).unwrap(), value: Box::new(decoded) })
}

/// The request body of an operation, `None` where it has none.
pub(crate) fn request(operation: Operation) -> Option<Decode> {
    match operation {
        Operation::CreateAccessRequest | Operation::LoadAccountSelections => Some(with::<AccessRequest>),
        Operation::CancelAccessRequest => Some(with::<CancelAccessRequest>),
        Operation::CloseAccessRequest => Some(with::<CloseAccessRequest>),
        Operation::SetAccessRequestConfig => Some(with::<AccessRequestConfig>),
        Operation::ApproveAccessRequest | Operation::RejectAccessRequest => Some(with::<Comment>),
        Operation::ForwardAccessRequest => Some(with::<ForwardApproval>),
        Operation::GetAccessRequestConfig
        | Operation::ListAccessRequestStatus
        | Operation::ListPendingApprovals
        | Operation::ListCompletedApprovals
        | Operation::GetAccessRequestApprovalSummary
        | Operation::ListRequestableObjects
        | Operation::ListAvailableSourceApps
        | Operation::ListAccessProfilesForSourceApp
        | Operation::ListEntitlements
        | Operation::GetPublicIdentities
        | Operation::GetRoleAssignments
        | Operation::GetEntitlementDetailsForIdentity => None,
    }
}

/// The answer of an operation that went well, `None` where it says nothing.
pub(crate) fn answer(operation: Operation) -> Option<Decode> {
    match operation {
        Operation::CreateAccessRequest => Some(with::<AccessRequestResponse>),
        Operation::GetAccessRequestConfig | Operation::SetAccessRequestConfig => {
            Some(with::<AccessRequestConfig>)
        }
        Operation::ListAccessRequestStatus => Some(with::<Vec<RequestedItemStatus>>),
        Operation::ListPendingApprovals => Some(with::<Vec<PendingApproval>>),
        Operation::ListCompletedApprovals => Some(with::<Vec<CompletedApproval>>),
        Operation::GetAccessRequestApprovalSummary => Some(with::<ApprovalSummary>),
        Operation::ListRequestableObjects => Some(with::<Vec<RequestableObject>>),
        Operation::ListEntitlements => Some(with::<Vec<Entitlement>>),
        Operation::ListAvailableSourceApps => Some(with::<Vec<SourceApp>>),
        Operation::ListAccessProfilesForSourceApp => Some(with::<Vec<AppAccessProfile>>),
        Operation::LoadAccountSelections => Some(with::<AccountsSelectionResponse>),
        Operation::GetPublicIdentities => Some(with::<Vec<PublicIdentity>>),
        Operation::GetRoleAssignments => Some(with::<Vec<RoleAssignment>>),
        Operation::GetEntitlementDetailsForIdentity => Some(with::<IdentityEntitlementDetails>),
        Operation::CancelAccessRequest
        | Operation::CloseAccessRequest
        | Operation::ApproveAccessRequest
        | Operation::RejectAccessRequest
        | Operation::ForwardAccessRequest => None,
    }
}

/// Decodes what fits, and encodes it again: each row of a list, the members of an object.
pub(crate) type DecodeLenient = fn(&Value) -> Lenient<Value>;

fn rows_with<T: FromJson + Serialize>(list: &Value) -> Lenient<Value> {
    let rows = rows_from_json::<T>(&list.to_string()).unwrap();
    Lenient { value: serde_json::to_value(&rows.value).unwrap(), left_out: rows.left_out }
}

fn object_with<T: FromJson + Serialize>(object: &Value) -> Lenient<Value> {
    let object = object_from_json::<T>(&object.to_string()).unwrap();
    Lenient { value: serde_json::to_value(&object.value).unwrap(), left_out: object.left_out }
}

/// The answer of an operation, as much of it as fits; `None` where it says nothing.
pub(crate) fn lenient_answer(operation: Operation) -> Option<DecodeLenient> {
    match operation {
        Operation::ListAccessRequestStatus => Some(rows_with::<RequestedItemStatus>),
        Operation::ListPendingApprovals => Some(rows_with::<PendingApproval>),
        Operation::ListCompletedApprovals => Some(rows_with::<CompletedApproval>),
        Operation::ListRequestableObjects => Some(rows_with::<RequestableObject>),
        Operation::ListEntitlements => Some(rows_with::<Entitlement>),
        Operation::ListAvailableSourceApps => Some(rows_with::<SourceApp>),
        Operation::ListAccessProfilesForSourceApp => Some(rows_with::<AppAccessProfile>),
        Operation::LoadAccountSelections => Some(object_with::<AccountsSelectionResponse>),
        Operation::GetPublicIdentities => Some(rows_with::<PublicIdentity>),
        Operation::GetRoleAssignments => Some(rows_with::<RoleAssignment>),
        Operation::CreateAccessRequest => Some(object_with::<AccessRequestResponse>),
        Operation::GetAccessRequestConfig | Operation::SetAccessRequestConfig => {
            Some(object_with::<AccessRequestConfig>)
        }
        Operation::GetAccessRequestApprovalSummary => Some(object_with::<ApprovalSummary>),
        Operation::GetEntitlementDetailsForIdentity => Some(object_with::<IdentityEntitlementDetails>),
        Operation::CancelAccessRequest
        | Operation::CloseAccessRequest
        | Operation::ApproveAccessRequest
        | Operation::RejectAccessRequest
        | Operation::ForwardAccessRequest => None,
    }
}

/// A body that belongs to no operation of the table, as much of it as fits.
pub(crate) fn lenient_other(name: &str) -> Option<DecodeLenient> {
    match name {
        "error" => Some(object_with::<ErrorResponseDto>),
        "unauthorized" => Some(object_with::<UnauthorizedDto>),
        "rate_limit" => Some(object_with::<RateLimitDto>),
        "token" => Some(object_with::<TokenAnswer>),
        "claims" => Some(object_with::<Claims>),
        _ => None,
    }
}

/// The body of an answer that says no.
pub(crate) fn refusal(status: &str) -> Decode {
    match status {
        "401" => with::<UnauthorizedDto>,
        "429" => with::<RateLimitDto>,
        _ => with::<ErrorResponseDto>,
    }
}

/// Bodies that belong to no operation of the table, by the name the fixtures give them.
pub(crate) fn other(name: &str) -> Option<Decode> {
    match name {
        "error" => Some(refusal("400")),
        "unauthorized" => Some(refusal("401")),
        "rate_limit" => Some(refusal("429")),
        "token" => Some(with::<TokenAnswer>),
        "claims" => Some(with::<Claims>),
        _ => None,
    }
}

/// Every wire type, for tests that throw anything at them.
pub(crate) fn all() -> Vec<Decode> {
    let operations = Operation::ALL.iter().flat_map(|o| [request(*o), answer(*o)]).flatten();
    let others = ["error", "unauthorized", "rate_limit", "token", "claims"].into_iter().filter_map(other);
    operations.chain(others).collect()
}
