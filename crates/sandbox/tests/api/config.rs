//! Replacing the configuration: who may, what is judged, that it is replaced whole and loses nothing, who is noted, and what
//! changes for requests.

use axum::http::{Method, StatusCode};
use request_center_models::operation::{Family, Operation};
use serde_json::{Value, json};

use crate::company::{Answer, Company};

const PATH: &str = "/v3/access-request-config";
/// Tomás Herrera, whose id the seed names.
const TOMAS: &str = "2c9180867a1f4c0d017a21c3f0aa0001";

async fn put(company: &Company, client: &str, path: &str, body: Value) -> Answer {
    let mut request = company.request(client, Method::PUT, path, Some(body)).await;
    request.headers_mut().insert("x-sailpoint-experimental", "true".parse().unwrap());
    company.send(request).await
}

async fn read(company: &Company, path: &str) -> Value {
    let mut request = company.request("admin", Method::GET, path, None).await;
    request.headers_mut().insert("x-sailpoint-experimental", "true".parse().unwrap());
    company.send(request).await.json()
}

async fn audit(company: &Company) -> Vec<Value> {
    company.control("audit", None).await.json()
}

#[tokio::test]
async fn what_is_put_is_read_back_to_the_letter_with_what_nobody_knows() {
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
async fn what_is_left_out_is_gone() {
    let company = Company::open();
    assert!(read(&company, PATH).await.get("approvalReminderAndEscalationConfig").is_some());
    put(&company, "admin", PATH, json!({"autoApprovalEnabled": true})).await;
    assert_eq!(read(&company, PATH).await, json!({"autoApprovalEnabled": true}));
}

#[tokio::test]
async fn only_administrators_may_and_everyone_reads() {
    let company = Company::open();
    let before = read(&company, PATH).await;
    for client in ["employee", "manager", "approver", "api"] {
        let answer = put(&company, client, PATH, json!({})).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{client}");
        assert_eq!(company.get("employee", PATH).await.json::<Value>(), before, "{client}");
    }
    assert_eq!(put(&company, "arjun.patel", PATH, json!({})).await.status, StatusCode::OK);
    assert_eq!(audit(&company).await.len(), 1, "refusals change nothing");
}

/// What is wrong with a configuration of one member, by the codes of the rules.
async fn codes(company: &Company, path: &str, body: Value) -> String {
    let before = read(company, path).await;
    let answer = put(company, "admin", path, body.clone()).await;
    if answer.status == StatusCode::OK {
        return String::new();
    }
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}: {}", answer.text);
    assert!(answer.causes().iter().all(|cause| cause.len() > 10), "{body}");
    assert_eq!(read(company, path).await, before, "{body} changed something");
    let said = answer.header("x-sandbox-rules").to_owned();
    assert_eq!(said.split(',').count(), answer.causes().len(), "{body}: each rule has its sentence");
    said
}

#[tokio::test]
async fn every_number_has_its_range() {
    let company = Company::open();
    for (field, number, expected) in [
        ("daysUntilEscalation", json!(-1), "setting.days_range"),
        ("daysUntilEscalation", json!(0), ""),
        ("daysUntilEscalation", json!(365), ""),
        ("daysUntilEscalation", json!(366), "setting.days_range"),
        ("daysUntilEscalation", Value::Null, ""),
        ("daysBetweenReminders", json!(-1), "setting.days_range"),
        ("daysBetweenReminders", json!(0), ""),
        ("daysBetweenReminders", json!(366), "setting.days_range"),
        ("daysBetweenReminders", Value::Null, ""),
        ("maxReminders", json!(0), "setting.reminders_range"),
        ("maxReminders", json!(1), ""),
        ("maxReminders", json!(20), ""),
        ("maxReminders", json!(21), "setting.reminders_range"),
        ("maxReminders", Value::Null, ""),
    ] {
        let body = json!({"approvalReminderAndEscalationConfig": {field: number}});
        assert_eq!(codes(&company, PATH, body).await, expected, "{field}: {number}");
    }
    let none = json!({"approvalReminderAndEscalationConfig": {"maxReminders": 0}});
    assert_eq!(codes(&company, "/v2024/access-request-config", none).await, "", "later families take none");
}

