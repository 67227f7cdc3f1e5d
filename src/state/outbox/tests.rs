//! The ways of an entry.

use super::*;
use request_center_models::draft::METADATA_KEY;
use request_center_models::tree::from_json;
use request_center_models::wire::reference::ClientMetadata;
use request_center_models::wire::status::RequestState;

fn at(second: i64) -> Moment {
    Moment::at(instant(second))
}

fn instant(second: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_800_000_000 + second).expect("a time")
}

fn id(text: &str) -> AccessRequestId {
    AccessRequestId::from(text)
}

fn entry(key: &str) -> OutboxEntry {
    let sent = Sent::Create { items: Vec::new(), recipients: Vec::new() };
    OutboxEntry::prepared(SubmitKey::from(key.to_owned()), sent, at(0), at(-60))
}

fn cancel(of: &str) -> OutboxEntry {
    let sent = Sent::Cancel { id: id(of), reason: "No longer needed".to_owned(), rows: Vec::new() };
    OutboxEntry::prepared(cancel_key(&id(of)), sent, at(0), at(-60))
}

fn after(mut entry: OutboxEntry, happenings: impl IntoIterator<Item = Happening>) -> OutboxEntry {
    for happening in happenings {
        assert_eq!(entry.happen(happening.clone()), Fate::Moved, "{happening:?}");
    }
    entry
}

fn row(request: &str, key: Option<&str>, state: RequestState) -> RequestedItemStatus {
    RequestedItemStatus {
        access_request_id: Some(id(request)),
        client_metadata: key.map(|key| ClientMetadata::from([(METADATA_KEY.to_owned(), key.to_owned())])),
        state: Some(state),
        ..RequestedItemStatus::default()
    }
}

fn refs(rows: &[RequestedItemStatus]) -> Vec<&RequestedItemStatus> {
    rows.iter().collect()
}

#[test]
fn a_good_submit_goes_from_prepared_to_settled() {
    let entry = after(
        entry("k"),
        [
            Happening::Left(at(1)),
            Happening::Accepted(at(2), vec![id("a")]),
            Happening::Seen(at(3), vec![id("a"), id("b")]),
        ],
    );
    assert_eq!(entry.state, EntryState::Settled { at: at(3) });
    assert_eq!(entry.ids, [id("a"), id("b")]);
    assert!(!entry.wants_look());
}

#[test]
fn what_was_refused_leaves_nothing_behind() {
    let mut sent = after(entry("k"), [Happening::Left(at(1))]);
    assert_eq!(sent.happen(Happening::Refused), Fate::Gone);
    assert_eq!(entry("k").happen(Happening::Refused), Fate::Gone);
}

#[test]
fn an_unclear_answer_may_only_be_sent_again_after_it_was_missed() {
    let mut unclear = after(entry("k"), [Happening::Left(at(1)), Happening::Unclear(at(2))]);
    assert_eq!(unclear.happen(Happening::Again), Fate::Same);
    let again = after(unclear, [Happening::Missing(at(200)), Happening::Again]);
    assert_eq!((again.state, again.attempt), (EntryState::Prepared, 2));
}

#[test]
fn what_was_accepted_is_never_missed_refused_or_unclear_again() {
    let mut accepted = after(entry("k"), [Happening::Left(at(1)), Happening::Accepted(at(2), Vec::new())]);
    for happening in [
        Happening::Missing(at(9)),
        Happening::Refused,
        Happening::Unclear(at(9)),
        Happening::Again,
        Happening::Left(at(9)),
    ] {
        assert_eq!(accepted.happen(happening), Fate::Same);
    }
    assert!(!accepted.patience_is_over(instant(100_000), Duration::seconds(180)));
    assert!(accepted.wants_look());
}

#[test]
fn rows_that_come_late_settle_what_was_given_up() {
    let entry = after(
        entry("k"),
        [
            Happening::Left(at(1)),
            Happening::Unclear(at(2)),
            Happening::Missing(at(200)),
            Happening::Seen(at(300), vec![id("a")]),
        ],
    );
    assert_eq!(entry.state, EntryState::Settled { at: at(300) });
}

