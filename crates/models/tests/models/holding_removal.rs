//! Why something held can or cannot be taken away, and by whom.

use crate::draft::now;
use crate::holding::{entitlement, read, role};
use RemovalBlocked::{
    Birthright, EndsEarlier, Inherited, Membership, NotKnown, NotReport, NotRevocable, UnderWay, Yourself,
};
use request_center_models::cancel::{CancelBlocked, ORG_ADMIN, Viewer};
use request_center_models::holding::{Given, Holding, RemovalBlocked, RemovalUnderWay};
use request_center_models::rule::Rule;
use request_center_models::wire::identity::PublicIdentity;
use request_center_models::wire::reference::ItemType;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use time::Duration;

/// A role or entitlement, changed, at noon of the day these tests take place.
fn check(mut held: Holding, change: impl FnOnce(&mut Holding), expect: Option<RemovalBlocked>) {
    change(&mut held);
    assert_eq!(held.removal_blocked(now()), expect, "{held:#?}");
}

#[test]
fn every_reason_against_a_removal_is_found() {
    let given = |given: Given| move |held: &mut Holding| held.given = Some(given);
    check(role(), |_| {}, None);
    check(role(), given(Given::Request), None);
    check(role(), given(Given::Unknown("Rule".to_owned())), None);
    check(role(), given(Given::Membership), Some(Membership));
    check(role(), given(Given::Birthright), Some(Birthright));
    check(role(), given(Given::PartOfRole), Some(Inherited));
    check(role(), |held| held.revocable = Some(false), Some(NotRevocable));
    check(role(), |held| held.removal = Some(RemovalUnderWay::default()), Some(UnderWay));
    check(role(), |held| held.part_of.push("Quay".to_owned()), None);
    check(entitlement(), |_| {}, None);
    check(entitlement(), |held| held.revocable = Some(false), Some(NotRevocable));
    check(entitlement(), |held| held.revocable = None, Some(NotKnown));
    check(role(), |held| held.r#type = ItemType::from("APPLICATION"), Some(NotKnown));
}

#[test]
fn access_that_ends_before_the_removal_needs_none() {
    let until = |text: &'static str| {
        move |held: &mut Holding| {
            held.remove_date = Some(text.into());
        }
    };
    check(role(), until("2031-01-15T12:00:00Z"), Some(EndsEarlier));
    check(role(), until("2031-01-15T13:00:00+01:00"), Some(EndsEarlier));
    check(role(), until("2031-01-15T12:00:01Z"), None);
    check(role(), until("soon"), None);
    let held = Holding { remove_date: Some("2031-02-01T00:00:00Z".into()), ..role() };
    assert_eq!(held.removal_blocked(now() + Duration::days(16)), None);
    assert_eq!(held.removal_blocked(now() + Duration::days(17)), Some(EndsEarlier));
}

#[test]
fn the_first_reason_told_is_the_one_that_lasts() {
    let change = |held: &mut Holding| {
        held.given = Some(Given::Membership);
        held.revocable = Some(false);
        held.remove_date = Some("2030-01-01T00:00:00Z".into());
    };
    check(role(), change, Some(Membership));
    let under_way = |held: &mut Holding| {
        change(held);
        held.removal = Some(RemovalUnderWay::default());
    };
    check(role(), under_way, Some(UnderWay));
}

#[test]
fn managers_take_from_their_reports_administrators_from_anyone_and_nobody_from_themselves() {
    let viewer = |id: &str, authorities: &[&str]| Viewer {
        id: id.into(),
        name: String::new(),
        authorities: authorities.iter().map(|a| (*a).to_owned()).collect(),
    };
    let person = |id: &str, manager: Value| read::<PublicIdentity>(json!({ "id": id, "manager": manager }));
    let report = person("p-2", json!({ "id": "p-1" }));
    let manager = viewer("p-1", &["USER"]);
    assert_eq!(manager.removal_blocked(&report, false), None);
    assert_eq!(viewer("p-3", &[]).removal_blocked(&report, true), Some(NotReport));
    assert_eq!(viewer("p-3", &[ORG_ADMIN]).removal_blocked(&report, false), None);
    for orphan in [person("p-4", Value::Null), person("p-4", json!({ "id": "" }))] {
        assert_eq!(viewer("", &[]).removal_blocked(&orphan, false), Some(NotReport));
    }
    for one in [viewer("p-2", &[]), viewer("p-2", &[ORG_ADMIN])] {
        assert_eq!(one.removal_blocked(&report, false), Some(Yourself));
        assert_eq!(one.removal_blocked(&report, true), None, "the server decides");
    }
}

#[test]
fn every_reason_has_its_own_code_and_sentence() {
    let all = RemovalBlocked::ALL;
    let codes: BTreeSet<&str> = all.iter().map(|reason| reason.code()).collect();
    let sentences: BTreeSet<String> = all.iter().map(ToString::to_string).collect();
    assert_eq!((codes.len(), sentences.len()), (all.len(), all.len()));
    assert!(codes.iter().all(|code| code.starts_with("removal.")));
    assert!(sentences.iter().all(|sentence| sentence.len() > 15));
    assert!(Rule::ALL.iter().all(|rule| !codes.contains(rule.code())));
    assert!(CancelBlocked::ALL.iter().all(|reason| !codes.contains(reason.code())));
}
