//! Lists whose later pages fail: rows stay, missing ones are reported, and no list is read forever.

use crate::service::{Service, run, until};
use crate::widget::{Widget, answers, row, service};
use wasm_bindgen_test::wasm_bindgen_test;

/// A service with that many requests; `behind` answers the pages after the first.
fn requests(count: u32, behind: &str) -> Service {
    let service = service(&format!(
        "world.rows = Array.from({{ length: {count} }}, (_, at) => ({}));",
        row("{ accountActivityItemId: 'row-' + at, accessRequestId: 'request-' + at }")
    ));
    pages_behind(&service, behind);
    service
}

fn pages_behind(service: &Service, behind: &str) {
    answers(
        service,
        &format!(
            "const page = (offset) => json(200, world.rows.slice(offset, offset + 250));
            world.status = (request) => {{
                const offset = Number(new URL(request.url).searchParams.get('offset') ?? 0);
                return offset > 0 ? (() => {{ {behind} }})() : page(0);
            }};"
        ),
    );
}

fn pages_read() -> u32 {
    let read = run("return window.calls.filter((call) => call.url.includes('regarding-identity')).length");
    read.as_f64().unwrap_or_default() as u32
}

#[wasm_bindgen_test]
async fn the_first_page_stays_when_the_second_fails_and_a_retry_loads_the_rest() {
    let service = requests(260, "return json(500, {})");
    let widget = Widget::open("/later-page", "requests");
    widget.see("250 loaded. We couldn’t load the rest.").await;
    widget.see("Open 250").await;
    widget.see_no("We couldn’t load your requests").await;
    pages_behind(&service, "return page(offset)");
    widget.click("Try again").await;
    widget.see("Open 260").await;
    widget.see_no("load the rest").await;
}

#[wasm_bindgen_test]
async fn a_rejected_offset_after_the_last_row_is_the_end() {
    let _service = requests(250, "return json(400, {})");
    let widget = Widget::open("/refused-offset", "requests");
    widget.see("Updated").await;
    widget.see("Open 250").await;
    widget.see_no("couldn’t").await;
    widget.see_no("there are more").await;
}

#[wasm_bindgen_test]
async fn a_service_that_ignores_the_offset_is_not_read_forever() {
    let _service = requests(250, "return page(0)");
    let widget = Widget::open("/ignored-offset", "requests");
    widget.see("Only the first 250 rows are loaded; there are more.").await;
    widget.see("Open 250").await;
    until("two pages read", || pages_read() == 2).await;
}

#[wasm_bindgen_test]
async fn access_beyond_the_page_cap_is_reported_as_missing() {
    let service = service("world.people = [{ id: 'ines', name: 'Ines Keller', manager: { id: 'me' } }];");
    service.world(
        "const page = Array.from({ length: 250 }, (_, at) => (
            { id: 'role-' + at, type: 'ROLE', name: 'Role ' + at, requestStatus: 'ASSIGNED' }));
        world.catalog = () => new Response(JSON.stringify(page), { headers: { 'X-Total-Count': '6000' } });",
    );
    let widget = Widget::open("/capped-access", "team");
    widget.click("Ines Keller").await;
    widget.see("Only the first 250 of 6,000 rows are loaded.").await;
}
