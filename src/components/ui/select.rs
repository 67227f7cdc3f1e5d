//! Selects: the browser's own control.

use super::unique_id;
use crate::signal::Derived;
use leptos::prelude::*;

/// An option of a [`Select`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its text.
    pub label: String,
}

/// A select.
#[component]
pub fn Select(
    /// The label.
    #[prop(into)]
    label: Derived<String>,
    /// The options.
    #[prop(into)]
    options: Derived<Vec<Choice>>,
    /// The id of the selected one.
    #[prop(into)]
    selected: Derived<String>,
    /// Called with the id of the one selected.
    #[prop(into)]
    on_select: Callback<String>,
) -> impl IntoView {
    let id = unique_id("field");
    let option = move |choice: Choice| {
        let this = choice.id.clone();
        view! {
            <option value=choice.id selected=move || selected.with(|chosen| *chosen == this)>
                {choice.label}
            </option>
        }
        .into_any()
    };
    view! {
        <div class="rc-select" part="field">
            <label class="rc-label" for=id.clone()>{label}</label>
            <select
                class="rc-control"
                part="control"
                id=id
                prop:value=move || selected.get()
                on:change=move |event| { on_select.try_run(event_target_value(&event)); }
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}
