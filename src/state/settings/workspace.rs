//! The workspace of Settings: the shell and the settings.

use super::{SaveOutcome, Settings};
use crate::config::View;
use crate::signal::effect;
use crate::state::deep_link::PanelLink;
use crate::state::list::LoadState;
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;

/// The workspace of Settings.
#[derive(Clone, Copy)]
pub struct SettingsWorkspace {
    /// The shell.
    pub shell: Shell,
    /// The settings.
    pub settings: Settings,
}

impl SettingsWorkspace {
    /// Starts without reading anything. `None` once the viewer has gone.
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
        // The catalog depends on the rules, so it is read again once they are saved.
        effect(move || {
            let saved = settings.rules.outcome.get() == Some(SaveOutcome::Saved);
            if saved && shell.catalog.objects.state.with_untracked(|state| *state != LoadState::Idle) {
                shell.catalog.read();
            }
        });
        Some(Self { shell, settings })
    }
}
