//! Judges the body of a create call. The widget runs it before sending, the sandbox on what arrives: one judge for both.
//! Knows only what the body and the facts say; whether an item exists or is held is the server's business.

use super::{Place, Rule, Violations};
use crate::id::ItemId;
use crate::moment::Moment;
use crate::wire::access_request::{AccessRequest, RequestedItem};
use crate::wire::reference::{ItemType, RequestType};
use std::collections::BTreeSet;
use time::OffsetDateTime;

/// What must be known beside the body to judge it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Items whose owners ask for a comment.
    pub comment_required: BTreeSet<ItemId>,
    /// Entitlements cannot be asked for at all.
    pub entitlements_forbidden: bool,
}

/// Every rule the body breaks, with its place.
///
/// # Errors
/// The violations, in the order of the body, where there is one at least.
pub fn check_request(request: &AccessRequest, facts: &Facts, now: OffsetDateTime) -> Result<(), Violations> {
    let mut violations = Violations::default();
    let revoke = request.request_type == Some(RequestType::Revoke);
    if let Some(RequestType::Unknown(_)) = request.request_type {
        violations.push(Rule::KnownRequestType, Place::Request);
    }
    let items = items(request, &mut violations);
    let recipients = recipients(request);
    if recipients == 0 {
        violations.push(Rule::RecipientsRequired, Place::Recipients);
    }
    if items.is_empty() {
        violations.push(Rule::ItemsRequired, Place::Request);
    }
    check_entitlements(&items, recipients, revoke, facts, &mut violations);
    if revoke && recipients > limit(Rule::RevokeOneIdentity) {
        violations.push(Rule::RevokeOneIdentity, Place::Recipients);
    }
    for (i, item) in items.iter().enumerate() {
        check_item(i, item, revoke, facts, now, &mut violations);
    }
    violations.ok_or(|| ())
}

fn limit(rule: Rule) -> usize {
    rule.limit().map_or(usize::MAX, |limit| limit as usize)
}

/// The items of whichever shape was used; both at once break a rule, as does a removal in the nested one.
fn items<'a>(request: &'a AccessRequest, violations: &mut Violations) -> Vec<&'a RequestedItem> {
    let Some(nested) = &request.requested_for_with_requested_items else {
        return request.requested_items.iter().flatten().collect();
    };
    let flat = request.requested_for.is_some() || request.requested_items.is_some();
    if flat || request.request_type == Some(RequestType::Revoke) {
        violations.push(Rule::OneShape, Place::Request);
    }
    nested.iter().flat_map(|person| person.requested_items.iter().flatten()).collect()
}

fn recipients(request: &AccessRequest) -> usize {
    match &request.requested_for_with_requested_items {
        Some(nested) => nested.len(),
        None => request.requested_for.as_ref().map_or(0, Vec::len),
    }
}

fn check_entitlements(
    items: &[&RequestedItem],
    recipients: usize,
    revoke: bool,
    facts: &Facts,
    violations: &mut Violations,
) {
    let entitlements = items.iter().filter(|i| i.r#type == Some(ItemType::Entitlement)).count();
    if entitlements == 0 {
        return;
    }
    if facts.entitlements_forbidden {
        violations.push(Rule::EntitlementsAllowed, Place::Request);
    }
    if entitlements > limit(Rule::EntitlementsLimit) {
        violations.push(Rule::EntitlementsLimit, Place::Request);
    }
    if recipients > limit(Rule::RecipientsLimit) {
        violations.push(Rule::RecipientsLimit, Place::Recipients);
    }
    if revoke && entitlements > limit(Rule::RevokeOneEntitlement) {
        violations.push(Rule::RevokeOneEntitlement, Place::Request);
    }
}

fn check_item(
    i: usize,
    item: &RequestedItem,
    revoke: bool,
    facts: &Facts,
    now: OffsetDateTime,
    violations: &mut Violations,
) {
    let id = item.id.clone().unwrap_or_default();
    if id.as_str().trim().is_empty() {
        violations.push(Rule::ItemIdRequired, Place::Item(i));
    }
    if !matches!(&item.r#type, Some(t) if ItemType::KNOWN.contains(t)) {
        violations.push(Rule::KnownItemType, Place::Item(i));
    }
    let comment = item.comment.as_deref().unwrap_or_default();
    if comment.trim().is_empty() {
        if revoke {
            violations.push(Rule::RevokeCommentRequired, Place::Comment(i));
        } else if facts.comment_required.contains(&id) {
            violations.push(Rule::CommentRequired, Place::Comment(i));
        }
    }
    if comment.chars().count() > limit(Rule::CommentTooLong) {
        violations.push(Rule::CommentTooLong, Place::Comment(i));
    }
    let start = check_date(
        item.start_date.as_ref(),
        now,
        (Rule::StartDateUnreadable, Rule::StartDatePast, Place::StartDate(i)),
        violations,
    );
    if revoke && item.start_date.is_some() {
        violations.push(Rule::RevokeNoStartDate, Place::StartDate(i));
    }
    let remove = check_date(
        item.remove_date.as_ref(),
        now,
        (Rule::RemoveDateUnreadable, Rule::RemoveDatePast, Place::RemoveDate(i)),
        violations,
    );
    if let (Some(start), Some(remove)) = (start, remove)
        && remove <= start
    {
        violations.push(Rule::StartAfterRemove, Place::RemoveDate(i));
    }
}

fn check_date(
    date: Option<&Moment>,
    now: OffsetDateTime,
    (unreadable, past, place): (Rule, Rule, Place),
    violations: &mut Violations,
) -> Option<OffsetDateTime> {
    let date = date?;
    let Some(instant) = date.instant() else {
        violations.push(unreadable, place);
        return None;
    };
    if instant <= now {
        violations.push(past, place);
    }
    Some(instant)
}
