//! The single-key shortcuts of Approvals and their overview. They can be switched off; every action has a button too.

use crate::components::ui::{Button, Dialog};
use crate::i18n::Msg;
use crate::signal::Derived;
use crate::state::approvals::row::SharedApproval;
use crate::state::approvals::workspace::ApprovalsWorkspace;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Every key with its label in the overview.
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

/// Runs the action of a key.
pub fn on_keydown(workspace: ApprovalsWorkspace, event: &ev::KeyboardEvent) {
    let approvals = workspace.approvals;
    if is_ignored(event) {
        return;
    }
    let key = event.key();
    if key == "?" {
        event.prevent_default();
        return workspace.approvals.shortcuts.help_open.set(true);
    }
    if !workspace.shortcuts_on() {
        return;
    }
    match key.as_str() {
        "j" => step(workspace, event, true),
        "k" => step(workspace, event, false),
        "x" => {
            if let Some(id) = approvals.selection.open.get_untracked() {
                approvals.selection.tick(&id);
            }
        }
        // Through the buttons, so that a violation moves the focus to its field.
        "a" => press(event, ".rc-approve button"),
        "d" => press(event, ".rc-deny button"),
        "f" => press(event, ".rc-forward button"),
        "u" => {
            if let Some(key) = approvals.decisions.undoable.get_untracked().pop() {
                workspace.undo(&key);
            }
        }
        _ => return,
    }
    event.prevent_default();
}

/// Opens the next or the previous approval of the list and focuses its row.
fn step(workspace: ApprovalsWorkspace, event: &ev::KeyboardEvent, forward: bool) {
    let approvals = workspace.approvals;
    let rows: Vec<SharedApproval> = untrack(|| approvals.lists.shown());
    let now = approvals.selection.open.get_untracked();
    let at = rows.iter().position(|row| now.as_ref() == Some(&row.id));
    let next = match (at, forward) {
        (None, _) => Some(0),
        (Some(at), true) => Some(at + 1),
        (Some(at), false) => at.checked_sub(1),
    };
    if let Some(row) = next.and_then(|at| rows.get(at)) {
        approvals.selection.open(row.id.clone());
        let title = super::words::title(workspace.shell.i18n, row);
        let panel = panel(event);
        request_animation_frame(move || match find(panel.as_ref(), ".rc-row-opens[aria-current]") {
            Some(opens) => drop(opens.focus()),
            None => workspace.shell.say(title), // its group is collapsed
        });
    }
}

/// Returns whether the key belongs to a text field, a key combination or a dialog.
fn is_ignored(event: &ev::KeyboardEvent) -> bool {
    // A repeated key only moves; one press is one decision.
    let is_repeat = event.repeat() && !matches!(event.key().as_str(), "j" | "k");
    let taken =
        event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() || is_repeat;
    let inside = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    taken
        || inside.is_some_and(|e| {
            e.closest("input:not([type=checkbox]), textarea, select, dialog").is_ok_and(|f| f.is_some())
        })
}

/// Focuses and clicks a button.
fn press(event: &ev::KeyboardEvent, button: &str) {
    if let Some(button) = find(panel(event).as_ref(), button) {
        let _ = button.focus();
        button.click();
    }
}

fn panel(event: &ev::KeyboardEvent) -> Option<web_sys::Element> {
    event.current_target().and_then(|target| target.dyn_into().ok())
}

fn find(panel: Option<&web_sys::Element>, selector: &str) -> Option<web_sys::HtmlElement> {
    panel?.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// The overview of the keys, with a switch.
#[component]
pub fn KeyHelp(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let list = move || {
        KEYS.into_iter()
            .map(|(key, message)| {
                view! { <div><dt><kbd class="rc-key">{key}</kbd></dt><dd>{i18n.t(message)}</dd></div> }
                    .into_any()
            })
            .collect::<Vec<_>>()
    };
    let label =
        Derived::new(move || i18n.t(if workspace.shortcuts_on() { Msg::KeysOff } else { Msg::KeysOn }));
    view! {
        <Dialog
            open=approvals.shortcuts.help_open
            title=i18n.label(Msg::KeysTitle)
            close_label=i18n.label(Msg::ActionClose)
            on_close=move |()| approvals.shortcuts.help_open.set(false)
        >
            <dl class="rc-facts">{list}</dl>
            <Button label on_press=move |()| approvals.shortcuts.toggle()/>
        </Dialog>
    }
}
