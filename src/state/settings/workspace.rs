//! What Settings stands on: the viewer's desk with the rules beside it.

use super::{SaveOutcome, Settings};
use crate::config::View;
use crate::signal::effect;
use crate::state::deep_link::PanelLink;
use crate::state::list::LoadState;
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;

/// The viewer's desk while Settings is there.
#[derive(Clone, Copy)]
pub struct SettingsWorkspace {
    /// What is always loaded.
    pub shell: Shell,
    /// The rules for requests, and what hangs.
    pub settings: Settings,
}

impl SettingsWorkspace {
    /// Nothing read yet but what was being changed. `None` once the viewer has gone.
    #[must_use]
    pub fn new(workspace: Workspace) -> Option<Self> {
        let shell = workspace.shell;
        let (client, viewer, host) = (shell.client()?, shell.viewer(), shell.session.options.host);
        let settings =
            Settings::new(client, viewer, workspace.store()?, workspace.journal, shell.first_seconds(), host);
        let link = move || PanelLink { id: None, filter: settings.linked() };
        if let Some(arrived) = shell.deep_link.attach(View::Settings, link) {
            settings.follow_link(&arrived.filter.unwrap_or_default());
        }
        effect(move || {
            if shell.deep_link.view.get() == View::Settings {
                settings.open();
            }
        });
        // Rules that were changed here rule the catalog of this very page too.
        effect(move || {
            let saved = settings.rules.outcome.get() == Some(SaveOutcome::Saved);
            if saved && shell.catalog.objects.state.with_untracked(|state| *state != LoadState::Idle) {
                shell.catalog.read();
            }
        });
        Some(Self { shell, settings })
    }
}
