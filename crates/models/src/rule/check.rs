//! Judges the body of a create call. The widget runs it before sending, the sandbox on what arrives: one judge for both.
//! Knows only what the body and the facts say; whether an item exists or is held is the server's business.

use super::accounts::check_accounts;
use super::{EntitlementLimits, FieldPath, Rule, Violations};
use crate::id::{IdentityId, ItemId};
use crate::moment::Moment;
use crate::wire::access_request::{AccessRequest, RequestedItem};
use crate::wire::reference::{ItemType, RequestType};
use time::OffsetDateTime;

/// The context a body is checked in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Items whose owners ask for a comment.
    pub comment_required: Vec<ItemId>,
    /// The limits the configuration sets to entitlements.
    pub entitlements: EntitlementLimits,
    /// Of a removal: the end each item has already, by its position; empty where none is known.
    pub ends: Vec<Option<Moment>>,
}

/// Every rule the body of `createAccessRequest` breaks, with its place. Dates are compared with `now`; a date equal to it is
/// past.
///
/// # Errors
/// The violations, those of the whole request first and then item by item, where there is one at least.
pub fn check_request(request: &AccessRequest, facts: &Facts, now: OffsetDateTime) -> Result<(), Violations> {
    let mut violations = Violations::default();
    let revoke = request.request_type == Some(RequestType::Revoke);
    if let Some(RequestType::Unknown(_)) = request.request_type {
        violations.push(Rule::KnownRequestType, FieldPath::Request);
    }
    check_shape(request, revoke, &mut violations);
    let items = items(request);
    let recipients = recipients(request);
    if recipients.is_empty() || recipients.iter().any(|id| id.trim().is_empty()) {
        violations.push(Rule::RecipientsRequired, FieldPath::Recipients);
    }
    let nested = request.requested_for_with_requested_items.iter().flatten();
    if items.is_empty()
        || nested.map(|person| &person.requested_items).any(|i| i.iter().flatten().next().is_none())
    {
        violations.push(Rule::ItemsRequired, FieldPath::Request);
    }
    check_entitlements(&items, recipients.len(), revoke, facts, &mut violations);
    if revoke && recipients.len() > Rule::RevokeOneIdentity.most() {
        violations.push(Rule::RevokeOneIdentity, FieldPath::Recipients);
    }
    let selectable = !revoke && request.requested_for_with_requested_items.is_some();
    for (i, item) in items.iter().enumerate() {
        check_item(i, item, revoke, facts, now, &mut violations);
        check_accounts(i, item, selectable, &mut violations);
    }
    violations.ok_or(|| ())
}

/// One shape, not both; the nested one names identities of one type, and takes access from machine identities only.
fn check_shape(request: &AccessRequest, revoke: bool, violations: &mut Violations) {
    let Some(nested) = &request.requested_for_with_requested_items else { return };
    let flat = request.requested_for.is_some() || request.requested_items.is_some();
    let of_type = |name: &str| {
        nested.iter().filter(|one| one.identity_type.as_deref().unwrap_or("HUMAN") == name).count()
    };
    let (people, machines) = (of_type("HUMAN"), of_type("MACHINE"));
    if flat || (revoke && people > 0) {
        violations.push(Rule::OneShape, FieldPath::Request);
    }
    if people != nested.len() && machines != nested.len() {
        violations.push(Rule::OneIdentityType, FieldPath::Request);
    }
}

/// The items of whichever shape was used, in order.
fn items(request: &AccessRequest) -> Vec<&RequestedItem> {
    match &request.requested_for_with_requested_items {
        Some(nested) => nested.iter().flat_map(|person| person.requested_items.iter().flatten()).collect(),
        None => request.requested_items.iter().flatten().collect(),
    }
}

/// The ids of whichever shape was used; empty where one is missing.
fn recipients(request: &AccessRequest) -> Vec<&str> {
    match &request.requested_for_with_requested_items {
        Some(nested) => {
            nested.iter().map(|one| one.identity_id.as_ref().map_or("", IdentityId::as_str)).collect()
        }
        None => request.requested_for.iter().flatten().map(IdentityId::as_str).collect(),
    }
}

/// The limits that hold as soon as one entitlement is requested. In the nested shape every line counts, also where several
/// people get the same: the descriptions leave open whether it does, and a body that keeps the narrower limit keeps both.
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
    if facts.entitlements.forbidden {
        violations.push(Rule::EntitlementsAllowed, FieldPath::Request);
    }
    if entitlements > Rule::EntitlementsLimit.most() {
        violations.push(Rule::EntitlementsLimit, FieldPath::Request);
    }
    if recipients > Rule::RecipientsLimit.most() {
        violations.push(Rule::RecipientsLimit, FieldPath::Recipients);
    }
    if revoke && entitlements > Rule::RevokeOneEntitlement.most() {
        violations.push(Rule::RevokeOneEntitlement, FieldPath::Request);
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
        violations.push(Rule::ItemIdRequired, FieldPath::Item(i));
    }
    if !matches!(&item.r#type, Some(t) if ItemType::KNOWN.contains(t)) {
        violations.push(Rule::KnownItemType, FieldPath::Item(i));
    }
    let comment = item.comment.as_deref().unwrap_or_default();
    if comment.trim().is_empty() {
        if revoke {
            violations.push(Rule::RevokeCommentRequired, FieldPath::Comment(i));
        } else if facts.comment_required.contains(&id) {
            violations.push(Rule::CommentRequired, FieldPath::Comment(i));
        }
    }
    if comment.chars().count() > Rule::CommentTooLong.most() {
        violations.push(Rule::CommentTooLong, FieldPath::Comment(i));
    }
    if !revoke && item.form_instance_id.as_deref().is_some_and(|form| form.trim().is_empty()) {
        violations.push(Rule::FormEmpty, FieldPath::Item(i));
    }
    let start = check_date(
        item.start_date.as_ref(),
        now,
        (Rule::StartDateUnreadable, Rule::StartDatePast, FieldPath::StartDate(i)),
        violations,
    );
    if revoke && item.start_date.is_some() {
        violations.push(Rule::RevokeNoStartDate, FieldPath::StartDate(i));
    }
    let remove = check_date(
        item.remove_date.as_ref(),
        now,
        (Rule::RemoveDateUnreadable, Rule::RemoveDatePast, FieldPath::RemoveDate(i)),
        violations,
    );
    if let (Some(start), Some(remove)) = (start, remove)
        && remove <= start
    {
        violations.push(Rule::StartAfterRemove, FieldPath::RemoveDate(i));
    }
    if !revoke && item.r#type == Some(ItemType::Entitlement) {
        let latest = facts.entitlements.longest.and_then(|longest| longest.end_from(start.unwrap_or(now)));
        if facts.entitlements.end_required && item.remove_date.is_none() {
            violations.push(Rule::RemoveDateRequired, FieldPath::RemoveDate(i));
        }
        if remove.zip(latest).is_some_and(|(remove, latest)| remove > latest) {
            violations.push(Rule::RemoveDateLate, FieldPath::RemoveDate(i));
        }
    }
    let end = facts.ends.get(i).and_then(|end| end.as_ref()?.instant());
    if let (true, Some(remove), Some(end)) = (revoke, remove, end)
        && remove >= end
    {
        violations.push(Rule::RevokeRemoveDateLate, FieldPath::RemoveDate(i));
    }
}

fn check_date(
    date: Option<&Moment>,
    now: OffsetDateTime,
    (unreadable, past, place): (Rule, Rule, FieldPath),
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
