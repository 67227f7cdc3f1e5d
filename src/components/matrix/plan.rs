//! The plan: how many calls the request takes, and *Submit request*.

use crate::i18n::Msg;
use crate::state::matrix::MatrixWorkspace;
use leptos::prelude::*;

/// The plan.
#[component]
pub fn Plan(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let sentence = move || {
        let calls = workspace.calls();
        let lines = calls.iter().map(|call| call.cells().len()).sum::<usize>();
        i18n.count(Msg::MatrixPlan, calls.len(), &[("lines", &i18n.number(lines))])
    };
    view! { <p>{sentence}</p> }
}
