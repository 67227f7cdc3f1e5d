//! Decisions made: what is held back, the progress of what leaves, and what became of each. The way to undo stands in
//! [`super::undo_bar`].

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

/// Of a batch so many are named when it is unfolded; the rest is counted.
const NAMED: usize = 50;

/// One notice for each batch, newest first: those that are held back, or all others.
#[component]
pub fn Batches(
    /// The viewer's desk, and what waits for their decision on it.
    workspace: ApprovalsWorkspace,
    /// Whether it is those that are held back.
    held: bool,
) -> impl IntoView {
    let approvals = workspace.approvals;
    let is_here = move |batch: &Batch| approvals.decisions.is_paused(batch) == held;
    let draw = move |batch: &Batch| {
        let key = batch.shared.key.clone();
        KeyedRow::new(key.clone(), move || view! { <OneBatch workspace key/> }.into_any())
    };
    view! {
        <div class="rc-batches">
            <Rows each=move || approvals.decisions.batches.with(|all| all.iter().rev().filter(|batch| is_here(batch)).map(draw).collect())/>
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
        match approvals.decisions.pause_error.get().filter(|_| phase.get() == BatchPhase::Held) {
            Some(error) => format!("{}. {}", error_title(i18n, &error), error_body(i18n, &error)),
            // Of one, its own line says it all.
            None if phase.get() == BatchPhase::Undoable || !several.get() => String::new(),
            None => summary.with(|summary| summary.progress.clone()),
        }
    });
    let nothing_left = Memo::new(move || summary.with(|summary| summary.waiting == summary.count));
    let again = Memo::new(move || summary.with(|summary| summary.again > 0));
    let button = {
        let key = key.clone();
        move |label: Msg, kind: ButtonKind, run: fn(Approvals, &str)| {
            let key = key.clone();
            let press = move |()| run(approvals, &key);
            view! { <Button label=i18n.label(label) kind on_press=press/> }.into_any()
        }
    };
    let ways = move || match phase.get() {
        BatchPhase::Undoable => {
            vec![button(Msg::DecisionSendNow, ButtonKind::Outlined, |it, key| it.decisions.send_now(key))]
        }
        BatchPhase::Answered => Vec::new(),
        BatchPhase::Held => vec![
            // Where nothing has left there is no rest.
            button(
                if nothing_left.get() { Msg::DecisionSendNow } else { Msg::DecisionResume },
                ButtonKind::Outlined,
                |it, key| it.decisions.resume(key),
            ),
            button(Msg::DecisionDiscard, ButtonKind::Quiet, |it, key| it.decisions.discard(key)),
        ],
        BatchPhase::Leaving => {
            vec![button(Msg::DecisionPause, ButtonKind::Outlined, |it, key| it.decisions.pause(key))]
        }
        BatchPhase::Over => {
            let mut ways = Vec::new();
            if again.get() {
                ways.push(button(Msg::ActionRetry, ButtonKind::Outlined, Approvals::retry));
            }
            ways.push(button(Msg::DecisionDismiss, ButtonKind::Quiet, |it, key| it.decisions.forget(key)));
            ways
        }
    };
    let lines = {
        let key = key.clone();
        move || {
            if several.get() && !open.get() {
                return None;
            }
            let named: Vec<AnyView> = approvals.decisions.batches.with(|all| {
                let batch = all.iter().find(|batch| batch.shared.key == key);
                batch.map(|batch| batch.entries.iter().take(NAMED).map(|entry| line(i18n, entry)).collect())
            })?;
            Some(view! { <ul class="rc-sentences">{named}</ul> }.into_any())
        }
    };
    let tone = Memo::new(move || {
        summary.with(|summary| match summary.phase {
            BatchPhase::Held => Tone::Waiting,
            BatchPhase::Over if summary.failed > 0 => Tone::Negative,
            _ => Tone::Process,
        })
    });
    view! {
        <div class="rc-batch" tabindex="-1" data-batch=key>
            {move || {
                let (tone, ways, lines) = (tone.get(), ways.clone(), lines.clone());
                view! {
                    <Notice tone title body>
                        {lines}
                        <div class="rc-batch-ways">
                            {ways}
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
