//! How rows end: decisions in their order, phases, set-up that works or does not, dates, removals.

use request_center_models::progress::Progress;
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::status::{
    ApprovalStatus, PhaseResult, PhaseState, RequestState, RequestedItemStatus,
};
use serde_json::{Value, json};

use crate::company::{Company, encode};

const MINUTE: u64 = 60;
const DAY: u64 = 86_400;

/// The phases of a row: name, state, result, whether it is finished.
fn phases(row: &RequestedItemStatus) -> Vec<(String, Option<PhaseState>, Option<PhaseResult>, bool)> {
    row.access_request_phases
        .iter()
        .flatten()
        .map(|phase| {
            (phase.name.clone().unwrap(), phase.state.clone(), phase.result.clone(), phase.finished.is_some())
        })
        .collect()
}

fn decisions(row: &RequestedItemStatus) -> Vec<Option<ApprovalStatus>> {
    row.approval_details.iter().flatten().map(|approval| approval.status.clone()).collect()
}

#[tokio::test]
async fn colleagues_decide_one_after_the_other_and_then_it_is_set_up() {
    let company = Company::open();
    let id = company.ask("employee", &["SAP Payment Run"]).await;
    company.step().await;
    let row = company.row(&id).await;
    assert_eq!(decisions(&row), [Some(ApprovalStatus::Pending), Some(ApprovalStatus::Pending)]);
    assert_eq!(phases(&row), [("APPROVAL_PHASE".to_owned(), Some(PhaseState::Executing), None, false)]);
    let first = &row.approval_details.as_ref().unwrap()[0];
    assert_eq!(
        first.scheme.as_ref().map(request_center_models::wire::status::ApprovalScheme::as_str),
        Some("MANAGER")
    );
    assert_eq!(first.current_owner.as_ref().and_then(|owner| owner.name.as_deref()), Some("Lena Fischer"));
    assert_eq!(row.approval_ids.as_ref().map(Vec::len), Some(2));

    company.pass(11 * MINUTE).await;
    let row = company.row(&id).await;
    assert_eq!(decisions(&row), [Some(ApprovalStatus::Approved), Some(ApprovalStatus::Pending)]);
    assert!(matches!(Progress::of(&row), Progress::Waiting { step: 2, steps: 2, .. }));
    assert_eq!(row.cancelable, Some(true));

    company.pass(15 * MINUTE).await;
    let row = company.row(&id).await;
    assert_eq!(row.state, Some(RequestState::Executing));
    assert_eq!(row.cancelable, Some(false));
    assert_eq!(Progress::of(&row), Progress::BeingProcessed);
    assert_eq!(
        phases(&row),
        [
            ("APPROVAL_PHASE".to_owned(), Some(PhaseState::Completed), Some(PhaseResult::Successful), true),
            ("PROVISIONING_PHASE".to_owned(), Some(PhaseState::Executing), None, false),
        ]
    );

    company.pass(2 * MINUTE).await;
    let row = company.row(&id).await;
    assert_eq!(row.state, Some(RequestState::Completed));
    assert_eq!(phases(&row)[1].2, Some(PhaseResult::Successful));
    let filter = encode("name eq \"SAP Payment Run\"");
    let path = format!("/v3/requestable-objects?identity-id=me&filters={filter}");
    assert_eq!(company.get("employee", &path).await.each("requestStatus"), ["ASSIGNED"]);
}

#[tokio::test]
async fn decisions_carry_the_time_at_which_they_fell_due() {
    let company = Company::open();
    let id = company.ask("employee", &["SAP Payment Run"]).await;
    company.step().await;
    company.pass(30 * DAY).await;
    let row = company.row(&id).await;
    let at: Vec<f64> = row
        .approval_details
        .iter()
        .flatten()
        .map(|approval| {
            approval.modified.as_ref().and_then(request_center_models::moment::Moment::unix_millis).unwrap()
        })
        .collect();
    assert_eq!(at[1] - at[0], 15.0 * 60_000.0, "the second follows the first by fifteen minutes");
    let finished = row.access_request_phases.unwrap()[1].finished.clone().unwrap();
    assert_eq!(finished.unix_millis().unwrap() - at[1], 2.0 * 60_000.0);
}

#[tokio::test]
async fn every_ending_of_the_catalog_can_be_seen() {
    for (item, expected, errors) in [
        ("Visio", RequestState::Completed, 0),
        ("Hamburg Data Centre", RequestState::Rejected, 0),
        ("Salesforce CPQ", RequestState::ProvisioningFailed, 1),
        ("Tableau Creator", RequestState::PartlyProvisioned, 1),
        ("DocuSign Template Admin", RequestState::Error, 1),
        ("Parking Hamburg", RequestState::Executing, 0),
        ("Snowflake Sandbox", RequestState::VerificationPending, 0),
    ] {
        let company = Company::open();
        let id = company.ask("manager", &[item]).await;
        company.step().await;
        company.pass(60 * MINUTE).await;
        let row = company.row(&id).await;
        assert_eq!(row.state, Some(expected.clone()), "{item}");
        assert_eq!(row.error_messages.clone().map_or(0, |errors| errors.len()), errors, "{item}");
        if expected == RequestState::Rejected {
            let last = row.approval_details.as_ref().unwrap().last().unwrap().clone();
            assert_eq!(last.status, Some(ApprovalStatus::Rejected));
            assert!(last.comment.is_some_and(|comment| !comment.is_empty()));
            assert_eq!(phases(&row)[0].2, Some(PhaseResult::Failed));
        }
    }
}

