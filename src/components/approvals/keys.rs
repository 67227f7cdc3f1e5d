//! Single keys in Approvals, where nothing is being typed: they can be switched off, and everything works without them.

use crate::components::ui::{Button, Dialog};
use crate::i18n::Msg;
use crate::signal::Read;
use crate::state::approvals::Row;
use crate::state::desk::Desk;
use leptos::ev;
use leptos::prelude::*;
use request_center_models::decision::DecisionKind;
use wasm_bindgen::JsCast;

/// Every key and what it does, as the overview lists them.
const KEYS: [(&str, Msg); 8] = [
    ("j", Msg::KeysNext),
    ("k", Msg::KeysPrevious),
    ("x", Msg::KeysTick),
    ("a", Msg::ApprovalsApprove),
    ("d", Msg::ApprovalsDeny),
    ("f", Msg::ApprovalsForward),
    ("u", Msg::DecisionUndo),
    ("?", Msg::KeysOverview),
];

/// Does what a key stands for, where it stands for something.
pub fn pressed(desk: Desk, event: &ev::KeyboardEvent) {
    let approvals = desk.approvals;
    if is_for_somebody_else(event) {
        return;
    }
    let key = event.key();
    if key == "?" {
        event.prevent_default();
        return desk.approvals.keys_shown.set(true);
    }
    if !desk.shortcuts_on() {
        return;
    }
    match key.as_str() {
        "j" => step(desk, true),
        "k" => step(desk, false),
        "x" => {
            if let Some(id) = approvals.picked.get_untracked() {
                approvals.tick(&id);
            }
        }
        "a" => say(desk, approvals.decide(DecisionKind::Approve)),
        // A no needs words, and handing on a person: the keys lead to the field.
        "d" => say(desk, approvals.decide(DecisionKind::Reject)),
        "f" => press_forward(event),
        "u" => {
            if let Some(key) = approvals.undoable.get_untracked().pop() {
                approvals.undo(&key);
            }
        }
        _ => return,
    }
    event.prevent_default();
}

fn say(desk: Desk, done: bool) {
    if !done {
        desk.say(desk.i18n.t(Msg::ApprovalsWordsNeeded));
    }
}

/// Opens the next or the previous approval of the list.
fn step(desk: Desk, forward: bool) {
    let approvals = desk.approvals;
    let rows: Vec<Row> = untrack(|| approvals.shown());
    let now = approvals.picked.get_untracked();
    let at = rows.iter().position(|row| now.as_ref() == Some(&row.id));
    let next = match (at, forward) {
        (None, _) => Some(0),
        (Some(at), true) => Some(at + 1),
        (Some(at), false) => at.checked_sub(1),
    };
    if let Some(row) = next.and_then(|at| rows.get(at)) {
        approvals.picked.set(Some(row.id.clone()));
        desk.say(super::words::title(desk.i18n, row));
    }
}

/// The key belongs to a field, a combination or a dialog.
fn is_for_somebody_else(event: &ev::KeyboardEvent) -> bool {
    let taken = event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented();
    let inside = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    taken
        || inside.is_some_and(|e| {
            e.closest("input:not([type=checkbox]), textarea, select, dialog").is_ok_and(|f| f.is_some())
        })
}

/// Presses *Forward*, so that what it opens has the focus after it.
fn press_forward(event: &ev::KeyboardEvent) {
    let panel = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let found = panel.and_then(|panel| panel.query_selector(".rc-forward button").ok().flatten());
    if let Some(button) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = button.focus();
        button.click();
    }
}

/// The overview of the keys, with the way to switch them off.
#[component]
pub fn KeyHelp(
    /// Everything the viewer's widget knows.
    desk: Desk,
) -> impl IntoView {
    let (i18n, approvals) = (desk.i18n, desk.approvals);
    let list = move || {
        KEYS.into_iter()
            .map(|(key, message)| {
                view! { <div><dt><kbd class="rc-key">{key}</kbd></dt><dd>{i18n.t(message)}</dd></div> }
                    .into_any()
            })
            .collect::<Vec<_>>()
    };
    let label = Read::new(move || i18n.t(if desk.shortcuts_on() { Msg::KeysOff } else { Msg::KeysOn }));
    view! {
        <Dialog
            open=approvals.keys_shown
            title=i18n.label(Msg::KeysTitle)
            close_label=i18n.label(Msg::ActionClose)
            on_close=move |()| approvals.keys_shown.set(false)
        >
            <dl class="rc-facts">{list}</dl>
            <Button label on_press=move |()| approvals.keys_off.set(!approvals.keys_off.get_untracked())/>
        </Dialog>
    }
}
