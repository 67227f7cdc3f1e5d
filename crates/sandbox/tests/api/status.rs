//! Following: whose rows are served to whom, the filters of each family, sorters, pages and counts.

use axum::http::StatusCode;
use request_center_models::wire::status::{RequestState, RequestedItemStatus};
use serde_json::Value;

use crate::company::{Company, encode};

async fn rows(company: &Company, client: &str, query: &str) -> Vec<RequestedItemStatus> {
    let answer = company.get(client, &format!("/v3/access-request-status?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
    answer.json()
}

fn names(rows: &[RequestedItemStatus]) -> Vec<&str> {
    rows.iter().filter_map(|row| row.name.as_deref()).collect()
}

#[tokio::test]
async fn people_follow_what_they_asked_for_and_what_was_asked_for_them() {
    let company = Company::open();
    let amara = company.person("employee").await;
    for query in ["regarding-identity=me".to_owned(), format!("regarding-identity={amara}")] {
        let rows = rows(&company, "employee", &query).await;
        assert_eq!(rows.len(), 15, "{query}");
        assert!(names(&rows).contains(&"Z_CO_PLANNING"), "asked by her manager");
    }
    let own = rows(&company, "employee", "requested-by=me").await;
    assert_eq!(own.len(), 13);
    assert_eq!(rows(&company, "employee", "requested-for=me&requested-by=me").await.len(), 13);
    let of_manager = rows(&company, "manager", &format!("requested-by=me&requested-for={amara}")).await;
    assert_eq!(names(&of_manager), ["Meeting Room Booking Hamburg", "Z_CO_PLANNING"]);
}

#[tokio::test]
async fn a_user_asking_for_others_is_refused_and_an_administrator_is_not() {
    let company = Company::open();
    let amara = company.person("employee").await;
    for query in [
        "".to_owned(),
        format!("requested-for={amara}"),
        format!("requested-by={amara}"),
        format!("regarding-identity={amara}"),
        format!("assigned-to={amara}"),
    ] {
        let path = format!("/v3/access-request-status?{query}");
        let answer = company.get("manager", &path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.causes()[0].starts_with("Only administrators"), "{query}");
        assert_eq!(company.get("admin", &path).await.status, StatusCode::OK, "{query}");
    }
    assert!(rows(&company, "admin", "").await.len() > 25);
}

#[tokio::test]
async fn the_person_parameters_exclude_each_other_as_described() {
    let company = Company::open();
    for other in ["requested-for", "requested-by"] {
        let path = format!("/v3/access-request-status?regarding-identity=me&{other}=me");
        let answer = company.get("employee", &path).await;
        assert_eq!(
            answer.causes(),
            ["regarding-identity cannot be combined with requested-for or requested-by"]
        );
    }
}

#[tokio::test]
async fn assigned_to_lists_what_waits_for_the_person_now() {
    let company = Company::open();
    let waiting = rows(&company, "manager", "assigned-to=me").await;
    assert!(names(&waiting).contains(&"Microsoft 365 Copilot"));
    for row in &waiting {
        let pending = row
            .approval_details
            .iter()
            .flatten()
            .find(|one| one.status.as_ref().unwrap().as_str() == "PENDING");
        assert_eq!(pending.unwrap().current_owner.as_ref().unwrap().name.as_deref(), Some("Lena Fischer"));
    }
}

#[tokio::test]
async fn only_executing_can_be_asked_for_as_state() {
    let company = Company::open();
    let open = rows(&company, "employee", "regarding-identity=me&request-state=EXECUTING").await;
    assert!(!open.is_empty() && open.iter().all(|row| row.state == Some(RequestState::Executing)));
    let path = "/v3/access-request-status?regarding-identity=me&request-state=CANCELLED";
    let answer = company.get("employee", path).await;
    assert_eq!(answer.causes(), ["request-state: \"CANCELLED\" is not supported, only EXECUTING"]);
}

#[tokio::test]
async fn every_operator_of_the_contract_finds_what_it_should() {
    let company = Company::open();
    let all = rows(&company, "employee", "regarding-identity=me&sorters=-created").await;
    // The middle of each order, so that something lies on both sides.
    let middle = |text: &dyn Fn(&RequestedItemStatus) -> String| {
        let mut texts: Vec<String> = all.iter().map(text).collect();
        texts.sort();
        texts.swap_remove(all.len() / 2)
    };
    let (request, item, created) = (
        middle(&|row| row.access_request_id.clone().unwrap().to_string()),
        middle(&|row| row.account_activity_item_id.clone().unwrap().to_string()),
        middle(&|row| row.created.clone().unwrap().to_string_at()),
    );
    let (request, item, created) = (request.as_str(), item.as_str(), created.as_str());
    let id = |row: &RequestedItemStatus| row.account_activity_item_id.clone().unwrap().to_string();
    let of = |row: &RequestedItemStatus| row.access_request_id.clone().unwrap().to_string();
    let at = |row: &RequestedItemStatus| row.created.clone().unwrap().to_string_at();
    type Test<'a> = (String, Box<dyn Fn(&RequestedItemStatus) -> bool + 'a>);
    let tests: Vec<Test<'_>> = vec![
        (format!("accessRequestId eq \"{request}\""), Box::new(|row| of(row) == request)),
        (format!("accessRequestId in (\"{request}\", \"x\")"), Box::new(|row| of(row) == request)),
        (format!("accessRequestId ne \"{request}\""), Box::new(|row| of(row) != request)),
        (format!("accessRequestId gt \"{request}\""), Box::new(|row| *of(row) > *request)),
        (format!("accessRequestId ge \"{request}\""), Box::new(|row| *of(row) >= *request)),
        (format!("accessRequestId lt \"{request}\""), Box::new(|row| *of(row) < *request)),
        (format!("accessRequestId le \"{request}\""), Box::new(|row| *of(row) <= *request)),
        (
            format!("accessRequestId sw \"{}\"", &request[..6]),
            Box::new(|row| of(row).starts_with(&request[..6])),
        ),
        (format!("accountActivityItemId eq \"{item}\""), Box::new(|row| id(row) == item)),
        (format!("accountActivityItemId in (\"{item}\")"), Box::new(|row| id(row) == item)),
        (format!("accountActivityItemId ne \"{item}\""), Box::new(|row| id(row) != item)),
        (format!("accountActivityItemId gt \"{item}\""), Box::new(|row| *id(row) > *item)),
        (format!("accountActivityItemId ge \"{item}\""), Box::new(|row| *id(row) >= *item)),
        (format!("accountActivityItemId le \"{item}\""), Box::new(|row| *id(row) <= *item)),
        (
            format!("accountActivityItemId sw \"{}\"", &item[..1]),
            Box::new(|row| id(row).starts_with(&item[..1])),
        ),
        (format!("created eq {created}"), Box::new(|row| at(row) == created)),
        (format!("created ne {created}"), Box::new(|row| at(row) != created)),
        (format!("created gt {created}"), Box::new(|row| *at(row) > *created)),
        (format!("created ge \"{created}\""), Box::new(|row| *at(row) >= *created)),
        (format!("created lt {created}"), Box::new(|row| *at(row) < *created)),
        (format!("created le {created}"), Box::new(|row| *at(row) <= *created)),
        (
            format!("not (created lt {created}) and accessRequestId ne \"{request}\""),
            Box::new(|row| *at(row) >= *created && of(row) != request),
        ),
        (
            format!(
                "accountActivityItemId eq \"{item}\" or created gt {created} and not accessRequestId eq \"x\""
            ),
            Box::new(|row| id(row) == item || *at(row) > *created),
        ),
    ];
    for (filter, holds) in tests {
        let query = format!("regarding-identity=me&sorters=-created&filters={}", encode(&filter));
        let found = rows(&company, "employee", &query).await;
        let expected: Vec<&RequestedItemStatus> = all.iter().filter(|row| holds(row)).collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter}");
        assert_ne!(expected.len(), 0, "{filter} must find something to prove anything");
    }
}

