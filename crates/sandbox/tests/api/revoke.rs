//! Asking for a removal: what is refused and how, and who may ask for whom.

use axum::http::StatusCode;
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::status::RequestState;
use serde_json::{Value, json};

use crate::company::Company;

const PATH: &str = "/v3/access-requests";

/// A refused removal: its name, its items, the change to the body, and the expected codes.
type Refused = (&'static str, &'static [&'static str], fn(&mut Value), &'static str);

fn item(body: &mut Value) -> &mut Value {
    &mut body["requestedItems"][0]
}

const REFUSED: &[Refused] = &[
    ("by role membership", &["Finance Analyst"], |_| {}, "removal.membership"),
    ("a part of a role", &["Finance Planning Workspace"], |_| {}, "removal.inherited"),
    ("a part of an access profile", &["Z_CO_COCKPIT"], |_| {}, "removal.inherited"),
    ("by birthright", &["Domain Users"], |_| {}, "removal.birthright"),
    (
        "two people",
        &["Power BI Pro"],
        |body| body["requestedFor"] = json!([body["requestedFor"][0], "x"]),
        "revoke.one_identity",
    ),
    ("nobody", &["Power BI Pro"], |body| body["requestedFor"] = json!([]), "request.recipients_required"),
    ("two entitlements", &["GRP-FIN-Share-Read", "Z_FI_GL_DISPLAY"], |_| {}, "revoke.one_entitlement"),
    ("no comment", &["Power BI Pro"], |body| item(body)["comment"] = Value::Null, "revoke.comment_required"),
    (
        "a blank comment",
        &["Power BI Pro"],
        |body| item(body)["comment"] = json!(" \n"),
        "revoke.comment_required",
    ),
    (
        "a start date",
        &["Power BI Pro"],
        |body| item(body)["startDate"] = json!("2099-01-01T00:00:00Z"),
        "revoke.no_start_date",
    ),
    (
        "a past date",
        &["Power BI Pro"],
        |body| item(body)["removeDate"] = json!("2020-01-01T00:00:00Z"),
        "item.remove_date_past",
    ),
    (
        "an empty date",
        &["Power BI Pro"],
        |body| item(body)["removeDate"] = json!(""),
        "item.remove_date_unreadable",
    ),
    (
        "a date after the sunset",
        &["Snowflake Finance Mart"],
        |body| item(body)["removeDate"] = json!("2099-01-01T00:00:00Z"),
        "revoke.remove_date_late",
    ),
    (
        "the nested shape",
        &["Power BI Pro"],
        |body| {
            let one =
                json!({"identityId": body["requestedFor"][0], "requestedItems": body["requestedItems"]});
            *body = json!({"requestType": "REVOKE_ACCESS", "requestedForWithRequestedItems": [one]});
        },
        "request.one_shape",
    ),
    ("two accounts, none named", &["Z_FI_TEST_POST"], |_| {}, "revoke.account_required"),
    (
        "an account that has it not",
        &["Z_FI_TEST_POST"],
        |body| item(body)["nativeIdentity"] = json!("a\"b/c%d\u{1f98a}"),
        "revoke.target_not_found",
    ),
    (
        "another assignment",
        &["Month-End Close Team"],
        |body| item(body)["assignmentId"] = json!("0".repeat(32)),
        "revoke.target_not_found",
    ),
    ("an unknown item", &["Power BI Pro"], |body| item(body)["id"] = json!("nothing"), "item.not_found"),
    (
        "an unknown person",
        &["Power BI Pro"],
        |body| body["requestedFor"] = json!(["nobody"]),
        "recipient.not_found",
    ),
    (
        "several mistakes at once",
        &["Snowflake Finance Mart"],
        |body| {
            item(body)["comment"] = json!("");
            item(body)["startDate"] = json!("2099-01-01T00:00:00Z");
            item(body)["removeDate"] = json!("2099-02-01T00:00:00Z");
        },
        "revoke.comment_required,revoke.no_start_date,revoke.remove_date_late",
    ),
    (
        "one good thing beside two bad ones",
        &["Power BI Pro", "Finance Analyst", "Finance Planning Workspace"],
        |_| {},
        "removal.membership,removal.inherited",
    ),
];

#[tokio::test]
async fn every_removal_that_cannot_be_is_refused_with_its_codes_and_sentences() {
    let company = Company::open();
    for (what, items, change, codes) in REFUSED {
        let mut body = company.revoke_body("employee", items).await;
        change(&mut body);
        let answer = company.post("manager", PATH, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{what}: {}", answer.text);
        assert_eq!(answer.header("x-sandbox-rules"), *codes, "{what}");
        assert_eq!(answer.causes().len(), codes.split(',').count(), "{what}: each has its sentence");
    }
    assert_eq!(company.effects().await["accessRequests"], 0);
}

#[tokio::test]
async fn a_role_by_birthright_is_refused_though_the_catalog_does_not_list_it() {
    let company = Company::open();
    let amara = company.person("employee").await;
    let path = format!("/beta/identities/{amara}/role-assignments?roleName=All%20Employees");
    let rows: Value = company.get("manager", &path).await.json();
    let item = json!({"type": "ROLE", "id": rows[0]["role"]["id"], "comment": "She has left."});
    let body = json!({"requestType": "REVOKE_ACCESS", "requestedFor": [amara], "requestedItems": [item]});
    let answer = company.post("manager", PATH, body).await;
    assert_eq!(answer.header("x-sandbox-rules"), "removal.birthright");
    let sentence = "All Employees: Access given as a birthright cannot be removed by a request";
    assert_eq!(answer.causes(), [sentence]);
}

#[tokio::test]
async fn managers_ask_for_their_direct_reports_and_administrators_for_anyone() {
    let company = Company::open();
    for (client, person, item, status) in [
        ("jonas.weber", "employee", "Power BI Pro", 403),
        ("approver", "employee", "Power BI Pro", 403),
        ("director", "employee", "Power BI Pro", 403),
        ("manager", "nadia.haddad", "Snowflake Engineer", 403),
        ("api", "employee", "Power BI Pro", 403),
        ("manager", "employee", "Power BI Pro", 202),
        ("admin", "nadia.haddad", "Snowflake Engineer", 202),
        ("director", "manager", "Budget Owner", 202),
    ] {
        let body = company.revoke_body(person, &[item]).await;
        let answer = company.post(client, PATH, body).await;
        assert_eq!(answer.status.as_u16(), status, "{client} for {person}: {}", answer.text);
        assert!(status != 403 || !answer.causes().is_empty(), "{client} is told why");
    }
}

#[tokio::test]
async fn nobody_removes_their_own_access_unless_the_server_allows_it() {
    let company = Company::open();
    for client in ["employee", "admin"] {
        let body = company.revoke_body(client, &["VPN Remote Access"]).await;
        let answer = company.post(client, PATH, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{client}");
        assert_eq!(answer.header("x-sandbox-rules"), "removal.yourself", "{client}");
    }
    company.settle(json!({"selfRevocation": true})).await;
    let body = company.revoke_body("employee", &["GRP-FIN-Share-Read"]).await;
    let answer = company.post("employee", PATH, body).await;
    assert_eq!(answer.header("x-sandbox-rules"), "removal.yourself", "not of entitlements");
    for (item, status) in
        [("VPN Remote Access", 202), ("Month-End Close Team", 202), ("Finance Analyst", 400)]
    {
        let body = company.revoke_body("employee", &[item]).await;
        assert_eq!(company.post("employee", PATH, body).await.status.as_u16(), status, "{item}");
    }
}

#[tokio::test]
async fn a_pending_removal_is_returned_with_its_old_id() {
    let company = Company::open();
    let body = company.revoke_body("employee", &["Meeting Room Booking Hamburg"]).await;
    let answer: AccessRequestResponse = company.post("manager", PATH, body).await.json();
    assert_eq!(answer.new_ids(), []);
    let row = company.row(answer.existing_ids()[0].as_str()).await;
    assert_eq!((row.state, row.cancelable), (Some(RequestState::Executing), Some(true)));
    assert_eq!(company.effects().await["accessRequests"], 0);
}

#[tokio::test]
async fn a_removal_from_one_account_does_not_stand_for_the_other() {
    let company = Company::open();
    let mut ids = Vec::new();
    for account in ["amara.okafor", "AOKAFOR_TEST", "AOKAFOR_TEST"] {
        let mut body = company.revoke_body("employee", &["Z_FI_TEST_POST"]).await;
        item(&mut body)["nativeIdentity"] = json!(account);
        let answer: AccessRequestResponse = company.post("manager", PATH, body).await.json();
        ids.push((answer.new_ids().len(), answer.existing_ids().len()));
    }
    assert_eq!(ids, [(1, 0), (1, 0), (0, 1)]);
}

#[tokio::test]
async fn refusals_can_come_after_the_queue_instead() {
    let company = Company::open();
    company.settle(json!({"lateRefusals": true})).await;
    for item in ["Finance Analyst", "Finance Planning Workspace", "Domain Users", "Visio"] {
        let body = company.revoke_body("employee", &[item]).await;
        let answer: AccessRequestResponse = company.post("manager", PATH, body).await.json();
        company.step().await;
        let row = company.row(answer.new_ids()[0].as_str()).await;
        assert_eq!(row.state, Some(RequestState::Cancelled), "{item}");
        let why = row.cancelled_request_details.unwrap().comment.unwrap();
        assert!(why.starts_with("Cancelled: "), "{item}: {why}");
    }
}

#[tokio::test]
async fn a_date_after_the_sunset_can_be_refused_after_the_queue_too() {
    let company = Company::open();
    company.settle(json!({"lateRefusals": true})).await;
    let mut body = company.revoke_body("employee", &["Snowflake Finance Mart"]).await;
    item(&mut body)["removeDate"] = json!("2099-01-01T00:00:00Z");
    let answer: AccessRequestResponse = company.post("manager", PATH, body).await.json();
    company.step().await;
    let row = company.row(answer.new_ids()[0].as_str()).await;
    let why = row.cancelled_request_details.unwrap().comment;
    assert_eq!(why.as_deref(), Some("Cancelled: this access ends earlier anyway."));
}

#[tokio::test]
async fn a_removal_of_what_is_not_held_is_accepted_and_cancelled_after_the_queue() {
    let company = Company::open();
    let body = company.revoke_body("employee", &["Visio"]).await;
    let answer: AccessRequestResponse = company.post("manager", PATH, body).await.json();
    company.step().await;
    let row = company.row(answer.new_ids()[0].as_str()).await;
    assert_eq!(row.state, Some(RequestState::Cancelled));
    let why = row.cancelled_request_details.unwrap().comment;
    assert_eq!(why.as_deref(), Some("Cancelled: the identity does not have this access."));
}
