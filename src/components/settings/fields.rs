//! The fields of the configuration as the panel shows them: in groups, each with its first error.

use crate::components::words;
use crate::i18n::Msg;
use crate::signal::Derived;
use crate::state::settings::workspace::SettingsWorkspace;
use request_center_models::rule::FieldPath;
use request_center_models::wire::config::ConfigField;

/// The groups of fields, with their headings.
pub const GROUPS: [(Msg, &[ConfigField]); 4] = [
    (Msg::SettingsWhom, &[ConfigField::AnyoneForAnyone, ConfigField::ManagerForReports]),
    (
        Msg::SettingsEntitlements,
        &[
            ConfigField::EntitlementsAllowed,
            ConfigField::RequestComments,
            ConfigField::DenialComments,
            ConfigField::ApprovalSchemes,
        ],
    ),
    (
        Msg::SettingsDecisions,
        &[
            ConfigField::AutoApproval,
            ConfigField::DaysUntilEscalation,
            ConfigField::DaysBetweenReminders,
            ConfigField::MaxReminders,
            ConfigField::FallbackApprover,
        ],
    ),
    (Msg::SettingsSafety, &[ConfigField::Reauthorization, ConfigField::ApprovalsMustBeExternal]),
];

/// The first error to show at that field.
#[must_use]
pub fn error_at(workspace: SettingsWorkspace, field: FieldPath) -> Derived<Option<String>> {
    let (i18n, rules) = (workspace.shell.i18n, workspace.settings.rules);
    Derived::new(move || rules.shown_violations().at(field).next().map(|rule| words::rule(i18n, rule)))
}
