//! Query strings: what each list can be asked for, the filter language, and percent-encoding. Knows no address and sends nothing.

use request_center_models::id::IdentityId;
use request_center_models::moment::Moment;
use request_center_models::wire::catalog::ItemRequestStatus;
use request_center_models::wire::reference::ItemType;
use std::fmt::Write as _;

/// The most rows the service gives in one page.
pub const PAGE_LIMIT: u32 = 250;

/// The person the token belongs to, as the query parameters name them.
const ME: &str = "me";

/// A filter in the service's language; every value in it is quoted, so that an id can hold anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter(String);

impl Filter {
    /// The field is that text.
    #[must_use]
    pub fn eq(field: &str, value: &str) -> Self {
        Self::text(field, "eq", value)
    }

    /// The field begins with that text.
    #[must_use]
    pub fn starts_with(field: &str, value: &str) -> Self {
        Self::text(field, "sw", value)
    }

    /// The field is one of these texts.
    #[must_use]
    pub fn any_of<'a>(field: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let values: Vec<String> = values.into_iter().map(quoted).collect();
        Self(format!("{field} in ({})", values.join(", ")))
    }

    /// The field is true or false.
    #[must_use]
    pub fn is(field: &str, value: bool) -> Self {
        Self(format!("{field} eq {value}"))
    }

    /// The field is that moment or later.
    #[must_use]
    pub fn since(field: &str, moment: &Moment) -> Self {
        Self::text(field, "ge", moment.as_str())
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self(format!("{} and {}", self.0, other.0))
    }

    /// The filter as the service reads it, not yet percent-encoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn text(field: &str, operator: &str, value: &str) -> Self {
        Self(format!("{field} {operator} {}", quoted(value)))
    }
}

/// The value in double quotes, its own quotes and backslashes escaped.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

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
}

impl Whose {
    /// The parameter that says so; its value is `me`.
    fn parameter(self) -> &'static str {
        match self {
            Self::RegardingMe => "regarding-identity",
            Self::ForMe => "requested-for",
            Self::ByMe => "requested-by",
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
        query.add(self.whose.parameter(), ME);
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
mod tests {
    use super::*;

    fn encoded(value: &str) -> String {
        let mut query = QueryString::default();
        query.add("q", value);
        query.0
    }

    #[test]
    fn nothing_in_a_value_can_end_it() {
        assert_eq!(encoded("a&b=c#d%e f+g?"), "?q=a%26b%3Dc%23d%25e%20f%2Bg%3F");
        assert_eq!(encoded("ä€😀שלום"), "?q=%C3%A4%E2%82%AC%F0%9F%98%80%D7%A9%D7%9C%D7%95%D7%9D");
        assert_eq!(encoded("a-b.c_d~e"), "?q=a-b.c_d~e");
    }

    #[test]
    fn a_filter_quotes_whatever_an_id_holds() {
        assert_eq!(Filter::eq("id", r#"a"b\c/d%e"#).as_str(), r#"id eq "a\"b\\c/d%e""#);
        assert_eq!(
            Filter::any_of("accessRequestId", ["1", "\""]).as_str(),
            r#"accessRequestId in ("1", "\"")"#
        );
    }

    #[test]
    fn filters_are_joined() {
        let moment = Moment::from("2026-01-02T03:04:05.006Z");
        let filter = Filter::since("created", &moment).and(&Filter::is("requestable", true));
        assert_eq!(filter.as_str(), r#"created ge "2026-01-02T03:04:05.006Z" and requestable eq true"#);
    }

    #[test]
    fn the_catalog_is_asked_for_oneself_in_full_pages() {
        assert_eq!(RequestableQuery::default().to_query(), "?identity-id=me&limit=250");
    }

    #[test]
    fn every_wish_for_the_catalog_is_written() {
        let query = RequestableQuery {
            identity: Some(IdentityId::from("i/1")),
            types: vec![ItemType::Role, ItemType::AccessProfile],
            term: Some("fin & co".to_owned()),
            statuses: vec![ItemRequestStatus::Assigned],
            filters: Some(Filter::starts_with("name", "x")),
            sorters: Some("-name".to_owned()),
            limit: 900,
            offset: 250,
            count: true,
        };
        assert_eq!(
            query.to_query(),
            "?identity-id=i%2F1&types=ROLE%2CACCESS_PROFILE&term=fin%20%26%20co&statuses=ASSIGNED\
             &filters=name%20sw%20%22x%22&sorters=-name&limit=250&offset=250&count=true"
        );
    }

    #[test]
    fn entitlements_are_those_that_can_be_asked_for() {
        let query =
            EntitlementsQuery { name_starts: Some("VP\"N".to_owned()), ..EntitlementsQuery::default() };
        assert_eq!(
            query.to_query(),
            "?filters=requestable%20eq%20true%20and%20name%20sw%20%22VP%5C%22N%22&limit=250"
        );
    }

    #[test]
    fn the_status_list_comes_newest_first() {
        assert_eq!(
            StatusQuery::regarding_me().to_query(),
            "?regarding-identity=me&sorters=-created&limit=250"
        );
        let query = StatusQuery { executing_only: true, limit: 1, ..StatusQuery::by_me() };
        assert_eq!(query.to_query(), "?requested-by=me&request-state=EXECUTING&sorters=-created&limit=1");
        assert!(StatusQuery::for_me().to_query().starts_with("?requested-for=me&"));
    }
}
