//! Looks for the people that entries mean, in few calls: by keys, then by whole names, then by the start of a name. Knows no list
//! and stores nothing.

use super::entry::{Matches, PastedEntry};
use crate::api::{Abort, ApiError, Client, PeopleQuery, Priority};
use crate::state::catalog::item::fold;
use crate::state::people::Person;
use crate::state::people::directory::{find_by_name, name_parts, read_all};
use request_center_models::paste::{PersonTerms, terms};

/// The most people offered for an entry that may mean several.
const OFFERED: u32 = 8;

/// An entry that is looked for.
struct Wanted {
    key: u32,
    terms: PersonTerms,
    /// The words of the name, folded.
    words: Vec<String>,
}

/// Looks for the people of these entries and passes on what each stage finds.
pub(super) async fn resolve(
    client: &Client,
    pending: &[PastedEntry],
    record: &dyn Fn(Vec<(u32, Matches)>),
    abort: &Abort,
) -> Result<(), ApiError> {
    let mut wanted: Vec<Wanted> = pending.iter().map(Wanted::of).collect();
    let all = |of: fn(&PersonTerms) -> &Vec<String>| {
        let mut values: Vec<&str> =
            wanted.iter().flat_map(|one| of(&one.terms)).map(String::as_str).collect();
        values.sort_unstable();
        values.dedup();
        values
    };
    let [ids, aliases, emails] =
        [all(|terms| &terms.ids), all(|terms| &terms.aliases), all(|terms| &terms.emails)];
    let people = read_all(client, &PeopleQuery::exactly(&ids, &aliases, &emails), abort).await?;
    settle(&mut wanted, record, |one| one.by_key(&people));

    let pairs: Vec<(String, String)> = wanted.iter().filter_map(Wanted::first_and_last).collect();
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(first, last)| (first.as_str(), last.as_str())).collect();
    let people = read_all(client, &PeopleQuery::named(&pairs), abort).await?;
    settle(&mut wanted, record, |one| one.by_name(&people));

    for one in wanted {
        let parts = name_parts(&one.terms.name);
        let people = if parts.is_empty() {
            Vec::new()
        } else {
            find_by_name(client, &parts, OFFERED, Priority::Background, abort).await?.people
        };
        record(vec![(one.key, Matches { people, is_sure: false })]);
    }
    Ok(())
}

/// Passes on the entries found, and leaves the others.
fn settle(
    wanted: &mut Vec<Wanted>,
    record: &dyn Fn(Vec<(u32, Matches)>),
    find: impl Fn(&Wanted) -> Option<Matches>,
) {
    let mut found = Vec::new();
    wanted.retain(|one| {
        let matches = find(one);
        let is_found = matches.is_some();
        found.extend(matches.map(|matches| (one.key, matches)));
        !is_found
    });
    record(found);
}

impl Wanted {
    fn of(entry: &PastedEntry) -> Self {
        let terms = terms(&entry.text);
        let words = name_parts(&terms.name).iter().map(|part| fold(part)).collect();
        Self { key: entry.key, terms, words }
    }

    /// The people with one of its keys; `None` where there is none. A name beside the key must be theirs, or both may be meant.
    fn by_key(&self, people: &[Person]) -> Option<Matches> {
        let is_one_of = |values: &[String], value: &str| {
            values.iter().any(|one| !value.is_empty() && one.to_lowercase() == value.to_lowercase())
        };
        let is_meant = |person: &&Person| {
            is_one_of(&self.terms.ids, person.id.as_str())
                || is_one_of(&self.terms.aliases, &person.alias)
                || is_one_of(&self.terms.emails, &person.email)
        };
        let people = distinct(people.iter().filter(is_meant));
        let has_name = |person: &Person| {
            let name = fold(&person.name);
            self.words.is_empty() || self.words.iter().any(|word| name.contains(word.as_str()))
        };
        let is_sure = people.len() == 1 && (!self.terms.is_row || people.iter().all(has_name));
        (!people.is_empty()).then_some(Matches { people, is_sure })
    }

    /// The people with exactly its name; `None` where there is none. Beside a key that nobody has, a name is no proof.
    fn by_name(&self, people: &[Person]) -> Option<Matches> {
        let mut wanted = self.words.clone();
        wanted.sort_unstable();
        let is_meant = |person: &&Person| {
            let mut words: Vec<String> = name_parts(&person.name).iter().map(|part| fold(part)).collect();
            words.sort_unstable();
            words == wanted
        };
        let people = distinct(people.iter().filter(is_meant));
        let is_sure = people.len() == 1 && !self.terms.has_key();
        (self.words.len() > 1 && !people.is_empty()).then_some(Matches { people, is_sure })
    }

    /// The first and the last part of its name, if it has two.
    fn first_and_last(&self) -> Option<(String, String)> {
        let mut parts = name_parts(&self.terms.name);
        let last = parts.pop()?;
        Some((parts.into_iter().next()?, last))
    }
}

/// The people, each once.
fn distinct<'a>(people: impl Iterator<Item = &'a Person>) -> Vec<Person> {
    let mut distinct: Vec<Person> = Vec::new();
    for person in people {
        if distinct.iter().all(|known| known.id != person.id) {
            distinct.push(person.clone());
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str) -> Wanted {
        Wanted::of(&PastedEntry { text: text.to_owned(), ..PastedEntry::default() })
    }

    fn person(id: &str, name: &str, email: &str) -> Person {
        Person::new(id.into(), name, String::new(), email, None)
    }

    fn found(matches: Option<Matches>) -> (Vec<String>, bool) {
        let matches = matches.unwrap_or_default();
        (matches.people.iter().map(|person| person.id.to_string()).collect(), matches.is_sure)
    }

    #[test]
    fn a_key_of_one_person_is_sure_and_of_two_is_not() {
        let people =
            [person("p1", "Ines Vogel", "iv@example.com"), person("p2", "Jo Reyes", "jr@example.com")];
        let by_key = |text| found(wanted(text).by_key(&people));
        assert_eq!(by_key("Someone <IV@example.com>"), (vec!["p1".to_owned()], true));
        assert_eq!(by_key("Ines\tiv@example.com\tjr@example.com").0, ["p1", "p2"]);
        assert!(!by_key("Ines\tiv@example.com\tjr@example.com").1);
        assert_eq!(by_key("nobody@example.com"), (Vec::new(), false));
        assert_eq!(
            by_key("Reyes, Jo; iv@example.com"),
            (vec!["p1".to_owned()], false),
            "two people in one line"
        );
        assert!(by_key("Vogel;Ines;iv@example.com;Sales").1);
    }

    #[test]
    fn a_whole_name_of_one_person_is_sure_in_any_order_unless_a_key_says_otherwise() {
        let people = [person("p1", "Ines Vogel", ""), person("p2", "Ines Vogelsang", "")];
        let by_name = |text| found(wanted(text).by_name(&people));
        assert_eq!(by_name("vogel, INES"), (vec!["p1".to_owned()], true));
        assert_eq!(by_name("Ines Vogel <gone@example.com>"), (vec!["p1".to_owned()], false));
        assert_eq!(by_name("Ines"), (Vec::new(), false));
        let twins = [person("p1", "Ines Vogel", ""), person("p3", "Ines Vogel", "")];
        assert_eq!(
            found(wanted("Ines Vogel").by_name(&twins)),
            (vec!["p1".to_owned(), "p3".to_owned()], false)
        );
    }
}
