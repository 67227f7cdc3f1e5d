//! A search for people in the directory by their name, account name or mail address, debounced.

pub(in crate::state) mod directory;
mod person;

pub use person::Person;

use super::latest::{Latest, TYPING_PAUSE};
use super::list::{LeftOut, keep_rows};
use crate::api::{ApiError, Client, ErrorKind, Priority};
use crate::signal::{Signal, Stored};
use directory::{Found, find_by_name, name_parts};

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
    /// The fields of the people found that could not be read.
    pub left_out: Signal<Vec<LeftOut>>,
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
            left_out: Signal::default(),
            limit,
            client: Stored::new(client),
            latest: Latest::default(),
        }
    }

    /// Searches for a text; an empty one clears the result.
    pub fn search(self, text: String) {
        let parts = name_parts(&text);
        self.query.set(text);
        self.error.set(None);
        self.left_out.set(Vec::new());
        self.searching.set(!parts.is_empty());
        if parts.is_empty() {
            self.latest.stop();
            return self.found.set(Vec::new());
        }
        let Some(client) = self.client.try_get() else { return };
        self.latest.debounce(TYPING_PAUSE, move |abort| async move {
            match find_by_name(&client, &parts, self.limit, Priority::User, &abort).await {
                Ok(Found { people, mut left_out }) => {
                    // A row that is not shown concerns nobody; one without an id cannot be.
                    keep_rows(&mut left_out, |row| people.iter().any(|person| person.id.as_str() == row));
                    self.left_out.set(LeftOut::of(None, left_out));
                    self.found.set(people);
                }
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Err(error) => self.error.set(Some(error)),
            }
            self.searching.set(false);
        });
    }
}
