//! A manager's people: who they are, what they hold, and the removal being put together.

pub mod workspace;
pub mod holding;
pub mod link;
pub mod removal;
pub mod reports;

use super::journal::Journal;
use super::journal::intent::Intent;
use super::journal::state::WriteState;
use super::latest::Latest;
use super::list::LoadState;
use super::people::Person;
use super::requests::{Requests, SharedRequest};
use super::storage::Store;
use super::workspace::Workspace;
use crate::api::Client;
use crate::signal::{Signal, Stored, effect};
use holding::{HeldItem, Holdings};
use link::LinkTrouble;
use removal::Removal;
use reports::Reports;
use request_center_models::cancel::Viewer;
use request_center_models::holding::{Holding, REMOVAL_TAKES};
use request_center_models::id::IdentityId;
use request_center_models::moment::Moment;
use request_center_models::wire::reference::RequestType;
use request_center_models::wire::status::RequestState;
use std::sync::Arc;

/// The team of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Team {
    /// Who reports to the viewer, and anybody an administrator looks up.
    pub reports: Reports,
    /// What they hold.
    pub holdings: Holdings,
    /// The removal being put together.
    pub removal: Removal,
    /// Those whose access is shown.
    pub chosen: Signal<Vec<Person>>,
    /// Those ticked in the list, to be shown together.
    pub ticked: Signal<Vec<Person>>,
    /// Whose access was shown before the list came back.
    pub left: Signal<Option<IdentityId>>,
    /// Whether the page lets people take their own access away.
    pub own_allowed: Signal<bool>,
    /// The person a link leads to, until it is known who that is.
    pub wanted: Signal<Option<IdentityId>>,
    /// Why a link opened nobody.
    pub link_trouble: Signal<Option<LinkTrouble>>,
    requests: Requests,
    journal: Journal,
    viewer: Stored<Viewer>,
    client: Stored<Client>,
    linking: Latest,
}

impl Team {
    /// Nobody chosen; a removal that was being put together is there again.
    #[must_use]
    pub fn new(workspace: Workspace, client: Client, store: Store) -> Self {
        let (viewer, host) = (workspace.shell.viewer(), workspace.shell.session.options.host);
        let (requests, journal) = (workspace.requests, workspace.journal);
        let holdings = Holdings::new(client.clone());
        let own_allowed = Signal::new(false);
        let own = viewer.id.clone();
        let removal = Removal::new(client.clone(), own.clone(), own_allowed, store, journal, requests, host);
        let team = Self {
            reports: Reports::new(client.clone(), own, workspace.page_reports),
            holdings,
            removal,
            chosen: Signal::default(),
            ticked: Signal::default(),
            left: Signal::default(),
            own_allowed,
            requests,
            journal,
            wanted: Signal::default(),
            link_trouble: Signal::default(),
            viewer: Stored::new(viewer),
            client: Stored::new(client),
            linking: Latest::default(),
        };
        // What is learned of something picked is learned by the form too.
        effect(move || holdings.of.with(|all| team.removal.merge(all)));
        // A removal that has come to its end changes what is held.
        let mut before = None;
        effect(move || {
            let done = requests.list.rows.with(|rows| {
                let done = |row: &&SharedRequest| {
                    row.request_type == Some(RequestType::Revoke)
                        && row.state == Some(RequestState::Completed)
                };
                rows.iter().filter(done).count()
            });
            if requests.list.load.state.with(LoadState::is_whole)
                && before.replace(done).is_some_and(|before| before < done)
            {
                holdings.renew(&team.chosen.get_untracked());
            }
        });
        team
    }

    /// Whether the viewer may look up anybody.
    #[must_use]
    pub fn is_admin(self) -> bool {
        self.viewer.try_with(Viewer::is_admin).unwrap_or(false)
    }

    /// The viewer, where the page lets people take their own access away.
    #[must_use]
    pub fn own(self) -> Option<Person> {
        let viewer = self.viewer.try_get().filter(|_| self.own_allowed.get())?;
        Some(Person::new(viewer.id, &viewer.name, String::new(), "", Some(true)))
    }

