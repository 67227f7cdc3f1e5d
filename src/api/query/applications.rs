//! The query parameters of `listAvailableSourceApps` and `listAccessProfilesForSourceApp`.

use super::{PAGE_LIMIT, QueryString};

/// The query of a page of applications, by name.
pub(in crate::api) fn apps_query(offset: u32) -> String {
    let mut query = QueryString::default();
    query.add("sorters", "name");
    query.add_page(PAGE_LIMIT, offset, false);
    query.0
}

/// The query of a page of an application's access profiles, which have no order to ask for.
pub(in crate::api) fn profiles_query(offset: u32) -> String {
    let mut query = QueryString::default();
    query.add_page(PAGE_LIMIT, offset, false);
    query.0
}

#[cfg(test)]
mod tests {
    use super::{apps_query, profiles_query};

    #[test]
    fn pages_are_asked_for_in_the_parameters_the_operations_have() {
        assert_eq!(apps_query(0), "?sorters=name&limit=250");
        assert_eq!(profiles_query(250), "?limit=250&offset=250");
    }
}
