//! The line of steps a person follows, for each way a request can go.

use crate::progress::row;
use StepState::{Done, Failed, Next, Now, Skipped};
use proptest::prelude::*;
use request_center_models::progress::{Progress, Step, StepKind, StepState};
use request_center_models::wire::status::{ApprovalScheme, RequestState};
use serde_json::{Value, json};

/// A step as one line: kind, state, who, day.
fn line(step: &Step) -> (String, StepState, String, String) {
    let kind = match &step.kind {
        StepKind::Sent => "sent".to_owned(),
        StepKind::Approval(scheme) => scheme.as_ref().map_or("approval", ApprovalScheme::as_str).to_owned(),
        StepKind::Processing => "processing".to_owned(),
        StepKind::Other(name) => format!("other {name}"),
        StepKind::Cancelled => "cancelled".to_owned(),
    };
    let day = step.at.as_ref().map_or(String::new(), |at| at.as_str()[8..10].to_owned());
    (kind, step.state, step.who.clone().unwrap_or_default(), day)
}

fn check(part: Value, expect: &[(&str, StepState, &str, &str)]) {
    let steps: Vec<_> = row(part.clone()).steps().iter().map(line).collect();
    let expect: Vec<_> =
        expect.iter().map(|(k, s, w, d)| ((*k).to_owned(), *s, (*w).to_owned(), (*d).to_owned())).collect();
    assert_eq!(steps, expect, "{part:#}");
}

const SENT: (&str, StepState, &str, &str) = ("sent", Done, "Femi", "03");

fn approval(scheme: &str, status: &str, who: &str, modified: Option<&str>) -> Value {
    json!({ "scheme": scheme, "status": status, "originalOwner": { "name": who }, "modified": modified })
}

fn phase(
    name: &str,
    state: &str,
    result: Option<&str>,
    started: Option<&str>,
    finished: Option<&str>,
) -> Value {
    json!({ "name": name, "state": state, "result": result, "started": started, "finished": finished })
}

const DAY_04: Option<&str> = Some("2030-11-04T09:00:00Z");
const DAY_05: Option<&str> = Some("2030-11-05T09:00:00Z");
const DAY_06: Option<&str> = Some("2030-11-06T09:00:00Z");

#[test]
fn accepted_only() {
    check(json!({}), &[SENT, ("processing", Next, "", "")]);
    check(
        json!({ "accessRequestPhases": [phase("APPROVAL_PHASE", "PENDING", None, None, None), phase("PROVISIONING_PHASE", "PENDING", None, None, None)] }),
        &[SENT, ("approval", Next, "", ""), ("processing", Next, "", "")],
    );
}

#[test]
fn waiting_for_the_first_of_two() {
    check(
        json!({
            "approvalDetails": [approval("MANAGER", "PENDING", "Ines", None), approval("ROLE_OWNER", "PENDING", "Tom", None)],
            "accessRequestPhases": [phase("APPROVAL_PHASE", "EXECUTING", None, DAY_04, None), phase("PROVISIONING_PHASE", "PENDING", None, None, None)]
        }),
        &[
            SENT,
            ("MANAGER", Now, "Ines", "04"),
            ("ROLE_OWNER", Next, "Tom", ""),
            ("processing", Next, "", ""),
        ],
    );
}

#[test]
fn waiting_for_the_second_of_two() {
    check(
        json!({
            "approvalDetails": [approval("MANAGER", "APPROVED", "Ines", DAY_05), approval("ROLE_OWNER", "PENDING", "Tom", None)],
            "accessRequestPhases": [phase("APPROVAL_PHASE", "EXECUTING", None, DAY_04, None)]
        }),
        &[
            SENT,
            ("MANAGER", Done, "Ines", "05"),
            ("ROLE_OWNER", Now, "Tom", "05"),
            ("processing", Next, "", ""),
        ],
    );
}

