//! The progress of a row: one table from the server's answer to the widget's claim.

use request_center_models::moment::Moment;
use request_center_models::progress::{Progress, ProgressGroup};
use request_center_models::wire::status::{RequestState, RequestedItemStatus};
use serde_json::{Value, json};

/// A row out of its interesting part, with a creation date and ids.
pub(crate) fn row(part: Value) -> RequestedItemStatus {
    let mut whole = json!({
        "name": "Crane Schedule Lead", "accessRequestId": "4d0e", "accountActivityItemId": "row-1", "state": "EXECUTING",
        "created": "2030-11-03T08:00:00Z", "modified": "2030-11-09T08:00:00Z", "requester": { "id": "p1", "name": "Femi" }
    });
    for (key, value) in part.as_object().unwrap() {
        whole[key] = value.clone();
    }
    serde_json::from_value(whole).unwrap()
}

fn check(part: Value, expect: &Progress) {
    assert_eq!(Progress::of(&row(part.clone())), *expect, "{part:#}");
}

fn waiting(on: Option<&str>, step: usize, steps: usize, since: &str) -> Progress {
    let since = Some(Moment::from(since));
    Progress::Waiting { on: on.map(str::to_owned), step, steps, since }
}

#[test]
fn every_state_has_its_words_and_its_drawer() {
    let check = |state: &str, expect: Progress, group: ProgressGroup| {
        let progress = Progress::of(&row(json!({ "state": state })));
        assert_eq!(progress, expect, "{state}");
        assert_eq!(progress.group(), group, "{state}");
    };
    check("EXECUTING", Progress::Accepted, ProgressGroup::Open);
    check("PROVISIONING_VERIFICATION_PENDING", Progress::Verifying, ProgressGroup::Open);
    check("REQUEST_COMPLETED", Progress::Done, ProgressGroup::Done);
    check("NOT_ALL_ITEMS_PROVISIONED", Progress::PartlyDone, ProgressGroup::Failed);
    check("REJECTED", Progress::Denied, ProgressGroup::Denied);
    check("CANCELLED", Progress::Cancelled, ProgressGroup::Cancelled);
    check("TERMINATED", Progress::Cancelled, ProgressGroup::Cancelled);
    check("PROVISIONING_FAILED", Progress::Failed, ProgressGroup::Failed);
    check("ERROR", Progress::Failed, ProgressGroup::Failed);
    check("ON_ITS_WAY", Progress::Unknown("ON_ITS_WAY".to_owned()), ProgressGroup::Open);
    assert_eq!(RequestState::KNOWN.len(), 9, "a new state needs its row above");
    assert_eq!(Progress::of(&RequestedItemStatus::default()), Progress::Unknown(String::new()));
}

#[test]
fn nobody_waits_before_an_approval_has_begun() {
    check(json!({ "approvalDetails": [], "accessRequestPhases": [] }), &Progress::Accepted);
    check(
        json!({ "accessRequestPhases": [{ "name": "APPROVAL_PHASE", "state": "PENDING" }] }),
        &Progress::Accepted,
    );
    check(
        json!({
            "accessRequestPhases": [{ "name": "SOD_PHASE", "state": "EXECUTING" }, { "name": "APPROVAL_PHASE", "state": "PENDING" }],
            "approvalDetails": [{ "status": "PENDING", "originalOwner": { "name": "Ines" } }]
        }),
        &Progress::Accepted,
    );
    check(
        json!({
            "accessRequestPhases": [{ "name": "APPROVAL_PHASE", "state": "PENDING" }, { "name": "PROVISIONING_PHASE", "state": "EXECUTING" }],
            "approvalDetails": [{ "status": "APPROVED" }]
        }),
        &Progress::Accepted,
    );
    check(
        json!({ "accessRequestPhases": [{ "name": "PRE_APPROVAL_TRIGGER_PHASE", "state": "EXECUTING" }] }),
        &Progress::Accepted,
    );
}

#[test]
fn an_open_approval_says_who_since_when_and_how_many() {
    let phases =
        json!([{ "name": "APPROVAL_PHASE", "state": "EXECUTING", "started": "2030-11-03T08:00:05Z" }]);
    let ines = json!({ "status": "PENDING", "originalOwner": { "name": "Ines" }, "modified": "2030-11-03T08:00:06Z" });
    let tom = json!({ "status": "PENDING", "originalOwner": { "name": "Tom" } });
    check(
        json!({ "accessRequestPhases": phases, "approvalDetails": [ines, tom] }),
        &waiting(Some("Ines"), 1, 2, "2030-11-03T08:00:05Z"),
    );
    let yes = json!({ "status": "APPROVED", "originalOwner": { "name": "Ines" }, "modified": "2030-11-04T09:00:00Z" });
    check(
        json!({ "accessRequestPhases": phases, "approvalDetails": [yes, tom] }),
        &waiting(Some("Tom"), 2, 2, "2030-11-04T09:00:00Z"),
    );
    check(json!({ "approvalDetails": [tom] }), &waiting(Some("Tom"), 1, 1, "2030-11-03T08:00:00Z"));
    check(json!({ "accessRequestPhases": phases }), &waiting(None, 1, 1, "2030-11-03T08:00:05Z"));
    check(
        json!({ "accessRequestPhases": phases, "approvalDetails": [yes] }),
        &waiting(None, 2, 2, "2030-11-04T09:00:00Z"),
    );
    check(
        json!({ "approvalDetails": [{ "status": "PENDING" }] }),
        &waiting(None, 1, 1, "2030-11-03T08:00:00Z"),
    );
}

