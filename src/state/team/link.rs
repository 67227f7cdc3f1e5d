//! A link to one person: looked up in the directory, and opened where the viewer may have to do with them.

use super::Team;
use crate::api::{ApiError, ErrorKind, PeopleQuery, Priority};
use crate::state::people::Person;
use leptos::task::spawn_local;
use request_center_models::holding::RemovalBlocked;
use request_center_models::id::IdentityId;

/// Why a link opened nobody.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTrouble {
    /// The directory knows nobody by that id.
    Nobody,
    /// The viewer has nothing to do with that person.
    Blocked(RemovalBlocked),
    /// The directory could not be read.
    Failed(ApiError),
}

impl Team {
    /// Opens the person a link leads to, once the directory has said who that is.
    pub fn follow_link(self, id: IdentityId) {
        let (abort, Some(client)) = (self.linking.renew(), self.client.try_get()) else { return };
        self.link_trouble.set(None);
        self.wanted.set(Some(id.clone()));
        spawn_local(async move {
            let query = PeopleQuery { id: Some(id), limit: 1, ..PeopleQuery::default() };
            let answer = client.get_public_identities(&query, Priority::User, &abort).await;
            if abort.is_aborted() {
                return;
            }
            let row = match answer {
                Ok(page) => page.rows.into_iter().next(),
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Err(error) => return self.link_trouble.set(Some(LinkTrouble::Failed(error))),
            };
            let Some(row) = row else { return self.give_up(LinkTrouble::Nobody) };
            // Where the page says who reports to whom, the directory does not.
            let own_allowed = self.own_allowed.get_untracked();
            let blocked = self.viewer.try_get().and_then(|viewer| viewer.removal_blocked(&row, own_allowed));
            if let Some(reason) = blocked
                && (reason != RemovalBlocked::NotReport || !self.reports.is_known_by_page())
            {
                return self.give_up(LinkTrouble::Blocked(reason));
            }
            match Person::from_directory(row) {
                Some(person) => self.show(vec![person]),
                None => self.give_up(LinkTrouble::Nobody),
            }
        });
    }

    /// The person in the address: the one that is open, or is about to be. Reactive.
    #[must_use]
    pub fn linked(self) -> Option<String> {
        let open = self.chosen.with(|chosen| match chosen.as_slice() {
            [only] => Some(only.id.to_string()),
            _ => None,
        });
        open.or_else(|| self.wanted.with(|wanted| wanted.as_ref().map(IdentityId::to_string)))
    }

    fn give_up(self, trouble: LinkTrouble) {
        self.wanted.set(None);
        self.link_trouble.set(Some(trouble));
    }

    /// Nobody waits for a link any more.
    pub(super) fn end_link(self) {
        self.linking.stop();
        self.wanted.set(None);
        self.link_trouble.set(None);
    }
}
