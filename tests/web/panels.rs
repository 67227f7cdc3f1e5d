//! Panels while their list is pending, empty, failed, stale or unusual: states an end-to-end test passes too quickly.

use crate::service::{Service, client, until};
use crate::widget::{ONE_ROLE, Widget, answers, row, service};
use request_center::api::{Abort, Priority, RequestableQuery};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_loading_catalog_says_so_until_its_rows_arrive() {
    let service = service("");
    answers(
        &service,
        "world.catalog = (request) => hang(request); world.entitlements = (request) => hang(request);",
    );
    let widget = Widget::open("/pending", "catalog");
    widget.see("Loading the catalog …").await;
    widget.see("No items yet").await;
    drop(widget);
    answers(
        &service,
        &format!("world.catalog = () => json(200, {ONE_ROLE}); world.entitlements = () => json(200, []);"),
    );
    let widget = Widget::open("/pending", "catalog");
    widget.see("Museum guide").await;
    widget.see_no("Loading the catalog …").await;
}

#[wasm_bindgen_test]
async fn an_empty_catalog_names_whom_to_contact() {
    let _service = service("");
    let widget = Widget::open("/empty", "catalog");
    widget.see("Nothing to request yet").await;
    widget.see("Ask your access administrators.").await;
}

#[wasm_bindgen_test]
async fn a_failed_catalog_says_what_to_do_and_can_be_retried() {
    let service = service("");
    answers(&service, "world.catalog = () => json(403, {}); world.entitlements = () => json(403, {});");
    let widget = Widget::open("/failed", "catalog");
    widget.see("We couldn’t load the catalog").await;
    widget.see("You don’t have permission to do this").await;
    answers(
        &service,
        &format!("world.catalog = () => json(200, {ONE_ROLE}); world.entitlements = () => json(200, []);"),
    );
    widget.click("Try again").await;
    widget.see("Museum guide").await;
    widget.see_no("We couldn’t load").await;
}

#[wasm_bindgen_test]
async fn client_side_throttling_is_not_blamed_on_the_service() {
    let _service = service("");
    let (client, query) = (client("/pace"), RequestableQuery::default());
    for _ in 0..100 {
        client.list_requestable_objects(&query, Priority::User, &Abort::new()).await.expect("a page");
    }
    let widget = Widget::open("/pace", "catalog");
    widget.see("Too many requests. Continuing in").await;
    widget.see_no("The service is busy").await;
}

#[wasm_bindgen_test]
async fn unknown_kinds_are_shown_as_they_are() {
    let _service =
        service("world.objects = [{ id: 'x', type: 'ROBOT', name: 'Welder', requestStatus: 'FROZEN' }]");
    let widget = Widget::open("/odd", "catalog");
    widget.see("Welder").await;
    widget.see("ROBOT").await;
}

#[wasm_bindgen_test]
async fn an_empty_request_list_links_to_the_catalog() {
    let _service = service("");
    let widget = Widget::open("/none", "requests");
    widget.see("No requests yet").await;
    widget.click("Go to the catalog").await;
    widget.see_attribute("Catalog", "aria-selected", "true").await;
}

#[wasm_bindgen_test]
async fn loading_requests_say_so() {
    let service = service("");
    answers(&service, "world.status = (request) => hang(request);");
    let widget = Widget::open("/pending-requests", "requests");
    widget.see("Loading your requests …").await;
    widget.see_no("No requests yet").await;
}

#[wasm_bindgen_test]
async fn rows_that_fail_to_refresh_stay_with_their_age() {
    let service = service(&format!("world.rows = [{}];", row("{}")));
    let widget = Widget::open("/stale", "requests");
    widget.see("Waiting for Dana Flores").await;
    answers(&service, "world.status = () => json(403, {});");
    widget.click("Refresh").await;
    widget.see("We couldn’t refresh it since.").await;
    widget.see("Waiting for Dana Flores").await;
}

#[wasm_bindgen_test]
async fn an_unknown_state_is_shown_as_it_is_and_not_as_done() {
    let _service =
        service(&format!("world.rows = [{}];", row("{ state: 'FROZEN_BY_AUDIT', approvalDetails: [] }")));
    let widget = Widget::open("/unknown-state", "requests");
    widget.see("FROZEN_BY_AUDIT").await;
    widget.see("Open 1").await;
    widget.see("Done 0").await;
}

#[wasm_bindgen_test]
async fn rows_with_almost_no_fields_are_shown() {
    let _service = service("world.rows = [{ accountActivityItemId: 'a' }, {}, { state: null, name: null }];");
    let widget = Widget::open("/bare", "requests");
    widget.see("Unnamed").await;
    widget.see("Open 3").await;
}

