//! Who may send, what follows from what happens, and when it is given up. The ways through a browser are tried end to end.

use super::desk::step;
use super::lookup::{forget_unsent, give_up};
use super::*;
use crate::state::storage::Document;
use request_center_models::draft::{DraftItem, TypedDate};
use request_center_models::moment::Moment;
use request_center_models::wire::reference::ItemType;
use time::{Duration, OffsetDateTime};

fn instant(second: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_800_000_000 + second).expect("a time")
}

fn at(second: i64) -> Moment {
    Moment::at(instant(second))
}

fn key(text: &str) -> SubmitKey {
    SubmitKey::from(text.to_owned())
}

fn entry(text: &str) -> OutboxEntry {
    let sent = Sent::Create { items: Vec::new(), recipients: Vec::new() };
    OutboxEntry::prepared(key(text), sent, at(0), at(-60))
}

fn cancel(of: &str) -> OutboxEntry {
    let id = AccessRequestId::from(of);
    let sent = Sent::Cancel { id: id.clone(), reason: "Why".to_owned(), rows: Vec::new() };
    OutboxEntry::prepared(cancel_key(&id), sent, at(0), at(-60))
}

fn document(entries: impl IntoIterator<Item = OutboxEntry>) -> Document {
    Document { outbox: entries.into_iter().collect(), ..Document::default() }
}

fn with(mut entry: OutboxEntry, state: EntryState) -> OutboxEntry {
    entry.state = state;
    entry
}

const PATIENCE: Duration = Duration::seconds(180);

#[test]
fn a_key_is_sent_once() {
    let mut document = document([]);
    assert_eq!(claim(&mut document, entry("k"), instant(0), true), Claim::Free);
    for state in [
        EntryState::Sent { at: at(1) },
        EntryState::Unknown { since: at(1) },
        EntryState::Accepted { at: at(1) },
        EntryState::Settled { at: at(1) },
    ] {
        document.outbox[0].state = state.clone();
        for sole in [true, false] {
            assert_eq!(claim(&mut document, entry("k"), instant(500), sole), Claim::Taken(state.clone()));
        }
    }
    assert_eq!(claim(&mut document, entry("other"), instant(0), true), Claim::Free);
    assert_eq!(document.outbox.len(), 2);
}

#[test]
fn what_was_not_found_may_be_sent_again_and_is_looked_for_from_the_first_time_on() {
    let mut document = document([with(entry("k"), EntryState::NotFound { at: at(200) })]);
    let sent = Sent::Create { items: Vec::new(), recipients: Vec::new() };
    let again = OutboxEntry::prepared(key("k"), sent, at(300), at(240));
    assert_eq!(claim(&mut document, again, instant(300), true), Claim::Free);
    let entry = &document.outbox[0];
    assert_eq!((&entry.state, entry.attempt, &entry.look_from), (&EntryState::Prepared, 2, &at(-60)));
}

#[test]
fn without_locks_what_another_tab_is_preparing_is_left_to_it_for_a_while() {
    let mut document = document([entry("k")]);
    let taken = Claim::Taken(EntryState::Prepared);
    assert_eq!(claim(&mut document, entry("k"), instant(170), false), taken);
    assert_eq!(claim(&mut document, entry("k"), instant(180), false), Claim::Free);
    assert_eq!(
        claim(&mut document, entry("k"), instant(1), true),
        Claim::Free,
        "with the lock it is nobody's"
    );
}

#[test]
fn a_cancel_that_is_over_may_be_asked_for_again() {
    let mut document = document([with(cancel("a"), EntryState::Settled { at: at(5) })]);
    assert_eq!(claim(&mut document, cancel("a"), instant(9), true), Claim::Free);
    assert_eq!(document.outbox[0].state, EntryState::Prepared);
}

#[test]
fn an_accepted_cancel_that_ends_nothing_may_be_asked_for_again_once_that_is_known() {
    let accepted = EntryState::Accepted { at: at(5) };
    let mut document = document([with(cancel("a"), accepted.clone())]);
    assert_eq!(claim(&mut document, cancel("a"), instant(999), true), Claim::Taken(accepted));
    document.outbox[0].state = EntryState::Unseen { at: at(185) };
    assert_eq!(claim(&mut document, cancel("a"), instant(999), true), Claim::Free);
}

#[test]
fn a_request_that_is_not_to_be_seen_is_not_sent_again() {
    let unseen = EntryState::Unseen { at: at(185) };
    let mut document = document([with(entry("k"), unseen.clone())]);
    assert_eq!(claim(&mut document, entry("k"), instant(9_999), true), Claim::Taken(unseen));
}

#[test]
fn a_cancel_that_came_too_late_is_not_told_as_one() {
    let id = AccessRequestId::from("a");
    let mut document = document([with(cancel("a"), EntryState::Unknown { since: at(1) })]);
    document.cancels.insert(id.clone(), "Why".to_owned());
    let news = step(&mut document, &cancel_key(&id), Happening::Overtaken(at(2)));
    assert_eq!(news, [News::Settled { key: cancel_key(&id) }]);
    assert!(document.cancels.is_empty(), "there is nothing left to cancel");
}

