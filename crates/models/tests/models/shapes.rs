//! The two shapes of a request, row by row: who may be named in which, accounts, forms, and dates as instants.

use crate::broken_rules::{codes, entitlements, in_nested_shape, nested};
use crate::draft::now;
use request_center_models::rule::{Facts, FieldPath, check_request};
use request_center_models::wire::access_request::AccessRequest;
use serde_json::json;
use time::OffsetDateTime;

fn check(body: serde_json::Value, expect: &[(&str, FieldPath)]) {
    let request: AccessRequest = serde_json::from_value(body.clone()).unwrap();
    assert_eq!(codes(check_request(&request, &Facts::default(), now())), expect, "{body:#}");
}

#[test]
fn the_nested_shape_stands_alone_and_names_people_and_items() {
    let role = json!({ "type": "ROLE", "id": "r", "comment": "why" });
    let person = |id: &str, items: serde_json::Value| json!({ "identityId": id, "requestedItems": items });
    let one = json!([person("p", json!([role]))]);
    check(json!({ "requestedForWithRequestedItems": one }), &[]);
    let shape = [("request.one_shape", FieldPath::Request)];
    check(json!({ "requestedForWithRequestedItems": one, "requestedFor": [], "requestedItems": [] }), &shape);
    check(json!({ "requestedForWithRequestedItems": one, "requestType": "REVOKE_ACCESS" }), &shape);
    let nobody = [("request.recipients_required", FieldPath::Recipients)];
    check(json!({ "requestedForWithRequestedItems": [{ "requestedItems": [role] }] }), &nobody);
    let nothing = [("request.items_required", FieldPath::Request)];
    check(
        json!({ "requestedForWithRequestedItems": [person("p", json!([role])), person("q", json!([]))] }),
        &nothing,
    );
    check(json!({ "requestedForWithRequestedItems": [] }), &[nobody[0], nothing[0]]);
    let bad = json!([person("p", json!([role])), person("q", json!([{ "type": "ROLE", "id": "" }]))]);
    check(json!({ "requestedForWithRequestedItems": bad }), &[("item.id_required", FieldPath::Item(1))]);
}

#[test]
fn an_account_is_chosen_once_for_each_source_and_in_grants_of_the_nested_shape_alone() {
    let item = |selection: serde_json::Value| json!({ "type": "ROLE", "id": "r", "comment": "why", "accountSelection": selection });
    let nested = |selection: serde_json::Value| json!({ "requestedForWithRequestedItems": [{ "identityId": "p", "requestedItems": [item(selection)] }] });
    let uuid = json!({ "sourceId": "s", "accounts": [{ "accountUuid": "{1}" }] });
    let native = json!({ "sourceId": "t", "accounts": [{ "accountUuid": null, "nativeIdentity": "cn=a" }] });
    check(nested(json!([uuid, native])), &[]);
    check(nested(json!([])), &[]);
    check(nested(json!(null)), &[]);
    let at = |code| [(code, FieldPath::Item(0))];
    check(nested(json!([uuid, uuid])), &at("item.account_selection_repeated"));
    for incomplete in [
        json!({ "accounts": [{ "nativeIdentity": "a" }] }),
        json!({ "sourceId": "s" }),
        json!({ "sourceId": "s", "accounts": [] }),
        json!({ "sourceId": "s", "accounts": [{ "accountUuid": "", "nativeIdentity": " " }] }),
        json!({ "sourceId": "s", "accounts": [{ "nativeIdentity": "a" }, { "nativeIdentity": "b" }] }),
    ] {
        check(nested(json!([incomplete])), &at("item.account_selection_incomplete"));
    }
    let flat = |kind: &str| json!({ "requestType": kind, "requestedFor": ["p"], "requestedItems": [item(json!([uuid]))] });
    check(flat("GRANT_ACCESS"), &at("item.account_selection_misplaced"));
    check(flat("REVOKE_ACCESS"), &at("item.account_selection_misplaced"));
}

#[test]
fn a_grant_has_no_empty_form() {
    let body = |kind: &str, form: serde_json::Value| {
        let item = json!({ "type": "ROLE", "id": "r", "comment": "why", "formInstanceId": form });
        json!({ "requestType": kind, "requestedFor": ["p"], "requestedItems": [item] })
    };
    check(body("GRANT_ACCESS", json!("f-1")), &[]);
    check(body("GRANT_ACCESS", json!(null)), &[]);
    check(body("GRANT_ACCESS", json!("")), &[("item.form_empty", FieldPath::Item(0))]);
    check(body("REVOKE_ACCESS", json!("")), &[]);
}

#[test]
fn every_line_of_the_nested_shape_counts_towards_the_limits_of_entitlements() {
    let of = |people: usize, lines: usize| {
        in_nested_shape((0..people).map(|i| nested(&format!("p-{i}"), entitlements(lines))).collect())
    };
    let judge = |request: &AccessRequest| codes(check_request(request, &Facts::default(), now()));
    assert_eq!(judge(&of(5, 5)), []);
    assert_eq!(judge(&of(2, 13)), [("request.entitlements_limit", FieldPath::Request)]);
    assert_eq!(judge(&of(11, 1)), [("request.recipients_limit", FieldPath::Recipients)]);
}

#[test]
fn a_machine_may_lose_access_in_the_nested_shape() {
    let item = json!({ "type": "ENTITLEMENT", "id": "e", "comment": "why" });
    let machine = json!([{ "identityId": "m", "identityType": "MACHINE", "requestedItems": [item] }]);
    check(json!({ "requestedForWithRequestedItems": machine, "requestType": "REVOKE_ACCESS" }), &[]);
}

#[test]
fn a_date_is_compared_as_an_instant_not_as_text() {
    let with = |date: &str| json!({ "requestedFor": ["p"], "requestedItems": [{ "type": "ROLE", "id": "r", "removeDate": date }] });
    check(with("2031-01-15T14:30:00+02:00"), &[]);
    check(with("2031-01-15T13:30:00+02:00"), &[("item.remove_date_past", FieldPath::RemoveDate(0))]);
    check(with("9999-12-31T23:59:59-12:00"), &[]);
    assert!(now() < OffsetDateTime::from_unix_timestamp(2_000_000_000).unwrap());
}
