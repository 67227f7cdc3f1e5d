//! The lines of a submitted plan: one item for one person each, and what became of it.

use crate::components::list_view::{ListView, Window};
use crate::components::ui::{Badge, IconName, KeyedRow, Tone};
use crate::components::words::{error_body, error_title};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo};
use crate::state::matrix::MatrixWorkspace;
use crate::state::matrix::plan::{LineState, PlanLine, PlanProgress};
use leptos::prelude::*;

/// The lines shown at first, and with each *Show more*.
const ROWS: usize = 50;
/// The most new rows rendered in one frame.
const STEP: usize = 20;

/// The lines of one plan, failed ones first.
#[component]
pub fn PlanLines(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
    /// The plan's key.
    key: String,
) -> impl IntoView {
    let (i18n, plans) = (workspace.shell.i18n, workspace.plans);
    let window = Window::new(ROWS, STEP);
    let lines: Memo<Vec<PlanLine>> = Memo::new(move || {
        plans.all.with(|all| {
            all.iter().find(|plan| plan.key() == key).map(PlanProgress::lines).unwrap_or_default()
        })
    });
    let len = Derived::new(move || lines.with(Vec::len));
    let draw = move |line: &PlanLine| {
        // Its state is a part of the key, so that a row whose state changes is drawn anew.
        let key = format!("{}/{}/{:?}", line.person, line.id, line.state);
        let line = line.clone();
        KeyedRow::new(key, move || row(i18n, workspace, &line))
    };
    let rows = move || lines.with(|lines| window.slice(lines).iter().map(draw).collect());
    view! {
        <div class="rc-plan-lines" role="group" aria-label=i18n.label(Msg::PlanLines)>
            <ListView i18n window rows=Derived::new(rows) len/>
        </div>
    }
}

fn row(i18n: I18n, workspace: MatrixWorkspace, line: &PlanLine) -> AnyView {
    let is_viewer = line.person == workspace.shell.viewer().id;
    let name = match &line.name {
        _ if is_viewer => i18n.t(Msg::RequestYou),
        Some(name) => name.clone(),
        None => line.person.to_string(),
    };
    let (tone, icon) = match line.state {
        LineState::Asked => (Tone::Positive, IconName::Tick),
        LineState::Existing => (Tone::Waiting, IconName::Info),
        LineState::Refused | LineState::NotFound => (Tone::Negative, IconName::Cross),
        LineState::Unsaid | LineState::Unsent | LineState::Sending | LineState::LookedUp => {
            (Tone::Outline, IconName::Clock)
        }
    };
    let existing = line.existing.as_ref();
    let existing = existing.map(|id| i18n.with(Msg::PlanExistingId, &[("id", id.as_str())]));
    let error = line.error.as_ref();
    let error = error.map(|error| format!("{}. {}", error_title(i18n, error), error_body(i18n, error)));
    let notes = [existing, error].into_iter().flatten();
    let notes = notes.map(|note| view! { <span class="rc-note" dir="auto">{note}</span> }).collect_view();
    view! {
        <li class="rc-card">
            <strong dir="auto">{line.item.clone()}</strong>
            <span class="rc-note">{i18n.with(Msg::PlanFor, &[("name", &name)])}</span>
            <Badge tone icon text=i18n.label(state_words(line.state))/>
            {notes}
        </li>
    }
    .into_any()
}

fn state_words(state: LineState) -> Msg {
    match state {
        LineState::Unsent => Msg::PlanLineUnsent,
        LineState::Sending => Msg::PlanLineSending,
        LineState::Asked => Msg::PlanLineAsked,
        LineState::Existing => Msg::PlanLineExisting,
        LineState::Unsaid => Msg::PlanLineUnsaid,
        LineState::LookedUp => Msg::PlanLineLookedUp,
        LineState::NotFound => Msg::PlanLineNotFound,
        LineState::Refused => Msg::PlanLineRefused,
    }
}
