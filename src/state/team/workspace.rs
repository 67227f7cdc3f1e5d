//! What My team stands on: the viewer's desk with their people beside it.

use super::Team;
use crate::config::View;
use crate::signal::{Derived, effect};
use crate::state::deep_link::PanelLink;
use crate::state::requests::Requests;
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;

/// The viewer's desk while My team is there.
#[derive(Clone, Copy)]
pub struct TeamWorkspace {
    /// What is always loaded.
    pub shell: Shell,
    /// What was asked for.
    pub requests: Requests,
    /// The viewer's people and what they hold.
    pub team: Team,
}

impl TeamWorkspace {
    /// Nobody chosen, but for whom the page's address leads to. `None` once the viewer has gone.
    #[must_use]
    pub fn new(workspace: Workspace) -> Option<Self> {
        let shell = workspace.shell;
        let options = shell.session.options;
        let team = Team::new(workspace, shell.client()?, workspace.store()?);
        effect(move || team.own_allowed.set(options.self_removal.get()));
        workspace.contribute_team(Derived::new(move || team.removal.has_any()));
        let arrived =
            shell.deep_link.attach(View::Team, move || PanelLink { id: team.linked(), filter: None });
        if let Some(id) = arrived.and_then(|arrived| arrived.id) {
            team.follow_link(id.into());
        }
        effect(move || {
            let open = shell.deep_link.view.get() == View::Team;
            if open { team.reports.open() } else { team.reports.leave() }
        });
        Some(Self { shell, requests: workspace.requests, team })
    }
}
