//! A row of the approvals: one of them, or several that are alike.

use super::words;
use crate::components::ui::{Badge, IconName, PickRow, Tone};
use crate::i18n::Msg;
use crate::signal::{Memo, Read, Var};
use crate::state::approvals::Row;
use crate::state::desk::Desk;
use leptos::prelude::*;
use request_center_models::id::ApprovalId;
use std::sync::Arc;

/// One approval.
#[component]
pub fn ApprovalRow(
    /// Everything the viewer's widget knows.
    desk: Desk,
    /// The approval.
    row: Row,
) -> impl IntoView {
    let (i18n, approvals) = (desk.i18n, desk.approvals);
    let id = row.id.clone();
    let title = {
        let row = Arc::clone(&row);
        Read::new(move || words::title(i18n, &row))
    };
    let kind = {
        let row = Arc::clone(&row);
        Read::new(move || Some(words::kind(i18n, &row.kind)))
    };
    let label = Read::new(move || {
        let (_, _, kind) = kind.get().unwrap_or_default();
        i18n.with(Msg::ApprovalsTick, &[("kind", &kind), ("name", &title.get())])
    });
    let line = {
        let row = Arc::clone(&row);
        Read::new(move || words::asked(i18n, &row))
    };
    let facts = {
        let row = Arc::clone(&row);
        Read::new(move || {
            let mut facts: Vec<String> = row
                .dates
                .iter()
                .map(|asked| {
                    let term = i18n.t(words::date_term(asked.field));
                    format!("{term}: {}", words::date(i18n, asked))
                })
                .collect();
            if let Some(decided) = &row.decided {
                facts.extend(decided.at.as_ref().map(|at| i18n.date_time(at)));
                facts.extend(decided.words.clone());
            }
            facts.join(" · ")
        })
    };
    let warning = {
        let row = Arc::clone(&row);
        Read::new(move || words::conflicts(i18n, &row.conflicts, row.for_whom()).join(" "))
    };
    let free = {
        let row = Arc::clone(&row);
        Memo::new(move || approvals.is_free(&row))
    };
    let ticked = {
        let id = id.clone();
        Memo::new(move || approvals.ticked.with(|ticked| ticked.contains(&id)))
    };
    let tick = {
        let id = id.clone();
        move |()| approvals.tick(&id)
    };
    let open = {
        let id = id.clone();
        move |()| approvals.picked.set(Some(id.clone()))
    };
    let current = {
        let id = id.clone();
        Read::new(move || approvals.picked.with(|picked| picked.as_ref() == Some(&id)))
    };
    let state = Memo::new(move || {
        let ours = approvals.decision_on(&id);
        words::state(i18n, &row, ours.as_ref(), desk.now())
    });
    view! {
        <PickRow
            label
            ticked
            on_tick=tick
            instead=Read::new(move || {
                let (tone, icon, _) = state.get();
                (!free.get()).then_some((tone, icon))
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
                tone=Read::new(move || state.get().0)
                icon=Read::new(move || state.get().1)
                text=Read::new(move || state.get().2)
            />
        </PickRow>
    }
}

/// Several approvals put together; unfolded, each stands below.
#[component]
pub fn GroupRow(
    /// Everything the viewer's widget knows.
    desk: Desk,
    /// What they have in common, in words.
    #[prop(into)]
    name: Read<String>,
    /// The approvals.
    #[prop(into)]
    rows: Memo<Vec<Row>>,
    /// Whether they are shown below.
    open: Var<bool>,
) -> impl IntoView {
    let (i18n, approvals) = (desk.i18n, desk.approvals);
    let free = move || -> Vec<ApprovalId> {
        rows.with(|rows| rows.iter().filter(|row| approvals.is_free(row)).map(|row| row.id.clone()).collect())
    };
    let ticked = Memo::new(move || {
        let free = free();
        !free.is_empty() && approvals.ticked.with(|ticked| free.iter().all(|id| ticked.contains(id)))
    });
    let kind = Read::new(move || rows.with(|rows| rows.first().map(|row| words::kind(i18n, &row.kind))));
    let people = Read::new(move || {
        rows.with(|rows| {
            let mut names: Vec<String> = Vec::new();
            for row in rows {
                let name = row.for_whom().to_owned();
                if !name.is_empty() && !names.contains(&name) && names.len() < 4 {
                    names.push(name);
                }
            }
            i18n.list(&names)
        })
    });
    let oldest = Read::new(move || {
        let now = desk.now();
        rows.with(|rows| {
            let first =
                rows.iter().filter_map(|row| row.created.as_ref()).min_by(|a, b| a.as_str().cmp(b.as_str()));
            first
                .map(|at| i18n.with(Msg::ApprovalsOldest, &[("when", &i18n.relative(at, now))]))
                .unwrap_or_default()
        })
    });
    let label = Read::new(move || {
        let (_, _, kind) = kind.get().unwrap_or_default();
        i18n.count(Msg::ApprovalsTickGroup, free().len(), &[("kind", &kind), ("name", &name.get())])
    });
    view! {
        <PickRow
            label
            ticked
            on_tick=move |()| approvals.tick_all(&free())
            instead=Read::new(move || free().is_empty().then_some((Tone::Neutral, IconName::Clock)))
            lead=kind
            name=Read::new(move || i18n.count(Msg::ApprovalsGroup, rows.with(Vec::len), &[("name", &name.get())]))
            line=people
            expanded=Read::new(move || Some(open.get()))
            on_open=move |()| open.set(!open.get_untracked())
        >
            <Badge tone=Tone::Waiting icon=IconName::Clock text=oldest/>
        </PickRow>
    }
}
