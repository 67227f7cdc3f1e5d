//! The client with late, truncated, unusual and missing responses.

use crate::service::{Service, client, draft, request, run, until};
use request_center::api::{
    Abort, ApiError, Client, EntitlementsQuery, ErrorKind, Filter, PreparedWrite, Priority, RequestableQuery,
};
use request_center_models::draft::RequestDraft;
use request_center_models::id::AccessRequestId;
use request_center_models::json::from_json;
use request_center_models::wire::access_request::AccessRequestResponse;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

async fn list(client: &Client, priority: Priority) -> Result<usize, ApiError> {
    let query = RequestableQuery::default();
    client.list_requestable_objects(&query, priority, &Abort::new()).await.map(|page| page.rows.len())
}

/// Sends that draft; returns the response, if it could be read.
async fn create(client: &Client, draft: &RequestDraft) -> Result<Option<AccessRequestResponse>, ApiError> {
    let write = PreparedWrite::create_access_request(&request(draft));
    let text = client.write(&write, &|| true).await?;
    Ok(text.and_then(|text| from_json(&text).ok()))
}

async fn kind(client: &Client) -> ErrorKind {
    list(client, Priority::User).await.expect_err("trouble").kind
}

#[wasm_bindgen_test]
async fn a_list_has_its_total_and_the_services_time() {
    let service = Service::answering(
        "return json(200, [{ id: 'a' }, { id: 'b' }], { 'X-Total-Count': '7', Date: 'Sun, 06 Nov 1994 08:49:37 GMT' })",
    );
    let client = client("/total");
    let query = RequestableQuery { count: true, ..RequestableQuery::default() };
    let page = client.list_requestable_objects(&query, Priority::User, &Abort::new()).await.expect("a page");
    assert_eq!((page.rows.len(), page.total, client.now().year()), (2, Some(7), 1994));
    assert!(
        service.call(0, "url").ends_with("/total/v3/requestable-objects?identity-id=me&limit=250&count=true")
    );
}

#[wasm_bindgen_test]
async fn an_invalid_field_is_dropped_and_the_rest_of_the_list_kept() {
    let _service = Service::answering(
        "return json(200, [{ id: 'a', name: 'A', description: 7 }, { id: 'b', name: 'B' }, 'odd'])",
    );
    let query = RequestableQuery::default();
    let page =
        client("/odd").list_requestable_objects(&query, Priority::User, &Abort::new()).await.expect("a page");
    let names: Vec<_> =
        page.rows.iter().map(|row| (row.name.as_deref(), row.description.as_deref())).collect();
    assert_eq!(names, [(Some("A"), None), (Some("B"), None), (None, None)]);
}

#[wasm_bindgen_test]
async fn an_id_with_special_characters_is_sent_unchanged() {
    let service = Service::answering("return json(200, [])");
    let id = "a\"b\\c/%25é😀&#+ שלום";
    let query = EntitlementsQuery { filters: Some(Filter::eq("id", id)), ..EntitlementsQuery::default() };
    client("/ids").list_entitlements(&query, Priority::User, &Abort::new()).await.expect("a page");
    let url = service.call(0, "url");
    assert!(url.contains("/ids/beta/entitlements?"), "{url}");
    let arrived = run(&format!("return new URL({url:?}).searchParams.get('filters')")).as_string();
    assert_eq!(arrived.as_deref(), Some("requestable eq true and id eq \"a\\\"b\\\\c/%25é😀&#+ שלום\""));
}

#[wasm_bindgen_test]
async fn the_api_base_can_be_the_origin_or_another_origin() {
    let service = Service::answering("return json(200, [])");
    list(&client(""), Priority::User).await.expect("a page");
    list(&client("http://127.0.0.1:1/x"), Priority::User).await.expect("a page");
    let (own, other) = (service.call(0, "url"), service.call(1, "url"));
    assert!(own.starts_with("http://") && own.contains("/v3/requestable-objects?"), "{own}");
    assert!(other.starts_with("http://127.0.0.1:1/x/v3/requestable-objects?"), "{other}");
}

#[wasm_bindgen_test]
async fn a_read_times_out() {
    let service = Service::answering("return hang(request)");
    assert_eq!(kind(&client("/late")).await, ErrorKind::Timeout);
    assert!(service.gave_up(0));
}

#[wasm_bindgen_test]
async fn an_unneeded_read_is_aborted_at_once() {
    let service = Service::answering("return hang(request)");
    let abort = Abort::new();
    let view = abort.clone();
    spawn_local(async move {
        until("a call", || run("return window.calls.length").as_f64() == Some(1.0)).await;
        view.abort();
    });
    let query = RequestableQuery::default();
    let error = client("/abort").list_requestable_objects(&query, Priority::User, &abort).await;
    assert_eq!(error.expect_err("aborted").kind, ErrorKind::Aborted);
    assert!(service.gave_up(0));
}

#[wasm_bindgen_test]
async fn a_page_that_wraps_fetch_breaks_nothing() {
    for odd in [
        "throw 'text'",
        "throw undefined",
        "throw { name: 'AbortError' }",
        "return { ok: true }",
        "return broken()",
    ] {
        let service = Service::answering(odd);
        assert_eq!(kind(&client("/odd")).await, ErrorKind::Network, "{odd}");
        assert_eq!(service.calls(), 1);
    }
}

#[wasm_bindgen_test]
async fn a_background_read_is_retried_once() {
    let service = Service::answering("return calls === 1 ? broken() : json(200, [])");
    assert_eq!(list(&client("/again"), Priority::Background).await, Ok(0));
    assert_eq!(service.calls(), 2);
}

