//! What My team stands on: the viewer's desk with their people beside it.

use super::Team;
use crate::config::View;
use crate::signal::{Read, watch};
use crate::state::desk::Desk;
use crate::state::place::Trace;
use std::ops::Deref;

/// The viewer's desk while My team is there.
#[derive(Clone, Copy)]
pub struct TeamDesk {
    desk: Desk,
    /// The viewer's people and what they hold.
    pub team: Team,
}

impl Deref for TeamDesk {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl TeamDesk {
    /// Nobody chosen, but for whom the page's address leads to. `None` once the viewer has gone.
    #[must_use]
    pub fn new(desk: Desk) -> Option<Self> {
        let options = desk.session.options;
        let team = Team::new(desk, desk.client()?, desk.store()?);
        watch(move || team.own_allowed.set(options.self_removal.get()));
        desk.removing.set(Some(Read::new(move || team.removal.has_any())));
        let arrived = desk.place.attach(View::Team, move || Trace { id: team.linked(), filter: None });
        if let Some(id) = arrived.and_then(|arrived| arrived.id) {
            team.follow_link(id.into());
        }
        watch(move || {
            let open = desk.place.view.get() == View::Team;
            if open { team.reports.open() } else { team.reports.leave() }
        });
        Some(Self { desk, team })
    }
}
