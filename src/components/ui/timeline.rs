//! Timelines: past and future steps as an ordered list. The state of a step is shown by a mark and in words.

use crate::signal::Derived;
use leptos::prelude::*;

/// The state of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineState {
    /// Completed.
    Done,
    /// In progress.
    Now,
    /// Not started.
    Next,
    /// Failed.
    Failed,
    /// Will not start.
    Skipped,
}

impl TimelineState {
    fn class(self) -> &'static str {
        match self {
            Self::Done => "rc-step rc-step-done",
            Self::Now => "rc-step rc-step-now",
            Self::Next => "rc-step rc-step-next",
            Self::Failed => "rc-step rc-step-failed",
            Self::Skipped => "rc-step rc-step-skipped",
        }
    }
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineStep {
    /// Its state.
    pub state: TimelineState,
    /// Its title, which names the state too.
    pub title: String,
    /// Person and time; may be empty.
    pub detail: String,
    /// The comment made in it.
    pub quote: Option<String>,
}

/// An ordered list of steps.
#[component]
pub fn Timeline(
    /// The accessible name.
    #[prop(into)]
    label: Derived<String>,
    /// The steps.
    #[prop(into)]
    steps: Derived<Vec<TimelineStep>>,
) -> impl IntoView {
    let step = |step: TimelineStep| {
        view! {
            <li class=step.state.class() aria-current=(step.state == TimelineState::Now).then_some("step")>
                <p class="rc-step-title">{step.title}</p>
                {(!step.detail.is_empty()).then(|| view! { <p class="rc-step-detail">{step.detail}</p> }.into_any())}
                {step.quote.map(|text| view! { <blockquote class="rc-quote"><bdi>{text}</bdi></blockquote> }.into_any())}
            </li>
        }
        .into_any()
    };
    view! {
        <ol class="rc-timeline" aria-label=label>
            {move || steps.get().into_iter().map(step).collect_view()}
        </ol>
    }
    .into_any()
}
