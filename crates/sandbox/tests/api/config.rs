//! Replacing the configuration: who may, that it is replaced whole and loses nothing, who is noted, and what
//! changes for requests.

use axum::http::{Method, StatusCode};
use request_center_models::operation::{Family, Operation};
use request_center_models::wire::status::RequestState;
use request_center_sandbox::Options;
use serde_json::{Value, json};

use crate::company::{Answer, Company, still};

pub(crate) const PATH: &str = "/v3/access-request-config";
/// Tomás Herrera, whose id the seed names.
const TOMAS: &str = "2c9180867a1f4c0d017a21c3f0aa0001";

pub(crate) async fn put(company: &Company, client: &str, path: &str, body: Value) -> Answer {
    let mut request = company.request(client, Method::PUT, path, Some(body)).await;
    request.headers_mut().insert("x-sailpoint-experimental", "true".parse().unwrap());
    company.send(request).await
}

pub(crate) async fn read(company: &Company, path: &str) -> Value {
    let mut request = company.request("admin", Method::GET, path, None).await;
    request.headers_mut().insert("x-sailpoint-experimental", "true".parse().unwrap());
    company.send(request).await.json()
}

async fn audit(company: &Company) -> Vec<Value> {
    company.control("audit", None).await.json()
}

#[tokio::test]
async fn a_saved_configuration_is_read_back_exactly_with_unknown_fields() {
    let company = Company::open();
    let config = json!({
        "approvalsMustBeExternal": null,
        "quietHours": {"from": "22:00", "days": [6, 7, null], "share": 0.375},
        "requestOnBehalfOfConfig": {"allowRequestOnBehalfOfAnyoneByAnyone": true, "neighbours": null},
        "approvalReminderAndEscalationConfig": {
            "daysUntilEscalation": 0, "daysBetweenReminders": 365, "maxReminders": 20, "pause": {},
            "fallbackApproverRef": {"type": "IDENTITY", "id": TOMAS, "name": "Tomás Herrera", "phone": null},
        },
        "entitlementRequestConfig": {"grantRequestApprovalSchemes": "manager,entitlementOwner", "ceiling": 7},
    });
    for path in [PATH, "/beta/access-request-config"] {
        let answer = put(&company, "admin", path, config.clone()).await;
        assert_eq!((answer.status, answer.json::<Value>()), (StatusCode::OK, config.clone()), "{path}");
        assert_eq!(read(&company, path).await, config, "{path}");
    }
}

#[tokio::test]
async fn absent_fields_are_removed() {
    let company = Company::open();
    assert!(read(&company, PATH).await.get("approvalReminderAndEscalationConfig").is_some());
    put(&company, "admin", PATH, json!({"autoApprovalEnabled": true})).await;
    assert_eq!(read(&company, PATH).await, json!({"autoApprovalEnabled": true}));
}

#[tokio::test]
async fn only_administrators_may_and_everyone_reads() {
    let company = Company::open();
    let before = read(&company, PATH).await;
    for client in ["employee", "manager", "director", "approver", "api"] {
        let answer = put(&company, client, PATH, json!({})).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{client}");
        assert_eq!(company.get("employee", PATH).await.json::<Value>(), before, "{client}");
    }
    assert_eq!(put(&company, "arjun.patel", PATH, json!({})).await.status, StatusCode::OK);
    assert_eq!(audit(&company).await.len(), 1, "refusals change nothing");
}

