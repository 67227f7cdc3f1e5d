//! The nested shape: other items, dates and accounts for each person.

use axum::http::StatusCode;
use request_center_models::wire::access_request::AccessRequestResponse;
use serde_json::{Value, json};

use crate::company::{Company, encode};

const PATH: &str = "/v3/access-requests";
const HOUR: u64 = 3600;

fn nested(people: &[(&str, Value)]) -> Value {
    let row = |(id, items): &(&str, Value)| json!({"identityId": id, "requestedItems": items});
    json!({ "requestedForWithRequestedItems": people.iter().map(row).collect::<Vec<_>>() })
}

/// The source an entitlement is on.
async fn source_of(company: &Company, name: &str) -> String {
    let filter = encode(&format!("name eq \"{name}\""));
    let found: Value = company.get("admin", &format!("/beta/entitlements?filters={filter}")).await.json();
    found[0]["source"]["id"].as_str().unwrap().to_owned()
}

fn with(item: &Value, extra: Value) -> Value {
    let mut item = item.clone();
    if let Value::Object(extra) = extra {
        item.as_object_mut().unwrap().extend(extra);
    }
    item
}

fn on_account(source: &str, account: &str) -> Value {
    json!({"accountSelection": [{"sourceId": source, "accounts": [{"nativeIdentity": account}]}]})
}

#[tokio::test]
async fn every_person_has_their_own_items_and_dates_in_every_family() {
    for path in [PATH, "/beta/access-requests", "/v2025/access-requests", "/access-requests/v1"] {
        let company = Company::open();
        let (visio, figma) = (company.item("Visio").await, company.item("Figma Viewer").await);
        let (employee, jonas) = (company.person("employee").await, company.person("jonas.weber").await);
        let later = json!({"startDate": "2099-02-01T00:00:00Z", "removeDate": "2099-03-01T00:00:00Z"});
        let body = nested(&[
            (&employee, json!([with(&visio, later)])),
            (&jonas, json!([visio, with(&figma, json!({"removeDate": "2099-05-01T00:00:00Z"}))])),
        ]);
        let answer: AccessRequestResponse = company.post("manager", path, body).await.json();
        company.step().await;
        let ids = answer.new_ids();
        let (first, second) = (company.rows(ids[0].as_str()).await, company.rows(ids[1].as_str()).await);
        let dates = |row: &request_center_models::wire::status::RequestedItemStatus| {
            [&row.start_date, &row.remove_date].map(|date| date.as_ref().map(|date| date.as_str().to_owned()))
        };
        let at = |date: &str| Some(format!("{date}T00:00:00.000Z"));
        assert_eq!(dates(&first[0]), [at("2099-02-01"), at("2099-03-01")], "{path}");
        assert_eq!(dates(&second[0]), [None, None]);
        assert_eq!(dates(&second[1]), [None, at("2099-05-01")]);
    }
}

#[tokio::test]
async fn access_with_a_start_date_begins_on_it() {
    let company = Company::open();
    let mut body = company.grant_body("employee", &["Visio"]).await;
    let start = time::OffsetDateTime::now_utc() + time::Duration::days(2);
    body["requestedItems"][0]["startDate"] = json!(request_center_models::moment::Moment::at(start).as_str());
    assert_eq!(company.post("employee", PATH, body).await.status, StatusCode::ACCEPTED);
    company.step().await;
    let held = async || {
        let path = "/v3/requestable-objects?identity-id=me&statuses=ASSIGNED";
        company.get("employee", path).await.each("name").contains(&"Visio".to_owned())
    };
    company.pass(47 * HOUR).await;
    assert!(!held().await);
    company.pass(2 * HOUR).await;
    assert!(held().await);
}

#[tokio::test]
async fn an_entitlement_is_set_up_on_the_account_that_was_chosen() {
    let company = Company::open();
    let name = "Z_CO_COCKPIT";
    let item = company.item(name).await;
    let (source, employee) = (source_of(&company, name).await, company.person("employee").await);
    let body = nested(&[(&employee, json!([with(&item, on_account(&source, "AOKAFOR_TEST"))]))]);
    let answer: AccessRequestResponse = company.post("employee", PATH, body.clone()).await.json();
    company.step().await;
    let row = company.row(answer.new_ids()[0].as_str()).await;
    assert_eq!(row.requested_accounts.unwrap()[0].name.as_deref(), Some("AOKAFOR_TEST"));
    company.pass(2 * HOUR).await;
    let entitlement = item["id"].as_str().unwrap();
    let path = format!("/v2025/revocable-objects/identityId/{employee}/entitlementId/{entitlement}");
    let details: Value = company.get("admin", &path).await.json();
    let accounts: Vec<&str> = details["accountTargets"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|target| target["accountName"].as_str())
        .collect();
    assert!(accounts.contains(&"AOKAFOR_TEST"), "{details}");
    let again: AccessRequestResponse = company.post("employee", PATH, body).await.json();
    company.step().await;
    let row = company.row(again.new_ids()[0].as_str()).await;
    assert!(row.cancelled_request_details.unwrap().comment.unwrap().contains("duplicate"));
}

#[tokio::test]
async fn an_account_or_source_that_is_not_the_persons_is_refused() {
    let company = Company::open();
    let item = company.item("Z_CO_COCKPIT").await;
    let source = source_of(&company, "Z_CO_COCKPIT").await;
    let (employee, jonas) = (company.person("employee").await, company.person("jonas.weber").await);
    for (person, source, account, code) in [
        (&jonas, source.as_str(), "AOKAFOR_TEST", "item.account_unknown"),
        (&employee, "nowhere", "AOKAFOR_TEST", "item.account_source_unknown"),
        (&jonas, source.as_str(), "jonas.weber", ""),
        (&employee, source.as_str(), "AOKAFOR_TEST", ""),
    ] {
        let body = nested(&[(person, json!([with(&item, on_account(source, account))]))]);
        let answer = company.post("manager", PATH, body).await;
        assert_eq!(answer.header("x-sandbox-rules"), code, "{}", answer.text);
        assert_eq!(answer.status.is_success(), code.is_empty());
    }
    let mut flat = company.grant_body("employee", &["Z_CO_COCKPIT"]).await;
    flat["requestedItems"][0]["accountSelection"] =
        on_account(&source, "AOKAFOR_TEST")["accountSelection"].clone();
    let answer = company.post("employee", PATH, flat).await;
    assert_eq!(answer.header("x-sandbox-rules"), "item.account_selection_misplaced");
}

#[tokio::test]
async fn a_body_of_several_megabytes_is_read() {
    let company = Company::open();
    let mut body = company.grant_body("employee", &["Visio"]).await;
    body["clientMetadata"] = json!({"note": "x".repeat(8_000_000)});
    assert_eq!(company.post("employee", PATH, body).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn machine_identities_need_a_licence_nobody_has_here() {
    let company = Company::open();
    let item = company.item("Z_CO_COCKPIT").await;
    let machine = json!({"identityId": "m-1", "identityType": "MACHINE", "requestedItems": [item]});
    let answer = company.post("admin", PATH, json!({"requestedForWithRequestedItems": [machine]})).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
