//! The results of closes. An accepted close counts as closed only once it was read back.

use super::stuck::title;
use crate::components::ui::{Badge, Button, ButtonKind, IconName, Notice, Tone};
use crate::components::words::{Mark, error_body, error_title};
use crate::i18n::{I18n, Msg};
use crate::signal::Memo;
use crate::state::journal::intent::Intent;
use crate::state::journal::state::WriteState;
use crate::state::settings::stuck::{is_still_open, is_under_way};
use crate::state::settings::workspace::SettingsWorkspace;
use leptos::prelude::*;

/// A card for each close, from this or another tab.
#[component]
pub fn Closings(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, stuck) = (workspace.shell.i18n, workspace.settings.stuck);
    let has_open = Memo::new(move || {
        stuck.look_up_error.with(Option::is_some)
            || stuck.closings.with(|closings| closings.iter().any(|one| is_still_open(one.state)))
    });
    let has_settled =
        Memo::new(move || stuck.closings.with(|closings| closings.iter().any(|one| !is_under_way(one))));
    let has_closings = Memo::new(move || stuck.closings.with(|closings| !closings.is_empty()));
    let cards = move || {
        let is_looking_up = stuck.look_up_error.with(Option::is_none);
        stuck
            .closings
            .with(|closings| closings.iter().map(|one| card(i18n, one, is_looking_up)).collect::<Vec<_>>())
    };
    move || {
        has_closings.get().then(|| {
            view! {
                <h3 class="rc-card-name">{i18n.label(Msg::CloseOutcomes)}</h3>
                <div role="status"><ul class="rc-cards">{cards}</ul></div>
                {move || stuck.look_up_error.get().map(|error| {
                    let (title, body) = (error_title(i18n, &error), error_body(i18n, &error));
                    view! { <Notice tone=Tone::Negative title body/> }.into_any()
                })}
                {move || has_open.get().then(|| view! {
                    <Button
                        label=i18n.label(Msg::CloseLookAgain)
                        icon=IconName::Refresh
                        on_press=move |()| stuck.look_up_again()
                    />
                }.into_any())}
                {move || has_settled.get().then(|| view! {
                    <Button
                        label=i18n.label(Msg::ClosePutAway)
                        kind=ButtonKind::Quiet
                        on_press=move |()| stuck.clear_results()
                    />
                }.into_any())}
            }
            .into_any()
        })
    }
}

fn card(i18n: I18n, closing: &Intent, is_looking_up: bool) -> AnyView {
    let (tone, icon, text) = mark(i18n, closing.state);
    let more = match (closing.state, &closing.error) {
        (WriteState::Refused, Some(error)) => {
            format!("{}. {}", error_title(i18n, error), error_body(i18n, error))
        }
        (state, _) if is_still_open(state) => i18n.t(Msg::CloseStillOpenBody),
        (WriteState::Unknown, _) if is_looking_up => i18n.t(Msg::CloseUnknownBody),
        _ => String::new(),
    };
    view! {
        <li class="rc-card">
            <bdi class="rc-card-name">{title(i18n, &closing.write.names())}</bdi>
            <Badge tone icon text=text/>
            {(!more.is_empty()).then(|| view! { <p class="rc-note">{more}</p> }.into_any())}
        </li>
    }
    .into_any()
}

fn mark(i18n: I18n, state: WriteState) -> Mark {
    let (tone, icon, message) = match state {
        WriteState::Prepared | WriteState::Sent => (Tone::Process, IconName::Clock, Msg::CloseSending),
        WriteState::Accepted => (Tone::Outline, IconName::Clock, Msg::CloseAccepted),
        WriteState::Done => (Tone::Positive, IconName::Tick, Msg::CloseClosed),
        WriteState::Refused => (Tone::Negative, IconName::Cross, Msg::CloseRefused),
        state if is_still_open(state) => (Tone::Negative, IconName::Warning, Msg::CloseStillOpen),
        _ => (Tone::Waiting, IconName::Clock, Msg::CloseUnknown),
    };
    (tone, icon, i18n.t(message))
}
