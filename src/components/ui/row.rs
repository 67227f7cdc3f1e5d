//! A row of a list: what it is, and at its end either the one action it offers or the state that says why there is none.

use super::{Icon, IconName, Tone};
use crate::signal::Derived;
use leptos::prelude::*;

/// A list item with an icon, a name, one line of description, one line of facts and an end. With `on_open` the name is a
/// button and the whole row a target for the pointer.
#[component]
pub fn Row(
    /// Its icon.
    #[prop(into)]
    icon: Derived<IconName>,
    /// The icon's colour.
    #[prop(optional, into)]
    tone: Derived<Tone>,
    /// What it is called.
    #[prop(into)]
    name: ViewFnOnce,
    /// One line of description; empty text takes no room.
    #[prop(optional, into)]
    line: Derived<String>,
    /// One line of facts; empty text takes no room.
    #[prop(optional, into)]
    facts: Derived<String>,
    /// Whether it is the one shown beside the list.
    #[prop(optional, into)]
    selected: Derived<bool>,
    /// Shows it beside the list.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
    /// Its end: one action or one state.
    children: Children,
) -> impl IntoView {
    let name = match on_open {
        None => view! { <span class="rc-row-name">{name.run()}</span> }.into_any(),
        Some(open) => view! {
            <button
                type="button"
                class="rc-row-name rc-row-open"
                aria-current=move || selected.get().then_some("true")
                on:click=move |_| { open.try_run(()); }
            >
                {name.run()}
            </button>
        }
        .into_any(),
    };
    let line_of = |class: &'static str, text: Derived<String>| {
        move || {
            Some(text.get())
                .filter(|t| !t.is_empty())
                .map(|t| view! { <p class=class><bdi>{t}</bdi></p> }.into_any())
        }
    };
    view! {
        <li class="rc-row" class:rc-row-selected=move || selected.get() part="row">
            <span class=move || format!("rc-row-icon {}", tone.get().class())>
                {move || view! { <Icon name=icon.get() /> }}
            </span>
            <div class="rc-row-text">
                <p class="rc-row-head">{name}</p>
                {line_of("rc-row-line", line)}
                {line_of("rc-row-facts", facts)}
            </div>
            <div class="rc-row-end">{children()}</div>
        </li>
    }
}
