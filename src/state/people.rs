//! A search for people in the directory by a prefix of their name, debounced.

mod person;

pub use person::Person;

use super::latest::{Latest, TYPING_PAUSE};
use crate::api::{ApiError, Client, ErrorKind, PeopleQuery, Priority};
use crate::signal::{Signal, Stored};

/// The most people offered in a search for one.
const OFFERED: u32 = 8;

/// A search for people.
#[derive(Clone, Copy)]
pub struct PeopleSearch {
    /// The search text.
    pub query: Signal<String>,
    /// The people found.
    pub found: Signal<Vec<Person>>,
    /// True while a search is in progress.
    pub searching: Signal<bool>,
    /// The error of the last search.
    pub error: Signal<Option<ApiError>>,
    limit: u32,
    client: Stored<Client>,
    latest: Latest,
}

impl PeopleSearch {
    /// A search for one person.
    #[must_use]
    pub fn for_one(client: Client) -> Self {
        Self::new(client, OFFERED)
    }

    /// A search without a text; `limit` is the most people found.
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

    /// Searches for a text; an empty one clears the result.
    pub fn search(self, text: String) {
        let prefix = text.trim().to_owned();
        self.query.set(text);
        self.error.set(None);
        self.searching.set(!prefix.is_empty());
        if prefix.is_empty() {
            self.latest.stop();
            return self.found.set(Vec::new());
        }
        let Some(client) = self.client.try_get() else { return };
        self.latest.debounce(TYPING_PAUSE, move |abort| async move {
            let query = PeopleQuery { prefix: Some(prefix), limit: self.limit, ..PeopleQuery::default() };
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
