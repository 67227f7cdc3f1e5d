//! The outcome of a decision: read from the lists alone, and never decided before they show it.

use proptest::prelude::*;
use request_center_models::approval::{Answered, NotDone, READ_BACK_PATIENCE, ReadBack, SentDecision};
use request_center_models::decision::DecisionKind;
use request_center_models::json::from_json;
use request_center_models::wire::approval::{ApprovalAction, CompletedApproval, PendingApproval};
use serde_json::{Value, json};
use time::Duration;

const SOON: Duration = Duration::seconds(2);

fn sent(kind: DecisionKind, answered: Answered) -> SentDecision {
    let new_owner = (kind == DecisionKind::Forward).then(|| "p9".into());
    SentDecision { id: "ap-1".into(), kind, new_owner, answered }
}

fn waiting(change: Value) -> Vec<PendingApproval> {
    let mut row = json!({ "id": "ap-1", "owner": { "id": "p1", "name": "Tom" } });
    row.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    serde_json::from_value(json!([{ "id": "ap-0" }, row])).unwrap()
}

fn decided(by: Value, state: &str) -> Vec<CompletedApproval> {
    let row = json!({ "id": "ap-1", "reviewedBy": by, "state": state, "modified": "2031-01-02T03:04:05Z" });
    serde_json::from_value(json!([{ "id": "ap-0", "state": "REJECTED" }, row])).unwrap()
}

fn read(
    one: &SentDecision,
    pending: &[PendingApproval],
    completed: &[CompletedApproval],
    waited: Duration,
) -> ReadBack {
    one.read_back(&"p1".into(), pending, completed, waited)
}

#[test]
fn a_decision_of_the_viewer_is_reported_as_the_service_shows_it() {
    let yes = sent(DecisionKind::Approve, Answered::Accepted);
    let tom = json!({ "id": "p1", "name": "Tom" });
    assert_eq!(
        read(&yes, &[], &decided(tom.clone(), "APPROVED"), SOON),
        ReadBack::ByYou(ApprovalAction::Approved)
    );
    // Decided differently in another window.
    assert_eq!(read(&yes, &[], &decided(tom, "REJECTED"), SOON), ReadBack::ByYou(ApprovalAction::Rejected));
    assert_eq!(
        read(&yes, &[], &decided(Value::Null, "APPROVED"), SOON),
        ReadBack::ByYou(ApprovalAction::Approved)
    );
}

#[test]
fn somebody_faster_is_named() {
    let ines = json!({ "id": "p2", "name": "Ines" });
    for answered in [Answered::Accepted, Answered::Gone, Answered::Unknown] {
        let no = sent(DecisionKind::Reject, answered);
        let expect = ReadBack::ByOther {
            action: Some(ApprovalAction::Approved),
            by: Some("Ines".to_owned()),
            at: Some("2031-01-02T03:04:05Z".into()),
        };
        assert_eq!(read(&no, &[], &decided(ines.clone(), "APPROVED"), SOON), expect);
    }
    let gone = sent(DecisionKind::Approve, Answered::Gone);
    assert_eq!(read(&gone, &[], &[], SOON), ReadBack::ByOther { action: None, by: None, at: None });
    let moved = waiting(json!({
        "owner": { "id": "p9" },
        "forwardHistory": [{ "forwarderName": "First" }, { "forwarderName": "Ines", "modified": "2031-01-01T00:00:00Z" }]
    }));
    let expect = ReadBack::ByOther {
        action: Some(ApprovalAction::Forwarded),
        by: Some("Ines".to_owned()),
        at: Some("2031-01-01T00:00:00Z".into()),
    };
    assert_eq!(read(&gone, &moved, &[], SOON), expect);
}

