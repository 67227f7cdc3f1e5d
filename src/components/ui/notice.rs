//! Inline messages: a notice, an empty state, a loading placeholder.

use super::{Icon, IconName, Tone};
use crate::signal::Derived;
use leptos::prelude::*;

/// An inline message. A negative one has the role alert, any other the role status.
#[component]
pub fn Notice(
    /// Its colour, icon and role.
    tone: Tone,
    /// The title.
    #[prop(into)]
    title: Derived<String>,
    /// The text below the title; nothing if empty.
    #[prop(optional, into)]
    body: Derived<String>,
    /// Further content.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (role, icon) = match tone {
        Tone::Negative => ("alert", IconName::Warning),
        Tone::Waiting | Tone::Process | Tone::Outline => ("status", IconName::Clock),
        Tone::Positive => ("status", IconName::Tick),
        Tone::Neutral => ("status", IconName::Info),
    };
    view! {
        <div class=format!("rc-notice {}", tone.class()) part="notice" role=role>
            <Icon name=icon />
            <div class="rc-notice-text">
                <p class="rc-notice-title">{title}</p>
                {move || Some(body.get()).filter(|t| !t.is_empty()).map(|text| view! { <p>{text}</p> }.into_any())}
                {children.map(|children| children())}
            </div>
        </div>
    }
    .into_any()
}

/// The placeholder of an empty list.
#[component]
pub fn EmptyState(
    /// Its icon.
    icon: IconName,
    /// The title.
    #[prop(into)]
    title: Derived<String>,
    /// The text below the title; nothing if empty.
    #[prop(optional, into)]
    body: Derived<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="rc-empty">
            <Icon name=icon />
            <p class="rc-empty-title">{title}</p>
            {move || Some(body.get()).filter(|t| !t.is_empty()).map(|text| view! { <p>{text}</p> }.into_any())}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// The placeholder of rows that are loading; the loading message is shown beside it or in the live region.
#[component]
pub fn Skeleton(
    /// The number of rows.
    rows: usize,
) -> impl IntoView {
    let row =
        |_| view! { <div class="rc-skeleton-row"><span></span><span></span><span></span></div> }.into_any();
    view! { <div class="rc-skeleton" aria-hidden="true">{(0..rows).map(row).collect_view()}</div> }.into_any()
}
