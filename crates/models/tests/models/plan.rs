//! Drafts for several people: what is typed becomes calls in the right shape, or each broken rule is reported at its item.

use crate::draft::{item, now};
use request_center_models::draft::{
    ChosenAccounts, DraftItem, METADATA_KEY, RequestDraft, RequestedApp, SubmitKey, TypedDate,
};
use request_center_models::id::IdentityId;
use request_center_models::moment::Moment;
use request_center_models::plan::PlannedCall;
use request_center_models::rule::FieldPath::{self, Comment, Recipients, RemoveDate, Request, StartDate};
use request_center_models::rule::{EntitlementLimits, LongestAccess, TimeUnit};
use request_center_models::wire::access_request::{AccountSelection, SelectedAccount};
use request_center_models::wire::reference::ItemType;
use serde_json::json;

/// So many people.
pub(crate) fn people(count: usize) -> Vec<IdentityId> {
    (0..count).map(|i| IdentityId::from(format!("p-{i}"))).collect()
}

/// So many items of one kind, numbered from `from` on.
pub(crate) fn items(kind: ItemType, from: usize, count: usize) -> Vec<DraftItem> {
    let of = |i: usize| DraftItem { id: format!("i-{i}").into(), ..item(kind.clone()) };
    (from..from + count).map(of).collect()
}

/// So many people who all get so many entitlements and roles.
pub(crate) fn matrix(recipients: usize, entitlements: usize, roles: usize) -> RequestDraft {
    let mut all = items(ItemType::Entitlement, 0, entitlements);
    all.extend(items(ItemType::Role, entitlements, roles));
    RequestDraft {
        key: SubmitKey::from("k".to_owned()),
        recipients: people(recipients),
        items: all,
        ..RequestDraft::default()
    }
}

/// One account of a person on one source.
pub(crate) fn chosen(person: &str) -> ChosenAccounts {
    let account =
        SelectedAccount { native_identity: Some(format!("cn={person}")), ..SelectedAccount::default() };
    let selection = AccountSelection { source_id: Some("s".to_owned()), accounts: Some(vec![account]) };
    ChosenAccounts { recipient: person.into(), selection: vec![selection] }
}

/// The plan of a draft with nothing wrong.
pub(crate) fn plan(draft: &RequestDraft) -> Vec<PlannedCall> {
    draft.plan(now(), &EntitlementLimits::default()).unwrap_or_else(|broken| panic!("{broken}"))
}

/// How many calls, and how many of them in the flat shape.
fn shapes(draft: &RequestDraft) -> (usize, usize) {
    let calls = plan(draft);
    (calls.len(), calls.iter().filter(|call| call.request().body().requested_for.is_some()).count())
}

fn broken(draft: &RequestDraft, limits: &EntitlementLimits) -> Vec<(&'static str, FieldPath)> {
    let violations = draft.plan(now(), limits).err().unwrap_or_default();
    violations.iter().map(|one| (one.rule.code(), one.place)).collect()
}

fn typed(moment: &str) -> TypedDate {
    TypedDate { text: "as typed".to_owned(), moment: Some(Moment::from(moment)), unreadable: false }
}

#[test]
fn everybody_alike_takes_the_flat_shape_in_blocks_of_ten_people_and_25_entitlements() {
    for (recipients, entitlements, roles, calls) in [
        (1, 1, 0, 1),
        (10, 25, 40, 1),
        (11, 25, 0, 2),
        (10, 26, 0, 2),
        (300, 0, 60, 1),
        (300, 60, 0, 90),
        (300, 1, 59, 30),
    ] {
        let draft = matrix(recipients, entitlements, roles);
        assert_eq!(shapes(&draft), (calls, calls), "{recipients} x {entitlements} + {roles}");
    }
    assert_eq!(shapes(&matrix(11, 26, 3)), (3, 1), "one block, and two calls for the strips beside it");
}

#[test]
fn without_entitlements_one_call_asks_for_everything_in_the_nested_shape_where_people_differ() {
    let mut draft = matrix(300, 0, 60);
    draft.items[7].except = people(3);
    assert_eq!(shapes(&draft), (1, 0));
    assert_eq!(plan(&draft)[0].cells().len(), 300 * 60 - 3);
}

