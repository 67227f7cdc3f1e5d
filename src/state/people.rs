//! Looking somebody up in the directory by the beginning of a name, once typing rests.

mod person;

pub use person::Person;

use super::latest::{Latest, TYPING_PAUSE};
use crate::api::{ApiError, Client, ErrorKind, PeopleQuery, Priority};
use crate::signal::{Signal, Stored};

/// People offered where one is to be chosen.
const OFFERED: u32 = 8;

/// A search for people.
#[derive(Clone, Copy)]
pub struct PeopleSearch {
    /// What is typed.
    pub query: Signal<String>,
    /// Whom the service found.
    pub found: Signal<Vec<Person>>,
    /// Whether it is searching.
    pub searching: Signal<bool>,
    /// Why it could not, where it could not.
    pub error: Signal<Option<ApiError>>,
    limit: u32,
    client: Stored<Client>,
    latest: Latest,
}

impl PeopleSearch {
    /// A search for the one person to be chosen.
    #[must_use]
    pub fn for_one(client: Client) -> Self {
        Self::new(client, OFFERED)
    }

    /// Nothing typed yet; `limit` is the most people offered.
    #[must_use]
    pub fn new(client: Client, limit: u32) -> Self {
        Self {
            query: Signal::default(),
            found: Signal::default(),
            searching: Signal::default(),
            error: Signal::default(),
            limit,
            client: Stored::new(client),
            latest: Latest::default(),
        }
    }

    /// Takes what is typed and has the service search for it; nothing typed ends the search.
    pub fn look_up(self, text: String) {
        let begins = text.trim().to_owned();
        self.query.set(text);
        self.error.set(None);
        self.searching.set(!begins.is_empty());
        if begins.is_empty() {
            self.latest.stop();
            return self.found.set(Vec::new());
        }
        let Some(client) = self.client.try_get() else { return };
        self.latest.debounce(TYPING_PAUSE, move |abort| async move {
            let query = PeopleQuery { begins: Some(begins), limit: self.limit, ..PeopleQuery::default() };
            match client.get_public_identities(&query, Priority::User, &abort).await {
                Ok(page) => {
                    self.found.set(page.rows.into_iter().filter_map(Person::from_directory).collect());
                }
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Err(error) => self.error.set(Some(error)),
            }
            self.searching.set(false);
        });
    }
}
