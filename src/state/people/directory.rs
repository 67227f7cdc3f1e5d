//! Reads people from the directory: by their names, or by ids, account names and mail addresses. Knows no field and no list.

use super::Person;
use crate::api::{Abort, ApiError, Client, PAGE_LIMIT, PeopleQuery, Priority};
use crate::state::catalog::item::fold;
use request_center_models::wire::identity::PublicIdentity;

/// The apostrophes people type and directories store.
const APOSTROPHES: [char; 2] = ['\'', '’'];

/// The people found, and the fields of the rows read that could not be decoded.
pub(in crate::state) struct Found {
    /// The people.
    pub people: Vec<Person>,
    /// The fields that were left out.
    pub left_out: Vec<String>,
}

/// The parts of a name, in whatever order and with a comma or without.
pub(in crate::state) fn name_parts(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',');
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Finds people whose names contain all of these parts. The service compares beginnings only, so each part is asked for alone; where
/// that is more than a page, it is asked for first and last name.
pub(in crate::state) async fn find_by_name(
    client: &Client,
    parts: &[String],
    limit: u32,
    priority: Priority,
    abort: &Abort,
) -> Result<Found, ApiError> {
    let is_name = parts.len() > 1;
    let query = PeopleQuery::beginning_with(&prefixes(parts));
    let query = if is_name { query } else { PeopleQuery { limit, ..query } };
    let page = client.get_public_identities(&query, priority, abort).await?;
    let is_full = page.rows.len() >= PAGE_LIMIT as usize;
    let mut found = Found { people: people(page.rows), left_out: page.left_out };
    if is_name {
        let words: Vec<String> = parts.iter().map(|part| fold(part)).collect();
        found.people.retain(|person| person.matches(&words));
        if let (true, Some(first), Some(last)) =
            (is_full && found.people.is_empty(), parts.first(), parts.last())
        {
            for query in PeopleQuery::named(&[(first, last)]) {
                let page = client.get_public_identities(&query, priority, abort).await?;
                found = Found { people: people(page.rows), left_out: page.left_out };
                found.people.retain(|person| person.matches(&words));
            }
        }
        found.people.truncate(limit as usize);
    }
    Ok(found)
}

/// Reads the people of several queries, in the background. People whom the directory does not have are not among those returned.
pub(in crate::state) async fn read_all(
    client: &Client,
    queries: &[PeopleQuery],
    abort: &Abort,
) -> Result<Vec<Person>, ApiError> {
    let mut found = Vec::new();
    for query in queries {
        let page = client.get_public_identities(query, Priority::Background, abort).await?;
        found.append(&mut people(page.rows));
    }
    Ok(found)
}

fn people(rows: Vec<PublicIdentity>) -> Vec<Person> {
    rows.into_iter().filter_map(Person::from_directory).collect()
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
    use super::{name_parts, prefixes};

    #[test]
    fn each_part_of_a_name_is_asked_for_with_either_apostrophe() {
        let asked = |text| prefixes(&name_parts(text));
        assert_eq!(asked(" Morales,Joaquín "), ["Morales", "Joaquín"]);
        assert_eq!(asked("Ana María Reyes"), ["Ana", "María", "Reyes"]);
        assert_eq!(asked("Aoife O’Brien"), ["Aoife", "O'Brien", "O’Brien"]);
        assert_eq!(asked("O'Brien"), ["O'Brien", "O’Brien"]);
        assert!(asked(" , ").is_empty());
    }
}
