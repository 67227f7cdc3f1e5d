//! What the lists of approvals can be asked for.

use super::{Filter, ME, PAGE_LIMIT, QueryString};
use request_center_models::id::ApprovalId;
use request_center_models::moment::Moment;

/// Which of the person's approvals, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalsQuery {
    /// Only these; empty is all.
    pub ids: Vec<ApprovalId>,
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
        Self { ids: Vec::new(), sorters: "-created".to_owned(), limit: PAGE_LIMIT, offset: 0, count: false }
    }
}

impl ApprovalsQuery {
    pub(in crate::api) fn to_query(&self) -> String {
        let mut query = QueryString::default();
        query.add("owner-id", ME);
        if !self.ids.is_empty() {
            let filter = Filter::any_of("id", self.ids.iter().map(ApprovalId::as_str));
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
    use super::ApprovalsQuery;

    #[test]
    fn a_list_of_approvals_is_the_persons_own_and_ids_can_hold_anything() {
        let query = ApprovalsQuery { ids: vec!["a\"1".into(), "b".into()], limit: 50, ..Default::default() };
        let expected = "?owner-id=me&filters=id%20in%20%28%22a%5C%221%22%2C%20%22b%22%29&sorters=-created&limit=50";
        assert_eq!(query.to_query(), expected);
    }
}
