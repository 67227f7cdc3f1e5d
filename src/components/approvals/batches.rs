//! Decisions made: the moment for undo, the progress of what leaves, and what became of each.

use super::decision::keep_focus;
use super::words;
use crate::components::ui::{Badge, Button, ButtonKind, ElementRef, KeyedRow, Notice, Rows, Tone};
use crate::components::words::{error_body, error_title};
use crate::i18n::{I18n, Msg};
use crate::signal::{Memo, Read, Var};
use crate::state::approvals::Approvals;
use crate::state::approvals::batch::{Batch, Entry, Stand};
use crate::state::approvals::row::kind_of;
use crate::state::desk::Desk;
use leptos::prelude::*;
use request_center_models::approval::ReadBack;
use request_center_models::decision::DecisionKind;

/// Of a batch so many are named when it is unfolded; the rest is counted.
const NAMED: usize = 50;

/// One notice for each batch, newest first: those that are held back, or all others.
#[component]
pub fn Batches(
    /// Everything the viewer's widget knows.
    desk: Desk,
    /// Whether it is those that are held back.
    held: bool,
) -> impl IntoView {
    let approvals = desk.approvals;
    let is_here = move |batch: &Batch| {
        let waits = batch.count(|entry| entry.stand == Stand::Waiting) > 0;
        (waits && approvals.paused.with(|keys| keys.contains(&batch.key))) == held
    };
    let draw = move |batch: &Batch| {
        let key = batch.key.clone();
        KeyedRow::new(key.clone(), move || view! { <OneBatch desk key/> }.into_any())
    };
    view! {
        <div class="rc-batches">
            <Rows each=move || approvals.batches.with(|all| all.iter().rev().filter(|batch| is_here(batch)).map(draw).collect())/>
        </div>
    }
}

/// What can be done with a batch at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Undoable,
    Held,
    Leaving,
    Answered,
    Over,
}

#[component]
fn OneBatch(desk: Desk, key: String) -> impl IntoView {
    let (i18n, approvals) = (desk.i18n, desk.approvals);
    let batch: Memo<Option<Batch>> = {
        let key = key.clone();
        Memo::new(move || approvals.batches.with(|all| all.iter().find(|batch| batch.key == key).cloned()))
    };
    let phase = {
        let key = key.clone();
        Memo::new(move || {
            let Some(batch) = batch.get() else { return Phase::Over };
            let waiting = batch.count(|entry| entry.stand == Stand::Waiting);
            if approvals.undoable.with(|keys| keys.contains(&key)) {
                Phase::Undoable
            } else if waiting > 0 && approvals.paused.with(|keys| keys.contains(&key)) {
                Phase::Held
            } else if waiting > 0 {
                Phase::Leaving
            } else if batch.is_over() {
                Phase::Over
            } else {
                Phase::Answered
            }
        })
    };
    let open = Var::new(false);
    let title =
        Read::new(move || batch.get().map(|batch| title(i18n, &batch, phase.get())).unwrap_or_default());
    let body = Read::new(move || {
        let halted = approvals.halted.get().filter(|_| phase.get() == Phase::Held);
        match (halted, batch.get()) {
            (Some(error), _) => format!("{}. {}", error_title(i18n, &error), error_body(i18n, &error)),
            (None, Some(batch)) if phase.get() != Phase::Undoable => progress(i18n, &batch),
            _ => String::new(),
        }
    });
    let act = move |run: fn(Approvals, &str)| {
        let key = key.clone();
        move |()| run(approvals, &key)
    };
    let (undo, send, pause) = (act(Approvals::undo), act(Approvals::send_now), act(Approvals::pause));
    let ways_node = ElementRef::new();
    let undo = move |()| {
        let undone =
            batch.with_untracked(|batch| batch.as_ref().and_then(|batch| batch.entries.first().cloned()));
        let root = ways_node.get_untracked().map(|ways| ways.get_root_node());
        undo(());
        // What was decided is open again, and with it there is a place for the focus.
        if let Some(entry) = undone
            && approvals.ticked.with_untracked(Vec::is_empty)
        {
            approvals.picked.set(Some(entry.id));
        }
        request_animation_frame(move || keep_focus(root.as_ref(), ".rc-approve button"));
    };
    let (resume, discard, forget) = (act(Approvals::resume), act(Approvals::discard), act(Approvals::forget));
    let button = move |label: Msg, kind: ButtonKind, press: Callback<()>| {
        view! { <Button label=i18n.label(label) kind on_press=press/> }.into_any()
    };
    let [send, pause, resume, discard, forget] = [send, pause, resume, discard, forget].map(Callback::new);
    let calls = [Callback::new(undo), send, pause, resume, discard, forget];
    let ways = move || {
        let [undo, send, pause, resume, discard, forget] = calls;
        match phase.get() {
            Phase::Undoable => vec![
                button(Msg::DecisionUndo, ButtonKind::Outlined, undo),
                button(Msg::DecisionSendNow, ButtonKind::Quiet, send),
            ],
            Phase::Held => vec![
                button(Msg::DecisionResume, ButtonKind::Outlined, resume),
                button(Msg::DecisionDiscard, ButtonKind::Quiet, discard),
            ],
            Phase::Leaving => vec![button(Msg::DecisionPause, ButtonKind::Outlined, pause)],
            Phase::Answered => Vec::new(),
            Phase::Over => vec![button(Msg::DecisionDismiss, ButtonKind::Quiet, forget)],
        }
    };
    let several = Memo::new(move || batch.get().is_some_and(|batch| batch.entries.len() > 1));
    let entries = move || {
        let batch = batch.get().filter(|_| open.get() || !several.get())?;
        let mut lines = Vec::new();
        for entry in batch.entries.iter().take(NAMED) {
            lines.push(line(i18n, entry));
        }
        Some(view! { <ul class="rc-sentences">{lines}</ul> }.into_any())
    };
    let tone = move || if phase.get() == Phase::Held { Tone::Waiting } else { Tone::Process };
    view! {
        {move || {
            let tone = tone();
            view! {
                <Notice tone title body>
                    {entries}
                    <div class="rc-batch-ways" node_ref=ways_node>
                        {ways}
                        {move || several.get().then(|| view! {
                            <Button
                                label=Read::new(move || i18n.t(if open.get() { Msg::DecisionFold } else { Msg::DecisionUnfold }))
                                kind=ButtonKind::Quiet
                                on_press=move |()| open.set(!open.get_untracked())
                            />
                        }.into_any())}
                    </div>
                </Notice>
            }
            .into_any()
        }}
    }
}

