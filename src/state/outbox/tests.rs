//! The ways of an entry.

use super::*;
use request_center_models::draft::{DraftItem, METADATA_KEY, TypedDate};
use request_center_models::json::from_json;
use request_center_models::wire::reference::{ClientMetadata, ItemType};
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

fn shown_by(entry: &OutboxEntry, rows: &[RequestedItemStatus]) -> Option<Happening> {
    entry.shown_by(&rows.iter().collect::<Vec<_>>(), at(9))
}

fn seen(request: &str) -> Option<Happening> {
    Some(Happening::Seen(at(9), vec![id(request)]))
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
fn what_was_accepted_is_never_refused_unclear_or_sent_again() {
    let mut accepted = after(entry("k"), [Happening::Left(at(1)), Happening::Accepted(at(2), Vec::new())]);
    for happening in [Happening::Refused, Happening::Unclear(at(9)), Happening::Again, Happening::Left(at(9))]
    {
        assert_eq!(accepted.happen(happening), Fate::Same);
    }
    assert!(accepted.wants_look());
}

#[test]
fn what_was_accepted_and_is_not_to_be_seen_is_said_so_looked_for_further_and_never_sent_again() {
    let patience = Duration::seconds(180);
    let accepted = after(entry("k"), [Happening::Left(at(1)), Happening::Accepted(at(2), Vec::new())]);
    assert!(!accepted.patience_is_over(instant(181), patience));
    assert!(accepted.patience_is_over(instant(182), patience));
    let mut unseen = after(accepted, [Happening::Missing(at(190))]);
    assert_eq!(unseen.state, EntryState::Unseen { at: at(190) });
    assert!(unseen.wants_look() && unseen.state.has_arrived());
    assert!(!unseen.patience_is_over(instant(100_000), patience), "it is said once");
    assert_eq!(unseen.happen(Happening::Again), Fate::Same);
    let seen = after(unseen, [Happening::Seen(at(300), vec![id("a")])]);
    assert_eq!(seen.state, EntryState::Settled { at: at(300) });
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
    assert_eq!(shown_by(&unclear, &rows), seen("a"));
    assert_eq!(shown_by(&unclear, &rows[..1]), None);
}

#[test]
fn a_request_with_ids_is_shown_once_each_id_has_a_row() {
    let accepted = after(entry("k"), [Happening::Accepted(at(2), vec![id("a"), id("b")])]);
    let rows = [row("a", None, RequestState::Executing), row("b", None, RequestState::Executing)];
    assert_eq!(shown_by(&accepted, &rows[..1]), None);
    assert_eq!(shown_by(&accepted, &rows), Some(Happening::Seen(at(9), vec![id("a"), id("b")])));
}

#[test]
fn a_cancel_is_shown_once_no_row_of_its_request_is_open() {
    let cancel = after(cancel("a"), [Happening::Left(at(1)), Happening::Accepted(at(2), Vec::new())]);
    let rows = [
        row("b", None, RequestState::Executing),
        row("a", None, RequestState::Cancelled),
        row("a", None, RequestState::Executing),
    ];
    assert_eq!(shown_by(&cancel, &rows), None);
    assert_eq!(shown_by(&cancel, &rows[..2]), seen("a"));
    assert_eq!(shown_by(&cancel, &rows[..1]), None, "none of its rows is to be seen");
}

#[test]
fn a_cancel_whose_request_was_finished_instead_came_too_late() {
    let lost = after(cancel("a"), [Happening::Left(at(1)), Happening::Unclear(at(2))]);
    let done = row("a", None, RequestState::Completed);
    let too_late = Some(Happening::Overtaken(at(9)));
    assert_eq!(shown_by(&lost, std::slice::from_ref(&done)), too_late);
    let before = RequestedItemStatus { modified: Some(at(-61)), ..row("a", None, RequestState::Cancelled) };
    assert_eq!(shown_by(&lost, &[done.clone(), before]), too_late, "cancelled before, and not by this");
    let since = RequestedItemStatus { modified: Some(at(3)), ..row("a", None, RequestState::Cancelled) };
    assert_eq!(shown_by(&lost, &[done, since]), seen("a"));
    let over = after(lost, too_late);
    assert_eq!(over.state, EntryState::Overtaken { at: at(9) });
    assert!(!over.wants_look() && !over.state.has_arrived());
}

#[test]
fn what_was_typed_beside_what_was_sent_stays_under_a_key_of_its_own() {
    let item = |id: &str| DraftItem {
        id: id.into(),
        r#type: ItemType::Role,
        name: id.to_owned(),
        comment_required: false,
        comment: format!("for {id}"),
        remove_date: TypedDate::default(),
    };
    let draft = RequestDraft {
        key: SubmitKey::from("k".to_owned()),
        recipients: vec!["me".into()],
        items: vec![item("a"), item("b")],
    };
    let of = |ids: &[&str]| {
        let items =
            ids.iter().map(|id| SentItem { id: (*id).into(), r#type: ItemType::Role, name: String::new() });
        let sent = Sent::Create { items: items.collect(), recipients: Vec::new() };
        OutboxEntry::prepared(draft.key.clone(), sent, at(0), at(-60))
    };
    let rest = of(&["a"]).rest_of(&draft).expect("a rest");
    assert_eq!((rest.items.as_slice(), &rest.recipients), ([item("b")].as_slice(), &draft.recipients));
    assert_ne!(rest.key, draft.key);
    assert_eq!(of(&["a"]).rest_of(&draft).map(|again| again.key), Some(rest.key), "the same in every tab");
    assert_eq!(of(&["a", "b"]).rest_of(&draft), None);
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
    trim(&mut entries, &[]);
    let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).take(2).collect();
    assert_eq!((entries.len(), keys), (SETTLED_KEPT + 1, vec!["open", "2"]));
}

#[test]
fn entries_of_a_form_that_is_kept_all_stay() {
    let settled = |i: usize| after(entry(&format!("rc-1-{i}")), [Happening::Seen(at(1), Vec::new())]);
    let all: Vec<OutboxEntry> = (0..SETTLED_KEPT + 9).map(settled).collect();
    let mut entries = all.clone();
    trim(&mut entries, &["rc-2".to_owned().into(), "rc-1".to_owned().into()]);
    assert_eq!(entries, all);
    trim(&mut entries, &["rc-2".to_owned().into()]);
    assert_eq!(entries.len(), SETTLED_KEPT);
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
