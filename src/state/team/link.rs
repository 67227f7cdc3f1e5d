//! A link to one person: the person it names, the directory look-up of them, and why it opens nobody. Knows no list of people.

use crate::api::{Abort, ApiError, Client, ErrorKind, PeopleQuery, Priority};
use crate::signal::Signal;
use crate::state::latest::Latest;
use crate::state::people::Person;
use request_center_models::holding::RemovalBlocked;
use request_center_models::id::IdentityId;
use request_center_models::wire::identity::PublicIdentity;

/// The reason why a link opens nobody.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkError {
    /// The directory has no person with that id.
    Unknown,
    /// The viewer may not remove anything from that person.
    Blocked(RemovalBlocked),
    /// The directory could not be read.
    Failed(ApiError),
}

/// The link that is being followed, if any.
#[derive(Clone, Copy, Default)]
pub struct PersonLink {
    /// The person it names, until the look-up has ended without an error of the service.
    pub target: Signal<Option<IdentityId>>,
    /// Why the last link opened nobody.
    pub error: Signal<Option<LinkError>>,
    latest: Latest,
}

impl PersonLink {
    /// Starts to follow a link to that person; a look-up under way is aborted.
    pub(super) fn begin(self, id: IdentityId) -> Abort {
        self.error.set(None);
        self.target.set(Some(id));
        self.latest.renew()
    }

    /// Looks the person up in the directory; `blocked` says why a row may not be opened. `None` after an abort, and where
    /// `error` says why nobody is opened.
    pub(super) async fn look_up(
        self,
        client: &Client,
        id: IdentityId,
        abort: &Abort,
        blocked: impl FnOnce(&PublicIdentity) -> Option<RemovalBlocked>,
    ) -> Option<Person> {
        let answer = client.get_public_identities(&PeopleQuery::person(&id), Priority::User, abort).await;
        if abort.is_aborted() {
            return None;
        }
        let row = match answer {
            Ok(page) => page.rows.into_iter().next(),
            Err(error) => {
                if error.kind != ErrorKind::Aborted {
                    self.error.set(Some(LinkError::Failed(error)));
                }
                return None;
            }
        };
        let error = match row.as_ref().and_then(blocked) {
            Some(reason) => LinkError::Blocked(reason),
            None => match row.and_then(Person::from_directory) {
                Some(person) => return Some(person),
                None => LinkError::Unknown,
            },
        };
        self.target.set(None);
        self.error.set(Some(error));
        None
    }

    /// Stops following the link and clears its error.
    pub(super) fn end(self) {
        self.latest.stop();
        self.target.set(None);
        self.error.set(None);
    }
}
