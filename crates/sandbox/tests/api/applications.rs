//! Applications, their access profiles, and the accounts that can be chosen before a grant.

use axum::http::StatusCode;
use request_center_models::operation::{Family, Operation};
use serde_json::{Value, json};

use crate::company::{Answer, Company, encode};
use crate::operations::call;

/// The accounts that can be chosen for one item of a person.
async fn accounts(company: &Company, client: &str, person: &str, item: &str) -> Answer {
    let (person, item) = (company.person(person).await, company.item(item).await);
    let path = Operation::LoadAccountSelections.path(Family::V2025, &[]);
    let body = json!({"requestedFor": [person], "requestedItems": [item]});
    call(company, client, Operation::LoadAccountSelections, &path, Some(body)).await
}

#[tokio::test]
async fn an_application_offers_access_profiles_that_can_be_requested() {
    let company = Company::open();
    let names = company.get("employee", "/beta/source-apps?sorters=name").await.each("name");
    assert_eq!(names, ["Figma", "GitHub", "Jira and Confluence", "Salesforce", "SAP S/4HANA", "Snowflake"]);
    let path = format!("/beta/source-apps?filters={}", encode("name co \"force\""));
    let found: Value = company.get("employee", &path).await.json();
    assert_eq!(found[0]["accountSource"]["name"], "Salesforce");
    let app = company.application("Figma").await;
    let profiles = company.get("employee", &format!("/beta/source-apps/{app}/access-profiles")).await;
    assert_eq!(profiles.each("name"), ["Figma Dev Mode", "Figma Editor", "Figma Viewer"]);
    let id = profiles.each("id").remove(2);
    let metadata = json!({"requestedAppId": app, "requestedAppName": "Figma"});
    let body = json!({
        "requestedFor": [company.person("employee").await],
        "requestedItems": [{"type": "ACCESS_PROFILE", "id": id, "comment": "Please.", "clientMetadata": metadata}],
    });
    assert_eq!(company.post("employee", "/v3/access-requests", body).await.status, StatusCode::ACCEPTED);
    let gone = company.get("employee", "/beta/source-apps/nothing/access-profiles").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn plain_users_read_of_applications_what_the_setting_says() {
    let company = Company::open();
    let profiles = format!("/beta/source-apps/{}/access-profiles", company.application("Figma").await);
    for (reads, list, contents) in [("all", 200, 200), ("list", 200, 403), ("none", 403, 403)] {
        company.settle(json!({ "appReads": reads })).await;
        let status = async |client, path: &str| company.get(client, path).await.status.as_u16();
        assert_eq!(status("employee", "/beta/source-apps").await, list, "{reads}");
        assert_eq!(status("employee", &profiles).await, contents, "{reads}");
        assert_eq!(status("admin", &profiles).await, 200, "{reads}");
    }
}

#[tokio::test]
async fn a_segment_hides_an_access_profile_in_its_application_too() {
    let company = Company::open();
    let id = company.item("Figma Viewer").await["id"].as_str().unwrap().to_owned();
    company.control(&format!("items/{id}/config"), Some(json!({"segment": ["jonas.weber"]}))).await;
    let path = format!("/beta/source-apps/{}/access-profiles", company.application("Figma").await);
    assert_eq!(company.get("employee", &path).await.each("name").len(), 2);
    assert_eq!(company.get("jonas.weber", &path).await.each("name").len(), 3);
}

#[tokio::test]
async fn newer_families_ask_for_the_experimental_header() {
    let company = Company::open();
    for path in ["/v2024/source-apps", "/source-apps/v1"] {
        assert_eq!(company.get("employee", path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn whoever_has_several_accounts_must_choose_one_unless_it_is_held_already() {
    let company = Company::open();
    let one = |answer: &Answer| answer.json::<Value>()["identities"][0].clone();
    let two = one(&accounts(&company, "employee", "employee", "Z_CO_COCKPIT").await);
    assert_eq!(two["accountsSelectionRequired"], true);
    let source = &two["requestedItems"][0]["sources"][0];
    let names: Vec<&str> = source["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["nativeIdentity"].as_str())
        .collect();
    assert_eq!(names, ["amara.okafor", "AOKAFOR_TEST"]);
    let single = one(&accounts(&company, "manager", "jonas.weber", "Z_CO_COCKPIT").await);
    assert_eq!(single["accountsSelectionRequired"], false);
    let held = one(&accounts(&company, "employee", "employee", "SAP Display Finance").await);
    assert_eq!(held["accountsSelectionRequired"], false);
    let item = &held["requestedItems"][0];
    assert_eq!(item["accountsSelectionBlocked"], true);
    assert_eq!(item["accountsSelectionBlockedReason"], "ACCESS_PROFILE_ALREADY_ASSIGNED_TO_AN_ACCOUNT");
    let others = accounts(&company, "jonas.weber", "employee", "Visio").await;
    assert_eq!(others.status, StatusCode::FORBIDDEN, "as for the request itself");
}