#[tokio::test]
async fn a_slow_set_up_ends_the_same_day_and_a_verification_the_next() {
    let company = Company::open();
    let slow = company.ask("manager", &["Teams Phone"]).await;
    let seen_late = company.ask("manager", &["Snowflake Sandbox"]).await;
    company.step().await;
    company.pass(7 * 60 * MINUTE).await;
    assert_eq!(company.row(&slow).await.state, Some(RequestState::Executing));
    company.pass(2 * 60 * MINUTE).await;
    assert_eq!(company.row(&slow).await.state, Some(RequestState::Completed));
    assert_eq!(company.row(&seen_late).await.state, Some(RequestState::VerificationPending));
    company.pass(DAY).await;
    assert_eq!(company.row(&seen_late).await.state, Some(RequestState::Completed));
}

#[tokio::test]
async fn access_begins_and_ends_on_its_dates() {
    let company = Company::open();
    let now: Value = company.control("advance", Some(json!({"seconds": 0}))).await.json();
    let now = request_center_models::moment::Moment::from(now["now"].as_str().unwrap()).instant().unwrap();
    let day = |days: i64| request_center_models::moment::Moment::at(now + time::Duration::days(days));
    let mut body = company.grant_body("employee", &["Visio"]).await;
    body["requestedItems"][0]["startDate"] = json!(day(5));
    body["requestedItems"][0]["removeDate"] = json!(day(10));
    let answer: AccessRequestResponse = company.post("employee", "/v3/access-requests", body).await.json();
    let id = answer.new_ids()[0].to_string();
    company.step().await;
    company.step().await;
    let path = format!("/v3/requestable-objects?identity-id=me&filters={}", encode("name eq \"Visio\""));
    let mut seen = Vec::new();
    for _ in 0..4 {
        let state = company.row(&id).await.state.unwrap().to_string();
        seen.push((state, company.get("employee", &path).await.each("requestStatus").remove(0)));
        company.pass(4 * DAY).await;
    }
    let expected = [
        ("EXECUTING", "PENDING"),
        ("EXECUTING", "PENDING"),
        ("REQUEST_COMPLETED", "ASSIGNED"),
        ("REQUEST_COMPLETED", "AVAILABLE"),
    ];
    assert_eq!(seen, expected.map(|(state, status)| (state.to_owned(), status.to_owned())));
}

#[tokio::test]
async fn approvals_are_made_by_their_owner_when_the_owner_asks() {
    let company = Company::open();
    // Lena owns the role and may approve her own asking, as the configuration says; her manager is asked before.
    let id = company.ask("manager", &["Finance Analyst"]).await;
    company.step().await;
    let row = company.row(&id).await;
    let owners: Vec<&str> = row
        .approval_details
        .iter()
        .flatten()
        .filter_map(|approval| approval.current_owner.as_ref()?.name.as_deref())
        .collect();
    assert_eq!(
        owners,
        ["Margarethe Lindqvist", "Margarethe Lindqvist"],
        "nobody decides about their own access"
    );
    // She asks for Amara, whose manager she is.
    let body = company.grant_body("employee", &["Power BI Pro", "GitHub Member"]).await;
    let answer: AccessRequestResponse = company.post("manager", "/v3/access-requests", body).await.json();
    company.step().await;
    let rows = company.rows(answer.new_ids()[0].as_str()).await;
    let aws = rows.iter().find(|row| row.name.as_deref() == Some("GitHub Member")).unwrap();
    assert_eq!(decisions(aws), [Some(ApprovalStatus::Approved)], "approved by asking");
    assert_eq!(Progress::of(aws), Progress::BeingProcessed);
}

#[tokio::test]
async fn any_member_of_a_group_may_decide() {
    let company = Company::open();
    let id = company.ask("employee", &["prod-break-glass"]).await;
    company.step().await;
    let waiting = company.row(&id).await.approval_details.unwrap().remove(0);
    assert_eq!(
        waiting.original_owner.as_ref().and_then(|owner| owner.r#type.as_deref()),
        Some("GOVERNANCE_GROUP")
    );
    assert_eq!(waiting.current_owner, None);
    company.pass(11 * MINUTE).await;
    let decided = company.row(&id).await.approval_details.unwrap().remove(0);
    assert_eq!(decided.status, Some(ApprovalStatus::Approved));
    assert!(decided.current_owner.is_some_and(|owner| owner.r#type.as_deref() == Some("IDENTITY")));
}

#[tokio::test]
async fn colleagues_can_be_told_to_leave_decisions_alone() {
    let company = Company::open();
    company.settle(json!({"colleaguesDecide": false})).await;
    let id = company.ask("employee", &["Visio", "Power BI Pro", "AWS Developer"]).await;
    company.step().await;
    company.pass(DAY).await;
    let states: Vec<String> =
        company.rows(&id).await.iter().map(|row| row.state.clone().unwrap().to_string()).collect();
    assert_eq!(states, ["REQUEST_COMPLETED", "CANCELLED", "EXECUTING"]);
    company.settle(json!({"colleaguesDecide": true})).await;
    company.pass(2 * MINUTE).await;
    assert_eq!(company.rows(&id).await[2].state, Some(RequestState::Completed));
}
