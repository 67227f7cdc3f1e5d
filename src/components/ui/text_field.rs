//! A field for one line: a number, a name, an id. The error stands under it and is read with it.

use super::{Control, Field};
use crate::signal::Derived;
use leptos::prelude::*;

/// A field for one line of text.
#[component]
pub fn TextField(
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
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Derived<Option<String>>,
    /// Whether whole numbers go in, which keyboards of glass should know.
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
    view! { <Field label error hint short=digits control=Box::new(control)/> }
}
