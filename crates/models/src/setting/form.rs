//! The form over a configuration, apart from the wire: what a person has typed and chosen, valid or not, and the only road back,
//! [`SettingForm::validate`]. What was not touched goes back as it came.

use super::approver::Approver;
use super::difference::{Change, difference};
use super::document::{Setting, put};
use super::scheme::{Scheme, joined, schemes};
use crate::json::{FromJson, deserialize_from_json};
use crate::json_struct;
use crate::operation::Family;
use crate::rule::{FieldPath, Rule, Violations, check_config, check_schemes};
use crate::wire::config::ConfigField;
use serde::Serialize;
use serde_json::Value;

/// The family in which the configuration is read and written as a form: the form has the shape of v3 and beta, which hold
/// the same fields; where another is preferred, v3 it is.
#[must_use]
pub fn form_family(preferred: Family) -> Family {
    if preferred == Family::Beta { Family::Beta } else { Family::V3 }
}

/// The family whose configuration says which end dates requests for entitlements may have: v3 and beta cannot express that, so
/// where one of them is preferred, the next one is asked.
#[must_use]
pub fn limits_family(preferred: Family) -> Family {
    if form_family(preferred) == preferred { Family::V2024 } else { preferred }
}

json_struct! {
    /// A configuration being edited.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct SettingForm {
        /// Anyone may ask for anyone.
        pub anyone_for_anyone: bool = default,
        /// Managers may ask for their reports.
        pub manager_for_reports: bool = default,
        /// Entitlements can be asked for.
        pub entitlements_allowed: bool = default,
        /// Asking for an entitlement needs a comment.
        pub request_comments: bool = default,
        /// Refusing one needs a comment.
        pub denial_comments: bool = default,
        /// Who decides about entitlements; empty for nobody.
        pub schemes: Vec<Scheme> = default,
        /// Who asks and decides at once has decided.
        pub auto_approval: bool = default,
        /// Days until the first reminder, or escalation, as typed; empty for never.
        pub days_until_escalation: String = default,
        /// Days between reminders, as typed; empty where it says nothing.
        pub days_between_reminders: String = default,
        /// How many reminders, as typed; empty where it says nothing.
        pub max_reminders: String = default,
        /// Who decides when nobody else is left.
        pub fallback_approver: Option<Approver> = omitted,
        /// Approvers must sign in again.
        pub reauthorization: bool = default,
        /// Requests of non-administrators inside the product are refused.
        pub approvals_must_be_external: bool = default,
    }
}

deserialize_from_json!(SettingForm);

impl SettingForm {
    /// The form as that configuration fills it in. A switch that is unset is off, but for `allowEntitlementRequest`, whose
    /// absence means that the service has no such switch; a number that is unset is empty.
    #[must_use]
    pub fn of(setting: &Setting) -> Self {
        let config = setting.config();
        let flag = |field| setting.value(field).and_then(Value::as_bool).unwrap_or(false);
        let text =
            |field| setting.value(field).and_then(Value::as_i64).map_or(String::new(), |n| n.to_string());
        let list = setting.value(ConfigField::ApprovalSchemes).and_then(Value::as_str).unwrap_or_default();
        let reminders = config.approval_reminder_and_escalation_config.as_ref().and_then(Option::as_ref);
        let approver = reminders.and_then(|reminders| reminders.fallback_approver_ref.as_ref());
        Self {
            anyone_for_anyone: flag(ConfigField::AnyoneForAnyone),
            manager_for_reports: flag(ConfigField::ManagerForReports),
            entitlements_allowed: config.entitlements_allowed(),
            request_comments: flag(ConfigField::RequestComments),
            denial_comments: flag(ConfigField::DenialComments),
            schemes: schemes(list),
            auto_approval: flag(ConfigField::AutoApproval),
            days_until_escalation: text(ConfigField::DaysUntilEscalation),
            days_between_reminders: text(ConfigField::DaysBetweenReminders),
            max_reminders: text(ConfigField::MaxReminders),
            fallback_approver: approver.and_then(Option::as_ref).map(Approver::of),
            reauthorization: flag(ConfigField::Reauthorization),
            approvals_must_be_external: flag(ConfigField::ApprovalsMustBeExternal),
        }
    }

    /// The configuration to send (`setAccessRequestConfig`, whole), or everything that is wrong, each at its place
    /// ([`FieldPath::Setting`], [`FieldPath::Scheme`]). What the form does not have, and what was not touched, is as it was in `base`,
    /// the configuration the form was filled in from. Whether the approver is known only a caller can find out.
    ///
    /// ```
    /// use request_center_models::operation::Family;
    /// use request_center_models::rule::{FieldPath, Rule};
    /// use request_center_models::setting::{Setting, SettingForm};
    /// use request_center_models::{json::from_json, wire::config::ConfigField};
    /// let base: Setting = from_json(r#"{"autoApprovalEnabled":true,"quietHours":[null]}"#).unwrap();
    /// let mut form = SettingForm::of(&base);
    /// form.auto_approval = false;
    /// form.max_reminders = "21".to_owned();
    /// let violations = form.validate(&base, Family::V3, true).unwrap_err();
    /// let at = FieldPath::Setting(ConfigField::MaxReminders);
    /// assert_eq!(violations.at(at).collect::<Vec<_>>(), [Rule::RemindersRange]);
    ///
    /// form.max_reminders = String::new();
    /// let sent = serde_json::to_string(&form.validate(&base, Family::V3, true).unwrap()).unwrap();
    /// assert_eq!(sent, r#"{"autoApprovalEnabled":false,"quietHours":[null]}"#);
    /// ```
    ///
    /// # Errors
    /// Every broken rule, not only the first.
    pub fn validate(
        &self,
        base: &Setting,
        family: Family,
        approver_is_known: bool,
    ) -> Result<NewSetting, Violations> {
        let (edited, violations) = self.judge(base, family, approver_is_known);
        violations.ok_or(|| NewSetting(edited))
    }

