//! Values read from answers: ids to follow, sentences to show, switches of the configuration, claims of a token.

use request_center_models::id::{AccessRequestId, IdentityId};
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::approval::SodViolationCheckResult;
use request_center_models::wire::config::AccessRequestConfig;
use request_center_models::wire::error::ErrorResponseDto;
use request_center_models::wire::reference::OwnerRef;
use request_center_models::wire::token::{Claims, TokenAnswer};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

#[test]
fn the_ids_of_new_and_of_existing_requests_come_in_order_and_each_once() {
    let check = |answer: Value, new: &[&str], existing: &[&str]| {
        let answer: AccessRequestResponse = read(answer);
        let texts = |ids: &[AccessRequestId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!((texts(&answer.new_ids()), texts(&answer.existing_ids())), (owned(new), owned(existing)));
    };
    check(json!({}), &[], &[]);
    check(
        json!({ "newRequests": null, "existingRequests": [{ "accessRequestIds": ["old"] }] }),
        &[],
        &["old"],
    );
    let some = json!([{ "accessRequestIds": ["b", "a"] }, { "accessRequestIds": null }, { "accessRequestIds": ["a", "c"] }]);
    check(json!({ "newRequests": some, "existingRequests": some }), &["b", "a", "c"], &["b", "a", "c"]);
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn the_useful_sentences_of_an_error_are_its_causes_else_its_detail_else_its_messages() {
    let check =
        |error: Value, expect: &[&str]| assert_eq!(read::<ErrorResponseDto>(error).sentences(), expect);
    let messages = json!([{ "text": "Bad request" }]);
    check(json!({}), &[]);
    check(json!({ "messages": messages }), &["Bad request"]);
    check(json!({ "messages": messages, "causes": [] }), &["Bad request"]);
    check(
        json!({ "messages": messages, "causes": [{ "text": " " }, { "text": null }, {}] }),
        &["Bad request"],
    );
    check(
        json!({ "messages": messages, "causes": [{ "text": "First" }, { "text": "Second" }] }),
        &["First", "Second"],
    );
    let detail = "Out of segment";
    check(json!({ "messages": messages, "detailMessage": detail }), &[detail]);
    check(json!({ "messages": messages, "detailMessage": " " }), &["Bad request"]);
    check(json!({ "detailMessage": detail, "causes": [{ "text": "First" }] }), &["First"]);
}

#[test]
fn the_words_of_a_conflict_check_come_as_one_message_or_as_a_list() {
    let check = |message: Value, expect: &[&str]| {
        let found = read::<SodViolationCheckResult>(json!({ "message": message })).messages();
        assert_eq!(found.iter().map(|m| m.text.as_deref().unwrap()).collect::<Vec<_>>(), expect);
    };
    check(json!({ "text": "One conflict" }), &["One conflict"]);
    check(json!([{ "text": "One" }, "odd", { "text": "Two" }]), &["One", "Two"]);
    check(Value::Null, &[]);
    check(json!("odd"), &[]);
}

#[test]
fn the_configuration_is_read_in_its_older_and_its_newer_shape() {
    let check = |rules: Value, comment: bool, allowed: bool| {
        let config: AccessRequestConfig = read(json!({ "entitlementRequestConfig": rules }));
        assert_eq!(
            (config.entitlement_comment_required(), config.entitlements_allowed()),
            (comment, allowed),
            "{rules}"
        );
    };
    check(Value::Null, false, true);
    check(json!({}), false, true);
    check(json!({ "requestCommentsRequired": true, "allowEntitlementRequest": false }), true, false);
    check(json!({ "requestCommentsRequired": null, "allowEntitlementRequest": null }), false, true);
    check(json!({ "accessRequestConfig": { "requestCommentRequired": true } }), true, true);
    check(json!({ "accessRequestConfig": { "requestCommentRequired": "yes" } }), false, true);
    check(json!({ "accessRequestConfig": null }), false, true);
    let both = json!({ "requestCommentsRequired": false, "accessRequestConfig": { "requestCommentRequired": true } });
    check(both, false, true);
}

#[test]
fn the_token_answer_and_its_claims_are_in_snake_case() {
    let answer: TokenAnswer =
        read(json!({ "access_token": "t", "expires_in": 720, "identity_id": "p", "pod": "x" }));
    assert_eq!((answer.access_token.as_deref(), answer.expires_in), (Some("t"), Some(720)));
    assert_eq!(answer.identity_id, Some(IdentityId::from("p")));
    let claims: Claims =
        read(json!({ "identity_id": "p", "user_name": "f.okafor", "exp": 1_924_988_400, "scope": [] }));
    assert_eq!(claims.exp, Some(1_924_988_400.0));
    assert_eq!(claims.user_name.as_deref(), Some("f.okafor"));
}

#[test]
fn a_reference_to_a_person_says_so() {
    let owner = OwnerRef::identity("p".into(), "Femi Okafor");
    let expect = json!({ "type": "IDENTITY", "id": "p", "name": "Femi Okafor" });
    assert_eq!(serde_json::to_value(owner).unwrap(), expect);
}

#[test]
fn metadata_without_a_value_is_no_metadata() {
    let row = crate::progress::row(
        json!({ "clientMetadata": { "requestCenterKey": "k", "requestedAppId": null } }),
    );
    assert_eq!(
        row.client_metadata.unwrap().into_iter().collect::<Vec<_>>(),
        [("requestCenterKey".to_owned(), "k".to_owned())]
    );
}
