//! Separation of duties: what approvers and requesters see.

use request_center_models::approval::ConflictCheck;
use request_center_models::wire::approval::PendingApproval;
use serde_json::json;

use crate::company::Company;

async fn check(company: &Company, client: &str, item: &str) -> ConflictCheck {
    company.settle(json!({"colleaguesDecide": false})).await;
    let request = company.ask(client, &[item]).await;
    company.step().await;
    let rows: Vec<PendingApproval> =
        company.get("admin", "/v3/access-request-approvals/pending").await.json();
    let row = rows.iter().find(|row| row.access_request_id.as_ref().is_some_and(|id| id.as_str() == request));
    let found = row.expect("it waits").conflicts();
    let shown = company.row(&request).await.sod_violation_context;
    assert_eq!(ConflictCheck::of(shown.as_ref()), found, "the requester sees the same");
    found
}

#[tokio::test]
async fn the_side_held_and_the_side_asked_for_are_told() {
    let found = check(&Company::open(), "jonas.weber", "SAP Payment Run").await;
    let [conflict] = found.conflicts.as_slice() else { panic!("{found:?}") };
    assert_eq!(conflict.policy, "Entering and releasing invoices stay apart");
    let (held, asked) = conflict.held_and_asked().unwrap();
    assert_eq!(held.held, ["Accounts Payable Clerk", "SAP Invoice Entry", "Z_FI_AP_CLERK"]);
    assert_eq!(asked.asked, ["SAP Payment Run"]);
}

#[tokio::test]
async fn a_clean_check_an_unfinished_one_and_none_are_three_things() {
    let clean = check(&Company::open(), "employee", "SAP Payment Run").await;
    assert!(clean.checked && !clean.failed && clean.conflicts.is_empty());
    let failed = check(&Company::open(), "employee", "App Registration Developer").await;
    assert!(failed.failed && !failed.words.is_empty());
    assert!(!check(&Company::open(), "employee", "Project Plan 3").await.checked);
}