#[tokio::test]
async fn fields_one_shape_lacks_survive_a_change_in_that_shape() {
    let company = Company::open();
    let nested = json!({
        "approvalsMustBeExternal": false,
        "autoApprovalEnabled": false,
        "entitlementRequestConfig": {
            "accessRequestConfig": {
                "approvalSchemes": [{"approverType": "WORKFLOW", "approverId": "w-1"}, {"approverType": "MANAGER"}],
                "requestCommentRequired": true,
                "denialCommentRequired": false,
                "requireEndDate": true,
                "maxPermittedAccessDuration": {"value": 6, "timeUnit": "MONTHS"},
            },
            "revocationRequestConfig": {"approvalSchemes": [{"approverType": "SOURCE_OWNER"}]},
        },
    });
    let newer = "/v2025/access-request-config";
    assert_eq!(put(&company, "admin", newer, nested.clone()).await.json::<Value>(), nested);
    let old = read(&company, PATH).await;
    assert_eq!(
        old["entitlementRequestConfig"],
        json!({
            "allowEntitlementRequest": true, "requestCommentsRequired": true, "deniedCommentsRequired": false,
            "grantRequestApprovalSchemes": "manager",
        })
    );
    let mut changed = old.clone();
    changed["entitlementRequestConfig"]["deniedCommentsRequired"] = json!(true);
    put(&company, "admin", PATH, changed).await;
    let mut expected = nested.clone();
    expected["entitlementRequestConfig"]["accessRequestConfig"]["denialCommentRequired"] = json!(true);
    assert_eq!(read(&company, newer).await, expected);

    let newest = "/v2026/access-request-config";
    let mut config = read(&company, newest).await;
    assert_eq!(config.get("autoApprovalEnabled"), None);
    config["govGroupVisibilityEnabled"] = json!(true);
    assert_eq!(put(&company, "admin", newest, config.clone()).await.json::<Value>(), config);
    let old = read(&company, PATH).await;
    assert_eq!((&old["autoApprovalEnabled"], old.get("govGroupVisibilityEnabled")), (&json!(false), None));
}

#[tokio::test]
async fn the_newest_family_asks_for_the_experimental_header() {
    let company = Company::open();
    let path = Operation::SetAccessRequestConfig.path(Family::V2026, &[]);
    let request = company.request("admin", Method::PUT, &path, Some(json!({}))).await;
    let answer = company.send(request).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.causes(), ["Experimental Header 'X-SailPoint-Experimental' is missing or invalid"]);
}

#[tokio::test]
async fn who_changed_what_and_when_is_noted() {
    let company = Company::open();
    assert_eq!(audit(&company).await.len(), 0, "the seed is nobody's change");
    let mut config = read(&company, PATH).await;
    config["autoApprovalEnabled"] = json!(false);
    config["approvalReminderAndEscalationConfig"]["maxReminders"] = json!(4);
    company.pass(3600).await;
    put(&company, "admin", PATH, config).await;
    let noted = audit(&company).await;
    assert_eq!(noted.len(), 1);
    assert_eq!(noted[0]["name"], "Access Request Configuration Updated");
    assert_eq!(noted[0]["actor"]["name"], "Ingrid Solberg");
    assert!(noted[0]["created"].as_str().is_some_and(|created| created.ends_with('Z')));
    assert_eq!(
        noted[0]["changes"],
        json!([
            {"field": "autoApprovalEnabled", "before": true, "after": false},
            {"field": "approvalReminderAndEscalationConfig.maxReminders", "before": 3, "after": 4},
        ])
    );
}

