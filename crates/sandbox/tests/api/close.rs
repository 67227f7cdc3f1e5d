//! Closing stuck requests: who may, what is checked, that it happens after its 202, what it ends, and what it cannot end.

use axum::http::StatusCode;
use request_center_models::close::DEFAULT_MESSAGE;
use request_center_models::operation::{Family, Operation};
use request_center_models::wire::status::{ApprovalStatus, PhaseResult, PhaseState, RequestState};
use serde_json::{Value, json};

use crate::company::{Company, encode};

const PATH: &str = "/beta/access-requests/close";
/// Emily waits for her manager.
pub(crate) const WAITING: &str = "5d0c0000000000000000000000000001";
/// Wei's two items are being set up for ever.
pub(crate) const SETTING_UP: &str = "5d0c0000000000000000000000000002";
/// Yusuf's access is being taken away for ever.
pub(crate) const REMOVING: &str = "5d0c0000000000000000000000000003";
/// Piotr waits for a group.
pub(crate) const GROUP: &str = "5d0c0000000000000000000000000004";

async fn close(company: &Company, ids: &[&str]) -> StatusCode {
    company.post("admin", PATH, json!({ "accessRequestIds": ids })).await.status
}

pub(crate) async fn states(company: &Company, id: &str) -> Vec<RequestState> {
    company.rows(id).await.into_iter().filter_map(|row| row.state).collect()
}

#[tokio::test]
async fn a_close_ends_every_open_row_once_it_leaves_the_queue() {
    let company = Company::open();
    let answer =
        company.post("admin", PATH, json!({"accessRequestIds": [WAITING, SETTING_UP, REMOVING]})).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::ACCEPTED, "{}"));
    assert_eq!(states(&company, WAITING).await, [RequestState::Executing], "accepted is not done");
    company.step().await;
    for (id, rows) in [(WAITING, 1), (SETTING_UP, 2), (REMOVING, 1)] {
        let rows = {
            assert_eq!(company.rows(id).await.len(), rows, "{id}");
            company.rows(id).await
        };
        for row in rows {
            assert_eq!(row.state, Some(RequestState::Terminated), "{id}");
            assert_eq!(row.cancelable, Some(false));
            let message = row.error_messages.unwrap()[0][0].text.clone();
            assert_eq!(message.as_deref(), Some(DEFAULT_MESSAGE));
            let phases = row.access_request_phases.unwrap();
            assert!(phases.iter().all(|phase| phase.finished.is_some()), "{id}: {phases:?}");
            assert_eq!(phases.last().unwrap().state, Some(PhaseState::Cancelled), "{id}");
            let pending = row.approval_details.unwrap();
            assert!(pending.iter().all(|one| one.status != Some(ApprovalStatus::Pending)), "{id}");
        }
    }
    let effects = company.effects().await;
    assert_eq!((&effects["closes"], &effects["closedItems"]), (&json!(3), &json!(4)));
    assert_eq!(states(&company, GROUP).await, [RequestState::Executing], "the others stay");
}

#[tokio::test]
async fn closed_access_was_not_given_and_can_be_requested_again() {
    let company = Company::open();
    let body = json!({"accessRequestIds": [SETTING_UP], "executionStatus": "Completed", "completionStatus": "Success"});
    company.post("admin", PATH, body).await;
    company.step().await;
    let item = company.item("SAP Goods Receipt").await;
    let path = format!(
        "/v3/requestable-objects?identity-id={}&filters={}",
        company.person("wei.zhang").await,
        encode(&format!("id eq {}", item["id"]))
    );
    assert_eq!(company.get("admin", &path).await.each("requestStatus"), ["AVAILABLE"]);
}

#[tokio::test]
async fn a_closed_request_looks_as_its_two_statuses_say() {
    for (execution, completion, state, phase, result) in [
        (None, None, RequestState::Terminated, PhaseState::Cancelled, None),
        (Some("Terminated"), Some("Success"), RequestState::Terminated, PhaseState::Cancelled, None),
        (
            Some("Completed"),
            Some("Success"),
            RequestState::Completed,
            PhaseState::Completed,
            Some(PhaseResult::Successful),
        ),
        (
            Some("Completed"),
            Some("Incomplete"),
            RequestState::PartlyProvisioned,
            PhaseState::Completed,
            Some(PhaseResult::Failed),
        ),
        (
            Some("Completed"),
            Some("Failure"),
            RequestState::ProvisioningFailed,
            PhaseState::Completed,
            Some(PhaseResult::Failed),
        ),
        (
            Some("Completed"),
            None,
            RequestState::ProvisioningFailed,
            PhaseState::Completed,
            Some(PhaseResult::Failed),
        ),
    ] {
        let company = Company::open();
        let mut body = json!({"accessRequestIds": [REMOVING], "message": "The source is gone."});
        for (name, value) in [("executionStatus", execution), ("completionStatus", completion)] {
            if let Some(value) = value {
                body[name] = json!(value);
            }
        }
        assert_eq!(company.post("admin", PATH, body.clone()).await.status, StatusCode::ACCEPTED);
        company.step().await;
        let row = company.row(REMOVING).await;
        let last = row.access_request_phases.unwrap().pop().unwrap();
        assert_eq!((row.state, last.state, last.result), (Some(state), Some(phase), result), "{body}");
        assert_eq!(row.error_messages.unwrap()[0][0].text.as_deref(), Some("The source is gone."));
    }
}

