//! Buttons. One that cannot work stays reachable and says why; one that is busy cannot be pressed twice.

use super::{ElementRef, Icon, IconName, unique_id};
use crate::signal::Derived;
use leptos::prelude::*;

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one main action in sight.
    Filled,
    /// An action of a row or beside the main one.
    #[default]
    Outlined,
    /// A minor one, without a border.
    Quiet,
    /// Ends or takes away something; the words say what.
    Danger,
    /// The last step of that.
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

/// A button. `disabled_reason` disables it and stands below it; `busy` blocks it while its action runs.
#[component]
pub fn Button(
    /// What it does.
    #[prop(into)]
    label: Derived<String>,
    /// How loud it is.
    #[prop(default = ButtonKind::Outlined)]
    kind: ButtonKind,
    /// Runs at a press, never while disabled or busy.
    #[prop(into)]
    on_press: Callback<()>,
    /// Stands before the label.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Shows the icon alone; the label is its name.
    #[prop(optional)]
    icon_only: bool,
    /// Why it cannot be pressed; nothing where it can.
    #[prop(optional, into)]
    disabled_reason: Derived<Option<String>>,
    /// Its action is running.
    #[prop(optional, into)]
    busy: Derived<bool>,
    /// A longer name where the label needs its surroundings to be understood; it must begin with the label.
    #[prop(optional, into)]
    accessible_label: Option<Derived<String>>,
    /// To put the focus on it.
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
        // Nothing known any more means that the view has gone; then nothing is pressed.
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
}