#[tokio::test]
async fn somebody_else_can_be_made_to_change_it() {
    let company = Company::open();
    let change = json!({"approvalReminderAndEscalationConfig": {"maxReminders": 7}, "news": [1]});
    let answer = company.control("config", Some(json!({"change": change, "by": "arjun.patel"}))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let config = read(&company, PATH).await;
    assert_eq!(config, company.control("config", None).await.json::<Value>());
    assert_eq!(config["approvalReminderAndEscalationConfig"]["maxReminders"], 7);
    assert_eq!(config["approvalReminderAndEscalationConfig"]["daysUntilEscalation"], 5, "the rest stays");
    assert_eq!(config["news"], json!([1]));
    assert_eq!(audit(&company).await[0]["actor"]["name"], "Arjun Patel");
    let bad = company.control("config", Some(json!({"change": {"autoApprovalEnabled": 1}}))).await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
    let typo = company.control("config", Some(json!({"chnge": {}}))).await;
    assert_eq!(typo.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn somebody_else_can_be_made_to_change_it_right_after_a_call() {
    let company = Company::open();
    let change = json!({"reauthorizationEnabled": true});
    for operation in ["getAccessRequestConfig", "setAccessRequestConfig"] {
        company.control("config", Some(json!({"change": {"reauthorizationEnabled": false}}))).await;
        company.plant(json!({"operation": operation, "kind": "foreign_change", "change": change})).await;
        let config = company.control("config", None).await.json::<Value>();
        let answer = match operation {
            "getAccessRequestConfig" => company.get("admin", PATH).await,
            _ => put(&company, "admin", PATH, config.clone()).await,
        };
        assert_eq!(answer.json::<Value>(), config, "{operation} answers what was before");
        assert_eq!(read(&company, PATH).await["reauthorizationEnabled"], true, "{operation}");
    }
}

#[tokio::test]
async fn the_new_configuration_rules_what_is_asked_for_next() {
    let company = Company::open();
    let mut config = read(&company, PATH).await;
    config["entitlementRequestConfig"]["allowEntitlementRequest"] = json!(false);
    put(&company, "admin", PATH, config.clone()).await;
    let body = company.grant_body("employee", &["GRP-PRINT-Color-A3"]).await;
    let answer = company.post("employee", "/v3/access-requests", body).await;
    assert_eq!(answer.header("x-sandbox-rules"), "request.entitlements_not_allowed");
    config["approvalsMustBeExternal"] = json!(true);
    put(&company, "admin", PATH, config).await;
    let body = company.grant_body("employee", &["Visio"]).await;
    assert_eq!(company.post("employee", "/v3/access-requests", body).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_may_ask_for_whom_changes_with_it() {
    let company = Company::open();
    let mut config = read(&company, PATH).await;
    let body = company.grant_body("jonas.weber", &["Visio"]).await;
    let ask = async || company.post("employee", "/v3/access-requests", body.clone()).await.status;
    assert_eq!(ask().await, StatusCode::FORBIDDEN);
    config["requestOnBehalfOfConfig"]["allowRequestOnBehalfOfAnyoneByAnyone"] = json!(true);
    put(&company, "admin", PATH, config).await;
    assert_eq!(ask().await, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn a_lost_answer_hides_a_change_that_was_made() {
    let company = Company::open();
    let config = json!({"autoApprovalEnabled": false});
    for (kind, done) in [("drop_before", false), ("drop_after", true)] {
        company.plant(json!({"operation": "setAccessRequestConfig", "kind": kind})).await;
        let request = company.request("admin", Method::PUT, PATH, Some(config.clone())).await;
        assert!(company.send_and_lose(request).await, "{kind}");
        assert_eq!(read(&company, PATH).await == config, done, "{kind}");
    }
    assert_eq!(audit(&company).await.len(), 1);
}

#[tokio::test]
async fn configuration_audit_and_what_was_taken_in_survive_a_restart() {
    let name = format!("request-center-{}-config.db", std::process::id());
    let path = std::env::temp_dir().join(name);
    let config = json!({"quietHours": [null], "autoApprovalEnabled": false});
    let stuck = "5d0c0000000000000000000000000003";
    for start in 0..2 {
        let company = Company::with(Options { db: Some(path.clone()), ..still() });
        if start == 0 {
            put(&company, "admin", PATH, config.clone()).await;
            let body = json!({ "accessRequestIds": [stuck] });
            company.post("admin", "/beta/access-requests/close", body).await;
        } else {
            assert_eq!(read(&company, PATH).await, config);
            company.step().await;
            assert_eq!(company.row(stuck).await.state, Some(RequestState::Terminated));
            assert_eq!(audit(&company).await.len(), 3);
        }
    }
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
}
