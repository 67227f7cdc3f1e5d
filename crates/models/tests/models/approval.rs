//! The contents of an approval, who may decide it, and its conflicts of duties.

use request_center_models::approval::{ApprovalKind, ConflictCheck, DateField, DecisionBlocked};
use request_center_models::cancel::{ORG_ADMIN, Viewer};
use request_center_models::moment::Moment;
use request_center_models::wire::approval::{CompletedApproval, PendingApproval};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn pending(value: Value) -> PendingApproval {
    serde_json::from_value(value).unwrap()
}

fn check_kind(value: Value, expect: ApprovalKind) {
    let completed: CompletedApproval = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(pending(value.clone()).kind(), expect, "{value}");
    assert_eq!(completed.kind(), expect, "{value}");
}

#[test]
fn grant_removal_and_date_change_are_told_apart() {
    check_kind(json!({}), ApprovalKind::Grant);
    check_kind(
        json!({ "requestType": "GRANT_ACCESS", "removeDateUpdateRequested": false }),
        ApprovalKind::Grant,
    );
    check_kind(
        json!({ "requestType": "GRANT_ACCESS", "removeDate": "2031-01-01T00:00:00Z" }),
        ApprovalKind::Grant,
    );
    check_kind(
        json!({ "requestType": "REVOKE_ACCESS", "removeDateUpdateRequested": true }),
        ApprovalKind::Removal,
    );
    check_kind(json!({ "removeDateUpdateRequested": true }), ApprovalKind::DateChange);
    check_kind(
        json!({ "requestType": "GRANT_ACCESS", "startUpdateRequested": true }),
        ApprovalKind::DateChange,
    );
    check_kind(json!({ "requestType": "MODIFY_ACCESS" }), ApprovalKind::DateChange);
    check_kind(json!({ "requestType": "LEND_ACCESS" }), ApprovalKind::Unknown("LEND_ACCESS".to_owned()));
}

/// Field, before, after.
type Date = (DateField, Option<&'static str>, Option<&'static str>);

fn check_dates(value: Value, expect: &[Date]) {
    let told = pending(value.clone()).dates();
    let told: Vec<_> = told
        .iter()
        .map(|d| (d.field, d.before.as_ref().map(Moment::as_str), d.after.as_ref().map(Moment::as_str)))
        .collect();
    assert_eq!(told, expect, "{value}");
    let completed: CompletedApproval = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(completed.dates(), pending(value).dates());
}

#[test]
fn dates_tell_old_and_new() {
    let (june, july) = ("2031-06-30T12:00:00Z", "2031-07-31T12:00:00Z");
    check_dates(json!({}), &[]);
    check_dates(json!({ "removeDate": june }), &[(DateField::End, None, Some(june))]);
    check_dates(
        json!({ "startDate": june, "removeDate": july }),
        &[(DateField::Start, None, Some(june)), (DateField::End, None, Some(july))],
    );
    let update = |before: Value, after: Value| json!({ "removeDateUpdateRequested": true, "currentRemoveDate": before, "removeDate": after });
    check_dates(update(json!(june), json!(july)), &[(DateField::End, Some(june), Some(july))]);
    check_dates(update(json!(null), json!(july)), &[(DateField::End, None, Some(july))]);
    check_dates(update(json!(june), json!(null)), &[(DateField::End, Some(june), None)]);
    check_dates(update(json!(null), json!(null)), &[]);
    let removal = json!({ "requestType": "REVOKE_ACCESS", "currentRemoveDate": july, "removeDate": june });
    check_dates(removal, &[(DateField::End, Some(july), Some(june))]);
    let at_once = json!({ "requestType": "REVOKE_ACCESS", "currentRemoveDate": july });
    check_dates(at_once, &[]);
    let same = json!({ "removeDateUpdateRequested": true, "currentRemoveDate": "2031-06-30T14:00:00+02:00", "removeDate": june });
    check_dates(same, &[(DateField::End, None, Some(june))]);
}

fn viewer(id: &str, authorities: &[&str]) -> Viewer {
    let authorities = authorities.iter().map(|a| (*a).to_owned()).collect();
    Viewer { id: id.into(), name: String::new(), authorities }
}

fn check_blocked(who: &Viewer, change: Value, expect: Option<DecisionBlocked>) {
    let mut row = json!({ "id": "ap-1", "owner": { "type": "IDENTITY", "id": "p1" } });
    row.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    assert_eq!(pending(row.clone()).decision_blocked(who), expect, "{row}");
}

#[test]
fn the_owner_and_an_administrator_decide_and_nobody_else() {
    let owner = viewer("p1", &["USER"]);
    check_blocked(&owner, json!({}), None);
    check_blocked(&viewer("p2", &[ORG_ADMIN]), json!({}), None);
    check_blocked(&viewer("p2", &["USER"]), json!({}), Some(DecisionBlocked::NotOwner));
    check_blocked(
        &viewer("p2", &["USER"]),
        json!({ "requester": { "id": "p2" } }),
        Some(DecisionBlocked::NotOwner),
    );
    let group = json!({ "owner": { "type": "GOVERNANCE_GROUP", "id": "g1" } });
    check_blocked(&viewer("p2", &["USER"]), group, None);
    check_blocked(&viewer("p2", &["USER"]), json!({ "owner": null }), None);
    check_blocked(&owner, json!({ "id": "" }), Some(DecisionBlocked::NoId));
}

