//! The catalog of roles and access profiles: what is listed for whom, in which status, found by which words.

use axum::http::StatusCode;
use request_center_models::wire::catalog::{ItemRequestStatus, RequestableObject};
use serde_json::json;

use crate::company::{Answer, Company, encode};

async fn list(company: &Company, client: &str, query: &str) -> Answer {
    let answer = company.get(client, &format!("/v3/requestable-objects?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
    answer
}

#[tokio::test]
async fn every_item_says_whether_it_is_held_asked_for_or_free() {
    let company = Company::open();
    let whole = list(&company, "employee", "identity-id=me&count=true").await;
    let total: usize = whole.header("x-total-count").parse().unwrap();
    let mut sum = 0;
    for (status, some) in
        [("AVAILABLE", "Visio"), ("PENDING", "Microsoft 365 Copilot"), ("ASSIGNED", "VPN Remote Access")]
    {
        let answer = list(&company, "employee", &format!("identity-id=me&statuses={status}")).await;
        let rows: Vec<RequestableObject> = answer.json();
        sum += rows.len();
        assert!(answer.each("name").contains(&some.to_owned()), "{status}");
        for row in rows {
            assert_eq!(row.request_status, Some(ItemRequestStatus::from(status)));
            assert_eq!(row.identity_request_id.is_some(), status == "PENDING", "{:?}", row.name);
            assert!(row.owner_ref.is_some_and(|owner| owner.email.is_some()));
        }
    }
    assert_eq!(sum, total);
    let two = list(&company, "employee", "identity-id=me&statuses=PENDING,ASSIGNED&count=true").await;
    let repeated =
        list(&company, "employee", "identity-id=me&statuses=PENDING&statuses=ASSIGNED&count=true").await;
    assert_eq!(two.text, repeated.text);
}

#[tokio::test]
async fn a_pending_item_names_the_request_that_can_be_followed() {
    let company = Company::open();
    let id = company.ask("employee", &["AWS Developer"]).await;
    let query = format!("identity-id=me&filters={}", encode("name eq \"AWS Developer\""));
    assert_eq!(
        list(&company, "employee", &query).await.each("requestStatus"),
        ["AVAILABLE"],
        "still in the queue"
    );
    company.step().await;
    let answer = list(&company, "employee", &query).await;
    assert_eq!(answer.each("identityRequestId"), [id]);
    assert_eq!(list(&company, "manager", &query).await.each("requestStatus"), ["AVAILABLE"], "hers alone");
}

#[tokio::test]
async fn an_administrator_may_leave_the_person_out_and_gets_no_status() {
    let company = Company::open();
    let rows: Vec<RequestableObject> = list(&company, "admin", "").await.json();
    assert!(rows.len() > 100);
    assert!(rows.iter().all(|row| row.request_status.is_none() && row.identity_request_id.is_none()));
    let answer = company.get("admin", "/v3/requestable-objects?statuses=AVAILABLE").await;
    assert_eq!(answer.causes(), ["statuses: needs identity-id"]);
}

#[tokio::test]
async fn other_people_are_served_as_observed_or_refused_as_described() {
    let company = Company::open();
    let path =
        format!("/v3/requestable-objects?statuses=ASSIGNED&identity-id={}", company.person("employee").await);
    let held = company.get("manager", &path).await;
    assert!(held.each("name").contains(&"Snowflake Finance Mart".to_owned()));
    company.settle(json!({"strictIdentityId": true})).await;
    assert_eq!(company.get("manager", &path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(company.get("employee", &path).await.status, StatusCode::OK, "one's own id is fine");
    assert_eq!(company.get("admin", &path).await.status, StatusCode::OK);
    let answer = company.get("admin", "/v3/requestable-objects?identity-id=nobody").await;
    assert_eq!(answer.causes(), ["identity-id: there is no identity \"nobody\""]);
}

#[tokio::test]
async fn kinds_are_chosen_and_entitlements_are_refused() {
    let company = Company::open();
    for kind in ["ROLE", "ACCESS_PROFILE"] {
        let answer = list(&company, "employee", &format!("identity-id=me&types={kind}")).await;
        assert!(answer.each("type").iter().all(|one| one == kind));
    }
    for (types, cause) in [
        ("ENTITLEMENT", "ATTRIBUTE and ENTITLEMENT request object types are not supported!"),
        ("ROLE,ENTITLEMENT", "ATTRIBUTE and ENTITLEMENT request object types are not supported!"),
        ("role", "types: \"role\" is not supported, only ROLE, ACCESS_PROFILE"),
    ] {
        let answer =
            company.get("employee", &format!("/v3/requestable-objects?identity-id=me&types={types}")).await;
        assert_eq!((answer.status, answer.causes()), (StatusCode::BAD_REQUEST, vec![cause.to_owned()]));
    }
    let answer = company.get("employee", "/v3/requestable-objects?identity-id=me&statuses=HELD").await;
    assert_eq!(answer.causes(), ["statuses: \"HELD\" is not supported, only AVAILABLE, PENDING, ASSIGNED"]);
}

#[tokio::test]
async fn a_term_is_found_in_names_and_descriptions_and_silences_filters() {
    let company = Company::open();
    let found = list(&company, "employee", "identity-id=me&term=PAYROLL").await.each("name");
    assert!(found.contains(&"Payroll Specialist".to_owned()));
    assert!(found.contains(&"SAP Payroll Results".to_owned()));
    let described = list(&company, "employee", "identity-id=me&term=depreciation").await.each("name");
    assert_eq!(described, ["SAP Asset Accounting"]);
    let filters = encode("nonsense without grammar");
    let with_filters =
        list(&company, "employee", &format!("identity-id=me&term=depreciation&filters={filters}")).await;
    assert_eq!(with_filters.each("name"), described);
    for hostile in ["%25", "_", "'%20OR%201=1", "%F0%9F%92%A5"] {
        assert_eq!(list(&company, "employee", &format!("identity-id=me&term={hostile}xyz")).await.text, "[]");
    }
}

#[tokio::test]
async fn filters_and_sorters_are_those_of_the_description() {
    let company = Company::open();
    let by = |filter: &str| format!("identity-id=me&filters={}", encode(filter));
    assert_eq!(list(&company, "employee", &by("name eq \"visio\"")).await.each("name"), ["Visio"]);
    assert_eq!(
        list(&company, "employee", &by("name in (\"Visio\", \"Confluence\")")).await.each("name"),
        ["Confluence", "Visio"]
    );
    let begins = list(&company, "employee", &by("name sw \"github\"")).await.each("name");
    assert!(begins.len() > 5 && begins.iter().all(|name| name.starts_with("GitHub")));
    let id = company.item("Visio").await["id"].as_str().unwrap().to_owned();
    assert_eq!(list(&company, "employee", &by(&format!("id in (\"{id}\")"))).await.each("name"), ["Visio"]);
    let answer = company.get("employee", &format!("/v3/requestable-objects?{}", by("name co \"x\""))).await;
    assert_eq!(answer.causes(), ["filters: operator \"co\" is not supported for \"name\", only eq, in, sw"]);
    let last = list(&company, "employee", "identity-id=me&sorters=-name&limit=1").await;
    assert_eq!(last.each("name"), ["Zendesk Light Agent"]);
}

#[tokio::test]
async fn items_that_are_not_requestable_are_not_listed() {
    let company = Company::open();
    for query in ["identity-id=me", "identity-id=me&statuses=ASSIGNED"] {
        let names = list(&company, "employee", query).await.each("name");
        assert!(!names.contains(&"All Employees".to_owned()), "{query}");
    }
}
