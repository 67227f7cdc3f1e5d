//! Pauses the service asks for that are too long to wait for: they are reported with their end, and the next action is sent at once.

use crate::service::{Service, client};
use crate::widget::{ONE_ROLE, Widget, answers, service};
use request_center::api::{Abort, ApiError, Client, ErrorKind, Priority, RequestableQuery};
use wasm_bindgen_test::wasm_bindgen_test;

async fn read(client: &Client, priority: Priority) -> Result<(), ApiError> {
    let query = RequestableQuery::default();
    client.list_requestable_objects(&query, priority, &Abort::new()).await.map(drop)
}

#[wasm_bindgen_test]
async fn a_long_pause_delays_background_reads_and_not_what_a_person_does() {
    for (base, asked) in [
        ("/paused", "'600'"),
        ("/paused-for-years", "'999999999'"),
        ("/paused-until", "'Fri, 01 Jan 2100 00:00:00 GMT'"),
    ] {
        let service = Service::answering(&format!(
            "return calls === 1 ? json(429, {{}}, {{ 'Retry-After': {asked} }}) : json(200, [])"
        ));
        let client = client(base);
        let error = read(&client, Priority::User).await.expect_err("limited");
        assert_eq!((error.kind, error.retry_at.is_some()), (ErrorKind::RateLimited, true), "{asked}");
        let later = read(&client, Priority::Background).await.expect_err("held back");
        assert_eq!((later.kind, later.retry_at, later.sent), (error.kind, error.retry_at, false), "{asked}");
        assert_eq!(service.calls(), 1, "{asked}");
        assert_eq!(read(&client, Priority::User).await, Ok(()), "{asked}");
        assert_eq!(read(&client, Priority::Background).await, Ok(()), "an answer ends the pause");
    }
}

#[wasm_bindgen_test]
async fn a_long_pause_is_shown_with_its_end_and_can_be_ignored() {
    let service = service(&format!("world.objects = {ONE_ROLE};"));
    answers(
        &service,
        "world.catalog = () => new Response('{}', { status: 429, headers: { 'Retry-After': '999999999' } });",
    );
    let widget = Widget::open("/busy-for-years", "catalog");
    widget.see("Too many requests at once. The service is busy. Wait until").await;
    widget.see("or try again sooner.").await;
    service.world("world.catalog = undefined");
    widget.click("Try again").await;
    widget.see("Museum guide").await;
    widget.see_no("Wait until").await;
}
