//! The fields of the configuration in words: label, value and meaning. Their texts are in the catalogues, by the field's path.

use crate::i18n::{I18n, Msg};
use crate::signal::Derived;
use crate::state::settings::workspace::SettingsWorkspace;
use leptos::prelude::*;
use request_center_models::setting::{Scheme, schemes};
use request_center_models::wire::config::ConfigField;
use serde_json::Value;

/// The label of a field.
#[must_use]
pub fn label(i18n: I18n, field: ConfigField) -> String {
    text(i18n, field, "label", &[])
}

/// The value of a field in a sentence; an unknown field or value as JSON.
#[must_use]
pub fn sentence(i18n: I18n, field: Option<ConfigField>, value: Option<&Value>) -> String {
    let Some(field) = field else { return plain(i18n, value) };
    match value {
        Some(Value::Number(number)) => {
            let count = number.as_u64().and_then(|number| usize::try_from(number).ok());
            let key = format!("setting.{}.yes", field.path());
            count.and_then(|count| i18n.count_text(&key, count, &[])).unwrap_or_else(|| number.to_string())
        }
        Some(Value::String(list)) if field == ConfigField::ApprovalSchemes => {
            let names: Vec<String> = schemes(list).iter().map(|one| scheme(i18n, one)).collect();
            let ending = if names.is_empty() { "no" } else { "yes" };
            text(i18n, field, ending, &[("list", &i18n.list(&names))])
        }
        Some(Value::Object(person)) if field == ConfigField::FallbackApprover => {
            let member =
                |name: &str| person.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
            text(i18n, field, "yes", &[("name", member("name").or(member("id")).unwrap_or_default())])
        }
        Some(Value::Bool(_)) => text(i18n, field, ending(field, value), &[]),
        Some(other) => plain(i18n, Some(other)),
        None if field == ConfigField::ApprovalSchemes => i18n.t(Msg::SettingsSchemesUnset),
        None => text(i18n, field, ending(field, value), &[]),
    }
}

/// The effect of that value of a field; empty for an unknown field.
#[must_use]
pub fn meaning(i18n: I18n, field: Option<ConfigField>, value: Option<&Value>) -> String {
    let Some(field) = field else { return String::new() };
    let ending = if ending(field, value) == "yes" { "means_yes" } else { "means_no" };
    text(i18n, field, ending, &[])
}

/// The catalogue key's ending for a value: `yes` or `no`.
fn ending(field: ConfigField, value: Option<&Value>) -> &'static str {
    let yes = match value {
        None => field == ConfigField::EntitlementsAllowed,
        Some(Value::Bool(yes)) => *yes,
        Some(Value::String(list)) => !schemes(list).is_empty(),
        Some(_) => true,
    };
    if yes { "yes" } else { "no" }
}

fn text(i18n: I18n, field: ConfigField, ending: &str, values: &[(&str, &str)]) -> String {
    let key = format!("setting.{}.{ending}", field.path());
    i18n.text_with(&key, values).unwrap_or_else(|| field.path().to_owned())
}

fn plain(i18n: I18n, value: Option<&Value>) -> String {
    value.map_or_else(|| i18n.t(Msg::SettingsUnset), ToString::to_string)
}

/// The name of an approver.
#[must_use]
pub fn scheme(i18n: I18n, scheme: &Scheme) -> String {
    let key = match scheme {
        Scheme::EntitlementOwner => "scheme.ENTITLEMENT_OWNER",
        Scheme::SourceOwner => "scheme.SOURCE_OWNER",
        Scheme::Manager => "scheme.MANAGER",
        Scheme::Group(id) => return i18n.with(Msg::SettingsGroupNamed, &[("id", id)]),
        Scheme::Unknown(text) => return text.clone(),
    };
    i18n.text(key).unwrap_or_else(|| scheme.to_string())
}

/// The API's name of a field, while those are shown.
#[component]
pub fn ApiName(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
    /// The name.
    #[prop(into)]
    name: Derived<String>,
) -> impl IntoView {
    let names = workspace.settings.shows_api_names;
    move || names.get().then(|| view! { <code class="rc-code" dir="ltr">{name}</code> }.into_any())
}
