//! The outcome of a removal: its approvals and its cancel, its date, its account.

use request_center_models::holding::Holding;
use request_center_models::id::IdentityId;
use request_center_models::moment::Moment;
use request_center_models::progress::Progress;
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::reference::{ItemType, RequestType};
use request_center_models::wire::status::{RequestState, RequestedItemStatus};
use serde_json::{Value, json};
use time::Duration;

use crate::company::{Company, encode};

pub(crate) const PATH: &str = "/v3/access-requests";
pub(crate) const MINUTE: u64 = 60;
pub(crate) const DAY: u64 = 86_400;

/// Asks as the manager for the removal of these things of the employee.
pub(crate) async fn revoke(company: &Company, names: &[&str], change: impl FnOnce(&mut Value)) -> String {
    let mut body = company.revoke_body("employee", names).await;
    change(&mut body["requestedItems"][0]);
    let answer = company.post("manager", PATH, body).await;
    assert_eq!(answer.status.as_u16(), 202, "{}", answer.text);
    answer.json::<AccessRequestResponse>().new_ids().first().expect("a new access request").to_string()
}

/// Lets it leave the queue and be set up.
pub(crate) async fn settled(company: &Company) {
    company.step().await;
    company.step().await;
}

/// True if the catalog says that the employee holds it.
pub(crate) async fn holds(company: &Company, name: &str) -> bool {
    let filter = encode(&format!("name eq \"{name}\""));
    let path = format!("/v3/requestable-objects?identity-id=me&filters={filter}");
    company.get("employee", &path).await.each("requestStatus") == ["ASSIGNED"]
}

async fn in_days(company: &Company, days: i64) -> Moment {
    let told: Value = company.control("advance", Some(json!({"seconds": 0}))).await.json();
    let now = Moment::from(told["now"].as_str().unwrap()).instant().unwrap();
    Moment::at(now + Duration::days(days))
}

/// The accounts by which the employee has the entitlement.
async fn accounts(company: &Company, name: &str) -> Vec<String> {
    let (amara, id) = (company.person("employee").await, company.entitlement(name).await);
    let path = format!("/v2024/revocable-objects/identityId/{amara}/entitlementId/{id}");
    let answer: Value = company.get("manager", &path).await.json();
    let targets = answer["accountTargets"].as_array().unwrap();
    targets.iter().map(|target| target["accountName"].as_str().unwrap().to_owned()).collect()
}

/// The employee's assignment of that role.
pub(crate) async fn assignment(company: &Company, role: &str) -> Value {
    let amara = company.person("employee").await;
    let path = format!("/beta/identities/{amara}/role-assignments?roleName={}", encode(role));
    company.get("manager", &path).await.json::<Value>()[0].clone()
}

#[tokio::test]
async fn a_removal_nobody_must_approve_is_done_and_stands_in_the_list_as_a_removal() {
    let company = Company::open();
    let id = revoke(&company, &["Power BI Pro", "Tableau Viewer"], |_| {}).await;
    assert_eq!(company.rows(&id).await.len(), 0, "still in the queue");
    company.step().await;
    assert!(holds(&company, "Power BI Pro").await, "accepted is not done");
    company.step().await;
    let rows = company.rows(&id).await;
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert_eq!(row.request_type, Some(RequestType::Revoke));
        assert_eq!(row.state, Some(RequestState::Completed));
        assert_eq!(row.requester.as_ref().unwrap().name.as_deref(), Some("Lena Fischer"));
        assert_eq!(row.requested_for.as_ref().unwrap().name.as_deref(), Some("Amara Okafor"));
    }
    assert!(!holds(&company, "Power BI Pro").await && !holds(&company, "Tableau Viewer").await);
    let own = company.get("manager", "/v3/access-request-status?requested-by=me").await;
    assert!(own.each("name").contains(&"Power BI Pro".to_owned()), "who asked can follow it");
}

#[tokio::test]
async fn a_removal_waits_for_its_approvers_in_their_order() {
    let company = Company::open();
    let id = revoke(&company, &["GRP-FIN-Audit-Room"], |_| {}).await;
    company.step().await;
    // Lena owns the entitlement and has approved by asking; the owner of its source is next.
    let row = company.row(&id).await;
    let waits = Progress::of(&row);
    assert!(
        matches!(&waits, Progress::Waiting { on: Some(on), step: 2, steps: 2, .. } if on == "Tomás Herrera"),
        "{waits:?}"
    );
    assert_eq!(row.cancelable, Some(true));
    assert_eq!(accounts(&company, "GRP-FIN-Audit-Room").await.len(), 1);
    company.pass(30 * MINUTE).await;
    assert_eq!(company.row(&id).await.state, Some(RequestState::Completed));
    assert_eq!(accounts(&company, "GRP-FIN-Audit-Room").await, Vec::<String>::new());
}