/// The text of a moment, for comparing.
trait Text {
    fn to_string_at(&self) -> String;
}

impl Text for request_center_models::moment::Moment {
    fn to_string_at(&self) -> String {
        self.as_str().to_owned()
    }
}

/// Family, filter, and what the refusal says.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "v2024",
        "accessRequestId in (\"x\")",
        "filters: operator \"in\" is not supported for \"accessRequestId\", only eq, ge, gt, le, lt, ne, sw",
    ),
    (
        "v3",
        "state eq \"EXECUTING\"",
        "filters: field \"state\" is not supported here, only accessRequestId, accountActivityItemId, created",
    ),
    (
        "v3",
        "name eq \"x\"",
        "filters: field \"name\" is not supported here, only accessRequestId, accountActivityItemId, created",
    ),
    (
        "v3",
        "created sw \"2\"",
        "filters: operator \"sw\" is not supported for \"created\", only eq, ge, gt, le, lt, ne",
    ),
    (
        "v3",
        "created gt yesterday",
        "filters: the value \"yesterday\" of \"created\" at position 12 is not an RFC 3339 date and time",
    ),
    (
        "v3",
        "accessRequestId eq x",
        "filters: the value \"x\" of \"accessRequestId\" at position 20 must stand in double quotes",
    ),
    ("v3", "accessRequestId is \"x\"", "filters: \"is\" at position 17 is no operator"),
    ("v3", "accessRequestId EQ \"x\"", "filters: \"EQ\" at position 17 is no operator"),
    ("v3", "accessRequestId eq \"x", "filters: the text that begins at position 20 has no closing quote"),
    (
        "v3",
        "accessRequestId eq \"\\n\"",
        "filters: \"\\n\" at position 21 is no escape; only \\\" and \\\\ are",
    ),
    ("v3", "accessRequestId in \"x\"", "filters: \"(\" is expected at position 20, not the text \"x\""),
    ("v3", "accessRequestId in (\"x\"", "filters: \",\" or \")\" is expected where the filter ends"),
    ("v3", "(accessRequestId eq \"x\"", "filters: \")\" is expected where the filter ends"),
    (
        "v3",
        "accessRequestId eq \"x\" created gt x",
        "filters: \"created\" at position 24 is not expected after a complete filter",
    ),
    ("v3", "accessRequestId eq \"x\" and", "filters: a field is expected where the filter ends"),
    ("v3", "\"x\" eq accessRequestId", "filters: a field is expected at position 1, not the text \"x\""),
];

