//! A field for several lines that grows with its text. The error stands under it and is read with it.

use super::{described_by, field_error, field_hint, unique_id};
use crate::signal::{Memo, Read};
use leptos::prelude::*;

/// From this share of the greatest length on, the length is shown.
const COUNT_FROM_PERCENT: usize = 80;

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
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Read<Option<String>>,
    /// Whether it must be filled in.
    #[prop(optional, into)]
    required: Read<bool>,
    /// The greatest number of characters.
    #[prop(optional)]
    max: Option<usize>,
    /// The field may not be changed for now.
    #[prop(optional, into)]
    read_only: Read<bool>,
    /// To put the focus on it.
    #[prop(optional)]
    node_ref: NodeRef<leptos::html::Textarea>,
) -> impl IntoView {
    let id = unique_id("field");
    let (error_id, hint_id, count_id) = (format!("{id}-error"), format!("{id}-hint"), format!("{id}-count"));
    let count = Memo::new(move || max.and_then(|max| length_shown(value.with(|v| v.chars().count()), max)));
    let described = {
        let (error_id, hint_id, count_id) = (error_id.clone(), hint_id.clone(), count_id.clone());
        move || {
            described_by(&[
                (&error_id, error.with(Option::is_some)),
                (&hint_id, hint.with(Option::is_some)),
                (&count_id, count.with(Option::is_some)),
            ])
        }
    };
    view! {
        <div class="rc-field" part="field">
            <label class="rc-label" for=id.clone()>{move || label.get()}</label>
            <div class="rc-grow" data-value=move || value.get()>
                <textarea
                    class="rc-control"
                    part="control"
                    id=id
                    rows="1"
                    dir="auto"
                    node_ref=node_ref
                    prop:value=move || value.get()
                    on:input=move |event| { on_input.try_run(event_target_value(&event)); }
                    readonly=move || read_only.get()
                    aria-required=move || required.get().then_some("true")
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                ></textarea>
            </div>
            {field_error(error_id, error)}
            {field_hint(hint_id, hint)}
            {move || {
                count.get().map(|text| view! { <p class="rc-field-hint rc-field-count" id=count_id.clone()>{text}</p> })
            }}
        </div>
    }
}

/// `length / max` once the length comes near the greatest one.
fn length_shown(length: usize, max: usize) -> Option<String> {
    (length * 100 >= max * COUNT_FROM_PERCENT).then(|| format!("{length} / {max}"))
}

#[cfg(test)]
mod tests {
    use super::length_shown;

    #[test]
    fn the_length_is_shown_only_near_the_limit() {
        assert_eq!(length_shown(3_199, 4_000), None);
        assert_eq!(length_shown(3_200, 4_000).as_deref(), Some("3200 / 4000"));
    }
}
