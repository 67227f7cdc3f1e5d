//! Errors that answer a second copy of a call whose first copy was carried out, as behind proxies where a browser repeats a POST.

use crate::service::{Service, client, draft, request, run};
use leptos::prelude::Owner;
use request_center::api::{ErrorKind, PreparedWrite};
use request_center::state::journal::state::WriteState;
use request_center::state::journal::write::Write;
use request_center::state::journal::{Journal, LookupPace, Sending};
use request_center::state::storage::Store;
use request_center::state::workspace::journal_of;
use wasm_bindgen_test::wasm_bindgen_test;

/// Look-ups in quick succession.
const QUICK: LookupPace =
    LookupPace { first_millis: 20, longest_millis: 40, arrived_millis: 40, patience_seconds: Some(600) };

/// The rows of the first copy.
const ROWS: &str =
    "json(200, [{ accessRequestId: 'a', state: 'EXECUTING', clientMetadata: { requestCenterKey: 'k' } }])";
const NONE: &str = "json(200, [])";
const REFUSED: &str = "json(400, { trackingId: 't', causes: [] })";

/// A journal at a service that answers writes and reads so; `writes` and `reads` count them.
struct Submitted {
    service: Service,
    journal: Journal,
    owner: Owner,
}

impl Submitted {
    fn open(base: &str, write: &str, read: &str) -> Self {
        run(&format!("localStorage.removeItem('request-center:{base}:me')"));
        let service = Service::answering(&format!(
            "const reads = window.calls.filter((call) => call.method !== 'POST').length;
             const writes = calls - reads;
             return request.method === 'POST' ? {write} : {read}"
        ));
        let owner = Owner::new();
        let journal = owner.with(|| journal_of(client(base), Store::open(base, "me"), QUICK));
        Self { service, journal, owner }
    }

    async fn send(&self) -> Sending {
        let draft = draft("k");
        let write = Write::Create { items: Vec::new(), recipients: draft.recipients.clone(), cells: None };
        let intent = self.journal.intend(draft.key.clone(), write);
        let request = request(&draft);
        let call = Box::new(move |_: &[_]| PreparedWrite::create_access_request(&request));
        self.journal.send(vec![intent], call).await
    }

    fn state(&self) -> Option<WriteState> {
        self.owner.with(|| leptos::prelude::untrack(|| self.journal.state(&draft("k").key)))
    }
}

impl Drop for Submitted {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

#[wasm_bindgen_test]
async fn a_refused_request_whose_first_copy_arrived_is_accepted() {
    for (base, status) in [("/copies-400", 400), ("/copies-403", 403), ("/copies-404", 404)] {
        let submitted = Submitted::open(base, &format!("json({status}, {{}})"), ROWS);
        assert_eq!(
            (submitted.send().await, submitted.state()),
            (Sending::Accepted, Some(WriteState::Done)),
            "{status}"
        );
        assert_eq!(submitted.service.writes(), 1);
    }
}

#[wasm_bindgen_test]
async fn a_refused_request_whose_first_copy_is_listed_late_is_accepted() {
    let submitted = Submitted::open("/copies-late", REFUSED, &format!("reads > 2 ? {ROWS} : {NONE}"));
    assert_eq!((submitted.send().await, submitted.state()), (Sending::Accepted, Some(WriteState::Done)));
    assert_eq!(submitted.service.writes(), 1);
}

#[wasm_bindgen_test]
async fn a_refused_request_that_is_not_listed_was_not_sent() {
    let submitted = Submitted::open("/no-copies", REFUSED, NONE);
    assert!(matches!(submitted.send().await, Sending::Refused(error) if error.kind == ErrorKind::BadRequest));
    assert_eq!(submitted.service.writes(), 1);
}

#[wasm_bindgen_test]
async fn a_refused_or_limited_request_that_cannot_be_looked_up_is_in_doubt() {
    for (base, write, kind) in [
        ("/copies-unread", REFUSED, ErrorKind::BadRequest),
        ("/limited-unread", "json(429, {}, { 'Retry-After': '1' })", ErrorKind::RateLimited),
    ] {
        let submitted = Submitted::open(base, write, "json(500, {})");
        assert!(matches!(submitted.send().await, Sending::Unknown(error) if error.kind == kind));
        assert_eq!((submitted.state(), submitted.service.writes()), (Some(WriteState::Unknown), 1));
    }
}

#[wasm_bindgen_test]
async fn a_limited_request_whose_first_copy_arrived_is_not_sent_again() {
    for (base, pause) in [("/limited-copy", 1), ("/long-limited-copy", 600)] {
        let write = format!("json(429, {{}}, {{ 'Retry-After': '{pause}' }})");
        let submitted = Submitted::open(base, &write, ROWS);
        assert_eq!(
            (submitted.send().await, submitted.state()),
            (Sending::Accepted, Some(WriteState::Done)),
            "{pause}"
        );
        assert_eq!(submitted.service.writes(), 1);
    }
}

#[wasm_bindgen_test]
async fn a_limited_request_is_looked_up_after_the_pause_and_then_sent_again() {
    let write = "(writes > 1 ? json(202, {}) : json(429, {}, { 'Retry-After': '1' }))";
    let submitted = Submitted::open("/limited", write, NONE);
    let begun = js_sys::Date::now();
    assert_eq!(submitted.send().await, Sending::Accepted);
    assert!(js_sys::Date::now() - begun >= 1_000.0);
    let methods = [0, 1, 2].map(|at| submitted.service.call(at, "method"));
    assert_eq!(methods, ["POST", "GET", "POST"]);
}

#[wasm_bindgen_test]
async fn a_request_limited_for_long_is_not_sent_until_the_person_sends_it_again() {
    let write = "(writes > 1 ? json(202, {}) : json(429, {}, { 'Retry-After': '999999999' }))";
    let submitted = Submitted::open("/limited-long", write, NONE);
    assert!(matches!(submitted.send().await, Sending::Refused(error) if error.retry_at.is_some()));
    assert_eq!(submitted.service.writes(), 1);
    assert_eq!(submitted.send().await, Sending::Accepted);
    assert_eq!(submitted.service.writes(), 2);
}
