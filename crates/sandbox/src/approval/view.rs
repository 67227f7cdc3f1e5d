//! How an approval looks to those who decide. What was true when its row left the queue was kept then; the rest is read from
//! the row as it is now.

use request_center_models::operation::Family;
use request_center_models::wire::approval::{ApprovalAction, CompletedApproval, PendingApproval};
use request_center_models::wire::reference::{Comment, ItemType, ObjectRef, OwnerRef, RequestType};
use rusqlite::Transaction;

use super::record::{Approval, of_row};
use super::snapshot::Snapshot;
use crate::catalog::Item;
use crate::clock::{Millis, moment};
use crate::error::Error;
use crate::request::{Request, RequestedItem, accounts, metadata, reference};
use crate::setting;

/// The approval as somebody sees it who is asked; `asked` is the member of a group the list is for.
pub(super) fn pending(
    tx: &Transaction<'_>,
    approval: &Approval,
    family: Family,
    asked: Option<&str>,
) -> Result<PendingApproval, Error> {
    let row = row(tx, approval)?;
    let request = request(tx, &row)?;
    let snapshot = Snapshot::find(tx, &row.id)?;
    let requester = reference(tx, &request.requester_id)?;
    let owner = asked.filter(|_| approval.is_group()).unwrap_or(&approval.owner_id);
    let update =
        row.request_type != "REVOKE_ACCESS" && snapshot.held && snapshot.remove_date != row.remove_date;
    Ok(PendingApproval {
        id: Some(approval.id.as_str().into()),
        access_request_id: (family != Family::Beta).then(|| row.request_id.as_str().into()),
        name: Some(row.name.clone()),
        created: approval.asked.map(moment),
        modified: approval.modified.or(approval.asked).map(moment),
        request_created: Some(moment(row.created)),
        request_type: Some(RequestType::from(row.request_type.as_str())),
        identity_type: (family == Family::Service).then(|| "HUMAN".to_owned()),
        requester_comment: comment(row.comment.as_deref(), row.created, &requester),
        requester: Some(requester),
        requested_for: Some(reference(tx, &request.recipient_id)?),
        owner: Some(reference(tx, owner)?),
        requested_object: Some(object(&row)),
        previous_reviewers_comments: Some(earlier(tx, approval)?),
        forward_history: Some(approval.forwards.clone()),
        comment_required_when_rejected: Some(denial_needs_comment(tx, &row)?),
        action_in_process: approval.action.clone(),
        remove_date: row.remove_date.map(moment),
        remove_date_update_requested: Some(update),
        current_remove_date: snapshot.remove_date.map(moment),
        start_date: row.start_date.map(moment),
        start_update_requested: Some(false),
        sod_violation_context: snapshot.conflicts,
        client_metadata: metadata(tx, &row)?,
        requested_accounts: accounts(&row),
        privilege_level: row.privileged.then(|| "HIGH".to_owned()),
        ..PendingApproval::default()
    })
}

/// The approval once it is decided.
pub(super) fn completed(
    tx: &Transaction<'_>,
    approval: &Approval,
    family: Family,
) -> Result<CompletedApproval, Error> {
    let reviewer = approval.reviewer_id.as_deref().unwrap_or(&approval.owner_id);
    let reviewer = reference(tx, reviewer)?;
    let seen = pending(tx, approval, family, None)?;
    let decided = approval.modified.unwrap_or_default();
    Ok(CompletedApproval {
        id: seen.id,
        name: seen.name,
        created: seen.created,
        modified: seen.modified,
        request_created: seen.request_created,
        request_type: seen.request_type,
        identity_type: seen.identity_type,
        requester: seen.requester,
        requested_for: seen.requested_for,
        owner: seen.owner,
        requested_object: seen.requested_object,
        requester_comment: seen.requester_comment,
        reviewer_comment: comment(approval.comment.as_deref(), decided, &reviewer),
        reviewed_by: Some(reviewer),
        previous_reviewers_comments: seen.previous_reviewers_comments,
        forward_history: seen.forward_history,
        comment_required_when_rejected: seen.comment_required_when_rejected,
        state: Some(ApprovalAction::from(approval.status.as_str())),
        remove_date: seen.remove_date,
        remove_date_update_requested: seen.remove_date_update_requested,
        current_remove_date: seen.current_remove_date,
        start_date: seen.start_date,
        start_update_requested: seen.start_update_requested,
        sod_violation_context: seen.sod_violation_context,
        client_metadata: seen.client_metadata,
        requested_accounts: seen.requested_accounts,
        privilege_level: seen.privilege_level,
        ..CompletedApproval::default()
    })
}

fn row(tx: &Transaction<'_>, approval: &Approval) -> Result<RequestedItem, Error> {
    RequestedItem::find(tx, &approval.requested_item_id)?
        .ok_or_else(|| Error::Storage(format!("approval {} has no row", approval.id)))
}

fn request(tx: &Transaction<'_>, row: &RequestedItem) -> Result<Request, Error> {
    Request::find(tx, &row.request_id)?
        .ok_or_else(|| Error::Storage(format!("row {} has no request", row.id)))
}

fn object(row: &RequestedItem) -> ObjectRef {
    ObjectRef {
        id: Some(row.item_id.as_str().into()),
        name: Some(row.name.clone()),
        description: row.description.clone(),
        r#type: Some(ItemType::from(row.kind.as_str())),
    }
}

fn comment(text: Option<&str>, at: Millis, author: &OwnerRef) -> Option<Comment> {
    let comment = Some(text?.to_owned());
    Some(Comment { comment, created: Some(moment(at)), author: Some(author.clone()) })
}

/// The comments of the approvers before, in their order.
fn earlier(tx: &Transaction<'_>, approval: &Approval) -> Result<Vec<Comment>, Error> {
    let mut said = Vec::new();
    for other in of_row(tx, &approval.requested_item_id)? {
        let Some(at) = other.modified.filter(|_| other.position < approval.position) else { continue };
        let author = reference(tx, other.reviewer_id.as_deref().unwrap_or(&other.owner_id))?;
        said.extend(comment(other.comment.as_deref(), at, &author));
    }
    Ok(said)
}

/// True if the row says that a denial needs a comment: for entitlements the configuration does, else the item that wants a
/// comment from who asks wants one from who denies too.
fn denial_needs_comment(tx: &Transaction<'_>, row: &RequestedItem) -> Result<bool, Error> {
    if row.kind == "ENTITLEMENT" {
        let rules = setting::current(tx)?.entitlement_request_config.flatten();
        return Ok(rules.and_then(|rules| rules.denied_comments_required.flatten()).unwrap_or(false));
    }
    Ok(Item::find(tx, &row.item_id)?.is_some_and(|item| item.comment_required))
}
