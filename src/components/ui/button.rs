//! Buttons. A disabled one stays focusable and shows its reason; a busy one cannot be pressed again.

use super::{ElementRef, Icon, IconName, unique_id};
use crate::signal::Derived;
use leptos::prelude::*;

/// The emphasis of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The primary action.
    Filled,
    /// A secondary action, or the action of a row.
    #[default]
    Outlined,
    /// A minor action, without a border.
    Quiet,
    /// A destructive action.
    Danger,
    /// The confirmation of a destructive action.
    DangerFilled,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Filled => "rc-button rc-button-filled",
            Self::Outlined => "rc-button rc-button-outlined",
            Self::Quiet => "rc-button rc-button-quiet",
            Self::Danger => "rc-button rc-button-danger",
            Self::DangerFilled => "rc-button rc-button-danger-filled",
        }
    }

    fn part(self) -> &'static str {
        match self {
            Self::Filled => "button button-filled",
            Self::Outlined => "button button-outlined",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
            Self::DangerFilled => "button button-danger-filled",
        }
    }
}

/// A button. `disabled_reason` disables it and is shown below it; `busy` blocks it while its action runs.
#[component]
pub fn Button(
    /// The label.
    #[prop(into)]
    label: Derived<String>,
    /// The emphasis.
    #[prop(default = ButtonKind::Outlined)]
    kind: ButtonKind,
    /// Called at a press, except while disabled or busy.
    #[prop(into)]
    on_press: Callback<()>,
    /// The icon before the label.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Shows only the icon; the label becomes the accessible name.
    #[prop(optional)]
    icon_only: bool,
    /// The reason why it is disabled; `None` while it is enabled.
    #[prop(optional, into)]
    disabled_reason: Derived<Option<String>>,
    /// True while its action runs.
    #[prop(optional, into)]
    busy: Derived<bool>,
    /// A longer accessible name for a label that needs context; must begin with the label.
    #[prop(optional, into)]
    accessible_label: Option<Derived<String>>,
    /// For focusing it.
    #[prop(optional)]
    node_ref: ElementRef,
) -> impl IntoView {
    let reason_id = unique_id("reason");
    let described = {
        let id = reason_id.clone();
        move || disabled_reason.with(Option::is_some).then(|| id.clone())
    };
    let blocked = move || busy.get() || disabled_reason.with(Option::is_some);
    let name = move || match accessible_label {
        Some(name) => Some(name.get()),
        None => icon_only.then(|| label.get()),
    };
    let press = move |_| {
        // `None` means that the view has gone; then nothing is called.
        let free = busy.try_get_untracked() == Some(false);
        if free && disabled_reason.try_with_untracked(Option::is_none) == Some(true) {
            on_press.try_run(());
        }
    };
    view! {
        <span class="rc-button-box">
            <button
                type="button"
                class=kind.class()
                class:rc-button-icon=icon_only
                part=kind.part()
                node_ref=node_ref
                aria-disabled=move || blocked().then_some("true")
                aria-busy=move || busy.get().then_some("true")
                aria-label=name
                aria-describedby=described
                title=move || icon_only.then(|| label.get())
                on:click=press
            >
                {icon.map(|name| view! { <Icon name=name /> }.into_any())}
                {(!icon_only).then(|| view! { <span>{label}</span> }.into_any())}
            </button>
            {move || {
                disabled_reason
                    .get()
                    .map(|reason| view! { <span class="rc-button-reason" id=reason_id.clone()>{reason}</span> }.into_any())
            }}
        </span>
    }
    .into_any()
}
