//! How configurations differ: two of them in a list, three of them in who changed what, and whether what was sent was saved.

use crate::setting::{full, read};
use proptest::prelude::*;
use request_center_models::setting::{Change, Setting, Side, difference, merge, three_way, unsaved};
use request_center_models::wire::config::ConfigField;
use serde_json::{Value, json};

type Told = (String, Option<Value>, Option<Value>);

fn told(changes: Vec<Change>) -> Vec<Told> {
    changes.into_iter().map(|change| (change.name(), change.before, change.after)).collect()
}

/// The full configuration with other contents at those places.
fn changed(places: &[(&str, Value)]) -> Value {
    let mut config = full();
    for (pointer, content) in places {
        *config.pointer_mut(pointer).unwrap() = content.clone();
    }
    config
}

const AUTO: &str = "/autoApprovalEnabled";
const DAYS: &str = "/approvalReminderAndEscalationConfig/daysUntilEscalation";
const REMINDERS: &str = "/approvalReminderAndEscalationConfig/maxReminders";
const APPROVER: &str = "/approvalReminderAndEscalationConfig/fallbackApproverRef";
const SCHEMES: &str = "/entitlementRequestConfig/grantRequestApprovalSchemes";
const STRANGE: &str = "/quietHours";

#[test]
fn a_configuration_does_not_differ_from_itself() {
    assert_eq!(difference(&read(&full()), &read(&full())), []);
}

#[test]
fn absent_and_null_are_the_same_at_every_depth() {
    let bare = json!({"approvalReminderAndEscalationConfig": {"maxReminders": null}, "x": null});
    for other in [
        json!({}),
        json!({"approvalReminderAndEscalationConfig": null}),
        json!({"requestOnBehalfOfConfig": {}}),
    ] {
        assert_eq!(difference(&read(&bare), &read(&other)), [], "{other}");
    }
}

#[test]
fn every_field_that_differs_is_told_with_both_values_in_the_order_of_the_form() {
    let other = changed(&[
        (STRANGE, json!({"from": "23:00", "days": [6, 7, null], "share": 0.375})),
        (AUTO, json!(false)),
        (REMINDERS, json!(null)),
        (SCHEMES, json!("manager")),
    ]);
    let path = "entitlementRequestConfig.grantRequestApprovalSchemes";
    let expect: Vec<Told> = vec![
        (path.to_owned(), Some(json!("sourceOwner,  manager ,workgroup:g-1")), Some(json!("manager"))),
        ("autoApprovalEnabled".to_owned(), Some(json!(true)), Some(json!(false))),
        ("approvalReminderAndEscalationConfig.maxReminders".to_owned(), Some(json!(3)), None),
        ("quietHours.from".to_owned(), Some(json!("22:00")), Some(json!("23:00"))),
    ];
    let changes = difference(&read(&full()), &read(&other));
    let fields: Vec<_> = changes.iter().map(Change::field).collect();
    let known = [ConfigField::ApprovalSchemes, ConfigField::AutoApproval, ConfigField::MaxReminders];
    assert_eq!(fields[..3], known.map(Some));
    assert_eq!(fields[3], None, "one this version does not know");
    assert_eq!(told(changes), expect);
}

#[test]
fn a_whole_part_that_went_is_told_field_by_field() {
    let mut other = full();
    other["requestOnBehalfOfConfig"] = Value::Null;
    let names: Vec<String> = difference(&read(&full()), &read(&other)).iter().map(Change::name).collect();
    let behalf = |rest: &str| format!("requestOnBehalfOfConfig.allowRequestOnBehalfOf{rest}");
    assert_eq!(names, [behalf("AnyoneByAnyone"), behalf("EmployeeByManager")]);
}

#[test]
fn a_person_is_one_value_and_a_list_written_otherwise_is_none() {
    let person = json!({"type": "IDENTITY", "id": "p2", "name": "Tom"});
    let other = changed(&[(APPROVER, person.clone()), (SCHEMES, json!("sourceOwner,manager,workgroup:g-1"))]);
    let changes = difference(&read(&full()), &read(&other));
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].field(), &changes[0].after), (Some(ConfigField::FallbackApprover), &Some(person)));
}

