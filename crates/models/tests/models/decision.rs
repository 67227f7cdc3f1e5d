//! Deciding: what a draft needs, what is sent, and which rule is broken where.

use proptest::prelude::*;
use request_center_models::decision::{DecisionDraft, DecisionKind};
use request_center_models::json::from_json;
use request_center_models::operation::Operation;
use request_center_models::rule::FieldPath;
use request_center_models::wire::approval::ApprovalAction;
use serde_json::{Value, json};

fn draft(kind: &str, owner: &str, comment: &str) -> DecisionDraft {
    DecisionDraft { kind: kind.into(), comment: comment.to_owned(), new_owner: owner.into() }
}

fn check(draft: &DecisionDraft, expect: &[(&str, FieldPath)]) {
    let broken: Vec<(&str, FieldPath)> = match draft.validate() {
        Ok(_) => Vec::new(),
        Err(violations) => violations.iter().map(|v| (v.rule.code(), v.place)).collect(),
    };
    assert_eq!(broken, expect, "{draft:?}");
}

const WHY: FieldPath = FieldPath::Comment(0);

#[test]
fn a_yes_needs_nothing() {
    check(&draft("APPROVE", "", ""), &[]);
    check(&draft("APPROVE", "", "Until autumn"), &[]);
    check(&draft("APPROVE", "", &"\u{1f6a2}".repeat(4000)), &[]);
    check(&draft("APPROVE", "", &"a".repeat(4001)), &[("item.comment_too_long", WHY)]);
}

#[test]
fn a_no_needs_a_comment_always() {
    for blank in ["", " ", "\n\u{2003}"] {
        check(&draft("REJECT", "", blank), &[("reject.comment_required", WHY)]);
    }
    check(&draft("REJECT", "", "Ask for the reading role"), &[]);
    check(&draft("REJECT", "", &"a".repeat(4001)), &[("item.comment_too_long", WHY)]);
}

#[test]
fn a_forward_needs_a_person_and_a_comment_of_1_to_255_characters_each() {
    check(&draft("FORWARD", "p", "On leave"), &[]);
    check(
        &draft("FORWARD", "", ""),
        &[("forward.owner_required", FieldPath::Recipients), ("forward.comment_required", WHY)],
    );
    check(&draft("FORWARD", " ", "On leave"), &[("forward.owner_required", FieldPath::Recipients)]);
    let most = "\u{1f6a2}".repeat(255);
    check(&draft("FORWARD", &most, &format!(" {most} ")), &[]);
    check(&draft("FORWARD", &"p".repeat(256), "x"), &[("forward.owner_too_long", FieldPath::Recipients)]);
    check(&draft("FORWARD", "p", &"a".repeat(256)), &[("forward.comment_too_long", WHY)]);
    check(&draft("FORWARD", "p", &"a".repeat(4001)), &[("forward.comment_too_long", WHY)]);
}

#[test]
fn a_kind_that_says_it_needs_a_comment_is_refused_without() {
    for kind in DecisionKind::KNOWN {
        let refused = draft(kind.as_str(), "p", " ").validate().is_err();
        assert_eq!(kind.needs_comment(), refused, "{kind}");
    }
}

#[test]
fn a_kind_nobody_knows_is_not_sent() {
    check(&draft("POSTPONE", "p", "x"), &[("decision.kind_unknown", FieldPath::Request)]);
    assert_eq!(DecisionKind::from("POSTPONE").operation(), None);
}

fn check_body(draft: &DecisionDraft, expect: &Value) {
    let new = draft.validate().unwrap();
    assert_eq!(&serde_json::to_value(&new).unwrap(), expect, "{draft:?}");
}

#[test]
fn a_body_is_an_object_always_and_holds_only_what_was_said() {
    check_body(&draft("APPROVE", "", ""), &json!({}));
    check_body(&draft("APPROVE", "left over", " Fine "), &json!({ "comment": "Fine" }));
    check_body(&draft("REJECT", "left over", "No\n"), &json!({ "comment": "No" }));
    check_body(&draft("FORWARD", "p7", " You "), &json!({ "newOwnerId": "p7", "comment": "You" }));
}

#[test]
fn each_kind_has_its_operation_and_the_word_the_service_has_for_it() {
    let rows = [
        (DecisionKind::Approve, Operation::ApproveAccessRequest, ApprovalAction::Approved),
        (DecisionKind::Reject, Operation::RejectAccessRequest, ApprovalAction::Rejected),
        (DecisionKind::Forward, Operation::ForwardAccessRequest, ApprovalAction::Forwarded),
    ];
    for (kind, operation, action) in rows {
        assert_eq!((kind.operation(), kind.action()), (Some(operation), action));
    }
}

proptest! {
    #[test]
    fn a_draft_survives_being_kept(kind in any::<String>(), owner in any::<String>(), comment in any::<String>()) {
        let draft = draft(&kind, &owner, &comment);
        let kept = serde_json::to_string(&draft).unwrap();
        prop_assert_eq!(from_json::<DecisionDraft>(&kept).unwrap(), draft);
    }

    #[test]
    fn a_valid_decision_is_valid_on_arrival(owner in ".{0,300}", comment in ".{0,300}") {
        for kind in DecisionKind::KNOWN {
            let draft = DecisionDraft { kind: kind.clone(), comment: comment.clone(), new_owner: owner.clone().into() };
            let Ok(new) = draft.validate() else { continue };
            let text = serde_json::to_string(&new).unwrap();
            let arrived = match kind {
                DecisionKind::Forward => DecisionDraft::of_forward(&from_json(&text).unwrap()),
                _ => DecisionDraft::of_comment(kind.clone(), &from_json(&text).unwrap()),
            };
            prop_assert_eq!(arrived.validate().unwrap(), new);
        }
    }
}