#[wasm_bindgen_test]
async fn an_accepted_request_not_listed_yet_is_shown_as_processing() {
    let service = service(&format!("world.objects = {ONE_ROLE};"));
    let widget = Widget::open("/accepted", "catalog");
    widget.click("Add to request: Museum guide").await;
    widget.click("Review request").await;
    widget.click("Submit request").await;
    widget.see("Your request was submitted").await;
    assert_eq!(service.writes(), 1);
    widget.click("Show my requests").await;
    widget.see("Submitted, processing").await;
    widget.see("Done 0").await;
}

/// Requests the only role, at a service that answers that it had been requested before.
async fn request_existing(base: &str, key: &str) -> (Service, Widget) {
    let service = service(&format!("world.objects = {ONE_ROLE};"));
    answers(
        &service,
        &format!(
            "world.write = async (request) => {{
                const {{ clientMetadata: {{ requestCenterKey: sent }} }} = await request.json();
                world.rows = [Object.assign({}, {{ clientMetadata: {{ requestCenterKey: {key} }} }})];
                const named = {{ requestedFor: 'me', requestedItemsDetails: [{{ type: 'ROLE', id: 'r1' }}], accessRequestIds: ['request-1'] }};
                return json(202, {{ newRequests: [], existingRequests: [named] }});
            }};",
            row("{}")
        ),
    );
    let widget = Widget::open(base, "catalog");
    widget.click("Add to request: Museum guide").await;
    widget.click("Review request").await;
    widget.click("Submit request").await;
    widget.see("Your request was submitted").await;
    widget.see("Submitted, processing").await;
    (service, widget)
}

#[wasm_bindgen_test]
async fn a_request_repeated_by_the_browser_is_shown_as_sent() {
    let (_service, widget) = request_existing("/repeated", "sent").await;
    widget.see_no("Submitted, processing").await;
    widget.see_no("Already requested, nothing new was sent").await;
    widget.see("Your request was submitted").await;
}

#[wasm_bindgen_test]
async fn a_request_sent_earlier_by_somebody_else_is_distinguished_once_listed() {
    let (_service, widget) = request_existing("/existing", "'another'").await;
    widget.see("Already requested, nothing new was sent").await;
}

#[wasm_bindgen_test]
async fn while_a_request_is_being_sent_it_cannot_be_sent_again() {
    let service = service(&format!("world.objects = {ONE_ROLE};"));
    answers(&service, "world.write = (request) => hang(request);");
    let widget = Widget::open("/sending", "catalog");
    widget.click("Add to request: Museum guide").await;
    widget.click("Review request").await;
    widget.click("Submit request").await;
    widget.see("Submitting your request …").await;
    until("the request", || service.writes() == 1).await;
    widget.see_attribute("Submit request", "aria-disabled", "true").await;
    widget.click("Submit request").await;
    widget.click("Submit request").await;
    widget.see("Submitting your request …").await;
    assert_eq!(service.writes(), 1);
}

#[wasm_bindgen_test]
async fn a_cancel_is_sent_after_confirmation_and_shows_its_progress() {
    let service = service(&format!("world.rows = [{}];", row("{}")));
    answers(&service, "world.write = (request) => hang(request);");
    let widget = Widget::open("/cancelling", "requests");
    widget.click("Museum guide").await;
    widget.write("Reason for cancelling", "Petra is back").await;
    widget.click("Cancel request").await;
    widget.see("Cancel this request?").await;
    widget.see("Reason: Petra is back").await;
    assert_eq!(service.writes(), 0);
    widget.click_in_dialog("Cancel request").await;
    widget.see("Cancelling …").await;
    until("the cancel", || service.writes() == 1).await;
    widget.see_attribute("Cancel request", "aria-disabled", "true").await;
    widget.see("Waiting for Dana Flores").await;
}

#[wasm_bindgen_test]
async fn an_unmounted_widget_aborts_its_reads() {
    let service = service("");
    answers(&service, "world.catalog = (request) => hang(request);");
    let mut widget = Widget::open("/gone", "catalog");
    widget.see("Loading the catalog …").await;
    let pending = service.calls();
    assert!(pending > 0);
    widget.unmount();
    assert_eq!(widget.nodes(), 0);
    until("the read of the catalog given up", || (0..pending).any(|at| service.gave_up(at))).await;
}

#[wasm_bindgen_test]
async fn a_right_to_left_language_mirrors_the_widget() {
    let _service = service("");
    let widget = Widget::open_as("/rtl", "catalog", "rtl");
    widget.see("Nothing to request yet").await;
    assert_eq!(widget.dir(), "rtl");
}
