//! Claims, recording, giving up, and merging copies.

mod model;
mod tab;

use super::claim::{Claim, claim};
use super::intent::{Intent, Stamp, cancel_key};
use super::lookup::given_up;
use super::merge::{Intents, merged, shown, trim};
use super::probe::requests::shown_by;
use super::record::{forget_unsent, record};
use super::state::{Event, WriteState};
use super::write::Write;
use crate::api::{ApiError, ErrorKind};
use crate::state::storage::DecisionBatch;
use request_center_models::approval::ReadBack;
use request_center_models::decision::{DecisionDraft, DecisionKind};
use request_center_models::draft::{METADATA_KEY, SubmitKey};
use request_center_models::id::AccessRequestId;
use request_center_models::moment::Moment;
use request_center_models::wire::approval::ApprovalAction;
use request_center_models::wire::reference::ClientMetadata;
use request_center_models::wire::status::{RequestState, RequestedItemStatus};
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

const PATIENCE: Duration = Duration::seconds(180);

fn instant(second: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_800_000_000 + second).expect("a time")
}

fn at(second: i64) -> Moment {
    Moment::at(instant(second))
}

fn stamp(second: i64) -> Stamp {
    Stamp { time: at(second), by_service: true }
}

fn key(text: &str) -> SubmitKey {
    SubmitKey::from(text.to_owned())
}

fn request(text: &str) -> Intent {
    let write = Write::Create { items: Vec::new(), recipients: Vec::new(), cells: None };
    Intent::new(key(text), write, at(0))
}

fn cancel(of: &str) -> Intent {
    let id = AccessRequestId::from(of);
    let ids = vec!["row-1".into(), "row-2".into()];
    let write = Write::Cancel { id: id.clone(), reason: "Why".to_owned(), rows: Vec::new(), ids };
    Intent::new(cancel_key(&id), write, at(0))
}

fn decision(batch: &str, approval: &str) -> Intent {
    let decision = DecisionDraft::new(DecisionKind::Approve);
    let batch = DecisionBatch { key: batch.to_owned(), decision, to: String::new() };
    batch.intent(approval.into(), at(0))
}

fn with(intent: Intent, state: WriteState, since: i64) -> Intent {
    Intent { state, since: at(since), ..intent }
}

fn journal(intents: impl IntoIterator<Item = Intent>) -> Intents {
    intents.into_iter().map(Arc::new).collect()
}

fn states(intents: &Intents) -> Vec<WriteState> {
    intents.iter().map(|intent| intent.state).collect()
}

fn row(request: &str, key: Option<&str>, state: RequestState) -> RequestedItemStatus {
    RequestedItemStatus {
        account_activity_item_id: Some("row-1".into()),
        access_request_id: Some(request.into()),
        client_metadata: key.map(|key| ClientMetadata::from([(METADATA_KEY.to_owned(), key.to_owned())])),
        state: Some(state),
        ..RequestedItemStatus::default()
    }
}

fn shown_in(intent: &Intent, rows: &[RequestedItemStatus]) -> Option<Event> {
    let mut events = shown_by(&journal([intent.clone()]), &rows.iter().collect::<Vec<_>>());
    events.pop().map(|(_, event)| event)
}

fn found(request: &str) -> Option<Event> {
    Some(Event::Found(vec![request.into()]))
}

#[test]
fn a_request_is_sent_once() {
    use WriteState::{Accepted, Done, Gone, NotListed, Sent, Unknown};
    let mut intents = Intents::new();
    assert_eq!(claim(&mut intents, request("k"), &stamp(0), true), Claim::Free);
    for state in [Sent, Unknown, Accepted, Gone, NotListed, Done] {
        intents = journal([with(request("k"), state, 1)]);
        for sole in [true, false] {
            assert_eq!(claim(&mut intents, request("k"), &stamp(500), sole), Claim::Taken(state));
        }
    }
    assert_eq!(claim(&mut intents, request("other"), &stamp(0), true), Claim::Free);
    assert_eq!(intents.len(), 2);
}

#[test]
fn a_request_not_found_may_be_sent_again_and_keeps_the_ids_it_is_looked_up_by() {
    let ids = vec!["ar-1".into()];
    let mut intents = journal([Intent { ids: ids.clone(), ..with(request("k"), WriteState::NotFound, 200) }]);
    assert_eq!(claim(&mut intents, request("k"), &stamp(300), true), Claim::Free);
    let intent = &intents[0];
    assert_eq!((intent.state, intent.attempt, &intent.ids), (WriteState::Prepared, 2, &ids));
}

#[test]
fn without_locks_a_claim_counts_as_sent() {
    let mut intents = Intents::new();
    assert_eq!(claim(&mut intents, request("k"), &stamp(0), false), Claim::Free);
    assert_eq!(claim(&mut intents, request("k"), &stamp(0), false), Claim::Taken(WriteState::Sent));
    let mut prepared = journal([request("k")]);
    assert_eq!(claim(&mut prepared, request("k"), &stamp(1), false), Claim::Free, "a closed tab left it");
}

