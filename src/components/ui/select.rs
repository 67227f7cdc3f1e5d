//! A choice from a list, through the browser's own control.

use super::unique_id;
use crate::signal::Derived;
use leptos::prelude::*;

/// One entry of a [`Select`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Identifies it.
    pub id: String,
    /// Its words.
    pub label: String,
}

/// A choice of one among several.
#[component]
pub fn Select(
    /// Its name.
    #[prop(into)]
    label: Derived<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Derived<Vec<Choice>>,
    /// The id of the chosen one.
    #[prop(into)]
    selected: Derived<String>,
    /// Runs with the id of the one chosen.
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
}
