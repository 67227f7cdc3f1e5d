//! The batches of decisions as notices with progress, outcomes and actions. Undo is in [`super::undo_bar`].

use super::batch_summary::{BatchPhase, BatchSummary};
use super::words;
use crate::components::ui::{Badge, Button, ButtonKind, KeyedRow, Notice, Rows, Tone};
use crate::components::words::{error_body, error_title};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, Signal};
use crate::state::approvals::Approvals;
use crate::state::approvals::batch::{Batch, Entry};
use crate::state::approvals::row::kind_of;
use crate::state::approvals::workspace::ApprovalsWorkspace;
use leptos::prelude::*;

/// The most entries listed when a batch is expanded.
const LISTED: usize = 50;

/// One notice per batch, newest first: the paused ones, or all others.
#[component]
pub fn Batches(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
    /// True for the paused batches.
    paused: bool,
) -> impl IntoView {
    let approvals = workspace.approvals;
    let is_shown = move |batch: &Batch| approvals.decisions.is_paused(batch) == paused;
    let draw = move |batch: &Batch| {
        let key = batch.shared.key.clone();
        KeyedRow::new(key.clone(), move || view! { <OneBatch workspace key/> }.into_any())
    };
    view! {
        <div class="rc-batches">
            <Rows each=move || approvals.decisions.batches.with(|all| all.iter().rev().filter(|batch| is_shown(batch)).map(draw).collect())/>
        </div>
    }
}

#[component]
fn OneBatch(workspace: ApprovalsWorkspace, key: String) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let summary = BatchSummary::of(i18n, approvals, key.clone());
    let phase = Memo::new(move || summary.with(|summary| summary.phase));
    let open = Signal::new(false);
    let several = Memo::new(move || summary.with(|summary| summary.count > 1));
    let title = Derived::new(move || summary.with(|summary| summary.title(i18n)));
    let body = Derived::new(move || {
        match approvals.decisions.queue.pause_error.get().filter(|_| phase.get() == BatchPhase::Paused) {
            Some(error) => format!("{}. {}", error_title(i18n, &error), error_body(i18n, &error)),
            // The line of a single entry says as much.
            None if phase.get() == BatchPhase::Undoable || !several.get() => String::new(),
            None => summary.with(|summary| summary.progress.clone()),
        }
    });
    let none_sent = Memo::new(move || summary.with(|summary| summary.unsent == summary.count));
    let can_retry = Memo::new(move || summary.with(|summary| summary.retryable > 0));
    let button = {
        let key = key.clone();
        move |label: Msg, kind: ButtonKind, run: fn(Approvals, &str)| {
            let key = key.clone();
            let press = move |()| run(approvals, &key);
            view! { <Button label=i18n.label(label) kind on_press=press/> }.into_any()
        }
    };
    let actions = move || match phase.get() {
        BatchPhase::Undoable => {
            vec![button(Msg::DecisionSendNow, ButtonKind::Outlined, |it, key| it.decisions.send_now(key))]
        }
        BatchPhase::Sent => Vec::new(),
        BatchPhase::Paused => vec![
            button(
                if none_sent.get() { Msg::DecisionSendNow } else { Msg::DecisionResume },
                ButtonKind::Outlined,
                |it, key| it.decisions.resume(key),
            ),
            button(Msg::DecisionDiscard, ButtonKind::Quiet, |it, key| it.decisions.discard(key)),
        ],
        BatchPhase::Sending => {
            vec![button(Msg::DecisionPause, ButtonKind::Outlined, |it, key| it.decisions.queue.pause(key))]
        }
        BatchPhase::Over => {
            let mut actions = Vec::new();
            if can_retry.get() {
                actions.push(button(Msg::ActionRetry, ButtonKind::Outlined, Approvals::retry));
            }
            actions.push(button(Msg::DecisionDismiss, ButtonKind::Quiet, |it, key| it.decisions.forget(key)));
            actions
        }
    };
    let lines = {
        let key = key.clone();
        move || {
            if several.get() && !open.get() {
                return None;
            }
            let listed: Vec<AnyView> = approvals.decisions.batches.with(|all| {
                let batch = all.iter().find(|batch| batch.shared.key == key);
                batch.map(|batch| batch.entries.iter().take(LISTED).map(|entry| line(i18n, entry)).collect())
            })?;
            Some(view! { <ul class="rc-sentences">{listed}</ul> }.into_any())
        }
    };
    let tone = Memo::new(move || {
        summary.with(|summary| match summary.phase {
            BatchPhase::Paused => Tone::Waiting,
            BatchPhase::Over if summary.failed > 0 => Tone::Negative,
            _ => Tone::Process,
        })
    });
    view! {
        <div class="rc-batch" tabindex="-1" data-batch=key>
            {move || {
                let (tone, actions, lines) = (tone.get(), actions.clone(), lines.clone());
                view! {
                    <Notice tone title body>
                        {lines}
                        <div class="rc-batch-ways">
                            {actions}
                            {move || several.get().then(|| view! {
                                <Button
                                    label=Derived::new(move || i18n.t(if open.get() { Msg::DecisionFold } else { Msg::DecisionUnfold }))
                                    kind=ButtonKind::Quiet
                                    on_press=move |()| open.set(!open.get_untracked())
                                />
                            }.into_any())}
                        </div>
                    </Notice>
                }
                .into_any()
            }}
        </div>
    }
}

fn line(i18n: I18n, entry: &Entry) -> AnyView {
    let (tone, icon, text) = words::decision_state(i18n, entry);
    let name = words::subject(entry);
    let kind = entry.decision().map(|decision| decision.kind.as_str()).unwrap_or_default();
    let (lead, sign, word) = words::kind(i18n, &kind_of(kind));
    view! {
        <li class="rc-alike">
            <span><Badge tone=lead icon=sign text=word/>" "<bdi>{name}</bdi></span>
            <Badge tone icon text/>
        </li>
    }
    .into_any()
}