#[test]
fn an_ended_or_useless_cancel_may_be_sent_again() {
    for state in [WriteState::Done, WriteState::TooLate, WriteState::NotListed] {
        let mut intents = journal([with(cancel("a"), state, 5)]);
        assert_eq!(claim(&mut intents, cancel("a"), &stamp(9), true), Claim::Free, "{state:?}");
        assert_eq!(states(&intents), [WriteState::Prepared]);
    }
    let mut accepted = journal([with(cancel("a"), WriteState::Accepted, 5)]);
    assert_eq!(claim(&mut accepted, cancel("a"), &stamp(9), true), Claim::Taken(WriteState::Accepted));
}

#[test]
fn an_approval_is_decided_once_whoever_decides() {
    let mut intents = journal([decision("one", "a"), decision("two", "a")]);
    assert_eq!(claim(&mut intents, decision("one", "a"), &stamp(1), false), Claim::Free);
    let second_click = claim(&mut intents, decision("one", "a"), &stamp(1), false);
    assert_eq!(second_click, Claim::Taken(WriteState::Sent));
    let another_tab = claim(&mut intents, decision("two", "a"), &stamp(1), false);
    assert_eq!(another_tab, Claim::Taken(WriteState::Elsewhere));
    let mut decided = with(decision("one", "a"), WriteState::Done, 1);
    decided.read_back = Some(ReadBack::ByYou(ApprovalAction::Rejected));
    let mut later = journal([decided, decision("two", "a")]);
    let lazy_module = claim(&mut later, decision("two", "a"), &stamp(2), true);
    assert_eq!(lazy_module, Claim::Taken(WriteState::Elsewhere), "it was decided before");
    let undone = claim(&mut intents, decision("three", "b"), &stamp(1), true);
    assert_eq!(undone, Claim::Taken(WriteState::Refused));
}

#[test]
fn a_look_up_is_given_up_only_after_its_time() {
    let intents = journal([with(request("k"), WriteState::Unknown, 0)]);
    let given_up = |begun: i64| given_up(&intents, &intents, &stamp(begun), true, PATIENCE);
    assert_eq!(given_up(179), []);
    assert_eq!(given_up(180), [(key("k"), Event::Missing)]);
}

#[test]
fn an_intent_that_changed_during_the_look_up_is_not_given_up() {
    let looked_up = journal([with(request("k"), WriteState::Unknown, 0)]);
    let sent_again = journal([with(request("k"), WriteState::Sent, 500)]);
    assert_eq!(given_up(&sent_again, &looked_up, &stamp(600), true, PATIENCE), []);
}

#[test]
fn time_by_the_browsers_clock_starts_anew_once_the_services_is_known() {
    let by_browser = Intent { by_browser: true, ..with(request("k"), WriteState::Unknown, -7_200) };
    let mut intents = journal([by_browser]);
    let first = given_up(&intents, &intents, &stamp(0), true, PATIENCE);
    assert_eq!(first, [(key("k"), Event::Timed)]);
    record(&mut intents, &key("k"), Event::Timed, &stamp(0)).expect("a change");
    assert_eq!(given_up(&intents, &intents, &stamp(100), true, PATIENCE), []);
    assert_eq!(given_up(&intents, &intents, &stamp(180), true, PATIENCE), [(key("k"), Event::Missing)]);
}

#[test]
fn an_accepted_request_is_never_called_not_found() {
    let mut intents = journal([with(request("k"), WriteState::Accepted, 0)]);
    for (key, event) in given_up(&intents, &intents, &stamp(9_999), true, PATIENCE) {
        record(&mut intents, &key, event, &stamp(9_999));
    }
    assert_eq!(states(&intents), [WriteState::NotListed]);
    assert_eq!(given_up(&intents, &intents, &stamp(99_999), true, PATIENCE), [], "it is said once");
}

#[test]
fn unsent_intents_are_dropped_after_ten_minutes_but_for_decisions() {
    let mut intents =
        journal([request("unsent"), with(request("sent"), WriteState::Sent, 0), decision("one", "a")]);
    forget_unsent(&mut intents, instant(599));
    assert_eq!(intents.len(), 3);
    forget_unsent(&mut intents, instant(600));
    assert_eq!(states(&intents), [WriteState::Sent, WriteState::Prepared]);
}

