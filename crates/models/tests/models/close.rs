//! Closing stuck requests: which rows are stuck and how, who can close them, and what the call needs.

use crate::progress::row;
use request_center_models::cancel::{ORG_ADMIN, Viewer};
use request_center_models::close::{CloseBlocked, CloseDraft, NewClose};
use request_center_models::id::AccessRequestId;
use request_center_models::json::from_json;
use request_center_models::moment::Moment;
use request_center_models::progress::{StepKind, Stuck, stuck_before};
use request_center_models::rule::{FieldPath, Rule, Violations};
use request_center_models::wire::access_request::{CloseAccessRequest, CompletionStatus, ExecutionStatus};
use request_center_models::wire::status::ApprovalScheme;
use serde_json::{Value, json};
use time::OffsetDateTime;

fn at(text: &str) -> OffsetDateTime {
    Moment::from(text).instant().unwrap()
}

fn ids(count: usize) -> Vec<AccessRequestId> {
    (0..count).map(|i| format!("a-{i}").into()).collect()
}

fn admin() -> Viewer {
    Viewer { authorities: vec![ORG_ADMIN.to_owned()], ..Viewer::default() }
}

#[test]
fn only_an_administrator_closes_and_only_what_is_under_way() {
    let open = json!({"accessRequestId": "a1", "state": "EXECUTING", "cancelable": false});
    assert_eq!(row(open.clone()).close_blocked(&admin()), None, "past approval too");
    let requester = Viewer { id: "p1".into(), ..Viewer::default() };
    assert_eq!(row(open.clone()).close_blocked(&requester), Some(CloseBlocked::NotAdmin));
    for state in ["REQUEST_COMPLETED", "CANCELLED", "TERMINATED", "REJECTED", "PROVISIONING_FAILED", "ERROR"]
    {
        let mut over = open.clone();
        over["state"] = json!(state);
        assert_eq!(row(over).close_blocked(&admin()), Some(CloseBlocked::Over), "{state}");
    }
    for id in [Value::Null, json!("")] {
        let mut nameless = open.clone();
        nameless["accessRequestId"] = id;
        assert_eq!(row(nameless).close_blocked(&admin()), Some(CloseBlocked::NoId));
    }
}

#[test]
fn no_reason_shares_its_code_with_a_rule_or_its_sentence_with_another() {
    for (i, reason) in CloseBlocked::ALL.into_iter().enumerate() {
        assert!(Rule::ALL.iter().all(|rule| rule.code() != reason.code()), "{reason:?}");
        for other in &CloseBlocked::ALL[..i] {
            assert_ne!((other.code(), other.to_string()), (reason.code(), reason.to_string()));
            assert_ne!(other.to_string(), reason.to_string());
        }
    }
}

#[test]
fn a_close_begins_with_the_defaults_of_the_service() {
    let draft = CloseDraft { ids: ids(1), ..CloseDraft::default() };
    let calls = draft.validate().unwrap();
    let body = serde_json::to_value(&calls[0]).unwrap();
    assert_eq!(
        body,
        json!({"accessRequestIds": ["a-0"], "executionStatus": "Terminated", "completionStatus": "Failure"})
    );
}

#[test]
fn a_close_says_what_was_chosen_and_typed() {
    let draft = CloseDraft {
        ids: ids(2),
        message: " The source is gone.\n".to_owned(),
        execution: ExecutionStatus::Completed,
        completion: CompletionStatus::Incomplete,
    };
    let calls = draft.validate().unwrap();
    assert_eq!(
        serde_json::to_value(&calls).unwrap(),
        json!([{
            "accessRequestIds": ["a-0", "a-1"], "message": "The source is gone.",
            "executionStatus": "Completed", "completionStatus": "Incomplete",
        }])
    );
}

