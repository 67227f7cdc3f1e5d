//! The query parameters of each list, and percent-encoding. Knows no address and sends nothing.

mod applications;
mod approvals;
mod filter;
mod people;

pub(super) use applications::{apps_query, profiles_query};
pub use approvals::ApprovalsQuery;
pub(super) use approvals::summary_query;
pub use filter::Filter;
pub use people::PeopleQuery;
pub(super) use people::assignments_query;

use request_center_models::id::IdentityId;
use request_center_models::wire::catalog::ItemRequestStatus;
use request_center_models::wire::reference::ItemType;
use std::fmt::Write as _;

/// The service's largest page.
pub const PAGE_LIMIT: u32 = 250;

/// The viewer, as query parameters name them.
const ME: &str = "me";

/// The query of requestable objects; by default all of them, for the viewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestableQuery {
    /// The person whose access and requests the rows reflect; `None` is the viewer.
    pub identity: Option<IdentityId>,
    /// The item types; empty for all. Entitlements are not among them.
    pub types: Vec<ItemType>,
    /// A text in name or description; with it the service ignores `filters`.
    pub term: Option<String>,
    /// The request statuses; empty for all.
    pub statuses: Vec<ItemRequestStatus>,
    /// A filter on `id` (eq, in) and `name` (eq, in, sw).
    pub filters: Option<Filter>,
    /// `name` or `-name`.
    pub sorters: Option<String>,
    /// The page size, at most 250.
    pub limit: u32,
    /// The number of rows to skip.
    pub offset: u32,
    /// True to count all rows, which is expensive.
    pub count: bool,
}

impl Default for RequestableQuery {
    fn default() -> Self {
        Self {
            identity: None,
            types: Vec::new(),
            term: None,
            statuses: Vec::new(),
            filters: None,
            sorters: None,
            limit: PAGE_LIMIT,
            offset: 0,
            count: false,
        }
    }
}

impl RequestableQuery {
    pub(super) fn to_query(&self) -> String {
        let mut query = QueryString::default();
        query.add("identity-id", self.identity.as_ref().map_or(ME, IdentityId::as_str));
        query.add_list("types", self.types.iter().map(ItemType::as_str));
        query.add_some("term", self.term.as_deref());
        query.add_list("statuses", self.statuses.iter().map(ItemRequestStatus::as_str));
        query.add_some("filters", self.filters.as_ref().map(Filter::as_str));
        query.add_some("sorters", self.sorters.as_deref());
        query.add_page(self.limit, self.offset, self.count);
        query.0
    }
}

/// The query of entitlements; by default all that can be requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntitlementsQuery {
    /// A prefix of the name; the service has no other text search here.
    pub name_starts: Option<String>,
    /// The person whose segments limit the list (an id; `me` is refused).
    pub segmented_for: Option<IdentityId>,
    /// Further conditions.
    pub filters: Option<Filter>,
    /// `name`, `-name` or another field.
    pub sorters: Option<String>,
    /// The page size, at most 250.
    pub limit: u32,
    /// The number of rows to skip.
    pub offset: u32,
    /// True to count all rows, which is expensive.
    pub count: bool,
}

impl Default for EntitlementsQuery {
    fn default() -> Self {
        Self {
            name_starts: None,
            segmented_for: None,
            filters: None,
            sorters: None,
            limit: PAGE_LIMIT,
            offset: 0,
            count: false,
        }
    }
}

impl EntitlementsQuery {
    pub(super) fn to_query(&self) -> String {
        let mut filter = Filter::is("requestable", true);
        if let Some(name) = &self.name_starts {
            filter = filter.and(&Filter::starts_with("name", name));
        }
        if let Some(more) = &self.filters {
            filter = filter.and(more);
        }
        let mut query = QueryString::default();
        query.add_some("segmented-for-identity", self.segmented_for.as_ref().map(IdentityId::as_str));
        query.add("filters", filter.as_str());
        query.add_some("sorters", self.sorters.as_deref());
        query.add_page(self.limit, self.offset, self.count);
        query.0
    }
}

/// The scope of the status list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Requested by or for the viewer.
    RegardingMe,
    /// Requested for the viewer.
    ForMe,
    /// Requested by the viewer.
    ByMe,
    /// All requests; for administrators.
    Everyone,
}

impl Whose {
    /// The query parameter, whose value is `me`; all requests need none.
    fn parameter(self) -> Option<&'static str> {
        match self {
            Self::RegardingMe => Some("regarding-identity"),
            Self::ForMe => Some("requested-for"),
            Self::ByMe => Some("requested-by"),
            Self::Everyone => None,
        }
    }
}

/// The query of the status list; newest first by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusQuery {
    /// The scope.
    pub whose: Whose,
    /// True to list only requests in progress.
    pub executing_only: bool,
    /// A filter on `accessRequestId`, `accountActivityItemId` or `created`.
    pub filters: Option<Filter>,
    /// `-created` by default; also modified, accountActivityItemId, name.
    pub sorters: Option<String>,
    /// The page size, at most 250.
    pub limit: u32,
    /// The number of rows to skip.
    pub offset: u32,
    /// True to count all rows, which is expensive.
    pub count: bool,
}

impl StatusQuery {
    /// Items requested by or for the viewer.
    #[must_use]
    pub fn regarding_me() -> Self {
        Self::of(Whose::RegardingMe)
    }

    /// Items requested for the viewer.
    #[must_use]
    pub fn for_me() -> Self {
        Self::of(Whose::ForMe)
    }

    /// Items requested by the viewer.
    #[must_use]
    pub fn by_me() -> Self {
        Self::of(Whose::ByMe)
    }

    /// The first page of that scope.
    #[must_use]
    pub fn of(whose: Whose) -> Self {
        Self {
            whose,
            executing_only: false,
            filters: None,
            sorters: Some("-created".to_owned()),
            limit: PAGE_LIMIT,
            offset: 0,
            count: false,
        }
    }

    pub(super) fn to_query(&self) -> String {
        let mut query = QueryString::default();
        if let Some(parameter) = self.whose.parameter() {
            query.add(parameter, ME);
        }
        query.add_some("request-state", self.executing_only.then_some("EXECUTING"));
        query.add_some("filters", self.filters.as_ref().map(Filter::as_str));
        query.add_some("sorters", self.sorters.as_deref());
        query.add_page(self.limit, self.offset, self.count);
        query.0
    }
}

/// A builder of query strings, question mark included.
#[derive(Default)]
struct QueryString(String);

impl QueryString {
    fn add(&mut self, name: &str, value: &str) {
        self.0.push(if self.0.is_empty() { '?' } else { '&' });
        self.0.push_str(name);
        self.0.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                self.0.push(char::from(byte));
            } else {
                let _ = write!(self.0, "%{byte:02X}");
            }
        }
    }

    fn add_some(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }

    fn add_list<'a>(&mut self, name: &str, values: impl Iterator<Item = &'a str>) {
        let values: Vec<&str> = values.collect();
        if !values.is_empty() {
            self.add(name, &values.join(","));
        }
    }

    fn add_page(&mut self, limit: u32, offset: u32, count: bool) {
        self.add("limit", &limit.min(PAGE_LIMIT).to_string());
        if offset > 0 {
            self.add("offset", &offset.to_string());
        }
        self.add_some("count", count.then_some("true"));
    }
}

#[cfg(test)]
mod tests;
