//! What Settings stands on: the viewer's desk with the rules beside it.

use super::{Outcome, Settings};
use crate::config::View;
use crate::signal::watch;
use crate::state::desk::Desk;
use crate::state::list::LoadState;
use crate::state::place::Trace;
use std::ops::Deref;

/// The viewer's desk while Settings is there.
#[derive(Clone, Copy)]
pub struct SettingsDesk {
    desk: Desk,
    /// The rules for requests, and what hangs.
    pub settings: Settings,
}

impl Deref for SettingsDesk {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl SettingsDesk {
    /// Nothing read yet but what was being changed. `None` once the viewer has gone.
    #[must_use]
    pub fn new(desk: Desk) -> Option<Self> {
        let (client, viewer, host) = (desk.client()?, desk.viewer(), desk.session.options.host);
        let settings = Settings::new(client, viewer, desk.store()?, desk.journal, desk.first_seconds(), host);
        let trace = move || Trace { id: None, filter: settings.linked() };
        if let Some(arrived) = desk.place.attach(View::Settings, trace) {
            settings.follow_link(&arrived.filter.unwrap_or_default());
        }
        watch(move || {
            if desk.place.view.get() == View::Settings {
                settings.open();
            }
        });
        // Rules that were changed here rule the catalog of this very page too.
        watch(move || {
            let saved = settings.outcome.get() == Some(Outcome::Saved);
            if saved && desk.catalog.objects.state.with_untracked(|state| *state != LoadState::Idle) {
                desk.catalog.read();
            }
        });
        Some(Self { desk, settings })
    }
}