#[test]
fn every_500_ids_go_in_a_call_of_their_own_and_none_goes_twice() {
    for (count, expect) in [(1, vec![1]), (500, vec![500]), (501, vec![500, 1]), (1500, vec![500; 3])] {
        let mut twice = ids(count);
        twice.extend(ids(count));
        let calls = CloseDraft { ids: twice, ..CloseDraft::default() }.validate().unwrap();
        assert_eq!(calls.iter().map(|call| call.ids().len()).collect::<Vec<_>>(), expect);
        let sent: Vec<AccessRequestId> = calls.iter().flat_map(|call| call.ids().to_vec()).collect();
        assert_eq!(sent, ids(count), "in the order they were chosen");
    }
}

#[test]
fn a_close_that_breaks_a_rule_is_told_all_of_them() {
    let check = |body: CloseAccessRequest, expect: &[(Rule, FieldPath)]| {
        let violations = NewClose::validate(&body).err();
        let found: Vec<_> =
            violations.iter().flat_map(Violations::iter).map(|one| (one.rule, one.place)).collect();
        assert_eq!(found, expect, "{body:?}");
    };
    let good = CloseAccessRequest { access_request_ids: Some(ids(500)), ..CloseAccessRequest::default() };
    check(good.clone(), &[]);
    let required = (Rule::CloseIdsRequired, FieldPath::Request);
    check(CloseAccessRequest { access_request_ids: None, ..good.clone() }, &[required]);
    check(CloseAccessRequest { access_request_ids: Some(vec![" ".into()]), ..good.clone() }, &[required]);
    let many = (Rule::CloseIdsLimit, FieldPath::Request);
    check(CloseAccessRequest { access_request_ids: Some(ids(501)), ..good.clone() }, &[many]);
    let message = Some("\u{1f6a2}".repeat(4000));
    check(CloseAccessRequest { message, ..good.clone() }, &[]);
    let all_wrong = CloseAccessRequest {
        access_request_ids: Some(Vec::new()),
        message: Some("x".repeat(4001)),
        execution_status: Some(ExecutionStatus::from("TERMINATED")),
        completion_status: Some(CompletionStatus::from("")),
    };
    check(
        all_wrong,
        &[
            required,
            (Rule::CloseExecutionUnknown, FieldPath::Request),
            (Rule::CloseCompletionUnknown, FieldPath::Request),
            (Rule::CommentTooLong, FieldPath::Comment(0)),
        ],
    );
    assert!(CloseDraft::default().validate().is_err(), "nobody closes nothing");
}

#[test]
fn a_close_is_kept_as_it_was_typed() {
    let draft = CloseDraft {
        ids: ids(2),
        message: " x ".to_owned(),
        execution: ExecutionStatus::Completed,
        completion: CompletionStatus::Success,
    };
    assert_eq!(from_json::<CloseDraft>(&serde_json::to_string(&draft).unwrap()).unwrap(), draft);
}

/// A row made on 1 April that is looked at ten days later.
fn stuck(part: Value, days: u32) -> Option<Stuck> {
    let mut whole = json!({"state": "EXECUTING", "created": "2030-04-01T08:00:00Z"});
    whole.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
    row(whole).stuck(at("2030-04-11T08:00:00Z"), days)
}

#[test]
fn a_row_hangs_from_that_many_whole_days_on() {
    let part = || json!({});
    assert_eq!(stuck(part(), 10).map(|stuck| stuck.days), Some(Some(10)));
    assert_eq!(stuck(part(), 11), None);
    assert_eq!(stuck(json!({"created": "2030-04-01T08:00:00.001Z"}), 10), None, "not quite");
    assert_eq!(stuck(part(), 0).map(|stuck| stuck.days), Some(Some(10)));
    assert_eq!(stuck(json!({"created": "2030-04-12T08:00:00Z"}), 0), None, "made in the future");
    for unreadable in [json!("long ago"), json!(null)] {
        let row = stuck(json!({ "created": unreadable }), 10).expect("the service listed it as old enough");
        assert_eq!(row.days, None);
    }
}

#[test]
fn finished_requests_are_not_stuck() {
    for state in ["REQUEST_COMPLETED", "TERMINATED", "CANCELLED", "REJECTED", "ERROR"] {
        assert_eq!(stuck(json!({ "state": state }), 1), None, "{state}");
    }
    assert!(stuck(json!({"state": "PROVISIONING_VERIFICATION_PENDING"}), 1).is_some());
    assert!(stuck(json!({"state": "BRAND_NEW"}), 1).is_some());
}