#[tokio::test]
async fn an_unsupported_filter_is_refused_with_the_part_that_is_wrong() {
    let company = Company::open();
    for (family, filter, cause) in REFUSED {
        let path =
            format!("/{family}/access-request-status?regarding-identity=me&filters={}", encode(filter));
        let answer = company.get("employee", &path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{filter}");
        assert_eq!(answer.causes(), [*cause], "{filter}");
    }
    let deep = format!("{}accessRequestId eq \"x\"{}", "(".repeat(60), ")".repeat(60));
    let path = format!("/v3/access-request-status?regarding-identity=me&filters={}", encode(&deep));
    assert_eq!(
        company.get("employee", &path).await.causes(),
        ["filters: it is nested deeper than 50 levels"]
    );
}

#[tokio::test]
async fn filters_bind_their_values_and_never_become_sql() {
    let company = Company::open();
    for text in ["' OR 1=1 --", "\\\"; DROP TABLE person; --", "%", "_", "💥", "\u{202e}x"] {
        let filter = encode(&format!("accessRequestId eq \"{text}\""));
        let query = format!("regarding-identity=me&filters={filter}");
        assert_eq!(rows(&company, "employee", &query).await.len(), 0, "{text}");
    }
    assert_eq!(rows(&company, "employee", "regarding-identity=me").await.len(), 15);
}

#[tokio::test]
async fn sorters_order_both_ways_and_settle_ties() {
    let company = Company::open();
    let by_name = rows(&company, "employee", "regarding-identity=me&sorters=name").await;
    let mut sorted: Vec<String> = names(&by_name).iter().map(|name| name.to_lowercase()).collect();
    sorted.sort();
    assert_eq!(names(&by_name).iter().map(|name| name.to_lowercase()).collect::<Vec<_>>(), sorted);
    let mut backwards = rows(&company, "employee", "regarding-identity=me&sorters=-name").await;
    backwards.reverse();
    assert_eq!(names(&backwards), names(&by_name));
    for sorters in
        ["created", "-created,name", "modified", "accountActivityItemId", "-modified,-accountActivityItemId"]
    {
        assert_eq!(
            rows(&company, "employee", &format!("regarding-identity=me&sorters={sorters}")).await.len(),
            15
        );
    }
    let path = "/v3/access-request-status?regarding-identity=me&sorters=-state";
    let answer = company.get("employee", path).await;
    assert_eq!(
        answer.causes(),
        ["sorters: \"state\" is not supported here, only accountActivityItemId, created, modified, name"]
    );
}

#[tokio::test]
async fn pages_join_without_a_gap_and_the_count_is_the_whole() {
    let company = Company::open();
    let whole = rows(&company, "employee", "regarding-identity=me&sorters=-created").await;
    let mut joined = Vec::new();
    loop {
        let query =
            format!("regarding-identity=me&sorters=-created&count=true&limit=4&offset={}", joined.len());
        let answer = company.get("employee", &format!("/v3/access-request-status?{query}")).await;
        assert_eq!(answer.header("x-total-count"), whole.len().to_string());
        let page: Vec<RequestedItemStatus> = answer.json();
        if page.is_empty() {
            break;
        }
        joined.extend(page);
    }
    assert_eq!(joined, whole);
    let none =
        company.get("employee", "/v3/access-request-status?regarding-identity=me&limit=0&count=true").await;
    assert_eq!((none.text.as_str(), none.header("x-total-count")), ("[]", "15"));
    assert_eq!(
        company
            .get("employee", "/v3/access-request-status?regarding-identity=me")
            .await
            .header("x-total-count"),
        ""
    );
}

#[tokio::test]
async fn wrong_page_parameters_are_refused_one_by_one() {
    let company = Company::open();
    for (query, cause) in [
        ("limit=251", "limit must be between 0 and 250, not 251"),
        ("limit=-1", "limit must be a whole number from 0, not \"-1\""),
        ("offset=1.5", "offset must be a whole number from 0, not \"1.5\""),
        ("offset=99999999999", "offset must be a whole number from 0, not \"99999999999\""),
        ("count=yes", "count must be true or false, not \"yes\""),
        ("limit=1&limit=2", "query parameter \"limit\" was given more than once"),
    ] {
        let answer = company
            .get("employee", &format!("/v3/access-request-status?regarding-identity=me&{query}"))
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.causes(), [cause]);
    }
    let answer = company.get("employee", "/v3/access-request-status?regarding=me").await;
    assert!(
        answer.causes()[0]
            .starts_with("query parameter \"regarding\" is not supported here, only requested-for")
    );
}

