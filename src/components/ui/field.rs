//! What every field has around its control: the label above, the error and the hint below, and the references that have both read
//! with it.

use super::{Icon, IconName, unique_id};
use crate::signal::Derived;
use leptos::prelude::*;

/// What a control takes over from its field.
#[derive(Clone)]
pub struct Control {
    /// Its id, to which the label points.
    pub id: String,
    /// `aria-invalid`.
    pub invalid: Derived<Option<&'static str>>,
    /// `aria-describedby`.
    pub described_by: Derived<Option<String>>,
}

/// A control with its label, hint and error.
#[component]
pub fn Field(
    /// Its name.
    label: Derived<String>,
    /// What is wrong with it.
    error: Derived<Option<String>>,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: Derived<Option<String>>,
    /// Whether few characters go in.
    #[prop(optional)]
    short: bool,
    /// Draws the control.
    control: Box<dyn FnOnce(Control) -> AnyView>,
) -> impl IntoView {
    let id = unique_id("field");
    let (error_id, hint_id) = (format!("{id}-error"), format!("{id}-hint"));
    let described_by = {
        let (error_id, hint_id) = (error_id.clone(), hint_id.clone());
        Derived::new(move || {
            present(&[(&error_id, error.with(Option::is_some)), (&hint_id, hint.with(Option::is_some))])
        })
    };
    let invalid = Derived::new(move || error.with(Option::is_some).then_some("true"));
    let control = control(Control { id: id.clone(), invalid, described_by });
    view! {
        <div class="rc-field" class:rc-field-short=short part="field">
            <label class="rc-label" for=id>{label}</label>
            {control}
            {field_error(error_id, error)}
            {move || hint.get().map(|text| {
                view! { <p class="rc-field-hint" id=hint_id.clone()>{text}</p> }.into_any()
            })}
        </div>
    }
}

/// What stands under a field: the error in its place, else nothing.
pub fn field_error(id: String, error: Derived<Option<String>>) -> impl IntoView {
    move || {
        error.get().map(|text| {
            view! {
                <p class="rc-field-error" id=id.clone() part="field-error">
                    <Icon name=IconName::Warning />
                    <span>{text}</span>
                </p>
            }
            .into_any()
        })
    }
}

/// The ids that exist at the moment, as `aria-describedby` takes them.
fn present(parts: &[(&str, bool)]) -> Option<String> {
    let ids: Vec<&str> = parts.iter().filter(|(_, there)| *there).map(|(id, _)| *id).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::present;

    #[test]
    fn only_what_exists_describes_a_field() {
        assert_eq!(present(&[("a", true), ("b", false), ("c", true)]).as_deref(), Some("a c"));
        assert_eq!(present(&[("a", false)]), None);
    }
}
