//! A manager's people, their access, and the removal form. Knows no view.

pub mod workspace;
pub mod link;
pub mod removal;
mod removal_rows;
pub mod reports;

use super::end_change::EndChange;
use super::holding::{Holdings, PersonHoldings};
use super::journal::Journal;
use super::list::LoadState;
use super::people::Person;
use super::requests::{Requests, SharedRequest};
use super::storage::Store;
use super::workspace::Workspace;
use crate::api::Client;
use crate::signal::{Signal, Stored, effect};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use link::PersonLink;
use removal::Removal;
use removal_rows::{is_removal_sent, removal_rows};
use reports::Reports;
use request_center_models::cancel::Viewer;
use request_center_models::end_change::EndHolder;
use request_center_models::holding::{HeldEnd, Holding, REMOVAL_TAKES, RemovalBlocked};
use request_center_models::id::IdentityId;
use request_center_models::moment::Moment;
use request_center_models::wire::identity::PublicIdentity;
use request_center_models::wire::status::RequestState;
use time::OffsetDateTime;

/// The sort order of the access shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HoldingOrder {
    /// By name.
    #[default]
    Name,
    /// The next end first.
    EndsNext,
}

/// The team of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Team {
    /// The viewer's reports, and an administrator's search for other people.
    pub reports: Reports,
    /// The access of the people opened so far.
    pub holdings: Holdings,
    /// The removal form.
    pub removal: Removal,
    /// The form that changes when access ends.
    pub end_change: EndChange,
    /// The sort order of the access shown.
    pub order: Signal<HoldingOrder>,
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
    pub fn new(workspace: Workspace, client: Client, store: &Store) -> Self {
        let (viewer, host) = (workspace.shell.viewer(), workspace.shell.session.options.host);
        let (requests, journal) = (workspace.requests, workspace.journal);
        let holdings = Holdings::new(client.clone());
        let self_removal = Signal::new(false);
        let own = viewer.id.clone();
        let removal =
            Removal::new(client.clone(), own.clone(), self_removal, store.clone(), journal, requests, host);
        removal.resume();
        let end_change = EndChange::new(workspace.shell, client.clone(), store, (journal, requests), false);
        let team = Self {
            reports: Reports::new(client.clone(), own, workspace.page_reports),
            holdings,
            removal,
            end_change,
            order: Signal::default(),
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
        effect(move || {
            holdings.all.with(|all| {
                team.removal.merge(all);
                end_change.merge(all);
            });
        });
        // Picking something to remove takes the place of the form, which keeps what was typed.
        let mut picked_before = removal.draft.with_untracked(|draft| draft.lines.len());
        effect(move || {
            let picked = removal.draft.with(|draft| draft.lines.len());
            if picked > picked_before {
                untrack(|| end_change.hide());
            }
            picked_before = picked;
        });
        // A completed request changes what its person holds.
        let mut before = None;
        effect(move || {
            let completed = requests.list.rows.with(|rows| {
                let is_opened = |person: &IdentityId| {
                    holdings.all.with_untracked(|all| all.iter().any(|known| known.person == *person))
                };
                let completed = |row: &&SharedRequest| {
                    row.state == Some(RequestState::Completed)
                        && row.requested_for.as_ref().and_then(|who| who.id.as_ref()).is_some_and(is_opened)
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

    /// When that person's access to the item ends, and how that is known. Reactive.
    #[must_use]
    pub fn end_of(self, person: &IdentityId, item: &Holding) -> HeldEnd {
        let now = self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        self.requests.list.rows.with(|rows| item.end(person, rows, now))
    }

    /// Begins the change of the end of that item for these people; `false` while another one is being sent or looked up.
    pub fn begin_end_change(self, item: &Holding, people: &[(Person, HeldEnd)]) -> bool {
        let reports = self.reports.list;
        let holder = |(person, end): &(Person, HeldEnd)| EndHolder {
            id: person.id.clone(),
            name: person.name.clone(),
            end: end.clone(),
            report: if reports.rows.with_untracked(|rows| rows.iter().any(|row| row.id == person.id)) {
                Some(true)
            } else {
                reports.load.state.with_untracked(LoadState::is_whole).then_some(false)
            },
        };
        let is_begun = self.end_change.begin(item, people.iter().map(holder).collect());
        // How it was given decides whether its end can be changed.
        for (person, _) in people {
            self.holdings.read_origin(&person.id, item);
        }
        is_begun
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
