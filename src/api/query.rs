//! Query strings: what each list can be asked for, and percent-encoding. Knows no address and sends nothing.

mod approvals;
mod filter;
mod people;

pub use approvals::ApprovalsQuery;
pub(super) use approvals::summary_query;
pub use filter::Filter;
pub use people::PeopleQuery;
pub(super) use people::assignments_query;

use request_center_models::id::IdentityId;
use request_center_models::wire::catalog::ItemRequestStatus;
use request_center_models::wire::reference::ItemType;
use std::fmt::Write as _;

/// The most rows the service gives in one page.
pub const PAGE_LIMIT: u32 = 250;

/// The person the token belongs to, as the query parameters name them.
const ME: &str = "me";

/// What to list of roles and access profiles; by default everything, as it stands for the person themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestableQuery {
    /// For whom the rows say whether they are held or asked for; `None` is `me`.
    pub identity: Option<IdentityId>,
    /// Kinds; empty is all there are. Entitlements are not listed here.
    pub types: Vec<ItemType>,
    /// Words in name or description; the service then passes over `filters`.
    pub term: Option<String>,
    /// What the items are to the person; empty is any.
    pub statuses: Vec<ItemRequestStatus>,
    /// On `id` (eq, in) and `name` (eq, in, sw).
    pub filters: Option<Filter>,
    /// `name` or `-name`.
    pub sorters: Option<String>,
    /// Rows of a page, 250 at most.
    pub limit: u32,
    /// Rows passed over.
    pub offset: u32,
    /// Whether to count them all (costly).
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

/// What to list of entitlements; by default all that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntitlementsQuery {
    /// Beginning of the name; the service knows no search in the middle here.
    pub name_starts: Option<String>,
    /// Only those of the segments of that person (an id; `me` is refused).
    pub segmented_for: Option<IdentityId>,
    /// More conditions.
    pub filters: Option<Filter>,
    /// `name` or `-name` and others.
    pub sorters: Option<String>,
    /// Rows of a page, 250 at most.
    pub limit: u32,
    /// Rows passed over.
    pub offset: u32,
    /// Whether to count them all (costly).
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

/// Whose rows of the status list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Asked for by the person or for them.
    RegardingMe,
    /// For the person.
    ForMe,
    /// Asked for by the person.
    ByMe,
    /// Everybody's; for administrators.
    Everyone,
}

impl Whose {
    /// The parameter that says so; its value is `me`. Everybody's are asked for by naming nobody.
    fn parameter(self) -> Option<&'static str> {
        match self {
            Self::RegardingMe => Some("regarding-identity"),
            Self::ForMe => Some("requested-for"),
            Self::ByMe => Some("requested-by"),
            Self::Everyone => None,
        }
    }
}

/// Which rows of the status list, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusQuery {
    /// Whose rows.
    pub whose: Whose,
    /// Only those under way.
    pub executing_only: bool,
    /// On `accessRequestId`, `accountActivityItemId`, `created`.
    pub filters: Option<Filter>,
    /// `-created` by default; also modified, accountActivityItemId, name.
    pub sorters: Option<String>,
    /// Rows of a page, 250 at most.
    pub limit: u32,
    /// Rows passed over.
    pub offset: u32,
    /// Whether to count them all (costly).
    pub count: bool,
}

impl StatusQuery {
    /// Rows the person asked for or that are for them.
    #[must_use]
    pub fn regarding_me() -> Self {
        Self::of(Whose::RegardingMe)
    }

    /// Rows for the person.
    #[must_use]
    pub fn for_me() -> Self {
        Self::of(Whose::ForMe)
    }

    /// Rows the person asked for.
    #[must_use]
    pub fn by_me() -> Self {
        Self::of(Whose::ByMe)
    }

    /// Rows of that scope, the first page.
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

/// A query string being written, its question mark included.
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