#[wasm_bindgen_test]
async fn a_response_that_is_not_json_is_a_decode_error() {
    for body in ["'Sign in'", "'[{\"id\":'", "''"] {
        let _service = Service::answering(&format!("return text(200, {body})"));
        assert_eq!(kind(&client("/unreadable")).await, ErrorKind::Decode, "{body}");
    }
    let _service = Service::answering("return cut(200)");
    assert_eq!(kind(&client("/cut")).await, ErrorKind::Network);
}

#[wasm_bindgen_test]
async fn a_redirect_elsewhere_is_a_sign_in_and_one_to_the_same_path_is_followed() {
    let at = |to: &str| {
        format!(
            "const response = json(200, []);
            Object.defineProperties(response, {{ redirected: {{ value: true }}, url: {{ value: {to} }} }});
            return response"
        )
    };
    let _service = Service::answering(&at("'https://id.example.com/login?to=' + request.url"));
    assert_eq!(kind(&client("/moved")).await, ErrorKind::SignedOut);
    let _service = Service::answering(&at("request.url.replace(/^http:/, 'https:') + '&again=1'"));
    assert_eq!(list(&client("/moved"), Priority::User).await, Ok(0));
}

#[wasm_bindgen_test]
async fn the_date_of_a_proxys_error_is_not_the_services_time() {
    let date = "Date: 'Sun, 06 Nov 1994 08:49:37 GMT'";
    let dated = |id: &str| format!("return json(502, {{}}, {{ {date}{id} }})");
    let client = client("/dated");
    let _service = Service::answering(&dated(""));
    assert_eq!((kind(&client).await, client.has_service_time()), (ErrorKind::Server, false));
    let _service = Service::answering(&dated(", 'SLPT-Request-ID': 'a'"));
    assert_eq!((kind(&client).await, client.now().year()), (ErrorKind::Server, 1994));
}

#[wasm_bindgen_test]
async fn two_megabytes_are_read() {
    let row = "'{\"description\":\"' + 'x'.repeat(1000) + '\"}'";
    let _service =
        Service::answering(&format!("return text(200, '[' + Array(2100).fill({row}).join() + ']')"));
    assert_eq!(list(&client("/big"), Priority::User).await, Ok(2_100));
}

#[wasm_bindgen_test]
async fn a_refusal_has_the_services_message_and_tracking_id() {
    let _service = Service::answering(
        "return json(403, { trackingId: 't-9', causes: [{ text: '<script>alert(1)</script>' }] })",
    );
    let error = list(&client("/refused"), Priority::User).await.expect_err("refused");
    assert_eq!((error.kind, error.tracking_id.as_deref()), (ErrorKind::Forbidden, Some("t-9")));
    assert_eq!(error.sentences, ["<script>alert(1)</script>"]);
}

#[wasm_bindgen_test]
async fn retry_after_is_respected_and_shown() {
    let service = Service::answering(
        "return calls === 1 ? json(429, { message: 'Rate Limit Exceeded' }, { 'Retry-After': '1' }) : json(200, [])",
    );
    let client = client("/limited");
    let shown = client.clone();
    spawn_local(async move {
        until("the wait is shown", || shown.wait().is_some()).await;
        run("window.shown = true");
    });
    let begun = js_sys::Date::now();
    assert_eq!(list(&client, Priority::User).await, Ok(0));
    assert!(js_sys::Date::now() - begun >= 1_000.0);
    assert!(run("return window.shown").is_truthy());
    assert_eq!((client.wait(), service.calls()), (None, 2));
}

#[wasm_bindgen_test]
async fn a_202_is_accepted_whatever_its_body() {
    let draft = draft("w");
    let service = Service::answering("return json(202, { newRequests: [{ accessRequestIds: ['a', 'b'] }] })");
    let accepted = create(&client("/202"), &draft).await.expect("accepted");
    assert_eq!(accepted.map(|body| body.new_ids()), Some(vec![AccessRequestId::from("a"), "b".into()]));
    assert!(service.call(0, "body").contains("\"requestCenterKey\":\"w\""));
    for answer in ["text(202, '')", "text(202, '{\"new')", "cut(202)"] {
        let _service = Service::answering(&format!("return {answer}"));
        let accepted = create(&client("/202"), &draft).await.expect("accepted");
        assert_eq!(accepted, None, "{answer}");
    }
}

#[wasm_bindgen_test]
async fn a_write_without_a_clear_response_is_sent_once_and_its_outcome_unknown() {
    let draft = draft("w");
    for (answer, kind) in [
        ("text(200, '<html>Sign in</html>')", ErrorKind::SignedOut),
        ("text(302, '')", ErrorKind::SignedOut),
        ("text(405, '<html>Not allowed</html>')", ErrorKind::SignedOut),
        ("json(500, {})", ErrorKind::Server),
        ("hang(request)", ErrorKind::Timeout),
        ("broken()", ErrorKind::Network),
        ("cut(200)", ErrorKind::Network),
    ] {
        let service = Service::answering(&format!("return {answer}"));
        let error = create(&client("/unclear"), &draft).await.expect_err("unclear");
        assert_eq!((error.kind, error.outcome_unknown(), service.calls()), (kind, true, 1), "{answer}");
    }
}

#[wasm_bindgen_test]
async fn an_offline_write_is_sent_only_after_a_read_succeeds() {
    run("Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })");
    let draft = draft("w");
    let offline = Service::answering("return broken()");
    let error = create(&client("/offline"), &draft).await.expect_err("offline");
    assert_eq!((error.kind, error.outcome_unknown(), offline.writes()), (ErrorKind::Offline, false, 0));
    drop(offline);
    let mistaken = Service::answering("return request.method === 'GET' ? json(200, []) : json(202, {})");
    assert!(create(&client("/offline"), &draft).await.is_ok());
    assert_eq!(mistaken.writes(), 1);
    run("delete navigator.onLine");
}
