//! The end the configuration asks of entitlements: required or not, and how far away it may be.

use crate::draft::{draft, item, now};
use proptest::prelude::*;
use request_center_models::draft::{DraftItem, TypedDate};
use request_center_models::moment::Moment;
use request_center_models::rule::{
    EntitlementLimits, Facts, FieldPath, LongestAccess, Rule, TimeUnit, check_request,
};
use request_center_models::wire::access_request::{AccessRequest, RequestedItem};
use request_center_models::wire::config::AccessRequestConfig;
use request_center_models::wire::reference::{ItemType, RequestType};
use serde_json::{Value, json};

fn limits(access: Value) -> EntitlementLimits {
    let config = json!({ "entitlementRequestConfig": { "accessRequestConfig": access } });
    serde_json::from_value::<AccessRequestConfig>(config).unwrap().entitlement_limits()
}

fn dated(r#type: ItemType, end: &str) -> DraftItem {
    let remove_date = match end {
        "" => TypedDate::default(),
        end => TypedDate { text: end.to_owned(), moment: Some(end.into()), unreadable: false },
    };
    DraftItem { remove_date, ..item(r#type) }
}

/// Validates a draft of that one item at noon of 15 January 2031.
fn check(limits: &EntitlementLimits, r#type: ItemType, end: &str, expect: &[Rule]) {
    let mut draft = draft();
    draft.items = vec![dated(r#type, end)];
    let broken = draft.validate(now(), limits).err().unwrap_or_default();
    assert_eq!(broken.at(FieldPath::RemoveDate(0)).collect::<Vec<_>>(), expect, "{end}");
    assert_eq!(broken.len(), expect.len(), "{broken}");
}

#[test]
fn an_entitlement_needs_an_end_where_the_configuration_says_so() {
    let limits = limits(json!({ "requireEndDate": true }));
    check(&limits, ItemType::Entitlement, "", &[Rule::RemoveDateRequired]);
    check(&limits, ItemType::Entitlement, "2039-01-01T00:00:00Z", &[]);
    check(&limits, ItemType::Entitlement, "soon", &[Rule::RemoveDateUnreadable]);
    check(&limits, ItemType::Role, "", &[]);
    check(&limits, ItemType::AccessProfile, "", &[]);
    check(&EntitlementLimits::default(), ItemType::Entitlement, "", &[]);
}

#[test]
fn an_entitlement_ends_within_the_longest_time_to_the_second() {
    for (value, unit, last, late) in [
        (5, "HOURS", "2031-01-15T17:00:00Z", "2031-01-15T17:00:01Z"),
        (5, "DAYS", "2031-01-20T12:00:00Z", "2031-01-20T12:00:01Z"),
        (2, "WEEKS", "2031-01-29T13:00:00+01:00", "2031-01-29T12:00:01Z"),
        (1, "MONTHS", "2031-02-15T12:00:00Z", "2031-02-15T12:00:01Z"),
        (12, "MONTHS", "2032-01-15T12:00:00Z", "2032-01-15T12:00:01Z"),
    ] {
        let limits = limits(json!({ "maxPermittedAccessDuration": { "value": value, "timeUnit": unit } }));
        check(&limits, ItemType::Entitlement, last, &[]);
        check(&limits, ItemType::Entitlement, late, &[Rule::RemoveDateLate]);
        check(&limits, ItemType::Entitlement, "", &[]);
        check(&limits, ItemType::Role, late, &[]);
    }
}

#[test]
fn a_length_that_says_nothing_bounds_nothing() {
    for odd in [
        json!(null),
        json!("5 days"),
        json!({}),
        json!({ "value": 0, "timeUnit": "DAYS" }),
        json!({ "value": -1, "timeUnit": "MONTHS" }),
        json!({ "value": 5, "timeUnit": "FORTNIGHTS" }),
        json!({ "value": 2_147_483_647, "timeUnit": "MONTHS" }),
        json!({ "value": 2_147_483_647, "timeUnit": "WEEKS" }),
    ] {
        let limits = limits(json!({ "maxPermittedAccessDuration": odd, "requireEndDate": "perhaps" }));
        check(&limits, ItemType::Entitlement, "9999-12-31T23:59:59Z", &[]);
        check(&limits, ItemType::Entitlement, "", &[]);
    }
}

#[test]
fn the_time_counts_from_the_start_and_never_for_a_removal() {
    let body = |request_type: Option<RequestType>, start: Option<&str>| AccessRequest {
        request_type,
        requested_for: Some(vec!["p".into()]),
        requested_items: Some(vec![RequestedItem {
            id: Some("e".into()),
            r#type: Some(ItemType::Entitlement),
            comment: Some("why".to_owned()),
            start_date: start.map(Moment::from),
            remove_date: Some("2031-03-03T12:00:00Z".into()),
            ..RequestedItem::default()
        }]),
        ..AccessRequest::default()
    };
    let entitlements = EntitlementLimits {
        end_required: true,
        longest: Some(LongestAccess { value: 2, unit: TimeUnit::Days }),
        forbidden: false,
    };
    let facts = Facts { entitlements, ..Facts::default() };
    let rules = |body: &AccessRequest| -> Vec<Rule> {
        check_request(body, &facts, now())
            .err()
            .iter()
            .flat_map(|broken| broken.iter().map(|v| v.rule))
            .collect()
    };
    assert_eq!(rules(&body(None, Some("2031-03-01T12:00:00Z"))), []);
    assert_eq!(rules(&body(None, Some("2031-03-01T11:59:59Z"))), [Rule::RemoveDateLate]);
    assert_eq!(rules(&body(Some(RequestType::Modify), None)), [Rule::RemoveDateLate]);
    assert_eq!(rules(&body(Some(RequestType::Revoke), None)), []);
}

proptest! {
    #[test]
    fn a_longer_time_never_ends_earlier(
        seconds in -60_000_000_000_i64..250_000_000_000, value in 1_i32.., more in any::<u16>(), unit in 0_usize..4
    ) {
        let start = time::OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        let unit = [TimeUnit::Hours, TimeUnit::Days, TimeUnit::Weeks, TimeUnit::Months][unit];
        let end = |value| LongestAccess { value, unit }.end_from(start);
        let (end, later) = (end(value), end(value.saturating_add(more.into())));
        if let (Some(end), Some(later)) = (end, later) {
            prop_assert!(start < end && end <= later);
        }
    }
}
