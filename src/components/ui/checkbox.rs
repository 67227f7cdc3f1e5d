//! A box that is ticked or not, with its words beside it. The words belong to the box: pressing them ticks it too.

use super::unique_id;
use crate::signal::Derived;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// A box with its label, and below it what helps to decide.
#[component]
pub fn Checkbox(
    /// Its name.
    #[prop(into)]
    label: Derived<String>,
    /// Whether it is ticked.
    #[prop(into)]
    ticked: Derived<bool>,
    /// Runs with what it is to be.
    #[prop(into)]
    on_tick: Callback<bool>,
    /// What helps to decide; empty text takes no room.
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
        // Where nothing came of it the box must not look as if it had.
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
}
