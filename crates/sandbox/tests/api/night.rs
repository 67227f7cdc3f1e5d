//! The access removed with a role, and the access the nightly refresh gives back.

use serde_json::json;

use crate::company::Company;
use crate::revoked::{DAY, MINUTE, PATH, assignment, holds, revoke, settled};

#[tokio::test]
async fn access_by_role_criteria_comes_back_in_the_night() {
    let company = Company::open();
    let role = "Finance Floor Warden";
    assert_eq!(assignment(&company, role).await["assignmentSource"], "UI", "she asked for it");
    revoke(&company, &[role], |_| {}).await;
    settled(&company).await;
    assert!(!holds(&company, role).await);
    company.pass(DAY).await;
    assert!(holds(&company, role).await);
    assert_eq!(assignment(&company, role).await["assignmentSource"], "ROLE_MEMBERSHIP");
    let body = company.revoke_body("employee", &[role]).await;
    let again = company.post("manager", PATH, body).await;
    assert_eq!(again.header("x-sandbox-rules"), "removal.membership", "now no request can");
}

#[tokio::test]
async fn parts_of_a_role_come_back_in_the_night() {
    let company = Company::open();
    revoke(&company, &["SAP Display Finance"], |_| {}).await;
    settled(&company).await;
    assert!(!holds(&company, "SAP Display Finance").await);
    company.pass(DAY).await;
    assert!(holds(&company, "SAP Display Finance").await, "Finance Analyst brings it along");
    let body = company.revoke_body("employee", &["SAP Display Finance"]).await;
    let again = company.post("manager", PATH, body).await;
    assert_eq!(again.header("x-sandbox-rules"), "removal.inherited");
}

#[tokio::test]
async fn access_without_a_reason_does_not_come_back() {
    let company = Company::open();
    revoke(&company, &["Power BI Pro"], |_| {}).await;
    settled(&company).await;
    company.pass(3 * DAY).await;
    assert!(!holds(&company, "Power BI Pro").await);
}

#[tokio::test]
async fn parts_of_a_role_are_removed_with_it() {
    let company = Company::open();
    let priya = company.person("priya.raman").await;
    let grant = company.grant_body("priya.raman", &["Finance Analyst"]).await;
    assert_eq!(company.post("manager", PATH, grant).await.status.as_u16(), 202);
    company.step().await;
    company.pass(60 * MINUTE).await;
    let has = async || {
        let path = format!("/v3/requestable-objects?statuses=ASSIGNED&identity-id={priya}");
        let names = company.get("manager", &path).await.each("name");
        ["Finance Analyst", "Finance Planning Workspace"].map(|name| names.contains(&name.to_owned()))
    };
    assert_eq!(has().await, [true, true]);
    let body = company.revoke_body("priya.raman", &["Finance Analyst"]).await;
    assert_eq!(company.post("manager", PATH, body).await.status.as_u16(), 202);
    settled(&company).await;
    assert_eq!(has().await, [false, false]);
    company.pass(DAY).await;
    assert_eq!(has().await, [false, false], "she matches no criteria");
}

#[tokio::test]
async fn access_requested_by_itself_outlives_the_role_that_contained_it() {
    let company = Company::open();
    company.settle(json!({"queueMillis": 0})).await;
    for names in [["Finance Analyst"], ["Finance Planning Workspace"]] {
        let grant = company.grant_body("priya.raman", &names).await;
        assert_eq!(company.post("manager", PATH, grant).await.status.as_u16(), 202);
        company.pass(60 * MINUTE).await;
    }
    let body = company.revoke_body("priya.raman", &["Finance Analyst"]).await;
    assert_eq!(company.post("manager", PATH, body).await.status.as_u16(), 202);
    company.pass(2 * DAY).await;
    let path = "/v3/requestable-objects?statuses=ASSIGNED&identity-id=me";
    let names = company.get("priya.raman", path).await.each("name");
    let has = |name: &str| names.contains(&name.to_owned());
    assert_eq!([has("Finance Analyst"), has("Finance Planning Workspace")], [false, true], "{names:?}");
}
