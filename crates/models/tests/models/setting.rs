//! The configuration as an edit: what came goes back to the letter, and only what was touched changes.

use proptest::prelude::*;
use request_center_models::json::from_json;
use request_center_models::operation::{Family, Operation};
use request_center_models::setting::{
    Approver, Scheme, Setting, SettingForm, form_family, limits_family, schemes,
};
use request_center_models::wire::config::ConfigField;
use serde_json::{Value, json};

/// A whole configuration of v3 with fields nobody has heard of at every depth.
pub(crate) fn full() -> Value {
    json!({
        "approvalsMustBeExternal": false,
        "autoApprovalEnabled": true,
        "reauthorizationEnabled": null,
        "quietHours": {"from": "22:00", "days": [6, 7, null], "share": 0.375},
        "requestOnBehalfOfConfig": {
            "allowRequestOnBehalfOfAnyoneByAnyone": false,
            "allowRequestOnBehalfOfEmployeeByManager": true,
            "neighbours": null,
        },
        "approvalReminderAndEscalationConfig": {
            "daysUntilEscalation": 5,
            "daysBetweenReminders": 2,
            "maxReminders": 3,
            "fallbackApproverRef": {"type": "IDENTITY", "id": "p1", "name": "Ines Duarte", "phone": null},
            "pause": {},
        },
        "entitlementRequestConfig": {
            "allowEntitlementRequest": true,
            "requestCommentsRequired": false,
            "deniedCommentsRequired": true,
            "grantRequestApprovalSchemes": "sourceOwner,  manager ,workgroup:g-1",
            "ceiling": 18_446_744_073_709_551_615_u64,
        },
    })
}

pub(crate) fn read(value: &Value) -> Setting {
    from_json(&value.to_string()).unwrap()
}

fn sent(form: &SettingForm, base: &Setting) -> Value {
    let new = form.validate(base, Family::V3, true).unwrap_or_else(|broken| panic!("{broken}"));
    serde_json::to_value(&new).unwrap()
}

#[test]
fn a_form_shows_what_the_configuration_says() {
    let form = SettingForm::of(&read(&full()));
    let group = Scheme::Group("g-1".to_owned());
    let expect = SettingForm {
        anyone_for_anyone: false,
        manager_for_reports: true,
        entitlements_allowed: true,
        request_comments: false,
        denial_comments: true,
        schemes: vec![Scheme::SourceOwner, Scheme::Manager, group],
        auto_approval: true,
        days_until_escalation: "5".to_owned(),
        days_between_reminders: "2".to_owned(),
        max_reminders: "3".to_owned(),
        fallback_approver: Some(Approver {
            id: "p1".into(),
            name: "Ines Duarte".to_owned(),
            email: String::new(),
        }),
        reauthorization: false,
        approvals_must_be_external: false,
    };
    assert_eq!(form, expect);
}

#[test]
fn an_empty_configuration_fills_an_empty_form() {
    let expect = SettingForm { entitlements_allowed: true, ..SettingForm::default() };
    for empty in
        [json!({}), json!({"entitlementRequestConfig": null, "approvalReminderAndEscalationConfig": {}})]
    {
        let base = read(&empty);
        assert_eq!(SettingForm::of(&base), expect);
        assert_eq!(sent(&expect, &base), empty, "and goes back as it came");
    }
}

#[test]
fn a_form_nobody_touched_goes_back_to_the_letter() {
    for config in [full(), json!({}), json!({"requestOnBehalfOfConfig": null, "x": [{}]})] {
        let base = read(&config);
        assert_eq!(sent(&SettingForm::of(&base), &base), config);
    }
}

/// One touch of the form and the one place it may change.
fn check_touch(touch: fn(&mut SettingForm), pointer: &str, expect: Value) {
    let base = read(&full());
    let mut form = SettingForm::of(&base);
    touch(&mut form);
    let mut changed = full();
    *changed.pointer_mut(pointer).unwrap() = expect;
    assert_eq!(sent(&form, &base), changed, "{pointer}");
    assert_eq!(SettingForm::of(&read(&changed)), form, "{pointer} is shown again as it was chosen");
}