#[test]
fn one_missing_cell_costs_one_call_and_small_leftovers_share_one() {
    let mut draft = matrix(10, 25, 0);
    draft.items[0].except = people(1);
    assert_eq!(shapes(&draft), (2, 2));
    // Two people who want two different things each are one call.
    let mut draft = matrix(2, 4, 0);
    draft.items[0].except = people(1);
    draft.items[3].except = vec!["p-1".into()];
    assert_eq!(shapes(&draft), (1, 0));
    // Everybody wants everything but one thing, and each another one: items the same people get go together.
    let mut draft = matrix(10, 25, 0);
    for (i, item) in draft.items.iter_mut().enumerate().take(10) {
        item.except = vec![format!("p-{i}").into()];
    }
    assert_eq!(shapes(&draft), (5, 1));
}

#[test]
fn roles_travel_with_entitlements_where_all_of_them_can_and_else_alone() {
    let mut draft = matrix(2, 1, 1);
    draft.items[0].except = vec!["p-1".into()];
    draft.items[1].except = vec!["p-0".into()];
    assert_eq!(shapes(&draft), (1, 0), "one takes the entitlement, the other the role");
    let mut draft = matrix(30, 1, 5);
    draft.items[0].except = people(20);
    assert_eq!(shapes(&draft), (2, 2), "twenty people want no entitlement");
}

#[test]
fn whoever_has_accounts_chosen_goes_in_the_nested_shape_with_them() {
    let mut draft = matrix(3, 1, 1);
    draft.items[0].accounts =
        vec![chosen("p-1"), ChosenAccounts { recipient: "p-2".into(), selection: vec![] }];
    let calls = plan(&draft);
    assert_eq!(calls.len(), 1);
    let body = serde_json::to_value(calls[0].request()).unwrap();
    let nested = &body["requestedForWithRequestedItems"];
    assert_eq!(nested.as_array().unwrap().len(), 3);
    assert_eq!(nested[0]["requestedItems"][0]["accountSelection"], json!(null));
    assert_eq!(
        nested[1]["requestedItems"][0]["accountSelection"],
        json!([{ "sourceId": "s", "accounts": [{ "nativeIdentity": "cn=p-1" }] }])
    );
    assert_eq!(nested[2]["requestedItems"][0]["accountSelection"], json!(null));
}

#[test]
fn the_body_has_the_calls_own_key_the_application_the_dates_in_utc_and_nothing_else() {
    let mut draft = matrix(1, 0, 1);
    draft.items[0].comment = " Night shift ".to_owned();
    draft.items[0].start_date = typed("2031-03-01T00:30:00+01:00");
    draft.items[0].remove_date = typed("2031-06-01T00:00:00Z");
    draft.items[0].app = Some(RequestedApp { id: "app-berth".to_owned(), name: "Berth Planner".to_owned() });
    let calls = plan(&draft);
    let key = calls[0].request().key().as_str();
    assert!(key.starts_with("k-") && key.len() == 18, "{key}");
    let metadata = json!({ METADATA_KEY: key });
    let of_item =
        json!({ METADATA_KEY: key, "requestedAppId": "app-berth", "requestedAppName": "Berth Planner" });
    let expect = json!({
        "requestedFor": ["p-0"],
        "requestType": "GRANT_ACCESS",
        "requestedItems": [{
            "type": "ROLE", "id": "i-0", "comment": "Night shift", "clientMetadata": of_item,
            "startDate": "2031-02-28T23:30:00.000Z", "removeDate": "2031-06-01T00:00:00.000Z"
        }],
        "clientMetadata": metadata
    });
    assert_eq!(serde_json::to_value(calls[0].request()).unwrap(), expect);
}

#[test]
fn a_call_keeps_its_key_while_its_cells_stay_and_only_then() {
    let keys = |draft: &RequestDraft| -> Vec<String> {
        draft.calls().iter().map(|(key, _)| key.as_str().to_owned()).collect()
    };
    let draft = matrix(20, 1, 0);
    let mut other = draft.clone();
    other.items[0].comment = "Another comment".to_owned();
    assert_eq!(keys(&draft), keys(&other));
    other.recipients.truncate(19);
    assert_eq!(keys(&draft)[0], keys(&other)[0], "the first ten people are the same");
    assert_ne!(keys(&draft)[1], keys(&other)[1]);
    other.key = SubmitKey::from("l".to_owned());
    assert_ne!(keys(&draft)[0], keys(&other)[0]);
}

