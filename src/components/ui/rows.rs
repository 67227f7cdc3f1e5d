//! Keyed rows: each is rendered once and kept, with the focus in it, as long as its key is listed.

use crate::signal::Derived;
use leptos::prelude::*;

/// A row that is not rendered yet.
pub struct KeyedRow {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

impl KeyedRow {
    /// A row, which is rendered again only under another key.
    #[must_use]
    pub fn new(key: String, draw: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key, draw: Box::new(draw) }
    }

    /// Its key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Rows in order. Every list uses this one type, because Leptos compiles its diffing for each type of row.
#[component]
pub fn Rows(
    /// The rows; keys are unique.
    #[prop(into)]
    each: Derived<Vec<KeyedRow>>,
) -> impl IntoView {
    view! { <For each=move || each.get() key=|row| row.key.clone() children=|row: KeyedRow| (row.draw)()/> }
        .into_any()
}
