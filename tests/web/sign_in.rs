//! A sign-in that ends while the outcome of a write is unknown, and works again later.

use crate::service::{Service, client_with, draft, request, run, until};
use leptos::prelude::Owner;
use request_center::api::{Abort, PreparedWrite, Priority, RequestableQuery};
use request_center::state::journal::state::WriteState;
use request_center::state::journal::write::Write;
use request_center::state::journal::{LookupPace, Sending};
use request_center::state::storage::Store;
use request_center::state::workspace::journal_of;
use wasm_bindgen_test::wasm_bindgen_test;

/// Look-ups that nothing but a reason makes happen within a test.
const RARELY: LookupPace = LookupPace {
    first_millis: 60_000,
    longest_millis: 60_000,
    arrived_millis: 60_000,
    patience_seconds: Some(180),
};

/// Loses the answer to a request, has a look-up fail with that answer, and signs in again by another call.
async fn signs_in_again(base: &str, answer: &str) {
    run(&format!("localStorage.removeItem('request-center:{base}:me'); window.over = false;"));
    let service = Service::answering(&format!(
        "if (request.method === 'POST') return broken();
         if (window.over) return {answer};
         return json(200, request.url.includes('/access-request-status')
             ? [{{ accessRequestId: 'a', state: 'EXECUTING', clientMetadata: {{ requestCenterKey: 'k' }} }}] : []);"
    ));
    let provider = "if (window.over && window.silent) throw new Error('no'); return 'token';";
    let (owner, client) = (Owner::new(), client_with(base, Some(provider)));
    let journal = owner.with(|| journal_of(client.clone(), Store::open(base, "me"), RARELY));
    let state = || owner.with(|| leptos::prelude::untrack(|| journal.state(&draft("k").key)));
    let (draft, request) = (draft("k"), request(&draft("k")));
    let write = Write::Create { items: Vec::new(), recipients: draft.recipients.clone(), cells: None };
    let call = Box::new(move |_: &[_]| PreparedWrite::create_access_request(&request));
    let sending = journal.send(vec![journal.intend(draft.key.clone(), write)], call).await;
    assert!(matches!(sending, Sending::Unknown(_)));
    run("window.over = true");
    journal.look_up_now(|_| false);
    until("a failed look-up", || leptos::prelude::untrack(|| journal.lookup_error.with(Option::is_some)))
        .await;
    assert_eq!(state(), Some(WriteState::Unknown));
    run("window.over = false");
    let read =
        client.list_requestable_objects(&RequestableQuery::default(), Priority::User, &Abort::new()).await;
    assert!(read.is_ok());
    until("a look-up at once", || state() == Some(WriteState::Done)).await;
    assert_eq!(service.writes(), 1);
    owner.cleanup();
}

#[wasm_bindgen_test]
async fn a_token_returned_again_starts_a_look_up_at_once() {
    run("window.silent = true");
    signs_in_again("/token-again", "json(401, { error: 'expired' })").await;
}

#[wasm_bindgen_test]
async fn a_token_accepted_again_starts_a_look_up_at_once() {
    run("window.silent = false");
    signs_in_again("/accepted-again", "json(401, { error: 'expired' })").await;
}

#[wasm_bindgen_test]
async fn an_answer_in_place_of_a_sign_in_page_starts_a_look_up_at_once() {
    run("window.silent = false");
    signs_in_again("/page-gone", "text(200, '<html>Sign in</html>')").await;
}
