//! A manager's people, their access, and the removal form. Knows no view.

pub mod workspace;
pub mod holding;
pub mod link;
pub mod removal;
mod removal_rows;
pub mod reports;

use super::journal::Journal;
use super::list::LoadState;
use super::people::Person;
use super::requests::{Requests, SharedRequest};
use super::storage::Store;
use super::workspace::Workspace;
use crate::api::Client;
use crate::signal::{Signal, Stored, effect};
use holding::{Holdings, PersonHoldings};
use leptos::task::spawn_local;
use link::PersonLink;
use removal::Removal;
use removal_rows::{is_removal_sent, removal_rows};
use reports::Reports;
use request_center_models::cancel::Viewer;
use request_center_models::holding::{Holding, REMOVAL_TAKES, RemovalBlocked};
use request_center_models::id::IdentityId;
use request_center_models::moment::Moment;
use request_center_models::wire::identity::PublicIdentity;
use request_center_models::wire::reference::RequestType;
use request_center_models::wire::status::RequestState;

/// The team of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Team {
    /// The viewer's reports, and an administrator's search for other people.
    pub reports: Reports,
    /// The access of the people opened so far.
    pub holdings: Holdings,
    /// The removal form.
    pub removal: Removal,
    /// The people whose access is shown.
    pub chosen: Signal<Vec<Person>>,
    /// The people ticked in the list, to be shown together.
    pub ticked: Signal<Vec<Person>>,
    /// The person shown last, to whose row the list returns.
    pub last_chosen: Signal<Option<IdentityId>>,
    /// True while the page lets people remove their own access.
    pub self_removal: Signal<bool>,
    /// The link to one person in the page's address.
    pub link: PersonLink,
    requests: Requests,
    journal: Journal,
    viewer: Stored<Viewer>,
    client: Stored<Client>,
}

impl Team {
    /// Nobody chosen, and the removal as it was stored.
    #[must_use]
    pub fn new(workspace: Workspace, client: Client, store: Store) -> Self {
        let (viewer, host) = (workspace.shell.viewer(), workspace.shell.session.options.host);
        let (requests, journal) = (workspace.requests, workspace.journal);
        let holdings = Holdings::new(client.clone());
        let self_removal = Signal::new(false);
        let own = viewer.id.clone();
        let removal = Removal::new(client.clone(), own.clone(), self_removal, store, journal, requests, host);
        removal.resume();
        let team = Self {
            reports: Reports::new(client.clone(), own, workspace.page_reports),
            holdings,
            removal,
            chosen: Signal::default(),
            ticked: Signal::default(),
            last_chosen: Signal::default(),
            self_removal,
            link: PersonLink::default(),
            requests,
            journal,
            viewer: Stored::new(viewer),
            client: Stored::new(client),
        };
        // The form shows the same facts about an item as the list.
        effect(move || holdings.all.with(|all| team.removal.merge(all)));
        // A completed removal changes what its person holds.
        let mut before = None;
        effect(move || {
            let completed = requests.list.rows.with(|rows| {
                let completed = |row: &&SharedRequest| {
                    row.request_type == Some(RequestType::Revoke)
                        && row.state == Some(RequestState::Completed)
                };
                rows.iter().filter(completed).count()
            });
            if requests.list.load.state.with(LoadState::is_whole)
                && before.replace(completed).is_some_and(|before| before < completed)
            {
                holdings.invalidate(&team.chosen.get_untracked());
            }
        });
        team
    }

    /// Returns whether the viewer may open anybody.
    #[must_use]
    pub fn is_admin(self) -> bool {
        self.viewer.try_with(Viewer::is_admin).unwrap_or(false)
    }

    /// The viewer's own row, while the page lets people remove their own access. Reactive.
    #[must_use]
    pub fn own_row(self) -> Option<Person> {
        let viewer = self.viewer.try_get().filter(|_| self.self_removal.get())?;
        Some(Person::new(viewer.id, &viewer.name, String::new(), "", Some(true)))
    }

