//! The frame of every field: the label above, the error and the hint below, and the ids that connect them with the control.

use super::{Icon, IconName, unique_id};
use crate::signal::Derived;
use leptos::prelude::*;

/// The attributes a control gets from its field.
#[derive(Clone, Default)]
pub struct Control {
    /// `id`, which the label refers to.
    pub id: String,
    /// `aria-invalid`.
    pub invalid: Derived<Option<&'static str>>,
    /// `aria-describedby`.
    pub described_by: Derived<Option<String>>,
}

/// A control with its label, hint and error.
#[component]
pub fn Field(
    /// The label.
    label: Derived<String>,
    /// The error.
    error: Derived<Option<String>>,
    /// A hint.
    #[prop(optional)]
    hint: Derived<Option<String>>,
    /// True for short values.
    #[prop(optional)]
    short: bool,
    /// True if it has several controls, so that screen readers announce them as a group.
    #[prop(optional)]
    group: bool,
    /// Renders the control.
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
        <div class="rc-field" class:rc-field-short=short part="field" role=group.then_some("group") aria-label=move || group.then(|| label.get())>
            <label class="rc-label" for=id>{label}</label>
            {control}
            {move || error.get().map(|text| {
                view! {
                    <p class="rc-field-error" id=error_id.clone() part="field-error">
                        <Icon name=IconName::Warning />
                        <span>{text}</span>
                    </p>
                }
                .into_any()
            })}
            {move || hint.get().map(|text| {
                view! { <p class="rc-field-hint" id=hint_id.clone()>{text}</p> }.into_any()
            })}
        </div>
    }
}

/// The ids of the elements present, for `aria-describedby`.
fn present(parts: &[(&str, bool)]) -> Option<String> {
    let ids: Vec<&str> = parts.iter().filter(|(_, is_present)| *is_present).map(|(id, _)| *id).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::present;

    #[test]
    fn only_present_elements_describe_a_field() {
        assert_eq!(present(&[("a", true), ("b", false), ("c", true)]).as_deref(), Some("a c"));
        assert_eq!(present(&[("a", false)]), None);
    }
}
