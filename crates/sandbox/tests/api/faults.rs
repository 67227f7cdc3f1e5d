//! Planted trouble: what each kind does to the answer, and whether the work was done. The ones that close connections
//! are tried on real ones.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use axum::http::{Method, StatusCode};
use request_center_sandbox::Options;
use request_center_sandbox::listen;
use serde_json::{Value, json};

use crate::company::{Company, still};

const CREATE: &str = "/v3/access-requests";

async fn created(company: &Company) -> Value {
    company.effects().await["accessRequests"].clone()
}

#[tokio::test]
async fn an_answer_that_breaks_off_may_have_been_acted_on_or_not() {
    for (kind, effects) in [("drop_before", 0), ("drop_after", 1), ("reset_before", 0), ("reset_after", 1)] {
        let company = Company::open();
        let body = company.grant_body("employee", &["Visio"]).await;
        company.plant(json!({"operation": "createAccessRequest", "kind": kind})).await;
        let request = company.request("employee", Method::POST, CREATE, Some(body)).await;
        assert!(company.send_and_lose(request).await, "{kind}");
        assert_eq!(created(&company).await, effects, "{kind}");
    }
}

#[tokio::test]
async fn an_answer_that_is_no_json_may_have_been_acted_on_or_not() {
    for (kind, effects, status) in [("truncated_json", 1, 202), ("empty_body", 1, 202), ("html", 0, 200)] {
        let company = Company::open();
        let body = company.grant_body("employee", &["Visio"]).await;
        company.plant(json!({"operation": "createAccessRequest", "kind": kind})).await;
        let answer = company.post("employee", CREATE, body).await;
        assert_eq!(answer.status.as_u16(), status, "{kind}");
        assert!(serde_json::from_str::<Value>(&answer.text).is_err(), "{kind}");
        assert_eq!(created(&company).await, effects, "{kind}");
    }
}

#[tokio::test]
async fn a_huge_answer_is_valid_and_as_big_as_asked() {
    let company = Company::open();
    for (operation, path) in [
        ("listRequestableObjects", "/v3/requestable-objects?identity-id=me"),
        ("getAccessRequestConfig", "/v3/access-request-config"),
        ("listAccessRequestStatus", "/v3/access-request-status?requested-by=me&limit=0"),
    ] {
        company.plant(json!({"operation": operation, "kind": "huge", "bytes": 2_000_000})).await;
        let answer = company.get("employee", path).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.len() >= 2_000_000, "{path}: {}", answer.text.len());
        answer.json::<Value>();
    }
}

#[tokio::test]
async fn one_row_can_be_altered_or_all_or_an_object() {
    let company = Company::open();
    let path = "/v3/requestable-objects?identity-id=me&limit=3";
    let whole: Vec<Value> = company.get("employee", path).await.json();
    let plant = async |operation: &str, change: Value, row: Option<usize>| {
        let mut fault = json!({"operation": operation, "kind": "alter", "change": change});
        if let Some(row) = row {
            fault["row"] = json!(row);
        }
        company.plant(fault).await;
    };
    plant("listRequestableObjects", json!({"created": 4711, "description": null}), Some(1)).await;
    let altered: Vec<Value> = company.get("employee", path).await.json();
    assert_eq!((&altered[0], &altered[2]), (&whole[0], &whole[2]));
    assert_eq!((&altered[1]["created"], altered[1].get("description")), (&json!(4711), None));
    assert_eq!(altered[1]["name"], whole[1]["name"]);
    plant("listRequestableObjects", json!("no row"), Some(0)).await;
    let altered: Vec<Value> = company.get("employee", path).await.json();
    assert_eq!((&altered[0], &altered[1..]), (&json!("no row"), &whole[1..]));
    plant("listRequestableObjects", json!({"name": "same"}), None).await;
    assert_eq!(company.get("employee", path).await.each("name"), ["same", "same", "same"]);
    plant("getAccessRequestConfig", json!({"autoApprovalEnabled": "yes"}), None).await;
    let config: Value = company.get("employee", "/v3/access-request-config").await.json();
    assert_eq!(config["autoApprovalEnabled"], "yes");
}

