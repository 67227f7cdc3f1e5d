//! Held access: the facts of each answer, all of which are kept.

use crate::draft::now;
use request_center_models::holding::{Given, Holding, RemovalBlocked, RemovalUnderWay};
use request_center_models::id::AccessRequestId;
use request_center_models::moment::Moment;
use request_center_models::wire::assignment::RoleAssignment;
use request_center_models::wire::catalog::RequestableObject;
use request_center_models::wire::reference::ItemType;
use request_center_models::wire::revocable::IdentityEntitlementDetails;
use request_center_models::wire::status::RequestedItemStatus;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

pub(crate) fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// A role somebody holds, of which nothing more is known.
pub(crate) fn role() -> Holding {
    Holding::new(ItemType::Role, "r-1".into(), "Crane Driver".to_owned())
}

/// An entitlement somebody holds and can lose.
pub(crate) fn entitlement() -> Holding {
    Holding {
        revocable: Some(true),
        ..Holding::new(ItemType::Entitlement, "e-1".into(), "Berth plan read".to_owned())
    }
}

/// An assignment of that role, with more said of it.
fn assignment(more: Value) -> RoleAssignment {
    let mut row = json!({ "id": "a-1", "role": { "type": "ROLE", "id": "r-1", "name": "Crane Driver" } });
    row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    read(row)
}

#[test]
fn a_row_of_the_catalog_tells_kind_id_and_name_and_no_more() {
    let row = |value: Value| Holding::of_object(&read::<RequestableObject>(value));
    assert_eq!(row(json!({ "id": "r-1", "type": "ROLE", "name": "Crane Driver" })), Some(role()));
    for poor in [json!({}), json!({ "type": "ROLE" })] {
        assert_eq!(row(poor), None);
    }
    let of_no_type = row(json!({ "id": "r-1" })).unwrap();
    assert_eq!(of_no_type.removal_blocked(now()), Some(RemovalBlocked::NotKnown));
    let nameless = row(json!({ "id": "x", "type": "ACCESS_PROFILE" })).unwrap();
    assert_eq!((nameless.name.as_str(), nameless.given, nameless.revocable), ("", None, None));
}

