//! A field for several lines that grows with its text. The error stands under it and is read with it.

use super::{Control, ElementRef, Field};
use crate::signal::Derived;
use leptos::prelude::*;

/// A field for text of any length; what is too long is shown as wrong and never cut off.
#[component]
pub fn TextArea(
    /// Its name.
    #[prop(into)]
    label: Derived<String>,
    /// What is in it.
    #[prop(into)]
    value: Derived<String>,
    /// Runs at each change with the whole text.
    #[prop(into)]
    on_input: Callback<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Derived<Option<String>>,
    /// Whether it must be filled in.
    #[prop(optional, into)]
    required: Derived<bool>,
    /// To put the focus on it.
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
    view! { <Field label error control=Box::new(control)/> }
}
