//! Asking: the queue, what the answer says, duplicates, the rules, and who may ask for whom.

use axum::http::StatusCode;
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::reference::RequestType;
use request_center_models::wire::status::RequestState;
use serde_json::{Value, json};

use crate::company::{Company, still};
use request_center_sandbox::Options;

const PATH: &str = "/v3/access-requests";

#[tokio::test]
async fn a_request_is_listed_only_after_the_queue() {
    let company = Company::open();
    let id = company.ask("employee", &["Jira Project Administrator", "Visio"]).await;
    assert_eq!(company.rows(&id).await.len(), 0);
    company.step().await;
    let rows = company.rows(&id).await;
    assert_eq!(
        rows.iter().filter_map(|row| row.name.as_deref()).collect::<Vec<_>>(),
        ["Jira Project Administrator", "Visio"]
    );
    assert!(rows.iter().all(|row| row.access_request_id.as_ref().is_some_and(|of| of.as_str() == id)));
}

#[tokio::test]
async fn the_queue_takes_the_time_it_was_given() {
    let company = Company::with(Options { queue: std::time::Duration::from_secs(30), ..still() });
    let id = company.ask("employee", &["Visio"]).await;
    company.pass(20).await;
    assert_eq!(company.rows(&id).await.len(), 0);
    company.pass(15).await;
    assert_eq!(company.rows(&id).await.len(), 1);
}

