//! What became of a request: accepted, part by part, or not known yet and being looked for.

use crate::components::ui::{Badge, Button, ButtonKind, IconName, Notice, Tone, focus_soon_if_free};
use crate::config::View;
use crate::i18n::Msg;
use crate::signal::{Read, watch};
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
            let title = Read::new(move || i18n.t(Msg::RequestUnknown));
            let body = i18n.with(Msg::RequestUnknownBody, &[("minutes", &minutes)]);
            view! { <Notice tone=Tone::Waiting title body=body/> }.into_any()
        }
        _ => view! {
            <Notice tone=Tone::Neutral title=Read::new(move || i18n.t(Msg::RequestOtherTab))/>
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
                    <Badge tone icon text=Read::new(move || i18n.t(message))/>
                </li>
            }
        })
        .collect_view();
    view! {
        <Notice
            tone=Tone::Positive
            title=Read::new(move || i18n.t(title))
            body=Read::new(move || i18n.t(Msg::RequestAcceptedBody))
        />
        <ul class="rc-cards">{lines}</ul>
        <Ways desk/>
    }
}

#[component]
fn Ways(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let first = NodeRef::<leptos::html::Button>::new();
    watch(move || {
        if first.get().is_some() {
            focus_soon_if_free(first);
        }
    });
    view! {
        <div class="rc-actions-wide">
            <Button
                label=Read::new(move || i18n.t(Msg::RequestShowRequests))
                kind=ButtonKind::Filled
                node_ref=first
                on_press=move || desk.place.view.set(View::Requests)
            />
            <Button
                label=Read::new(move || i18n.t(Msg::RequestStartAnother))
                on_press=move || desk.cart.start_another()
            />
        </div>
    }
}
