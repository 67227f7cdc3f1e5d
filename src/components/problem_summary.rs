//! The summary of a form's problems, the same for every form. Knows no rule.

use super::ui::{ElementRef, Notice, Tone};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo};
use leptos::prelude::*;

/// The number of problems to fix before the form can be sent, and a list of them. Empty while there are none; can be focused.
#[component]
pub fn ProblemSummary(
    /// The words.
    i18n: I18n,
    /// The problems to list, one sentence each.
    #[prop(into)]
    sentences: Derived<Vec<String>>,
    /// The number of further problems, which only their fields show.
    #[prop(optional, into)]
    at_fields: Derived<usize>,
    /// For focusing the summary.
    #[prop(optional)]
    node_ref: ElementRef,
) -> impl IntoView {
    let sentences = Memo::new(move || sentences.get());
    let title = Memo::new(move || {
        let count = sentences.with(Vec::len) + at_fields.get();
        (count > 0).then(|| i18n.count(Msg::RequestProblems, count, &[]))
    });
    let notice = move || {
        title.get().map(|title| {
            let item = |text: &String| view! { <li><bdi>{text.clone()}</bdi></li> }.into_any();
            let items = sentences.with(|all| all.iter().map(item).collect::<Vec<_>>());
            let list =
                (!items.is_empty()).then(|| view! { <ul class="rc-sentences">{items}</ul> }.into_any());
            view! { <Notice tone=Tone::Negative title>{list}</Notice> }.into_any()
        })
    };
    view! {
        <div
            tabindex="-1"
            class="rc-keep-focus"
            role=move || title.with(Option::is_some).then_some("group")
            aria-label=move || title.get()
            node_ref=node_ref
        >
            {notice}
        </div>
    }
    .into_any()
}
