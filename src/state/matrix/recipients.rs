//! The recipients of the request: the search for people, whom access cannot be requested for, and what the directory says of those
//! chosen. The draft is the cart's.

use crate::api::{ApiError, ErrorKind, PeopleQuery};
use crate::signal::{Memo, Signal, Stored, effect};
use crate::state::cart::Cart;
use crate::state::latest::Latest;
use crate::state::page_reports::PageReports;
use crate::state::people::directory::read_all;
use crate::state::people::{PeopleSearch, Person};
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use request_center_models::cancel::Viewer;
use request_center_models::id::IdentityId;
use request_center_models::rule::{OnBehalf, RecipientBlocked};

/// The most people offered for one text.
const OFFERED: u32 = 20;

/// The recipients of one viewer's request.
#[derive(Clone, Copy)]
pub struct Recipients {
    /// The search for people.
    pub search: PeopleSearch,
    /// The error of reading what the directory says of the recipients.
    pub error: Signal<Option<ApiError>>,
    known: Signal<Vec<Person>>,
    shell: Shell,
    cart: Cart,
    page_reports: PageReports,
    viewer: Stored<Viewer>,
    latest: Latest,
}

impl Recipients {
    /// Reads what the directory says of the recipients chosen earlier. `None` once the viewer has gone.
    pub(super) fn new(workspace: Workspace) -> Option<Self> {
        let (shell, cart) = (workspace.shell, workspace.cart);
        let recipients = Self {
            search: PeopleSearch::new(shell.client()?, OFFERED),
            error: Signal::default(),
            known: Signal::default(),
            shell,
            cart,
            page_reports: workspace.page_reports,
            viewer: Stored::new(shell.viewer()),
            latest: Latest::default(),
        };
        let chosen: Memo<Vec<IdentityId>> =
            Memo::new(move || cart.draft.with(|draft| draft.recipients.clone()));
        effect(move || {
            chosen.with(|_| ());
            cart.on_behalf.track();
            untrack(|| recipients.read());
        });
        effect(move || {
            let blocked = recipients.known.with(|known| {
                let is_blocked = |person: &&Person| recipients.blocked(person).is_some();
                known.iter().filter(is_blocked).map(|person| person.id.clone()).collect()
            });
            cart.block_recipients(blocked);
        });
        Some(recipients)
    }

    /// Why access cannot be requested for that person; `None` if it can, or if that is unknown. Reactive.
    #[must_use]
    pub fn blocked(self, person: &Person) -> Option<RecipientBlocked> {
        let viewer = self.viewer.try_get().unwrap_or_default().id;
        let is_report = person.manager.as_ref() == Some(&viewer) || self.page_reports.names(&person.id);
        let on_behalf = self.cart.on_behalf.get().unwrap_or_default();
        on_behalf.blocked(is_report).filter(|_| person.id != viewer)
    }

    /// A person found or read before. Reactive.
    #[must_use]
    pub fn person(self, id: &IdentityId) -> Option<Person> {
        self.known.with(|known| known.iter().find(|person| person.id == *id).cloned())
    }

    /// Adds people to the request; returns `false` while it is being sent.
    pub fn include(self, people: &[Person]) -> bool {
        self.learn(people);
        self.cart.add_recipients(&named(people))
    }

    /// Reads the recipients of whom something is missing: their names, or whose reports they are.
    pub fn read(self) {
        let needs_all = self.cart.on_behalf.get_untracked() == Some(OnBehalf::Reports);
        let viewer = self.viewer.try_get().unwrap_or_default().id;
        let mut missing: Vec<IdentityId> = self.cart.draft.with(|draft| {
            let is_missing =
                |id: &&IdentityId| **id != viewer && (needs_all || !draft.names.contains_key(*id));
            draft.recipients.iter().filter(is_missing).cloned().collect()
        });
        self.known.with_untracked(|known| missing.retain(|id| known.iter().all(|person| person.id != *id)));
        let Some(client) = self.shell.client().filter(|_| !missing.is_empty()) else { return };
        let abort = self.latest.renew();
        self.error.set(None);
        let ids: Vec<&str> = missing.iter().map(IdentityId::as_str).collect();
        let queries = PeopleQuery::exactly(&ids, &[], &[]);
        spawn_local(async move {
            match read_all(&client, &queries, &abort).await {
                Ok(mut people) => {
                    // Whom the directory does not have is not asked for again.
                    for id in missing {
                        if people.iter().all(|person| person.id != id) {
                            let name = self.cart.name_of(&id).unwrap_or_default();
                            people.push(Person::new(id, &name, String::new(), "", None));
                        }
                    }
                    self.cart.name_recipients(&named(&people));
                    self.learn(&people);
                }
                Err(error) if error.kind == ErrorKind::Aborted => {}
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    fn learn(self, people: &[Person]) {
        self.known.update(|known| {
            known.retain(|person| people.iter().all(|new| new.id != person.id));
            known.extend_from_slice(people);
        });
    }
}

fn named(people: &[Person]) -> Vec<(IdentityId, String)> {
    people.iter().map(|person| (person.id.clone(), person.name.clone())).collect()
}
