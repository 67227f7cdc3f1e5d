//! Every operation in each of its error families: 400, 401, 403, 404 where it is declared, 429, 500.

use axum::body::Body;
use axum::http::{Method as HttpMethod, Request, StatusCode, header};
use insta::assert_snapshot;
use request_center_models::operation::{Family, Method, Operation};
use request_center_models::wire::error::{ErrorResponseDto, RateLimitDto, UnauthorizedDto};
use request_center_sandbox::Options;
use serde_json::{Value, json};

use crate::company::{Answer, Company, still};
use crate::operations::call;

/// The newest old family that has the operation, so that every kind of path is called.
fn path(operation: Operation) -> String {
    operation.path(operation.family(Family::V3), &["x", "y"])
}

/// The operations plain users are refused.
const FOR_ADMINISTRATORS: [Operation; 2] = [Operation::CloseAccessRequest, Operation::SetAccessRequestConfig];

async fn plain(company: &Company, client: &str, operation: Operation) -> Answer {
    let body = match operation {
        Operation::SetAccessRequestConfig => Some(json!({"autoApprovalEnabled": "yes"})),
        // A yes may come without words, but not with something else.
        Operation::ApproveAccessRequest => Some(json!({"comment": 7})),
        _ => (operation.method() == Method::Post).then(|| json!({})),
    };
    call(company, client, operation, &path(operation), body).await
}

/// The body with what differs from run to run blotted out.
fn blotted(answer: &Answer) -> String {
    let mut body: Value = answer.json();
    if let Some(id) = body.get_mut("trackingId") {
        assert_eq!(Some(answer.header("slpt-request-id")), id.as_str(), "the body names the request");
        *id = json!("(tracking id)");
    }
    serde_json::to_string_pretty(&body).unwrap()
}

#[tokio::test]
async fn every_operation_refuses_bad_input_with_the_error_body() {
    let company = Company::open();
    for operation in Operation::ALL.iter().copied() {
        let answer = match operation.method() {
            Method::Get => {
                let path = format!("{}?limitt=3", path(operation));
                call(&company, "employee", operation, &path, None).await
            }
            _ if FOR_ADMINISTRATORS.contains(&operation) => plain(&company, "admin", operation).await,
            _ => plain(&company, "employee", operation).await,
        };
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", operation.name());
        let body: ErrorResponseDto = answer.json();
        assert_eq!(body.detail_code.as_deref(), Some("400.1 Bad request content"));
        assert!(!answer.causes().is_empty(), "{}", operation.name());
    }
}

#[tokio::test]
async fn every_operation_refuses_a_missing_a_foreign_and_an_expired_token() {
    let company = Company::open();
    let expired = Company::with(Options { token_seconds: 0, ..still() });
    for operation in Operation::ALL.iter().copied() {
        let method = match operation.method() {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
            Method::Put => HttpMethod::PUT,
        };
        let bare =
            Request::builder().method(method.clone()).uri(path(operation)).body(Body::empty()).unwrap();
        let foreign = Request::builder()
            .method(method)
            .uri(path(operation))
            .header(header::AUTHORIZATION, "Bearer a.b.c")
            .body(Body::empty())
            .unwrap();
        for (answer, expected) in [
            (company.send(bare).await, "JWT validation failed: JWT is missing"),
            (company.send(foreign).await, "JWT validation failed: JWT is not valid"),
            (plain(&expired, "employee", operation).await, "JWT validation failed: JWT is expired"),
        ] {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", operation.name());
            assert_eq!(answer.json::<UnauthorizedDto>().error.as_deref(), Some(expected));
        }
    }
}

#[tokio::test]
async fn every_operation_counts_against_the_limit_of_its_client() {
    for operation in Operation::ALL.iter().copied() {
        let mut options = still();
        options.rate_limit = 1;
        let company = Company::with(options);
        plain(&company, "employee", operation).await;
        let answer = plain(&company, "employee", operation).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{}", operation.name());
        let wait: u64 = answer.header("retry-after").parse().expect("seconds");
        assert!((1..=10).contains(&wait), "{wait}");
        assert_eq!(answer.json::<RateLimitDto>().message.as_deref(), Some(" Rate Limit Exceeded "));
        let other = plain(&company, "manager", operation).await;
        assert_ne!(other.status, StatusCode::TOO_MANY_REQUESTS, "another client has calls of its own");
    }
}

#[tokio::test]
async fn every_operation_can_be_made_to_fail_in_every_declared_way() {
    let company = Company::open();
    for operation in Operation::ALL.iter().copied() {
        for (status, code) in [
            (400, "400.1 Bad request content"),
            (403, "403 Forbidden"),
            (404, "404 Not found"),
            (500, "500.0 Internal Fault"),
        ] {
            let fault = json!({"operation": operation.name(), "kind": "status", "status": status});
            company.plant(fault).await;
            let answer = plain(&company, "employee", operation).await;
            assert_eq!(answer.status.as_u16(), status, "{}", operation.name());
            assert_eq!(answer.json::<ErrorResponseDto>().detail_code.as_deref(), Some(code));
        }
        for (retry, expected) in [(json!(7), "7"), (Value::Null, "")] {
            let fault =
                json!({"operation": operation.name(), "kind": "status", "status": 429, "retryAfter": retry});
            company.plant(fault).await;
            let answer = plain(&company, "employee", operation).await;
            assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, expected));
        }
    }
    assert_eq!(company.effects().await["accessRequests"], 0, "nothing was done");
}

#[tokio::test]
async fn a_user_may_not_do_what_takes_an_administrator() {
    let company = Company::open();
    let answer = company.get("employee", "/v3/requestable-objects").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_snapshot!(blotted(&answer), @r#"
    {
      "causes": [
        {
          "locale": "en-US",
          "localeOrigin": "DEFAULT",
          "text": "Only administrators may leave out identity-id"
        }
      ],
      "detailCode": "403 Forbidden",
      "messages": [
        {
          "locale": "en-US",
          "localeOrigin": "DEFAULT",
          "text": "The server understood the request but refuses to authorize it."
        }
      ],
      "trackingId": "(tracking id)"
    }
    "#);
}

#[tokio::test]
async fn a_token_without_a_user_cannot_ask_for_itself() {
    let company = Company::open();
    let body = company.grant_body("employee", &["Visio"]).await;
    for (path, body) in [
        ("/v3/access-requests", body),
        ("/v3/access-requests/cancel", json!({"accountActivityId": "x", "comment": "y"})),
    ] {
        assert_eq!(company.post("api", path, body).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in ["/v3/access-request-status?requested-for=me", "/v3/requestable-objects?identity-id=me"] {
        assert_eq!(company.get("api", path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn broken_json_is_refused_with_the_place() {
    let company = Company::open();
    for path in ["/v3/access-requests", "/v3/access-requests/cancel"] {
        for body in ["", "{", "[]", "null", "{\"comment\": 7, \"requestedFor\": \"me\"}"] {
            let mut request = company.request("employee", HttpMethod::POST, path, None).await;
            *request.body_mut() = Body::from(body);
            let answer = company.send(request).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} with {body}");
            assert!(answer.causes()[0].starts_with("The body is not what this operation takes"), "{body}");
        }
    }
}

#[tokio::test]
async fn the_wrong_method_is_refused_in_plain_text() {
    let company = Company::open();
    let answer = company.get("employee", "/isc/v3/access-requests").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_snapshot!(answer.text, @"RESTEASY003650: No resource method found for GET, return 405 with Allow header");
}