    /// Shows the access of these people, and reads it unless it was read before.
    pub fn show(self, people: Vec<Person>) {
        self.link.end();
        for person in &people {
            self.holdings.open(person);
        }
        self.chosen.set(people);
    }

    /// Shows the list of people again.
    pub fn show_list(self) {
        let first = self.chosen.with_untracked(|chosen| chosen.first().map(|person| person.id.clone()));
        self.last_chosen.set(first);
        self.chosen.set(Vec::new());
    }

    /// Ticks or unticks somebody in the list.
    pub fn toggle_tick(self, person: &Person) {
        self.ticked.update(|ticked| {
            let before = ticked.len();
            ticked.retain(|other| other.id != person.id);
            if ticked.len() == before {
                ticked.push(person.clone());
            }
        });
    }

    /// Opens the person a link names, once the directory has returned them.
    pub fn follow_link(self, id: IdentityId) {
        let Some(client) = self.client.try_get() else { return };
        let abort = self.link.begin(id.clone());
        spawn_local(async move {
            let blocked = |row: &PublicIdentity| self.link_blocked(row);
            if let Some(person) = self.link.look_up(&client, id, &abort, blocked).await {
                self.show(vec![person]);
            }
        });
    }

    /// The person in the page's address: the only one shown, or the one a link names. Reactive.
    #[must_use]
    pub fn linked_id(self) -> Option<String> {
        let shown = self.chosen.with(|chosen| match chosen.as_slice() {
            [only] => Some(only.id.to_string()),
            _ => None,
        });
        shown.or_else(|| self.link.target.with(|target| target.as_ref().map(IdentityId::to_string)))
    }

    /// The access of that person, with pending removals. Reactive.
    #[must_use]
    pub fn holdings_of(self, person: &IdentityId) -> Option<PersonHoldings> {
        let mut holdings = self.holdings.of(person)?;
        let all = holdings.items.clone();
        for item in &mut holdings.items {
            let removals = removal_rows(self.requests, self.journal, person, item, &all);
            item.note_rows(person, &removals);
        }
        Some(holdings)
    }

    /// True while a removal of that item was sent and is not in the service's list yet. Reactive.
    #[must_use]
    pub fn is_removal_sent(self, person: &IdentityId, item: &Holding) -> bool {
        is_removal_sent(self.journal, person, item)
    }

    /// The date of an earlier removal of that item, if it was assigned again afterwards. Reactive.
    #[must_use]
    pub fn removed_before(self, person: &IdentityId, item: &Holding) -> Option<Moment> {
        let since = match item.since.as_ref().and_then(Moment::instant) {
            Some(since) => since,
            // Without a date of assignment: it was still there when a removal should long have taken effect.
            None => self.holdings.of(person)?.read_at?.saturating_sub(REMOVAL_TAKES),
        };
        self.removal_date(person, item).filter(|date| date.instant().is_some_and(|date| date <= since))
    }

    /// The date on which a completed removal of that item took, or will take, effect. Reactive.
    #[must_use]
    pub fn removal_date(self, person: &IdentityId, item: &Holding) -> Option<Moment> {
        let all = self.holdings.of(person).map(|holdings| holdings.items).unwrap_or_default();
        removal_rows(self.requests, self.journal, person, item, &all).iter().find_map(|row| {
            let completed = row.state == Some(RequestState::Completed);
            let dates = [&row.modified, &row.remove_date].into_iter().flatten();
            dates.max_by_key(|at| at.instant()).filter(|_| completed).cloned()
        })
    }

    /// The reason why a link may not open that person.
    fn link_blocked(self, row: &PublicIdentity) -> Option<RemovalBlocked> {
        let self_removal = self.self_removal.get_untracked();
        let blocked = self.viewer.try_get()?.removal_blocked(row, self_removal);
        // Reports named by the page may have another manager in the directory.
        blocked.filter(|reason| *reason != RemovalBlocked::NotReport || !self.reports.come_from_page())
    }
}
