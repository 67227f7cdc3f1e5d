//! The way something has come and has still to go, as a list in order. The state of a step is a mark and a word.

use crate::signal::Derived;
use leptos::prelude::*;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineState {
    /// Over, and well.
    Done,
    /// Under way.
    Now,
    /// Still to come.
    Next,
    /// Over, and not well.
    Failed,
    /// Will not happen.
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

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineStep {
    /// How far it is.
    pub state: TimelineState,
    /// What it is and how far, in words that need no mark.
    pub title: String,
    /// Who and when; may be empty.
    pub detail: String,
    /// What somebody said there.
    pub quote: Option<String>,
}

/// Steps in order.
#[component]
pub fn Timeline(
    /// What the steps lead to.
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
}
