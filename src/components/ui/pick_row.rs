//! A row of a list that can be ticked: a box at its beginning, or an icon where there is nothing to tick, and room below for
//! more about it.

use super::{Badge, ElementRef, Icon, IconName, Tone};
use crate::signal::Derived;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// A list item with a box, a name, one line of description, one line of facts and an end. The name opens and closes what
/// stands below, or leads elsewhere where nothing does.
#[component]
pub fn PickRow(
    /// What ticking it does, the name included.
    #[prop(into)]
    label: Derived<String>,
    /// Whether it is ticked.
    #[prop(into)]
    ticked: Derived<bool>,
    /// Runs when it is ticked or the tick is taken away.
    #[prop(into)]
    on_tick: Callback<()>,
    /// The icon that stands in place of the box where there is nothing to tick.
    #[prop(optional, into)]
    instead: Derived<Option<(Tone, IconName)>>,
    /// A mark before its name: colour, icon and word.
    #[prop(optional, into)]
    lead: Derived<Option<(Tone, IconName, String)>>,
    /// Whether it is the one shown beside the list.
    #[prop(optional, into)]
    current: Derived<bool>,
    /// What it is called.
    #[prop(into)]
    name: Derived<String>,
    /// One line of description; empty text takes no room.
    #[prop(optional, into)]
    line: Derived<String>,
    /// One line of facts; empty text takes no room.
    #[prop(optional, into)]
    facts: Derived<String>,
    /// One line of what is to be minded; empty text takes no room.
    #[prop(optional, into)]
    warning: Derived<String>,
    /// Whether what stands below is shown; `None` where the name leads elsewhere.
    #[prop(optional, into)]
    expanded: Derived<Option<bool>>,
    /// Runs when the name is pressed.
    #[prop(into)]
    on_open: Callback<()>,
    /// Stands below while it is expanded.
    #[prop(optional, into)]
    more: Derived<Option<String>>,
    /// To put the focus on the name.
    #[prop(optional)]
    node_ref: ElementRef,
    /// Its end: one state.
    children: Children,
) -> impl IntoView {
    let tick = move |event| {
        on_tick.try_run(());
        // Where nothing came of it the box must not look as if it had.
        event_target::<HtmlInputElement>(&event).set_checked(ticked.get_untracked());
    };
    view! {
        <li
            class="rc-row rc-row-pick"
            class:rc-row-selected=move || ticked.get() || current.get()
            part="row"
        >
            <span class="rc-row-box">
                {move || {
                    if let Some((tone, icon)) = instead.get() {
                        let class = format!("rc-row-icon {}", tone.class());
                        view! { <span class=class><Icon name=icon/></span> }.into_any()
                    } else {
                        view! {
                            <label class="rc-check-room">
                                <input
                                    type="checkbox"
                                    class="rc-check"
                                    part="control"
                                    aria-label=move || label.get()
                                    prop:checked=move || ticked.get()
                                    on:change=tick
                                />
                            </label>
                        }
                        .into_any()
                    }
                }}
            </span>
            <div class="rc-row-text">
                <p class="rc-row-head">
                    {move || lead.get().map(|(tone, icon, text)| view! { <Badge tone icon text/>" " }.into_any())}
                    <button
                        type="button"
                        class="rc-row-name rc-row-opens"
                        aria-current=move || current.get().then_some("true")
                        aria-expanded=move || expanded.get().map(|open| if open { "true" } else { "false" })
                        node_ref=node_ref
                        on:click=move |_| { on_open.try_run(()); }
                    >
                        <bdi>{move || name.get()}</bdi>
                    </button>
                </p>
                {move || text_line("rc-row-line", line.get())}
                {move || text_line("rc-row-facts", facts.get())}
                {move || text_line("rc-row-facts rc-row-warning", warning.get())}
                {move || text_line("rc-row-more", more.get().unwrap_or_default())}
            </div>
            <div class="rc-row-end">{children()}</div>
        </li>
    }
}

fn text_line(class: &'static str, text: String) -> Option<AnyView> {
    (!text.is_empty()).then(|| view! { <p class=class><bdi>{text}</bdi></p> }.into_any())
}
