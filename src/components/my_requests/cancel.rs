//! Cancelling a request: the form for the reason, the confirmation that lists every row it ends, and the result.

use crate::components::ui::{
    Badge, Button, ButtonKind, Dialog, ElementRef, Notice, TextArea, Tone, focus_soon, focus_soon_if_nowhere,
};
use crate::components::words::{self, Trouble};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, effect};
use crate::state::cancel::CancelPhase;
use crate::state::requests::SharedRequest;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::rule::FieldPath;

/// The cancel form of a row, or the reason why the row cannot be cancelled.
#[component]
pub fn CancelForm(
    /// The viewer's workspace.
    workspace: Workspace,
    /// The row.
    row: Derived<SharedRequest>,
) -> impl IntoView {
    let (i18n, cancel) = (workspace.shell.i18n, workspace.cancel);
    let id = Memo::new(move || row.with(|r| r.access_request_id.clone()).unwrap_or_default());
    let blocked = Memo::new(move || row.get().cancel_blocked(&workspace.shell.viewer()));
    let open = Memo::new(move || row.with(|r| r.is_open()));
    cancel.open(&id.get_untracked());
    // Once the row has ended, a pending phase is no longer shown.
    let phase = Memo::new(move || match cancel.phase(&id.get()) {
        phase if phase.is_busy() && !open.get() => CancelPhase::Writing,
        phase => phase,
    });
    let comment = Derived::new(move || cancel.reason());
    let error = Derived::new(move || {
        let violations = cancel.shown_violations();
        violations.at(FieldPath::Comment(0)).next().map(|rule| words::rule(i18n, rule))
    });
    // A reason that was sent cannot be changed.
    let busy = Memo::new(move || phase.get().is_busy());
    let reason = move || i18n.with(Msg::CancelReason, &[("text", comment.get().trim())]);
    let (place, field) = (ElementRef::new(), ElementRef::new());
    // When the row ends, its form disappears, so the focus moves to its place.
    let mut offered = false;
    effect(move || {
        let now = blocked.get().is_none();
        if offered && !now && untrack(|| cancel.phase(&id.get()).is_busy()) {
            focus_soon_if_nowhere(place);
        }
        offered = now;
    });
    let form = move || match blocked.get() {
        Some(reason) if open.get() => {
            let body = i18n.text(&format!("cancel_blocked.{}", reason.code())).unwrap_or_default();
            view! { <p class="rc-note">{i18n.t(Msg::CancelBlocked)} ": " {body}</p> }.into_any()
        }
        Some(_) => ().into_any(),
        None => view! {
            {move || if busy.get() {
                view! { <p class="rc-note" dir="auto">{reason}</p> }.into_any()
            } else {
                view! {
                    <TextArea
                        label=i18n.label(Msg::CancelComment)
                        value=comment
                        on_input=move |text: String| cancel.write(text)
                        error
                        required=true
                        node_ref=field
                    />
                }
                .into_any()
            }}
            <Button
                label=i18n.label(Msg::CancelOpen)
                kind=ButtonKind::Danger
                busy
                on_press=move || {
                    if !cancel.confirm() {
                        focus_soon(field);
                    }
                }
            />
        }
        .into_any(),
    };
    view! {
        <div class="rc-cards rc-keep-focus" tabindex="-1" node_ref=place>
            <Outcome workspace phase/>
            {form}
            <Confirm workspace row/>
        </div>
    }
}

#[component]
fn Confirm(workspace: Workspace, row: Derived<SharedRequest>) -> impl IntoView {
    let (i18n, cancel, requests) = (workspace.shell.i18n, workspace.cancel, workspace.requests);
    let id = Memo::new(move || row.with(|r| r.access_request_id.clone()).unwrap_or_default());
    let rows = Derived::new(move || requests.rows_ended_with(&id.get()));
    let lines = move || {
        rows.get()
            .into_iter()
            .map(|row| {
                let (_, _, kind) = words::request_kind(i18n, row.request_type.as_ref());
                let (tone, icon, state) = words::progress(i18n, &row);
                let name = row.name.clone().unwrap_or_else(|| i18n.t(Msg::RequestsUnnamed));
                let whose = words::person(i18n, row.requested_for.as_ref());
                view! {
                    <li class="rc-card">
                        <span dir="auto">{name}</span>
                        <span class="rc-note">{format!("{kind} · {whose}")}</span>
                        <Badge tone icon text=state/>
                    </li>
                }
                .into_any()
            })
            .collect_view()
    };
    let reason = move || i18n.with(Msg::CancelReason, &[("text", cancel.reason().trim())]);
    view! {
        <Dialog
            open=cancel.is_confirming
            title=i18n.label(Msg::CancelTitle)
            close_label=i18n.label(Msg::ActionClose)
            on_close=move || cancel.is_confirming.set(false)
        >
            <p>{move || i18n.count(Msg::CancelRows, rows.with(Vec::len), &[])}</p>
            <ul class="rc-cards">{lines}</ul>
            <p class="rc-note" dir="auto">{reason}</p>
            <div class="rc-actions">
                <Button
                    label=i18n.label(Msg::CancelKeep)
                    on_press=move || cancel.is_confirming.set(false)
                />
                <Button
                    label=i18n.label(Msg::CancelConfirm)
                    kind=ButtonKind::DangerFilled
                    busy=Derived::new(move || cancel.phase(&id.get()).is_busy())
                    on_press=move || cancel.send()
                />
            </div>
        </Dialog>
    }
}

/// The notice of the cancel's phase.
#[component]
fn Outcome(workspace: Workspace, phase: Memo<CancelPhase>) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let minutes = move || i18n.number(workspace.cancel.patience_minutes());
    let notice = move |tone, title, body: Option<Msg>| {
        let title = i18n.label(title);
        let body = Derived::new(move || match body {
            Some(message) => i18n.with(message, &[("minutes", &minutes())]),
            None => String::new(),
        });
        view! { <Notice tone title body/> }.into_any()
    };
    move || match phase.get() {
        CancelPhase::Writing => ().into_any(),
        CancelPhase::Sending => notice(Tone::Process, Msg::CancelSending, None),
        CancelPhase::Accepted => notice(Tone::Positive, Msg::CancelAccepted, Some(Msg::CancelAcceptedBody)),
        CancelPhase::Unknown => {
            let (journal, title, message) = (workspace.journal, Msg::CancelUnknown, Msg::CancelUnknownBody);
            view! { <words::InDoubt i18n journal title message/> }.into_any()
        }
        CancelPhase::Checking => {
            let (journal, title, message) = (workspace.journal, Msg::CancelUnknown, Msg::CancelCheckingBody);
            view! { <words::InDoubt i18n journal title message/> }.into_any()
        }
        CancelPhase::NotFound => notice(Tone::Negative, Msg::CancelNotFound, Some(Msg::CancelNotFoundBody)),
        CancelPhase::Gone => notice(Tone::Neutral, Msg::CancelGone, Some(Msg::CancelGoneBody)),
        CancelPhase::Failed(error) => {
            let title = i18n.label(Msg::CancelFailed);
            view! { <Trouble i18n error=Some(error) title/> }.into_any()
        }
    }
}
