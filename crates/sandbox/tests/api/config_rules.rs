//! The checks before a configuration is replaced: ranges, approvers, kinds of values, each with its code and all at once.

use axum::http::StatusCode;
use request_center_models::moment::Moment;
use serde_json::{Value, json};

use crate::company::Company;
use crate::config::{PATH, put, read};

/// Tomás Herrera, whose id the seed names.
const TOMAS: &str = "2c9180867a1f4c0d017a21c3f0aa0001";

/// The codes of the rules a configuration of one member breaks.
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
        (json!({"autoApprovalEnabled": "yes"}), "autoApprovalEnabled: true or false was expected"),
        (
            json!({"approvalReminderAndEscalationConfig": {"maxReminders": "3"}}),
            "maxReminders: a whole number",
        ),
        (
            json!({"approvalReminderAndEscalationConfig": {"maxReminders": 2.5}}),
            "maxReminders: a whole number",
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
async fn entitlements_end_when_the_newer_configuration_says_so() {
    const NEWER: &str = "/v2024/access-request-config";
    let company = Company::open();
    let change = json!({"entitlementRequestConfig": {"accessRequestConfig": {"requireEndDate": true}}});
    let body = json!({"family": "v2024", "change": change});
    let changed: Value = company.control("config", Some(body)).await.json();
    let mut config = read(&company, NEWER).await;
    assert_eq!(changed, config);
    config["entitlementRequestConfig"]["accessRequestConfig"]["maxPermittedAccessDuration"] =
        json!({"value": 30, "timeUnit": "DAYS"});
    let answer = put(&company, "admin", NEWER, config).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let wrong = json!({"family": "v9", "change": {}});
    assert_eq!(company.control("config", Some(wrong)).await.status, StatusCode::BAD_REQUEST);
    let now = time::OffsetDateTime::now_utc();
    let on = |days| Some(Moment::at(now + time::Duration::days(days)).to_string());
    for (name, end, expected) in [
        ("tableau-sales-project", None, "item.remove_date_required"),
        ("tableau-sales-project", on(31), "item.remove_date_late"),
        ("tableau-sales-project", on(29), ""),
        ("Visio", None, ""),
        ("Visio", on(31), ""),
    ] {
        for path in ["/v3/access-requests", "/v2024/access-requests"] {
            let mut body = company.grant_body("employee", &[name]).await;
            if let Some(end) = &end {
                body["requestedItems"][0]["removeDate"] = json!(end);
            }
            let answer = company.post("employee", path, body).await;
            assert_eq!(answer.header("x-sandbox-rules"), expected, "{name} {end:?}: {}", answer.text);
            let status = if expected.is_empty() { StatusCode::ACCEPTED } else { StatusCode::BAD_REQUEST };
            assert_eq!(answer.status, status, "{name} {end:?}");
        }
    }
}
