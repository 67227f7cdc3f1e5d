//! Every operation in success, in every family that has it, at `/` and below `/isc`.

use axum::http::{Method as HttpMethod, StatusCode};
use request_center_models::operation::{Family, Method, Operation};
use serde_json::{Value, json};

use crate::company::{Answer, Company, still};
use request_center_sandbox::Options;

/// A call that succeeds: query and body.
async fn good(company: &Company, operation: Operation) -> (&'static str, Option<Value>) {
    match operation {
        Operation::CreateAccessRequest | Operation::LoadAccountSelections => {
            // Each family asks for somebody else's account of the same thing: the administrator may ask for anyone.
            let item = company.item("Visio").await;
            let person = company.person("manager").await;
            ("", Some(json!({"requestedFor": [person], "requestedItems": [item]})))
        }
        Operation::CancelAccessRequest => {
            let id = company.ask("admin", &["GitHub Copilot"]).await;
            ("", Some(json!({"accountActivityId": id, "comment": "Not needed any more."})))
        }
        Operation::CloseAccessRequest => {
            let id = company.ask("manager", &["GitHub Copilot"]).await;
            ("", Some(json!({ "accessRequestIds": [id] })))
        }
        Operation::RejectAccessRequest => ("", Some(json!({"comment": "Not this year."}))),
        Operation::ForwardAccessRequest => {
            let owner = company.person("approver").await;
            ("", Some(json!({"newOwnerId": owner, "comment": "On leave."})))
        }
        Operation::ApproveAccessRequest => ("", Some(json!({}))),
        Operation::SetAccessRequestConfig => ("", Some(json!({"autoApprovalEnabled": false}))),
        Operation::ListAccessRequestStatus => ("?regarding-identity=me", None),
        Operation::ListRequestableObjects => ("?identity-id=me", None),
        Operation::ListEntitlements => ("?filters=requestable%20eq%20true", None),
        _ => ("", None),
    }
}

pub(crate) async fn call(
    company: &Company,
    client: &str,
    operation: Operation,
    path: &str,
    body: Option<Value>,
) -> Answer {
    let method = match operation.method() {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
    };
    let mut request = company.request(client, method, path, body).await;
    request.headers_mut().insert("x-sailpoint-experimental", "true".parse().unwrap());
    company.send(request).await
}

#[tokio::test]
async fn every_operation_succeeds_in_every_family_that_has_it() {
    for operation in Operation::ALL.iter().copied() {
        // A company each, so that no family finds what another asked for.
        for family in Family::ALL.into_iter().filter(|family| operation.exists_in(*family)) {
            for prefix in ["", "/isc"] {
                let company = Company::open();
                company.let_anyone_ask().await;
                let (query, body) = good(&company, operation).await;
                let first = match operation {
                    Operation::ApproveAccessRequest
                    | Operation::RejectAccessRequest
                    | Operation::ForwardAccessRequest => company.waiting("manager").await.remove(0),
                    Operation::ListAccessProfilesForSourceApp => company.application("Figma").await,
                    _ => company.person("employee").await,
                };
                let ids = [first, company.entitlement("Z_FI_GL_DISPLAY").await];
                let ids = ids.each_ref().map(String::as_str);
                let path = format!("{prefix}{}{query}", operation.path(family, &ids));
                let answer = call(&company, "admin", operation, &path, body).await;
                let asks =
                    operation.method() == Method::Post && operation != Operation::LoadAccountSelections;
                let expected = if asks { 202 } else { 200 };
                assert_eq!(answer.status.as_u16(), expected, "{path}: {}", answer.text);
                assert_eq!(answer.header("slpt-request-id").len(), 32, "{path}");
            }
        }
    }
}

#[tokio::test]
async fn a_family_without_an_operation_answers_like_a_wrong_path() {
    let company = Company::open();
    for operation in Operation::ALL.iter().filter(|operation| operation.method() == Method::Get) {
        for family in Family::ALL.into_iter().filter(|family| !operation.exists_in(*family)) {
            let path = operation.path(family, &["x", "y"]);
            let answer = company.get("employee", &path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(answer.text.starts_with("RESTEASY003210: "), "{path}: {}", answer.text);
            assert!(answer.header("content-type").starts_with("text/plain"), "{path}");
        }
    }
}

#[tokio::test]
async fn the_configuration_has_the_shape_of_its_family() {
    let company = Company::open();
    let old: Value = company.get("employee", "/v3/access-request-config").await.json();
    assert_eq!(old["entitlementRequestConfig"]["grantRequestApprovalSchemes"], "sourceOwner, manager");
    let new: Value = company.get("employee", "/access-request-config/v1").await.json();
    assert_eq!(
        new["entitlementRequestConfig"]["accessRequestConfig"]["approvalSchemes"],
        json!([{"approverType": "SOURCE_OWNER"}, {"approverType": "MANAGER"}])
    );
    assert_eq!(new["approvalReminderAndEscalationConfig"]["maxReminders"], 3);
    let answer = company.get("employee", "/v2026/access-request-config").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.causes(), ["Experimental Header 'X-SailPoint-Experimental' is missing or invalid"]);
    let path = "/v2026/access-request-config";
    let newest = call(&company, "employee", Operation::GetAccessRequestConfig, path, None).await;
    assert_eq!(newest.json::<Value>().get("approvalReminderAndEscalationConfig"), None);
}

#[tokio::test]
async fn a_browser_on_another_origin_may_read_the_headers_it_needs() {
    let company = Company::with(Options { token_seconds: 60, ..still() });
    let answer = company.get("employee", "/v3/public-identities?count=true&limit=1").await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let exposed = answer.header("access-control-expose-headers");
    for name in ["x-total-count", "retry-after", "date", "slpt-request-id"] {
        assert!(exposed.contains(name), "{name} is not in {exposed}");
    }
    let preflight = axum::http::Request::options("/v3/access-requests")
        .header("origin", "https://intranet.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization, content-type")
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = company.send(preflight).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("access-control-allow-methods").contains("POST"));
    assert!(
        answer.header("access-control-allow-headers").contains("authorization"),
        "a star would not cover it"
    );
}
