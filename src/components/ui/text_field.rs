//! A field for one line: a number, a name, an id. The error stands under it and is read with it.

use super::{described_by, field_error, field_hint, unique_id};
use crate::signal::Read;
use leptos::prelude::*;

/// A field for one line of text.
#[component]
pub fn TextField(
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
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Read<Option<String>>,
    /// Whether whole numbers go in, which keyboards of glass should know.
    #[prop(optional)]
    digits: bool,
) -> impl IntoView {
    let id = unique_id("field");
    let (error_id, hint_id) = (format!("{id}-error"), format!("{id}-hint"));
    let described = {
        let (error_id, hint_id) = (error_id.clone(), hint_id.clone());
        move || {
            described_by(&[(&error_id, error.with(Option::is_some)), (&hint_id, hint.with(Option::is_some))])
        }
    };
    view! {
        <div class="rc-field" class:rc-field-short=digits part="field">
            <label class="rc-label" for=id.clone()>{label}</label>
            <input
                class="rc-control"
                part="control"
                type="text"
                inputmode=digits.then_some("numeric")
                autocomplete="off"
                dir="auto"
                id=id
                prop:value=move || value.get()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:input=move |event| { on_input.try_run(event_target_value(&event)); }
            />
            {field_error(error_id, error)}
            {field_hint(hint_id, hint)}
        </div>
    }
}
