//! The outcome of each call of a removal, while they are sent and afterwards.

use crate::components::ui::{
    Badge, Button, ButtonKind, ElementRef, IconName, Notice, Tone, focus_soon_if_free,
};
use crate::components::words::{self, Mark};
use crate::config::View;
use crate::i18n::{I18n, Msg};
use crate::signal::{Memo, effect};
use crate::state::team::removal::{CallState, RemovalCall, RemovalPhase};
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;

/// The calls, each with its outcome; nothing if none was sent.
#[component]
pub fn Calls(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, removal) = (workspace.shell.i18n, workspace.team.removal);
    let any = Memo::new(move || removal.calls.with(|calls| !calls.is_empty()));
    let sending = Memo::new(move || removal.phase.get() == RemovalPhase::Sending);
    let progress = move || {
        removal.calls.with(|calls| {
            let done = calls
                .iter()
                .filter(|call| !matches!(call.state, CallState::Waiting | CallState::Sending))
                .count();
            i18n.with(
                Msg::RemovalProgress,
                &[("done", &i18n.number(done)), ("total", &i18n.number(calls.len()))],
            )
        })
    };
    let rows = move || removal.calls.get().into_iter().map(|call| row(workspace, &call)).collect::<Vec<_>>();
    move || {
        any.get().then(|| {
            view! {
                <p class="rc-list-status" role="status">{move || progress()}</p>
                <ul class="rc-cards">{rows}</ul>
                {move || sending.get().then(|| view! {
                    <Button
                        label=i18n.label(Msg::RemovalStop)
                        on_press=move |()| removal.stop()
                    />
                }.into_any())}
            }
            .into_any()
        })
    }
}

/// Every call was accepted: the outcomes, and the next steps.
#[component]
pub fn Over(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let first = ElementRef::new();
    effect(move || {
        if first.get().is_some() {
            focus_soon_if_free(first);
        }
    });
    view! {
        <div class="rc-cards">
            <Notice
                tone=Tone::Positive
                title=i18n.label(Msg::RemovalAccepted)
                body=i18n.label(Msg::RemovalAcceptedBody)
            />
            <Calls workspace/>
            <div class="rc-actions-wide">
                <Button
                    label=i18n.label(Msg::RequestShowRequests)
                    kind=ButtonKind::Filled
                    node_ref=first
                    on_press=move |()| workspace.shell.deep_link.view.set(View::Requests)
                />
                <Button
                    label=i18n.label(Msg::RemovalAnother)
                    on_press=move |()| workspace.team.removal.start_new()
                />
            </div>
        </div>
    }
}

fn row(workspace: TeamWorkspace, call: &RemovalCall) -> AnyView {
    let (i18n, removal) = (workspace.shell.i18n, workspace.team.removal);
    let is_in_doubt = matches!(call.state, CallState::Unknown);
    let (tone, icon, text) = mark(i18n, &call.state);
    let title = i18n.with(Msg::RemovalCall, &[("person", &call.person), ("names", &i18n.list(&call.items))]);
    let body = match &call.state {
        CallState::Refused(error) => {
            let error = format!("{}. {}", words::error_title(i18n, error), words::error_body(i18n, error));
            let late: Vec<String> = call.maybe_late().iter().map(|line| line.held.name.clone()).collect();
            if late.is_empty() {
                Some(error)
            } else {
                let change = i18n.with(Msg::RemovalMaybeLate, &[("names", &i18n.list(&late))]);
                Some(format!("{change} {error}"))
            }
        }
        CallState::Unknown => Some(words::in_doubt(i18n, removal.journal, Msg::RemovalUnknownBody)),
        CallState::NotFound => Some(i18n.t(Msg::RemovalNotFoundBody)),
        _ => None,
    };
    view! {
        <li class="rc-card">
            <strong dir="auto">{title}</strong>
            <Badge tone icon text/>
            {body.map(|text| view! { <p class="rc-note"><bdi>{text}</bdi></p> }.into_any())}
            {is_in_doubt.then(|| view! { <words::CheckNow i18n journal=removal.journal/> }.into_any())}
        </li>
    }
    .into_any()
}

fn mark(i18n: I18n, state: &CallState) -> Mark {
    let (tone, icon, message) = match state {
        CallState::Waiting => (Tone::Outline, IconName::Clock, Msg::RemovalCallWaiting),
        CallState::Sending => (Tone::Process, IconName::Clock, Msg::ProgressSending),
        CallState::Accepted => (Tone::Positive, IconName::Tick, Msg::RequestOutcomeNew),
        CallState::Existing => (Tone::Waiting, IconName::Info, Msg::RequestOutcomeExisting),
        CallState::Unknown => (Tone::Waiting, IconName::Clock, Msg::ProgressOutcomeUnknown),
        CallState::NotFound => (Tone::Negative, IconName::Warning, Msg::RemovalCallNotFound),
        CallState::Stopped => (Tone::Neutral, IconName::Info, Msg::RemovalCallStopped),
        CallState::Refused(_) => (Tone::Negative, IconName::Cross, Msg::RemovalCallRefused),
    };
    (tone, icon, i18n.t(message))
}