#[test]
fn a_pending_approval_is_processing_until_the_wait_is_over() {
    for answered in [Answered::Accepted, Answered::Unknown] {
        let yes = sent(DecisionKind::Approve, answered);
        let idle = waiting(json!({}));
        assert_eq!(read(&yes, &idle, &[], SOON), ReadBack::BeingProcessed);
        assert_eq!(read(&yes, &[], &[], SOON), ReadBack::BeingProcessed);
        assert_eq!(read(&yes, &idle, &[], READ_BACK_PATIENCE), ReadBack::Failed(NotDone::StillWaiting));
        assert_eq!(read(&yes, &[], &[], READ_BACK_PATIENCE), ReadBack::Failed(NotDone::Vanished));
        let busy = waiting(json!({ "actionInProcess": "APPROVED" }));
        assert_eq!(read(&yes, &busy, &[], READ_BACK_PATIENCE * 10), ReadBack::BeingProcessed);
    }
}

#[test]
fn a_lost_answer_is_not_called_undecided_sooner_than_any_other() {
    let idle = waiting(json!({}));
    for answered in [Answered::Unknown, Answered::Accepted, Answered::Awaited] {
        let sent = sent(DecisionKind::Approve, answered);
        let nearly = READ_BACK_PATIENCE - Duration::seconds(1);
        assert_eq!(read(&sent, &idle, &[], nearly), ReadBack::BeingProcessed, "{answered:?}");
        assert_eq!(read(&sent, &[], &[], nearly), ReadBack::BeingProcessed, "{answered:?}");
        assert_eq!(read(&sent, &idle, &[], READ_BACK_PATIENCE), ReadBack::Failed(NotDone::StillWaiting));
    }
}

#[test]
fn a_forward_is_done_when_the_approval_left_or_stands_at_its_new_owner() {
    let forward = sent(DecisionKind::Forward, Answered::Accepted);
    let done = ReadBack::ByYou(ApprovalAction::Forwarded);
    assert_eq!(read(&forward, &[], &[], SOON), done);
    assert_eq!(read(&forward, &waiting(json!({ "owner": { "id": "p9" } })), &[], SOON), done);
    assert_eq!(
        read(&forward, &waiting(json!({ "actionInProcess": "FORWARDED" })), &[], SOON),
        ReadBack::BeingProcessed
    );
    assert_eq!(read(&forward, &waiting(json!({})), &[], SOON), ReadBack::BeingProcessed);
    let late = sent(DecisionKind::Forward, Answered::Gone);
    assert_eq!(read(&late, &[], &[], SOON), ReadBack::ByOther { action: None, by: None, at: None });
}

#[test]
fn a_forward_without_a_clear_answer_that_left_both_lists_is_not_called_undecided() {
    let forward = sent(DecisionKind::Forward, Answered::Unknown);
    assert_eq!(read(&forward, &[], &[], SOON), ReadBack::BeingProcessed);
    assert_eq!(read(&forward, &[], &[], READ_BACK_PATIENCE), ReadBack::NoLongerYours);
    let told = serde_json::to_string(&ReadBack::NoLongerYours).unwrap();
    assert_eq!(from_json::<ReadBack>(&told).unwrap(), ReadBack::NoLongerYours);
}

#[test]
fn a_refusal_of_what_still_waits_for_the_viewer_is_a_failure() {
    let gone = sent(DecisionKind::Approve, Answered::Gone);
    assert_eq!(read(&gone, &waiting(json!({})), &[], SOON), ReadBack::Failed(NotDone::StillWaiting));
}

proptest! {
    #[test]
    fn nothing_is_decided_by_the_viewer_while_it_waits_with_them(
        kind in proptest::sample::select(DecisionKind::KNOWN),
        answered in proptest::sample::select(vec![Answered::Accepted, Answered::Gone, Answered::Unknown]),
        action in proptest::option::of("[A-Z]{3,9}"),
        seconds in 0_i64..1000,
    ) {
        let row = waiting(json!({ "actionInProcess": action }));
        let told = read(&sent(kind, answered), &row, &[], Duration::seconds(seconds));
        prop_assert!(!matches!(told, ReadBack::ByYou(_) | ReadBack::ByOther { .. }), "{told:?}");
    }
}