#[test]
fn an_assignment_tells_how_since_when_and_until_when() {
    let of = |more: Value| Holding::of_assignment(&assignment(more)).unwrap();
    for (source, given) in [
        ("UI", Given::Request),
        ("ACCESS_REQUEST", Given::Request),
        ("ROLE_MEMBERSHIP", Given::Membership),
        ("BIRTHRIGHT", Given::Birthright),
        ("Rule", Given::Unknown("Rule".to_owned())),
    ] {
        assert_eq!(of(json!({ "assignmentSource": source })).given, Some(given), "{source}");
    }
    assert_eq!(of(json!({})).given, None, "a reference alone does not say");
    let dated =
        of(json!({ "addedDate": "2030-11-02T08:15:00.120Z", "removeDate": "2031-06-30T22:00:00.000Z" }));
    assert_eq!(dated.since, Some(Moment::from("2030-11-02T08:15:00.120Z")));
    assert_eq!(dated.remove_date, Some(Moment::from("2031-06-30T22:00:00.000Z")));
    assert_eq!((dated.r#type, dated.assignment_id.as_deref()), (ItemType::Role, Some("a-1")));
    assert_eq!(Holding::of_assignment(&read(json!({ "id": "a-1" }))), None);
}

#[test]
fn facts_missing_from_a_later_row_stay_as_they_were() {
    let mut held = Holding::of_assignment(&assignment(
        json!({ "addedDate": "2030-11-02T08:15:00Z", "assignmentSource": "UI" }),
    ))
    .unwrap();
    let before = held.clone();
    held.note_assignment(&read(json!({})));
    assert_eq!(held, before);
    held.note_assignment(&assignment(json!({ "assignmentSource": "ROLE_MEMBERSHIP" })));
    assert_eq!((held.given, held.since), (Some(Given::Membership), before.since));
}

#[test]
fn a_role_is_likely_to_come_back_where_its_criteria_match() {
    let of = |matched: Value| {
        let context = json!({ "assignmentContext": { "matched": matched } });
        Holding::of_assignment(&assignment(context)).unwrap().comes_back()
    };
    assert!(of(json!([{ "roleRef": { "id": "r-1" } }])));
    assert!(!of(json!([])));
    assert!(!of(Value::Null));
}

#[test]
fn an_access_profile_is_part_of_the_roles_that_name_it() {
    let mut profile = Holding::new(ItemType::AccessProfile, "ap-1".into(), "Crane cabin".to_owned());
    let target = |id: &str| json!({ "accountTargets": [{ "role": { "type": "ACCESS_PROFILE", "id": id } }] });
    profile.note_role(&assignment(target("ap-2")));
    assert!(!profile.comes_back());
    profile.note_role(&assignment(target("ap-1")));
    profile.note_role(&assignment(target("ap-1")));
    assert_eq!((profile.part_of.as_slice(), profile.comes_back()), (&["Crane Driver".to_owned()][..], true));
    let mut itself = role();
    itself.note_role(&assignment(target("r-1")));
    assert!(!itself.comes_back(), "a role is no part of itself");
}

#[test]
fn an_entitlement_is_held_once_for_each_account() {
    let of = |targets: Value| {
        let details = json!({
            "entitlement": { "id": "e-1", "name": "Berth plan read", "sourceName": "Berth plan" },
            "accountTargets": targets
        });
        Holding::of_entitlement(&read::<IdentityEntitlementDetails>(details))
    };
    let account =
        |name: &str, source: &str| json!({ "accountName": name, "sourceId": source, "revocable": true });
    let one = of(json!([account("f.okafor", "s1")]));
    assert_eq!(one.len(), 1);
    assert_eq!((one[0].native_identity.as_deref(), one[0].account_name.as_deref()), (None, Some("f.okafor")));
    assert_eq!(one[0].source_name.as_deref(), Some("Berth plan"));
    let names = |held: &[Holding]| -> Vec<Option<String>> {
        held.iter().map(|one| one.native_identity.clone()).collect()
    };
    let two = of(json!([account("f.okafor", "s1"), account("adm.okafor", "s1")]));
    assert_eq!(names(&two), [Some("f.okafor".to_owned()), Some("adm.okafor".to_owned())]);
    let elsewhere = of(json!([account("f.okafor", "s1"), account("f.okafor", "s2")]));
    assert_eq!(names(&elsewhere), [None, None], "one on each source needs no name");
    assert_eq!((of(json!([])), of(Value::Null)), (vec![], vec![]));
    assert_eq!(Holding::of_entitlement(&IdentityEntitlementDetails::default()), []);
}

/// A removal of that role from `p-1` under way, changed.
fn removal(change: &[(&str, Value)]) -> RequestedItemStatus {
    let mut row = json!({
        "id": "r-1", "requestType": "REVOKE_ACCESS", "state": "EXECUTING", "accessRequestId": "q-1",
        "requestedFor": { "id": "p-1" }, "removeDate": "2031-02-01T00:00:00Z",
        "approvalDetails": [{ "status": "PENDING", "originalOwner": { "name": "Ines Duarte" } }]
    });
    for (key, value) in change {
        row[*key] = value.clone();
    }
    read(row)
}

#[test]
fn a_removal_under_way_is_found_among_the_rows() {
    let mut held = role();
    let rows = [removal(&[("id", json!("other"))]), removal(&[])];
    held.note_rows(&"p-1".into(), &rows);
    let expect = RemovalUnderWay {
        request: AccessRequestId::from("q-1"),
        waits_on: Some("Ines Duarte".to_owned()),
        on: Some(Moment::from("2031-02-01T00:00:00Z")),
    };
    assert_eq!(held.removal, Some(expect));
    assert_eq!(held.removal_blocked(now()), Some(RemovalBlocked::UnderWay));
    held.note_rows::<RequestedItemStatus>(&"p-1".into(), &[]);
    assert_eq!(held.removal, None, "it is over");
}

#[test]
fn nothing_else_among_the_rows_is_taken_for_a_removal_under_way() {
    for change in [
        ("requestType", json!("GRANT_ACCESS")),
        ("requestType", json!("MODIFY_ACCESS")),
        ("requestType", Value::Null),
        ("state", json!("REQUEST_COMPLETED")),
        ("state", json!("REJECTED")),
        ("requestedFor", json!({ "id": "p-2" })),
        ("requestedFor", Value::Null),
        ("id", json!("r-2")),
        ("id", Value::Null),
    ] {
        let mut held = role();
        held.note_rows(&"p-1".into(), &[removal(std::slice::from_ref(&change))]);
        assert_eq!(held.removal, None, "{change:?}");
    }
}

#[test]
fn a_removal_from_one_account_leaves_the_other_account_alone() {
    let accounts = |name: &str| ("requestedAccounts", json!([{ "type": "ACCOUNT", "accountId": name }]));
    let of_account = |name: &str| {
        let mut held = Holding { native_identity: Some("f.okafor".to_owned()), ..role() };
        held.note_rows(&"p-1".into(), &[removal(&[accounts(name)])]);
        held.removal.is_some()
    };
    assert!(of_account("f.okafor"));
    assert!(!of_account("adm.okafor"));
}

#[test]
fn the_same_access_is_known_again_however_much_of_it_was_read() {
    let named = |id: &str| Holding { assignment_id: Some(id.to_owned()), ..role() };
    assert!(role().is_same(&named("a-1")), "the assignment was read later");
    assert!(named("a-1").is_same(&named("a-1")) && !named("a-1").is_same(&named("a-2")));
    let account = |name: &str| Holding { native_identity: Some(name.to_owned()), ..entitlement() };
    assert!(!account("f.okafor").is_same(&account("adm.okafor")));
    assert!(!role().is_same(&entitlement()));
}

#[test]
fn a_removal_that_is_over_is_that_of_its_account_alone() {
    let row: RequestedItemStatus = read(json!({
        "requestType": "REVOKE_ACCESS",
        "id": "e-1",
        "state": "REQUEST_COMPLETED",
        "requestedFor": { "type": "IDENTITY", "id": "p-1" },
        "requestedAccounts": [{ "name": "f.okafor", "accountId": "CN=Femi" }],
    }));
    let on = |account: &str| Holding { native_identity: Some(account.to_owned()), ..entitlement() };
    for (held, person, is) in [
        (on("CN=Femi"), "p-1", true),
        (on("f.okafor"), "p-1", true),
        (on("CN=Femi-test"), "p-1", false),
        (on("CN=Femi"), "p-2", false),
        (entitlement(), "p-1", true),
        (role(), "p-1", false),
    ] {
        assert_eq!(held.is_removed_by(&person.into(), &row), is, "{held:?} {person}");
    }
}

#[test]
fn only_assignments_and_accounts_tell_of_an_end_and_nothing_promises_an_origin_nobody_told() {
    let profile = Holding::new(ItemType::AccessProfile, "p-1".into(), "Payroll".to_owned());
    let assigned = Holding { assignment_id: Some("a-1".to_owned()), ..role() };
    let given = Holding { given: Some(Given::Request), ..role() };
    let part = Holding { part_of: vec!["Crane Driver".to_owned()], ..profile.clone() };
    for (held, end, origin) in [
        (role(), false, false),
        (assigned, true, false),
        (given, false, true),
        (entitlement(), true, true),
        (profile, false, false),
        (part, false, true),
    ] {
        assert_eq!((held.tells_end(), held.tells_origin()), (end, origin), "{held:?}");
    }
}

#[test]
fn every_known_field_is_kept() {
    let whole = Holding {
        given: Some(Given::Unknown("Rule".to_owned())),
        part_of: vec!["Quay \"A\"".to_owned(), "\u{5e9}\u{5dc}\u{5d5}\u{5dd}".to_owned()],
        matched: true,
        since: Some("2030-11-02T08:15:00.120Z".into()),
        remove_date: Some("one day".into()),
        assignment_id: Some("a-1".to_owned()),
        native_identity: Some("CN=Femi,OU=Quay".to_owned()),
        account_name: Some("f.okafor".to_owned()),
        source_name: Some("Berth plan".to_owned()),
        revocable: Some(false),
        removal: Some(RemovalUnderWay {
            request: "q-1".into(),
            waits_on: Some("Ines".to_owned()),
            on: Some("2031-02-01T00:00:00Z".into()),
        }),
        ..role()
    };
    for held in [whole, role(), entitlement()] {
        let kept = serde_json::to_string(&held).unwrap();
        assert_eq!(serde_json::from_str::<Holding>(&kept).unwrap(), held, "{kept}");
    }
    let older: Holding = read(json!({ "type": "ROLE", "id": "r-1", "name": "Crane Driver" }));
    assert_eq!(older, role());
    assert!(serde_json::from_value::<Holding>(json!({ "id": "r-1" })).is_err());
}
