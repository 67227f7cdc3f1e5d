//! Rows that come and go one by one: each is drawn once and stays, with the focus in it, as long as its key is there.

use crate::signal::Derived;
use leptos::prelude::*;

/// One row, not drawn yet.
pub struct KeyedRow {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

impl KeyedRow {
    /// A row that is drawn anew only under another key.
    #[must_use]
    pub fn new(key: String, draw: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key, draw: Box::new(draw) }
    }

    /// What tells it from all others.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Rows in their order. All lists are of this one type, because each type of rows would bring its own way of moving them.
#[component]
pub fn Rows(
    /// The rows by now; of each key one.
    #[prop(into)]
    each: Derived<Vec<KeyedRow>>,
) -> impl IntoView {
    view! { <For each=move || each.get() key=|row| row.key.clone() children=|row: KeyedRow| (row.draw)()/> }
}
