//! Cancelling: who may, when, what it ends, and that it ends nothing twice.

use axum::http::StatusCode;
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::status::{ApprovalStatus, PhaseState, RequestState};
use serde_json::{Value, json};

use crate::company::Company;

const PATH: &str = "/v3/access-requests/cancel";

fn body(id: &str) -> Value {
    json!({"accountActivityId": id, "comment": "Picked the wrong one."})
}

#[tokio::test]
async fn a_cancel_ends_every_open_row_and_says_who_and_why() {
    let company = Company::open();
    let id = company.ask("employee", &["Power BI Pro", "AWS Developer", "Project Plan 3"]).await;
    company.step().await;
    let answer = company.post("employee", PATH, body(&id)).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::ACCEPTED, "{}"));
    let before = company.rows(&id).await;
    assert_eq!(before[1].state, Some(RequestState::Executing), "accepted is not done");
    company.step().await;
    let rows = company.rows(&id).await;
    assert_eq!(rows.len(), 3);
    for row in &rows[1..] {
        assert_eq!(row.state, Some(RequestState::Cancelled));
        assert_eq!(row.cancelable, Some(false));
        let details = row.cancelled_request_details.clone().unwrap();
        assert_eq!(details.comment.as_deref(), Some("Picked the wrong one."));
        assert_eq!(details.owner.unwrap().name.as_deref(), Some("Amara Okafor"));
        assert!(details.modified.is_some());
        let approval = &row.approval_details.as_ref().unwrap()[0];
        assert_eq!(approval.status, Some(ApprovalStatus::Cancelled));
        let phase = &row.access_request_phases.as_ref().unwrap()[0];
        assert_eq!((phase.state.clone(), phase.finished.is_some()), (Some(PhaseState::Cancelled), true));
    }
    // Power BI Pro is held, so its row was over before.
    assert!(rows[0].cancelled_request_details.clone().unwrap().comment.unwrap().contains("duplicate"));
    let effects = company.effects().await;
    assert_eq!((&effects["cancels"], &effects["cancelledItems"]), (&json!(1), &json!(2)));
}

#[tokio::test]
async fn a_row_already_being_set_up_goes_with_the_others() {
    let company = Company::open();
    let id = company.ask("manager", &["GitHub Member", "SAP Payment Run"]).await;
    company.step().await;
    // Past the first approval, which is the only one of the first row; the second waits for another.
    company.pass(11 * 60).await;
    let cancelable: Vec<Option<bool>> = company.rows(&id).await.iter().map(|row| row.cancelable).collect();
    assert_eq!(cancelable, [Some(false), Some(true)]);
    company.settle(json!({"queueMillis": 1000})).await;
    company.post("manager", PATH, body(&id)).await;
    company.pass(2).await;
    let states: Vec<_> = company.rows(&id).await.into_iter().map(|row| row.state).collect();
    assert_eq!(states, [Some(RequestState::Cancelled), Some(RequestState::Cancelled)]);
}

#[tokio::test]
async fn only_who_asked_and_administrators_may_cancel() {
    let company = Company::open();
    company.let_anyone_ask().await;
    // The administrator asks for Amara.
    let request = company.grant_body("employee", &["SAP Payment Run"]).await;
    let answer: AccessRequestResponse = company.post("admin", "/v3/access-requests", request).await.json();
    let id = answer.new_ids()[0].to_string();
    for listed in [false, true] {
        if listed {
            company.step().await;
        }
        for (client, status) in [("employee", 403), ("manager", 403), ("jonas.weber", 403)] {
            let answer = company.post(client, PATH, body(&id)).await;
            assert_eq!(answer.status.as_u16(), status, "{client}");
            assert_eq!(answer.causes(), ["Only the person who asked, or an administrator, can cancel"]);
        }
    }
    assert_eq!(company.post("admin", PATH, body(&id)).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn unknown_finished_and_approved_requests_are_not_found() {
    let company = Company::open();
    let denied = company.ask("manager", &["Hamburg Data Centre"]).await;
    let past = company.ask("manager", &["Teams Phone"]).await;
    company.step().await;
    company.pass(3600).await;
    for (id, cause) in [
        ("no-such-id\"/%", "There is no access request \"no-such-id\"/%\""),
        (&denied, "The request has already come to an end"),
        (&past, "The request has passed the approval step"),
    ] {
        let answer = company.post("manager", PATH, body(id)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}: {}", answer.text);
        assert_eq!(answer.causes(), [cause]);
    }
}

#[tokio::test]
async fn a_cancel_needs_an_id_and_a_comment() {
    let company = Company::open();
    let id = company.ask("employee", &["AWS Developer"]).await;
    company.step().await;
    for (body, codes) in [
        (json!({}), "cancel.id_required,cancel.comment_required"),
        (json!({"accountActivityId": id}), "cancel.comment_required"),
        (json!({"accountActivityId": id, "comment": " \n "}), "cancel.comment_required"),
        (json!({"accountActivityId": id, "comment": "x".repeat(4001)}), "item.comment_too_long"),
    ] {
        let answer = company.post("employee", PATH, body).await;
        assert_eq!((answer.status, answer.header("x-sandbox-rules")), (StatusCode::BAD_REQUEST, codes));
    }
}

#[tokio::test]
async fn a_cancel_sent_twice_ends_the_rows_once() {
    let company = Company::open();
    let id = company.ask("employee", &["AWS Developer"]).await;
    company.step().await;
    for _ in 0..2 {
        assert_eq!(company.post("employee", PATH, body(&id)).await.status, StatusCode::ACCEPTED);
    }
    company.step().await;
    assert_eq!(company.effects().await["cancels"], 1);
    assert_eq!(company.post("employee", PATH, body(&id)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_cancel_that_comes_too_late_out_of_the_queue_ends_nothing() {
    let company = Company::open();
    let id = company.ask("employee", &["AWS Developer"]).await;
    company.step().await;
    company.post("employee", PATH, body(&id)).await;
    // The approver decides within the hour the cancel waits here.
    company.pass(2 * 3600).await;
    assert_eq!(company.row(&id).await.state, Some(RequestState::Completed));
    assert_eq!(company.effects().await["cancels"], 0);
}

#[tokio::test]
async fn a_request_in_the_queue_can_be_cancelled() {
    let company = Company::open();
    let id = company.ask("employee", &["AWS Developer"]).await;
    assert_eq!(company.post("employee", PATH, body(&id)).await.status, StatusCode::ACCEPTED);
    company.step().await;
    let row = company.row(&id).await;
    assert_eq!(row.state, Some(RequestState::Cancelled));
}
