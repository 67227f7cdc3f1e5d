//! The rules of the configuration form, each reported at its field and all at once.

use crate::setting::{full, read};
use crate::walk::{places, with};
use proptest::prelude::*;
use proptest::sample::Index;
use request_center_models::json::from_json;
use request_center_models::operation::Family;
use request_center_models::rule::{FieldPath, Rule, Violations};
use request_center_models::setting::{
    Approver, Change, Scheme, Setting, SettingForm, difference, merge, three_way, unsaved,
};
use request_center_models::wire::config::ConfigField;
use serde_json::json;

fn broken(form: &SettingForm, base: &Setting, known: bool) -> Vec<(Rule, FieldPath)> {
    let violations = form.validate(base, Family::V3, known).err();
    violations.iter().flat_map(Violations::iter).map(|one| (one.rule, one.place)).collect()
}

#[test]
fn a_number_is_whole_and_in_its_range_or_absent() {
    let base = read(&full());
    let days = FieldPath::Setting(ConfigField::DaysUntilEscalation);
    let between = FieldPath::Setting(ConfigField::DaysBetweenReminders);
    let reminders = FieldPath::Setting(ConfigField::MaxReminders);
    for (typed, allowed, one_to_twenty) in [
        ("", true, true),
        (" ", true, true),
        ("0", true, false),
        ("1", true, true),
        ("20", true, true),
        ("21", true, false),
        ("365", true, false),
        ("366", false, false),
        ("-1", false, false),
        ("2.5", false, false),
        ("1e2", false, false),
        ("two", false, false),
        ("99999999999", false, false),
        ("５", false, false),
    ] {
        let texts = [typed; 3].map(str::to_owned);
        let [days_until_escalation, days_between_reminders, max_reminders] = texts;
        let was = SettingForm::of(&base);
        let form = SettingForm { days_until_escalation, days_between_reminders, max_reminders, ..was };
        let mut expect = Vec::new();
        if !allowed {
            expect.extend([(Rule::SettingDaysRange, days), (Rule::SettingDaysRange, between)]);
        }
        if !one_to_twenty {
            expect.push((Rule::RemindersRange, reminders));
        }
        let mut found = broken(&form, &base, true);
        found.sort();
        expect.sort();
        assert_eq!(found, expect, "{typed:?}");
    }
}

#[test]
fn later_families_take_no_reminders_at_all() {
    let base = read(&json!({"approvalReminderAndEscalationConfig": {"maxReminders": 0}}));
    let form = SettingForm::of(&base);
    for family in Family::ALL {
        let old = matches!(family, Family::V3 | Family::Beta);
        assert_eq!(form.validate(&base, family, true).is_err(), old, "{family:?}");
    }
}

#[test]
fn each_approver_in_the_list_is_known_and_named_once() {
    let base = read(&json!({"entitlementRequestConfig": {"grantRequestApprovalSchemes": "appOwner"}}));
    let group = |id: &str| Scheme::Group(id.to_owned());
    let odd = |text: &str| Scheme::Unknown(text.to_owned());
    for (list, expect) in [
        (vec![], vec![]),
        (
            vec![Scheme::Manager, Scheme::SourceOwner, Scheme::EntitlementOwner, group("a"), group("b")],
            vec![],
        ),
        (vec![odd("appOwner"), Scheme::Manager], vec![]),
        (vec![Scheme::Manager, odd("boss")], vec![(Rule::SchemeUnknown, 1)]),
        (vec![odd("Manager")], vec![(Rule::SchemeUnknown, 0)]),
        (vec![group("a"), group("b"), group("a")], vec![(Rule::SchemeRepeated, 2)]),
        (vec![group("")], vec![(Rule::GroupIdUnreadable, 0)]),
        (vec![Scheme::Manager, group("a b")], vec![(Rule::GroupIdUnreadable, 1)]),
        (
            vec![group("a, manager"), odd(" "), group(""), Scheme::Manager, Scheme::Manager],
            vec![
                (Rule::GroupIdUnreadable, 0),
                (Rule::SchemeUnknown, 1),
                (Rule::GroupIdUnreadable, 2),
                (Rule::SchemeRepeated, 4),
            ],
        ),
    ] {
        let form = SettingForm { schemes: list.clone(), ..SettingForm::of(&base) };
        let expect: Vec<_> = expect.into_iter().map(|(rule, at)| (rule, FieldPath::Scheme(at))).collect();
        assert_eq!(broken(&form, &base, true), expect, "{list:?}");
    }
}

