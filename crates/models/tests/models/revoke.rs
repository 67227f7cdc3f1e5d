//! Removals being put together: each broken rule is reported at its line, and nothing typed is lost.

use crate::draft::now;
use crate::holding::{entitlement, role};
use request_center_models::draft::{SubmitKey, TypedDate};
use request_center_models::holding::{Given, Holding};
use request_center_models::revoke::{RevokeDraft, RevokeLine, RevokePart};
use request_center_models::rule::FieldPath::{
    Comment, EveryComment, EveryRemoveDate, Item, RemoveDate, Request,
};
use request_center_models::rule::{FieldPath, Violations};
use request_center_models::wire::reference::ItemType;
use serde_json::json;

/// One thing of one person.
pub(crate) fn line(person: &str, held: Holding) -> RevokeLine {
    RevokeLine { person: person.into(), person_name: String::new(), held, comment: String::new() }
}

/// Something that can be taken away.
pub(crate) fn thing(r#type: ItemType, id: &str) -> Holding {
    let held = if r#type == ItemType::Entitlement { entitlement() } else { role() };
    Holding { id: id.into(), r#type, ..held }
}

/// A removal of one role from one person, with nothing wrong.
pub(crate) fn draft() -> RevokeDraft {
    RevokeDraft {
        key: SubmitKey::from("k-1".to_owned()),
        lines: vec![line("p-1", role())],
        comment: "Changed teams".to_owned(),
        ..RevokeDraft::default()
    }
}

/// A date as read from its field.
pub(crate) fn typed(text: &str) -> TypedDate {
    TypedDate { text: "as typed".to_owned(), moment: Some(text.into()), unreadable: false }
}

fn broken(result: Result<Vec<RevokePart>, Violations>) -> Vec<(&'static str, FieldPath)> {
    result.err().iter().flat_map(Violations::iter).map(|v| (v.rule.code(), v.place)).collect()
}

/// Changes a valid draft and checks the broken rules.
fn check(change: impl FnOnce(&mut RevokeDraft), expect: &[(&str, FieldPath)]) {
    let mut draft = draft();
    change(&mut draft);
    assert_eq!(broken(draft.validate(now(), None)), expect, "{draft:#?}");
}

#[test]
fn an_empty_removal_says_what_it_needs() {
    check(|_| {}, &[]);
    check(|d| d.lines.clear(), &[("request.items_required", Request)]);
    assert_eq!(broken(RevokeDraft::default().validate(now(), None)), [("request.items_required", Request)]);
}

#[test]
fn one_comment_for_all_is_missed_once_and_one_each_at_each_line() {
    let missing = "revoke.comment_required";
    let two = |d: &mut RevokeDraft| d.lines.push(line("p-2", role()));
    for blank in ["", " \n\u{a0}"] {
        check(
            |d| {
                two(d);
                d.comment = blank.to_owned();
            },
            &[(missing, EveryComment)],
        );
        check(
            |d| {
                two(d);
                d.comment_each = true;
                d.lines[0].comment = blank.to_owned();
                d.lines[1].comment = "Left".to_owned();
            },
            &[(missing, Comment(0))],
        );
    }
    check(
        |d| {
            two(d);
            d.comment_each = true;
        },
        &[(missing, Comment(0)), (missing, Comment(1))],
    );
    let long = "\u{1f6a2}".repeat(4001);
    check(|d| d.comment.clone_from(&long), &[("item.comment_too_long", EveryComment)]);
    check(
        |d| {
            d.comment_each = true;
            d.lines[0].comment = long;
        },
        &[("item.comment_too_long", Comment(0))],
    );
}

#[test]
fn a_date_lies_in_the_future_and_is_given_where_one_is_wanted() {
    let on = |date: TypedDate, expect: &[(&str, FieldPath)]| {
        check(
            |d| {
                d.lines.push(line("p-2", role()));
                d.on_date = true;
                d.remove_date = date;
            },
            expect,
        );
    };
    let unreadable = [("item.remove_date_unreadable", EveryRemoveDate)];
    let past = [("item.remove_date_past", EveryRemoveDate)];
    on(typed("2031-01-15T12:00:01Z"), &[]);
    on(typed("2031-01-15T12:00:00Z"), &past);
    on(typed("2031-01-15T13:00:00+01:00"), &past);
    on(TypedDate::default(), &unreadable);
    on(TypedDate { text: "31.12.".to_owned(), ..TypedDate::default() }, &unreadable);
    on(TypedDate { unreadable: true, ..typed("2031-05-01T00:00:00Z") }, &unreadable);
    check(|d| d.remove_date = TypedDate { unreadable: true, ..TypedDate::default() }, &[]);
}

#[test]
fn a_date_after_the_end_is_said_at_the_lines_it_is_too_late_for() {
    let until = |text: &str| Holding { remove_date: Some(text.into()), ..role() };
    let on = |date: &'static str, expect: &[(&str, FieldPath)]| {
        check(
            |d| {
                d.lines = vec![
                    line("p-1", until("2031-03-01T00:00:00Z")),
                    line("p-2", role()),
                    line("p-3", until("2031-02-01T00:00:00Z")),
                ];
                d.on_date = true;
                d.remove_date = typed(date);
            },
            expect,
        );
    };
    let late = |line: usize| ("revoke.remove_date_late", RemoveDate(line));
    on("2031-01-31T23:59:59Z", &[]);
    on("2031-02-01T00:00:00Z", &[late(2)]);
    on("2031-03-01T01:00:00+01:00", &[late(0), late(2)]);
}

