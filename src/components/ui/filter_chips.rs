//! Filters as a strip of toggle buttons that scrolls horizontally within the page.

use super::{KeyedRow, Rows};
use crate::signal::{Derived, Memo};
use leptos::prelude::*;

/// One filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chip {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The formatted number of rows it shows.
    pub count: Option<String>,
}

/// A group of filters of which one is selected.
#[component]
pub fn FilterChips(
    /// The group's accessible name.
    #[prop(into)]
    legend: Derived<String>,
    /// The filters.
    #[prop(into)]
    options: Derived<Vec<Chip>>,
    /// The id of the selected one.
    #[prop(into)]
    selected: Derived<String>,
    /// Called with the id of the one selected.
    #[prop(into)]
    on_select: Callback<String>,
) -> impl IntoView {
    let ids = Memo::new(move || options.with(|all| all.iter().map(|c| c.id.clone()).collect::<Vec<_>>()));
    // Keyed by id, so that a button keeps the focus when its count changes.
    let draw = move |id: String| {
        let content = {
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
                {move || content.get().map(|(label, count)| match count {
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
    .into_any()
}