#[test]
fn a_request_is_shown_by_rows_with_its_key_or_all_its_ids() {
    let unclear = with(request("k"), WriteState::Unknown, 2);
    let rows =
        [row("x", Some("other"), RequestState::Executing), row("a", Some("k"), RequestState::Executing)];
    assert_eq!(shown_in(&unclear, &rows), found("a"));
    assert_eq!(shown_in(&unclear, &rows[..1]), None);
    let ids = vec!["a".into(), "b".into()];
    let accepted = Intent { ids: ids.clone(), ..with(request("l"), WriteState::Accepted, 2) };
    let rows = [row("a", None, RequestState::Executing), row("b", None, RequestState::Executing)];
    assert_eq!(shown_in(&accepted, &rows[..1]), None);
    assert_eq!(shown_in(&accepted, &rows), Some(Event::Found(ids)));
}

#[test]
fn a_cancel_is_shown_once_no_row_of_its_request_is_open() {
    let accepted = with(cancel("a"), WriteState::Accepted, 2);
    let rows = [
        row("b", None, RequestState::Executing),
        row("a", None, RequestState::Cancelled),
        row("a", None, RequestState::Executing),
    ];
    assert_eq!(shown_in(&accepted, &rows), None);
    assert_eq!(shown_in(&accepted, &rows[..2]), found("a"));
    assert_eq!(shown_in(&accepted, &rows[..1]), None, "none of its rows is listed");
}

#[test]
fn a_cancel_of_a_request_that_ended_otherwise_is_too_late() {
    let gone = with(cancel("a"), WriteState::Gone, 2);
    let done = row("a", None, RequestState::Completed);
    assert_eq!(shown_in(&gone, std::slice::from_ref(&done)), Some(Event::TooLate));
    assert_eq!(shown_in(&gone, &[]), Some(Event::TooLate), "it is listed no more");
    let open = row("a", None, RequestState::Executing);
    assert_eq!(shown_in(&gone, std::slice::from_ref(&open)), None, "it is open, whatever the 404 says");
    let cancelled = |id: &str| RequestedItemStatus {
        account_activity_item_id: Some(id.into()),
        ..row("a", None, RequestState::Cancelled)
    };
    let other = cancelled("row-3");
    assert_eq!(shown_in(&gone, &[done.clone(), other]), Some(Event::TooLate), "cancelled by an earlier one");
    let meant = cancelled("row-2");
    assert_eq!(shown_in(&gone, &[done, meant]), found("a"), "the 404 answered a second copy of the call");
}

#[test]
fn only_the_newest_ended_intents_are_stored_and_all_of_an_open_form() {
    let done = |name: &str| with(request(name), WriteState::Done, 1);
    let names: Vec<String> = (0..40).map(|number| format!("rc-1-{number}")).collect();
    let all = journal([request("open")].into_iter().chain(names.iter().map(|name| done(name))));
    let mut kept = all.clone();
    trim(&mut kept, &[key("rc-1")]);
    assert_eq!(kept, all);
    trim(&mut kept, &[key("rc-2")]);
    let first: Vec<&str> = kept.iter().take(2).map(|intent| intent.key.as_str()).collect();
    assert_eq!((kept.len(), first), (31, vec!["open", "rc-1-10"]));
}

#[test]
fn a_batch_is_stored_while_any_decision_is_open_and_shown_where_its_end_was_seen() {
    let done = |number: usize| with(decision("one", &number.to_string()), WriteState::Done, 1);
    let mut stored = journal((0..40).map(done).chain([decision("one", "open")]));
    trim(&mut stored, &[]);
    assert_eq!(stored.len(), 41);
    let known = journal((0..40).map(done));
    let mut stored = known.clone();
    trim(&mut stored, &[]);
    assert_eq!((stored.len(), shown(&stored, &known).len()), (30, 40));
}

#[test]
fn a_tab_keeps_its_own_knowledge_of_an_intent_until_another_tab_knows_more() {
    let stored = with(request("k"), WriteState::Unknown, 1);
    let error = ApiError { status: Some(504), ..ApiError::new(ErrorKind::Server) };
    let known = journal([Intent { error: Some(error), ..stored.clone() }]);
    assert_eq!(shown(&journal([stored.clone()]), &known), known);
    let later = journal([with(stored, WriteState::Done, 9)]);
    assert_eq!(shown(&later, &known), later);
    assert_eq!(shown(&Intents::new(), &known), Intents::new(), "what is open and forgotten is forgotten");
}

#[test]
fn merging_copies_gives_the_same_in_any_order() {
    let mut copies = Vec::new();
    for (attempt, second) in [(1, 1), (1, 2), (2, 1)] {
        for state in WriteState::ALL {
            copies.push(Intent { attempt, ..with(request("k"), *state, second) });
        }
    }
    for one in &copies {
        for two in &copies {
            let (one, two) = (journal([one.clone()]), journal([two.clone()]));
            let both = merged(one.clone(), two.clone());
            assert_eq!(both, merged(two.clone(), one.clone()));
            for three in &copies {
                let three = journal([three.clone()]);
                let left = merged(both.clone(), three.clone());
                assert_eq!(left, merged(one.clone(), merged(two.clone(), three)));
            }
        }
    }
}
