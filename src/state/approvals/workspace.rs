//! The workspace of Approvals: the shell and the viewer's approvals, connected to deep links, reconnects and the tab's badge.

use super::Approvals;
use crate::config::{View, undo_millis};
use crate::i18n::Msg;
use crate::signal::{Derived, effect};
use crate::state::deep_link::PanelLink;
use crate::state::registry::Contribution;
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;
use leptos::prelude::untrack;

/// The workspace of the Approvals panel.
#[derive(Clone, Copy)]
pub struct ApprovalsWorkspace {
    /// The part that is always loaded.
    pub shell: Shell,
    /// The viewer's approvals.
    pub approvals: Approvals,
}

impl ApprovalsWorkspace {
    /// Creates the workspace; `None` once the viewer has left.
    #[must_use]
    pub fn new(workspace: Workspace) -> Option<Self> {
        let shell = workspace.shell;
        let options = shell.session.options;
        let approvals = Approvals::new(
            shell.client()?,
            shell.viewer(),
            workspace.store()?,
            workspace.journal,
            options.host,
            workspace.approval_counts,
        );
        effect(move || approvals.decisions.undo_millis.set(undo_millis(options.undo_seconds.get())));
        shell.report(approvals.lists.pending.load);
        shell.report(approvals.lists.reviewed.load);
        let link = move || PanelLink {
            id: approvals.selection.open.get().map(|id| id.to_string()),
            filter: approvals.filters.to_text(),
        };
        if let Some(arrived) = shell.deep_link.attach(View::Approvals, link) {
            approvals.apply_filter(&arrived.filter.unwrap_or_default());
            if let Some(id) = arrived.id {
                approvals.open_link(id.into());
            }
        }
        shell.when_back_online(move || {
            if approvals.lists.pending.load.has_error() {
                approvals.read();
            }
        });
        effect(move || {
            let open = shell.deep_link.view.get() == View::Approvals;
            untrack(|| if open { approvals.open() } else { approvals.leave() });
        });
        let contribution = Contribution {
            count: Derived::new(move || approvals.lists.pending_count()),
            in_use: Derived::new(move || approvals.is_in_use()),
        };
        shell.registry.contribute(View::Approvals, contribution);
        Some(Self { shell, approvals })
    }

    /// Undoes a batch that can still be undone, and announces it: a screen reader may just have announced the decision.
    pub fn undo(self, key: &str) {
        if self.approvals.undo(key) {
            self.shell.say(self.shell.i18n.t(Msg::DecisionUndone));
        }
    }

    /// Returns whether single keys are on: neither the page nor the user has switched them off. Reactive.
    #[must_use]
    pub fn shortcuts_on(self) -> bool {
        !self.shell.session.options.no_shortcuts.get() && !self.approvals.shortcuts.off.get()
    }
}