#[test]
fn a_later_decision_does_not_date_an_earlier_wait() {
    let tom = json!({ "status": "PENDING", "originalOwner": { "name": "Tom" } });
    let yes = json!({ "status": "APPROVED", "modified": "2030-11-04T09:00:00Z" });
    check(json!({ "approvalDetails": [tom, yes] }), &waiting(Some("Tom"), 1, 2, "2030-11-03T08:00:00Z"));
}

#[test]
fn a_forwarded_approval_waits_on_its_new_owner_since_it_was_forwarded() {
    let forwarded = json!({
        "status": "PENDING", "forwarded": true, "modified": "2030-11-06T10:00:00Z",
        "originalOwner": { "name": "Ines" }, "currentOwner": { "name": "Ada" }
    });
    check(json!({ "approvalDetails": [forwarded] }), &waiting(Some("Ada"), 1, 1, "2030-11-06T10:00:00Z"));
    let nameless =
        json!({ "status": "PENDING", "originalOwner": { "name": "Ines" }, "currentOwner": { "name": "" } });
    check(json!({ "approvalDetails": [nameless] }), &waiting(Some("Ines"), 1, 1, "2030-11-03T08:00:00Z"));
}

#[test]
fn approvals_that_ran_out_or_were_replaced_are_not_counted() {
    let tom = json!({ "status": "PENDING", "originalOwner": { "name": "Tom" } });
    for gone in ["EXPIRED", "ARCHIVED", "CANCELLED"] {
        let gone = json!({ "status": gone, "originalOwner": { "name": "Ines" } });
        check(json!({ "approvalDetails": [gone, tom] }), &waiting(Some("Tom"), 1, 1, "2030-11-03T08:00:00Z"));
    }
}

#[test]
fn a_status_nobody_knew_counts_as_open_until_the_phase_is_over() {
    let odd = json!({ "status": "ON_HOLD", "originalOwner": { "name": "Ines" } });
    let yes = json!({ "status": "APPROVED", "modified": "2030-11-04T09:00:00Z" });
    check(json!({ "approvalDetails": [yes, odd] }), &waiting(Some("Ines"), 2, 2, "2030-11-04T09:00:00Z"));
    let over = json!([{ "name": "APPROVAL_PHASE", "state": "COMPLETED", "result": "SUCCESSFUL" }]);
    check(json!({ "approvalDetails": [yes, odd], "accessRequestPhases": over }), &Progress::BeingProcessed);
}

#[test]
fn approved_is_being_processed_and_not_done() {
    let yes = json!({ "status": "APPROVED", "modified": "2030-11-04T09:00:00Z" });
    check(json!({ "approvalDetails": [yes] }), &Progress::BeingProcessed);
    for provisioning in ["PENDING", "EXECUTING", "COMPLETED"] {
        check(
            json!({
                "approvalDetails": [yes],
                "accessRequestPhases": [
                    { "name": "APPROVAL_PHASE", "state": "COMPLETED", "result": "SUCCESSFUL" },
                    { "name": "PROVISIONING_PHASE", "state": provisioning }
                ]
            }),
            &Progress::BeingProcessed,
        );
    }
    let unasked = json!([{ "name": "APPROVAL_PHASE", "state": "NOT_EXECUTED" }, { "name": "PROVISIONING_PHASE", "state": "EXECUTING" }]);
    check(json!({ "accessRequestPhases": unasked }), &Progress::BeingProcessed);
}

#[test]
fn a_check_before_approval_is_not_taken_for_setting_up() {
    let phases = json!([{ "name": "SOD_PHASE", "state": "COMPLETED", "result": "SUCCESSFUL" }]);
    check(json!({ "accessRequestPhases": phases }), &Progress::Accepted);
}

#[test]
fn a_no_and_a_cancel_are_told_before_the_row_has_settled() {
    let no = json!({ "status": "REJECTED", "originalOwner": { "name": "Ines" } });
    let tom = json!({ "status": "PENDING", "originalOwner": { "name": "Tom" } });
    check(json!({ "approvalDetails": [no, tom] }), &Progress::Denied);
    let refused = json!([{ "name": "APPROVAL_PHASE", "state": "COMPLETED", "result": "FAILED" }]);
    check(json!({ "accessRequestPhases": refused }), &Progress::Denied);
    let stopped = json!([{ "name": "APPROVAL_PHASE", "state": "CANCELLED" }]);
    check(json!({ "approvalDetails": [tom], "accessRequestPhases": stopped }), &Progress::Cancelled);
}

#[test]
fn the_phase_is_found_by_its_reference_too() {
    let phases = json!([{ "name": "Genehmigung", "state": "EXECUTING", "phaseReference": "approvalDetails", "started": "2030-11-03T09:00:00Z" }]);
    check(json!({ "accessRequestPhases": phases }), &waiting(None, 1, 1, "2030-11-03T09:00:00Z"));
}

#[test]
fn the_drawers_are_all_and_each_once() {
    assert_eq!(ProgressGroup::ALL.iter().collect::<std::collections::HashSet<_>>().len(), 5);
}