#[test]
fn the_fallback_approver_must_be_known_where_one_is_named() {
    let place = FieldPath::Setting(ConfigField::FallbackApprover);
    let base = read(&full());
    let mut form = SettingForm::of(&base);
    assert_eq!(broken(&form, &base, false), [(Rule::ApproverUnknown, place)]);
    assert_eq!(broken(&form, &base, true), []);
    form.fallback_approver = Some(Approver { id: " ".into(), ..Approver::default() });
    assert_eq!(broken(&form, &base, true), [(Rule::ApproverUnknown, place)]);
    form.fallback_approver = None;
    assert_eq!(broken(&form, &base, false), []);
}

#[test]
fn an_invalid_field_hides_no_other_change() {
    let base = read(&full());
    let mut form = SettingForm::of(&base);
    form.auto_approval = false;
    form.max_reminders = "21".to_owned();
    form.days_until_escalation = "soon".to_owned();
    form.schemes.push(Scheme::Group("no spaces".to_owned()));
    form.fallback_approver = None;
    let names: Vec<String> = form.changes(&base, Family::V3, true).iter().map(Change::name).collect();
    let approver = "approvalReminderAndEscalationConfig.fallbackApproverRef";
    assert_eq!(names, ["autoApprovalEnabled", approver]);
}

#[test]
fn numbers_alone_are_judged_as_they_are_typed() {
    let base = read(&full());
    let mut form = SettingForm::of(&base);
    form.schemes.push(Scheme::Group(String::new()));
    assert!(form.number_violations(&base, Family::V3).is_empty());
    for typed in ["", "1", "19", "20"] {
        form.max_reminders = typed.to_owned();
        assert!(form.number_violations(&base, Family::V3).is_empty(), "{typed}");
    }
    form.max_reminders = "200".to_owned();
    let broken = form.number_violations(&base, Family::V3);
    let at = FieldPath::Setting(ConfigField::MaxReminders);
    assert_eq!(broken.at(at).collect::<Vec<_>>(), [Rule::RemindersRange]);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let base = read(&full());
    let mut form = SettingForm::of(&base);
    form.days_until_escalation = "soon".to_owned();
    form.max_reminders = "99".to_owned();
    form.schemes.push(Scheme::Manager);
    let rules: Vec<Rule> = broken(&form, &base, false).into_iter().map(|(rule, _)| rule).collect();
    let expect = [Rule::SettingDaysRange, Rule::RemindersRange, Rule::ApproverUnknown, Rule::SchemeRepeated];
    assert_eq!(rules, expect);
}

proptest! {
    #[test]
    fn nothing_panics_whatever_stands_in_a_configuration(
        place in any::<Index>(), other in any::<Index>(), content in any::<Index>(), text in "\\PC{0,12}",
    ) {
        let odd = [json!(null), json!(true), json!(-1), json!(i64::MIN), json!(text), json!([]), json!({}), json!({ text: 1 })];
        let all = places(&full(), |_| true);
        let config = with(&full(), &all[place.index(all.len())], content.get(&odd).clone());
        let theirs = with(&full(), &all[other.index(all.len())], content.get(&odd).clone());
        let (Ok(mine), Ok(theirs)) = (from_json::<Setting>(&config.to_string()), from_json::<Setting>(&theirs.to_string()))
        else {
            return Ok(());
        };
        let base = read(&full());
        let form = SettingForm::of(&mine);
        for family in Family::ALL {
            // Whatever the rules say of it, a form nobody touched changes nothing.
            if let Ok(new) = form.validate(&mine, family, true) {
                prop_assert_eq!(new.setting(), &mine);
            }
            let _ = form.validate(&theirs, family, false);
        }
        let contrasts = three_way(&base, &mine, &theirs);
        let merged = merge(&mine, &theirs, &contrasts);
        prop_assert_eq!(difference(&mine, &theirs).is_empty(), difference(&theirs, &mine).is_empty());
        prop_assert_eq!(unsaved(&merged, &merged), vec![]);
    }
}