    /// Shows what these people hold, and reads it where it has not been read.
    pub fn show(self, people: Vec<Person>) {
        self.end_link();
        for person in &people {
            self.holdings.open(person);
        }
        self.chosen.set(people);
    }

    /// Back to the list of people.
    pub fn leave(self) {
        self.left.set(self.chosen.with_untracked(|chosen| chosen.first().map(|person| person.id.clone())));
        self.chosen.set(Vec::new());
    }

    /// Ticks somebody in the list, or takes the tick away.
    pub fn tick(self, person: &Person) {
        self.ticked.update(|ticked| {
            let before = ticked.len();
            ticked.retain(|other| other.id != person.id);
            if ticked.len() == before {
                ticked.push(person.clone());
            }
        });
    }

    /// What that person holds, with removals under way. Reactive.
    #[must_use]
    pub fn held_by(self, person: &IdentityId) -> Option<HeldItem> {
        let mut held = self.holdings.held_by(person)?;
        let all = held.items.clone();
        for item in &mut held.items {
            let removals = removals_of(self.requests, self.journal, person, item, &all);
            item.note_rows(person, &removals);
        }
        Some(held)
    }

    /// Whether a removal of that was sent and has not been seen in the service's list yet. Reactive.
    #[must_use]
    pub fn is_on_its_way(self, person: &IdentityId, item: &Holding) -> bool {
        self.journal.intents.with(|intents| {
            intents.iter().any(|one| {
                let open = !one.state.is_over() && one.state != WriteState::NotFound;
                open && one.write.removes(person, item)
            })
        })
    }

    /// When that was taken away before, where it has been given back since. Reactive.
    #[must_use]
    pub fn came_back(self, person: &IdentityId, item: &Holding) -> Option<Moment> {
        let since = match item.since.as_ref().and_then(Moment::instant) {
            Some(since) => since,
            // Since when it is held is not known: it was there when it was read, and by then it should have been gone.
            None => self.holdings.held_by(person)?.read_at? - REMOVAL_TAKES,
        };
        self.gone_at(person, item).filter(|gone| gone.instant().is_some_and(|gone| gone <= since))
    }

    /// When that went, or will go, by a removal that needs nobody any more. Reactive.
    #[must_use]
    pub fn gone_at(self, person: &IdentityId, item: &Holding) -> Option<Moment> {
        let all = self.holdings.held_by(person).map(|held| held.items).unwrap_or_default();
        removals_of(self.requests, self.journal, person, item, &all).iter().find_map(|row| {
            let over = row.state == Some(RequestState::Completed);
            let on = [&row.modified, &row.remove_date].into_iter().flatten();
            on.max_by_key(|at| at.instant()).filter(|_| over).cloned()
        })
    }
}

/// The viewer's requests to take that away from that person. A row names no assignment of a role, but what was sent from here
/// did: as long as that one is among `all` the person holds, the row is not about another. Reactive.
fn removals_of(
    requests: Requests,
    journal: Journal,
    person: &IdentityId,
    item: &Holding,
    all: &[Holding],
) -> Vec<SharedRequest> {
    let mut removals = Vec::new();
    requests.list.rows.with(|rows| {
        for row in rows.iter().filter(|row| item.is_removed_by(person, row)) {
            removals.push(row.clone());
        }
    });
    if !removals.is_empty() {
        journal.intents.with(|intents| {
            removals.retain(|row| {
                let id = row.access_request_id.as_ref();
                let sent = |intent: &&Arc<Intent>| {
                    intent.write.cancels().is_none() && id.is_some_and(|id| intent.ids.contains(id))
                };
                intents.iter().find(sent).is_none_or(|intent| {
                    intent.write.removes(person, item)
                        || !all.iter().any(|other| intent.write.removes(person, other))
                })
            });
        });
    }
    removals
}
