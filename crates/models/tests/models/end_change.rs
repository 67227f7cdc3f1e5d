//! A change of when held access ends: its effect on each person, what is sent, and why it may not be.

use crate::draft::now;
use request_center_models::draft::TypedDate;
use request_center_models::end_change::{EndChangeBlocked, EndChangeDraft, EndEffect, EndHolder};
use request_center_models::holding::{EndSource, Given, HeldEnd, Holding};
use request_center_models::json::from_json;
use request_center_models::moment::Moment;
use request_center_models::rule::{EntitlementLimits, FieldPath, LongestAccess, OnBehalf, Rule, TimeUnit};
use request_center_models::wire::reference::ItemType;
use request_center_models::wire::status::RequestedItemStatus;
use serde_json::{Value, json};

const EARLY: &str = "2031-02-01T00:00:00Z";
const MIDDLE: &str = "2031-03-01T00:00:00Z";
const LATE: &str = "2031-04-01T00:00:00Z";

fn ends(at: Option<&str>, source: Option<EndSource>) -> HeldEnd {
    HeldEnd { at: at.map(Moment::from), source }
}

fn holder(id: &str, end: HeldEnd) -> EndHolder {
    EndHolder { id: id.into(), name: id.to_owned(), end, report: None }
}

fn typed(text: &str) -> TypedDate {
    TypedDate { text: text.to_owned(), moment: Some(text.into()), unreadable: false }
}