#[test]
fn access_that_cannot_be_removed_is_reported_at_its_line() {
    let blocked = |line: usize| ("revoke.blocked", Item(line));
    let given = |given: Given| Holding { given: Some(given), ..role() };
    check(
        |d| {
            d.lines = vec![
                line("p-1", given(Given::Membership)),
                line("p-2", given(Given::Request)),
                line("p-3", given(Given::Birthright)),
                line("p-4", Holding { revocable: None, ..entitlement() }),
            ];
        },
        &[blocked(0), blocked(2), blocked(3)],
    );
    let mut own = draft();
    own.lines.push(line("me", role()));
    assert_eq!(broken(own.validate(now(), Some(&"me".into()))), [blocked(1)]);
    assert_eq!(broken(own.validate(now(), None)), [], "where it is allowed, the server decides");
}

#[test]
fn a_line_without_a_person_an_id_or_a_known_kind_is_said() {
    check(|d| d.lines[0].person = " ".into(), &[("request.recipients_required", Item(0))]);
    check(|d| d.lines[0].held.id = "".into(), &[("item.id_required", Item(0))]);
    check(
        |d| d.lines[0].held.r#type = ItemType::from("APPLICATION"),
        &[("revoke.blocked", Item(0)), ("item.type_unknown", Item(0))],
    );
}

#[test]
fn everything_wrong_is_said_at_once_the_whole_first_and_then_line_by_line() {
    let mut draft = draft();
    draft.comment.clear();
    draft.on_date = true;
    let membership = Holding { given: Some(Given::Membership), ..role() };
    draft.lines = vec![
        line("p-1", thing(ItemType::Entitlement, "e-1")),
        line("p-1", Holding { remove_date: Some("2031-02-01T00:00:00Z".into()), ..role() }),
        line("p-2", membership),
    ];
    draft.remove_date = typed("2031-02-02T00:00:00Z");
    let expect = [
        ("revoke.comment_required", EveryComment),
        ("revoke.remove_date_late", RemoveDate(1)),
        ("revoke.blocked", Item(2)),
    ];
    assert_eq!(broken(draft.validate(now(), None)), expect);
    draft.comment_each = true;
    draft.remove_date = TypedDate::default();
    let expect = [
        ("item.remove_date_unreadable", EveryRemoveDate),
        ("revoke.comment_required", Comment(0)),
        ("revoke.comment_required", Comment(1)),
        ("revoke.blocked", Item(2)),
        ("revoke.comment_required", Comment(2)),
    ];
    assert_eq!(broken(draft.validate(now(), None)), expect);
}

#[test]
fn the_same_thing_of_the_same_person_is_put_in_once() {
    let mut draft = draft();
    assert!(draft.contains(&"p-1".into(), &role()) && !draft.contains(&"p-2".into(), &role()));
    let assigned = Holding { assignment_id: Some("a-1".to_owned()), ..role() };
    assert!(!draft.add(line("p-1", assigned)));
    assert!(draft.add(line("p-2", role())));
    assert_eq!(draft.lines.len(), 2);
}

#[test]
fn a_kept_removal_comes_back_as_it_was_valid_or_not() {
    let mut draft = draft();
    draft.lines.push(RevokeLine {
        person_name: "Femi \u{202e}Okafor".to_owned(),
        comment: "  half a sent".to_owned(),
        ..line("", thing(ItemType::from("APPLICATION"), "a\"b/c%"))
    });
    draft.on_date = true;
    draft.remove_date = TypedDate { text: "31.1".to_owned(), moment: None, unreadable: true };
    let kept = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<RevokeDraft>(&kept).unwrap(), draft);
    let older: RevokeDraft = serde_json::from_value(json!({ "key": "k" })).unwrap();
    assert_eq!(older, RevokeDraft { key: SubmitKey::from("k".to_owned()), ..RevokeDraft::default() });
}
