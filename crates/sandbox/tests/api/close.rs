//! Closing what hangs: who may, what is judged, that it happens after its 202, what it ends, and what it cannot end.

use axum::http::StatusCode;
use request_center_models::close::DEFAULT_MESSAGE;
use request_center_models::moment::Moment;
use request_center_models::operation::{Family, Operation};
use request_center_models::progress::{STUCK_AFTER_DAYS, StepKind};
use request_center_models::wire::status::{
    ApprovalScheme, ApprovalStatus, PhaseResult, PhaseState, RequestState, RequestedItemStatus,
};
use serde_json::{Value, json};

use crate::company::{Company, encode};

const PATH: &str = "/beta/access-requests/close";
/// Emily waits for her manager.
const WAITING: &str = "5d0c0000000000000000000000000001";
/// Wei's two items are being set up for ever.
const SETTING_UP: &str = "5d0c0000000000000000000000000002";
/// Yusuf's access is being taken away for ever.
const REMOVING: &str = "5d0c0000000000000000000000000003";
/// Piotr waits for a group.
const GROUP: &str = "5d0c0000000000000000000000000004";
/// Thabo's has hung for five days only.
const YOUNG: &str = "5d0c0000000000000000000000000005";
/// Hannah's begins next month.
const DATED: &str = "5d0c0000000000000000000000000006";

async fn close(company: &Company, ids: &[&str]) -> StatusCode {
    company.post("admin", PATH, json!({ "accessRequestIds": ids })).await.status
}

async fn states(company: &Company, id: &str) -> Vec<RequestState> {
    company.rows(id).await.into_iter().filter_map(|row| row.state).collect()
}

#[tokio::test]
async fn the_company_has_requests_that_hang_in_several_phases() {
    let company = Company::open();
    let config = company.get("admin", "/v3/access-request-config").await;
    let now = Moment::from(
        company.control("advance", Some(json!({"seconds": 0}))).await.json::<Value>()["now"]
            .as_str()
            .unwrap(),
    );
    assert_eq!(config.status, StatusCode::OK);
    let now = now.instant().unwrap();
    let manager = || StepKind::Approval(Some(ApprovalScheme::Manager));
    let group = || StepKind::Approval(Some(ApprovalScheme::GovernanceGroup));
    for (id, days, expected) in [
        (WAITING, STUCK_AFTER_DAYS, Some((manager(), 23))),
        (WAITING, 24, None),
        (SETTING_UP, STUCK_AFTER_DAYS, Some((StepKind::Processing, 31))),
        (REMOVING, STUCK_AFTER_DAYS, Some((StepKind::Processing, 19))),
        (GROUP, STUCK_AFTER_DAYS, Some((group(), 27))),
        (YOUNG, STUCK_AFTER_DAYS, None),
        (YOUNG, 5, Some((StepKind::Processing, 5))),
        (DATED, STUCK_AFTER_DAYS, None),
    ] {
        let rows = company.rows(id).await;
        assert!(!rows.is_empty(), "{id}");
        for row in rows {
            let stuck = row.stuck(now, days);
            let since = stuck.as_ref().map(|stuck| stuck.since.is_some());
            let told = stuck.map(|stuck| (stuck.phase, stuck.days));
            assert_eq!((told, since), (expected.clone(), expected.as_ref().map(|_| true)), "{id} {days}");
        }
    }
}

#[tokio::test]
async fn an_administrator_finds_what_hangs_by_state_and_age() {
    let company = Company::open();
    let told: Value = company.control("advance", Some(json!({"seconds": 0}))).await.json();
    let now = Moment::from(told["now"].as_str().unwrap()).instant().unwrap();
    let before = request_center_models::progress::stuck_before(now, STUCK_AFTER_DAYS);
    let filter = encode(&format!("created lt \"{before}\""));
    let path = format!("/v3/access-request-status?request-state=EXECUTING&filters={filter}&sorters=created");
    let rows: Vec<RequestedItemStatus> = company.get("admin", &path).await.json();
    let mut ids: Vec<String> =
        rows.iter().filter_map(|row| row.access_request_id.as_ref()).map(ToString::to_string).collect();
    ids.dedup();
    assert_eq!(ids, [SETTING_UP, GROUP, WAITING, DATED, REMOVING]);
    let refused = company.get("employee", &path).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "nobody else sees everyone's");
}

#[tokio::test]
async fn time_alone_never_ends_what_hangs() {
    let company = Company::open();
    company.step().await;
    company.pass(200 * 86_400).await;
    for id in [WAITING, SETTING_UP, REMOVING, GROUP, YOUNG] {
        assert!(states(&company, id).await.iter().all(|state| *state == RequestState::Executing), "{id}");
    }
    assert_eq!(states(&company, DATED).await, [RequestState::Completed], "its date came");
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
async fn what_was_closed_was_not_given_and_can_be_asked_for_again() {
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
    for client in ["employee", "manager", "approver", "api", "emily.carter"] {
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
async fn what_still_waits_in_the_queue_can_be_closed() {
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