#[test]
fn waiting_for_a_decision_the_server_does_not_name() {
    let phases = json!([phase("APPROVAL_PHASE", "EXECUTING", None, DAY_04, None)]);
    check(
        json!({ "accessRequestPhases": phases }),
        &[SENT, ("approval", Now, "", "04"), ("processing", Next, "", "")],
    );
    check(
        json!({ "approvalDetails": [approval("MANAGER", "APPROVED", "Ines", DAY_05)], "accessRequestPhases": phases }),
        &[SENT, ("MANAGER", Done, "Ines", "05"), ("approval", Now, "", "05"), ("processing", Next, "", "")],
    );
}

#[test]
fn a_second_phase_of_approval_is_told_by_its_name() {
    let phases = json!([
        phase("APPROVAL_PHASE", "EXECUTING", None, DAY_04, None),
        phase("SECOND_APPROVAL_PHASE", "PENDING", None, None, None)
    ]);
    check(
        json!({ "accessRequestPhases": phases }),
        &[
            SENT,
            ("approval", Now, "", "04"),
            ("other SECOND_APPROVAL_PHASE", Next, "", ""),
            ("processing", Next, "", ""),
        ],
    );
}

#[test]
fn forwarded_to_somebody_else() {
    check(
        json!({ "approvalDetails": [
            { "scheme": "MANAGER", "status": "PENDING", "forwarded": true, "modified": DAY_06, "originalOwner": { "name": "Ines" }, "currentOwner": { "name": "Ada" } }
        ] }),
        &[SENT, ("MANAGER", Now, "Ada", "06"), ("processing", Next, "", "")],
    );
}

#[test]
fn an_approval_that_ran_out_was_not_denied() {
    check(
        json!({ "approvalDetails": [approval("MANAGER", "EXPIRED", "Ines", DAY_04), approval("MANAGER", "PENDING", "Ada", None)] }),
        &[
            SENT,
            ("MANAGER", Skipped, "Ines", "04"),
            ("MANAGER", Now, "Ada", "03"),
            ("processing", Next, "", ""),
        ],
    );
}

#[test]
fn being_processed() {
    let approved = json!([approval("MANAGER", "APPROVED", "Ines", DAY_04)]);
    let finished = phase("APPROVAL_PHASE", "COMPLETED", Some("SUCCESSFUL"), DAY_04, DAY_04);
    check(
        json!({ "approvalDetails": approved }),
        &[SENT, ("MANAGER", Done, "Ines", "04"), ("processing", Now, "", "")],
    );
    check(
        json!({
            "approvalDetails": approved,
            "accessRequestPhases": [finished, phase("PROVISIONING_PHASE", "EXECUTING", None, DAY_05, None)],
            "manualWorkItemDetails": [{ "status": "APPROVED", "originalOwner": { "name": "Old" } }, { "status": "PENDING", "originalOwner": { "name": "Ada" } }]
        }),
        &[SENT, ("MANAGER", Done, "Ines", "04"), ("processing", Now, "Ada", "05")],
    );
    check(
        json!({ "accessRequestPhases": [finished] }),
        &[SENT, ("approval", Done, "", "04"), ("processing", Now, "", "")],
    );
}

#[test]
fn set_up_but_not_yet_verified_is_not_done() {
    check(
        json!({
            "state": "PROVISIONING_VERIFICATION_PENDING",
            "accessRequestPhases": [phase("PROVISIONING_PHASE", "COMPLETED", Some("SUCCESSFUL"), DAY_05, DAY_06)]
        }),
        &[SENT, ("processing", Now, "", "05")],
    );
}

#[test]
fn done() {
    check(
        json!({
            "state": "REQUEST_COMPLETED",
            "approvalDetails": [approval("MANAGER", "APPROVED", "Ines", DAY_04)],
            "accessRequestPhases": [
                phase("SOD_PHASE", "COMPLETED", Some("SUCCESSFUL"), DAY_04, DAY_04),
                phase("APPROVAL_PHASE", "COMPLETED", Some("SUCCESSFUL"), DAY_04, DAY_04),
                phase("PROVISIONING_PHASE", "COMPLETED", Some("SUCCESSFUL"), DAY_05, DAY_06)
            ]
        }),
        &[
            SENT,
            ("other SOD_PHASE", Done, "", "04"),
            ("MANAGER", Done, "Ines", "04"),
            ("processing", Done, "", "06"),
        ],
    );
    check(json!({ "state": "REQUEST_COMPLETED" }), &[SENT, ("processing", Done, "", "09")]);
}