#[test]
fn the_phase_it_hangs_in_is_told_with_who_and_since_when() {
    let approvals = json!([
        {"status": "APPROVED", "scheme": "MANAGER", "modified": "2030-04-02T08:00:00Z", "originalOwner": {"name": "Ines"}},
        {"status": "PENDING", "scheme": "ROLE_OWNER", "originalOwner": {"name": "Tom"}},
    ]);
    let phase =
        |name: &str, state: &str, started: &str| json!({"name": name, "state": state, "started": started});
    let waiting = json!({
        "approvalDetails": approvals,
        "accessRequestPhases": [phase("APPROVAL_PHASE", "EXECUTING", "2030-04-01T08:00:01Z")],
    });
    let hangs = stuck(waiting, 7).unwrap();
    assert_eq!(hangs.phase, StepKind::Approval(Some(ApprovalScheme::RoleOwner)));
    assert_eq!((hangs.who.as_deref(), hangs.since), (Some("Tom"), Some("2030-04-02T08:00:00Z".into())));

    let setting_up = json!({"accessRequestPhases": [
        phase("APPROVAL_PHASE", "COMPLETED", "2030-04-01T08:00:01Z"),
        phase("PROVISIONING_PHASE", "EXECUTING", "2030-04-03T08:00:00Z"),
    ]});
    let hangs = stuck(setting_up.clone(), 7).unwrap();
    assert_eq!((hangs.phase, hangs.since), (StepKind::Processing, Some("2030-04-03T08:00:00Z".into())));

    let other =
        json!({"accessRequestPhases": [phase("PRE_APPROVAL_PHASE", "EXECUTING", "2030-04-01T08:00:02Z")]});
    let hangs = stuck(other, 7).unwrap();
    assert_eq!(hangs.phase, StepKind::Other("PRE_APPROVAL_PHASE".to_owned()));
    assert_eq!(hangs.since, Some("2030-04-01T08:00:02Z".into()));

    let both = json!({"accessRequestPhases": [
        phase("PRE_APPROVAL_PHASE", "EXECUTING", "2030-04-01T08:00:02Z"),
        phase("APPROVAL_PHASE", "EXECUTING", "2030-04-01T08:00:03Z"),
    ]});
    let first = stuck(both, 7).unwrap().phase;
    assert_eq!(first, StepKind::Other("PRE_APPROVAL_PHASE".to_owned()), "what comes first holds up the rest");

    let nothing = stuck(json!({}), 7).unwrap();
    assert_eq!((nothing.phase, nothing.since), (StepKind::Sent, Some("2030-04-01T08:00:00Z".into())));
}

#[test]
fn access_that_waits_for_its_own_date_does_not_hang_but_its_approval_can() {
    let phases =
        |name: &str| json!([{"name": name, "state": "EXECUTING", "started": "2030-04-02T08:00:00Z"}]);
    let later = json!("2030-05-01T00:00:00Z");
    for (phase, date, hangs) in [
        ("PROVISIONING_PHASE", later.clone(), false),
        ("PROVISIONING_PHASE", json!("2030-04-02T00:00:00Z"), true),
        ("PROVISIONING_PHASE", json!("next month"), true),
        ("APPROVAL_PHASE", later, true),
    ] {
        let part = json!({"startDate": date, "accessRequestPhases": phases(phase)});
        assert_eq!(stuck(part, 7).is_some(), hangs, "{phase} {date}");
    }
}

#[test]
fn the_question_for_what_hangs_names_the_moment_before_which_it_was_made() {
    let now = at("2030-04-11T08:00:00.5Z");
    assert_eq!(stuck_before(now, 10), Moment::from("2030-04-01T08:00:00.500Z"));
    assert_eq!(stuck_before(now, 0), Moment::from("2030-04-11T08:00:00.500Z"));
    assert_eq!(
        stuck_before(now, u32::MAX),
        Moment::from("1970-01-01T00:00:00.000Z"),
        "no year has a name for it"
    );
}
