//! A field for several lines that grows with its text. The error stands under it and is read with it.

use super::{ElementRef, field_error, unique_id};
use crate::signal::Read;
use leptos::prelude::*;

/// A field for text of any length; what is too long is shown as wrong and never cut off.
#[component]
pub fn TextArea(
    /// Its name.
    #[prop(into)]
    label: Read<String>,
    /// What is in it.
    #[prop(into)]
    value: Read<String>,
    /// Runs at each change with the whole text.
    #[prop(into)]
    on_input: Callback<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Read<Option<String>>,
    /// Whether it must be filled in.
    #[prop(optional, into)]
    required: Read<bool>,
    /// To put the focus on it.
    #[prop(optional)]
    node_ref: ElementRef,
) -> impl IntoView {
    let id = unique_id("field");
    let error_id = format!("{id}-error");
    let described = {
        let id = error_id.clone();
        move || error.with(Option::is_some).then(|| id.clone())
    };
    view! {
        <div class="rc-field" part="field">
            <label class="rc-label" for=id.clone()>{label}</label>
            <div class="rc-grow" data-value=value>
                <textarea
                    class="rc-control"
                    part="control"
                    id=id
                    rows="1"
                    dir="auto"
                    node_ref=node_ref
                    prop:value=move || value.get()
                    on:input=move |event| { on_input.try_run(event_target_value(&event)); }
                    aria-required=move || required.get().then_some("true")
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                ></textarea>
            </div>
            {field_error(error_id, error)}
        </div>
    }
}
