//! What Approvals stands on: the viewer's desk with what waits for their decision beside it.

use super::Approvals;
use crate::config::{View, undo_millis};
use crate::i18n::Msg;
use crate::signal::{Derived, effect};
use crate::state::approval_counts::ListCounts;
use crate::state::deep_link::PanelLink;
use crate::state::list::LoadState;
use crate::state::workspace::Workspace;
use leptos::prelude::untrack;
use std::ops::Deref;

/// The viewer's desk while Approvals is there.
#[derive(Clone, Copy)]
pub struct ApprovalsWorkspace {
    workspace: Workspace,
    /// What waits for the viewer's decision.
    pub approvals: Approvals,
}

impl Deref for ApprovalsWorkspace {
    type Target = Workspace;

    fn deref(&self) -> &Workspace {
        &self.workspace
    }
}

impl ApprovalsWorkspace {
    /// Nothing read yet; decisions an earlier page left open are there again. `None` once the viewer has gone.
    #[must_use]
    pub fn new(workspace: Workspace) -> Option<Self> {
        let options = workspace.session.options;
        let approvals = Approvals::new(
            workspace.client()?,
            workspace.viewer(),
            workspace.store()?,
            workspace.journal,
            options.host,
            workspace.approval_counts,
        );
        effect(move || approvals.undo_millis.set(undo_millis(options.undo_seconds.get())));
        workspace.report(approvals.waiting.load);
        workspace.report(approvals.reviewed.load);
        let link = move || PanelLink {
            id: approvals.picked.get().map(|id| id.to_string()),
            filter: approvals.filter(),
        };
        if let Some(arrived) = workspace.deep_link.attach(View::Approvals, link) {
            approvals.follow_filter(&arrived.filter.unwrap_or_default());
            if let Some(id) = arrived.id {
                approvals.follow_link(id.into());
            }
        }
        workspace.when_back_online(move || {
            if approvals.waiting.load.has_error() {
                approvals.read();
            }
        });
        effect(move || {
            let open = workspace.deep_link.view.get() == View::Approvals;
            untrack(|| if open { approvals.open() } else { approvals.leave() });
        });
        workspace.approval_counts.list.set(Some(ListCounts {
            waiting: Derived::new(move || {
                let whole = approvals.waiting.load.state.with(LoadState::is_whole);
                whole.then(|| approvals.waiting.rows.with(Vec::len))
            }),
            in_use: Derived::new(move || {
                approvals.waiting.load.state.with(|state| *state != LoadState::Idle)
                    || approvals.batches.with(|all| !all.is_empty())
            }),
        }));
        Some(Self { workspace, approvals })
    }

    /// Takes a batch back whose moment for undo has not passed, and says so: that it was decided may just have been read aloud.
    pub fn undo(self, key: &str) {
        if self.approvals.undo(key) {
            self.say(self.i18n.t(Msg::DecisionUndone));
        }
    }

    /// Whether single keys do something: neither the page nor the person has switched them off. Reactive.
    #[must_use]
    pub fn shortcuts_on(self) -> bool {
        !self.session.options.no_shortcuts.get() && !self.approvals.keys_off.get()
    }
}