#[tokio::test]
async fn a_removal_is_seen_by_the_holding_it_takes_away() {
    let company = Company::open();
    let id = revoke(&company, &["Month-End Close Team"], |_| {}).await;
    company.step().await;
    let rows: Vec<RequestedItemStatus> =
        company.get("manager", "/v3/access-request-status?requested-by=me").await.json();
    let amara = IdentityId::from(company.person("employee").await);
    let item = company.item("Month-End Close Team").await["id"].as_str().unwrap().to_owned();
    let mut held = Holding::new(ItemType::Role, item.into(), "Month-End Close Team".to_owned());
    held.note_rows(&amara, &rows);
    let removal = held.removal.clone().unwrap();
    assert_eq!((removal.request.as_str(), removal.waits_on.as_deref()), (id.as_str(), Some("Priya Raman")));
    held.note_rows(&"somebody-else".into(), &rows);
    assert_eq!(held.removal, None);
}

#[tokio::test]
async fn a_removal_can_be_cancelled_while_approval_is_open_and_then_nothing_is_lost() {
    let company = Company::open();
    let id = revoke(&company, &["Month-End Close Team"], |_| {}).await;
    company.step().await;
    let cancel = json!({"accountActivityId": id, "comment": "She stays in the team."});
    let path = "/v3/access-requests/cancel";
    let by_her = company.post("employee", path, cancel.clone()).await;
    assert_eq!(by_her.status.as_u16(), 403, "whose access it is did not ask");
    assert_eq!(company.post("manager", path, cancel.clone()).await.status.as_u16(), 202);
    company.step().await;
    assert_eq!(company.row(&id).await.state, Some(RequestState::Cancelled));
    company.pass(2 * DAY).await;
    assert!(holds(&company, "Month-End Close Team").await);
    assert_eq!(company.post("manager", path, cancel).await.status.as_u16(), 404, "it is over");
}

#[tokio::test]
async fn a_removal_on_a_date_takes_effect_on_that_date() {
    let company = Company::open();
    let date = in_days(&company, 7).await;
    let id = revoke(&company, &["Snowflake Finance Mart"], |item| item["removeDate"] = json!(date)).await;
    settled(&company).await;
    let row = company.row(&id).await;
    assert_eq!((row.state, row.remove_date), (Some(RequestState::Completed), Some(date)));
    assert!(holds(&company, "Snowflake Finance Mart").await);
    company.pass(6 * DAY).await;
    assert!(holds(&company, "Snowflake Finance Mart").await, "a day too early");
    company.pass(2 * DAY).await;
    assert!(!holds(&company, "Snowflake Finance Mart").await);
}

#[tokio::test]
async fn a_date_can_be_made_earlier_and_never_later() {
    let company = Company::open();
    for (days, status) in [(20, 202), (25, 400), (20, 400), (10, 202)] {
        let mut body = company.revoke_body("employee", &["Power BI Pro"]).await;
        body["requestedItems"][0]["removeDate"] = json!(in_days(&company, days).await);
        let answer = company.post("manager", PATH, body).await;
        assert_eq!(answer.status.as_u16(), status, "{days}: {}", answer.text);
        settled(&company).await;
    }
    company.pass(12 * DAY).await;
    assert!(!holds(&company, "Power BI Pro").await);
}

#[tokio::test]
async fn the_date_of_a_role_is_told_by_its_assignment() {
    let company = Company::open();
    let date = in_days(&company, 3).await;
    let id = assignment(&company, "Finance Floor Warden").await["id"].clone();
    revoke(&company, &["Finance Floor Warden"], |item| {
        item["removeDate"] = json!(date);
        item["assignmentId"] = id.clone();
    })
    .await;
    settled(&company).await;
    let row = assignment(&company, "finance floor warden").await;
    assert_eq!((&row["removeDate"], &row["id"]), (&json!(date), &id));
}

#[tokio::test]
async fn one_of_two_accounts_loses_the_entitlement_and_the_other_keeps_it() {
    let company = Company::open();
    assert_eq!(accounts(&company, "Z_FI_TEST_POST").await, ["amara.okafor", "AOKAFOR_TEST"]);
    let name = json!("AOKAFOR_TEST");
    let id = revoke(&company, &["Z_FI_TEST_POST"], |item| item["nativeIdentity"] = name).await;
    company.step().await;
    let named = company.row(&id).await.requested_accounts.unwrap();
    assert_eq!(named[0].account_id.as_deref(), Some("AOKAFOR_TEST"));
    company.step().await;
    assert_eq!(accounts(&company, "Z_FI_TEST_POST").await, ["amara.okafor"]);
}

#[tokio::test]
async fn one_of_two_accounts_loses_the_entitlement_on_a_date() {
    let company = Company::open();
    let date = in_days(&company, 2).await;
    revoke(&company, &["Z_FI_TEST_POST"], |item| {
        item["nativeIdentity"] = json!("AOKAFOR_TEST");
        item["removeDate"] = json!(date);
    })
    .await;
    settled(&company).await;
    assert_eq!(accounts(&company, "Z_FI_TEST_POST").await.len(), 2);
    company.pass(3 * DAY).await;
    assert_eq!(accounts(&company, "Z_FI_TEST_POST").await, ["amara.okafor"]);
}
