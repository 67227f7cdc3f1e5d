//! Changing when held access ends, what would change nothing, and whom entitlements ask.

use axum::http::StatusCode;
use request_center_models::moment::Moment;
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::status::RequestState;
use serde_json::{Value, json};

use crate::company::Company;

const PATH: &str = "/v3/access-requests";
const DAY: u64 = 86_400;

fn in_days(days: i64) -> Value {
    json!(Moment::at(time::OffsetDateTime::now_utc() + time::Duration::days(days)).as_str())
}

/// A change of the end of what the employee holds; ends the row by the clock where it goes on.
async fn change(company: &Company, kind: &str, name: &str, fields: Value) -> RequestState {
    let mut body = company.grant_body("employee", &[name]).await;
    body["requestType"] = json!(kind);
    if let Value::Object(fields) = fields {
        body["requestedItems"][0].as_object_mut().unwrap().extend(fields);
    }
    let answer = company.post("employee", PATH, body).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    let new = answer.json::<AccessRequestResponse>().new_ids();
    company.step().await;
    company.pass(7200).await;
    company.row(new[0].as_str()).await.state.unwrap()
}

async fn holds(company: &Company, name: &str) -> bool {
    let path = "/v3/requestable-objects?identity-id=me&statuses=ASSIGNED";
    company.get("employee", path).await.each("name").contains(&name.to_owned())
}

#[tokio::test]
async fn the_end_of_held_access_moves_both_ways_and_goes_by_a_grant_or_a_change() {
    // It ends in 45 days.
    let name = "Snowflake Finance Mart";
    for kind in ["GRANT_ACCESS", "MODIFY_ACCESS"] {
        let company = Company::open();
        assert_eq!(
            change(&company, kind, name, json!({"removeDate": in_days(90)})).await,
            RequestState::Completed
        );
        company.pass(60 * DAY).await;
        assert!(holds(&company, name).await, "{kind}: extended");
        company.pass(31 * DAY).await;
        assert!(!holds(&company, name).await, "{kind}: over");

        let company = Company::open();
        assert_eq!(
            change(&company, kind, name, json!({"removeDate": in_days(10)})).await,
            RequestState::Completed
        );
        company.pass(11 * DAY).await;
        assert!(!holds(&company, name).await, "{kind}: shortened");
    }
    let company = Company::open();
    assert_eq!(change(&company, "GRANT_ACCESS", name, json!({})).await, RequestState::Completed);
    company.pass(60 * DAY).await;
    assert!(holds(&company, name).await, "without an end it stays");
}

#[tokio::test]
async fn a_change_of_nothing_or_of_what_is_not_held_or_given_by_a_rule_is_cancelled() {
    let company = Company::open();
    for (name, fields, reason) in [
        ("Power BI Pro", json!({}), "duplicate"),
        ("Power BI Pro", json!({"startDate": in_days(3)}), "start date"),
        ("Visio", json!({"removeDate": in_days(3)}), "does not have this access"),
        ("Finance Analyst", json!({"removeDate": in_days(3)}), "given automatically"),
    ] {
        let mut body = company.grant_body("employee", &[name]).await;
        body["requestType"] = json!("MODIFY_ACCESS");
        if let Value::Object(fields) = fields {
            body["requestedItems"][0].as_object_mut().unwrap().extend(fields);
        }
        let answer: AccessRequestResponse = company.post("employee", PATH, body).await.json();
        company.step().await;
        let row = company.row(answer.new_ids()[0].as_str()).await;
        assert_eq!(row.state, Some(RequestState::Cancelled), "{name}");
        let comment = row.cancelled_request_details.unwrap().comment.unwrap();
        assert!(comment.contains(reason), "{name}: {comment}");
    }
}

#[tokio::test]
async fn duplicates_are_listed_as_cancelled_or_never_as_the_setting_says() {
    let company = Company::open();
    let shown = company.ask("employee", &["Power BI Pro"]).await;
    company.step().await;
    assert_eq!(company.row(&shown).await.state, Some(RequestState::Cancelled));
    company.settle(json!({"duplicatesHidden": true})).await;
    let hidden = company.ask("employee", &["Power BI Pro", "Visio"]).await;
    company.step().await;
    let rows = company.rows(&hidden).await;
    assert_eq!(rows.iter().filter_map(|row| row.name.as_deref()).collect::<Vec<_>>(), ["Visio"]);
}

/// Whom the row of an entitlement asks, in order.
async fn asked(company: &Company, client: &str, name: &str) -> Vec<String> {
    let id = company.ask(client, &[name]).await;
    company.step().await;
    let details = company.row(&id).await.approval_details.unwrap_or_default();
    details.iter().map(|one| one.scheme.as_ref().unwrap().as_str().to_owned()).collect()
}

#[tokio::test]
async fn the_schemes_of_the_configuration_decide_whom_an_entitlement_asks() {
    let company = Company::open();
    let schemes = async |text: Value| {
        company.configure(json!({"entitlementRequestConfig": {"grantRequestApprovalSchemes": text}})).await;
    };
    assert_eq!(asked(&company, "employee", "GRP-VPN-SplitTunnel").await, ["MANAGER", "SOURCE_OWNER"]);
    schemes(json!("entitlementOwner")).await;
    assert_eq!(asked(&company, "jonas.weber", "GRP-VPN-SplitTunnel").await, ["ENTITLEMENT_OWNER"]);
    assert_eq!(
        asked(&company, "employee", "Jira Project Administrator").await.len(),
        2,
        "an access profile asks whom it did"
    );
    assert_eq!(
        asked(&company, "jonas.weber", "GRP-FIN-Share-Write").await,
        ["MANAGER", "ENTITLEMENT_OWNER"],
        "an entitlement with approvals of its own keeps them"
    );
    schemes(json!("manager, sourceOwner, entitlementOwner")).await;
    let all = ["MANAGER", "SOURCE_OWNER", "ENTITLEMENT_OWNER"];
    assert_eq!(asked(&company, "priya.raman", "GRP-VPN-SplitTunnel").await, all);
    schemes(json!("")).await;
    assert_eq!(asked(&company, "chloe.bernard", "GRP-VPN-SplitTunnel").await, [""; 0], "nobody");
}
