//! The journal's intents across lost answers, tabs, unmounted views and reloads.

use crate::service::{Service, client, draft, request, run, until};
use leptos::prelude::{GetUntracked, Owner};
use request_center::api::{ErrorKind, PreparedWrite};
use request_center::state::journal::intent::{Intent, cancel_key};
use request_center::state::journal::state::WriteState;
use request_center::state::journal::write::{Write, WrittenItem};
use request_center::state::journal::{Journal, LookupPace, Sending};
use request_center::state::storage::{StorageTrouble, Store};
use request_center::state::workspace::journal_of;
use request_center_models::cancel::NewCancel;
use request_center_models::draft::RequestDraft;
use request_center_models::id::AccessRequestId;
use request_center_models::wire::access_request::CancelAccessRequest;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

/// Look-ups in quick succession, which end at once or never.
const HASTY: LookupPace = often(0);
const PATIENT: LookupPace = often(600);

const fn often(patience: u32) -> LookupPace {
    LookupPace { first_millis: 20, longest_millis: 40, arrived_millis: 40, patience_seconds: Some(patience) }
}

/// The script of a service that answers writes with `write` and reads with `world.rows`.
fn service(write: &str) -> Service {
    Service::answering(&format!("return request.method === 'POST' ? ({write}) : json(200, world.rows ?? [])"))
}

/// One page with a journal; dropping it is leaving the page.
struct Tab {
    journal: Journal,
    store: Store,
    news: Rc<RefCell<Vec<&'static str>>>,
    owner: Owner,
}

impl Tab {
    fn open(base: &str, pace: LookupPace) -> Self {
        let owner = Owner::new();
        let news: Rc<RefCell<Vec<&'static str>>> = Rc::default();
        let (journal, store) = owner.with(|| {
            let store = Store::open(base, "me");
            let journal = journal_of(client(base), store.clone(), pace);
            let heard = Rc::clone(&news);
            journal.observe(move |changes| {
                for change in changes {
                    let mut heard = heard.borrow_mut();
                    if change.arrived() {
                        let cancelled = change.intent.write.cancels();
                        heard.push(cancelled.map_or("submitted", |_| "cancelled"));
                    }
                    heard.extend(change.settled().then_some("settled"));
                    if change.intent.state == WriteState::NotFound {
                        heard.push("not found");
                    }
                }
            });
            (journal, store)
        });
        Self { journal, store, news, owner }
    }

    async fn submit(&self, draft: &RequestDraft) -> Sending {
        submit(self.journal, draft.clone()).await
    }

    async fn cancel(&self, id: &str) -> Sending {
        let id = AccessRequestId::from(id);
        let (account_activity_id, comment) = (Some(id.clone()), Some("No longer needed".to_owned()));
        let cancel =
            NewCancel::validate(&CancelAccessRequest { account_activity_id, comment }).expect("valid");
        let reason = cancel.comment().to_owned();
        let write = Write::Cancel { id: id.clone(), reason, rows: Vec::new(), ids: Vec::new() };
        let call = Box::new(move |_: &[_]| PreparedWrite::cancel_access_request(&cancel));
        self.journal.send(vec![self.journal.intend(cancel_key(&id), write)], call).await
    }

    fn intents(&self) -> Vec<Arc<Intent>> {
        self.store.journal()
    }

    fn state(&self) -> Option<WriteState> {
        self.intents().first().map(|intent| intent.state)
    }

