//! The access of a person, read by others: roles with their assignments, entitlements with their accounts, and who may read.

use axum::http::StatusCode;
use request_center_models::holding::{Given, Holding, RemovalBlocked};
use request_center_models::moment::Moment;
use request_center_models::operation::{Family, Operation};
use request_center_models::wire::assignment::RoleAssignment;
use request_center_models::wire::catalog::RequestableObject;
use request_center_models::wire::revocable::IdentityEntitlementDetails;
use serde_json::json;
use time::OffsetDateTime;

use crate::company::{Company, encode, still};
use request_center_sandbox::Options;

async fn roles(company: &Company, client: &str, person: &str, query: &str) -> Vec<RoleAssignment> {
    let id = company.person(person).await;
    let answer = company.get(client, &format!("/v2024/identities/{id}/role-assignments{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{person}{query}: {}", answer.text);
    answer.json()
}

fn name(row: &RoleAssignment) -> &str {
    row.role.as_ref().and_then(|role| role.name.as_deref()).unwrap_or_default()
}

async fn details(company: &Company, name: &str) -> IdentityEntitlementDetails {
    let (person, entitlement) = (company.person("employee").await, company.entitlement(name).await);
    let operation = Operation::GetEntitlementDetailsForIdentity;
    let answer = company.get("manager", &operation.path(Family::Service, &[&person, &entitlement])).await;
    assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.text);
    answer.json()
}

fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

#[tokio::test]
async fn the_list_of_roles_has_references_alone() {
    let company = Company::open();
    let rows = roles(&company, "manager", "employee", "").await;
    let names: Vec<&str> = rows.iter().map(name).collect();
    for expected in ["All Employees", "Finance Analyst", "Finance Floor Warden", "Month-End Close Team"] {
        assert!(names.contains(&expected), "{expected} is not in {names:?}");
    }
    for row in &rows {
        assert!(row.id.as_ref().is_some_and(|id| id.len() == 32));
        assert!(row.added_date.as_ref().and_then(Moment::instant).is_some());
        assert_eq!((&row.assignment_source, &row.account_targets), (&None, &None), "{}", name(row));
    }
}

#[tokio::test]
async fn one_role_asked_about_says_how_it_was_given() {
    let company = Company::open();
    for (role, given, comes_back, blocked) in [
        ("Finance Analyst", Given::Membership, true, Some(RemovalBlocked::Membership)),
        ("All Employees", Given::Birthright, false, Some(RemovalBlocked::Birthright)),
        ("Month-End Close Team", Given::Request, false, None),
        ("Finance Floor Warden", Given::Request, true, None),
    ] {
        let by_name = roles(&company, "manager", "employee", &format!("?roleName={}", encode(role))).await;
        assert_eq!(by_name.len(), 1, "{role}");
        let held = Holding::of_assignment(&by_name[0]).unwrap();
        assert_eq!((held.given.clone(), held.comes_back()), (Some(given), comes_back), "{role}");
        assert_eq!(held.removal_blocked(now()), blocked, "{role}");
        let by_id = roles(&company, "manager", "employee", &format!("?roleId={}", held.id)).await;
        assert_eq!(by_id, by_name, "{role}");
    }
    assert_eq!(roles(&company, "manager", "employee", "?roleName=Recruiter").await, []);
}

#[tokio::test]
async fn a_role_says_what_comes_along_with_it() {
    let company = Company::open();
    let role = roles(&company, "manager", "employee", "?roleName=Finance%20Analyst").await.remove(0);
    let amara = company.person("employee").await;
    let path = format!("/v3/requestable-objects?statuses=ASSIGNED&identity-id={amara}");
    let rows: Vec<RequestableObject> = company.get("manager", &path).await.json();
    let mut brought = Vec::new();
    for row in &rows {
        let mut held = Holding::of_object(row).unwrap();
        held.note_role(&role);
        if held.comes_back() {
            assert_eq!(held.part_of, ["Finance Analyst"]);
            brought.push(held.name);
        }
    }
    assert_eq!(brought, ["Finance Planning Workspace", "SAP Display Finance"]);
}

#[tokio::test]
async fn somebodys_request_is_named_with_its_words() {
    let company = Company::open();
    let id = company.ask("fatima.elamrani", &["Treasury Analyst"]).await;
    company.step().await;
    company.pass(3600).await;
    assert_eq!(company.row(&id).await.state.unwrap().as_str(), "REQUEST_COMPLETED");
    let row = roles(&company, "manager", "fatima.elamrani", "?roleName=Treasury%20Analyst").await.remove(0);
    assert_eq!(row.comments.as_deref(), Some("Needed for the project."));
    assert_eq!(row.assigner.unwrap().name.as_deref(), Some("Fatima El Amrani"));
}

