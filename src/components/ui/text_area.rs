//! Multi-line text fields that grow with their text.

use super::{Control, ElementRef, Field};
use crate::signal::Derived;
use leptos::prelude::*;

/// A multi-line text field. Text that is too long is an error and never truncated.
#[component]
pub fn TextArea(
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
    /// True if a value is required.
    #[prop(optional, into)]
    required: Derived<bool>,
    /// For focusing it.
    #[prop(optional)]
    node_ref: ElementRef,
) -> impl IntoView {
    let control = move |control: Control| {
        view! {
            <div class="rc-grow" data-value=value>
                <textarea
                    class="rc-control"
                    part="control"
                    id=control.id
                    rows="1"
                    dir="auto"
                    node_ref=node_ref
                    prop:value=move || value.get()
                    on:input=move |event| { on_input.try_run(event_target_value(&event)); }
                    aria-required=move || required.get().then_some("true")
                    aria-invalid=control.invalid
                    aria-describedby=control.described_by
                ></textarea>
            </div>
        }
        .into_any()
    };
    view! { <Field label error control=Box::new(control)/> }.into_any()
}
