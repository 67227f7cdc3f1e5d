//! Filters as a strip of toggle buttons that scrolls sideways by itself; the page never does.

use super::{KeyedRow, Rows};
use crate::signal::{Derived, Memo};
use leptos::prelude::*;

/// One filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chip {
    /// Identifies it.
    pub id: String,
    /// Its word.
    pub label: String,
    /// How many it shows, ready to be read.
    pub count: Option<String>,
}

/// A choice of one filter among several.
#[component]
pub fn FilterChips(
    /// What the filters are about.
    #[prop(into)]
    legend: Derived<String>,
    /// The filters.
    #[prop(into)]
    options: Derived<Vec<Chip>>,
    /// The id of the chosen one.
    #[prop(into)]
    selected: Derived<String>,
    /// Runs with the id of the one chosen.
    #[prop(into)]
    on_select: Callback<String>,
) -> impl IntoView {
    let ids = Memo::new(move || options.with(|all| all.iter().map(|c| c.id.clone()).collect::<Vec<_>>()));
    // Keyed by id, so that a count that changes does not take the focus away from its button.
    let draw = move |id: String| {
        let words = {
            let id = id.clone();
            Memo::new(move || {
                options
                    .with(|all| all.iter().find(|c| c.id == id).map(|c| (c.label.clone(), c.count.clone())))
            })
        };
        let pressed = {
            let id = id.clone();
            move || selected.with(|chosen| *chosen == id)
        };
        view! {
            <button
                type="button"
                class="rc-chip"
                part="chip"
                aria-pressed=move || if pressed() { "true" } else { "false" }
                on:click=move |_| { on_select.try_run(id.clone()); }
            >
                {move || words.get().map(|(label, count)| match count {
                    Some(count) => format!("{label} {count}"),
                    None => label,
                })}
            </button>
        }
        .into_any()
    };
    let chip = move |id: &String| {
        let id = id.clone();
        KeyedRow::new(id.clone(), move || draw(id))
    };
    view! {
        <div class="rc-chips" role="group" aria-label=legend>
            <Rows each=move || ids.with(|ids| ids.iter().map(chip).collect()) />
        </div>
    }
}
