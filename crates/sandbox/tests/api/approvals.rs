//! The lists of approvers: pending, completed and the summary, in each family, with their filters and readers.

use axum::http::StatusCode;
use request_center_models::approval::ApprovalKind;
use request_center_models::operation::{Family, Operation};
use request_center_models::wire::approval::{
    ApprovalSummary, CompletedApproval, PendingApproval, ReassignmentType,
};
use serde_json::json;

use crate::company::{Company, encode, still};
use request_center_sandbox::Options;

pub(crate) const PENDING: &str = "/v3/access-request-approvals/pending?owner-id=me";
pub(crate) const COMPLETED: &str = "/v3/access-request-approvals/completed?owner-id=me";

async fn waiting(company: &Company, client: &str) -> Vec<PendingApproval> {
    company.get(client, PENDING).await.json()
}

fn named<'a>(rows: &'a [PendingApproval], item: &str, person: &str) -> &'a PendingApproval {
    let is = |row: &&PendingApproval| {
        row.name.as_deref() == Some(item)
            && row.requested_for.as_ref().and_then(|one| one.name.as_deref()) == Some(person)
    };
    rows.iter().find(is).unwrap_or_else(|| panic!("nothing waits about {item} for {person}"))
}

#[tokio::test]
async fn the_approver_has_dozens_of_every_kind() {
    let company = Company::open();
    let rows = waiting(&company, "approver").await;
    assert!(rows.len() >= 48, "{}", rows.len());
    let count = |is: fn(&PendingApproval) -> bool| rows.iter().filter(|row| is(row)).count();
    assert!(count(|row| row.kind() == ApprovalKind::Grant) > 25);
    assert!(count(|row| row.kind() == ApprovalKind::Removal) >= 5);
    assert!(count(|row| row.kind() == ApprovalKind::DateChange) >= 5);
    assert!(count(|row| !row.conflicts().conflicts.is_empty()) >= 3);
    assert!(count(|row| row.conflicts().failed) >= 1);
    assert!(count(|row| row.forward_history.iter().flatten().count() > 1) >= 1);
    assert!(count(|row| row.previous_reviewers_comments.iter().flatten().count() > 0) >= 5);
    assert!(count(|row| row.privilege_level.is_some()) >= 3);
    assert!(count(|row| row.requested_accounts.is_some()) >= 1);
    let key = |row: &PendingApproval| row.client_metadata.as_ref()?.get("requestCenterKey").cloned();
    assert_eq!(rows.iter().filter(|row| key(row).as_deref() == Some("seed-build-servers")).count(), 9);
}

#[tokio::test]
async fn a_row_says_all_there_is_to_know() {
    let company = Company::open();
    let rows = waiting(&company, "approver").await;
    let row = named(&rows, "payments-maintainers", "Piotr Zieliński");
    assert_eq!(
        row.requester_comment.as_ref().unwrap().comment.as_deref(),
        Some("Grace is on leave and somebody has to merge.")
    );
    let earlier = &row.previous_reviewers_comments.as_ref().unwrap()[0];
    assert_eq!(earlier.author.as_ref().unwrap().name.as_deref(), Some("Rajesh Iyer"));
    let check = row.conflicts();
    let (held, asked) = check.conflicts[0].held_and_asked().unwrap();
    assert_eq!(
        (held.held.as_slice(), asked.asked.as_slice()),
        (["Software Engineer".to_owned()].as_slice(), ["payments-maintainers".to_owned()].as_slice())
    );
    let row = named(&rows, "GRP-LEGAL-Contracts-Read", "Joana Pereira");
    let dates = row.dates();
    assert!(dates[0].before.is_some() && dates[0].after.is_some(), "{dates:?}");
    let row = named(&rows, "AWS Developer", "Felix Braun");
    let step = &row.forward_history.as_ref().unwrap()[0];
    assert_eq!(step.reassignment_type, Some(ReassignmentType::Escalation));
    assert_eq!(step.old_approver_name.as_deref(), Some("Diego Fernández"));
}

#[tokio::test]
async fn beta_has_no_access_request_and_the_newest_family_says_who_is_human() {
    let company = Company::open();
    for family in Family::ALL {
        let path = format!("{}?owner-id=me&limit=1", Operation::ListPendingApprovals.path(family, &[]));
        let rows: Vec<PendingApproval> = company.get("approver", &path).await.json();
        assert_eq!(rows[0].access_request_id.is_none(), family == Family::Beta, "{family:?}");
        assert_eq!(rows[0].identity_type.is_some(), family == Family::Service, "{family:?}");
    }
}

