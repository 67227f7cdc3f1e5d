//! Tokens: the three ways to send the parameters, what a token says, refresh, expiry in real time.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine;
use request_center_models::wire::token::{Claims, TokenAnswer};
use request_center_sandbox::Options;
use serde_json::{Value, json};

use crate::company::{Answer, Company, still};

async fn ask(company: &Company, query: &str, kind: &str, body: &str) -> Answer {
    let request = Request::post(format!("/oauth/token{query}"))
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body.to_owned()))
        .unwrap();
    company.send(request).await
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn parameters_come_as_form_as_multipart_or_in_the_query() {
    let company = Company::open();
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let multipart = part("grant_type", "client_credentials")
        + &part("client_id", "employee")
        + &part("client_secret", "s")
        + "--b--\r\n";
    let form = "grant_type=client_credentials&client_id=employee&client_secret=s";
    for (query, kind, body) in [
        (String::new(), FORM, form),
        (String::new(), "multipart/form-data; boundary=b", multipart.as_str()),
        (format!("?{form}"), FORM, ""),
        (format!("?{form}"), "", ""),
    ] {
        let answer = ask(&company, &query, kind, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{kind}: {}", answer.text);
        let token: TokenAnswer = answer.json();
        assert_eq!(token.identity_id.unwrap().as_str(), company.person("employee").await);
        assert_eq!(token.expires_in, Some(43_200));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_token_carries_the_claims_a_widget_may_read() {
    let company = Company::open();
    for (client, alias, admin) in [
        ("employee", "amara.okafor", false),
        ("admin", "ingrid.solberg", true),
        ("lena.fischer", "lena.fischer", false),
    ] {
        let token = company.token(client).await;
        let parts: Vec<&str> = token.split('.').collect();
        assert_eq!(parts.len(), 3);
        let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
        let claims: Claims = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims.user_name.as_deref(), Some(alias));
        assert_eq!(claims.identity_id.unwrap().as_str(), company.person(client).await);
        assert_eq!(claims.authorities.unwrap().contains(&"ORG_ADMIN".to_owned()), admin);
        assert!(claims.exp.unwrap() > 1_700_000_000.0);
    }
}

#[tokio::test]
async fn claims_changed_by_hand_open_nothing() {
    let company = Company::open();
    let (mine, admins) = (company.token("employee").await, company.token("admin").await);
    let mine: Vec<&str> = mine.split('.').collect();
    let admins: Vec<&str> = admins.split('.').collect();
    let forged = [mine[0], admins[1], mine[2]].join(".");
    let request = Request::get("/v3/requestable-objects")
        .header(header::AUTHORIZATION, format!("Bearer {forged}"))
        .body(Body::empty())
        .unwrap();
    assert_eq!(company.send(request).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_refresh_token_works_once() {
    let company = Company::open();
    let form = "grant_type=client_credentials&client_id=manager&client_secret=s";
    let first: Value = ask(&company, "", FORM, form).await.json();
    let refresh =
        format!("grant_type=refresh_token&refresh_token={}", first["refresh_token"].as_str().unwrap());
    let second = ask(&company, "", FORM, &refresh).await;
    assert_eq!(second.status, StatusCode::OK);
    assert_eq!(second.json::<Value>()["user_name"], "lena.fischer");
    let third = ask(&company, "", FORM, &refresh).await;
    assert_eq!(
        (third.status, third.json::<Value>()["error"].clone()),
        (StatusCode::BAD_REQUEST, json!("invalid_grant"))
    );
}

#[tokio::test]
async fn errors_of_a_token_call_have_the_oauth_shape() {
    let company = Company::open();
    for (form, status, error) in [
        ("", 400, "invalid_request"),
        ("grant_type=password", 400, "unsupported_grant_type"),
        ("grant_type=client_credentials", 400, "invalid_request"),
        ("grant_type=client_credentials&client_id=employee", 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=stranger&client_secret=s", 401, "invalid_client"),
        ("grant_type=refresh_token", 400, "invalid_request"),
    ] {
        let answer = ask(&company, "", FORM, form).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json::<Value>()["error"].as_str()),
            (status, Some(error)),
            "{form}"
        );
    }
    let answer = ask(&company, "", "multipart/form-data; boundary=b", "no parts at all").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn expiry_follows_real_time_and_not_the_virtual_clock() {
    let company = Company::with(Options { token_seconds: 3600, ..still() });
    let request =
        company.request("employee", axum::http::Method::GET, "/v3/access-request-config", None).await;
    company.pass(30 * 86_400).await;
    assert_eq!(company.send(request).await.status, StatusCode::OK);
    company.settle(json!({"tokenSeconds": 0})).await;
    let answer = company.get("employee", "/v3/access-request-config").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_token_endpoint_can_be_made_to_fail_too() {
    let company = Company::open();
    company.plant(json!({"operation": "token", "kind": "status", "status": 500})).await;
    let form = "grant_type=client_credentials&client_id=manager&client_secret=s";
    assert_eq!(ask(&company, "", FORM, form).await.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(ask(&company, "", FORM, form).await.status, StatusCode::OK);
}