#[test]
fn patience_counts_from_the_moment_of_doubt() {
    let patience = Duration::seconds(180);
    let sent = after(entry("k"), [Happening::Left(at(1))]);
    assert!(!sent.patience_is_over(instant(180), patience));
    assert!(sent.patience_is_over(instant(181), patience), "a tab that was closed while sending");
    let unclear = after(sent, [Happening::Unclear(at(60))]);
    assert!(!unclear.patience_is_over(instant(239), patience));
    assert!(unclear.patience_is_over(instant(240), patience));
    assert!(!entry("k").patience_is_over(instant(9_999), patience), "it never left");
}

#[test]
fn a_request_is_shown_by_rows_with_its_key() {
    let unclear = after(entry("k"), [Happening::Left(at(1)), Happening::Unclear(at(2))]);
    let rows =
        [row("x", Some("other"), RequestState::Executing), row("a", Some("k"), RequestState::Executing)];
    assert_eq!(unclear.shown_by(&refs(&rows)), Some(vec![id("a")]));
    assert_eq!(unclear.shown_by(&refs(&rows[..1])), None);
}

#[test]
fn a_request_with_ids_is_shown_once_each_id_has_a_row() {
    let accepted = after(entry("k"), [Happening::Accepted(at(2), vec![id("a"), id("b")])]);
    let rows = [row("a", None, RequestState::Executing), row("b", None, RequestState::Executing)];
    assert_eq!(accepted.shown_by(&refs(&rows[..1])), None);
    assert_eq!(accepted.shown_by(&refs(&rows)), Some(vec![id("a"), id("b")]));
}

#[test]
fn a_cancel_is_shown_once_no_row_of_its_request_is_open() {
    let cancel = after(cancel("a"), [Happening::Left(at(1)), Happening::Accepted(at(2), Vec::new())]);
    let rows = [
        row("b", None, RequestState::Executing),
        row("a", None, RequestState::Cancelled),
        row("a", None, RequestState::Executing),
    ];
    assert_eq!(cancel.shown_by(&refs(&rows)), None);
    assert_eq!(cancel.shown_by(&refs(&rows[..2])), Some(vec![id("a")]));
    assert_eq!(cancel.shown_by(&refs(&rows[..1])), None, "none of its rows is to be seen");
}

#[test]
fn two_readings_keep_each_entry_once_and_as_far_along_as_either_knows() {
    let sent = after(entry("k"), [Happening::Left(at(1))]);
    let settled = after(sent.clone(), [Happening::Seen(at(3), Vec::new())]);
    let other = entry("other");
    assert_eq!(merged(vec![sent.clone()], vec![settled.clone(), other.clone()]), [settled.clone(), other]);
    assert_eq!(merged(vec![settled.clone()], vec![sent]), [settled]);
}

#[test]
fn a_second_attempt_is_later_than_the_end_of_the_first() {
    let missed =
        after(entry("k"), [Happening::Left(at(1)), Happening::Unclear(at(2)), Happening::Missing(at(200))]);
    let again = after(missed.clone(), [Happening::Again]);
    assert_eq!(merged(vec![missed], vec![again.clone()]), [again]);
}

#[test]
fn only_the_newest_settled_entries_are_kept() {
    let settled = |i: usize| after(entry(&i.to_string()), [Happening::Seen(at(1), Vec::new())]);
    let mut entries: Vec<OutboxEntry> = (0..SETTLED_KEPT + 2).map(settled).collect();
    entries.insert(0, entry("open"));
    trim(&mut entries);
    let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).take(2).collect();
    assert_eq!((entries.len(), keys), (SETTLED_KEPT + 1, vec!["open", "2"]));
}

#[test]
fn an_entry_survives_being_written_down() {
    for entry in [
        after(entry("k\"/%😀"), [Happening::Left(at(1)), Happening::Unclear(at(2))]),
        after(cancel("a"), [Happening::Left(at(1)), Happening::Accepted(at(2), vec![id("a")])]),
    ] {
        let text = serde_json::to_string(&entry).expect("text");
        assert_eq!(from_json::<OutboxEntry>(&text).expect("an entry"), entry, "{text}");
    }
}