fn title(i18n: I18n, batch: &Batch, phase: Phase) -> String {
    let waiting = batch.count(|entry| entry.stand == Stand::Waiting);
    let kinds: Vec<&str> = batch.entries.iter().map(|entry| entry.kind.as_str()).collect();
    let kinds = words::kinds(i18n, &kinds);
    let what = i18n.with(
        match batch.decision.kind {
            DecisionKind::Approve => Msg::DecisionTitleApprove,
            DecisionKind::Reject => Msg::DecisionTitleDeny,
            DecisionKind::Forward | DecisionKind::Unknown(_) => Msg::DecisionTitleForward,
        },
        &[("what", &kinds), ("to", &batch.to)],
    );
    match phase {
        Phase::Undoable => i18n.with(Msg::DecisionSoon, &[("what", &what)]),
        Phase::Held => i18n.count(Msg::DecisionNotSent, waiting, &[("what", &what)]),
        Phase::Leaving | Phase::Answered | Phase::Over => what,
    }
}

/// How many were read back as decided, are being processed, were somebody else's, or came to nothing.
fn progress(i18n: I18n, batch: &Batch) -> String {
    let outcome = |is: fn(&ReadBack) -> bool| {
        batch.count(|entry| entry.stand == Stand::Settled && entry.outcome.as_ref().is_some_and(is))
    };
    let parts = [
        (Msg::DecisionCountDone, outcome(|o| matches!(o, ReadBack::ByYou(_)))),
        (Msg::DecisionCountProcessing, batch.count(|entry| entry.stand.wants_look())),
        (Msg::DecisionCountOthers, outcome(|o| matches!(o, ReadBack::ByOther { .. }))),
        (
            Msg::DecisionCountFailed,
            outcome(|o| matches!(o, ReadBack::Failed(_)))
                + batch.count(|entry| entry.stand == Stand::Refused),
        ),
        (Msg::DecisionCountWaiting, batch.count(|entry| entry.stand == Stand::Waiting)),
    ];
    let mut said = Vec::new();
    for (message, count) in parts {
        if count > 0 {
            said.push(i18n.count(message, count, &[]));
        }
    }
    said.join(", ")
}

fn line(i18n: I18n, entry: &Entry) -> AnyView {
    let (tone, icon, text) = words::stand(i18n, entry);
    let name = if entry.person.is_empty() {
        entry.item.clone()
    } else {
        format!("{}, {}", entry.item, entry.person)
    };
    let (lead, sign, word) = words::kind(i18n, &kind_of(&entry.kind));
    view! {
        <li class="rc-alike">
            <span><Badge tone=lead icon=sign text=word/>" "<bdi>{name}</bdi></span>
            <Badge tone icon text/>
        </li>
    }
    .into_any()
}
