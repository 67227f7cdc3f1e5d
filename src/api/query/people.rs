//! The query parameters of `getPublicIdentities` and `getRoleAssignments`.

use super::{Filter, PAGE_LIMIT, QueryString};
use request_center_models::id::{IdentityId, ItemId};

/// The query of identities; by default all, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleQuery {
    /// A single person's id.
    pub id: Option<IdentityId>,
    /// The ids of several people.
    pub ids: Vec<IdentityId>,
    /// Prefixes of which one begins the first name, last name, account name or mail address; empty for everybody.
    pub prefixes: Vec<String>,
    /// The page size, at most 250.
    pub limit: u32,
    /// The number of rows to skip.
    pub offset: u32,
    /// True to count all rows, which is expensive.
    pub count: bool,
}

impl Default for PeopleQuery {
    fn default() -> Self {
        Self { id: None, ids: Vec::new(), prefixes: Vec::new(), limit: PAGE_LIMIT, offset: 0, count: false }
    }
}

impl PeopleQuery {
    pub(in crate::api) fn to_query(&self) -> String {
        let mut query = QueryString::default();
        if let Some(id) = &self.id {
            query.add("filters", Filter::eq("id", id.as_str()).as_str());
        } else if !self.ids.is_empty() {
            query.add("filters", Filter::any_of("id", self.ids.iter().map(IdentityId::as_str)).as_str());
        } else {
            let mut filter: Option<Filter> = None;
            for prefix in &self.prefixes {
                for field in ["firstname", "lastname", "alias", "email"] {
                    let one = Filter::starts_with(field, prefix);
                    filter = Some(filter.map_or_else(|| one.clone(), |others| others.or(&one)));
                }
            }
            query.add_some("filters", filter.as_ref().map(Filter::as_str));
        }
        query.add("sorters", "name");
        query.add_page(self.limit, self.offset, self.count);
        query.0
    }
}

/// The query of role assignments: all of them, or one in full.
pub(in crate::api) fn assignments_query(role: Option<&ItemId>) -> String {
    let mut query = QueryString::default();
    query.add_some("roleId", role.map(ItemId::as_str));
    query.0
}

#[cfg(test)]
mod tests {
    use super::PeopleQuery;

    #[test]
    fn people_are_found_by_a_prefix_of_any_of_their_names() {
        let query = PeopleQuery { prefixes: vec!["Ma\"x".to_owned()], limit: 20, ..PeopleQuery::default() };
        let expected = "?filters=firstname%20sw%20%22Ma%5C%22x%22%20or%20lastname%20sw%20%22Ma%5C%22x%22%20or%20alias%20sw%20\
                        %22Ma%5C%22x%22%20or%20email%20sw%20%22Ma%5C%22x%22&sorters=name&limit=20";
        assert_eq!(query.to_query(), expected);
    }
}
