//! List rows: icon, name and text, with an action or a state at the end.

use super::{Icon, IconName, Tone};
use crate::signal::Derived;
use leptos::prelude::*;

/// A list item with an icon, a name, lines of text and a trailing slot. With `on_open` the name is a button and the whole row
/// its pointer target.
#[component]
pub fn Row(
    /// Its icon.
    #[prop(into)]
    icon: Derived<IconName>,
    /// The icon's colour.
    #[prop(optional, into)]
    tone: Derived<Tone>,
    /// Its name.
    #[prop(into)]
    name: ViewFnOnce,
    /// A line of description; nothing if empty.
    #[prop(optional, into)]
    line: Derived<String>,
    /// A line of facts; nothing if empty.
    #[prop(optional, into)]
    facts: Derived<String>,
    /// True if its details are shown beside the list.
    #[prop(optional, into)]
    selected: Derived<bool>,
    /// Shows its details beside the list.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
    /// The trailing slot: an action or a state.
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
    view! {
        <li class="rc-row" class:rc-row-selected=move || selected.get() part="row">
            <span class=move || format!("rc-row-icon {}", tone.get().class())>
                {move || view! { <Icon name=icon.get() /> }}
            </span>
            <div class="rc-row-text">
                <p class="rc-row-head">{name}</p>
                {move || text_line("rc-row-line", line.get())}
                {move || text_line("rc-row-facts", facts.get())}
            </div>
            <div class="rc-row-end">{children()}</div>
        </li>
    }
    .into_any()
}

/// A line of text in a row; nothing if it is empty.
pub(super) fn text_line(class: &'static str, text: String) -> Option<AnyView> {
    (!text.is_empty()).then(|| view! { <p class=class><bdi>{text}</bdi></p> }.into_any())
}