#[tokio::test]
async fn an_end_date_is_told_with_the_role() {
    let company = Company::open();
    let rows = roles(&company, "manager", "bilal.siddiqui", "").await;
    let auditor = rows.iter().find(|row| name(row) == "External Auditor").unwrap();
    let end = auditor.remove_date.as_ref().and_then(Moment::instant).unwrap();
    assert!(end > now() && end < now() + time::Duration::days(51));
    let held = Holding::of_assignment(auditor).unwrap();
    assert_eq!(held.removal_blocked(end), Some(RemovalBlocked::EndsEarlier));
}

#[tokio::test]
async fn entitlements_say_by_which_accounts_they_are_held_and_whether_they_can_be_removed() {
    let company = Company::open();
    let fixed = Some(RemovalBlocked::NotRevocable);
    for (entitlement, accounts, blocked) in [
        ("GRP-FIN-Share-Read", 1, None),
        ("GRP-FIN-Audit-Room", 1, None),
        ("Z_FI_TEST_POST", 2, None),
        ("Z_CO_COCKPIT", 1, fixed),
        ("Domain Users", 1, fixed),
        ("Z_FI_AP_CLERK", 0, None),
    ] {
        let told = details(&company, entitlement).await;
        assert_eq!(told.entitlement.as_ref().unwrap().name.as_deref(), Some(entitlement));
        let held = Holding::of_entitlement(&told);
        assert_eq!(held.len(), accounts, "{entitlement}");
        for one in &held {
            assert_eq!(one.removal_blocked(now()), blocked, "{entitlement}");
            assert_eq!(one.native_identity.is_some(), accounts > 1, "{entitlement}");
            assert_eq!(one.remove_date.is_some(), entitlement == "GRP-FIN-Audit-Room", "{entitlement}");
        }
    }
}

#[tokio::test]
async fn unknown_ids_are_not_found() {
    let company = Company::open();
    let amara = company.person("employee").await;
    let visio = company.item("Visio").await["id"].as_str().unwrap().to_owned();
    let hostile = "a%22b%2Fc%25d%F0%9F%A6%8A";
    for path in [
        "/beta/identities/nobody/role-assignments".to_owned(),
        format!("/beta/identities/{hostile}/role-assignments"),
        format!("/v2025/revocable-objects/identityId/nobody/entitlementId/{visio}"),
        format!("/v2025/revocable-objects/identityId/{amara}/entitlementId/nothing"),
        format!("/v2025/revocable-objects/identityId/{amara}/entitlementId/{visio}"),
        format!("/v2025/revocable-objects/identityId/{amara}/entitlementId/{hostile}"),
    ] {
        let answer = company.get("admin", &path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.text);
        assert!(answer.causes()[0].starts_with("There is no "), "{path}");
        assert!(!path.contains(hostile) || answer.causes()[0].contains("a\"b/c%d\u{1f98a}"), "{path}");
    }
    let published = "/v2025/revocable-objects?identityId=x&entitlementId=y";
    let answer = company.get("admin", published).await;
    assert!(answer.text.starts_with("RESTEASY"), "the path as published leads nowhere: {}", answer.text);
}

/// The status of each read of Amara: roles and access profiles, role assignments, one entitlement.
async fn readable(company: &Company, client: &str) -> [u16; 3] {
    let (amara, id) = (company.person("employee").await, company.entitlement("GRP-FIN-Share-Read").await);
    let mut statuses = [0; 3];
    let paths = [
        format!("/v3/requestable-objects?identity-id={amara}&statuses=ASSIGNED"),
        format!("/beta/identities/{amara}/role-assignments"),
        format!("/v2024/revocable-objects/identityId/{amara}/entitlementId/{id}"),
    ];
    for (status, path) in statuses.iter_mut().zip(paths) {
        *status = company.get(client, &path).await.status.as_u16();
    }
    statuses
}

#[tokio::test]
async fn managers_read_what_their_direct_reports_hold_as_observed() {
    let company = Company::open();
    for (client, expected) in [
        ("manager", [200, 200, 200]),
        ("admin", [200, 200, 200]),
        ("employee", [200, 403, 200]),
        ("director", [200, 403, 403]),
        ("jonas.weber", [200, 403, 403]),
        ("api", [200, 403, 403]),
    ] {
        assert_eq!(readable(&company, client).await, expected, "{client}");
    }
}

#[tokio::test]
async fn under_strict_reads_people_read_their_own_alone_as_described() {
    let strict = Company::with(Options { strict_reads: true, ..still() });
    let settled = Company::open();
    settled.settle(json!({"strictIdentityId": true})).await;
    for company in [&strict, &settled] {
        for (client, expected) in [
            ("manager", [403, 403, 403]),
            ("admin", [200, 200, 200]),
            ("employee", [200, 403, 200]),
            ("jonas.weber", [403, 403, 403]),
        ] {
            assert_eq!(readable(company, client).await, expected, "{client}");
        }
        let body = company.revoke_body("employee", &["Power BI Pro"]).await;
        let answer = company.post("manager", "/v3/access-requests", body).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "what cannot be read can be removed all the same");
    }
}
