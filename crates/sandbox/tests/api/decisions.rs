//! Deciding: who may, what is needed, what it does and when, and that nothing is decided twice.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use request_center_models::operation::{Family, Operation};
use request_center_models::wire::approval::{ApprovalAction, CompletedApproval, PendingApproval};
use request_center_models::wire::status::{ApprovalStatus, RequestState};
use serde_json::{Value, json};

use crate::company::{Answer, Company, encode};

pub(crate) const PENDING: &str = "/v3/access-request-approvals/pending?owner-id=me";
const COMPLETED: &str = "/v3/access-request-approvals/completed?owner-id=me";

pub(crate) async fn act(company: &Company, client: &str, id: &str, what: &str, body: Value) -> Answer {
    company.post(client, &format!("/v3/access-request-approvals/{id}/{what}"), body).await
}

/// A company where nobody decides by themselves.
pub(crate) async fn quiet() -> Company {
    let company = Company::open();
    company.settle(json!({"colleaguesDecide": false})).await;
    company
}

/// Asks for an item for oneself and answers the access request and the approval that waits for `first`.
pub(crate) async fn asked(company: &Company, client: &str, item: &str, first: &str) -> (String, String) {
    let request = company.ask(client, &[item]).await;
    company.step().await;
    let approval = of_request(company, first, &request).await;
    (request, approval.expect("it waits for them"))
}

/// The approval of that access request that waits for the client.
pub(crate) async fn of_request(company: &Company, client: &str, request: &str) -> Option<String> {
    let filter = encode(&format!("accessRequestId eq \"{request}\""));
    company.get(client, &format!("{PENDING}&filters={filter}")).await.each("id").into_iter().next()
}

pub(crate) async fn decided(company: &Company, client: &str, id: &str) -> CompletedApproval {
    let filter = encode(&format!("id eq \"{id}\""));
    let mut rows: Vec<CompletedApproval> =
        company.get(client, &format!("{COMPLETED}&filters={filter}")).await.json();
    assert_eq!(rows.len(), 1, "{id} is not among what {client} reviewed");
    rows.remove(0)
}

pub(crate) async fn action(company: &Company, client: &str, id: &str) -> Option<ApprovalAction> {
    let rows: Vec<PendingApproval> = company.get(client, PENDING).await.json();
    let row = rows.into_iter().find(|row| row.id.as_ref().is_some_and(|own| own.as_str() == id));
    row.expect("the row lingers").action_in_process
}

#[tokio::test]
async fn a_request_goes_from_the_manager_to_the_owner_to_the_person() {
    let company = quiet().await;
    let (request, first) = asked(&company, "employee", "Project Plan 3", "manager").await;
    assert_eq!(of_request(&company, "approver", &request).await, None, "nobody is asked before their turn");
    assert_eq!(
        act(&company, "manager", &first, "approve", json!({"comment": "Fine."})).await.status,
        StatusCode::ACCEPTED
    );
    assert_eq!(action(&company, "manager", &first).await, Some(ApprovalAction::Approved));
    company.step().await;
    assert_eq!(of_request(&company, "manager", &request).await, None);
    let second = of_request(&company, "approver", &request).await.expect("the next one is asked");
    let rows: Vec<PendingApproval> = company.get("approver", PENDING).await.json();
    assert_eq!(rows[0].previous_reviewers_comments.as_ref().unwrap()[0].comment.as_deref(), Some("Fine."));
    assert_eq!(act(&company, "approver", &second, "approve", json!({})).await.status, StatusCode::ACCEPTED);
    company.step().await;
    let mine = decided(&company, "approver", &second).await;
    assert_eq!((mine.state, mine.reviewer_comment), (Some(ApprovalAction::Approved), None));
    company.pass(180).await;
    assert_eq!(company.row(&request).await.state, Some(RequestState::Completed));
    let effects = company.effects().await;
    assert_eq!(effects["decisions"], 2);
    assert_eq!(effects["byApproval"], json!({first: ["APPROVED"], second: ["APPROVED"]}));
}

#[tokio::test]
async fn a_denial_ends_the_row_and_asks_nobody_else() {
    let company = quiet().await;
    let (request, first) = asked(&company, "employee", "Project Plan 3", "manager").await;
    assert_eq!(
        act(&company, "manager", &first, "reject", json!({"comment": "Not this year."})).await.status,
        StatusCode::ACCEPTED
    );
    company.step().await;
    let row = company.row(&request).await;
    assert_eq!(row.state, Some(RequestState::Rejected));
    let states: Vec<_> = row.approval_details.unwrap().into_iter().map(|one| one.status.unwrap()).collect();
    assert_eq!(states, [ApprovalStatus::Rejected, ApprovalStatus::Cancelled]);
    assert_eq!(of_request(&company, "approver", &request).await, None);
    let told = decided(&company, "manager", &first).await;
    assert_eq!(told.state, Some(ApprovalAction::Rejected));
    assert_eq!(told.reviewer_comment.unwrap().comment.as_deref(), Some("Not this year."));
    assert_eq!(told.reviewed_by.unwrap().name.as_deref(), Some("Lena Fischer"));
}