#[test]
fn saved_means_read_back_but_for_what_the_service_fills_in() {
    let sent = read(&json!({
        "autoApprovalEnabled": true,
        "approvalReminderAndEscalationConfig": {"maxReminders": 3, "fallbackApproverRef": {"id": "p1"}},
    }));
    let filled = json!({
        "autoApprovalEnabled": true,
        "approvalsMustBeExternal": false,
        "newSwitch": false,
        "approvalReminderAndEscalationConfig": {
            "maxReminders": 3, "daysUntilEscalation": null,
            "fallbackApproverRef": {"type": "IDENTITY", "id": "p1", "name": "Ines", "email": "i@x.example"},
        },
        "entitlementRequestConfig": {"allowEntitlementRequest": false, "grantRequestApprovalSchemes": "sourceOwner"},
    });
    assert_eq!(unsaved(&sent, &read(&filled)), []);
    for (pointer, content, name) in [
        (AUTO, json!(false), "autoApprovalEnabled"),
        (AUTO, json!(null), "autoApprovalEnabled"),
        ("/approvalsMustBeExternal", json!(true), "approvalsMustBeExternal"),
        (REMINDERS, json!(4), "approvalReminderAndEscalationConfig.maxReminders"),
        (DAYS, json!(0), "approvalReminderAndEscalationConfig.daysUntilEscalation"),
        (APPROVER, json!({"id": "p2"}), "approvalReminderAndEscalationConfig.fallbackApproverRef"),
        (APPROVER, json!(null), "approvalReminderAndEscalationConfig.fallbackApproverRef"),
        (SCHEMES, json!("manager"), "entitlementRequestConfig.grantRequestApprovalSchemes"),
    ] {
        let mut other = filled.clone();
        *other.pointer_mut(pointer).unwrap() = content;
        let names: Vec<String> = unsaved(&sent, &read(&other)).iter().map(Change::name).collect();
        assert_eq!(names, [name], "{other}");
    }
}

#[test]
fn an_approver_without_an_id_is_known_by_nothing() {
    let of = |name: &str| {
        read(&json!({"approvalReminderAndEscalationConfig": {"fallbackApproverRef": {"name": name}}}))
    };
    assert_eq!(unsaved(&of("Ines"), &of("Tom")).len(), 1);
}

#[test]
fn fields_removed_here_are_absent_after_a_merge() {
    let (base, mine) = (read(&json!({"x": 1, "y": {"a": 1}})), read(&json!({"y": {}})));
    let theirs = read(&json!({"x": 1, "y": {"a": 1}, "z": 2}));
    let merged = merge(&mine, &theirs, &three_way(&base, &mine, &theirs));
    assert_eq!(merged.json(), &json!({"y": {}, "z": 2}), "absent, not null");
}

fn sides(base: &Value, mine: &Value, theirs: &Value) -> Vec<(String, Side)> {
    let contrasts = three_way(&read(base), &read(mine), &read(theirs));
    contrasts.into_iter().map(|contrast| (contrast.name(), contrast.side)).collect()
}

#[test]
fn three_configurations_tell_who_changed_what() {
    let mine = changed(&[(AUTO, json!(false)), (REMINDERS, json!(5)), (DAYS, json!(9))]);
    let theirs = changed(&[(REMINDERS, json!(7)), (DAYS, json!(9)), (STRANGE, json!(null))]);
    let part = "approvalReminderAndEscalationConfig";
    let expect = [
        ("autoApprovalEnabled".to_owned(), Side::Mine),
        (format!("{part}.daysUntilEscalation"), Side::Both),
        (format!("{part}.maxReminders"), Side::Conflict),
        ("quietHours.days".to_owned(), Side::Theirs),
        ("quietHours.from".to_owned(), Side::Theirs),
        ("quietHours.share".to_owned(), Side::Theirs),
    ];
    assert_eq!(sides(&full(), &mine, &theirs), expect);
    let contrasts = three_way(&read(&full()), &read(&mine), &read(&theirs));
    let conflict = &contrasts[2];
    assert_eq!(conflict.field(), Some(ConfigField::MaxReminders));
    let values = [&conflict.base, &conflict.mine, &conflict.theirs];
    assert_eq!(values, [&Some(json!(3)), &Some(json!(5)), &Some(json!(7))]);
    let gone = &contrasts[4];
    assert_eq!((&gone.mine, &gone.theirs), (&Some(json!("22:00")), &None));
}