#[test]
fn what_another_tab_typed_while_this_one_was_sending_stays() {
    let draft_item = |id: &str| DraftItem {
        id: id.into(),
        r#type: ItemType::Role,
        name: id.to_owned(),
        comment_required: false,
        comment: String::new(),
        remove_date: TypedDate::default(),
    };
    let items = vec![SentItem { id: "a".into(), r#type: ItemType::Role, name: "a".to_owned() }];
    let mut sent = with(entry("k"), EntryState::Sent { at: at(1) });
    sent.sent = Sent::Create { items, recipients: Vec::new() };
    let mut document = document([sent]);
    let items = vec![draft_item("a"), draft_item("b")];
    document.draft = Some(RequestDraft { key: key("k"), items, ..RequestDraft::default() });
    step(&mut document, &key("k"), Happening::Accepted(at(2), Vec::new()));
    let rest = document.draft.expect("a rest");
    assert_eq!((rest.items.len(), rest.contains(&"b".into()), rest.key == key("k")), (1, true, false));
}

#[test]
fn an_accepted_request_takes_its_draft_with_it_and_is_told_once() {
    let mut document = document([with(entry("k"), EntryState::Sent { at: at(1) })]);
    document.draft = Some(RequestDraft { key: key("k"), ..RequestDraft::default() });
    let ids = vec![AccessRequestId::from("a")];
    let news = step(&mut document, &key("k"), Happening::Accepted(at(2), ids.clone()));
    assert_eq!(news, [News::Submitted { key: key("k"), ids: ids.clone() }]);
    assert_eq!(document.draft, None);
    let news = step(&mut document, &key("k"), Happening::Seen(at(3), ids));
    assert_eq!(news, [News::Settled { key: key("k") }]);
}

#[test]
fn another_draft_stays_where_it_is() {
    let mut document = document([with(entry("k"), EntryState::Unknown { since: at(1) })]);
    document.draft = Some(RequestDraft { key: key("next"), ..RequestDraft::default() });
    let news = step(&mut document, &key("k"), Happening::Seen(at(3), Vec::new()));
    assert_eq!(news.len(), 2, "found by looking: submitted and settled at once");
    assert!(document.draft.is_some());
}

#[test]
fn a_refused_request_leaves_the_draft_and_no_entry() {
    let mut document = document([with(entry("k"), EntryState::Sent { at: at(1) })]);
    document.draft = Some(RequestDraft { key: key("k"), ..RequestDraft::default() });
    assert_eq!(step(&mut document, &key("k"), Happening::Refused), []);
    assert_eq!((document.outbox.len(), document.draft.is_some()), (0, true));
}

#[test]
fn a_typed_reason_is_kept_until_its_cancel_is_over() {
    let id = AccessRequestId::from("a");
    let mut document = document([with(cancel("a"), EntryState::Sent { at: at(1) })]);
    document.cancels.insert(id.clone(), "Why".to_owned());
    let news = step(&mut document, &cancel_key(&id), Happening::Accepted(at(2), vec![id.clone()]));
    assert_eq!(news, [News::Cancelled { id: id.clone() }]);
    assert_eq!(document.cancels.len(), 1, "it may have to be asked for again");
    step(&mut document, &cancel_key(&id), Happening::Seen(at(3), vec![id.clone()]));
    assert!(document.cancels.is_empty());
}

#[test]
fn what_is_not_there_is_given_up_only_after_its_time() {
    let open = with(entry("k"), EntryState::Unknown { since: at(0) });
    let mut document = document([open.clone()]);
    assert_eq!(give_up(&mut document, std::slice::from_ref(&open), instant(179), PATIENCE, &at(181)), []);
    let news = give_up(&mut document, &[open], instant(180), PATIENCE, &at(181));
    assert_eq!(news, [News::NotFound { key: key("k") }]);
    assert_eq!(document.outbox[0].state, EntryState::NotFound { at: at(181) });
}

#[test]
fn what_has_changed_during_the_look_is_not_given_up() {
    let looked_for = with(entry("k"), EntryState::Unknown { since: at(0) });
    let by_now = with(entry("k"), EntryState::Sent { at: at(500) });
    let mut document = document([by_now.clone()]);
    assert_eq!(give_up(&mut document, &[looked_for], instant(600), PATIENCE, &at(601)), []);
    assert_eq!(document.outbox, [by_now]);
}

#[test]
fn what_was_accepted_is_never_taken_for_not_there() {
    let accepted = with(entry("k"), EntryState::Accepted { at: at(0) });
    let mut document = document([accepted.clone()]);
    assert_eq!(give_up(&mut document, &[accepted], instant(99_999), PATIENCE, &at(5)), []);
    assert_eq!(document.outbox[0].state, EntryState::Unseen { at: at(5) });
}

#[test]
fn what_never_left_is_forgotten_after_a_while() {
    let sent = with(entry("sent"), EntryState::Sent { at: at(0) });
    let mut document = document([entry("unsent"), sent.clone()]);
    forget_unsent(&mut document, instant(599));
    assert_eq!(document.outbox.len(), 2);
    forget_unsent(&mut document, instant(600));
    assert_eq!(document.outbox, [sent]);
}
