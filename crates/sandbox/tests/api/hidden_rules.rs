//! Request settings of an item that no plain user can read: segments, end dates, forms. Refused at once, or found out later.

use axum::http::StatusCode;
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::status::RequestState;
use serde_json::{Value, json};

use crate::company::{Answer, Company, encode};

const PATH: &str = "/v3/access-requests";

/// Lets the owner of an item ask for something, and gives its id.
async fn configure(company: &Company, name: &str, config: Value) -> String {
    let id = company.item(name).await["id"].as_str().unwrap().to_owned();
    let answer = company.control(&format!("items/{id}/config"), Some(config)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    id
}

/// The employee asks for an item with these dates.
async fn ask(company: &Company, name: &str, extra: Value) -> Answer {
    let mut body = company.grant_body("employee", &[name]).await;
    if let Value::Object(extra) = extra {
        body["requestedItems"][0].as_object_mut().unwrap().extend(extra);
    }
    company.post("employee", PATH, body).await
}

async fn row_of(
    company: &Company,
    answer: &Answer,
) -> request_center_models::wire::status::RequestedItemStatus {
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    let new = answer.json::<AccessRequestResponse>().new_ids();
    company.step().await;
    company.row(new[0].as_str()).await
}

fn in_days(days: i64) -> String {
    let at = time::OffsetDateTime::now_utc() + time::Duration::days(days);
    request_center_models::moment::Moment::at(at).as_str().to_owned()
}

#[tokio::test]
async fn an_end_date_an_item_asks_for_is_required_and_bounded_from_the_start() {
    let company = Company::open();
    let longest = json!({"value": 30, "timeUnit": "DAYS"});
    let config = json!({"requireEndDate": true, "maxPermittedAccessDuration": longest});
    configure(&company, "Visio", config).await;
    for (extra, code) in [
        (json!({}), "item.remove_date_required"),
        (json!({"removeDate": in_days(31)}), "item.remove_date_late"),
        (json!({"startDate": in_days(10), "removeDate": in_days(41)}), "item.remove_date_late"),
    ] {
        let answer = ask(&company, "Visio", extra).await;
        assert_eq!((answer.status, answer.header("x-sandbox-rules")), (StatusCode::BAD_REQUEST, code));
        assert!(answer.causes()[0].starts_with("Visio: removeDate"), "{:?}", answer.causes());
    }
    let good = json!({"startDate": in_days(10), "removeDate": in_days(39)});
    assert_eq!(ask(&company, "Visio", good).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn with_late_refusals_a_missing_end_date_is_found_out_after_the_queue() {
    let company = Company::open();
    company.settle(json!({"lateRefusals": true})).await;
    configure(&company, "Visio", json!({"requireEndDate": true})).await;
    let answer = ask(&company, "Visio", json!({})).await;
    let row = row_of(&company, &answer).await;
    assert_eq!(row.state, Some(RequestState::Cancelled));
    let comment = row.cancelled_request_details.unwrap().comment.unwrap();
    assert_eq!(comment, "Cancelled: removeDate is required for this item.");
}

#[tokio::test]
async fn a_missing_form_fails_after_the_queue_and_an_empty_one_at_once() {
    let company = Company::open();
    configure(&company, "Visio", json!({"formDefinitionId": "form-1"})).await;
    let empty = ask(&company, "Visio", json!({"formInstanceId": ""})).await;
    assert_eq!(empty.header("x-sandbox-rules"), "item.form_empty");
    let answer = ask(&company, "Visio", json!({})).await;
    let row = row_of(&company, &answer).await;
    assert_eq!(row.state, Some(RequestState::Error));
    assert!(row.error_messages.unwrap()[0][0].text.as_deref().unwrap().contains("form"));
    let answer = ask(&company, "Visio", json!({"formInstanceId": "filled-1"})).await;
    assert_eq!(row_of(&company, &answer).await.state, Some(RequestState::Executing));
}

#[tokio::test]
async fn a_segment_hides_an_item_from_others_and_refuses_them_whoever_it_is_for() {
    let company = Company::open();
    company.let_anyone_ask().await;
    let id = configure(&company, "Visio", json!({"segment": ["jonas.weber"]})).await;
    let employee = company.person("employee").await;
    let listed = async |client: &str, whom: &str| {
        let filter = encode(&format!("id eq \"{id}\""));
        let path = format!("/v3/requestable-objects?identity-id={whom}&filters={filter}");
        company.get(client, &path).await.each("name").len()
    };
    assert_eq!([listed("jonas.weber", "me").await, listed("employee", "me").await], [1, 0]);
    assert_eq!(listed("jonas.weber", &employee).await, 1, "the segment is that of whoever asks");
    let body = company.grant_body("employee", &["Visio"]).await;
    for client in ["employee", "admin"] {
        let answer = company.post(client, PATH, body.clone()).await;
        assert_eq!(answer.header("x-sandbox-rules"), "item.segmented", "{client}");
        assert_eq!(answer.causes(), ["Visio is not available to you"]);
    }
    assert_eq!(company.post("jonas.weber", PATH, body).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn entitlements_of_a_segment_are_left_out_where_segments_are_asked_for() {
    let company = Company::open();
    configure(&company, "GRP-FIN-Share-Write", json!({"segment": ["jonas.weber"]})).await;
    let me = company.person("employee").await;
    let filter = encode("name eq \"GRP-FIN-Share-Write\"");
    let all = company.get("employee", &format!("/beta/entitlements?filters={filter}")).await;
    let path = format!("/beta/entitlements?filters={filter}&segmented-for-identity={me}");
    let mine = company.get("employee", &path).await;
    assert_eq!((all.each("name").len(), mine.each("name").len()), (1, 0));
}

#[tokio::test]
async fn what_cannot_be_understood_about_an_item_is_refused_by_name() {
    let company = Company::open();
    let id = company.item("Visio").await["id"].as_str().unwrap().to_owned();
    for (config, named) in [
        (
            json!({"maxPermittedAccessDuration": {"value": 0, "timeUnit": "DAYS"}}),
            "maxPermittedAccessDuration",
        ),
        (json!({"segment": ["nobody.here"]}), "nobody.here"),
        (json!({"requireEnd": true}), "requireEnd"),
    ] {
        let answer = company.control(&format!("items/{id}/config"), Some(config)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.text.contains(named), "{}", answer.text);
    }
    let answer = company.control("items/nothing/config", Some(json!({}))).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
