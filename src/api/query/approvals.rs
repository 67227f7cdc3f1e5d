//! What the lists of approvals can be asked for.

use super::{Filter, ME, PAGE_LIMIT, QueryString};
use request_center_models::id::ApprovalId;
use request_center_models::moment::Moment;

/// Which of the person's approvals, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalsQuery {
    /// Only these; empty is all.
    pub ids: Vec<ApprovalId>,
    /// Only what is for that person; empty is everybody's.
    pub recipient: String,
    /// Only what changed then or later.
    pub since: Option<Moment>,
    /// `-created` by default; `modified` and `created` are what the service can sort by.
    pub sorters: String,
    /// Rows of a page, 250 at most.
    pub limit: u32,
    /// Rows passed over.
    pub offset: u32,
    /// Whether to count them all (costly).
    pub count: bool,
}

impl Default for ApprovalsQuery {
    fn default() -> Self {
        Self {
            ids: Vec::new(),
            recipient: String::new(),
            since: None,
            sorters: "-created".to_owned(),
            limit: PAGE_LIMIT,
            offset: 0,
            count: false,
        }
    }
}

impl ApprovalsQuery {
    pub(in crate::api) fn to_query(&self) -> String {
        let mut query = QueryString::default();
        query.add("owner-id", ME);
        let mut filters = Vec::new();
        if !self.ids.is_empty() {
            filters.push(Filter::any_of("id", self.ids.iter().map(ApprovalId::as_str)));
        }
        if !self.recipient.is_empty() {
            filters.push(Filter::eq("requestedFor.id", &self.recipient));
        }
        if let Some(since) = &self.since {
            filters.push(Filter::since("modified", since));
        }
        if let Some(filter) = filters.into_iter().reduce(|all, filter| all.and(&filter)) {
            query.add("filters", filter.as_str());
        }
        query.add("sorters", &self.sorters);
        query.add_page(self.limit, self.offset, self.count);
        query.0
    }
}

/// The figures of the person's own approvals, from a time on.
pub(in crate::api) fn summary_query(from: Option<&Moment>) -> String {
    let mut query = QueryString::default();
    query.add("owner-id", ME);
    query.add_some("from-date", from.map(Moment::as_str));
    query.0
}

#[cfg(test)]
mod tests {
    use super::{ApprovalsQuery, Moment};

    #[test]
    fn a_list_of_approvals_is_the_persons_own_and_ids_can_hold_anything() {
        let query = ApprovalsQuery { ids: vec!["a\"1".into(), "b".into()], limit: 50, ..Default::default() };
        let expected =
            "?owner-id=me&filters=id%20in%20%28%22a%5C%221%22%2C%20%22b%22%29&sorters=-created&limit=50";
        assert_eq!(query.to_query(), expected);
    }

    #[test]
    fn what_was_decided_is_asked_for_by_person_and_time() {
        let since = Some(Moment::from("2026-11-01T00:00:00Z"));
        let query = ApprovalsQuery { recipient: "p1".to_owned(), since, ..Default::default() };
        let wanted =
            "filters=requestedFor.id%20eq%20%22p1%22%20and%20modified%20ge%20%222026-11-01T00%3A00%3A00Z%22";
        assert!(query.to_query().contains(wanted), "{}", query.to_query());
    }
}
