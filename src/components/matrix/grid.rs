//! The matrix: a row for each recipient, a column for each item.

use crate::state::matrix::MatrixWorkspace;
use leptos::prelude::*;

/// The matrix.
#[component]
pub fn Grid(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
) -> impl IntoView {
    let cart = workspace.cart;
    let heads = move || {
        let items = cart.draft.with(|draft| draft.items.clone());
        items.into_iter().map(|item| view! { <th scope="col" dir="auto">{item.name}</th> }).collect_view()
    };
    view! { <table><thead><tr><td></td>{heads}</tr></thead></table> }
}