    /// The changes that saving would make, without the fields that [`Self::validate`] refuses.
    #[must_use]
    pub fn changes(&self, base: &Setting, family: Family, approver_is_known: bool) -> Vec<Change> {
        let (edited, violations) = self.judge(base, family, approver_is_known);
        let mut changes = difference(base, &edited);
        for violation in violations.iter() {
            let wrong = match violation.place {
                FieldPath::Setting(field) => field,
                _ => ConfigField::ApprovalSchemes,
            };
            changes.retain(|change| change.field() != Some(wrong));
        }
        changes
    }

    /// The broken rules of the numbers alone. They can be shown while typing, because the beginning of a valid number is
    /// good too.
    #[must_use]
    pub fn number_violations(&self, base: &Setting, family: Family) -> Violations {
        let (_, all) = self.judge(base, family, true);
        let mut violations = Violations::default();
        for violation in all.iter() {
            if matches!(violation.rule, Rule::SettingDaysRange | Rule::RemindersRange) {
                violations.push(violation.rule, violation.place);
            }
        }
        violations
    }

    fn judge(&self, base: &Setting, family: Family, approver_is_known: bool) -> (Setting, Violations) {
        let mut violations = Violations::default();
        let edited = self.edit(base, &mut violations);
        if let Err(judged) = check_config(edited.config(), base.config(), family, approver_is_known) {
            for violation in judged.iter() {
                violations.push_once(violation.rule, violation.place);
            }
        }
        (edited, violations)
    }

    /// `base` with every field that was touched; a number that cannot be read is noted and left out.
    fn edit(&self, base: &Setting, violations: &mut Violations) -> Setting {
        let was = Self::of(base);
        let mut json = base.json().clone();
        let mut set = |field: ConfigField, value: Value| {
            let path: Vec<&str> = field.path().split('.').collect();
            put(&mut json, &path, Some(value));
        };
        let flags = [
            (ConfigField::AnyoneForAnyone, was.anyone_for_anyone, self.anyone_for_anyone),
            (ConfigField::ManagerForReports, was.manager_for_reports, self.manager_for_reports),
            (ConfigField::EntitlementsAllowed, was.entitlements_allowed, self.entitlements_allowed),
            (ConfigField::RequestComments, was.request_comments, self.request_comments),
            (ConfigField::DenialComments, was.denial_comments, self.denial_comments),
            (ConfigField::AutoApproval, was.auto_approval, self.auto_approval),
            (ConfigField::Reauthorization, was.reauthorization, self.reauthorization),
            (
                ConfigField::ApprovalsMustBeExternal,
                was.approvals_must_be_external,
                self.approvals_must_be_external,
            ),
        ];
        for (field, was, is) in flags {
            if was != is {
                set(field, Value::Bool(is));
            }
        }
        let days = Rule::SettingDaysRange;
        let numbers = [
            (ConfigField::DaysUntilEscalation, &was.days_until_escalation, &self.days_until_escalation, days),
            (
                ConfigField::DaysBetweenReminders,
                &was.days_between_reminders,
                &self.days_between_reminders,
                days,
            ),
            (ConfigField::MaxReminders, &was.max_reminders, &self.max_reminders, Rule::RemindersRange),
        ];
        for (field, was, is, rule) in numbers {
            let is = is.trim();
            if was == is {
                continue;
            }
            let number = is.parse::<i32>().ok();
            if number.is_none() && !is.is_empty() {
                violations.push(rule, FieldPath::Setting(field));
            }
            set(field, number.map_or(Value::Null, Value::from));
        }
        if was.schemes != self.schemes {
            let texts: Vec<String> = self.schemes.iter().map(ToString::to_string).collect();
            let listed: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
            // One with a comma would come apart in the text, and one without words would be lost in it.
            let torn = listed.iter().any(|text| text.is_empty() || text.contains(','));
            if torn {
                check_schemes(&listed, "", violations);
            }
            let text = Value::String(joined(&self.schemes));
            set(ConfigField::ApprovalSchemes, if torn { Value::Null } else { text });
        }
        let id = |approver: &Option<Approver>| approver.as_ref().map(|approver| approver.id.clone());
        if id(&was.fallback_approver) != id(&self.fallback_approver) {
            let person = self.fallback_approver.as_ref();
            set(ConfigField::FallbackApprover, person.map_or(Value::Null, Approver::to_wire));
        }
        Setting::from_value(json).unwrap_or_else(|_| base.clone())
    }
}

/// A configuration that keeps the rules. Only [`SettingForm::validate`] makes one; it serializes to the body of
/// `setAccessRequestConfig`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct NewSetting(Setting);

impl NewSetting {
    /// The body that is sent.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.0
    }
}
