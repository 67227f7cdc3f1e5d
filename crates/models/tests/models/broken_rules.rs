//! A valid body is accepted; each rule broken alone is reported alone, with its code and path.

use proptest::prelude::*;
use proptest::sample::Index;
use request_center_models::cancel::NewCancel;
use request_center_models::draft::{DraftItem, RequestDraft, SubmitKey, TypedDate};
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::moment::Moment;
use request_center_models::rule::{
    EntitlementLimits, Facts, FieldPath, LongestAccess, Rule, TimeUnit, Violations, check_request,
};
use request_center_models::wire::access_request::{
    AccessRequest, AccountSelection, RequestedForItems, RequestedItem, SelectedAccount,
};
use request_center_models::wire::reference::{ItemType, RequestType};
use serde_json::json;
use time::Duration;

use crate::draft::now;

/// Text with something in it once the space around it is gone.
fn words() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| format!("{text}x"))
}

fn kind() -> impl Strategy<Value = ItemType> {
    proptest::sample::select(ItemType::KNOWN)
}

fn future() -> impl Strategy<Value = Moment> {
    (1_i64..4_000_000_000).prop_map(|millis| Moment::at(now() + Duration::milliseconds(millis)))
}

fn draft_item() -> impl Strategy<Value = DraftItem> {
    let date = proptest::option::of(future()).prop_map(|moment| match moment {
        Some(moment) => {
            TypedDate { text: moment.as_str().to_owned(), moment: Some(moment), unreadable: false }
        }
        None => TypedDate::default(),
    });
    (words(), kind(), any::<bool>(), words(), date).prop_map(
        |(id, r#type, comment_required, comment, remove_date)| DraftItem {
            comment_required,
            comment,
            remove_date,
            ..DraftItem::new(id.into(), r#type, String::new())
        },
    )
}

prop_compose! {
    /// A draft that keeps the rules: with entitlements for at most ten people, no two items with one id.
    fn valid_draft()(
        key in words(),
        people in proptest::collection::vec(words(), 1..10),
        items in proptest::collection::btree_map(words(), draft_item(), 1..20),
    ) -> RequestDraft {
        let items = items.into_iter().map(|(id, item)| DraftItem { id: id.into(), ..item }).collect();
        RequestDraft { key: SubmitKey::from(key), recipients: people.into_iter().map(IdentityId::from).collect(), items, ..RequestDraft::default() }
    }
}

prop_compose! {
    fn item()(id in words(), r#type in kind(), comment in words(), start in proptest::option::of(1_i64..100_000), end in proptest::option::of(1_i64..100_000)) -> RequestedItem {
        let at = |seconds: i64| Moment::at(now() + Duration::seconds(seconds));
        RequestedItem {
            id: Some(id.into()),
            r#type: Some(r#type),
            comment: Some(comment),
            start_date: start.map(at),
            remove_date: end.map(|end| at(end + start.unwrap_or(0))),
            ..RequestedItem::default()
        }
    }
}

prop_compose! {
    /// A grant or change that keeps the rules, in either shape.
    fn valid_grant()(
        r#type in proptest::sample::select(vec![None, Some(RequestType::Grant), Some(RequestType::Modify)]),
        people in proptest::collection::vec(words(), 1..5),
        items in proptest::collection::vec(item(), 1..5),
        nested in any::<bool>(),
    ) -> AccessRequest {
        let people = people.into_iter().map(IdentityId::from);
        if nested {
            let chosen = |item: &RequestedItem| RequestedItem { account_selection: Some(vec![selection("s", "a")]), ..item.clone() };
            let of = |id| RequestedForItems { identity_id: Some(id), requested_items: Some(items.iter().map(chosen).collect()), ..RequestedForItems::default() };
            return AccessRequest { request_type: r#type, requested_for_with_requested_items: Some(people.map(of).collect()), ..AccessRequest::default() };
        }
        AccessRequest { request_type: r#type, requested_for: Some(people.collect()), requested_items: Some(items), ..AccessRequest::default() }
    }
}

prop_compose! {
    /// A removal that keeps the rules.
    fn valid_removal()(person in words(), items in proptest::collection::vec(item(), 1..5)) -> AccessRequest {
        let item = |(i, item): (usize, RequestedItem)| RequestedItem {
            start_date: None,
            r#type: if i == 0 { item.r#type } else { Some(ItemType::Role) },
            ..item
        };
        AccessRequest {
            request_type: Some(RequestType::Revoke),
            requested_for: Some(vec![person.into()]),
            requested_items: Some(items.into_iter().enumerate().map(item).collect()),
            ..AccessRequest::default()
        }
    }
}

fn facts(draft: &RequestDraft) -> Facts {
    let comment_required = draft.items.iter().filter(|i| i.comment_required).map(|i| i.id.clone()).collect();
    Facts { comment_required, ..Facts::default() }
}

pub(crate) fn codes(result: Result<(), Violations>) -> Vec<(&'static str, FieldPath)> {
    result.err().iter().flat_map(Violations::iter).map(|v| (v.rule.code(), v.place)).collect()
}

/// The items of whichever shape, so that a test can spoil one.
fn items_of(request: &mut AccessRequest) -> Vec<&mut RequestedItem> {
    let nested = request.requested_for_with_requested_items.iter_mut().flatten();
    let nested = nested.flat_map(|person| person.requested_items.iter_mut().flatten());
    request.requested_items.iter_mut().flatten().chain(nested).collect()
}

pub(crate) fn entitlements(count: usize) -> Vec<RequestedItem> {
    let one = |i: usize| RequestedItem {
        id: Some(ItemId::from(format!("e-{i}"))),
        r#type: Some(ItemType::Entitlement),
        comment: Some("why".to_owned()),
        ..RequestedItem::default()
    };
    (0..count).map(one).collect()
}

fn people(count: usize) -> Vec<IdentityId> {
    (0..count).map(|i| IdentityId::from(format!("p-{i}"))).collect()
}

fn flat(people: Vec<IdentityId>, items: Vec<RequestedItem>) -> AccessRequest {
    AccessRequest { requested_for: Some(people), requested_items: Some(items), ..AccessRequest::default() }
}

pub(crate) fn nested(person: &str, items: Vec<RequestedItem>) -> RequestedForItems {
    RequestedForItems {
        identity_id: Some(person.into()),
        requested_items: Some(items),
        ..RequestedForItems::default()
    }
}

pub(crate) fn in_nested_shape(people: Vec<RequestedForItems>) -> AccessRequest {
    AccessRequest { requested_for_with_requested_items: Some(people), ..AccessRequest::default() }
}

/// One account on a source.
fn selection(source: &str, account: &str) -> AccountSelection {
    let account = SelectedAccount { native_identity: Some(account.to_owned()), ..SelectedAccount::default() };
    AccountSelection { source_id: Some(source.to_owned()), accounts: Some(vec![account]) }
}

/// Breaks that rule and no other in a good grant or a good removal; gives the request, the facts and the place.
/// The two rules of a cancel have no place in a create and are tried beside it; what is blocked, a removal's draft knows.
fn broken(
    rule: Rule,
    grant: AccessRequest,
    removal: AccessRequest,
    pick: Index,
) -> Option<(AccessRequest, Facts, FieldPath)> {
    let now = now();
    let mut facts = Facts::default();
    let mut request = grant;
    let removing = matches!(
        rule,
        Rule::RevokeOneIdentity
            | Rule::RevokeOneEntitlement
            | Rule::RevokeCommentRequired
            | Rule::RevokeNoStartDate
            | Rule::RevokeRemoveDateLate
    );
    if removing {
        request = removal;
    }
    let revoke =
        |people, items| AccessRequest { request_type: Some(RequestType::Revoke), ..flat(people, items) };
    let count = items_of(&mut request).len();
    let i = pick.index(count);
    let mut items = items_of(&mut request);
    let item = &mut *items[i];
    let place = match rule {
        Rule::ItemsRequired => {
            request = flat(people(1), Vec::new());
            FieldPath::Request
        }
        Rule::RecipientsRequired => {
            request = flat(Vec::new(), entitlements(1));
            FieldPath::Recipients
        }
        Rule::EntitlementsLimit => {
            request = flat(people(1), entitlements(26));
            FieldPath::Request
        }
        Rule::RecipientsLimit => {
            request = flat(people(11), entitlements(1));
            FieldPath::Recipients
        }
        Rule::EntitlementsAllowed => {
            item.r#type = Some(ItemType::Entitlement);
            facts.entitlements.forbidden = true;
            FieldPath::Request
        }
        Rule::OneShape => {
            request = flat(people(1), entitlements(1));
            request.requested_for_with_requested_items = Some(vec![nested("p", entitlements(1))]);
            FieldPath::Request
        }
        Rule::OneIdentityType => {
            let machine = RequestedForItems {
                identity_type: Some("MACHINE".to_owned()),
                ..nested("m", entitlements(1))
            };
            request = in_nested_shape(vec![nested("p", entitlements(1)), machine]);
            FieldPath::Request
        }
        Rule::AccountSelectionMisplaced => {
            request = flat(people(1), entitlements(2));
            items_of(&mut request)[1].account_selection = Some(vec![selection("s", "a")]);
            FieldPath::Item(1)
        }
        Rule::AccountSelectionIncomplete | Rule::AccountSelectionRepeated => {
            request = in_nested_shape(vec![nested("p", entitlements(2))]);
            let second = if rule == Rule::AccountSelectionRepeated { "s" } else { " " };
            let both = vec![selection("s", "a"), selection(second, "b")];
            items_of(&mut request)[1].account_selection = Some(both);
            FieldPath::Item(1)
        }
        Rule::FormEmpty => {
            item.form_instance_id = Some(" ".to_owned());
            FieldPath::Item(i)
        }
        Rule::KnownRequestType => {
            request.request_type = Some(RequestType::from("LEND_ACCESS"));
            FieldPath::Request
        }
        Rule::ItemIdRequired => {
            item.id = None;
            FieldPath::Item(i)
        }
        Rule::KnownItemType => {
            item.r#type = Some(ItemType::from("APPLICATION"));
            FieldPath::Item(i)
        }
        Rule::CommentRequired => {
            item.id = Some("an-id-of-its-own".into());
            item.comment = Some(" \n".to_owned());
            facts.comment_required.push("an-id-of-its-own".into());
            FieldPath::Comment(i)
        }
        Rule::CommentTooLong => {
            item.comment = Some("\u{1f6a2}".repeat(4001));
            FieldPath::Comment(i)
        }
        Rule::RemoveDateUnreadable => {
            item.remove_date = Some("the day after".into());
            FieldPath::RemoveDate(i)
        }
        Rule::RemoveDatePast => {
            item.start_date = None;
            item.remove_date = Some(Moment::at(now));
            FieldPath::RemoveDate(i)
        }
        Rule::RemoveDateRequired | Rule::RemoveDateLate => {
            request = flat(people(1), entitlements(1));
            let late = (rule == Rule::RemoveDateLate).then(|| Moment::at(now + Duration::hours(2)));
            items_of(&mut request)[0].remove_date = late;
            let longest = Some(LongestAccess { value: 1, unit: TimeUnit::Hours });
            facts.entitlements = EntitlementLimits { forbidden: false, end_required: true, longest };
            FieldPath::RemoveDate(0)
        }
        Rule::StartDateUnreadable => {
            item.start_date = Some("".into());
            FieldPath::StartDate(i)
        }
        Rule::StartDatePast => {
            item.start_date = Some(Moment::at(now - Duration::days(1)));
            FieldPath::StartDate(i)
        }
        Rule::StartAfterRemove => {
            item.start_date = Some(Moment::at(now + Duration::days(2)));
            item.remove_date = Some(Moment::at(now + Duration::days(2)));
            FieldPath::RemoveDate(i)
        }
        Rule::RevokeOneIdentity => {
            request.requested_for = Some(people(2));
            FieldPath::Recipients
        }
        Rule::RevokeOneEntitlement => {
            request = revoke(people(1), entitlements(2));
            FieldPath::Request
        }
        Rule::RevokeCommentRequired => {
            item.comment = None;
            FieldPath::Comment(i)
        }
        Rule::RevokeNoStartDate => {
            item.remove_date = None;
            item.start_date = Some(Moment::at(now + Duration::days(1)));
            FieldPath::StartDate(i)
        }
        Rule::RevokeRemoveDateLate => {
            let end = Moment::at(now + Duration::days(3));
            item.remove_date = Some(end.clone());
            facts.ends = vec![None; i];
            facts.ends.push(Some(end));
            FieldPath::RemoveDate(i)
        }
        // A rule of another call, or of what only facts tell.
        _ => return None,
    };
    Some((request, facts, place))
}

proptest! {
    // Each case is a whole request with up to twenty items.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn valid_drafts_serialize_to_bodies_the_rules_accept(draft in valid_draft()) {
        let request = draft.validate(now(), &EntitlementLimits::default());
        let request = request.map_err(|violations| TestCaseError::fail(violations.to_string()))?;
        let text = serde_json::to_string(&request).unwrap();
        let arrived: AccessRequest = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&arrived, request.body());
        prop_assert_eq!(codes(check_request(&arrived, &facts(&draft), now())), []);
        prop_assert!(draft.key.marks(arrived.client_metadata.as_ref()));
        let items = arrived.requested_items.unwrap();
        prop_assert_eq!(items.len(), draft.items.len());
        prop_assert!(items.iter().all(|item| draft.key.marks(item.client_metadata.as_ref())));
    }

    #[test]
    fn a_draft_gives_a_request_or_a_violation_at_one_of_its_places(
        draft in valid_draft(), forbidden in any::<bool>(), days in -4000_i64..4000, blank in any::<[bool; 3]>()
    ) {
        let (mut draft, limits) = (draft, EntitlementLimits { forbidden, end_required: true, longest: None });
        if blank[0] { draft.recipients.clear(); }
        if blank[1] { draft.items.iter_mut().for_each(|item| item.comment.clear()); }
        if blank[2] { draft.items.iter_mut().for_each(|item| item.remove_date.unreadable = true); }
        if let Err(violations) = draft.validate(now() + Duration::days(days), &limits) {
            prop_assert!(!violations.is_empty());
            for violation in violations.iter() {
                match violation.place {
                    FieldPath::Request | FieldPath::Recipients => {}
                    FieldPath::Item(i) | FieldPath::Comment(i) | FieldPath::RemoveDate(i) | FieldPath::StartDate(i) => {
                        prop_assert!(i < draft.items.len());
                    }
                    FieldPath::EveryComment | FieldPath::EveryRemoveDate => prop_assert!(false, "no field of a grant"),
                    FieldPath::Setting(_) | FieldPath::Scheme(_) | FieldPath::Account(_) => prop_assert!(false, "no field of a request"),
                }
            }
        }
    }

    #[test]
    fn a_good_body_in_either_shape_breaks_no_rule(grant in valid_grant(), removal in valid_removal()) {
        prop_assert_eq!(codes(check_request(&grant, &Facts::default(), now())), []);
        prop_assert_eq!(codes(check_request(&removal, &Facts::default(), now())), []);
    }

    #[test]
    fn each_rule_broken_alone_is_reported_alone_at_its_place(grant in valid_grant(), removal in valid_removal(), pick in any::<Index>()) {
        let mut tried = 0;
        for rule in Rule::ALL {
            let Some((request, facts, place)) = broken(*rule, grant.clone(), removal.clone(), pick) else { continue };
            prop_assert_eq!(codes(check_request(&request, &facts, now())), [(rule.code(), place)], "{:#?}", request);
            tried += 1;
        }
        // A body does not tell what somebody holds, nor for whom the configuration lets one ask.
        let of_others = [Rule::RevokeBlocked, Rule::RecipientsAllowed];
        let of_requests = |rule: &&Rule| {
            let (noun, _) = rule.code().split_once('.').unwrap();
            ["request", "item", "revoke"].contains(&noun) && !of_others.contains(*rule)
        };
        prop_assert_eq!(tried, Rule::ALL.iter().filter(of_requests).count());
    }

    #[test]
    fn a_cancel_that_validates_says_what_was_typed(id in words(), comment in words()) {
        let body = serde_json::from_value(json!({ "accountActivityId": id, "comment": comment })).unwrap();
        let cancel = NewCancel::validate(&body).unwrap();
        prop_assert_eq!(cancel.comment(), comment.trim());
        let sent = serde_json::to_value(&cancel).unwrap();
        prop_assert!(NewCancel::validate(&serde_json::from_value(sent).unwrap()).is_ok());
    }
}
