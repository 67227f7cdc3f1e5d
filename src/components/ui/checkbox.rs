//! Checkboxes. Pressing the label toggles the checkbox too.

use super::unique_id;
use crate::signal::Derived;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// A checkbox with its label and a hint.
#[component]
pub fn Checkbox(
    /// The label.
    #[prop(into)]
    label: Derived<String>,
    /// True if it is checked.
    #[prop(into)]
    ticked: Derived<bool>,
    /// Called with the new state.
    #[prop(into)]
    on_tick: Callback<bool>,
    /// A hint; nothing if empty.
    #[prop(optional, into)]
    hint: Derived<String>,
) -> impl IntoView {
    let id = unique_id("field");
    let hint_id = format!("{id}-hint");
    let described = {
        let id = hint_id.clone();
        move || hint.with(|hint| !hint.is_empty()).then(|| id.clone())
    };
    let tick = move |event| {
        let input = event_target::<HtmlInputElement>(&event);
        on_tick.try_run(input.checked());
        // If the callback changes nothing, the checkbox must not look as if it had.
        input.set_checked(ticked.get_untracked());
    };
    view! {
        <div class="rc-choice" part="field">
            <input
                type="checkbox"
                class="rc-check"
                part="control"
                id=id.clone()
                aria-describedby=described
                prop:checked=move || ticked.get()
                on:change=tick
            />
            <div class="rc-choice-text">
                <label for=id>{label}</label>
                {move || Some(hint.get()).filter(|text| !text.is_empty()).map(|text| {
                    view! { <p class="rc-field-hint" id=hint_id.clone()>{text}</p> }.into_any()
                })}
            </div>
        </div>
    }
    .into_any()
}
