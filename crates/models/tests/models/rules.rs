//! The rule table: codes that stay, limits, sources, sentences.

use request_center_models::approval::{DecisionBlocked, NotDone};
use request_center_models::cancel::CancelBlocked;
use request_center_models::end_change::EndChangeBlocked;
use request_center_models::rule::Rule;
use std::collections::BTreeSet;

#[test]
fn every_rule_has_its_own_code_and_none_is_shared_with_a_blocked_cancel() {
    let codes: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
    assert_eq!(codes.len(), Rule::ALL.len());
    assert!(CancelBlocked::ALL.iter().all(|blocked| !codes.contains(blocked.code())));
    assert!(DecisionBlocked::ALL.iter().all(|blocked| !codes.contains(blocked.code())));
    assert!(EndChangeBlocked::ALL.iter().all(|blocked| !codes.contains(blocked.code())));
    assert!(NotDone::ALL.iter().all(|reason| !codes.contains(reason.code())));
    for code in codes {
        let (noun, rest) = code.split_once('.').unwrap();
        let nouns = [
            "request",
            "item",
            "account",
            "end_change",
            "revoke",
            "cancel",
            "setting",
            "close",
            "reject",
            "forward",
            "decision",
        ];
        assert!(nouns.contains(&noun), "{code}");
        assert!(!rest.is_empty() && rest.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{code}");
    }
}

#[test]
fn every_rule_says_where_it_was_read() {
    for rule in Rule::ALL {
        assert!(rule.source().len() > 10, "{rule:?}");
    }
}

#[test]
fn every_rule_has_a_sentence_of_its_own_with_its_limit_filled_in() {
    let sentences: BTreeSet<String> = Rule::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(sentences.len(), Rule::ALL.len());
    for sentence in &sentences {
        assert!(!sentence.contains(['{', '}']) && sentence.len() > 15, "{sentence}");
    }
    assert_eq!(Rule::EntitlementsLimit.to_string(), "A request can hold at most 25 entitlements");
}

#[test]
fn limits_are_those_of_the_service() {
    let limits: Vec<(&str, u32)> = Rule::ALL.iter().filter_map(|r| Some((r.code(), r.limit()?))).collect();
    let expect = [
        ("request.items_required", 1),
        ("request.recipients_required", 1),
        ("request.entitlements_limit", 25),
        ("request.recipients_limit", 10),
        ("item.comment_too_long", 4000),
        ("revoke.one_identity", 1),
        ("revoke.one_entitlement", 1),
        ("setting.days_range", 365),
        ("setting.reminders_range", 20),
        ("close.ids_required", 1),
        ("close.ids_limit", 500),
        ("close.days_range", 3650),
        ("forward.owner_required", 1),
        ("forward.owner_too_long", 255),
        ("forward.comment_required", 1),
        ("forward.comment_too_long", 255),
    ];
    assert_eq!(limits, expect);
}
