//! The outcome of a cell, from what is known about it: a table of facts and states, and promises over all combinations.

use request_center_models::cell::{
    Access, AccessEnd, CellFacts, CellKind, CellState, NotAllowed, NotKnown, Permission,
};
use request_center_models::json::from_json;
use request_center_models::moment::Moment;

const NOW: &str = "2031-03-01T00:00:00Z";
const LATER: &str = "2031-06-01T00:00:00Z";

fn facts(access: Access) -> CellFacts {
    CellFacts { permission: Permission::Granted, offered: Some(true), access, ..CellFacts::default() }
}

fn until(access: Access, end: &str) -> CellFacts {
    CellFacts { end: Some(end.into()), ..facts(access) }
}

fn at(end: &str) -> AccessEnd {
    AccessEnd::At(end.into())
}

fn check(facts: CellFacts, expect: CellState) {
    assert_eq!(CellState::of(&facts), expect, "{facts:?}");
}

#[test]
fn each_fact_gives_its_state() {
    check(facts(Access::Available), CellState::New);
    check(until(Access::Available, LATER), CellState::New);
    check(facts(Access::Pending(Some("q-1".into()))), CellState::Requested(Some("q-1".into())));
    check(facts(Access::Unread), CellState::Unknown(NotKnown::Unread));
    check(facts(Access::Untold), CellState::Unknown(NotKnown::Untold));
    check(facts(Access::Failed), CellState::Unknown(NotKnown::Failed));
    check(facts(Access::NotListed), CellState::Unknown(NotKnown::NotListed));
    let not_offered = CellFacts { offered: Some(false), ..facts(Access::NotListed) };
    check(not_offered, CellState::NotAllowed(NotAllowed::NotOffered));
    let open = CellFacts { open: Some("q-2".into()), ..facts(Access::Untold) };
    check(open, CellState::Requested(Some("q-2".into())));
}

#[test]
fn only_the_end_of_what_is_held_can_change() {
    let held = |end: AccessEnd| Access::Held(end);
    check(facts(held(AccessEnd::Never)), CellState::Held(AccessEnd::Never));
    check(
        until(held(AccessEnd::Never), LATER),
        CellState::DateChange { from: AccessEnd::Never, to: Some(LATER.into()) },
    );
    check(until(held(at(NOW)), LATER), CellState::DateChange { from: at(NOW), to: Some(LATER.into()) });
    check(facts(held(at(NOW))), CellState::DateChange { from: at(NOW), to: None });
    check(until(held(at(NOW)), "2031-03-01T01:00:00+01:00"), CellState::Held(at(NOW)));
    check(facts(held(AccessEnd::Unknown)), CellState::Held(AccessEnd::Unknown));
    check(until(held(AccessEnd::Unknown), LATER), CellState::Unknown(NotKnown::EndOfHeld));
    let starts = CellFacts { starts: true, ..until(held(AccessEnd::Never), LATER) };
    check(starts, CellState::NotAllowed(NotAllowed::StartOfHeld));
}

#[test]
fn nothing_is_called_new_that_was_not_read_as_available_to_somebody_one_may_ask_for() {
    let permissions =
        [Permission::Unknown, Permission::Granted, Permission::SelfOnly, Permission::ReportsOnly];
    let accesses = [
        Access::Unread,
        Access::Untold,
        Access::Failed,
        Access::NotListed,
        Access::Available,
        Access::Pending(None),
        Access::Held(AccessEnd::Unknown),
        Access::Held(AccessEnd::Never),
        Access::Held(at(NOW)),
    ];
    let mut new = 0;
    for permission in permissions {
        for access in &accesses {
            for offered in [None, Some(true), Some(false)] {
                for open in [None, Some("q-1".into())] {
                    for end in [None, Some(Moment::from(LATER))] {
                        for starts in [false, true] {
                            let access = access.clone();
                            let open = open.clone();
                            let end = end.clone();
                            let facts = CellFacts { permission, offered, open, access, starts, end };
                            let state = CellState::of(&facts);
                            let may_be_new = permission == Permission::Granted
                                && facts.access == Access::Available
                                && offered != Some(false)
                                && facts.open.is_none();
                            assert_eq!(state.kind() == CellKind::New, may_be_new, "{facts:?}");
                            new += usize::from(may_be_new);
                        }
                    }
                }
            }
        }
    }
    assert_eq!(new, 8);
}

#[test]
fn the_configuration_and_the_manager_decide_for_whom_one_may_ask() {
    let of = |switches, reports| Permission::of(&"me".into(), &"p-1".into(), switches, reports);
    assert_eq!(of(None, Some(true)), Permission::Unknown);
    assert_eq!(of(Some((true, false)), None), Permission::Granted);
    assert_eq!(of(Some((false, true)), Some(true)), Permission::Granted);
    assert_eq!(of(Some((false, true)), Some(false)), Permission::ReportsOnly);
    assert_eq!(of(Some((false, true)), None), Permission::Unknown);
    assert_eq!(of(Some((false, false)), Some(true)), Permission::SelfOnly);
    assert_eq!(Permission::of(&"me".into(), &"me".into(), None, None), Permission::Granted);
}

#[test]
fn the_end_of_a_role_is_unknown_where_its_assignments_differ_or_are_missing() {
    let rows = |json: &str| from_json::<Vec<_>>(json).unwrap();
    let one = rows(r#"[{"role":{"id":"r-1"},"removeDate":"2031-03-01T00:00:00Z"},{"role":{"id":"r-2"}}]"#);
    assert_eq!(AccessEnd::of_role(&"r-1".into(), &one), at(NOW));
    assert_eq!(AccessEnd::of_role(&"r-2".into(), &one), AccessEnd::Never);
    assert_eq!(AccessEnd::of_role(&"r-3".into(), &one), AccessEnd::Unknown);
    let two = rows(r#"[{"role":{"id":"r-1"},"removeDate":"2031-03-01T00:00:00Z"},{"role":{"id":"r-1"}}]"#);
    assert_eq!(AccessEnd::of_role(&"r-1".into(), &two), AccessEnd::Unknown);
}

#[test]
fn answers_become_access_and_what_they_do_not_say_stays_unknown() {
    let object = |json: &str| Access::of_object(&from_json(json).unwrap());
    assert_eq!(object(r#"{"id":"r","requestStatus":"AVAILABLE"}"#), Access::Available);
    assert_eq!(
        object(r#"{"requestStatus":"PENDING","identityRequestId":"q"}"#),
        Access::Pending(Some("q".into()))
    );
    assert_eq!(object(r#"{"requestStatus":"ASSIGNED"}"#), Access::Held(AccessEnd::Unknown));
    assert_eq!(object(r#"{"requestStatus":"LOCKED"}"#), Access::Untold);
    assert_eq!(object(r#"{"id":"r"}"#), Access::Untold);
    let entitlement = |json: &str| Access::of_entitlement(&from_json(json).unwrap());
    assert_eq!(entitlement(r#"{"accountTargets":[]}"#), Access::Available);
    assert_eq!(entitlement(r#"{"accountTargets":[{"accountId":"a"}]}"#), Access::Held(AccessEnd::Never));
    let two = r#"{"accountTargets":[{"removeDate":"2031-03-01T00:00:00Z"},{"accountId":"b"}]}"#;
    assert_eq!(entitlement(two), Access::Held(AccessEnd::Unknown));
}
