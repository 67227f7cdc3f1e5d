//! The undo bar: fixed to the lower edge, with every batch that can be undone, the newest paused one and the newest failed one.

use super::batch_summary::{BatchPhase, BatchSummary};
use super::decision::keep_focus;
use super::words;
use crate::components::ui::{Button, ButtonKind, ElementRef, IconName, KeyedRow, Rows};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Stored, effect};
use crate::state::approvals::Approvals;
use crate::state::approvals::batch::{Batch, Entry};
use crate::state::approvals::workspace::ApprovalsWorkspace;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The keys of the batches in the bar: the undoable ones, newest first, then a paused one, then a failed one. Reactive.
fn shown_keys(approvals: Approvals) -> Vec<String> {
    let failed = |batch: &Batch| batch.entries.iter().any(Entry::has_failed);
    let undoable = approvals.decisions.undoable.get();
    approvals.decisions.batches.with(|all| {
        let is_undoable = |batch: &&Batch| undoable.contains(&batch.shared.key);
        let others = || all.iter().rev().filter(|batch| !is_undoable(batch));
        let shown = all.iter().rev().filter(is_undoable);
        let shown = shown.chain(others().find(|batch| approvals.decisions.is_paused(batch)));
        let shown =
            shown.chain(others().find(|batch| failed(batch) && !approvals.decisions.is_paused(batch)));
        shown.map(|batch| batch.shared.key.clone()).collect()
    })
}

/// Returns whether the bar is shown. Reactive.
#[must_use]
pub fn has_undo_bar(approvals: Approvals) -> bool {
    !shown_keys(approvals).is_empty()
}

/// The bar.
#[component]
pub fn UndoBar(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let node = ElementRef::new();
    let is_shown = Memo::new(move || has_undo_bar(approvals));
    let subject = Memo::new(move || approvals.lists.subject().len());
    let draw = move |key: &String| {
        let key = key.clone();
        KeyedRow::new(key.clone(), move || view! { <Line workspace key/> }.into_any())
    };
    let jump = move |()| {
        let side = node.get_untracked().and_then(|node| node.get_root_node().dyn_into().ok());
        focus_on(side.as_ref(), ".rc-side");
    };
    // When a line with the focus disappears, the focus moves to the next line, else to the form or the list.
    let has_focus = Stored::new(false);
    let root: Stored<Option<web_sys::Node>> = Stored::new(None);
    effect(move || {
        approvals.decisions.undoable.track();
        if has_focus.try_get() == Some(true) {
            request_animation_frame(move || {
                if let Some(Some(root)) = root.try_get() {
                    keep_focus(
                        Some(&root),
                        &[
                            ".rc-undo-bar button",
                            ".rc-approve button",
                            ".rc-row-opens[aria-current]",
                            ".rc-row-opens",
                        ],
                    );
                }
            });
        }
    });
    let on_focus_in = move |_| {
        has_focus.set(true);
        root.set(node.get_untracked().map(|node| node.get_root_node()));
    };
    let on_focus_out = move |event: leptos::ev::FocusEvent| {
        if event.related_target().is_some() {
            has_focus.set(false);
        }
    };
    move || {
        is_shown.get().then(|| {
            view! {
                <div
                    class="rc-undo-bar"
                    role="group"
                    aria-label=i18n.label(Msg::DecisionsMade)
                    node_ref=node
                    on:focusin=on_focus_in
                    on:focusout=on_focus_out
                >
                    <div class="rc-undo-bar-lines">
                        <Rows each=move || shown_keys(approvals).iter().map(draw).collect()/>
                    </div>
                    {move || (subject.get() > 0).then(|| view! {
                        <div class="rc-undo-bar-jump">
                            <Button
                                label=Derived::new(move || i18n.count(Msg::ApprovalsJump, subject.get(), &[]))
                                icon=IconName::ArrowDown
                                icon_only=true
                                on_press=jump
                            />
                        </div>
                    }.into_any())}
                </div>
            }
            .into_any()
        })
    }
}

#[component]
fn Line(workspace: ApprovalsWorkspace, key: String) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let summary = BatchSummary::of(i18n, approvals, key.clone());
    let undoable = Memo::new(move || summary.with(|summary| summary.phase == BatchPhase::Undoable));
    let name = move || {
        let entry = summary.with(|summary| summary.single.clone())?;
        let name = words::subject(&entry);
        Some(view! { <span class="rc-note"><bdi>{name}</bdi></span> }.into_any())
    };
    let node = ElementRef::new();
    let root = move || node.get_untracked().map(|node| node.get_root_node());
    let undo = {
        let key = key.clone();
        move |()| {
            let (undone, root) = (summary.with_untracked(|summary| summary.single.clone()), root());
            workspace.undo(&key);
            // Reopens the approval, so that its form can take the focus.
            if let Some(decision) = undone.as_ref().and_then(Entry::decision) {
                approvals.selection.open(decision.id.clone());
            }
            request_animation_frame(move || keep_focus(root.as_ref(), &[".rc-approve button"]));
        }
    };
    let show = move |()| {
        let root = root().and_then(|root| root.dyn_into().ok());
        focus_on(root.as_ref(), &format!("[data-batch=\"{key}\"]"));
    };
    let (undo, show) = (Callback::new(undo), Callback::new(show));
    let button = move || {
        let (label, press) =
            if undoable.get() { (Msg::DecisionUndo, undo) } else { (Msg::DecisionShow, show) };
        view! { <Button label=i18n.label(label) kind=ButtonKind::Outlined on_press=press/> }.into_any()
    };
    let class = move || {
        summary.with(|summary| match summary.phase {
            BatchPhase::Undoable => "rc-undo-bar-line",
            BatchPhase::Paused => "rc-undo-bar-line rc-tone-waiting",
            _ => "rc-undo-bar-line rc-tone-negative",
        })
    };
    view! {
        <div class=class node_ref=node>
            <p class="rc-undo-bar-text"><span>{move || summary.with(|summary| summary.title(i18n))}</span>" "{name}</p>
            {button}
        </div>
    }
}

/// Scrolls to the element and focuses it.
fn focus_on(root: Option<&web_sys::ShadowRoot>, selector: &str) {
    let found = root.and_then(|root| root.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.scroll_into_view();
        let _ = element.focus();
    }
}
