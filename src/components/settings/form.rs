//! The form of the request rules: checkboxes, number fields, the list of approvers and the fallback approver, each with its error.

use super::fields::{GROUPS, error_at};
use super::schemes::SchemeList;
use super::sentence::{ApiName, label};
use crate::components::person_picker::PersonPicker;
use crate::components::ui::{Checkbox, TextField};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::settings::SettingsPhase;
use crate::state::settings::workspace::SettingsWorkspace;
use leptos::prelude::*;
use request_center_models::id::IdentityId;
use request_center_models::rule::{FieldPath, Rule};
use request_center_models::setting::{Approver, SettingForm};
use request_center_models::wire::config::ConfigField;

/// All fields, in groups.
#[component]
pub fn RuleForm(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let locked = Memo::new(move || {
        settings.rules.phase.with(|phase| !matches!(phase, SettingsPhase::Editing | SettingsPhase::Reviewing))
    });
    let groups = GROUPS.map(|(title, fields)| {
        let fields: Vec<AnyView> = fields.iter().map(|field| field_of(workspace, *field)).collect();
        view! {
            <div class="rc-rules rc-form" role="group" aria-label=i18n.label(title)>
                <h3 class="rc-card-name">{i18n.label(title)}</h3>
                {fields}
            </div>
        }
        .into_any()
    });
    view! {
        {move || locked.get().then(|| view! { <p class="rc-note">{i18n.label(Msg::SettingsLocked)}</p> }.into_any())}
        <fieldset disabled=move || locked.get()>{groups.into_iter().collect::<Vec<_>>()}</fieldset>
    }
}

fn field_of(workspace: SettingsWorkspace, field: ConfigField) -> AnyView {
    let api_name = move || view! { <ApiName workspace name=field.path().to_owned()/> };
    match field {
        ConfigField::DaysUntilEscalation | ConfigField::DaysBetweenReminders | ConfigField::MaxReminders => {
            view! { <div class="rc-form-field"><Number workspace field/>{api_name()}</div> }.into_any()
        }
        ConfigField::FallbackApprover => {
            view! { <div class="rc-form-field"><Fallback workspace/>{api_name()}</div> }.into_any()
        }
        ConfigField::ApprovalSchemes => {
            view! { <div class="rc-form-field"><SchemeList workspace/>{api_name()}</div> }.into_any()
        }
        _ => view! { <div class="rc-form-field"><Switch workspace field/>{api_name()}</div> }.into_any(),
    }
}

#[component]
fn Switch(workspace: SettingsWorkspace, field: ConfigField) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let ticked =
        move || settings.rules.with_form(|form| flag(&mut form.clone(), field).is_some_and(|flag| *flag));
    let tick = move |on: bool| {
        settings.rules.change(|form| {
            if let Some(flag) = flag(form, field) {
                *flag = on;
            }
        });
    };
    view! { <Checkbox label=Derived::new(move || label(i18n, field)) ticked=Derived::new(ticked) on_tick=tick/> }
}

#[component]
fn Number(workspace: SettingsWorkspace, field: ConfigField) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let value = move || {
        settings
            .rules
            .with_form(|form| number(&mut form.clone(), field).map(|text| text.clone()).unwrap_or_default())
    };
    let write = move |text: String| {
        settings.rules.change(|form| {
            if let Some(number) = number(form, field) {
                *number = text;
            }
        });
    };
    let (rule, message) = match field {
        ConfigField::MaxReminders => (Rule::RemindersRange, Msg::SettingsRemindersRange),
        _ => (Rule::SettingDaysRange, Msg::SettingsDaysRange),
    };
    let error = error_at(workspace, FieldPath::Setting(field));
    let hint = move || {
        // The error says the same.
        if error.with(Option::is_some) {
            return None;
        }
        let limit = i18n.number(rule.limit().unwrap_or_default() as usize);
        Some(i18n.with(message, &[("limit", &limit)]))
    };
    view! {
        <TextField
            label=Derived::new(move || label(i18n, field))
            value=Derived::new(value)
            on_input=write
            error
            hint=Derived::new(hint)
            digits=true
        />
    }
}

#[component]
fn Fallback(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let chosen = move || match settings.rules.with_form(|form| form.fallback_approver.clone()) {
        Some(person) if person.name.is_empty() => person.id.to_string(),
        Some(person) => person.name,
        None => String::new(),
    };
    let choose = move |(id, name): (IdentityId, String)| {
        let person = Approver { id, name, email: String::new() };
        settings.rules.change(|form| {
            form.fallback_approver = Some(person).filter(|person| !person.id.as_str().is_empty());
        });
    };
    view! {
        <PersonPicker
            shell=workspace.shell
            search=settings.approver
            label=Derived::new(move || label(i18n, ConfigField::FallbackApprover))
            chosen=Derived::new(chosen)
            on_choose=choose
            error=error_at(workspace, FieldPath::Setting(ConfigField::FallbackApprover))
        />
    }
}

fn flag(form: &mut SettingForm, field: ConfigField) -> Option<&mut bool> {
    Some(match field {
        ConfigField::AnyoneForAnyone => &mut form.anyone_for_anyone,
        ConfigField::ManagerForReports => &mut form.manager_for_reports,
        ConfigField::EntitlementsAllowed => &mut form.entitlements_allowed,
        ConfigField::RequestComments => &mut form.request_comments,
        ConfigField::DenialComments => &mut form.denial_comments,
        ConfigField::AutoApproval => &mut form.auto_approval,
        ConfigField::Reauthorization => &mut form.reauthorization,
        ConfigField::ApprovalsMustBeExternal => &mut form.approvals_must_be_external,
        _ => return None,
    })
}

fn number(form: &mut SettingForm, field: ConfigField) -> Option<&mut String> {
    Some(match field {
        ConfigField::DaysUntilEscalation => &mut form.days_until_escalation,
        ConfigField::DaysBetweenReminders => &mut form.days_between_reminders,
        ConfigField::MaxReminders => &mut form.max_reminders,
        _ => return None,
    })
}
