//! The outcome of a request: accepted, item by item, or unknown and being looked up.

use crate::components::ui::{
    Badge, Button, ButtonKind, ElementRef, IconName, Notice, Tone, focus_soon, focus_soon_if_free,
};
use crate::components::words::InDoubt;
use crate::config::View;
use crate::i18n::Msg;
use crate::signal::{Derived, effect};
use crate::state::cart::{CartPhase, PartOutcome, Receipt, Told};
use crate::state::workspace::Workspace;
use leptos::prelude::*;

/// The outcome and the next steps, while the next draft is empty.
#[component]
pub fn Outcome(
    /// The viewer's workspace.
    workspace: Workspace,
) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    move || {
        if cart.phase.get() == CartPhase::Unknown {
            let (journal, title, message) = (workspace.journal, Msg::RequestUnknown, Msg::RequestUnknownBody);
            return Some(view! { <InDoubt i18n journal title message/> }.into_any());
        }
        let receipt = cart.receipt.get()?;
        Some(view! { <Said workspace receipt/> <Ways workspace/> }.into_any())
    }
}

/// The outcome of the previous request above the next draft, until it is dismissed.
#[component]
pub fn Before(
    /// The viewer's workspace.
    workspace: Workspace,
    /// The element focused after dismissing it.
    top: ElementRef,
) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    move || {
        let receipt = cart.receipt.get()?;
        Some(view! {
            <Said workspace receipt/>
            <div class="rc-actions">
                <Button
                    label=i18n.label(Msg::RequestShowRequests)
                    on_press=move || workspace.shell.deep_link.view.set(View::Requests)
                />
                <Button
                    label=i18n.label(Msg::ActionDismiss)
                    kind=ButtonKind::Quiet
                    on_press=move || {
                        cart.dismiss_receipt();
                        focus_soon(top);
                    }
                />
            </div>
        })
    }
}

/// The service's answer, item by item.
#[component]
fn Said(workspace: Workspace, receipt: Receipt) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let (tone, title, body) = match receipt.told {
        Told::Answered => (Tone::Positive, Msg::RequestAccepted, Some(Msg::RequestAcceptedBody)),
        Told::Found => (Tone::Positive, Msg::RequestFound, Some(Msg::RequestAcceptedBody)),
        Told::OtherTab => (Tone::Neutral, Msg::RequestOtherTab, None),
    };
    let lines = move || {
        let line = |part| {
            let (tone, icon, message) = match workspace.cart.outcome_of(&receipt, part) {
                PartOutcome::New => (Tone::Positive, IconName::Tick, Msg::RequestOutcomeNew),
                PartOutcome::Existing => (Tone::Waiting, IconName::Info, Msg::RequestOutcomeExisting),
                _ => (Tone::Outline, IconName::Clock, Msg::RequestOutcomeUnsaid),
            };
            view! {
                <li class="rc-card">
                    <strong dir="auto">{part.name.clone()}</strong>
                    <Badge tone icon text=i18n.label(message)/>
                </li>
            }
        };
        receipt.parts.iter().map(line).collect_view()
    };
    view! {
        <Notice
            tone
            title=i18n.label(title)
            body=Derived::new(move || body.map(|message| i18n.t(message)).unwrap_or_default())
        />
        <ul class="rc-cards">{lines}</ul>
    }
}

#[component]
fn Ways(workspace: Workspace) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let first = ElementRef::new();
    effect(move || {
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
                on_press=move || workspace.shell.deep_link.view.set(View::Requests)
            />
            <Button
                label=i18n.label(Msg::RequestStartAnother)
                on_press=move || workspace.cart.dismiss_receipt()
            />
        </div>
    }
}
