//! Approvals that more than one person has to do with: forwarded ones and those of a group.

use axum::http::StatusCode;
use request_center_models::progress::StepKind;
use request_center_models::wire::approval::{ApprovalAction, PendingApproval};
use request_center_models::wire::reference::OwnerRef;
use serde_json::json;

use crate::company::{alias, encode};
use crate::decisions::{PENDING, act, action, asked, decided, of_request, quiet};

#[tokio::test]
async fn a_forward_moves_the_approval_with_its_history() {
    let company = quiet().await;
    let (request, id) = asked(&company, "employee", "Project Plan 3", "manager").await;
    let to = company.person("jonas.weber").await;
    let body = json!({"newOwnerId": to, "comment": "You plan the projects."});
    assert_eq!(act(&company, "manager", &id, "forward", body).await.status, StatusCode::ACCEPTED);
    assert_eq!(action(&company, "manager", &id).await, Some(ApprovalAction::Forwarded));
    company.step().await;
    assert_eq!(of_request(&company, "manager", &request).await, None);
    let row: PendingApproval = {
        let rows: Vec<PendingApproval> = company.get("jonas.weber", PENDING).await.json();
        rows.into_iter().find(|row| row.id.as_ref().is_some_and(|own| own.as_str() == id)).expect("it moved")
    };
    let step = &row.forward_history.unwrap()[0];
    let names = [&step.old_approver_name, &step.new_approver_name, &step.forwarder_name, &step.comment];
    assert_eq!(
        names.map(|name| name.as_deref().unwrap()),
        ["Lena Fischer", "Jonas Weber", "Lena Fischer", "You plan the projects."]
    );
    let shown = company.row(&request).await.approval_details.unwrap().remove(0);
    assert_eq!(shown.forwarded, Some(true));
    assert_eq!(shown.original_owner.unwrap().name.as_deref(), Some("Lena Fischer"));
    assert_eq!(shown.current_owner.unwrap().name.as_deref(), Some("Jonas Weber"));
    assert_eq!(act(&company, "manager", &id, "approve", json!({})).await.status, StatusCode::FORBIDDEN);
    assert_eq!(act(&company, "jonas.weber", &id, "approve", json!({})).await.status, StatusCode::ACCEPTED);
    company.step().await;
    assert_eq!(company.effects().await["byApproval"], json!({id: ["FORWARDED", "APPROVED"]}));
}

#[tokio::test]
async fn a_forward_must_lead_to_somebody_else_who_may_decide() {
    let company = quiet().await;
    let (_, id) = asked(&company, "employee", "Project Plan 3", "manager").await;
    let (own, recipient) = (company.person("manager").await, company.person("employee").await);
    let long = "x".repeat(256);
    for (owner, comment, rule) in [
        ("", "Please.", "forward.owner_required"),
        (&long, "Please.", "forward.owner_too_long"),
        (&own, "", "forward.comment_required"),
        (&own, &long, "forward.comment_too_long"),
        ("nobody", "Please.", "forward.owner_not_found"),
        (&own, "Please.", "forward.owner_unchanged"),
        (&recipient, "Please.", "forward.owner_is_recipient"),
    ] {
        let answer =
            act(&company, "manager", &id, "forward", json!({"newOwnerId": owner, "comment": comment})).await;
        assert_eq!((answer.status, answer.header("x-sandbox-rules")), (StatusCode::BAD_REQUEST, rule));
    }
    assert_eq!(action(&company, "manager", &id).await, None);
}

#[tokio::test]
async fn any_member_of_a_group_decides_for_all() {
    let company = quiet().await;
    let request = company.ask("employee", &["prod-break-glass"]).await;
    company.step().await;
    let members = ["elif.yildiz", "diego.fernandez", "soren.stergaard"];
    let id = of_request(&company, members[0], &request).await.expect("it waits for the group");
    for member in members {
        let rows: Vec<PendingApproval> = company.get(member, PENDING).await.json();
        let row = rows.iter().find(|row| row.id.as_ref().is_some_and(|own| own.as_str() == id)).unwrap();
        assert_eq!(row.owner.as_ref().unwrap().id.as_ref().unwrap().as_str(), company.person(member).await);
    }
    for (member, rows) in [(members[2], 1), ("manager", 0)] {
        let filter = encode(&format!("accessRequestId eq \"{request}\""));
        let path = format!("/v3/access-request-status?assigned-to=me&filters={filter}");
        assert_eq!(company.get(member, &path).await.each("name").len(), rows, "{member}'s work");
    }
    let all = company.get("admin", &PENDING.replace("?owner-id=me", "")).await.each("id");
    assert_eq!(all.iter().filter(|one| **one == id).count(), 1);
    assert_eq!(act(&company, members[1], &id, "approve", json!({})).await.status, StatusCode::ACCEPTED);
    assert_eq!(
        act(&company, members[2], &id, "reject", json!({"comment": "No."})).await.status,
        StatusCode::NOT_FOUND
    );
    company.step().await;
    for member in members {
        assert_eq!(of_request(&company, member, &request).await, None);
        let told = decided(&company, member, &id).await;
        assert_eq!(told.reviewed_by.unwrap().name.as_deref(), Some("Diego Fernández"), "{}", alias(member));
    }
    let shown = company.row(&request).await.approval_details.unwrap().remove(0);
    assert_eq!(shown.current_owner.unwrap().name.as_deref(), Some("Diego Fernández"));
}

#[tokio::test]
async fn rows_name_all_members_who_are_asked_and_the_one_who_decided_where_that_is_wanted() {
    let company = quiet().await;
    let request = company.ask("employee", &["prod-break-glass"]).await;
    company.step().await;
    let unnamed = company.row(&request).await.approval_details.unwrap().remove(0);
    assert_eq!((unnamed.current_owners, unnamed.reviewed_by), (None, None));
    company.settle(json!({"approversNamed": true})).await;
    let row = company.row(&request).await;
    let detail = &row.approval_details.as_ref().unwrap()[0];
    assert_eq!(detail.current_owner, None);
    let names =
        |owners: &[OwnerRef]| -> Vec<String> { owners.iter().filter_map(|one| one.name.clone()).collect() };
    let members = ["Elif Yıldız", "Diego Fernández", "Søren Østergaard"];
    assert_eq!(names(detail.current_owners.as_ref().unwrap()), members);
    let id = of_request(&company, "elif.yildiz", &request).await.expect("it waits for the group");
    act(&company, "diego.fernandez", &id, "approve", json!({})).await;
    company.step().await;
    let row = company.row(&request).await;
    let detail = &row.approval_details.as_ref().unwrap()[0];
    assert_eq!(detail.current_owners, None);
    assert_eq!(detail.reviewed_by.as_ref().unwrap().name.as_deref(), Some("Diego Fernández"));
    let step = row.steps().into_iter().find(|step| matches!(step.kind, StepKind::Approval(_))).unwrap();
    assert_eq!(
        (step.who.as_deref(), step.on_behalf_of.as_deref()),
        (Some("Diego Fernández"), Some("Cloud Security Board"))
    );
}
