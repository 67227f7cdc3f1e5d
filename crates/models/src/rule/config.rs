//! Judges a configuration before it is written: the widget before it sends one, the sandbox what arrives. Whether a person or a
//! group exists is for others to say.

use super::{FieldPath, Rule, Violations};
use crate::operation::Family;
use crate::wire::config::{AccessRequestConfig, ConfigField};

/// Every rule the body of `setAccessRequestConfig` breaks, in the shape of v3 and beta. `before` is what it replaces: a scheme
/// that is stored is known to the service, whatever this version knows. `family` says how few reminders there can be (1 in
/// v3 and beta, 0 later), `approver_is_known` whether the fallback approver exists.
///
/// # Errors
/// The violations, where there is one at least.
pub fn check_config(
    config: &AccessRequestConfig,
    before: &AccessRequestConfig,
    family: Family,
    approver_is_known: bool,
) -> Result<(), Violations> {
    let mut violations = Violations::default();
    if let Some(Some(reminders)) = &config.approval_reminder_and_escalation_config {
        let fewest = i32::from(matches!(family, Family::V3 | Family::Beta));
        let numbers = [
            (reminders.days_until_escalation, 0, Rule::SettingDaysRange, ConfigField::DaysUntilEscalation),
            (reminders.days_between_reminders, 0, Rule::SettingDaysRange, ConfigField::DaysBetweenReminders),
            (reminders.max_reminders, fewest, Rule::RemindersRange, ConfigField::MaxReminders),
        ];
        for (number, from, rule, field) in numbers {
            let most = rule.limit().map_or(i64::MAX, i64::from);
            if number.flatten().is_some_and(|number| number < from || i64::from(number) > most) {
                violations.push(rule, FieldPath::Setting(field));
            }
        }
        if let Some(Some(approver)) = &reminders.fallback_approver_ref {
            let id = approver.id.as_ref().and_then(Option::as_ref);
            let named = id.is_some_and(|id| !id.as_str().trim().is_empty());
            let kind = approver.r#type.as_ref().and_then(Option::as_deref);
            if !named || !approver_is_known || kind.is_some_and(|kind| kind != "IDENTITY") {
                violations.push(Rule::ApproverUnknown, FieldPath::Setting(ConfigField::FallbackApprover));
            }
        }
    }
    let listed: Vec<&str> = pieces(schemes_of(config)).collect();
    check_schemes(&listed, schemes_of(before), &mut violations);
    violations.ok_or(|| ())
}

fn schemes_of(config: &AccessRequestConfig) -> &str {
    let entitlements = config.entitlement_request_config.as_ref().and_then(Option::as_ref);
    let schemes = entitlements.and_then(|entitlements| entitlements.grant_request_approval_schemes.as_ref());
    schemes.and_then(Option::as_deref).unwrap_or_default()
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|piece| !piece.is_empty())
}

/// Judges the schemes one by one; `before` is the stored text.
pub(crate) fn check_schemes(listed: &[&str], before: &str, violations: &mut Violations) {
    for (i, scheme) in listed.iter().enumerate() {
        let place = FieldPath::Scheme(i);
        match scheme.strip_prefix("workgroup:") {
            Some(id) if id.is_empty() || id.contains([' ', '\t', '\n', ',']) => {
                violations.push(Rule::GroupIdUnreadable, place);
            }
            None if !matches!(*scheme, "entitlementOwner" | "sourceOwner" | "manager")
                && !pieces(before).any(|known| known == *scheme) =>
            {
                violations.push(Rule::SchemeUnknown, place);
            }
            _ => {}
        }
        if listed.iter().take(i).any(|earlier| earlier == scheme) {
            violations.push(Rule::SchemeRepeated, place);
        }
    }
}
