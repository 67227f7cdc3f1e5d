//! Stuck requests: the built-in ones, how an administrator finds them, and those a close cannot end.

use axum::http::StatusCode;
use request_center_models::moment::Moment;
use request_center_models::progress::{STUCK_AFTER_DAYS, StepKind, stuck_before};
use request_center_models::wire::status::{ApprovalScheme, RequestState, RequestedItemStatus};
use request_center_sandbox::Options;
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::close::{GROUP, REMOVING, SETTING_UP, WAITING, states};
use crate::company::{Company, encode, still};
use crate::seeds::File;

/// Thabo's has hung for five days only.
const YOUNG: &str = "5d0c0000000000000000000000000005";
/// Hannah's begins next month.
const DATED: &str = "5d0c0000000000000000000000000006";

/// Virtual now.
async fn now(company: &Company) -> OffsetDateTime {
    let told: Value = company.control("advance", Some(json!({"seconds": 0}))).await.json();
    Moment::from(told["now"].as_str().unwrap()).instant().unwrap()
}

#[tokio::test]
async fn the_company_has_requests_that_hang_in_several_phases() {
    let company = Company::open();
    let now = now(&company).await;
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
            let told = stuck.map(|stuck| (stuck.phase, stuck.days.unwrap_or_default()));
            assert_eq!((told, since), (expected.clone(), expected.as_ref().map(|_| true)), "{id} {days}");
        }
    }
}

#[tokio::test]
async fn an_administrator_finds_what_hangs_by_state_and_age() {
    let company = Company::open();
    let before = stuck_before(now(&company).await, STUCK_AFTER_DAYS);
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
async fn an_immovable_row_of_a_seed_stays_after_a_close() {
    let seed = r#"{
        "personas": {"admin": "adam"},
        "identities": [{"alias": "adam", "firstName": "Adam", "lastName": "One", "authorities": ["ORG_ADMIN"]}],
        "items": [{"type": "ROLE", "name": "Reader", "owner": "adam", "approvals": []}],
        "requests": [
            {"id": "fast", "requester": "adam", "created": "-40d", "items": [{"item": "Reader", "outcome": "immovable"}]}
        ]
    }"#;
    let file = File::write("immovable.json", seed);
    let company = Company::with(Options { seed: Some(file.0.clone()), ..still() });
    let body = json!({"accessRequestIds": ["fast"]});
    let answer = company.post("admin", "/v2024/access-requests/close", body).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "a 202 promises nothing");
    company.step().await;
    assert_eq!(states(&company, "fast").await, [RequestState::Executing]);
    assert_eq!(company.effects().await["closes"], 0);
    let noted: Vec<Value> = company.control("audit", None).await.json();
    assert_eq!(noted[1]["errors"], json!(["fast"]));
}
