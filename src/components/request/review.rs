//! The review before sending: everything that will be requested, in sentences.

use super::item_card::kind_of;
use crate::components::ui::{Button, ButtonKind, ElementRef, Notice, Tone};
use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, effect};
use crate::state::cart::CartPhase;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::draft::DraftItem;

/// The review, with *Submit request* and *Edit*.
#[component]
pub fn Review(
    /// The viewer's workspace.
    workspace: Workspace,
) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    let count = move || cart.draft.with(|draft| draft.items.len());
    let busy = Derived::new(move || matches!(cart.phase.get(), CartPhase::Checking | CartPhase::Sending));
    let lines = move || {
        let items = cart.draft.with(|draft| draft.items.clone());
        items.iter().map(|item| line(i18n, item)).collect_view()
    };
    let doing = move || {
        let message = match cart.phase.get() {
            CartPhase::Checking => Msg::RequestChecking,
            CartPhase::Sending => Msg::RequestSending,
            _ => return None,
        };
        Some(view! { <Notice tone=Tone::Process title=i18n.label(message)/> }.into_any())
    };
    let submit = ElementRef::new();
    // The button that opened the review is gone; the focus moves to the next step.
    effect(move || {
        if let Some(button) = submit.get() {
            let _ = button.focus();
        }
    });
    view! {
        <div class="rc-cards">
            <h3 class="rc-card-name">{i18n.label(Msg::RequestReviewTitle)}</h3>
            <p>{move || i18n.count(Msg::RequestReviewIntro, count(), &[])}</p>
            <ul class="rc-cards">{lines}</ul>
            {doing}
            <div class="rc-actions-wide">
            <Button
                label=i18n.label(Msg::RequestSubmit)
                kind=ButtonKind::Filled
                disabled_reason=move || workspace.shell.refusal_words()
                busy
                node_ref=submit
                on_press=move || cart.submit()
            />
                {move || (!busy.get()).then(|| view! {
                    <Button
                        label=i18n.label(Msg::RequestEdit)
                        kind=ButtonKind::Quiet
                        on_press=move || cart.edit()
                    />
                }.into_any())}
            </div>
        </div>
    }
}

fn line(i18n: I18n, item: &DraftItem) -> AnyView {
    let kind = kind_of(i18n, item);
    let end = match &item.remove_date.moment {
        Some(moment) => i18n.with(Msg::RequestUntil, &[("date", &words::date_in_both(i18n, moment))]),
        None => i18n.t(Msg::RequestNoEnd),
    };
    let start = item.start_date.moment.as_ref();
    let start = start.map(|at| i18n.with(Msg::RequestFrom, &[("date", &words::date_in_both(i18n, at))]));
    let facts: Vec<String> = [Some(kind), start, Some(end)].into_iter().flatten().collect();
    let comment = item.comment.trim().to_owned();
    let (words, class) =
        if comment.is_empty() { (i18n.t(Msg::RequestNoComment), "rc-note") } else { (comment, "rc-quote") };
    view! {
        <li class="rc-card">
            <strong dir="auto">{item.name.clone()}</strong>
            <span class="rc-note">{facts.join(", ")}</span>
            <span class=class dir="auto">{words}</span>
        </li>
    }
    .into_any()
}
