//! What Approvals stands on: the viewer's desk with what waits for their decision beside it.

use super::Approvals;
use crate::config::{View, undo_millis};
use crate::i18n::Msg;
use crate::signal::{Derived, effect};
use crate::state::deep_link::PanelLink;
use crate::state::registry::Contribution;
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;
use leptos::prelude::untrack;

/// The viewer's desk while Approvals is there.
#[derive(Clone, Copy)]
pub struct ApprovalsWorkspace {
    /// What is always loaded.
    pub shell: Shell,
    /// What waits for the viewer's decision.
    pub approvals: Approvals,
}

impl ApprovalsWorkspace {
    /// Nothing read yet; decisions an earlier page left open are there again. `None` once the viewer has gone.
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
        effect(move || approvals.undo_millis.set(undo_millis(options.undo_seconds.get())));
        shell.report(approvals.waiting.load);
        shell.report(approvals.reviewed.load);
        let link = move || PanelLink {
            id: approvals.picked.get().map(|id| id.to_string()),
            filter: approvals.filter(),
        };
        if let Some(arrived) = shell.deep_link.attach(View::Approvals, link) {
            approvals.follow_filter(&arrived.filter.unwrap_or_default());
            if let Some(id) = arrived.id {
                approvals.follow_link(id.into());
            }
        }
        shell.when_back_online(move || {
            if approvals.waiting.load.has_error() {
                approvals.read();
            }
        });
        effect(move || {
            let open = shell.deep_link.view.get() == View::Approvals;
            untrack(|| if open { approvals.open() } else { approvals.leave() });
        });
        let contribution = Contribution {
            count: Derived::new(move || approvals.pending()),
            in_use: Derived::new(move || approvals.is_in_use()),
        };
        shell.registry.contribute(View::Approvals, contribution);
        Some(Self { shell, approvals })
    }

    /// Takes a batch back whose moment for undo has not passed, and says so: that it was decided may just have been read aloud.
    pub fn undo(self, key: &str) {
        if self.approvals.undo(key) {
            self.shell.say(self.shell.i18n.t(Msg::DecisionUndone));
        }
    }

    /// Whether single keys do something: neither the page nor the person has switched them off. Reactive.
    #[must_use]
    pub fn shortcuts_on(self) -> bool {
        !self.shell.session.options.no_shortcuts.get() && !self.approvals.keys_off.get()
    }
}
