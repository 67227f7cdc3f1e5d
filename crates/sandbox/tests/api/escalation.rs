//! Undecided approvals: reminders and escalation, by the configuration and the virtual clock.

use request_center_models::wire::approval::{PendingApproval, ReassignmentType};
use serde_json::json;

use crate::company::Company;

const DAY: u64 = 86_400;

async fn quiet(escalation: serde_json::Value) -> Company {
    let company = Company::open();
    company.settle(json!({"colleaguesDecide": false})).await;
    let change = json!({"change": {"approvalReminderAndEscalationConfig": escalation}});
    assert_eq!(company.control("config", Some(change)).await.status.as_u16(), 200);
    company
}

async fn counts(company: &Company) -> (i64, i64) {
    let effects = company.effects().await;
    (effects["reminders"].as_i64().unwrap(), effects["escalations"].as_i64().unwrap())
}

/// The names of who the first approval of that access request waits for: at first, and now.
async fn owners(company: &Company, request: &str) -> (String, String) {
    let approval = company.row(request).await.approval_details.unwrap().remove(0);
    (approval.original_owner.unwrap().name.unwrap(), approval.current_owner.unwrap().name.unwrap())
}

#[tokio::test]
async fn the_approver_is_reminded_and_then_their_manager_is_asked_once() {
    let company =
        quiet(json!({"daysUntilEscalation": 2, "daysBetweenReminders": 1, "maxReminders": 2})).await;
    let before = counts(&company).await;
    let request = company.ask("employee", &["Project Plan 3"]).await;
    company.step().await;
    let lena = "Lena Fischer".to_owned();
    for _ in 0..3 {
        assert_eq!(owners(&company, &request).await, (lena.clone(), lena.clone()));
        company.pass(DAY).await;
    }
    assert!(counts(&company).await.0 >= before.0 + 2, "two reminders were sent");
    company.pass(DAY + 60).await;
    assert_eq!(owners(&company, &request).await, (lena.clone(), "Margarethe Lindqvist".to_owned()));
    let path = "/v3/access-request-approvals/pending?owner-id=me";
    let rows: Vec<PendingApproval> = company.get("director", path).await.json();
    let row = rows.iter().find(|row| row.name.as_deref() == Some("Project Plan 3")).expect("she is asked");
    let step = &row.forward_history.as_ref().unwrap()[0];
    assert_eq!(step.reassignment_type, Some(ReassignmentType::Escalation));
    company.pass(30 * DAY).await;
    assert_eq!(owners(&company, &request).await.1, "Margarethe Lindqvist", "once is enough");
}

#[tokio::test]
async fn without_reminders_it_is_escalated_at_once_and_without_days_never() {
    let company = quiet(json!({"daysUntilEscalation": 3, "maxReminders": null})).await;
    let request = company.ask("employee", &["Project Plan 3"]).await;
    company.step().await;
    company.pass(3 * DAY + 60).await;
    assert_eq!(owners(&company, &request).await.1, "Margarethe Lindqvist");
    let company = quiet(json!({"daysUntilEscalation": null})).await;
    let request = company.ask("employee", &["Project Plan 3"]).await;
    company.step().await;
    company.pass(60 * DAY).await;
    assert_eq!(owners(&company, &request).await.1, "Lena Fischer");
}

#[tokio::test]
async fn where_nobody_is_above_the_fallback_approver_is_asked() {
    let tomas = json!({"type": "IDENTITY", "id": "2c9180867a1f4c0d017a21c3f0aa0001"});
    let company =
        quiet(json!({"daysUntilEscalation": 1, "maxReminders": null, "fallbackApproverRef": tomas})).await;
    let request = company.ask("manager", &["Project Plan 3"]).await;
    company.step().await;
    assert_eq!(owners(&company, &request).await.1, "Margarethe Lindqvist");
    company.pass(DAY + 60).await;
    assert_eq!(owners(&company, &request).await.1, "Tomás Herrera");
}

#[tokio::test]
async fn nobody_was_reminded_before_the_start() {
    let company = Company::open();
    company.settle(json!({"colleaguesDecide": false})).await;
    let (reminders, escalated) = counts(&company).await;
    assert_eq!(reminders, 0);
    company.pass(5 * DAY + 60).await;
    let later = counts(&company).await;
    assert!(later.0 > 10, "{later:?}");
    assert_eq!(later.1, escalated);
}
