//! The query parameters of `getPublicIdentities` and `getRoleAssignments`.

use super::{Filter, PAGE_LIMIT, QueryString};
use request_center_models::id::{IdentityId, ItemId};

/// The longest query string built for several people; proxies refuse addresses of more than 2,000 characters or so.
const LONGEST: usize = 1_700;

/// The query of identities; by default all, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleQuery {
    /// The condition; `None` for everybody.
    pub filter: Option<Filter>,
    /// The page size, at most 250.
    pub limit: u32,
    /// The number of rows to skip.
    pub offset: u32,
    /// True to count all rows, which is expensive.
    pub count: bool,
}

impl Default for PeopleQuery {
    fn default() -> Self {
        Self { filter: None, limit: PAGE_LIMIT, offset: 0, count: false }
    }
}

impl PeopleQuery {
    /// A single person by id.
    #[must_use]
    pub fn person(id: &IdentityId) -> Self {
        Self { filter: Some(Filter::eq("id", id.as_str())), limit: 1, ..Self::default() }
    }

    /// The people of whom one of the prefixes begins the first name, last name, account name or mail address.
    #[must_use]
    pub fn beginning_with(prefixes: &[String]) -> Self {
        let mut filter = None;
        for prefix in prefixes {
            for field in ["firstname", "lastname", "alias", "email"] {
                either(&mut filter, Filter::starts_with(field, prefix));
            }
        }
        Self { filter, ..Self::default() }
    }

    /// The people whose first and last name begin with one of these pairs, in either order, in as many queries as keep each address
    /// short.
    #[must_use]
    pub fn named(names: &[(&str, &str)]) -> Vec<Self> {
        let in_order = |first: &str, last: &str| {
            Filter::starts_with("firstname", first).and(&Filter::starts_with("lastname", last)).grouped()
        };
        parts(names, &|names| {
            let mut filter = None;
            for (one, other) in names {
                either(&mut filter, in_order(one, other));
                either(&mut filter, in_order(other, one));
            }
            Self { filter, ..Self::default() }
        })
    }

    /// The people with one of these ids, account names (`alias`) or mail addresses, in as many queries as keep each address short.
    #[must_use]
    pub fn exactly(ids: &[&str], aliases: &[&str], emails: &[&str]) -> Vec<Self> {
        let mut wanted: Vec<(&str, &str)> = Vec::new();
        for (field, values) in [("id", ids), ("alias", aliases), ("email", emails)] {
            wanted.extend(values.iter().map(|value| (field, *value)));
        }
        parts(&wanted, &Self::any_of)
    }

    /// The people with one of these values; those of `id` come first and become a list.
    fn any_of(wanted: &[(&str, &str)]) -> Self {
        let ids: Vec<&str> = wanted.iter().filter(|(field, _)| *field == "id").map(|(_, id)| *id).collect();
        let mut filter = (!ids.is_empty()).then(|| Filter::any_of("id", ids));
        for (field, value) in wanted.iter().filter(|(field, _)| *field != "id") {
            either(&mut filter, Filter::eq(field, value));
        }
        Self { filter, ..Self::default() }
    }

    pub(in crate::api) fn to_query(&self) -> String {
        let mut query = QueryString::default();
        query.add_some("filters", self.filter.as_ref().map(Filter::as_str));
        query.add("sorters", "name");
        query.add_page(self.limit, self.offset, self.count);
        query.0
    }
}

/// The queries for so many of the people at a time that no address becomes too long.
fn parts<T: Clone>(wanted: &[T], query: &dyn Fn(&[T]) -> PeopleQuery) -> Vec<PeopleQuery> {
    let mut queries = Vec::new();
    let mut part = Vec::new();
    for one in wanted {
        part.push(one.clone());
        if part.len() > 1 && query(&part).to_query().len() > LONGEST {
            part.pop();
            queries.push(query(&part));
            part = vec![one.clone()];
        }
    }
    if !part.is_empty() {
        queries.push(query(&part));
    }
    queries
}

/// Adds an alternative to a filter.
fn either(filter: &mut Option<Filter>, other: Filter) {
    *filter = Some(match filter.take() {
        Some(one) => one.or(&other),
        None => other,
    });
}

/// The query of role assignments: all of them, or one in full.
pub(in crate::api) fn assignments_query(role: Option<&ItemId>) -> String {
    let mut query = QueryString::default();
    query.add_some("roleId", role.map(ItemId::as_str));
    query.0
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, PeopleQuery};
    use crate::api::Filter;

    #[test]
    fn people_are_found_by_a_prefix_of_any_of_their_names() {
        let query = PeopleQuery { limit: 20, ..PeopleQuery::beginning_with(&["Ma\"x".to_owned()]) };
        let expected = "?filters=firstname%20sw%20%22Ma%5C%22x%22%20or%20lastname%20sw%20%22Ma%5C%22x%22%20or%20alias%20sw%20\
                        %22Ma%5C%22x%22%20or%20email%20sw%20%22Ma%5C%22x%22&sorters=name&limit=20";
        assert_eq!(query.to_query(), expected);
    }

    #[test]
    fn two_names_are_found_in_either_order() {
        let queries = PeopleQuery::named(&[("Ines", "Vogel")]);
        let filter = queries.into_iter().next().and_then(|query| query.filter).expect("a condition");
        assert_eq!(
            filter.as_str(),
            r#"(firstname sw "Ines" and lastname sw "Vogel") or (firstname sw "Vogel" and lastname sw "Ines")"#
        );
    }

    #[test]
    fn hundreds_of_people_are_asked_for_in_few_short_queries() {
        let ids: Vec<String> = (0..100).map(|n| format!("{n:032x}")).collect();
        let mails: Vec<String> = (0..200).map(|n| format!("person.{n}@example.com")).collect();
        let [ids, mails] = [&ids, &mails].map(|all| all.iter().map(String::as_str).collect::<Vec<_>>());
        let queries = PeopleQuery::exactly(&ids, &["b.weber"], &mails);
        assert!(queries.len() < 14, "{} queries", queries.len());
        let mut all = String::new();
        for query in &queries {
            assert!(query.to_query().len() <= LONGEST, "{query:?}");
            all.push_str(query.filter.as_ref().map(Filter::as_str).unwrap_or_default());
        }
        for wanted in ids.iter().chain(&mails).chain(&["b.weber"]) {
            assert_eq!(all.matches(&format!("\"{wanted}\"")).count(), 1, "{wanted}");
        }
        assert!(PeopleQuery::exactly(&[], &[], &[]).is_empty());
        let endless = "x".repeat(3 * LONGEST);
        assert_eq!(PeopleQuery::exactly(&["a"], &[&endless], &["b@c"]).len(), 3);
    }
}
