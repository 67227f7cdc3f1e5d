//! Cancelling: who can, why not, what goes with it, and what the call needs.

use crate::progress::row;
use CancelBlocked::{NoId, NotRequester, Over, PastApproval};
use request_center_models::cancel::{CancelBlocked, NewCancel, ORG_ADMIN, Viewer, rows_cancelled_with};
use request_center_models::rule::FieldPath;
use request_center_models::wire::access_request::CancelAccessRequest;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn viewer(id: &str, authorities: &[&str]) -> Viewer {
    let authorities = authorities.iter().map(|a| (*a).to_owned()).collect();
    Viewer { id: id.into(), name: String::new(), authorities }
}

/// A row of `p1` that can be cancelled, changed, as `who` sees it.
fn check_blocked(who: &Viewer, change: &[(&str, Value)], expect: Option<CancelBlocked>) {
    let mut part = json!({ "cancelable": true });
    for (key, value) in change {
        part[*key] = value.clone();
    }
    assert_eq!(row(part.clone()).cancel_blocked(who), expect, "{part:#}");
}

#[test]
fn the_requester_and_an_administrator_can_cancel_and_nobody_else() {
    let requester = viewer("p1", &["USER"]);
    check_blocked(&requester, &[], None);
    check_blocked(&viewer("p2", &[ORG_ADMIN]), &[], None);
    check_blocked(&viewer("p2", &["USER", "ROLE_ADMIN", "org_admin"]), &[], Some(NotRequester));
    check_blocked(&viewer("p2", &[]), &[("requestedFor", json!({ "id": "p2" }))], Some(NotRequester));
    check_blocked(&requester, &[("requester", Value::Null)], Some(NotRequester));
    check_blocked(&viewer("", &[]), &[("requester", json!({ "id": "" }))], Some(NotRequester));
}

#[test]
fn a_row_past_approval_cannot_be_cancelled_even_by_an_administrator() {
    for who in [viewer("p1", &[]), viewer("p2", &[ORG_ADMIN])] {
        for no in [json!(false), Value::Null] {
            check_blocked(&who, &[("cancelable", no)], Some(PastApproval));
        }
        check_blocked(
            &who,
            &[("state", json!("PROVISIONING_VERIFICATION_PENDING")), ("cancelable", json!(false))],
            Some(PastApproval),
        );
    }
}

#[test]
fn a_row_that_is_over_cannot_be_cancelled() {
    let over = [
        "REQUEST_COMPLETED",
        "CANCELLED",
        "TERMINATED",
        "REJECTED",
        "PROVISIONING_FAILED",
        "NOT_ALL_ITEMS_PROVISIONED",
        "ERROR",
    ];
    for state in over {
        check_blocked(&viewer("p1", &[]), &[("state", json!(state))], Some(Over));
    }
    for state in [json!("EXECUTING"), json!("ON_ITS_WAY"), Value::Null] {
        check_blocked(&viewer("p1", &[]), &[("state", state)], None);
    }
}

#[test]
fn a_row_without_an_id_cannot_be_cancelled() {
    for id in [Value::Null, json!("")] {
        check_blocked(&viewer("p1", &[ORG_ADMIN]), &[("accessRequestId", id)], Some(NoId));
    }
}

#[test]
fn every_reason_has_its_own_code_and_sentence() {
    let codes: BTreeSet<&str> = CancelBlocked::ALL.iter().map(|b| b.code()).collect();
    let sentences: BTreeSet<String> = CancelBlocked::ALL.iter().map(ToString::to_string).collect();
    assert_eq!((codes.len(), sentences.len()), (4, 4));
    assert!(codes.iter().all(|code| code.starts_with("cancel.")));
    assert!(!sentences.contains(""));
}

#[test]
fn a_cancel_takes_every_open_row_of_its_access_request_along() {
    let one = |id: &str, request: &str, state: &str| {
        row(json!({ "accountActivityItemId": id, "accessRequestId": request, "state": state }))
    };
    let rows = [
        one("1", "a", "EXECUTING"),
        one("2", "b", "EXECUTING"),
        one("3", "a", "REQUEST_COMPLETED"),
        one("4", "a", "PROVISIONING_VERIFICATION_PENDING"),
        one("5", "a", "REJECTED"),
        one("6", "a", "ON_ITS_WAY"),
        row(json!({ "accountActivityItemId": "7", "accessRequestId": null })),
    ];
    let ids = |request: &str| -> Vec<&str> {
        let gone = rows_cancelled_with(&request.into(), &rows);
        gone.iter().map(|r| r.account_activity_item_id.as_ref().unwrap().as_str()).collect()
    };
    assert_eq!(ids("a"), ["1", "4", "6"]);
    assert_eq!(ids("b"), ["2"]);
    assert_eq!(ids("c"), Vec::<&str>::new());
}

fn check_call(id: Option<&str>, comment: Option<&str>, expect: &[(&str, FieldPath)]) {
    let body =
        CancelAccessRequest { account_activity_id: id.map(Into::into), comment: comment.map(str::to_owned) };
    let broken: Vec<(&str, FieldPath)> = match NewCancel::validate(&body) {
        Ok(_) => Vec::new(),
        Err(violations) => violations.iter().map(|v| (v.rule.code(), v.place)).collect(),
    };
    assert_eq!(broken, expect, "{body:?}");
}

#[test]
fn a_cancel_needs_an_id_and_a_comment() {
    let no_id = ("cancel.id_required", FieldPath::Request);
    let no_comment = ("cancel.comment_required", FieldPath::Comment(0));
    check_call(Some("a"), Some("Wrong crane"), &[]);
    check_call(None, Some("Wrong crane"), &[no_id]);
    check_call(Some(""), Some("Wrong crane"), &[no_id]);
    check_call(Some(" "), Some("Wrong crane"), &[no_id]);
    check_call(Some("a"), None, &[no_comment]);
    check_call(Some("a"), Some(""), &[no_comment]);
    check_call(Some("a"), Some(" \n\u{2003}"), &[no_comment]);
    check_call(None, None, &[no_id, no_comment]);
    check_call(Some("a"), Some(&"\u{1f6a2}".repeat(4000)), &[]);
    check_call(Some("a"), Some(&"a".repeat(4001)), &[("item.comment_too_long", FieldPath::Comment(0))]);
}

#[test]
fn a_cancel_is_sent_trimmed_under_the_older_name_of_the_id() {
    let body = CancelAccessRequest {
        account_activity_id: Some("4d0e/\u{5e9}".into()),
        comment: Some("  Wrong \"crane\"\n".to_owned()),
    };
    let cancel = NewCancel::validate(&body).unwrap();
    let expect = json!({ "accountActivityId": "4d0e/\u{5e9}", "comment": "Wrong \"crane\"" });
    assert_eq!(serde_json::to_value(&cancel).unwrap(), expect);
    assert_eq!(cancel.access_request_id().as_str(), "4d0e/\u{5e9}");
    assert_eq!(cancel.comment(), "Wrong \"crane\"");
}
