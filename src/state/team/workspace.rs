//! The workspace of My team: the viewer's requests and their people. Knows no view.

use super::Team;
use crate::config::View;
use crate::signal::{Derived, effect};
use crate::state::cart::Cart;
use crate::state::deep_link::PanelLink;
use crate::state::requests::Requests;
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;

/// The state My team works with.
#[derive(Clone, Copy)]
pub struct TeamWorkspace {
    /// The part of the widget that is always loaded.
    pub shell: Shell,
    /// The viewer's requests.
    pub requests: Requests,
    /// The viewer's people and their access.
    pub team: Team,
    /// The request, to which people can be added.
    pub cart: Cart,
}

impl TeamWorkspace {
    /// Nobody chosen but the person in the page's address. `None` once the viewer has gone.
    #[must_use]
    pub fn new(workspace: Workspace) -> Option<Self> {
        let shell = workspace.shell;
        let options = shell.session.options;
        let team = Team::new(workspace, shell.client()?, &workspace.store()?);
        effect(move || team.self_removal.set(options.self_removal.get()));
        workspace
            .contribute_team(Derived::new(move || team.removal.is_in_use() || team.end_change.is_open()));
        let link =
            shell.deep_link.attach(View::Team, move || PanelLink { id: team.linked_id(), filter: None });
        if let Some(id) = link.and_then(|link| link.id) {
            team.follow_link(id.into());
        }
        effect(move || {
            let open = shell.deep_link.view.get() == View::Team;
            if open {
                team.reports.open();
                // What is refused is disabled, and only the configuration says so.
                shell.catalog.read_configuration();
            } else {
                team.reports.close();
            }
        });
        shell.when_back_online(move || {
            if team.reports.list.load.has_error() {
                team.reports.read();
            }
            for person in team.chosen.get_untracked() {
                team.holdings.open(&person);
            }
        });
        Some(Self { shell, requests: workspace.requests, team, cart: workspace.cart })
    }
}