    async fn hears(&self, news: &str) {
        until(news, || self.news.borrow().contains(&news)).await;
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

fn fresh(base: &str) {
    run(&format!("localStorage.removeItem('request-center:{base}:me')"));
}

async fn submit(journal: Journal, draft: RequestDraft) -> Sending {
    let items = draft.items.iter().map(|item| WrittenItem {
        id: item.id.clone(),
        r#type: item.r#type.clone(),
        name: item.name.clone(),
    });
    let write = Write::Create { items: items.collect(), recipients: draft.recipients.clone(), cells: None };
    let intent = journal.intend(draft.key.clone(), write);
    let request = request(&draft);
    let call = Box::new(move |_: &[_]| PreparedWrite::create_access_request(&request));
    journal.send(vec![intent], call).await
}

#[wasm_bindgen_test]
async fn a_request_is_settled_once_its_rows_are_listed() {
    fresh("/settled");
    let service = service("json(202, { newRequests: [{ accessRequestIds: ['a'] }] })");
    let (tab, draft) = (Tab::open("/settled", PATIENT), draft("k"));
    tab.store.save_draft(&draft);
    assert_eq!(tab.submit(&draft).await, Sending::Accepted);
    let ids: Vec<AccessRequestId> = tab.intents().iter().flat_map(|intent| intent.ids.clone()).collect();
    assert_eq!(ids, [AccessRequestId::from("a")]);
    assert_eq!(tab.store.draft(), None, "what was sent is no draft any more");
    until("two looks", || service.calls() >= 3).await;
    assert!(tab.state() == Some(WriteState::Accepted));
    service.world("world.rows = [{ accessRequestId: 'a', state: 'EXECUTING' }]");
    tab.hears("settled").await;
    assert!(tab.state() == Some(WriteState::Done));
    assert_eq!(*tab.news.borrow(), ["submitted", "settled"]);
}

#[wasm_bindgen_test]
async fn a_request_without_a_response_is_found_by_its_key_and_not_sent_again() {
    fresh("/lost");
    let service = service("broken()");
    let (tab, draft) = (Tab::open("/lost", PATIENT), draft("k-lost"));
    tab.store.save_draft(&draft);
    assert!(matches!(tab.submit(&draft).await, Sending::Unknown(error) if error.kind == ErrorKind::Network));
    assert!(tab.store.draft().is_some(), "kept while it is not known to have arrived");
    assert!(matches!(tab.submit(&draft).await, Sending::AlreadySent));
    until("a look", || service.calls() >= 2).await;
    assert!(service.call(1, "url").contains("?regarding-identity=me&sorters="));
    service.world("world.rows = [{ accessRequestId: 'z', clientMetadata: { requestCenterKey: 'k-lost' } }]");
    tab.hears("settled").await;
    assert_eq!(*tab.news.borrow(), ["submitted", "settled"]);
    assert_eq!((tab.store.draft(), service.writes()), (None, 1));
}

#[wasm_bindgen_test]
async fn a_request_not_found_can_be_sent_again() {
    fresh("/nowhere");
    let service = service("world.well ? json(202, {}) : json(500, {})");
    let (tab, draft) = (Tab::open("/nowhere", HASTY), draft("k"));
    assert!(matches!(tab.submit(&draft).await, Sending::Unknown(_)));
    tab.hears("not found").await;
    service.world("world.well = true");
    assert!(matches!(tab.submit(&draft).await, Sending::Accepted));
    assert_eq!((service.writes(), tab.intents().len()), (2, 1));
}

#[wasm_bindgen_test]
async fn a_request_found_after_the_look_up_ended_is_not_sent_again() {
    fresh("/turned-up");
    let service = service("json(500, {})");
    let (tab, draft) = (Tab::open("/turned-up", HASTY), draft("k-late"));
    tab.submit(&draft).await;
    tab.hears("not found").await;
    service.world("world.rows = [{ accessRequestId: 'z', clientMetadata: { requestCenterKey: 'k-late' } }]");
    assert_eq!(tab.submit(&draft).await, Sending::AlreadySent);
    assert_eq!((tab.state(), service.writes()), (Some(WriteState::Done), 1));
}

#[wasm_bindgen_test]
async fn failed_look_ups_settle_nothing() {
    fresh("/blind");
    let service = Service::answering(
        "if (request.method === 'POST') return broken();
         return world.sees ? json(200, []) : broken();",
    );
    let tab = Tab::open("/blind", HASTY);
    tab.submit(&draft("k")).await;
    until("failed looks", || service.calls() >= 3).await;
    assert!(tab.state() == Some(WriteState::Unknown));
    service.world("world.sees = true");
    tab.hears("not found").await;
}

#[wasm_bindgen_test]
async fn a_rejected_look_up_query_is_replaced_by_another() {
    fresh("/refusing");
    let service = Service::answering(
        "if (request.method === 'POST') return broken();
         return request.url.includes('regarding-identity') ? json(400, {}) : json(200, []);",
    );
    let tab = Tab::open("/refusing", HASTY);
    tab.submit(&draft("k")).await;
    tab.hears("not found").await;
    assert!(service.call(2, "url").contains("?requested-by=me&sorters="));
}

#[wasm_bindgen_test]
async fn a_rejected_combined_query_is_tried_only_once() {
    fresh("/apart");
    let service = Service::answering(
        "if (request.method === 'POST') return json(202, { newRequests: [{ accessRequestIds: ['a', 'b'] }] });
         return request.url.includes('%20in%20') ? json(400, {}) : json(200, []);",
    );
    let tab = Tab::open("/apart", PATIENT);
    tab.submit(&draft("k")).await;
    until("three looks", || service.calls() >= 8).await;
    assert!(service.call(1, "url").contains("%20in%20"));
    for number in 2..8 {
        assert!(service.call(number, "url").contains("%20eq%20"), "{}", service.call(number, "url"));
    }
}

#[wasm_bindgen_test]
async fn a_refused_request_leaves_its_draft_and_no_intent() {
    fresh("/refused-request");
    let _service = service("json(400, { causes: [{ text: 'No' }] })");
    let (tab, draft) = (Tab::open("/refused-request", PATIENT), draft("k"));
    tab.store.save_draft(&draft);
    assert!(matches!(tab.submit(&draft).await, Sending::Refused(error) if error.sentences == ["No"]));
    assert_eq!((tab.intents().len(), tab.store.draft()), (0, Some(draft)));
}

#[wasm_bindgen_test]
async fn two_clicks_send_once() {
    fresh("/clicks");
    let service = service("await new Promise((yes) => { world.go = yes; }), json(202, {})");
    let tab = Tab::open("/clicks", PATIENT);
    let outcomes: Rc<RefCell<Vec<bool>>> = Rc::default();
    for _ in 0..2 {
        let (journal, outcomes, draft) = (tab.journal, Rc::clone(&outcomes), draft("k"));
        spawn_local(async move {
            let accepted = submit(journal, draft).await == Sending::Accepted;
            outcomes.borrow_mut().push(accepted);
        });
    }
    until("the loser", || outcomes.borrow().len() == 1).await;
    until("the write", || run("return window.world.go").is_truthy()).await;
    service.world("world.go()");
    until("the winner", || outcomes.borrow().len() == 2).await;
    assert_eq!((outcomes.borrow().clone(), service.writes()), (vec![false, true], 1));
}

#[wasm_bindgen_test]
async fn a_request_being_sent_by_another_tab_is_not_sent() {
    fresh("/locked");
    let service = service("json(202, {})");
    run("window.free = undefined;
         navigator.locks.request('request-center:/locked:me:k', () => new Promise((yes) => { window.free = yes; }))");
    until("the other tab's lock", || !run("return window.free").is_undefined()).await;
    let tab = Tab::open("/locked", PATIENT);
    assert_eq!(tab.submit(&draft("k")).await, Sending::AlreadySent);
    assert_eq!(service.writes(), 0);
    run("window.free()");
}

#[wasm_bindgen_test]
async fn a_write_outlives_its_view_and_the_next_page_settles_it() {
    fresh("/left");
    let first = service(
        "await new Promise((yes) => { world.go = yes; }), json(202, { newRequests: [{ accessRequestIds: ['late'] }] })",
    );
    let tab = Tab::open("/left", PATIENT);
    let (journal, store) = (tab.journal, tab.store.clone());
    spawn_local(async move {
        submit(journal, draft("k")).await;
    });
    until("the write", || run("return window.world.go").is_truthy()).await;
    drop(tab);
    assert!(!first.gave_up(0));
    first.world("world.go()");
    let arrived = || store.journal().first().is_some_and(|entry| entry.state.has_arrived());
    until("it is written down", arrived).await;
    drop(first);
    let second = service("json(500, {})");
    second.world("world.rows = [{ accessRequestId: 'late', state: 'EXECUTING' }]");
    let tab = Tab::open("/left", PATIENT);
    tab.hears("settled").await;
    assert!(second.call(0, "url").contains("accessRequestId%20in%20%28%22late%22%29"));
}

#[wasm_bindgen_test]
async fn look_ups_end_with_their_view() {
    fresh("/view");
    let service = Service::answering("return request.method === 'POST' ? broken() : hang(request)");
    let tab = Tab::open("/view", PATIENT);
    tab.submit(&draft("k")).await;
    until("a look", || service.calls() == 2).await;
    assert!(!service.gave_up(1));
    drop(tab);
    assert!(service.gave_up(1));
}

#[wasm_bindgen_test]
async fn a_request_sent_by_another_tab_is_looked_up_here() {
    fresh("/tabs");
    let service = service("json(500, {})");
    let tab = Tab::open("/tabs", PATIENT);
    run("const frame = document.createElement('iframe');
         document.body.append(frame);
         const now = new Date().toISOString();
         frame.contentWindow.localStorage.setItem('request-center:/tabs:me', JSON.stringify({ schema: 1, outbox: [{
             key: 'theirs', sent: { create: { items: [], recipients: [] } }, created: now, attempt: 1,
             state: { unknown: { since: now } } }] }));
         frame.remove();");
    until("their entry", || tab.intents().len() == 1).await;
    until("a look", || service.calls() > 0).await;
    service.world("world.rows = [{ accessRequestId: 'z', clientMetadata: { requestCenterKey: 'theirs' } }]");
    tab.hears("settled").await;
}

#[wasm_bindgen_test]
async fn a_cancel_is_settled_when_no_row_is_pending() {
    fresh("/cancel");
    let service = Service::answering(
        "if (request.method === 'POST') return json(202, {});
         if (request.url.includes('%20in%20')) return json(400, {});
         return json(200, [{ accessRequestId: 'c\"1', state: world.state ?? 'EXECUTING' }]);",
    );
    let tab = Tab::open("/cancel", PATIENT);
    let id = AccessRequestId::from("c\"1");
    tab.store.save_cancel_reason(&id, "No longer needed");
    assert_eq!(tab.cancel("c\"1").await, Sending::Accepted);
    assert!(tab.store.cancel_reason(&id).is_some(), "it may have to be asked for again");
    until("a look that found it open", || service.calls() >= 5).await;
    assert!(tab.state() == Some(WriteState::Accepted));
    service.world("world.state = 'CANCELLED'");
    tab.hears("settled").await;
    assert_eq!(*tab.news.borrow(), ["cancelled", "settled"]);
    assert_eq!(tab.store.cancel_reason(&id), None);
}

#[wasm_bindgen_test]
async fn a_cancel_without_a_response_of_a_finished_request_is_not_reported_as_done() {
    fresh("/too-late");
    let _service = Service::answering(
        "if (request.method === 'POST') return broken();
         return json(200, [{ accessRequestId: 'c1', state: 'REQUEST_COMPLETED' }]);",
    );
    let tab = Tab::open("/too-late", PATIENT);
    assert!(matches!(tab.cancel("c1").await, Sending::Unknown(_)));
    tab.hears("settled").await;
    assert!(tab.state() == Some(WriteState::TooLate));
    assert_eq!(*tab.news.borrow(), ["settled"]);
}

#[wasm_bindgen_test]
async fn an_accepted_request_that_is_never_listed_is_reported_and_can_be_cleared() {
    fresh("/unseen");
    let service = service("text(202, '')");
    let tab = Tab::open("/unseen", HASTY);
    assert!(matches!(tab.submit(&draft("k")).await, Sending::Accepted));
    until("it is said", || tab.state() == Some(WriteState::NotListed)).await;
    assert!(matches!(tab.submit(&draft("k")).await, Sending::AlreadySent), "never sent again");
    let key = draft("k").key;
    tab.journal.forget(|intent| intent.key == key);
    assert_eq!((tab.intents().len(), service.writes()), (0, 1));
}

#[wasm_bindgen_test]
async fn a_full_storage_is_reported_and_the_request_sent_anyway() {
    fresh("/full");
    let _service = service("json(202, {})");
    run("window.ownSet ??= Storage.prototype.setItem;
         Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };");
    let (tab, draft) = (Tab::open("/full", PATIENT), draft("k"));
    tab.store.save_draft(&draft);
    let trouble = tab.store.trouble().get_untracked();
    let outcome = tab.submit(&draft).await;
    run("Storage.prototype.setItem = window.ownSet");
    assert_eq!(trouble, Some(StorageTrouble::Full));
    assert!(matches!(outcome, Sending::Accepted));
}

#[wasm_bindgen_test]
async fn a_stored_intent_that_no_tab_is_sending_is_unknown_at_once() {
    fresh("/cut-off");
    let _service = service("json(500, {})");
    run("const now = new Date().toISOString();
         const sent = (key) => ({ key, write: { create: { items: [], recipients: [] } }, created: now, state: 'sent', since: now });
         localStorage.setItem('request-center:/cut-off:me', JSON.stringify({ schema: 3, journal: [sent('cut'), sent('sending')] }));
         window.free = undefined;
         navigator.locks.request('request-center:/cut-off:me:sending', () => new Promise((yes) => { window.free = yes; }))");
    until("the other tab's lock", || !run("return window.free").is_undefined()).await;
    let tab = Tab::open("/cut-off", PATIENT);
    until("the first is unknown", || tab.state() == Some(WriteState::Unknown)).await;
    let second = tab.intents().get(1).map(|intent| intent.state);
    assert_eq!(second, Some(WriteState::Sent), "it is being sent by another tab");
    run("window.free()");
}
