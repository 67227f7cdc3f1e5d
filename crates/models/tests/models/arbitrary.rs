//! Whatever a server sends, nothing panics: arbitrary text and JSON, and fixtures with one place replaced by anything.

use crate::bodies;
use crate::fixtures::{Case, cases};
use crate::walk::{places, with};
use proptest::prelude::*;
use proptest::sample::Index;
use request_center_models::approval::{Answered, SentDecision};
use request_center_models::cancel::{NewCancel, Viewer, rows_cancelled_with};
use request_center_models::close::stuck_days;
use request_center_models::decision::{DecisionDraft, DecisionKind};
use request_center_models::draft::RequestDraft;
use request_center_models::holding::Holding;
use request_center_models::json::rows_from_json;
use request_center_models::moment::Moment;
use request_center_models::operation::Family;
use request_center_models::progress::{Progress, stuck_before};
use request_center_models::revoke::RevokeDraft;
use request_center_models::rule::{Facts, check_request};
use request_center_models::setting::{Setting, SettingForm, merge, schemes, three_way, unsaved};
use request_center_models::wire::access_request::{
    AccessRequest, AccessRequestResponse, CancelAccessRequest,
};
use request_center_models::wire::approval::{CompletedApproval, PendingApproval, SodViolationCheckResult};
use request_center_models::wire::assignment::RoleAssignment;
use request_center_models::wire::config::AccessRequestConfig;
use request_center_models::wire::error::ErrorResponseDto;
use request_center_models::wire::revocable::IdentityEntitlementDetails;
use request_center_models::wire::status::RequestedItemStatus;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::LazyLock;

static CASES: LazyLock<Vec<Case>> = LazyLock::new(cases);

pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let odd = [
        "",
        "9999-12-31T23:59:59-12:00",
        "0000-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00Z",
        "-9999-01-01T00:00:00Z",
        "2030-06-30T23:59:60Z",
        "99999999999999999999",
        "-9223372036854775808",
        "EXECUTING",
        "\u{0}",
        "\u{202e}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        any::<String>().prop_map(Value::from),
        proptest::sample::select(odd.to_vec()).prop_map(Value::from),
    ];
    let names = [
        "state",
        "id",
        "approvalDetails",
        "accessRequestPhases",
        "requestedItems",
        "clientMetadata",
        "causes",
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        let name =
            prop_oneof![proptest::sample::select(names.to_vec()).prop_map(str::to_owned), any::<String>()];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((name, inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// Calls everything that reads an answer.
fn read_in_every_way(value: &Value) {
    for decode in bodies::all() {
        let _ = decode(value);
    }
    let now = crate::draft::now();
    if let Some(rows) = read::<Vec<RequestedItemStatus>>(value) {
        for row in &rows {
            let _ = (Progress::of(row).group(), row.steps(), row.cancel_blocked(&Viewer::default()));
            let _ = [0, 14, u32::MAX].map(|days| row.stuck(now, days));
            let _ = (row.close_blocked(&Viewer::default()), stuck_before(now, u32::MAX));
            let check = row.sod_violation_context.iter().filter_map(|c| c.violation_check_result.as_ref());
            let _: Vec<_> = check.map(SodViolationCheckResult::messages).collect();
        }
        let _ = rows_cancelled_with(&"a".into(), &rows);
    }
    let waiting = read::<Vec<PendingApproval>>(value).unwrap_or_default();
    for row in &waiting {
        let _ = (row.kind(), row.dates(), row.conflicts(), row.decision_blocked(&Viewer::default()));
    }
    let decided = read::<Vec<CompletedApproval>>(value).unwrap_or_default();
    for row in &decided {
        let _ = (row.kind(), row.dates(), row.conflicts());
    }
    for row in
        waiting.iter().filter_map(|row| row.id.clone()).chain(decided.iter().filter_map(|row| row.id.clone()))
    {
        let (kind, answered) = (DecisionKind::Forward, Answered::Gone);
        let sent = SentDecision { id: row, kind, new_owner: None, answered };
        let _ = sent.read_back(&"a".into(), &waiting, &decided, time::Duration::ZERO);
    }
    for mut row in waiting {
        let _ = row.take_asked();
    }
    let _ = read::<DecisionDraft>(value).map(|draft| draft.validate());
    if let Some(rows) = read::<Vec<RoleAssignment>>(value) {
        for row in &rows {
            let _ = Holding::of_assignment(row).map(|held| (held.removal_blocked(now), held.comes_back()));
        }
    }
    let details = read::<IdentityEntitlementDetails>(value);
    let _ = details.map(|details| Holding::of_entitlement(&details).len());
    let _ = read::<RevokeDraft>(value).map(|draft| draft.validate(now, None).is_ok());
    let _ = read::<AccessRequest>(value).map(|body| check_request(&body, &Facts::default(), now));
    let _ = read::<CancelAccessRequest>(value).map(|body| NewCancel::validate(&body));
    let _ = read::<AccessRequestResponse>(value).map(|answer| (answer.new_ids(), answer.existing_ids()));
    let _ = read::<ErrorResponseDto>(value).map(|error| error.sentences().len());
    let limits = read::<AccessRequestConfig>(value).unwrap_or_default().entitlement_limits();
    let _ = limits.longest.map(|longest| longest.end_from(now));
    let _ = read::<RequestDraft>(value).map(|draft| draft.validate(now, &limits).is_ok());
    read_settings(value);
    let config = read::<AccessRequestConfig>(value);
    let _ = config.map(|config| (config.entitlement_comment_required(), config.entitlements_allowed()));
}

/// Calls everything that reads a configuration, or a form over one that was kept.
fn read_settings(value: &Value) {
    let known = read::<Setting>(&crate::setting::full()).unwrap_or_default();
    let came = read::<Setting>(value).unwrap_or_default();
    for (base, other) in [(&known, &came), (&came, &known)] {
        let form = read::<SettingForm>(value).unwrap_or_else(|| SettingForm::of(other));
        let _ = (form.changes(base, Family::V3, true), form.number_violations(base, Family::V2026));
        let contrasts = three_way(base, other, &known);
        let _ = (merge(other, &known, &contrasts), unsaved(base, other));
    }
}

proptest! {
    #[test]
    fn arbitrary_json_never_panics(value in any_json()) {
        read_in_every_way(&value);
        read_in_every_way(&json!([value]));
    }

    #[test]
    fn a_fixture_with_anything_at_any_place_never_panics(case in any::<Index>(), place in any::<Index>(), news in any_json()) {
        let case = &CASES[case.index(CASES.len())];
        let places = places(&case.value, |_| true);
        read_in_every_way(&with(&case.value, &places[place.index(places.len())], news));
    }

    #[test]
    fn a_truncated_answer_is_an_error_and_no_panic(case in any::<Index>(), cut in any::<Index>()) {
        let text = CASES[case.index(CASES.len())].value.to_string();
        let short: String = text.chars().take(cut.index(text.chars().count())).collect();
        prop_assert!(serde_json::from_str::<Vec<RequestedItemStatus>>(&short).is_err());
        prop_assert!(serde_json::from_str::<ErrorResponseDto>(&short).is_err());
    }

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>(), digits in "[-+]?[0-9]{0,25}[.]?[0-9]{0,3}") {
        for text in [&text, &digits] {
            let moment = Moment::from(text.as_str());
            let _ = (moment.instant().map(Moment::at), moment.unix_millis(), stuck_days(text), schemes(text));
            let _ = text.parse().map(|millis: f64| Moment::from_unix_millis(millis));
            let _ = rows_from_json::<RequestedItemStatus>(text);
        }
        let _ = serde_json::from_str::<Vec<RequestedItemStatus>>(&text);
        let _ = serde_json::from_str::<ErrorResponseDto>(&text);
    }
}

#[test]
fn html_and_an_empty_body_are_errors() {
    for text in ["", " ", "<!doctype html><title>502</title>", "RESTEASY003210: no such path", "null\u{0}"] {
        assert!(serde_json::from_str::<Vec<RequestedItemStatus>>(text).is_err(), "{text:?}");
        assert!(serde_json::from_str::<AccessRequestResponse>(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_deeply_nested_answer_is_an_error_and_no_overflow() {
    let deep = "[".repeat(200_000);
    assert!(serde_json::from_str::<Vec<RequestedItemStatus>>(&deep).is_err());
    let form = format!("[{{\"form\":{}1{}}}]", "[".repeat(5000), "]".repeat(5000));
    assert!(serde_json::from_str::<Vec<RequestedItemStatus>>(&form).is_err());
}
