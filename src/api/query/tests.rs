//! Tests of queries and filters as sent.

use super::*;
use request_center_models::moment::Moment;

fn encoded(value: &str) -> String {
    let mut query = QueryString::default();
    query.add("q", value);
    query.0
}

#[test]
fn values_are_percent_encoded() {
    assert_eq!(encoded("a&b=c#d%e f+g?"), "?q=a%26b%3Dc%23d%25e%20f%2Bg%3F");
    assert_eq!(encoded("ä€😀שלום"), "?q=%C3%A4%E2%82%AC%F0%9F%98%80%D7%A9%D7%9C%D7%95%D7%9D");
    assert_eq!(encoded("a-b.c_d~e"), "?q=a-b.c_d~e");
}

#[test]
fn filter_values_are_quoted_and_escaped() {
    assert_eq!(Filter::eq("id", r#"a"b\c/d%e"#).as_str(), r#"id eq "a\"b\\c/d%e""#);
    assert_eq!(Filter::any_of("accessRequestId", ["1", "\""]).as_str(), r#"accessRequestId in ("1", "\"")"#);
}

#[test]
fn filters_are_joined() {
    let moment = Moment::from("2026-01-02T03:04:05.006Z");
    let filter = Filter::since("created", &moment).and(&Filter::is("requestable", true));
    assert_eq!(filter.as_str(), r#"created ge "2026-01-02T03:04:05.006Z" and requestable eq true"#);
}

#[test]
fn the_catalog_is_read_for_the_viewer_in_full_pages() {
    assert_eq!(RequestableQuery::default().to_query(), "?identity-id=me&limit=250");
}

#[test]
fn every_field_of_the_catalog_query_is_sent() {
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
fn only_requestable_entitlements_are_listed() {
    let query = EntitlementsQuery { name_starts: Some("VP\"N".to_owned()), ..EntitlementsQuery::default() };
    assert_eq!(
        query.to_query(),
        "?filters=requestable%20eq%20true%20and%20name%20sw%20%22VP%5C%22N%22&limit=250"
    );
}

#[test]
fn the_status_list_is_sorted_newest_first() {
    assert_eq!(StatusQuery::regarding_me().to_query(), "?regarding-identity=me&sorters=-created&limit=250");
    let query = StatusQuery { executing_only: true, limit: 1, ..StatusQuery::by_me() };
    assert_eq!(query.to_query(), "?requested-by=me&request-state=EXECUTING&sorters=-created&limit=1");
    assert!(StatusQuery::for_me().to_query().starts_with("?requested-for=me&"));
}
