//! The query parameters of approvals.

use super::{Filter, ME, PAGE_LIMIT, QueryString};
use request_center_models::id::ApprovalId;
use request_center_models::moment::Moment;

/// The query of the viewer's approvals; newest first by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalsQuery {
    /// The approvals' ids; empty for all.
    pub ids: Vec<ApprovalId>,
    /// The recipient's id; empty for all.
    pub recipient: String,
    /// The earliest time of the last change.
    pub since: Option<Moment>,
    /// `-created` by default; the service sorts by `modified` and `created`.
    pub sorters: String,
    /// The page size, at most 250.
    pub limit: u32,
    /// The number of rows to skip.
    pub offset: u32,
    /// True to count all rows, which is expensive.
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

/// The query of the viewer's approval counts, since a time.
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
    fn approvals_are_the_viewers_own_and_ids_are_escaped() {
        let query = ApprovalsQuery { ids: vec!["a\"1".into(), "b".into()], limit: 50, ..Default::default() };
        let expected =
            "?owner-id=me&filters=id%20in%20%28%22a%5C%221%22%2C%20%22b%22%29&sorters=-created&limit=50";
        assert_eq!(query.to_query(), expected);
    }

    #[test]
    fn completed_approvals_are_filtered_by_recipient_and_time() {
        let since = Some(Moment::from("2026-11-01T00:00:00Z"));
        let query = ApprovalsQuery { recipient: "p1".to_owned(), since, ..Default::default() };
        let expected =
            "filters=requestedFor.id%20eq%20%22p1%22%20and%20modified%20ge%20%222026-11-01T00%3A00%3A00Z%22";
        assert!(query.to_query().contains(expected), "{}", query.to_query());
    }
}
