//! What `getPublicIdentities` and `getRoleAssignments` can be asked for.

use super::{Filter, PAGE_LIMIT, QueryString};
use request_center_models::id::{IdentityId, ItemId};

/// Which people; by default everybody, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleQuery {
    /// That person alone.
    pub id: Option<IdentityId>,
    /// Beginning of a first name, last name, account name or mail address.
    pub begins: Option<String>,
    /// Rows of a page, 250 at most.
    pub limit: u32,
    /// Rows passed over.
    pub offset: u32,
    /// Whether to count them all (costly).
    pub count: bool,
}

impl Default for PeopleQuery {
    fn default() -> Self {
        Self { id: None, begins: None, limit: PAGE_LIMIT, offset: 0, count: false }
    }
}

impl PeopleQuery {
    pub(in crate::api) fn to_query(&self) -> String {
        let mut query = QueryString::default();
        if let Some(id) = &self.id {
            query.add("filters", Filter::eq("id", id.as_str()).as_str());
        } else if let Some(begins) = &self.begins {
            let mut filter = Filter::starts_with("firstname", begins);
            for field in ["lastname", "alias", "email"] {
                filter = filter.or(&Filter::starts_with(field, begins));
            }
            query.add("filters", filter.as_str());
        }
        query.add("sorters", "name");
        query.add_page(self.limit, self.offset, self.count);
        query.0
    }
}

/// All roles somebody holds, or one of them in full.
pub(in crate::api) fn assignments_query(role: Option<&ItemId>) -> String {
    let mut query = QueryString::default();
    query.add_some("roleId", role.map(ItemId::as_str));
    query.0
}

#[cfg(test)]
mod tests {
    use super::PeopleQuery;

    #[test]
    fn somebody_is_found_by_the_beginning_of_any_of_their_names() {
        let query = PeopleQuery { begins: Some("Ma\"x".to_owned()), limit: 20, ..PeopleQuery::default() };
        let expected = "?filters=firstname%20sw%20%22Ma%5C%22x%22%20or%20lastname%20sw%20%22Ma%5C%22x%22%20or%20alias%20sw%20\
                        %22Ma%5C%22x%22%20or%20email%20sw%20%22Ma%5C%22x%22&sorters=name&limit=20";
        assert_eq!(query.to_query(), expected);
    }
}