#[tokio::test]
async fn a_row_looks_as_its_family_shows_it() {
    let company = Company::open();
    let approval_id = |row: &Value| row["approvalDetails"][0].get("approvalId").is_some();
    for (path, has_id, human) in [
        ("/v3/access-request-status", true, false),
        ("/beta/access-request-status", true, false),
        ("/v2025/access-request-status", false, false),
        ("/access-request-status/v1", false, true),
    ] {
        let found: Vec<Value> =
            company.get("employee", &format!("{path}?regarding-identity=me")).await.json();
        let row = found.iter().find(|row| row["name"] == "Microsoft 365 Copilot").unwrap();
        assert_eq!(approval_id(row), has_id, "{path}");
        assert_eq!(row["identityType"] == "HUMAN", human, "{path}");
        assert_eq!(row["id"].as_str().map(str::len), Some(32), "{path}");
    }
}

#[tokio::test]
async fn the_built_in_company_shows_every_honest_state() {
    let company = Company::open();
    let rows = rows(&company, "employee", "regarding-identity=me").await;
    let states: std::collections::BTreeSet<String> =
        rows.iter().map(|row| row.state.clone().unwrap().to_string()).collect();
    assert_eq!(
        states.into_iter().collect::<Vec<_>>(),
        [
            "CANCELLED",
            "EXECUTING",
            "NOT_ALL_ITEMS_PROVISIONED",
            "PROVISIONING_FAILED",
            "PROVISIONING_VERIFICATION_PENDING",
            "REJECTED",
            "REQUEST_COMPLETED",
        ]
    );
}