#[test]
fn denied() {
    check(
        json!({
            "state": "REJECTED",
            "approvalDetails": [approval("MANAGER", "REJECTED", "Ines", DAY_04), approval("ROLE_OWNER", "PENDING", "Tom", None)],
            "accessRequestPhases": [
                phase("APPROVAL_PHASE", "COMPLETED", Some("FAILED"), DAY_04, DAY_04),
                phase("PROVISIONING_PHASE", "NOT_EXECUTED", None, None, None)
            ]
        }),
        &[
            SENT,
            ("MANAGER", Failed, "Ines", "04"),
            ("ROLE_OWNER", Skipped, "Tom", ""),
            ("processing", Skipped, "", ""),
        ],
    );
    check(
        json!({ "approvalDetails": [approval("MANAGER", "REJECTED", "Ines", DAY_04), approval("ROLE_OWNER", "PENDING", "Tom", None)] }),
        &[SENT, ("MANAGER", Failed, "Ines", "04"), ("ROLE_OWNER", Skipped, "Tom", "")],
    );
}

#[test]
fn cancelled_as_a_duplicate() {
    let part = json!({ "state": "CANCELLED", "cancelledRequestDetails": { "comment": "Already held", "modified": DAY_05 } });
    check(part.clone(), &[SENT, ("cancelled", Failed, "", "05")]);
    assert_eq!(row(part).steps()[1].comment.as_deref(), Some("Already held"));
}

#[test]
fn cancelled_by_somebody_while_waiting() {
    check(
        json!({
            "state": "CANCELLED",
            "approvalDetails": [approval("MANAGER", "CANCELLED", "Ines", DAY_05), approval("ROLE_OWNER", "PENDING", "Tom", None)],
            "accessRequestPhases": [
                phase("APPROVAL_PHASE", "CANCELLED", None, DAY_04, DAY_05),
                phase("PROVISIONING_PHASE", "PENDING", None, None, None)
            ],
            "cancelledRequestDetails": { "comment": "Wrong crane", "owner": { "name": "Femi" }, "modified": DAY_05 }
        }),
        &[
            SENT,
            ("MANAGER", Skipped, "Ines", "05"),
            ("ROLE_OWNER", Skipped, "Tom", ""),
            ("processing", Skipped, "", ""),
            ("cancelled", Failed, "Femi", "05"),
        ],
    );
    check(json!({ "state": "TERMINATED" }), &[SENT, ("cancelled", Failed, "", "09")]);
}

#[test]
fn an_empty_note_of_a_cancel_is_no_cancel() {
    check(json!({ "cancelledRequestDetails": {} }), &[SENT, ("processing", Next, "", "")]);
}

#[test]
fn setting_up_failed() {
    check(
        json!({
            "state": "PROVISIONING_FAILED",
            "accessRequestPhases": [phase("PROVISIONING_PHASE", "COMPLETED", Some("FAILED"), DAY_05, DAY_06)]
        }),
        &[SENT, ("processing", Failed, "", "06")],
    );
    check(
        json!({ "accessRequestPhases": [
            phase("APPROVAL_PHASE", "COMPLETED", Some("SUCCESSFUL"), DAY_04, DAY_04),
            phase("PROVISIONING_PHASE", "EXECUTING", Some("FAILED"), DAY_05, None)
        ] }),
        &[SENT, ("approval", Done, "", "04"), ("processing", Failed, "", "05")],
    );
    check(json!({ "state": "ERROR" }), &[SENT, ("processing", Failed, "", "09")]);
    check(json!({ "state": "NOT_ALL_ITEMS_PROVISIONED" }), &[SENT, ("processing", Failed, "", "09")]);
}

