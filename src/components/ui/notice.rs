//! Messages that stand in place: a notice, an empty list, a list that is still loading.

use super::{Icon, IconName, Tone};
use crate::signal::Derived;
use leptos::prelude::*;

/// A message in place. A negative one is an alert and is read at once, any other is a status.
#[component]
pub fn Notice(
    /// Its colour, icon and urgency.
    tone: Tone,
    /// What happened.
    #[prop(into)]
    title: Derived<String>,
    /// What it means and what to do; empty text takes no room.
    #[prop(optional, into)]
    body: Derived<String>,
    /// Further lines and buttons.
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
}

/// What stands where a list has nothing to show: why, and what can be done.
#[component]
pub fn EmptyState(
    /// Its icon.
    icon: IconName,
    /// What there is not.
    #[prop(into)]
    title: Derived<String>,
    /// Why, and what to do.
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
}

/// Grey rows in the shape of what is coming; what is being waited for is said beside them or in the live region.
#[component]
pub fn Skeleton(
    /// How many rows.
    rows: usize,
) -> impl IntoView {
    let row =
        |_| view! { <div class="rc-skeleton-row"><span></span><span></span><span></span></div> }.into_any();
    view! { <div class="rc-skeleton" aria-hidden="true">{(0..rows).map(row).collect_view()}</div> }
}