#[tokio::test]
async fn a_denial_needs_a_comment_whatever_the_row_says() {
    let company = quiet().await;
    let rows: Vec<PendingApproval> = company.get("approver", PENDING).await.json();
    let says = |needed: bool| {
        let row = rows.iter().find(|row| row.comment_required_when_rejected == Some(needed));
        row.and_then(|row| row.id.clone()).expect("there is one")
    };
    for id in [says(true), says(false)] {
        for body in [json!({}), json!({"comment": null}), json!({"comment": " "})] {
            let answer = act(&company, "approver", id.as_str(), "reject", body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert_eq!(answer.header("x-sandbox-rules"), "reject.comment_required");
        }
        assert_eq!(action(&company, "approver", id.as_str()).await, None);
    }
}

#[tokio::test]
async fn a_yes_may_come_without_a_body_but_not_in_beta() {
    for family in Family::ALL {
        let company = quiet().await;
        let id = company.waiting("approver").await.remove(0);
        let path = Operation::ApproveAccessRequest.path(family, &[&id]);
        let mut request = company.request("approver", Method::POST, &path, None).await;
        *request.body_mut() = Body::empty();
        let expect = if family == Family::Beta { 400 } else { 202 };
        assert_eq!(company.send(request).await.status.as_u16(), expect, "{family:?}");
    }
}

#[tokio::test]
async fn only_who_is_asked_and_administrators_decide() {
    let company = quiet().await;
    let (_, id) = asked(&company, "employee", "Project Plan 3", "manager").await;
    let forward = json!({"newOwnerId": company.person("admin").await, "comment": "Please."});
    let bodies = [("approve", json!({})), ("reject", json!({"comment": "No."})), ("forward", forward)];
    for client in ["employee", "approver", "director", "api"] {
        for (what, body) in &bodies {
            let answer = act(&company, client, &id, what, body.clone()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{client} {what}");
        }
    }
    assert_eq!(act(&company, "admin", &id, "approve", json!({})).await.status, StatusCode::ACCEPTED);
    company.step().await;
    let told = decided(&company, "manager", &id).await;
    assert_eq!(told.reviewed_by.unwrap().name.as_deref(), Some("Ingrid Solberg"));
    assert_eq!(told.owner.unwrap().name.as_deref(), Some("Lena Fischer"));
}

#[tokio::test]
async fn approvals_that_are_not_pending_are_not_found() {
    let company = quiet().await;
    let (request, id) = asked(&company, "employee", "Project Plan 3", "manager").await;
    let status = async |client: &str, id: &str| act(&company, client, id, "approve", json!({})).await.status;
    assert_eq!(status("manager", "no-such-approval").await, StatusCode::NOT_FOUND);
    let later = company.row(&request).await.approval_ids.unwrap()[1].to_string();
    assert_eq!(status("approver", &later).await, StatusCode::NOT_FOUND, "not asked yet");
    assert_eq!(status("manager", &id).await, StatusCode::ACCEPTED);
    assert_eq!(status("manager", &id).await, StatusCode::NOT_FOUND, "being processed");
    company.step().await;
    assert_eq!(status("manager", &id).await, StatusCode::NOT_FOUND, "decided");
    assert_eq!(status("employee", &id).await, StatusCode::FORBIDDEN, "decided, and not theirs");
    assert_eq!(company.effects().await["byApproval"], json!({id: ["APPROVED"]}));
}

#[tokio::test]
async fn a_cancelled_request_takes_its_approval_along() {
    let company = quiet().await;
    let (request, id) = asked(&company, "employee", "Project Plan 3", "manager").await;
    company.settle(json!({"queueMillis": 60_000})).await;
    act(&company, "manager", &id, "approve", json!({})).await;
    company.settle(json!({"queueMillis": 1000})).await;
    let body = json!({"accountActivityId": request, "comment": "Not needed."});
    assert_eq!(
        company.post("employee", "/v3/access-requests/cancel", body).await.status,
        StatusCode::ACCEPTED
    );
    company.pass(120).await;
    assert_eq!(company.row(&request).await.state, Some(RequestState::Cancelled));
    assert_eq!(of_request(&company, "manager", &request).await, None);
    assert_eq!(company.effects().await["decisions"], 0, "there was nothing left to decide");
    assert_eq!(act(&company, "manager", &id, "approve", json!({})).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_decision_whose_answer_is_lost_counts_once() {
    let company = quiet().await;
    let (_, id) = asked(&company, "employee", "Project Plan 3", "manager").await;
    company.plant(json!({"operation": "approveAccessRequest", "kind": "drop_after"})).await;
    let path = format!("/v3/access-request-approvals/{id}/approve");
    let request = company.request("manager", Method::POST, &path, Some(json!({}))).await;
    assert!(company.send_and_lose(request).await);
    assert_eq!(act(&company, "manager", &id, "approve", json!({})).await.status, StatusCode::NOT_FOUND);
    company.step().await;
    assert_eq!(company.effects().await["byApproval"], json!({id: ["APPROVED"]}));
    assert_eq!(company.effects().await["calls"]["approveAccessRequest"], 2);
}

#[tokio::test]
async fn colleagues_leave_alone_what_somebody_is_deciding() {
    let company = Company::open();
    let (request, id) = asked(&company, "employee", "Project Plan 3", "manager").await;
    company.settle(json!({"queueMillis": 3_600_000})).await;
    act(&company, "manager", &id, "reject", json!({"comment": "No."})).await;
    company.pass(1200).await;
    assert_eq!(action(&company, "manager", &id).await, Some(ApprovalAction::Rejected));
    company.pass(3600).await;
    assert_eq!(company.row(&request).await.state, Some(RequestState::Rejected));
}
