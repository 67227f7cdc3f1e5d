//! `/sandbox/*`: virtual time, settings, and that only this machine may use them.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use request_center_models::moment::Moment;
use request_center_sandbox::listener::Peer;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use crate::company::{Company, still};
use request_center_sandbox::Options;

fn now(answer: &Value) -> f64 {
    Moment::from(answer["now"].as_str().unwrap()).unix_millis().unwrap()
}

#[tokio::test]
async fn the_clock_moves_by_seconds_and_not_without_them() {
    let company = Company::open();
    let start = now(&company.control("advance", Some(json!({"seconds": 0}))).await.json());
    let later = now(&company.control("advance", Some(json!({"seconds": 86_400}))).await.json());
    assert!((86_400_000.0..86_460_000.0).contains(&(later - start)), "{}", later - start);
    let bare = Request::post("/sandbox/advance").body(Body::empty()).unwrap();
    let still = now(&company.send(bare).await.json());
    assert!(still - later < 60_000.0);
}

#[tokio::test]
async fn the_date_header_tells_virtual_time_on_every_answer() {
    let company = Company::open();
    // Far enough that no test machine is there by itself.
    company.pass(5 * 365 * 86_400).await;
    let told: Value = company.control("advance", Some(json!({"seconds": 0}))).await.json();
    let year = told["now"].as_str().unwrap()[..4].to_owned();
    for path in ["/v3/access-request-config", "/v3/no-such-path", "/sandbox/effects"] {
        let date = company.get("employee", path).await.header("date").to_owned();
        assert!(date.contains(&year) && date.ends_with(" GMT"), "{path}: {date} is not in {year}");
    }
}

#[tokio::test]
async fn real_time_lets_work_fall_due_without_anyone_moving_the_clock() {
    let company = Company::with(Options { queue: std::time::Duration::ZERO, ..still() });
    let id = company.ask("employee", &["Visio"]).await;
    assert_eq!(company.row(&id).await.name.as_deref(), Some("Visio"));
}

#[tokio::test]
async fn a_step_without_seconds_decides_nothing() {
    let company = Company::open();
    let id = company.ask("employee", &["AWS Developer"]).await;
    for _ in 0..5 {
        company.step().await;
    }
    assert_eq!(company.row(&id).await.cancelable, Some(true));
}

#[tokio::test]
async fn the_date_header_can_differ_from_the_time_in_the_rows_either_way() {
    let company = Company::open();
    for shift in [90, -300, 86_400, -86_400] {
        company.settle(json!({"dateShiftSeconds": shift})).await;
        let answer = company.get("employee", "/v3/access-request-config").await;
        let date = OffsetDateTime::parse(answer.header("date"), &Rfc2822).unwrap();
        let told: Value = company.control("advance", Some(json!({"seconds": 0}))).await.json();
        let ahead = date.unix_timestamp() as f64 - now(&told) / 1_000.0;
        assert!((ahead - f64::from(shift)).abs() < 30.0, "{shift}: {ahead}");
    }
    let id = company.ask("employee", &["Visio"]).await;
    company.step().await;
    let created = company.row(&id).await.created.and_then(|created| created.unix_millis()).unwrap();
    let told: Value = company.control("advance", Some(json!({"seconds": 0}))).await.json();
    assert!((now(&told) - created).abs() < 60_000.0, "rows keep the true time");
    for wrong in [86_401, -86_401] {
        let wrong = json!({"dateShiftSeconds": wrong});
        assert_eq!(company.control("settings", Some(wrong)).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn each_open_job_takes_at_most_one_step() {
    let company = Company::open();
    // No approval: out of the queue, then set up.
    let id = company.ask("employee", &["Visio"]).await;
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(
            company.rows(&id).await.first().and_then(|row| row.state.clone()).map(|state| state.to_string()),
        );
        company.step().await;
    }
    assert_eq!(seen, [None, Some("EXECUTING".to_owned()), Some("REQUEST_COMPLETED".to_owned())]);
}

#[tokio::test]
async fn time_never_runs_backwards() {
    let company = Company::open();
    for body in
        [json!({"seconds": -1}), json!({"seconds": "1"}), json!({"minutes": 1}), json!({"seconds": 1e12})]
    {
        assert_eq!(company.control("advance", Some(body)).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn settings_are_told_changed_one_by_one_and_checked() {
    let company = Company::open();
    company.settle(json!({"rateLimit": 7})).await;
    let settings: Value = company.control("settings", None).await.json();
    assert_eq!((&settings["rateLimit"], &settings["queueMillis"]), (&json!(7), &json!(3_600_000)));
    for wrong in [json!({"rateLimits": 7}), json!({"rateLimit": "many"}), json!([])] {
        assert_eq!(company.control("settings", Some(wrong)).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn other_machines_are_kept_out() {
    let company = Company::open();
    for (address, status) in [
        ("127.0.0.1:9", StatusCode::OK),
        ("[::1]:9", StatusCode::OK),
        ("[::ffff:127.0.0.1]:9", StatusCode::OK),
        ("192.0.2.7:9", StatusCode::FORBIDDEN),
        ("[2001:db8::7]:9", StatusCode::FORBIDDEN),
    ] {
        let mut request = Request::get("/sandbox/effects").body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(Peer::new(address.parse().unwrap())));
        assert_eq!(company.send(request).await.status, status, "{address}");
    }
}

#[tokio::test]
async fn pages_of_other_sites_are_kept_out_too() {
    let company = Company::open();
    for (origin, status) in [
        (Some("http://127.0.0.1:4180"), StatusCode::OK),
        (None, StatusCode::OK),
        (Some("http://127.0.0.1:9999"), StatusCode::FORBIDDEN),
        (Some("https://elsewhere.example"), StatusCode::FORBIDDEN),
        (Some("null"), StatusCode::FORBIDDEN),
    ] {
        let mut request = Request::post("/sandbox/advance").header("host", "127.0.0.1:4180");
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        assert_eq!(company.send(request.body(Body::empty()).unwrap()).await.status, status, "{origin:?}");
    }
}

#[tokio::test]
async fn control_calls_need_no_token_and_are_not_counted() {
    let mut options = still();
    options.rate_limit = 1;
    let company = Company::with(options);
    for _ in 0..5 {
        assert_eq!(company.control("effects", None).await.status, StatusCode::OK);
    }
    assert_eq!(company.get("employee", "/v3/access-request-config").await.status, StatusCode::OK);
}
