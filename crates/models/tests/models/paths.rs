//! Paths: where each operation goes, what the fallback is, and that an id of any text comes through.

use proptest::prelude::*;
use request_center_models::operation::{Family, Method, Operation};
use std::collections::BTreeSet;

/// Reads a segment as a server does.
fn percent_decoded(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let mut decoded = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'%' {
            decoded.push(u8::from_str_radix(&segment[i + 1..i + 3], 16).unwrap());
            i += 3;
        } else {
            decoded.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(decoded).unwrap()
}

#[test]
fn each_operation_has_its_path() {
    let check = |operation: Operation, family: Family, expect: &str| {
        assert_eq!(operation.path(family, &["a1"]), expect, "{operation:?} {family:?}");
    };
    check(Operation::CreateAccessRequest, Family::V3, "/v3/access-requests");
    check(Operation::CreateAccessRequest, Family::Service, "/access-requests/v1");
    check(Operation::CancelAccessRequest, Family::Beta, "/beta/access-requests/cancel");
    check(Operation::CloseAccessRequest, Family::V2024, "/v2024/access-requests/close");
    check(Operation::CloseAccessRequest, Family::Service, "/access-requests/v1/close");
    check(Operation::GetAccessRequestConfig, Family::V3, "/v3/access-request-config");
    check(Operation::SetAccessRequestConfig, Family::Service, "/access-request-config/v1");
    check(Operation::ListAccessRequestStatus, Family::V2025, "/v2025/access-request-status");
    check(Operation::ListPendingApprovals, Family::V3, "/v3/access-request-approvals/pending");
    check(Operation::ListCompletedApprovals, Family::V2026, "/v2026/access-request-approvals/completed");
    check(
        Operation::GetAccessRequestApprovalSummary,
        Family::V3,
        "/v3/access-request-approvals/approval-summary",
    );
    check(Operation::ApproveAccessRequest, Family::V3, "/v3/access-request-approvals/a1/approve");
    check(Operation::RejectAccessRequest, Family::Service, "/access-request-approvals/v1/a1/reject");
    check(Operation::ForwardAccessRequest, Family::Beta, "/beta/access-request-approvals/a1/forward");
    check(Operation::ListRequestableObjects, Family::V3, "/v3/requestable-objects");
    check(Operation::ListEntitlements, Family::Beta, "/beta/entitlements");
    check(Operation::GetPublicIdentities, Family::V3, "/v3/public-identities");
    check(Operation::GetRoleAssignments, Family::Beta, "/beta/identities/a1/role-assignments");
    check(Operation::GetRoleAssignments, Family::Service, "/identities/v1/a1/role-assignments");
    let two = Operation::GetEntitlementDetailsForIdentity.path(Family::V2026, &["p/1", "e1"]);
    assert_eq!(two, "/v2026/revocable-objects/identityId/p%2F1/entitlementId/e1");
    let two = Operation::GetEntitlementDetailsForIdentity.path(Family::Service, &["p1", "e1"]);
    assert_eq!(two, "/revocable-objects/v1/identityId/p1/entitlementId/e1");
}

#[test]
fn no_two_operations_share_method_and_path() {
    for family in Family::ALL {
        let places = Operation::ALL.iter().map(|o| format!("{:?} {}", o.method(), o.path(family, &["x"])));
        assert_eq!(places.collect::<BTreeSet<_>>().len(), Operation::ALL.len(), "{family:?}");
    }
    let names: BTreeSet<&str> = Operation::ALL.iter().map(|o| o.name()).collect();
    assert_eq!(names.len(), 20);
    assert!(Operation::ALL.iter().all(|o| (o.method() == Method::Get) == is_read(o.name())));
}

fn is_read(name: &str) -> bool {
    name.starts_with("get") || name.starts_with("list")
}

#[test]
fn an_operation_a_family_lacks_is_called_in_v3_then_beta_then_v2024() {
    let check = |operation: Operation, preferred: Family, expect: Family| {
        assert_eq!(operation.family(preferred), expect, "{operation:?} {preferred:?}");
    };
    check(Operation::ListEntitlements, Family::V3, Family::Beta);
    check(Operation::ListEntitlements, Family::Service, Family::Service);
    check(Operation::CloseAccessRequest, Family::V3, Family::Beta);
    check(Operation::GetPublicIdentities, Family::Beta, Family::V3);
    check(Operation::GetRoleAssignments, Family::V3, Family::Beta);
    check(Operation::GetEntitlementDetailsForIdentity, Family::V3, Family::V2024);
    check(Operation::GetEntitlementDetailsForIdentity, Family::Beta, Family::V2024);
    check(Operation::GetPublicIdentities, Family::V2026, Family::V2026);
    for operation in Operation::ALL {
        for preferred in Family::ALL {
            let family = operation.family(preferred);
            assert!(operation.exists_in(family), "{operation:?} {preferred:?}");
            assert!(family == preferred || !operation.exists_in(preferred));
        }
    }
}

#[test]
fn families_are_found_by_their_names_only() {
    for family in Family::ALL {
        assert_eq!(Family::parse(family.as_str()), Some(family));
    }
    for name in ["", "V3", "v2", "v2027", " v3"] {
        assert_eq!(Family::parse(name), None, "{name:?}");
    }
}

#[test]
fn an_id_of_dots_names_nothing_instead_of_another_operation() {
    for id in [".", ".."] {
        let path = Operation::ApproveAccessRequest.path(Family::V3, &[id]);
        let segment = path.split('/').nth(3).unwrap().to_lowercase();
        assert!(!["", ".", "..", "%2e", "%2e%2e", ".%2e", "%2e."].contains(&segment.as_str()), "{segment}");
    }
}

#[test]
fn parameters_too_many_or_too_few_are_no_panic() {
    assert_eq!(
        Operation::ApproveAccessRequest.path(Family::V3, &[]),
        "/v3/access-request-approvals//approve"
    );
    assert_eq!(Operation::CreateAccessRequest.path(Family::V3, &["x", "y"]), "/v3/access-requests");
}

fn check_id(id: &str) {
    for operation in
        [Operation::ApproveAccessRequest, Operation::RejectAccessRequest, Operation::ForwardAccessRequest]
    {
        for family in Family::ALL {
            let path = operation.path(family, &[id]);
            assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%/".contains(&b)), "{path}");
            let segments: Vec<&str> = path.split('/').collect();
            assert_eq!(segments.len(), 5, "{path}");
            assert_eq!(percent_decoded(segments[3]), id, "{path}");
        }
    }
}

#[test]
fn ids_with_quotes_slashes_percent_emoji_and_right_to_left_text_come_through() {
    for id in [
        "a\"b'c",
        "a/b/../c",
        "100%",
        "%2F",
        "\u{1f9d1}\u{200d}\u{1f680}",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
        "a b?c#d&e=f",
        "...",
    ] {
        check_id(id);
    }
}

proptest! {
    #[test]
    fn an_id_of_any_text_comes_through(id in any::<String>().prop_filter("dots", |id| id != "." && id != "..")) {
        check_id(&id);
    }
}
