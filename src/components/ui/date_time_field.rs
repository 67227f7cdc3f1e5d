//! A field for a date and a time of day in the person's own zone, through the browser's own picker.
//! It tells typing that is no date yet apart from nothing typed, because the browser gives an empty text for both.

use super::{Control, ElementRef, Field};
use crate::signal::{Derived, effect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A date and time field. `on_input` gets the field's text (`YYYY-MM-DDTHH:MM`, empty where it is no date) and whether
/// something was typed that is no date.
#[component]
pub fn DateTimeField(
    /// Its name.
    #[prop(into)]
    label: Derived<String>,
    /// What is in it.
    #[prop(into)]
    value: Derived<String>,
    /// Runs at each change.
    #[prop(into)]
    on_input: Callback<(String, bool)>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Derived<Option<String>>,
    /// What helps to fill it in, the same instant in UTC for example.
    #[prop(optional, into)]
    hint: Derived<Option<String>>,
) -> impl IntoView {
    let node = ElementRef::new();
    // Writing an empty text into a half-typed field would wipe what is there, so only a difference is written.
    effect(move || {
        let wanted = value.get();
        if let Some(input) = input(node.get())
            && input.value() != wanted
        {
            input.set_value(&wanted);
        }
    });
    // Browsers may send a last blur to a field that is being taken away, after its signals have gone: nothing here may insist.
    let report = move || {
        if let Some(input) = input(node.get_untracked()) {
            on_input.try_run((input.value(), input.validity().bad_input()));
        }
    };
    // A browser tells of half a date only once the field is left, and a reload may come before that.
    let half = move || {
        if input(node.get_untracked()).is_some_and(|input| input.validity().bad_input()) {
            report();
        }
    };
    let control = move |control: Control| {
        view! {
            <input
                class="rc-control"
                part="control"
                type="datetime-local"
                max="9999-12-31T23:59"
                id=control.id
                node_ref=node
                aria-invalid=control.invalid
                aria-describedby=control.described_by
                on:input=move |_| report()
                on:change=move |_| report()
                on:blur=move |_| report()
                on:keyup=move |_| half()
            />
        }
        .into_any()
    };
    view! { <Field label error hint control=Box::new(control)/> }
}

fn input(element: Option<web_sys::HtmlElement>) -> Option<web_sys::HtmlInputElement> {
    element?.dyn_into().ok()
}

/// The instant a field's text means in the browser's zone, in milliseconds since 1970 UTC; `None` for anything else.
#[must_use]
pub fn local_text_to_unix_millis(text: &str) -> Option<f64> {
    let local = text.len() >= 16 && text.is_ascii() && text.contains('T') && !text.contains('Z');
    let millis = js_sys::Date::parse(text);
    (local && millis.is_finite()).then_some(millis)
}
