//! Multi-line text fields that grow with their text.

use super::{Control, ElementRef, Field};
use crate::signal::Derived;
use leptos::prelude::*;

/// The most bytes of a text that has a direction for each of its paragraphs, and that its field grows with. Browsers need seconds to
/// lay out a megabyte so, and again at each key; from here on the field has its full height anyway.
const LAID_OUT_FULLY: usize = 20_000;

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
    let grown = move || value.with(|text| beginning(text).to_owned());
    let control = move |control: Control| {
        view! {
            <div class="rc-grow" data-value=grown>
                <textarea
                    class="rc-control"
                    part="control"
                    id=control.id
                    rows="1"
                    dir=move || (value.with(String::len) <= LAID_OUT_FULLY).then_some("auto")
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

/// The part of the text that the field grows with.
fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LAID_OUT_FULLY)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{LAID_OUT_FULLY, beginning};

    #[test]
    fn a_field_grows_with_the_beginning_of_its_text() {
        assert_eq!(beginning("Short"), "Short");
        let long = format!("x{}", "é".repeat(LAID_OUT_FULLY));
        assert_eq!(beginning(&long).len(), LAID_OUT_FULLY - 1);
    }
}
