//! Single-line text fields.

use super::{Control, Field};
use crate::signal::Derived;
use leptos::prelude::*;

/// A single-line text field.
#[component]
pub fn TextField(
    /// The label.
    #[prop(into)]
    label: Derived<String>,
    /// The value.
    #[prop(into)]
    value: Derived<String>,
    /// Called with the whole text at each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// The error.
    #[prop(optional, into)]
    error: Derived<Option<String>>,
    /// A hint.
    #[prop(optional, into)]
    hint: Derived<Option<String>>,
    /// True for whole numbers: on-screen keyboards show digits.
    #[prop(optional)]
    digits: bool,
) -> impl IntoView {
    let control = move |control: Control| {
        view! {
            <input
                class="rc-control"
                part="control"
                type="text"
                inputmode=digits.then_some("numeric")
                autocomplete="off"
                dir="auto"
                id=control.id
                prop:value=move || value.get()
                aria-invalid=control.invalid
                aria-describedby=control.described_by
                on:input=move |event| { on_input.try_run(event_target_value(&event)); }
            />
        }
        .into_any()
    };
    view! { <Field label error hint short=digits control=Box::new(control)/> }.into_any()
}
