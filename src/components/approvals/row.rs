//! The rows of the list: one approval, or a group.

use super::words;
use crate::components::ui::{Badge, IconName, PickRow, Tone};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Signal};
use crate::state::approvals::row::SharedApproval;
use crate::state::approvals::workspace::ApprovalsWorkspace;
use leptos::prelude::*;
use std::sync::Arc;

/// The row of one approval.
#[component]
pub fn ApprovalRow(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
    /// The approval.
    row: SharedApproval,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let id = row.id.clone();
    let title = {
        let row = Arc::clone(&row);
        Derived::new(move || words::title(i18n, &row))
    };
    let kind = {
        let row = Arc::clone(&row);
        Derived::new(move || Some(words::kind(i18n, &row.asked.kind)))
    };
    let label = Derived::new(move || {
        let (_, _, kind) = kind.get().unwrap_or_default();
        i18n.with(Msg::ApprovalsTick, &[("kind", &kind), ("name", &title.get())])
    });
    let line = {
        let row = Arc::clone(&row);
        Derived::new(move || words::asked(i18n, &row))
    };
    let facts = {
        let row = Arc::clone(&row);
        Derived::new(move || {
            let mut facts: Vec<String> = row
                .asked
                .dates
                .iter()
                .map(|asked| {
                    let term = i18n.t(words::date_term(asked.field));
                    format!("{term}: {}", words::date(i18n, asked))
                })
                .collect();
            if let Some(decided) = &row.decided {
                facts.extend(decided.at.as_ref().map(|at| i18n.date_time(at)));
                facts.extend(decided.comment.clone());
            }
            facts.join(" · ")
        })
    };
    let warning = {
        let row = Arc::clone(&row);
        Derived::new(move || words::conflicts(i18n, &row).join(" "))
    };
    let can_decide = {
        let row = Arc::clone(&row);
        Memo::new(move || approvals.decisions.can_decide(&row))
    };
    let ticked = {
        let id = id.clone();
        Memo::new(move || approvals.selection.ticked.with(|ticked| ticked.has(id.as_str())))
    };
    let tick = {
        let id = id.clone();
        move |()| approvals.selection.tick(&id)
    };
    let open = {
        let id = id.clone();
        move |()| approvals.selection.open(id.clone())
    };
    let current = {
        let id = id.clone();
        Derived::new(move || approvals.selection.open.with(|picked| picked.as_ref() == Some(&id)))
    };
    // A memo, so that a row renders only when its own decision changes.
    let decision = Memo::new(move || approvals.decisions.on(&id));
    let state =
        Memo::new(move || decision.with(|decision| words::state(i18n, &row, decision.as_ref(), workspace)));
    view! {
        <PickRow
            label
            ticked
            on_tick=tick
            instead=Derived::new(move || {
                let (tone, icon, _) = state.get();
                (!can_decide.get()).then_some((tone, icon))
            })
            lead=kind
            name=title
            line
            facts
            warning
            current
            on_open=open
        >
            <Badge
                tone=Derived::new(move || state.get().0)
                icon=Derived::new(move || state.get().1)
                text=Derived::new(move || state.get().2)
            />
        </PickRow>
    }
}

/// The row of a group; while it is expanded, its approvals follow below.
#[component]
pub fn GroupRow(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
    /// The name of the group.
    #[prop(into)]
    name: Derived<String>,
    /// The approvals in the group.
    #[prop(into)]
    rows: Memo<Vec<SharedApproval>>,
    /// True while the group is expanded.
    open: Signal<bool>,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let decidable: Memo<Vec<SharedApproval>> =
        Memo::always(move || rows.with(|rows| approvals.decisions.decidable(rows)));
    let ticked = Memo::new(move || {
        let all = |rows: &Vec<SharedApproval>| {
            approvals.selection.ticked.with(|ticked| rows.iter().all(|row| ticked.has(row.id.as_str())))
        };
        decidable.with(|rows| !rows.is_empty() && all(rows))
    });
    let kind =
        Derived::new(move || rows.with(|rows| rows.first().map(|row| words::kind(i18n, &row.asked.kind))));
    let people = Derived::new(move || {
        rows.with(|rows| {
            let mut names: Vec<String> = Vec::new();
            for row in rows {
                let name = row.recipient().to_owned();
                if !name.is_empty() && !names.contains(&name) && names.len() < 4 {
                    names.push(name);
                }
            }
            i18n.list(&names)
        })
    });
    let oldest = Derived::new(move || {
        let now = workspace.shell.now();
        rows.with(|rows| {
            let first = rows.iter().filter(|row| row.created().is_some()).min_by_key(|row| row.created());
            let first = first.and_then(|row| row.asked.created.as_ref());
            first
                .map(|at| i18n.with(Msg::ApprovalsOldest, &[("when", &i18n.relative(at, now))]))
                .unwrap_or_default()
        })
    });
    let label = Derived::new(move || {
        let (_, _, kind) = kind.get().unwrap_or_default();
        i18n.count(
            Msg::ApprovalsTickGroup,
            decidable.with(Vec::len),
            &[("kind", &kind), ("name", &name.get())],
        )
    });
    view! {
        <PickRow
            label
            ticked
            on_tick=move |()| approvals.selection.tick_all(&decidable.get_untracked())
            instead=Derived::new(move || decidable.with(Vec::is_empty).then_some((Tone::Neutral, IconName::Clock)))
            lead=kind
            name=Derived::new(move || i18n.count(Msg::ApprovalsGroup, rows.with(Vec::len), &[("name", &name.get())]))
            line=people
            expanded=Derived::new(move || Some(open.get()))
            on_open=move |()| open.set(!open.get_untracked())
        >
            <Badge tone=Tone::Waiting icon=IconName::Clock text=oldest/>
        </PickRow>
    }
}