#[tokio::test]
async fn people_read_their_own_approvals_and_administrators_everybodys() {
    let company = Company::open();
    let (tomas, lena) = (company.person("approver").await, company.person("manager").await);
    for list in ["pending", "completed", "approval-summary"] {
        let path = format!("/v3/access-request-approvals/{list}");
        let status =
            async |client: &str, query: &str| company.get(client, &format!("{path}{query}")).await.status;
        assert_eq!(status("approver", "?owner-id=me").await, StatusCode::OK);
        assert_eq!(status("approver", &format!("?owner-id={tomas}")).await, StatusCode::OK);
        assert_eq!(status("approver", &format!("?owner-id={lena}")).await, StatusCode::FORBIDDEN);
        assert_eq!(status("approver", "").await, StatusCode::BAD_REQUEST);
        assert_eq!(status("admin", "").await, StatusCode::OK);
        assert_eq!(status("admin", &format!("?owner-id={lena}")).await, StatusCode::OK);
        assert_eq!(status("api", "?owner-id=me").await, StatusCode::FORBIDDEN);
    }
    let own = company.waiting("approver").await.len();
    let all = company.get("admin", "/v3/access-request-approvals/pending").await.each("id").len();
    assert!(all > own, "{all}, {own}");
    assert_eq!(company.waiting("employee").await, Vec::<String>::new());
}

#[tokio::test]
async fn lists_are_sorted_by_created_or_modified_and_come_in_pages() {
    let company = Company::open();
    for (path, field) in
        [(PENDING, "created"), (PENDING, "modified"), (COMPLETED, "created"), (COMPLETED, "modified")]
    {
        let upwards = company.get("approver", &format!("{path}&sorters={field}")).await.each(field);
        let mut sorted = upwards.clone();
        sorted.sort();
        assert_eq!(upwards, sorted, "{path} {field}");
        let mut downwards = company.get("approver", &format!("{path}&sorters=-{field}")).await.each(field);
        downwards.reverse();
        assert_eq!(downwards, sorted, "{path} {field}");
    }
    let refused = company.get("approver", &format!("{PENDING}&sorters=name")).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let all = company.waiting("approver").await;
    let page = company.get("approver", &format!("{PENDING}&limit=7&offset=5&count=true")).await;
    assert_eq!(page.header("x-total-count"), all.len().to_string());
    assert_eq!(page.each("id"), all[5..12]);
}

#[tokio::test]
async fn the_summary_counts_what_the_lists_hold_since_a_date() {
    let company = Company::open();
    let summary = async |query: &str| -> ApprovalSummary {
        let path = format!("/v3/access-request-approvals/approval-summary?owner-id=me{query}");
        company.get("approver", &path).await.json()
    };
    let all = summary("").await;
    let decided: Vec<CompletedApproval> = company.get("approver", COMPLETED).await.json();
    let waiting = company.waiting("approver").await.len();
    assert_eq!(all.pending, i32::try_from(waiting).ok());
    assert_eq!(all.approved.unwrap() + all.rejected.unwrap(), i32::try_from(decided.len()).unwrap());
    let from = decided[2].modified.clone().unwrap();
    let since = summary(&format!("&from-date={}", encode(from.as_str()))).await;
    let later =
        decided.iter().filter(|row| row.modified.as_ref().unwrap().instant() >= from.instant()).count();
    assert!((3..decided.len()).contains(&later), "{later}");
    assert_eq!(since.approved.unwrap() + since.rejected.unwrap(), i32::try_from(later).unwrap());
    assert!(since.pending < all.pending, "{since:?}");
    let none = summary("&from-date=2099-01-01").await;
    assert_eq!((none.pending, none.approved, none.rejected), (Some(0), Some(0), Some(0)));
    let refused = company
        .get("approver", "/v3/access-request-approvals/approval-summary?owner-id=me&from-date=soon")
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn thousands_of_approvals_can_be_made_to_wait_for_somebody() {
    let options = Options { approvals: 1200, approvals_for: "manager".to_owned(), ..still() };
    let company = Company::with(options);
    let page = company.get("manager", &format!("{PENDING}&count=true")).await;
    let total: usize = page.header("x-total-count").parse().unwrap();
    assert!((1200..1300).contains(&total), "{total}");
    let rows: Vec<PendingApproval> = page.json();
    assert_eq!(rows.len(), 250);
    let has = |kind: ApprovalKind| rows.iter().any(|row| row.kind() == kind);
    assert!(has(ApprovalKind::Grant) && has(ApprovalKind::Removal) && has(ApprovalKind::DateChange));
    let generated = rows.iter().find(|row| row.client_metadata.is_some()).unwrap();
    let id = generated.id.as_ref().unwrap();
    let path = format!("/v3/access-request-approvals/{id}/approve");
    assert_eq!(company.post("manager", &path, json!({})).await.status, StatusCode::ACCEPTED);
    company.step().await;
    assert_eq!(company.effects().await["byApproval"][id.as_str()], json!(["APPROVED"]));
}
