//! A search for people in the directory by their name, debounced. The service finds people by the start of their first or last name
//! only, so each part of a name is asked for, and those people stay who have all parts.

mod person;

pub use person::Person;

use super::catalog::item::fold;
use super::latest::{Latest, TYPING_PAUSE};
use super::list::{LeftOut, keep_rows};
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
        let parts = parts(&text);
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
            let all = PeopleQuery { prefixes: prefixes(&parts), ..PeopleQuery::default() };
            let is_name = parts.len() > 1;
            let query = if is_name { all } else { PeopleQuery { limit: self.limit, ..all } };
            match client.get_public_identities(&query, Priority::User, &abort).await {
                Ok(page) => {
                    let mut found: Vec<Person> =
                        page.rows.into_iter().filter_map(Person::from_directory).collect();
                    if is_name {
                        let words: Vec<String> = parts.iter().map(|part| fold(part)).collect();
                        found.retain(|person| person.matches(&words));
                        found.truncate(self.limit as usize);
                    }
                    // A row that is not shown concerns nobody; one without an id cannot be.
                    let mut left_out = page.left_out;
                    keep_rows(&mut left_out, |row| found.iter().any(|person| person.id.as_str() == row));
                    self.left_out.set(LeftOut::of(None, left_out));
                    self.found.set(found);
                }
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Err(error) => self.error.set(Some(error)),
            }
            self.searching.set(false);
        });
    }
}

/// The apostrophes people type and directories store.
const APOSTROPHES: [char; 2] = ['\'', '’'];

/// The parts of a name, in whatever order and with a comma or without.
fn parts(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',');
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The prefixes to ask for: each part, with either apostrophe.
fn prefixes(parts: &[String]) -> Vec<String> {
    let mut prefixes = Vec::new();
    for part in parts {
        for apostrophe in APOSTROPHES {
            let prefix = part.replace(APOSTROPHES, apostrophe.encode_utf8(&mut [0; 4]));
            if !prefixes.contains(&prefix) {
                prefixes.push(prefix);
            }
        }
    }
    prefixes
}

#[cfg(test)]
mod tests {
    use super::{parts, prefixes};

    #[test]
    fn each_part_of_a_name_is_asked_for_with_either_apostrophe() {
        let asked = |text| prefixes(&parts(text));
        assert_eq!(asked(" Morales,Joaquín "), ["Morales", "Joaquín"]);
        assert_eq!(asked("Ana María Reyes"), ["Ana", "María", "Reyes"]);
        assert_eq!(asked("Aoife O’Brien"), ["Aoife", "O'Brien", "O’Brien"]);
        assert_eq!(asked("O'Brien"), ["O'Brien", "O’Brien"]);
        assert!(asked(" , ").is_empty());
    }
}
