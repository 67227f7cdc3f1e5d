//! A field for a date and time in the browser's time zone, with the browser's own picker.
//! Reports a partial date separately, because the browser's value is empty for a partial date and for none.

use super::{Control, ElementRef, Field};
use crate::signal::{Derived, effect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A date and time field. `on_input` is called with the value (`YYYY-MM-DDTHH:MM`, empty if it is no date) and whether a
/// partial date was typed.
#[component]
pub fn DateTimeField(
    /// The label.
    #[prop(into)]
    label: Derived<String>,
    /// The value.
    #[prop(into)]
    value: Derived<String>,
    /// Called at each change.
    #[prop(into)]
    on_input: Callback<(String, bool)>,
    /// The error.
    #[prop(optional, into)]
    error: Derived<Option<String>>,
    /// A hint, such as the same instant in UTC.
    #[prop(optional, into)]
    hint: Derived<Option<String>>,
    /// True if a value is required.
    #[prop(optional, into)]
    required: Derived<bool>,
) -> impl IntoView {
    let node = ElementRef::new();
    // Writing an empty value would clear a partial date, so only a different value is written.
    effect(move || {
        let new = value.get();
        if let Some(input) = input(node.get())
            && input.value() != new
        {
            input.set_value(&new);
        }
    });
    // Browsers may send a last blur to a field that is being removed, after its signals have gone: only `try_` calls here.
    let report = move || {
        if let Some(input) = input(node.get_untracked()) {
            on_input.try_run((input.value(), input.validity().bad_input()));
        }
    };
    // Browsers report a partial date only on blur, and the page may be reloaded before that.
    let report_partial = move || {
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
                aria-required=move || required.get().then_some("true")
                aria-invalid=control.invalid
                aria-describedby=control.described_by
                on:input=move |_| report()
                on:change=move |_| report()
                on:blur=move |_| report()
                on:keyup=move |_| report_partial()
            />
        }
        .into_any()
    };
    view! { <Field label error hint control=Box::new(control)/> }.into_any()
}

fn input(element: Option<web_sys::HtmlElement>) -> Option<web_sys::HtmlInputElement> {
    element?.dyn_into().ok()
}

/// The instant of a field's value in the browser's time zone, in milliseconds since 1970 UTC; `None` for any other text.
#[must_use]
pub fn local_text_to_unix_millis(text: &str) -> Option<f64> {
    let local = text.len() >= 16 && text.is_ascii() && text.contains('T') && !text.contains('Z');
    let millis = js_sys::Date::parse(text);
    (local && millis.is_finite()).then_some(millis)
}

/// The value of a field that means that instant, to the minute.
#[must_use]
pub fn unix_millis_to_local_text(millis: f64) -> String {
    let ahead = js_sys::Date::new(&millis.into()).get_timezone_offset() * 60_000.0;
    let local = js_sys::Date::new(&(millis - ahead).into());
    // A date out of range has no text.
    if !local.get_time().is_finite() {
        return String::new();
    }
    String::from(local.to_iso_string()).chars().take(16).collect()
}
