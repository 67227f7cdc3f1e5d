//! Proxies between a page and the service: calls that arrive several times, and answers that are not the service's.

use axum::http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};

use crate::company::{Answer, Company};

const CREATE: &str = "/v3/access-requests";
const CONFIG: &str = "/v3/access-request-config";
const ID: &str = "slpt-request-id";

async fn arrived(company: &Company, operation: &str) -> Value {
    company.effects().await["calls"][operation].clone()
}

#[tokio::test]
async fn a_repeated_request_is_answered_as_existing_or_made_twice() {
    for (unnoticed, copies, made) in [(false, 2, 1), (true, 2, 2), (true, 3, 3)] {
        let company = Company::open();
        company.settle(json!({"repeatsUnnoticed": unnoticed})).await;
        let mut body = company.grant_body("employee", &["Visio"]).await;
        body["clientMetadata"] = json!({"requestCenterKey": "k-1"});
        company.plant(json!({"operation": "createAccessRequest", "kind": "repeat", "copies": copies})).await;
        let answer = company.post("employee", CREATE, body.clone()).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
        let answer: Value = answer.json();
        assert_eq!(answer["newRequests"].as_array().unwrap().len(), usize::from(unnoticed), "{copies}");
        assert_eq!(answer["existingRequests"].as_array().unwrap().len(), usize::from(!unnoticed), "{copies}");
        let effects = company.effects().await;
        assert_eq!(effects["accessRequests"], made, "{effects}");
        let ids = effects["byKey"]["k-1"]["accessRequestIds"].as_array().map(Vec::len);
        assert_eq!(ids, Some(made), "{effects}");
        assert_eq!(effects["calls"]["createAccessRequest"], copies, "{effects}");
    }
}

#[tokio::test]
async fn a_404_may_answer_a_cancel_or_decision_whose_first_copy_was_carried_out() {
    let company = Company::open();
    company.settle(json!({"queueMillis": 0, "colleaguesDecide": false})).await;
    let id = company.ask("employee", &["AWS Developer"]).await;
    company.plant(json!({"operation": "cancelAccessRequest", "kind": "repeat", "millis": 1})).await;
    let body = json!({"accountActivityId": id, "comment": "Not needed."});
    let answer = company.post("employee", "/v3/access-requests/cancel", body).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text);
    assert_eq!(arrived(&company, "cancelAccessRequest").await, 2);
    assert_eq!(company.effects().await["cancels"], 1);

    let pending: Value =
        company.get("approver", "/v3/access-request-approvals/pending?owner-id=me").await.json();
    let approval = pending[0]["id"].as_str().unwrap();
    company.plant(json!({"operation": "approveAccessRequest", "kind": "repeat"})).await;
    let path = format!("/v3/access-request-approvals/{approval}/approve");
    let answer = company.post("approver", &path, json!({})).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text);
    company.pass(1).await;
    let effects = company.effects().await;
    assert_eq!(effects["callsByApproval"][approval], 2, "{effects}");
    assert_eq!(effects["byApproval"][approval], json!(["APPROVED"]), "{effects}");
}

#[tokio::test]
async fn a_repeated_configuration_is_written_twice_and_changes_once() {
    let company = Company::open();
    company.plant(json!({"operation": "setAccessRequestConfig", "kind": "repeat", "copies": 3})).await;
    let body = json!({"reauthorizationEnabled": true});
    let request = company.request("admin", Method::PUT, CONFIG, Some(body)).await;
    assert_eq!(company.send(request).await.status, StatusCode::OK);
    assert_eq!(arrived(&company, "setAccessRequestConfig").await, 3);
    for wrong in [
        json!({"operation": "token", "kind": "repeat"}),
        json!({"operation": "createAccessRequest", "kind": "repeat", "copies": 1}),
        json!({"operation": "createAccessRequest", "kind": "repeat", "copies": 10}),
    ] {
        assert_eq!(company.control("faults", Some(wrong)).await.status, StatusCode::BAD_REQUEST);
    }
}

fn is_page(answer: &Answer) -> bool {
    answer.header("content-type").starts_with("text/html") && answer.text.contains("Please sign in")
}

fn names(headers: &HeaderMap, name: &str) -> bool {
    headers.contains_key(name)
}

#[tokio::test]
async fn a_proxy_that_wants_a_sign_in_answers_in_every_way_a_gateway_does() {
    for status in [200, 401, 403, 405, 502] {
        let company = Company::open();
        company.plant(json!({"operation": "createAccessRequest", "kind": "html", "status": status})).await;
        let answer = company.post("employee", CREATE, json!({})).await;
        assert_eq!(answer.status.as_u16(), status);
        assert!(is_page(&answer), "{status}: {}", answer.text);
    }
    for (fault, location) in [
        (json!({"kind": "redirect"}), Some("/sandbox/sign-in")),
        (
            json!({"kind": "redirect", "status": 307, "location": "https://login.example/"}),
            Some("https://login.example/"),
        ),
        (json!({"kind": "redirect", "location": null}), None),
    ] {
        let company = Company::open();
        let mut planted = fault.clone();
        planted["operation"] = json!("getAccessRequestConfig");
        company.plant(planted).await;
        let answer = company.get("employee", CONFIG).await;
        assert!(answer.status.is_redirection(), "{fault}");
        assert_eq!(answer.headers.get("location").map(|place| place.to_str().unwrap()), location, "{fault}");
    }
    let company = Company::open();
    for method in [Method::GET, Method::POST] {
        let request = company.request("employee", method, "/sandbox/sign-in", None).await;
        let answer = company.send(request).await;
        assert!(answer.status.is_success() && is_page(&answer), "{}", answer.text);
        assert!(!names(&answer.headers, ID));
    }
    for wrong in [
        json!({"operation": "*", "kind": "redirect", "status": 200}),
        json!({"operation": "*", "kind": "redirect", "location": "a\nb"}),
        json!({"operation": "*", "kind": "text", "status": 99}),
    ] {
        assert_eq!(company.control("faults", Some(wrong)).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn only_answers_of_the_service_carry_its_request_id() {
    let company = Company::open();
    for (fault, of_the_service) in [
        (json!({"kind": "status", "status": 500}), true),
        (json!({"kind": "status", "status": 429}), true),
        (json!({"kind": "slow", "millis": 0}), true),
        (json!({"kind": "empty_body"}), true),
        (json!({"kind": "html"}), false),
        (json!({"kind": "html", "status": 502}), false),
        (json!({"kind": "text", "status": 504}), false),
        (json!({"kind": "redirect"}), false),
    ] {
        let mut planted = fault.clone();
        planted["operation"] = json!("getAccessRequestConfig");
        company.plant(planted).await;
        let answer = company.get("employee", CONFIG).await;
        assert_eq!(names(&answer.headers, ID), of_the_service, "{fault}");
        assert!(names(&answer.headers, "date"), "{fault}: a proxy has a clock too");
    }
    company.plant(json!({"operation": "getAccessRequestConfig", "kind": "text"})).await;
    let answer = company.get("employee", CONFIG).await;
    assert_eq!((answer.header("content-type"), answer.status.as_u16()), ("", 502));
    for path in [CONFIG, "/v3/no-such-path"] {
        assert!(names(&company.get("employee", path).await.headers, ID), "{path}");
    }
}