#[tokio::test]
async fn every_approver_must_be_known() {
    let company = Company::open();
    let group = group_id(&company).await;
    for (schemes, expected) in [
        (json!("manager, entitlementOwner,sourceOwner"), ""),
        (json!(""), ""),
        (Value::Null, ""),
        (json!(format!("workgroup:{group}, manager")), ""),
        (json!("boss"), "setting.scheme_unknown"),
        (json!("MANAGER"), "setting.scheme_unknown"),
        (json!("manager, manager"), "setting.scheme_repeated"),
        (json!("workgroup:"), "setting.group_id_unreadable"),
        (json!("workgroup:a b"), "setting.group_id_unreadable,setting.group_unknown"),
        (json!("workgroup:nobody"), "setting.group_unknown"),
    ] {
        let body = json!({"entitlementRequestConfig": {"grantRequestApprovalSchemes": schemes}});
        assert_eq!(codes(&company, PATH, body).await, expected, "{schemes}");
    }
    for (approver, expected) in [
        (json!({"id": TOMAS}), ""),
        (json!({"type": "IDENTITY", "id": TOMAS, "name": "Whoever"}), ""),
        (Value::Null, ""),
        (json!({}), "setting.approver_unknown"),
        (json!({"id": " "}), "setting.approver_unknown"),
        (json!({"id": "nobody"}), "setting.approver_unknown"),
        (json!({"type": "GOVERNANCE_GROUP", "id": TOMAS}), "setting.approver_unknown"),
    ] {
        let body = json!({"approvalReminderAndEscalationConfig": {"fallbackApproverRef": approver}});
        assert_eq!(codes(&company, PATH, body).await, expected, "{approver}");
    }
}

/// The id of the built-in company's only group, as an approval of it names it.
async fn group_id(company: &Company) -> String {
    let rows: Value = company
        .get("admin", "/v3/access-request-status?request-state=EXECUTING&filters=created%20lt%20%222999-01-01T00:00:00Z%22")
        .await
        .json();
    let owners = rows.as_array().unwrap().iter().flat_map(|row| row["approvalDetails"].as_array().unwrap());
    let group = owners.map(|one| &one["originalOwner"]).find(|owner| owner["type"] == "GOVERNANCE_GROUP");
    group.expect("somebody waits for a group")["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn everything_wrong_is_said_at_once() {
    let company = Company::open();
    let body = json!({
        "approvalReminderAndEscalationConfig":
            {"daysUntilEscalation": -3, "maxReminders": 99, "fallbackApproverRef": {"id": "x"}},
        "entitlementRequestConfig": {"grantRequestApprovalSchemes": "boss, workgroup:x"},
    });
    let expected = "setting.days_range,setting.reminders_range,setting.approver_unknown,setting.scheme_unknown,setting.group_unknown";
    assert_eq!(codes(&company, PATH, body).await, expected);
}

#[tokio::test]
async fn a_value_of_the_wrong_kind_is_refused_with_its_place() {
    let company = Company::open();
    for (body, place) in [
        (json!({"autoApprovalEnabled": "yes"}), "auto_approval_enabled: true or false was expected"),
        (
            json!({"approvalReminderAndEscalationConfig": {"maxReminders": "3"}}),
            "max_reminders: a whole number",
        ),
        (
            json!({"approvalReminderAndEscalationConfig": {"maxReminders": 2.5}}),
            "max_reminders: a whole number",
        ),
        (json!({"requestOnBehalfOfConfig": []}), "an object was expected"),
        (
            json!({"entitlementRequestConfig": {"grantRequestApprovalSchemes": ["manager"]}}),
            "a text was expected",
        ),
    ] {
        let answer = put(&company, "admin", PATH, body.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        let said = answer.causes().join(" ");
        assert!(said.contains(place), "{body}: {said}");
    }
}

#[tokio::test]
async fn a_scheme_that_stands_there_may_stay() {
    let company = Company::open();
    let odd = json!({"entitlementRequestConfig": {"grantRequestApprovalSchemes": "appOwner, manager"}});
    company.control("config", Some(json!({ "change": odd }))).await;
    assert_eq!(codes(&company, PATH, odd).await, "");
    let more = json!({"entitlementRequestConfig": {"grantRequestApprovalSchemes": "appOwner, boss"}});
    assert_eq!(codes(&company, PATH, more).await, "setting.scheme_unknown");
}

#[tokio::test]
async fn what_one_shape_cannot_say_survives_the_other() {
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
async fn nested_rules_are_judged_too() {
    let company = Company::open();
    for (rules, expected) in [
        (json!({"approvalSchemes": [{"approverType": "BOSS"}]}), "setting.scheme_unknown"),
        (json!({"approvalSchemes": [{"approverType": "GOVERNANCE_GROUP"}]}), "setting.group_id_unreadable"),
        (
            json!({"approvalSchemes": [{"approverType": "GOVERNANCE_GROUP", "approverId": "x"}]}),
            "setting.group_unknown",
        ),
        (
            json!({"maxPermittedAccessDuration": {"value": 0, "timeUnit": "DAYS"}}),
            "setting.duration_unreadable",
        ),
        (
            json!({"maxPermittedAccessDuration": {"value": 1, "timeUnit": "YEARS"}}),
            "setting.duration_unreadable",
        ),
        (json!({"maxPermittedAccessDuration": {"value": 1, "timeUnit": "HOURS"}}), ""),
    ] {
        let body = json!({"entitlementRequestConfig": {"accessRequestConfig": rules}});
        for path in ["/v2024/access-request-config", "/access-request-config/v1"] {
            let said = codes(&company, path, body.clone()).await;
            let said = said.trim_end_matches(",setting.group_id_unreadable");
            assert_eq!(said, expected, "{path} {body}");
        }
    }
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
