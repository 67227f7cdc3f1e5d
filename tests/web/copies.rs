//! Refusals that answer a second copy of a call whose first copy was carried out, as behind proxies where a browser repeats a POST.

use crate::service::{Service, client, draft, request, run};
use leptos::prelude::Owner;
use request_center::api::{ErrorKind, PreparedWrite};
use request_center::state::journal::state::WriteState;
use request_center::state::journal::write::Write;
use request_center::state::journal::{LookupPace, Sending};
use request_center::state::storage::Store;
use request_center::state::workspace::journal_of;
use wasm_bindgen_test::wasm_bindgen_test;

/// Sends a request that is answered with 400, while reads are answered with that; returns the outcome and the state in the journal.
async fn refused(base: &str, reads: &str) -> (Sending, Option<WriteState>) {
    run(&format!("localStorage.removeItem('request-center:{base}:me')"));
    let service = Service::answering(&format!(
        "return request.method === 'POST' ? json(400, {{ trackingId: 't', causes: [] }}) : {reads}"
    ));
    let owner = Owner::new();
    let journal = owner.with(|| journal_of(client(base), Store::open(base, "me"), LookupPace::default()));
    let draft = draft("k");
    let write = Write::Create { items: Vec::new(), recipients: draft.recipients.clone() };
    let intent = journal.intend(draft.key.clone(), write);
    let request = request(&draft);
    let call = Box::new(move |_: &[_]| PreparedWrite::create_access_request(&request));
    let sending = journal.send(vec![intent], call).await;
    let state = owner.with(|| leptos::prelude::untrack(|| journal.state(&draft.key)));
    assert_eq!(service.writes(), 1);
    owner.cleanup();
    (sending, state)
}

#[wasm_bindgen_test]
async fn a_refused_request_whose_first_copy_arrived_is_accepted() {
    let row = "[{ accessRequestId: 'a', state: 'EXECUTING', clientMetadata: { requestCenterKey: 'k' } }]";
    let (sending, state) = refused("/copies", &format!("json(200, {row})")).await;
    assert_eq!((sending, state), (Sending::Accepted, Some(WriteState::Done)));
}

#[wasm_bindgen_test]
async fn a_refused_request_that_is_not_listed_was_not_sent() {
    let (sending, _) = refused("/no-copies", "json(200, [])").await;
    assert!(matches!(sending, Sending::Refused(error) if error.kind == ErrorKind::BadRequest));
}

#[wasm_bindgen_test]
async fn a_refused_request_that_cannot_be_looked_up_is_in_doubt() {
    let (sending, state) = refused("/copies-unread", "json(500, {})").await;
    assert!(matches!(sending, Sending::Unknown(error) if error.kind == ErrorKind::BadRequest));
    assert_eq!(state, Some(WriteState::Unknown));
}