#[tokio::test]
async fn the_answer_names_one_access_request_for_each_person() {
    let company = Company::open();
    let mut body = company.grant_body("employee", &["Visio", "GRP-FIN-Share-Write"]).await;
    let (employee, colleague) = (company.person("employee").await, company.person("jonas.weber").await);
    body["requestedFor"] = json!([employee, colleague, employee]);
    let answer: AccessRequestResponse = company.post("manager", PATH, body).await.json();
    let new = answer.new_requests.unwrap();
    assert_eq!(new.len(), 2, "nobody twice");
    let for_whom: Vec<&str> = new
        .iter()
        .filter_map(|one| one.requested_for.as_ref())
        .map(request_center_models::id::IdentityId::as_str)
        .collect();
    assert_eq!(for_whom, [employee.as_str(), colleague.as_str()]);
    for one in &new {
        assert_eq!(one.requested_items_details.as_ref().map(Vec::len), Some(2));
        let ids = one.access_request_ids.as_ref().unwrap();
        assert_eq!(ids.len(), 1);
        assert!(ids[0].as_str().len() == 32 && ids[0].as_str().bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert!(one.attributes_hash.is_some());
    }
    assert_eq!(answer.existing_requests, Some(vec![]));
}

#[tokio::test]
async fn a_pending_request_is_returned_with_its_old_id_and_not_created_again() {
    let company = Company::open();
    let old = company.ask("employee", &["Visio"]).await;
    for stepped in [false, true] {
        if stepped {
            company.step().await;
        }
        let body = company.grant_body("employee", &["Visio", "Power BI Pro", "Figma Viewer"]).await;
        let mut body = body;
        body["requestedItems"].as_array_mut().unwrap().truncate(if stepped { 1 } else { 3 });
        let answer: AccessRequestResponse = company.post("employee", PATH, body).await.json();
        let existing = answer.existing_requests.unwrap();
        assert_eq!(existing[0].access_request_ids.as_ref().unwrap()[0].as_str(), old);
        assert_eq!(answer.new_requests.map(|new| new.len()), Some(usize::from(!stepped)));
    }
    assert_eq!(company.effects().await["accessRequests"], 2);
}

#[tokio::test]
async fn a_repeated_post_changes_nothing() {
    let company = Company::open();
    let mut body = company.grant_body("employee", &["Visio", "VPN Remote Access"]).await;
    body["clientMetadata"] = json!({"requestCenterKey": "k-1"});
    let first: AccessRequestResponse = company.post("employee", PATH, body.clone()).await.json();
    let again: AccessRequestResponse = company.post("employee", PATH, body).await.json();
    assert_eq!(again.new_ids(), []);
    let old = &again.existing_requests.unwrap()[0];
    assert_eq!(old.access_request_ids, Some(first.new_ids()));
    let effects = company.effects().await;
    assert_eq!(effects["byKey"]["k-1"]["requestedItems"], 2);
    assert_eq!(effects["byKey"]["k-1"]["accessRequestIds"].as_array().unwrap().len(), 1);
    assert_eq!(effects["calls"]["createAccessRequest"], 2, "arrivals are counted apart");
}

#[tokio::test]
async fn asking_for_what_is_held_is_accepted_and_later_cancelled_as_a_duplicate() {
    let company = Company::open();
    let id = company.ask("employee", &["VPN Remote Access"]).await;
    company.step().await;
    let row = company.row(&id).await;
    assert_eq!(row.state, Some(RequestState::Cancelled));
    assert_eq!(row.cancelable, Some(false));
    let details = row.cancelled_request_details.unwrap();
    assert!(details.comment.unwrap().contains("duplicate"));
    assert_eq!(details.owner.unwrap().name.as_deref(), Some("System"));
}

#[tokio::test]
async fn another_end_date_for_what_is_held_is_a_change_and_not_a_duplicate() {
    let company = Company::open();
    let mut body = company.grant_body("employee", &["Power BI Pro"]).await;
    body["requestedItems"][0]["removeDate"] = json!("2099-06-30T22:00:00Z");
    let answer: AccessRequestResponse = company.post("employee", PATH, body).await.json();
    company.step().await;
    let row = company.row(answer.new_ids()[0].as_str()).await;
    assert_eq!(row.state, Some(RequestState::Executing));
    assert_eq!(row.remove_date.unwrap().as_str(), "2099-06-30T22:00:00.000Z");
}

#[tokio::test]
async fn the_rows_echo_what_was_sent() {
    let company = Company::open();
    let mut body = company.grant_body("employee", &["AWS Developer"]).await;
    body["clientMetadata"] = json!({"requestCenterKey": "k", "from": "request"});
    body["requestedItems"][0]["clientMetadata"] = json!({"requestedAppName": "AWS", "from": "item"});
    body["requestedItems"][0]["comment"] = json!("  <b>please</b> \u{202e}🚀 ");
    body["requestedItems"][0]["startDate"] = json!("2099-01-01T00:00:00+01:00");
    body["requestedItems"][0]["removeDate"] = json!("2099-12-31T00:00:00Z");
    let answer: AccessRequestResponse = company.post("employee", PATH, body).await.json();
    company.step().await;
    let row = company.row(answer.new_ids()[0].as_str()).await;
    let comment = row.requester_comment.clone().unwrap();
    assert_eq!(comment.comment.as_deref(), Some("  <b>please</b> \u{202e}🚀 "));
    assert_eq!(comment.author.unwrap().name.as_deref(), Some("Amara Okafor"));
    let metadata = row.client_metadata.unwrap();
    assert_eq!(
        metadata.into_iter().collect::<Vec<_>>(),
        [("from", "item"), ("requestCenterKey", "k"), ("requestedAppName", "AWS")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
    );
    assert_eq!(row.start_date.unwrap().as_str(), "2098-12-31T23:00:00.000Z");
    assert_eq!(row.request_type, Some(RequestType::Grant));
}

/// A change to a good body, and the codes of the rules it breaks.
type Broken = (&'static str, fn(&mut Value), &'static [&'static str]);

const BROKEN: &[Broken] = &[
    ("no items", |body| body["requestedItems"] = json!([]), &["request.items_required"]),
    ("nobody", |body| body["requestedFor"] = json!([]), &["request.recipients_required"]),
    ("an unknown type", |body| body["requestType"] = json!("LEND_ACCESS"), &["request.type_unknown"]),
    (
        "a past end",
        |body| body["requestedItems"][0]["removeDate"] = json!("2020-01-01T00:00:00Z"),
        &["item.remove_date_past"],
    ),
    (
        "an empty end",
        |body| body["requestedItems"][0]["removeDate"] = json!(""),
        &["item.remove_date_unreadable"],
    ),
    (
        "no date",
        |body| body["requestedItems"][0]["startDate"] = json!("tomorrow"),
        &["item.start_date_unreadable"],
    ),
    (
        "an end before the start",
        |body| {
            body["requestedItems"][0]["startDate"] = json!("2099-02-01T00:00:00Z");
            body["requestedItems"][0]["removeDate"] = json!("2099-01-01T00:00:00Z");
        },
        &["item.start_after_remove"],
    ),
    (
        "a book as comment",
        |body| body["requestedItems"][0]["comment"] = json!("x".repeat(4001)),
        &["item.comment_too_long"],
    ),
    (
        "no comment where one is required",
        |body| body["requestedItems"][0]["comment"] = json!(" "),
        &["item.comment_required"],
    ),
    ("no such item", |body| body["requestedItems"][0]["id"] = json!("a\"b/c%d🦊"), &["item.not_found"]),
    ("another kind", |body| body["requestedItems"][0]["type"] = json!("ACCESS_PROFILE"), &["item.not_found"]),
    (
        "no such person",
        |body| body["requestedFor"] = json!(["ffffffffffffffffffffffffffffffff"]),
        &["recipient.not_found"],
    ),
    (
        "two things at once",
        |body| {
            body["requestedFor"] = json!([]);
            body["requestedItems"][0]["comment"] = json!("");
        },
        &["request.recipients_required", "item.comment_required"],
    ),
];

#[tokio::test]
async fn broken_rules_are_refused_with_sentence_and_code() {
    let company = Company::open();
    for (what, change, codes) in BROKEN {
        let mut body = company.grant_body("employee", &["Payroll Auditor"]).await;
        change(&mut body);
        let answer = company.post("employee", PATH, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{what}: {}", answer.text);
        assert_eq!(answer.header("x-sandbox-rules"), codes.join(","), "{what}");
        assert_eq!(answer.causes().len(), codes.len(), "{what}: each rule has its sentence");
    }
    assert_eq!(company.effects().await["accessRequests"], 0);
}

#[tokio::test]
async fn the_twenty_sixth_entitlement_and_the_eleventh_person_are_refused() {
    let company = Company::open();
    company.let_anyone_ask().await;
    let entitlements: Vec<Value> =
        company.get("admin", "/beta/entitlements?filters=requestable%20eq%20true&limit=26").await.json();
    let items: Vec<Value> = entitlements
        .iter()
        .map(|one| json!({"type": "ENTITLEMENT", "id": one["id"], "comment": "For the audit."}))
        .collect();
    let people = company.get("admin", "/v3/public-identities?limit=11").await.each("id");
    for (items, people, expected) in [
        (&items[..25], &people[..10], ""),
        (&items[..26], &people[..10], "request.entitlements_limit"),
        (&items[..25], &people[..11], "request.recipients_limit"),
        (&items[..26], &people[..11], "request.entitlements_limit,request.recipients_limit"),
    ] {
        let body = json!({"requestedFor": people, "requestedItems": items});
        let answer = company.post("admin", PATH, body).await;
        let status = if expected.is_empty() { StatusCode::ACCEPTED } else { StatusCode::BAD_REQUEST };
        assert_eq!((answer.status, answer.header("x-sandbox-rules")), (status, expected), "{}", answer.text);
    }
}

#[tokio::test]
async fn without_entitlements_there_is_no_limit_of_people() {
    let company = Company::open();
    company.let_anyone_ask().await;
    let people = company.get("admin", "/v3/public-identities").await.each("id");
    assert!(people.len() > 50);
    let body = json!({"requestedFor": people, "requestedItems": [company.item("Visio").await]});
    assert_eq!(company.post("admin", PATH, body).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn people_ask_for_others_as_the_configuration_says() {
    let company = Company::open();
    let body = company.grant_body("employee", &["Visio"]).await;
    assert_eq!(company.post("jonas.weber", PATH, body.clone()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(company.post("manager", PATH, body.clone()).await.status, StatusCode::ACCEPTED);
    let other = company.grant_body("approver", &["Visio"]).await;
    for (anyone, by_manager, expected) in [
        // Whether the colleague, the manager and the administrator may ask for Amara, and the manager for Tomás.
        (false, false, [403, 403, 403, 403]),
        (false, true, [403, 202, 403, 403]),
        (true, false, [202, 202, 202, 202]),
    ] {
        let on_behalf = json!({
            "allowRequestOnBehalfOfAnyoneByAnyone": anyone,
            "allowRequestOnBehalfOfEmployeeByManager": by_manager,
        });
        company.configure(json!({ "requestOnBehalfOfConfig": on_behalf })).await;
        let calls = [("jonas.weber", &body), ("manager", &body), ("admin", &body), ("manager", &other)];
        for ((client, body), expected) in calls.into_iter().zip(expected) {
            let answer = company.post(client, PATH, body.clone()).await;
            assert_eq!(answer.status.as_u16(), expected, "{client}, {anyone}, {by_manager}");
        }
        let own = company.grant_body("admin", &["Figma Viewer"]).await;
        assert_eq!(company.post("admin", PATH, own).await.status, StatusCode::ACCEPTED, "for oneself always");
    }
}

#[tokio::test]
async fn items_that_are_not_requestable_are_refused() {
    let company = Company::open();
    let entitlements: Vec<Value> =
        company.get("admin", "/beta/entitlements?filters=requestable%20eq%20false").await.json();
    let domain_admins = entitlements.iter().find(|one| one["name"] == "Domain Admins").unwrap();
    let body = json!({
        "requestedFor": [company.person("employee").await],
        "requestedItems": [{"type": "ENTITLEMENT", "id": domain_admins["id"], "comment": "Please."}],
    });
    let answer = company.post("employee", PATH, body).await;
    assert_eq!(answer.header("x-sandbox-rules"), "item.not_requestable");
    assert_eq!(answer.causes(), ["Domain Admins cannot be requested"]);
}

#[tokio::test]
async fn an_item_that_vanished_is_refused_by_name_and_ends_what_was_under_way() {
    let company = Company::open();
    let (under_way, body) =
        (company.ask("manager", &["Visio"]).await, company.grant_body("employee", &["Visio"]).await);
    company.step().await;
    let id = body["requestedItems"][0]["id"].as_str().unwrap().to_owned();
    let removed = company.control(&format!("items/{id}/remove"), Some(json!({}))).await;
    assert_eq!(removed.status, StatusCode::OK);
    assert_eq!(
        company.control(&format!("items/{id}/remove"), Some(json!({}))).await.status,
        StatusCode::NOT_FOUND
    );
    let answer = company.post("employee", PATH, body).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.causes(), [format!("There is no ACCESS_PROFILE with the id \"{id}\"")]);
    company.step().await;
    let row = company.row(&under_way).await;
    assert_eq!(row.state, Some(RequestState::Error));
    assert!(row.error_messages.unwrap()[0][0].text.as_deref().unwrap().contains("no longer exists"));
}

#[tokio::test]
async fn the_nested_shape_asks_for_each_person_apart() {
    let company = Company::open();
    let (first, second) = (company.item("Visio").await, company.item("Figma Viewer").await);
    let (employee, jonas) = (company.person("employee").await, company.person("jonas.weber").await);
    let nested = json!([
        {"identityId": employee, "requestedItems": [first]},
        {"identityId": jonas, "requestedItems": [first, second]},
    ]);
    let body = json!({ "requestedForWithRequestedItems": nested });
    let answer: AccessRequestResponse = company.post("manager", PATH, body).await.json();
    let sizes: Vec<usize> = answer
        .new_requests
        .unwrap()
        .iter()
        .filter_map(|one| one.requested_items_details.as_ref().map(Vec::len))
        .collect();
    assert_eq!(sizes, [1, 2]);
    let both = json!({ "requestedForWithRequestedItems": nested, "requestedFor": [], "requestedItems": [] });
    let answer = company.post("manager", PATH, both).await;
    assert_eq!(answer.header("x-sandbox-rules"), "request.one_shape");
}
