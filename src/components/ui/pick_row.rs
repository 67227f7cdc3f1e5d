//! List rows that can be selected: a checkbox, or an icon if the row cannot be selected, and further lines that can be
//! expanded.

use super::row::text_line;
use super::{Badge, ElementRef, Icon, IconName, Tone};
use crate::signal::Derived;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// A list item with a checkbox, a name, lines of text and a trailing slot. The name expands and collapses the further lines,
/// or opens the row's details if there are none.
#[component]
pub fn PickRow(
    /// The accessible name of the checkbox.
    #[prop(into)]
    label: Derived<String>,
    /// True if it is selected.
    #[prop(into)]
    ticked: Derived<bool>,
    /// Called when the checkbox is toggled.
    #[prop(into)]
    on_tick: Callback<()>,
    /// The icon in place of the checkbox.
    #[prop(optional, into)]
    instead: Derived<Option<(Tone, IconName)>>,
    /// A badge before the name.
    #[prop(optional, into)]
    lead: Derived<Option<(Tone, IconName, String)>>,
    /// True if its details are shown beside the list.
    #[prop(optional, into)]
    current: Derived<bool>,
    /// Its name.
    #[prop(into)]
    name: Derived<String>,
    /// A line of description; nothing if empty.
    #[prop(optional, into)]
    line: Derived<String>,
    /// A line of facts; nothing if empty.
    #[prop(optional, into)]
    facts: Derived<String>,
    /// A line of warning; nothing if empty.
    #[prop(optional, into)]
    warning: Derived<String>,
    /// True while it is expanded; `None` if it cannot be.
    #[prop(optional, into)]
    expanded: Derived<Option<bool>>,
    /// Called when the name is pressed.
    #[prop(into)]
    on_open: Callback<()>,
    /// The expanded text.
    #[prop(optional, into)]
    more: Derived<Option<String>>,
    /// For focusing the name.
    #[prop(optional)]
    node_ref: ElementRef,
    /// The trailing slot: a state.
    children: Children,
) -> impl IntoView {
    let tick = move |event| {
        on_tick.try_run(());
        // If the callback changes nothing, the checkbox must not look as if it had.
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
    .into_any()
}
