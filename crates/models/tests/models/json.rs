//! A value that does not decode is an error with its path; absent, `null` and truncated are distinct.

use request_center_models::draft::RequestDraft;
use request_center_models::json::{FromJson, from_json, variant};
use request_center_models::wire::access_request::{AccessRequest, RequestTracking};
use request_center_models::wire::config::AccessRequestConfig;
use request_center_models::wire::reference::{ClientMetadata, ItemType};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn error<T: FromJson>(tree: Value) -> String {
    T::from_value(tree).err().unwrap().to_string()
}

#[test]
fn an_error_names_its_path() {
    let items = |items: Value| error::<AccessRequest>(json!({ "requestedItems": items }));
    assert_eq!(items(json!([{ "id": "a" }, { "type": 7 }])), "requestedItems/1/type: a text was expected");
    assert_eq!(items(json!([{}, null])), "requestedItems/1: an object was expected");
    assert_eq!(items(json!({})), "requestedItems: a list was expected");
    assert_eq!(
        items(json!([{ "clientMetadata": { "k": 1 } }])),
        "requestedItems/0/clientMetadata/k: a text was expected"
    );
    assert_eq!(error::<AccessRequest>(json!([])), "an object was expected");
    let config = json!({ "approvalReminderAndEscalationConfig": { "maxReminders": 3_000_000_000_u32 } });
    assert_eq!(
        error::<AccessRequestConfig>(config),
        "approvalReminderAndEscalationConfig/maxReminders: a whole number of 32 bits was expected"
    );
}

#[test]
fn the_first_that_does_not_fit_is_the_one_that_is_told() {
    let both = json!({ "requestedFor": 1, "clientMetadata": 1 });
    assert_eq!(error::<AccessRequest>(both), "requestedFor: a list was expected");
}

#[test]
fn a_whole_number_has_no_fraction() {
    for odd in [json!(1.0), json!("1"), json!(u64::MAX), json!(true)] {
        assert!(RequestTracking::from_value(json!({ "attributesHash": odd })).is_err(), "{odd}");
    }
    let read = RequestTracking::from_value(json!({ "attributesHash": i64::MIN })).unwrap();
    assert_eq!(read.attributes_hash, Some(i64::MIN));
}

#[test]
fn a_kept_draft_needs_its_key_and_takes_null_for_no_value() {
    assert_eq!(error::<RequestDraft>(json!({})), "key: a value was expected");
    assert_eq!(error::<RequestDraft>(json!({ "key": null })), "key: a text was expected");
    assert_eq!(error::<RequestDraft>(json!({ "key": "k", "items": null })), "items: a list was expected");
    assert_eq!(
        error::<RequestDraft>(json!({ "key": "k", "items": [{ "id": "a" }] })),
        "items/0/type: a value was expected"
    );
    assert!(from_json::<RequestDraft>(r#"{"key":"k","later":[1]}"#).unwrap().items.is_empty());
}

#[test]
fn text_that_is_no_json_is_no_tree() {
    for text in ["", "{", "<html>", "{\"a\":1}}"] {
        assert_eq!(from_json::<Value>(text).unwrap_err().to_string(), "JSON was expected", "{text:?}");
    }
}

#[test]
fn a_map_keeps_its_names_and_refuses_null_where_metadata_pass_it_over() {
    let map = json!({ "a": "1", "b": null });
    assert_eq!(error::<BTreeMap<String, String>>(map.clone()), "b: a text was expected");
    assert_eq!(ClientMetadata::from_value(map).unwrap(), ClientMetadata::from([("a".into(), "1".into())]));
}

#[test]
fn a_variant_is_a_name_or_a_name_with_its_content() {
    assert_eq!(variant(json!("prepared")).unwrap(), ("prepared".to_owned(), Value::Null));
    assert_eq!(variant(json!({ "sent": [1] })).unwrap(), ("sent".to_owned(), json!([1])));
    for odd in [json!({}), json!({ "a": 1, "b": 2 }), json!(1), json!([])] {
        assert!(variant(odd.clone()).is_err(), "{odd}");
    }
    assert_eq!(ItemType::from_value(json!("ROLE")).unwrap(), ItemType::Role);
}
