//! Entitlements: what `requestable eq true` finds, and the filters of a list that v3 does not have.

use axum::http::StatusCode;
use request_center_models::wire::catalog::Entitlement;
use serde_json::Value;

use crate::company::{Company, encode};

#[tokio::test]
async fn requestable_entitlements_are_found_by_their_flag() {
    let company = Company::open();
    let all: Vec<Entitlement> = company.get("employee", "/beta/entitlements").await.json();
    let filter = encode("requestable eq true");
    let answer = company.get("employee", &format!("/beta/entitlements?count=true&filters={filter}")).await;
    let some: Vec<Entitlement> = answer.json();
    assert!(!some.is_empty() && some.len() < all.len());
    assert!(some.iter().all(|one| one.requestable == Some(true)));
    assert_eq!(answer.header("x-total-count"), some.len().to_string());
    let row = some.iter().find(|one| one.name.as_deref() == Some("Z_FI_GL_POST")).unwrap();
    assert_eq!(row.source.as_ref().and_then(|source| source.name.as_deref()), Some("SAP S/4HANA"));
    assert_eq!((row.attribute.as_deref(), row.value.as_deref()), (Some("roles"), Some("Z_FI_GL_POST")));
}

#[tokio::test]
async fn the_fields_of_the_description_can_be_filtered_and_sorted_by() {
    let company = Company::open();
    let all: Vec<Value> = company.get("employee", "/v2024/entitlements").await.json();
    let one = all.iter().find(|one| one["name"] == "ANALYST_EMEA").unwrap();
    let text = |pointer: &str| one.pointer(pointer).and_then(Value::as_str).unwrap().to_owned();
    for filter in [
        format!("id eq \"{}\"", text("/id")),
        "name sw \"analyst_e\"".to_owned(),
        format!("value in (\"{}\")", text("/value")),
        format!("source.id eq \"{}\" and attribute eq \"roles\" and requestable eq true", text("/source/id")),
        format!("owner.id in (\"{}\")", text("/owner/id")),
        format!("created ge {} and modified le {}", text("/created"), text("/modified")),
        "type eq \"group\"".to_owned(),
    ] {
        let answer =
            company.get("employee", &format!("/v2024/entitlements?filters={}", encode(&filter))).await;
        assert_eq!(answer.status, StatusCode::OK, "{filter}: {}", answer.text);
        assert!(answer.each("name").contains(&"ANALYST_EMEA".to_owned()), "{filter}");
    }
    for sorters in
        ["id", "-name", "created", "modified", "type", "attribute,value", "source.id", "requestable"]
    {
        let answer = company.get("employee", &format!("/v2024/entitlements?sorters={sorters}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{sorters}");
    }
}

#[tokio::test]
async fn segments_are_asked_for_by_ones_own_id_and_not_by_me() {
    let company = Company::open();
    let (amara, lena) = (company.person("employee").await, company.person("manager").await);
    for (id, status) in [(amara.as_str(), 200), ("me", 400), (lena.as_str(), 400)] {
        let answer =
            company.get("employee", &format!("/beta/entitlements?segmented-for-identity={id}")).await;
        assert_eq!(answer.status.as_u16(), status, "{id}");
    }
}

#[tokio::test]
async fn privilege_is_told_as_the_family_tells_it() {
    let company = Company::open();
    let filter = encode("name eq \"Global Reader\"");
    for (path, old, new) in [
        ("/beta/entitlements", Some(true), None),
        ("/v2025/entitlements", Some(true), None),
        ("/entitlements/v1", None, Some("HIGH")),
    ] {
        let rows: Vec<Value> = company.get("employee", &format!("{path}?filters={filter}")).await.json();
        assert_eq!(rows[0].get("privileged").and_then(Value::as_bool), old, "{path}");
        assert_eq!(rows[0].pointer("/privilegeLevel/direct").and_then(Value::as_str), new, "{path}");
    }
}
