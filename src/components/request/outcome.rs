//! What became of a request: accepted, part by part, or not known yet and being looked for.

use crate::components::ui::{
    Badge, Button, ButtonKind, ElementRef, IconName, Notice, Tone, focus_soon_if_free,
};
use crate::config::View;
use crate::i18n::Msg;
use crate::signal::watch;
use crate::state::desk::Desk;
use crate::state::draft::{PartOutcome, Phase, Receipt};
use leptos::prelude::*;

/// The outcome and the ways on.
#[component]
pub fn Outcome(
    /// Everything the viewer's widget knows.
    desk: Desk,
) -> impl IntoView {
    let (i18n, cart) = (desk.i18n, desk.cart);
    move || match cart.phase.get() {
        Phase::Accepted(receipt) => view! { <Accepted desk receipt/> }.into_any(),
        Phase::Unknown => {
            let minutes = i18n.number(cart.patience_minutes());
            let title = i18n.label(Msg::RequestUnknown);
            let body = i18n.with(Msg::RequestUnknownBody, &[("minutes", &minutes)]);
            view! { <Notice tone=Tone::Waiting title body=body/> }.into_any()
        }
        _ => view! {
            <Notice tone=Tone::Neutral title=i18n.label(Msg::RequestOtherTab)/>
            <Ways desk/>
        }
        .into_any(),
    }
}

#[component]
fn Accepted(desk: Desk, receipt: Receipt) -> impl IntoView {
    let i18n = desk.i18n;
    let title = if receipt.found { Msg::RequestFound } else { Msg::RequestAccepted };
    let lines = receipt
        .parts
        .into_iter()
        .map(|(name, part)| {
            let (tone, icon, message) = match part {
                PartOutcome::New => (Tone::Positive, IconName::Tick, Msg::RequestOutcomeNew),
                PartOutcome::Existing => (Tone::Waiting, IconName::Info, Msg::RequestOutcomeExisting),
                PartOutcome::Unsaid => (Tone::Outline, IconName::Clock, Msg::RequestOutcomeUnsaid),
            };
            view! {
                <li class="rc-card">
                    <strong dir="auto">{name}</strong>
                    <Badge tone icon text=i18n.label(message)/>
                </li>
            }
        })
        .collect_view();
    view! {
        <Notice
            tone=Tone::Positive
            title=i18n.label(title)
            body=i18n.label(Msg::RequestAcceptedBody)
        />
        <ul class="rc-cards">{lines}</ul>
        <Ways desk/>
    }
}

#[component]
fn Ways(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let first = ElementRef::new();
    watch(move || {
        if first.get().is_some() {
            focus_soon_if_free(first);
        }
    });
    view! {
        <div class="rc-actions-wide">
            <Button
                label=i18n.label(Msg::RequestShowRequests)
                kind=ButtonKind::Filled
                node_ref=first
                on_press=move || desk.place.view.set(View::Requests)
            />
            <Button
                label=i18n.label(Msg::RequestStartAnother)
                on_press=move || desk.cart.start_another()
            />
        </div>
    }
}