#[test]
fn a_removal_goes_the_same_way() {
    check(
        json!({ "requestType": "REVOKE_ACCESS", "approvalDetails": [approval("MANAGER", "PENDING", "Ines", None)] }),
        &[SENT, ("MANAGER", Now, "Ines", "03"), ("processing", Next, "", "")],
    );
}

#[test]
fn a_state_nobody_knew_claims_nothing() {
    check(
        json!({ "state": "ON_ITS_WAY", "approvalDetails": [approval("MANAGER", "PENDING", "Ines", None)] }),
        &[SENT, ("MANAGER", Now, "Ines", "03"), ("processing", Next, "", "")],
    );
    check(
        json!({ "state": "ON_ITS_WAY", "approvalDetails": [approval("MANAGER", "APPROVED", "Ines", DAY_04)] }),
        &[SENT, ("MANAGER", Done, "Ines", "04"), ("processing", Next, "", "")],
    );
}

fn one_of(values: &'static [&'static str]) -> impl Strategy<Value = Value> {
    proptest::sample::select(values).prop_map(|text| if text.is_empty() { Value::Null } else { json!(text) })
}

fn any_approval() -> impl Strategy<Value = Value> {
    let statuses = &["", "PENDING", "APPROVED", "REJECTED", "EXPIRED", "CANCELLED", "ARCHIVED", "ON_HOLD"];
    (one_of(statuses), any::<bool>(), one_of(&["", "2030-11-04T09:00:00Z"])).prop_map(|(status, forwarded, modified)| {
        json!({ "status": status, "forwarded": forwarded, "modified": modified, "originalOwner": { "name": "Ines" } })
    })
}

fn any_phase() -> impl Strategy<Value = Value> {
    let names = &["", "APPROVAL_PHASE", "PROVISIONING_PHASE", "SOD_PHASE", "PRE_APPROVAL_TRIGGER_PHASE"];
    let states = &["", "PENDING", "EXECUTING", "COMPLETED", "CANCELLED", "NOT_EXECUTED", "PAUSED"];
    (one_of(names), one_of(states), one_of(&["", "SUCCESSFUL", "FAILED", "SO_SO"]))
        .prop_map(|(name, state, result)| json!({ "name": name, "state": state, "result": result }))
}

fn any_row() -> impl Strategy<Value = Value> {
    let states =
        RequestState::KNOWN.iter().map(|state| json!(state)).chain([Value::Null, json!("ON_ITS_WAY")]);
    let state = proptest::sample::select(states.collect::<Vec<_>>());
    let approvals = proptest::collection::vec(any_approval(), 0..4);
    let phases = proptest::collection::vec(any_phase(), 0..4);
    (state, approvals, phases).prop_map(|(state, approvals, phases)| {
        json!({ "state": state, "approvalDetails": approvals, "accessRequestPhases": phases })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_the_server_says_the_line_agrees_with_the_row(part in any_row()) {
        let row = row(part);
        let progress = Progress::of(&row);
        let steps = row.steps();
        let decides = |step: &&Step| matches!(step.kind, StepKind::Approval(_)) && step.state == Now;
        prop_assert_eq!(progress == Progress::Done, row.state == Some(RequestState::Completed));
        if steps.iter().any(|s| s.kind == StepKind::Processing && s.state == Done) {
            prop_assert_eq!(&row.state, &Some(RequestState::Completed));
        }
        prop_assert!(steps.iter().filter(decides).count() <= 1);
        if let Progress::Waiting { step, steps: of, .. } = &progress {
            prop_assert!((1..=*of).contains(step));
            prop_assert_eq!(steps.iter().filter(decides).count(), 1);
        }
        if !row.is_open() {
            prop_assert!(steps.iter().all(|s| !matches!(s.state, Now | Next)), "{:?}", steps);
        }
        prop_assert!(steps.iter().all(|s| s.state != Next || s.at.is_none()));
        prop_assert_eq!(&steps[0].kind, &StepKind::Sent);
    }
}
