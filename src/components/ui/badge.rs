//! Badges: a kind or state as icon, text and colour, never colour alone.

use super::{Icon, IconName};
use crate::signal::Derived;
use leptos::prelude::*;

/// The meaning of a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Done, assigned, grant.
    Positive,
    /// Action needed.
    Waiting,
    /// Denied, failed, removal.
    Negative,
    /// In progress.
    Process,
    /// Submitted, without a status yet.
    Outline,
    /// Information.
    #[default]
    Neutral,
}

impl Tone {
    /// The class of that colour.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Positive => "rc-tone-positive",
            Self::Waiting => "rc-tone-waiting",
            Self::Negative => "rc-tone-negative",
            Self::Process => "rc-tone-process",
            Self::Outline => "rc-tone-outline",
            Self::Neutral => "rc-tone-neutral",
        }
    }
}

/// A pill with icon and text.
#[component]
pub fn Badge(
    /// Its colour.
    #[prop(into)]
    tone: Derived<Tone>,
    /// Its icon.
    #[prop(into)]
    icon: Derived<IconName>,
    /// Its text.
    #[prop(into)]
    text: Derived<String>,
) -> impl IntoView {
    view! {
        <span class=move || format!("rc-badge {}", tone.get().class()) part="badge">
            {move || view! { <Icon name=icon.get() /> }}
            <span>{text}</span>
        </span>
    }
    .into_any()
}

impl From<Tone> for Derived<Tone> {
    fn from(always: Tone) -> Self {
        Self::new(move || always)
    }
}
