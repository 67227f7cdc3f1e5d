//! The side of the stuck requests: the form that closes those picked, its confirmation, and the results.

use super::closings::Closings;
use super::stuck::{description, title};
use crate::components::problem_summary::ProblemSummary;
use crate::components::ui::{
    Button, ButtonKind, Choice, Dialog, ElementRef, EmptyState, IconName, Notice, Select, TextArea, Tone,
    focus_soon, focus_soon_if_nowhere,
};
use crate::components::words;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, effect};
use crate::state::settings::workspace::SettingsWorkspace;
use leptos::prelude::*;
use request_center_models::close::DEFAULT_MESSAGE;
use request_center_models::rule::FieldPath;
use request_center_models::wire::access_request::{CompletionStatus, ExecutionStatus};

/// The side of the stuck requests.
#[component]
pub fn CloseSide(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, stuck) = (workspace.shell.i18n, workspace.settings.stuck);
    let has_selection = Memo::new(move || stuck.form.with(|draft| !draft.ids.is_empty()));
    let has_closings = Memo::new(move || stuck.closings.with(|closings| !closings.is_empty()));
    let heading = ElementRef::new();
    // The form disappears with the last request picked, so the focus moves to the heading.
    effect(move || {
        if !has_selection.get() {
            focus_soon_if_nowhere(heading);
        }
    });
    view! {
        <h2 class="rc-side-title" tabindex="-1" node_ref=heading>{i18n.label(Msg::CloseTitle)}</h2>
        {move || if has_selection.get() {
            view! { <Edit workspace/> }.into_any()
        } else if has_closings.get() {
            ().into_any()
        } else {
            let body = i18n.label(Msg::CloseEmptyBody);
            view! { <EmptyState icon=IconName::Cross title=i18n.label(Msg::CloseEmpty) body/> }.into_any()
        }}
        <Closings workspace/>
        <Confirm workspace/>
    }
}

#[component]
fn Edit(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, stuck) = (workspace.shell.i18n, workspace.settings.stuck);
    let error = Derived::new(move || {
        stuck.shown_violations().at(FieldPath::Comment(0)).next().map(|rule| words::rule(i18n, rule))
    });
    let sentences = Derived::new(move || {
        stuck.shown_violations().iter().map(|violation| words::rule(i18n, violation.rule)).collect()
    });
    let selected = Memo::new(move || stuck.selected().len());
    let count = move || match selected.get() {
        0 => String::new(),
        count => i18n.count(Msg::CloseCount, count, &[]),
    };
    let choice = move |id: &str, message| Choice { id: id.to_owned(), label: i18n.t(message) };
    let executions = Derived::new(move || {
        vec![
            choice(ExecutionStatus::Terminated.as_str(), Msg::CloseTerminated),
            choice(ExecutionStatus::Completed.as_str(), Msg::CloseCompleted),
        ]
    });
    let completions = Derived::new(move || {
        vec![
            choice(CompletionStatus::Failure.as_str(), Msg::CloseFailure),
            choice(CompletionStatus::Incomplete.as_str(), Msg::CloseIncomplete),
            choice(CompletionStatus::Success.as_str(), Msg::CloseSuccess),
        ]
    });
    let summary = ElementRef::new();
    let confirm = move |()| {
        if !stuck.confirm() {
            focus_soon(summary);
        }
    };
    view! {
        <p class="rc-side-subtitle">{count}</p>
        <ProblemSummary i18n sentences node_ref=summary/>
        <TextArea
            label=i18n.label(Msg::CloseMessage)
            value=Derived::new(move || stuck.form.with(|draft| draft.message.clone()))
            on_input=move |text| stuck.change(|draft| draft.message = text)
            error
        />
        <p class="rc-field-hint">{move || i18n.with(Msg::CloseMessageDefault, &[("text", DEFAULT_MESSAGE)])}</p>
        <div class="rc-close-choices">
            <Select
                label=i18n.label(Msg::CloseExecution)
                options=executions
                selected=Derived::new(move || stuck.form.with(|draft| draft.execution.to_string()))
                on_select=move |id: String| stuck.change(|draft| draft.execution = ExecutionStatus::from(id.as_str()))
            />
            <Select
                label=i18n.label(Msg::CloseCompletion)
                options=completions
                selected=Derived::new(move || stuck.form.with(|draft| draft.completion.to_string()))
                on_select=move |id: String| stuck.change(|draft| draft.completion = CompletionStatus::from(id.as_str()))
            />
        </div>
        <p class="rc-note">{i18n.label(Msg::CloseNothingGiven)}</p>
        <div class="rc-actions-wide">
            <Button
                label=i18n.label(Msg::CloseOpen)
                kind=ButtonKind::Danger
                busy=Derived::new(move || stuck.is_busy())
                on_press=confirm
            />
        </div>
    }
}

#[component]
fn Confirm(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, stuck) = (workspace.shell.i18n, workspace.settings.stuck);
    let selected = Memo::new(move || stuck.selected());
    let card = move |request: &crate::state::settings::stuck::StuckRequest| {
        let line = request.rows.first().map(|row| description(i18n, row)).unwrap_or_default();
        view! {
            <li class="rc-card">
                <bdi>{title(i18n, &request.names())}</bdi>
                <bdi class="rc-note">{line}</bdi>
            </li>
        }
        .into_any()
    };
    let cards = move || selected.with(|selected| selected.iter().map(card).collect::<Vec<_>>());
    let marked = move || {
        let (execution, completion) =
            stuck.form.with(|draft| (draft.execution.to_string(), draft.completion.to_string()));
        i18n.with(Msg::CloseMarked, &[("execution", &execution), ("completion", &completion)])
    };
    let message = move || {
        let typed = stuck.form.with(|draft| draft.message.trim().to_owned());
        if typed.is_empty() { DEFAULT_MESSAGE.to_owned() } else { typed }
    };
    view! {
        <Dialog
            open=stuck.is_confirming
            title=Derived::new(move || i18n.count(Msg::CloseConfirmTitle, selected.with(Vec::len), &[]))
            close_label=i18n.label(Msg::ActionClose)
            on_close=move || stuck.is_confirming.set(false)
        >
            <Notice tone=Tone::Negative title=i18n.label(Msg::CloseForGood) body=i18n.label(Msg::CloseForGoodBody)/>
            <ul class="rc-cards">{cards}</ul>
            <p class="rc-note">{marked}</p>
            <p class="rc-quote" dir="auto">{message}</p>
            <div class="rc-actions rc-actions-stay">
                <Button label=i18n.label(Msg::CloseKeep) on_press=move || stuck.is_confirming.set(false)/>
                <Button
                    label=i18n.label(Msg::CloseOpen)
                    kind=ButtonKind::DangerFilled
                    busy=stuck.sending
                    on_press=move || stuck.close()
                />
            </div>
        </Dialog>
    }
}