#[tokio::test]
async fn only_administrators_may_close() {
    let company = Company::open();
    for client in ["employee", "manager", "director", "approver", "api", "emily.carter"] {
        let answer = company.post(client, PATH, json!({"accessRequestIds": [WAITING]})).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{client}");
    }
    company.step().await;
    assert_eq!(states(&company, WAITING).await, [RequestState::Executing]);
    assert_eq!(
        company.post("arjun.patel", PATH, json!({"accessRequestIds": [WAITING]})).await.status,
        StatusCode::ACCEPTED
    );
}

#[tokio::test]
async fn a_close_names_1_to_500_requests_and_statuses_that_exist() {
    let company = Company::open();
    let ids = |count: usize| (0..count).map(|i| format!("id-{i}")).collect::<Vec<_>>();
    for (body, codes) in [
        (json!({}), "close.ids_required"),
        (json!({"accessRequestIds": []}), "close.ids_required"),
        (json!({"accessRequestIds": [" "]}), "close.ids_required"),
        (json!({"accessRequestIds": ids(501)}), "close.ids_limit"),
        (
            json!({"accessRequestIds": ["x"], "executionStatus": "TERMINATED"}),
            "close.execution_status_unknown",
        ),
        (json!({"accessRequestIds": ["x"], "completionStatus": "Fine"}), "close.completion_status_unknown"),
        (json!({"accessRequestIds": ["x"], "message": "x".repeat(4001)}), "item.comment_too_long"),
        (
            json!({"accessRequestIds": [], "executionStatus": "", "completionStatus": ""}),
            "close.ids_required,close.execution_status_unknown,close.completion_status_unknown",
        ),
    ] {
        let answer = company.post("admin", PATH, body.clone()).await;
        assert_eq!((answer.status, answer.header("x-sandbox-rules")), (StatusCode::BAD_REQUEST, codes));
    }
    let answer = company.post("admin", PATH, json!({"accessRequestIds": ids(500)})).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    let broken = company.post("admin", PATH, json!({"accessRequestIds": "x"})).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_audit_names_what_could_not_be_closed() {
    let company = Company::open();
    let over = company.ask("employee", &["Visio"]).await;
    company.step().await;
    company.step().await;
    assert_eq!(states(&company, &over).await, [RequestState::Completed]);
    assert_eq!(close(&company, &[GROUP, "no-such-id", &over]).await, StatusCode::ACCEPTED);
    company.step().await;
    let noted: Vec<Value> = company.control("audit", None).await.json();
    let names: Vec<&Value> = noted.iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["Close Identity Requests Started", "Close Identity Requests Completed"]);
    assert_eq!(noted[0].get("errors"), None);
    assert_eq!(noted[1]["errors"], json!(["no-such-id", over]));
    assert_eq!(noted[1]["actor"]["name"], "Ingrid Solberg");
    assert_eq!(noted[1]["message"], DEFAULT_MESSAGE);
    assert_eq!(states(&company, &over).await, [RequestState::Completed], "what is over stays as it is");
}

#[tokio::test]
async fn a_close_sent_twice_ends_the_rows_once() {
    let company = Company::open();
    for _ in 0..2 {
        assert_eq!(close(&company, &[SETTING_UP, SETTING_UP]).await, StatusCode::ACCEPTED);
    }
    company.step().await;
    let effects = company.effects().await;
    assert_eq!((&effects["closes"], &effects["closedItems"]), (&json!(1), &json!(2)));
}

#[tokio::test]
async fn a_request_in_the_queue_can_be_closed() {
    let company = Company::open();
    let id = company.ask("employee", &["AWS Developer"]).await;
    company.settle(json!({"queueMillis": 0})).await;
    assert_eq!(close(&company, &[&id]).await, StatusCode::ACCEPTED);
    company.pass(1).await;
    assert_eq!(states(&company, &id).await, [RequestState::Terminated]);
    company.step().await;
    assert_eq!(states(&company, &id).await, [RequestState::Terminated], "leaving the queue changes nothing");
}

#[tokio::test]
async fn v3_cannot_close() {
    let company = Company::open();
    let path = "/v3/access-requests/close";
    assert_eq!(
        company.post("admin", path, json!({"accessRequestIds": [WAITING]})).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(Operation::CloseAccessRequest.family(Family::V3), Family::Beta);
}