#[test]
fn what_is_wrong_is_reported_once_at_the_items_of_the_draft() {
    let none = EntitlementLimits::default();
    let empty = [("request.recipients_required", Recipients), ("request.items_required", Request)];
    let mut draft = RequestDraft::default();
    assert_eq!(broken(&draft, &none), [empty[1], empty[0]]);
    draft.recipients = people(2);
    assert_eq!(broken(&draft, &none), [empty[1]]);
    draft.items = items(ItemType::Role, 0, 1);
    draft.items[0].except = people(2);
    assert_eq!(broken(&draft, &none), [empty[1]]);
    draft.recipients.clear();
    assert_eq!(broken(&draft, &none), [empty[0]]);

    let mut draft = matrix(30, 2, 2);
    draft.items[1].comment_required = true;
    draft.items[2].start_date = typed("2031-01-15T12:00:00Z");
    draft.items[3].start_date = TypedDate { unreadable: true, ..TypedDate::default() };
    draft.items[3].remove_date = typed("2030-01-01T00:00:00Z");
    draft.items[3].except = people(4);
    let expect = [
        ("item.comment_required", Comment(1)),
        ("item.start_date_past", StartDate(2)),
        ("item.remove_date_past", RemoveDate(3)),
        ("item.start_date_unreadable", StartDate(3)),
    ];
    assert_eq!(broken(&draft, &none), expect);
    let forbidden = EntitlementLimits { forbidden: true, ..none };
    assert_eq!(broken(&draft, &forbidden)[0], ("request.entitlements_not_allowed", Request));
    draft.recipients[5] = " ".into();
    assert_eq!(broken(&draft, &none)[0], ("request.recipients_required", Recipients));
}

#[test]
fn the_longest_time_counts_from_the_start_that_was_typed() {
    let longest = Some(LongestAccess { value: 2, unit: TimeUnit::Days });
    let limits = EntitlementLimits { longest, end_required: true, forbidden: false };
    let mut draft = matrix(12, 1, 1);
    assert_eq!(broken(&draft, &limits), [("item.remove_date_required", RemoveDate(0))]);
    draft.items[0].remove_date = typed("2031-03-03T12:00:00Z");
    assert_eq!(broken(&draft, &limits), [("item.remove_date_late", RemoveDate(0))]);
    draft.items[0].start_date = typed("2031-03-01T12:00:00Z");
    assert_eq!(broken(&draft, &limits), []);
    draft.items[0].start_date = typed("2031-03-03T12:00:00Z");
    assert_eq!(broken(&draft, &limits), [("item.start_after_remove", RemoveDate(0))]);
}

#[test]
fn a_person_or_an_item_named_twice_is_asked_for_once() {
    let mut draft = matrix(3, 1, 1);
    draft.recipients.push("p-1".into());
    draft.items.push(draft.items[0].clone());
    let calls = plan(&draft);
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].cells().len(), 6);
    assert_eq!(calls[0].request().body().requested_for, Some(people(3)));
}

#[test]
fn a_kept_draft_comes_back_as_it_was_and_one_call_asks_for_the_same_either_way() {
    let mut draft = matrix(2, 1, 1);
    draft.items[0].start_date = TypedDate { text: "1.3".to_owned(), moment: None, unreadable: true };
    draft.items[0].except = people(1);
    draft.items[1].accounts = vec![chosen("p-1")];
    draft.items[1].app = Some(RequestedApp { id: "a".to_owned(), name: "A".to_owned() });
    let kept = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<RequestDraft>(&kept).unwrap(), draft);

    let cart = crate::draft::draft();
    assert!(!cart.needs_plan() && draft.needs_plan());
    let (planned, single) = (plan(&cart), cart.validate(now(), &EntitlementLimits::default()).unwrap());
    assert_eq!(planned.len(), 1);
    assert_eq!(planned[0].request().body().requested_for, single.body().requested_for);
}