#[test]
fn an_approval_in_process_is_locked_for_everybody() {
    for who in [viewer("p1", &[]), viewer("p2", &[]), viewer("p2", &[ORG_ADMIN])] {
        let lock =
            |action: &str, expect| check_blocked(&who, json!({ "actionInProcess": action }), Some(expect));
        lock("APPROVED", DecisionBlocked::BeingApproved);
        lock("REJECTED", DecisionBlocked::BeingDenied);
        lock("FORWARDED", DecisionBlocked::BeingForwarded);
        lock("POSTPONED", DecisionBlocked::BeingProcessed);
    }
}

#[test]
fn every_reason_has_its_own_code_and_sentence() {
    let codes: BTreeSet<&str> = DecisionBlocked::ALL.iter().map(|b| b.code()).collect();
    let sentences: BTreeSet<String> = DecisionBlocked::ALL.iter().map(ToString::to_string).collect();
    assert_eq!((codes.len(), sentences.len()), (6, 6));
    assert_eq!(DecisionBlocked::ALL.iter().filter(|b| b.is_in_process()).count(), 4);
}

fn check_of(context: Value) -> ConflictCheck {
    pending(json!({ "id": "ap-1", "sodViolationContext": context })).conflicts()
}

fn access(name: &str, existing: Value) -> Value {
    json!({ "existing": existing, "type": "ROLE", "id": format!("id-{name}"), "name": name })
}

fn conflict(policy: &str, left: Vec<Value>, right: Vec<Value>) -> Value {
    json!({
        "policy": { "type": "SOD_POLICY", "id": "pol", "name": policy },
        "conflictingAccessCriteria": {
            "leftCriteria": { "criteriaList": left }, "rightCriteria": { "criteriaList": right }
        }
    })
}

#[test]
fn a_conflict_says_which_side_the_person_has_and_which_is_asked_for() {
    let (clerk, approver) = (access("Clerk", json!(true)), access("Approver", json!(false)));
    for (left, right) in [(clerk.clone(), approver.clone()), (approver, clerk)] {
        let context = json!({ "state": "SUCCESS", "violationCheckResult": {
            "violationContexts": [conflict("Enter and release apart", vec![left], vec![right])],
            "violatedPolicies": [{ "name": "Enter and release apart" }]
        }});
        let check = check_of(context);
        assert!(check.checked && !check.failed);
        let [found] = check.conflicts.as_slice() else { panic!("{check:?}") };
        assert_eq!(found.policy, "Enter and release apart");
        let (held, asked) = found.held_and_asked().unwrap();
        assert_eq!(
            (held.held.as_slice(), asked.asked.as_slice()),
            (["Clerk".to_owned()].as_slice(), ["Approver".to_owned()].as_slice())
        );
    }
}

#[test]
fn findings_absent_from_the_check_are_not_claimed() {
    let unclear = vec![access("Clerk", Value::Null)];
    let both = vec![access("Approver", json!(true)), access("Auditor", json!(false))];
    let context = json!({ "state": "SUCCESS", "violationCheckResult": {
        "violationContexts": [conflict("A", unclear, both)],
        "violatedPolicies": [{ "name": "A" }, { "id": "pol-9" }]
    }});
    let check = check_of(context);
    let [first, second] = check.conflicts.as_slice() else { panic!("{check:?}") };
    assert_eq!(first.held_and_asked(), None);
    assert_eq!(first.left.unclear, ["Clerk"]);
    assert!(first.right.is_held() && !first.right.is_asked());
    assert_eq!((second.policy.as_str(), second.held_and_asked()), ("pol-9", None));
}

#[test]
fn no_check_a_clean_check_and_a_failed_check_are_three_things() {
    let none = check_of(Value::Null);
    assert!(!none.checked && !none.failed && none.conflicts.is_empty());
    let clean = check_of(json!({ "state": "SUCCESS", "violationCheckResult": { "violationContexts": [] } }));
    assert!(clean.checked && !clean.failed && clean.conflicts.is_empty());
    let failed = check_of(
        json!({ "state": "ERROR", "violationCheckResult": { "message": { "text": "Took too long" } } }),
    );
    assert!(failed.checked && failed.failed);
    assert_eq!(failed.words, ["Took too long"]);
}

#[test]
fn the_day_of_the_request_is_not_the_day_the_approval_began_to_wait() {
    let asked = |value: Value| pending(value).take_asked();
    let both = asked(json!({ "requestCreated": "2030-11-03T08:00:00Z", "created": "2030-11-05T08:00:00Z" }));
    assert_eq!(both.requested, Some("2030-11-03T08:00:00Z".into()));
    assert_eq!(both.created, Some("2030-11-05T08:00:00Z".into()));
    assert_eq!(
        asked(json!({ "created": "2030-11-05T08:00:00Z" })).requested,
        Some("2030-11-05T08:00:00Z".into())
    );
}