#[test]
fn each_touch_changes_its_field_and_nothing_else() {
    let behalf = "/requestOnBehalfOfConfig/allowRequestOnBehalfOf";
    check_touch(|f| f.anyone_for_anyone = true, &format!("{behalf}AnyoneByAnyone"), json!(true));
    check_touch(|f| f.manager_for_reports = false, &format!("{behalf}EmployeeByManager"), json!(false));
    check_touch(|f| f.auto_approval = false, "/autoApprovalEnabled", json!(false));
    check_touch(|f| f.reauthorization = true, "/reauthorizationEnabled", json!(true));
    check_touch(|f| f.approvals_must_be_external = true, "/approvalsMustBeExternal", json!(true));
    let entitlements = "/entitlementRequestConfig/";
    check_touch(
        |f| f.entitlements_allowed = false,
        &format!("{entitlements}allowEntitlementRequest"),
        json!(false),
    );
    check_touch(
        |f| f.request_comments = true,
        &format!("{entitlements}requestCommentsRequired"),
        json!(true),
    );
    check_touch(
        |f| f.denial_comments = false,
        &format!("{entitlements}deniedCommentsRequired"),
        json!(false),
    );
    let list = format!("{entitlements}grantRequestApprovalSchemes");
    check_touch(
        |f| f.schemes = vec![Scheme::EntitlementOwner, Scheme::Group("g 2".replace(' ', ""))],
        &list,
        json!("entitlementOwner, workgroup:g2"),
    );
    check_touch(|f| f.schemes.clear(), &list, json!(""));
    let reminders = "/approvalReminderAndEscalationConfig/";
    check_touch(
        |f| f.days_until_escalation = "0".to_owned(),
        &format!("{reminders}daysUntilEscalation"),
        json!(0),
    );
    check_touch(
        |f| f.days_until_escalation = String::new(),
        &format!("{reminders}daysUntilEscalation"),
        json!(null),
    );
    check_touch(
        |f| f.days_between_reminders = "365".to_owned(),
        &format!("{reminders}daysBetweenReminders"),
        json!(365),
    );
    check_touch(|f| f.max_reminders = "20".to_owned(), &format!("{reminders}maxReminders"), json!(20));
    let approver = format!("{reminders}fallbackApproverRef");
    check_touch(|f| f.fallback_approver = None, &approver, json!(null));
    check_touch(
        |f| {
            let email = "tom@nordhafen.example".to_owned();
            f.fallback_approver = Some(Approver { id: "p2".into(), name: "Tom".to_owned(), email });
        },
        &approver,
        json!({"type": "IDENTITY", "id": "p2", "name": "Tom", "email": "tom@nordhafen.example"}),
    );
}

#[test]
fn parts_that_were_missing_or_null_are_made_where_they_are_needed() {
    for (config, expect) in [
        (json!({}), json!({"approvalReminderAndEscalationConfig": {"maxReminders": 4}})),
        (
            json!({"approvalReminderAndEscalationConfig": null, "x": 1}),
            json!({"approvalReminderAndEscalationConfig": {"maxReminders": 4}, "x": 1}),
        ),
    ] {
        let base = read(&config);
        let mut form = SettingForm::of(&base);
        form.max_reminders = " 4 ".to_owned();
        assert_eq!(sent(&form, &base), expect);
    }
}

#[test]
fn a_form_is_kept_with_whatever_was_typed() {
    let mut form = SettingForm::of(&read(&full()));
    form.max_reminders = "abc".to_owned();
    form.schemes = vec![Scheme::Group(String::new()), Scheme::Unknown("boss".to_owned())];
    let kept = serde_json::to_string(&form).unwrap();
    assert_eq!(from_json::<SettingForm>(&kept).unwrap(), form);
    assert_eq!(from_json::<SettingForm>("{}").unwrap(), SettingForm::default(), "an older form is a form");
}

#[test]
fn the_limits_of_end_dates_are_read_in_a_family_that_has_them() {
    for family in Family::ALL {
        let expect = if family < Family::V2024 { Family::V2024 } else { family };
        assert_eq!(limits_family(family), expect);
        assert!(!Operation::GetAccessRequestConfig.is_experimental_in(Family::V2024));
    }
}

#[test]
fn the_form_is_read_and_written_in_the_older_shape() {
    for family in Family::ALL {
        let expect = if family == Family::Beta { Family::Beta } else { Family::V3 };
        assert_eq!(form_family(family), expect);
    }
}

#[test]
fn every_field_has_a_path_of_its_own_that_leads_to_it() {
    for field in ConfigField::ALL {
        assert_eq!(ConfigField::at(field.path()), Some(field));
        assert!(read(&full()).value(field).is_some() || field == ConfigField::Reauthorization, "{field:?}");
    }
}

proptest! {
    #[test]
    fn a_list_of_approvers_survives_its_text(text in "[a-zA-Z:,0-9 ]{0,40}") {
        let list = schemes(&text);
        let joined: Vec<String> = list.iter().map(ToString::to_string).collect();
        prop_assert_eq!(schemes(&joined.join(", ")), list);
    }

    #[test]
    fn a_configuration_of_any_strangers_goes_back_to_the_letter(
        name in "[a-zA-Z.]{1,12}", inner in "\\PC{0,8}", number in any::<i64>(), reminders in 1..20_i32,
    ) {
        let mut config = full();
        let strange = json!({ inner.clone(): [number, null, { "x": inner }] });
        for part in ["", "/requestOnBehalfOfConfig", "/approvalReminderAndEscalationConfig", "/entitlementRequestConfig"] {
            let members = config.pointer_mut(part).unwrap().as_object_mut().unwrap();
            members.entry(name.clone()).or_insert_with(|| strange.clone());
        }
        let base = read(&config);
        let mut form = SettingForm::of(&base);
        form.max_reminders = reminders.to_string();
        config["approvalReminderAndEscalationConfig"]["maxReminders"] = json!(reminders);
        prop_assert_eq!(sent(&form, &base), config);
    }
}