#[tokio::test(start_paused = true)]
async fn a_slow_answer_takes_the_time_it_was_given() {
    let company = Company::open();
    company.plant(json!({"operation": "getAccessRequestConfig", "kind": "slow", "millis": 30_000})).await;
    let start = tokio::time::Instant::now();
    assert_eq!(company.get("employee", "/v3/access-request-config").await.status, StatusCode::OK);
    assert!(start.elapsed() >= std::time::Duration::from_secs(30));
}

#[tokio::test]
async fn a_fault_strikes_as_often_as_planted_and_then_lets_go() {
    let company = Company::open();
    let fault = json!({"operation": "*", "kind": "status", "status": 503, "times": 2, "after": 1});
    company.plant(fault).await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(company.get("employee", "/v3/access-request-config").await.status.as_u16());
    }
    assert_eq!(seen, [200, 503, 503, 200]);
}

#[tokio::test]
async fn regarding_identity_can_be_refused_alone() {
    let company = Company::open();
    company
        .plant(json!({"operation": "listAccessRequestStatus", "query": "regarding-identity", "times": 9, "kind": "status", "status": 400}))
        .await;
    for (query, status) in
        [("regarding-identity=me", 400), ("requested-for=me", 200), ("requested-by=me", 200)]
    {
        let answer = company.get("employee", &format!("/v3/access-request-status?{query}")).await;
        assert_eq!(answer.status.as_u16(), status, "{query}");
    }
}

#[tokio::test]
async fn planted_faults_are_told_and_taken_away() {
    let company = Company::open();
    company.plant(json!({"operation": "cancelAccessRequest", "kind": "drop_after"})).await;
    let told: Value = company.control("faults", None).await.json();
    assert_eq!(
        told,
        json!([{"operation": "cancelAccessRequest", "times": 1, "after": 0, "kind": "drop_after"}])
    );
    let away = axum::http::Request::delete("/sandbox/faults").body(axum::body::Body::empty()).unwrap();
    assert_eq!(company.send(away).await.text, "[]");
    assert_eq!(company.control("faults", None).await.text, "[]");
    for wrong in [
        json!({"operation": "createAccessRequest"}),
        json!({"operation": "createAccessRequest", "kind": "explode"}),
        json!({"operation": "lendAccess", "kind": "html"}),
        json!({"operation": "token", "kind": "status", "status": 99}),
    ] {
        assert_eq!(company.control("faults", Some(wrong)).await.status, StatusCode::BAD_REQUEST);
    }
}

/// Sends `text` over a connection of its own and reads until the other side closes.
fn exchange(address: SocketAddr, text: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // A broken connection may end in an error as well as in silence; what came before counts.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_wire_a_drop_shows_head_and_half_a_body_and_a_reset_nothing() {
    let serving = listen(Options { port: 0, ..still() }).await.unwrap();
    let (address, sandbox) = (serving.address, serving.sandbox.clone());
    let served = tokio::spawn(serving.run(std::future::pending()));
    let told = tokio::task::spawn_blocking(move || {
        let mut told = Vec::new();
        for kind in ["drop_before", "drop_after", "reset_before", "reset_after"] {
            let fault = json!({"operation": "getAccessRequestConfig", "kind": kind, "times": 1});
            sandbox.faults().plant(serde_json::from_value(fault).unwrap()).unwrap();
            let head = "GET /v3/access-request-config HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n";
            told.push((kind, exchange(address, head)));
        }
        told
    })
    .await
    .unwrap();
    served.abort();
    for (kind, answer) in told {
        if kind.starts_with("reset") {
            assert_eq!(answer, "", "{kind}");
            continue;
        }
        let (head, body) =
            answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{kind}: no head in {answer:?}"));
        assert!(head.starts_with("HTTP/1.1 "), "{kind}: {head}");
        let promised = head
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
            })
            .unwrap();
        assert!(!body.is_empty() && body.len() < promised, "{kind}: {} of {promised}", body.len());
    }
}