/// A change for Ines, whose access ends in the middle, and Tom, of whose nothing is known.
fn change(r#type: ItemType, date: &str) -> EndChangeDraft {
    let name = "Crane driver".to_owned();
    let mut draft = EndChangeDraft::new("k-1".to_owned().into(), "i-1".into(), r#type, name);
    draft.people.push(holder("ines", ends(Some(MIDDLE), Some(EndSource::Service))));
    draft.people.push(holder("tom", HeldEnd::default()));
    draft.remove_date = typed(date);
    draft
}

fn broken(draft: &EndChangeDraft, limits: &EntitlementLimits) -> Vec<Rule> {
    let violations = draft.validate(now(), limits).err().unwrap_or_default();
    violations.at(FieldPath::RemoveDate(0)).chain(violations.at(FieldPath::Comment(0))).collect()
}

#[test]
fn the_effect_compares_the_new_end_with_the_known_one() {
    let service = Some(EndSource::Service);
    for (end, new, effect) in [
        (ends(Some(MIDDLE), service.clone()), Some(LATE), EndEffect::Extended),
        (ends(Some(MIDDLE), Some(EndSource::Request)), Some(EARLY), EndEffect::Shortened),
        (ends(Some(MIDDLE), service.clone()), Some("2031-03-01T01:00:00+01:00"), EndEffect::Unchanged),
        (ends(Some(MIDDLE), service.clone()), None, EndEffect::Removed),
        (ends(None, service.clone()), Some(LATE), EndEffect::Added),
        (ends(None, service), None, EndEffect::Unchanged),
        (HeldEnd::default(), Some(LATE), EndEffect::Unknown),
        (HeldEnd::default(), None, EndEffect::Unknown),
    ] {
        let new = new.map(|text| Moment::from(text).instant().unwrap());
        assert_eq!(holder("ines", end.clone()).effect(new), effect, "{end:?} {new:?}");
    }
}

#[test]
fn a_change_is_a_grant_with_the_new_date_or_none() {
    let draft = change(ItemType::Role, LATE);
    let request = draft.validate(now(), &EntitlementLimits::default()).unwrap();
    let body = serde_json::to_value(request.body()).unwrap();
    assert_eq!(body["requestedFor"], json!(["ines", "tom"]));
    assert_eq!(body["requestedItems"][0]["removeDate"], "2031-04-01T00:00:00.000Z");
    assert_eq!(body.get("requestType"), None);
    assert_eq!(body["requestedItems"][0].get("startDate"), None);

    let without = EndChangeDraft { without_end: true, ..draft };
    let request = without.validate(now(), &EntitlementLimits::default()).unwrap();
    let body = serde_json::to_value(request.body()).unwrap();
    assert_eq!(body["requestedItems"][0].get("removeDate"), None, "the typed date is passed over");
}

#[test]
fn nothing_is_sent_for_those_whose_access_ends_then_already() {
    let mut draft = change(ItemType::Role, MIDDLE);
    let request = draft.validate(now(), &EntitlementLimits::default()).unwrap();
    assert_eq!(request.body().requested_for, Some(vec!["tom".into()]));
    draft.people.pop();
    assert_eq!(broken(&draft, &EntitlementLimits::default()), [Rule::NewEndUnchanged]);
    draft.people = vec![holder("ines", ends(None, Some(EndSource::Service)))];
    draft.without_end = true;
    assert_eq!(broken(&draft, &EntitlementLimits::default()), [Rule::NewEndUnchanged]);
}

#[test]
fn a_new_end_must_be_chosen_and_keep_the_rules_of_a_request() {
    let limits = EntitlementLimits::default();
    let mut draft = change(ItemType::Role, LATE);
    draft.remove_date = TypedDate::default();
    assert_eq!(broken(&draft, &limits), [Rule::NewEndRequired]);
    draft.remove_date = TypedDate { unreadable: true, ..TypedDate::default() };
    assert_eq!(broken(&draft, &limits), [Rule::RemoveDateUnreadable]);
    draft.remove_date = typed("2031-01-01T00:00:00Z");
    draft.comment_required = true;
    assert_eq!(broken(&draft, &limits), [Rule::RemoveDatePast, Rule::CommentRequired]);

    let limits = EntitlementLimits {
        end_required: true,
        longest: Some(LongestAccess { value: 30, unit: TimeUnit::Days }),
        forbidden: false,
    };
    let mut draft = change(ItemType::Entitlement, LATE);
    assert_eq!(broken(&draft, &limits), [Rule::RemoveDateLate]);
    draft.without_end = true;
    assert_eq!(broken(&draft, &limits), [Rule::RemoveDateRequired]);
}

fn row(state: &str, created: &str, fields: Value) -> RequestedItemStatus {
    let mut row = json!({
        "id": "i-1", "state": state, "created": created, "requestType": "GRANT_ACCESS", "requestedFor": {"id": "ines"}
    });
    if let (Some(row), Value::Object(fields)) = (row.as_object_mut(), fields) {
        row.extend(fields);
    }
    serde_json::from_value(row).unwrap()
}

#[test]
fn the_service_is_believed_before_the_requests_and_the_last_of_them_counts() {
    let rows = [
        row("REQUEST_COMPLETED", "2030-05-01T00:00:00Z", json!({"removeDate": LATE})),
        row("REQUEST_COMPLETED", "2030-06-01T00:00:00Z", json!({"removeDate": MIDDLE})),
        row("EXECUTING", "2030-07-01T00:00:00Z", json!({"removeDate": EARLY})),
        row("REQUEST_COMPLETED", "2030-08-01T00:00:00Z", json!({"requestedFor": {"id": "tom"}})),
        row("REQUEST_COMPLETED", "2030-09-01T00:00:00Z", json!({"id": "i-2"})),
    ];
    let mut held = Holding::new(ItemType::AccessProfile, "i-1".into(), "Crane driver".to_owned());
    let end = |held: &Holding, rows: &[RequestedItemStatus]| held.end(&"ines".into(), rows, now());
    assert_eq!(end(&held, &rows), ends(Some(MIDDLE), Some(EndSource::Request)));
    assert_eq!(end(&held, &[]), HeldEnd::default());
    let without = row("REQUEST_COMPLETED", "2030-10-01T00:00:00Z", json!({}));
    assert_eq!(end(&held, &[rows[1].clone(), without]), ends(None, Some(EndSource::Request)));
    let passed =
        row("REQUEST_COMPLETED", "2030-10-01T00:00:00Z", json!({"removeDate": "2030-12-01T00:00:00Z"}));
    assert_eq!(end(&held, &[passed]), HeldEnd::default(), "it is still held");
    held.assignment_id = Some("a-1".to_owned());
    assert_eq!(end(&held, &rows), ends(None, Some(EndSource::Service)));
}

#[test]
fn access_ends_soon_in_the_last_fourteen_days() {
    for (at, soon) in [
        ("2031-01-15T12:00:00Z", false),
        ("2031-01-15T12:00:01Z", true),
        ("2031-01-29T12:00:00Z", true),
        ("2031-01-29T12:00:01Z", false),
        ("some day", false),
    ] {
        assert_eq!(ends(Some(at), Some(EndSource::Service)).is_soon(now()), soon, "{at}");
    }
    assert!(!HeldEnd::default().is_soon(now()));
}

#[test]
fn what_is_given_by_a_rule_or_under_way_cannot_be_changed() {
    let held = Holding::new(ItemType::Role, "i-1".into(), "Crane driver".to_owned());
    assert_eq!(held.end_change_blocked(), None);
    for (given, blocked) in [
        (Given::Request, None),
        (Given::Birthright, Some(EndChangeBlocked::Birthright)),
        (Given::Membership, Some(EndChangeBlocked::Membership)),
        (Given::PartOfRole, Some(EndChangeBlocked::Inherited)),
    ] {
        assert_eq!(Holding { given: Some(given), ..held.clone() }.end_change_blocked(), blocked);
    }
    let several = Holding { native_identity: Some("CN=Ines".to_owned()), ..held.clone() };
    assert_eq!(several.end_change_blocked(), Some(EndChangeBlocked::SeveralAccounts));
    let under_way = Holding { removal: Some(Default::default()), ..held };
    assert_eq!(under_way.end_change_blocked(), Some(EndChangeBlocked::UnderWay));
}

#[test]
fn the_configuration_says_for_whom_an_end_can_be_changed() {
    let (me, ines) = ("me".into(), "ines".into());
    let blocked =
        |on_behalf, person, is_report| EndChangeBlocked::by_policy(on_behalf, &me, person, is_report);
    assert_eq!(blocked(OnBehalf::Nobody, &me, None), None);
    assert_eq!(blocked(OnBehalf::Nobody, &ines, Some(true)), Some(EndChangeBlocked::SelfOnly));
    assert_eq!(blocked(OnBehalf::Reports, &ines, Some(true)), None);
    assert_eq!(blocked(OnBehalf::Reports, &ines, None), None, "the service decides");
    assert_eq!(blocked(OnBehalf::Reports, &ines, Some(false)), Some(EndChangeBlocked::NotReport));
    assert_eq!(blocked(OnBehalf::Anyone, &ines, Some(false)), None);
    assert_eq!(blocked(OnBehalf::Unknown, &ines, Some(false)), None, "the service decides");
}

#[test]
fn a_change_is_read_as_it_was_stored() {
    let mut draft = change(ItemType::AccessProfile, LATE);
    draft.comment = "Until the audit".to_owned();
    let text = serde_json::to_string(&draft).unwrap();
    assert_eq!(from_json::<EndChangeDraft>(&text), Ok(draft));
}
