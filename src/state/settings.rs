//! The panel **Settings** of an administrator: which section is open, the editor of the request rules, and the stuck requests.

mod conflict;
mod phase;
mod rule_editor;
mod save;
pub mod stuck;
pub mod workspace;

pub use phase::{SaveOutcome, Section, SettingsPhase};
pub use rule_editor::RuleEditor;

use super::host::Host;
use super::journal::Journal;
use super::people::PeopleSearch;
use super::storage::Store;
use crate::api::Client;
use crate::signal::{Derived, Signal};
use request_center_models::cancel::Viewer;
use stuck::StuckRequests;

/// The name of the section of stuck requests in links.
const STUCK: &str = "stuck";

/// The settings of one widget's viewer, who is an administrator: nobody else has the panel.
#[derive(Clone, Copy)]
pub struct Settings {
    /// The open section.
    pub section: Signal<Section>,
    /// True while the API's names of the fields are shown.
    pub shows_api_names: Signal<bool>,
    /// The request rules and the change of them.
    pub rules: RuleEditor,
    /// The search for a fallback approver.
    pub approver: PeopleSearch,
    /// The stuck requests.
    pub stuck: StuckRequests,
}

impl Settings {
    /// Starts without reading anything; restores a stored change of the rules.
    #[must_use]
    pub fn new(
        client: Client,
        viewer: Viewer,
        store: Store,
        journal: Journal,
        first_seconds: Derived<u32>,
        host: Host,
    ) -> Self {
        let approver = PeopleSearch::for_one(client.clone());
        let stuck = StuckRequests::new(client.clone(), viewer, &store, journal, first_seconds, host);
        let rules = RuleEditor::new(client, store, journal, host);
        rules.follow_journal();
        Self { section: Signal::default(), shows_api_names: Signal::default(), rules, approver, stuck }
    }

    /// Reads the rules, if that has not begun.
    pub fn open(self) {
        self.rules.open();
    }

    /// The name of the open section in links; the first has none. Reactive.
    #[must_use]
    pub fn linked(self) -> Option<String> {
        (self.section.get() == Section::Stuck).then(|| STUCK.to_owned())
    }

    /// Opens the section that a link names.
    pub fn follow_link(self, name: &str) {
        self.show(if name == STUCK { Section::Stuck } else { Section::Rules });
    }

    /// Opens a section.
    pub fn show(self, section: Section) {
        self.section.set(section);
        if section == Section::Stuck {
            self.stuck.open();
        }
    }
}