#[test]
fn in_a_merge_theirs_stays_unless_somebody_says_otherwise() {
    let mine = changed(&[(AUTO, json!(false)), (REMINDERS, json!(5))]);
    let theirs = changed(&[(REMINDERS, json!(7)), (STRANGE, json!({"from": "20:00"}))]);
    let (mine, theirs) = (read(&mine), read(&theirs));
    let mut contrasts = three_way(&read(&full()), &mine, &theirs);
    let merged = merge(&mine, &theirs, &contrasts);
    let expect = changed(&[(AUTO, json!(false)), (REMINDERS, json!(7)), (STRANGE, json!({"from": "20:00"}))]);
    assert_eq!(merged.json(), &expect);
    for contrast in &mut contrasts {
        contrast.take_mine |= contrast.side == Side::Conflict;
    }
    let merged = merge(&mine, &theirs, &contrasts);
    assert_eq!(merged.json().pointer(REMINDERS), Some(&json!(5)));
    assert_eq!(
        merged.json().pointer(STRANGE),
        Some(&json!({"from": "20:00"})),
        "the rest is theirs all the same"
    );
}

#[test]
fn a_field_emptied_here_and_changed_there_is_a_conflict() {
    let mine = changed(&[(STRANGE, json!("always"))]);
    let theirs = changed(&[("/quietHours/from", json!("20:00"))]);
    let told = sides(&full(), &mine, &theirs);
    assert_eq!(told[0], ("quietHours".to_owned(), Side::Conflict));
    let (mine, theirs) = (read(&mine), read(&theirs));
    let contrasts = three_way(&read(&full()), &mine, &theirs);
    assert_eq!(merge(&mine, &theirs, &contrasts).json(), theirs.json());
}

fn setting() -> impl Strategy<Value = Setting> {
    let flag = || proptest::option::of(proptest::option::of(any::<bool>()));
    let number = || proptest::option::of(proptest::option::of(0..4_i32));
    (flag(), number(), number(), proptest::option::of(0..3_u8)).prop_map(
        |(auto, days, reminders, strange)| {
            let mut config = json!({});
            if let Some(auto) = auto {
                config["autoApprovalEnabled"] = json!(auto);
            }
            if let Some(strange) = strange {
                config["strange"] = json!({ "deep": strange });
            }
            let names = ["daysUntilEscalation", "maxReminders"];
            for (name, number) in names.into_iter().zip([days, reminders]) {
                if let Some(number) = number {
                    config["approvalReminderAndEscalationConfig"][name] = json!(number);
                }
            }
            read(&config)
        },
    )
}

proptest! {
    #[test]
    fn a_merge_loses_nothing_of_theirs_and_nothing_of_mine_alone(
        base in setting(), mine in setting(), theirs in setting()
    ) {
        let contrasts = three_way(&base, &mine, &theirs);
        let merged = merge(&mine, &theirs, &contrasts);
        for contrast in &contrasts {
            let pointer = format!("/{}", contrast.path.join("/"));
            let found = merged.json().pointer(&pointer).filter(|value| !value.is_null()).cloned();
            let expect = if contrast.side == Side::Mine { &contrast.mine } else { &contrast.theirs };
            prop_assert_eq!(&found, expect, "{:?}", contrast);
        }
        let changed: Vec<_> = contrasts.iter().map(|contrast| &contrast.path).collect();
        for change in difference(&base, &merged) {
            prop_assert!(changed.contains(&&change.path), "{:?} was nobody's change", change);
        }
    }

    #[test]
    fn without_a_foreign_change_a_merge_is_mine(base in setting(), mine in setting()) {
        let contrasts = three_way(&base, &mine, &base);
        prop_assert!(contrasts.iter().all(|contrast| contrast.side == Side::Mine));
        prop_assert_eq!(difference(&merge(&mine, &base, &contrasts), &mine), vec![]);
        prop_assert_eq!(difference(&base, &mine).len(), contrasts.len());
    }
}
