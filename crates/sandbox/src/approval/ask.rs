//! Which decisions a row needs when it leaves the queue, and whose.

use request_center_models::wire::status::ApprovalStatus;
use rusqlite::Transaction;

use super::chain;
use super::record::Approval;
use crate::catalog::Item;
use crate::clock::Millis;
use crate::error::Error;
use crate::identifier;
use crate::request::{Request, RequestedItem};
use crate::setting;

/// Writes down every decision a row needs, and answers how many somebody still has to make.
pub fn ask(
    tx: &Transaction<'_>,
    request: &Request,
    row: &RequestedItem,
    item: &Item,
    at: Millis,
) -> Result<usize, Error> {
    let by_configuration = if item.follows_schemes { setting::schemes_once_changed(tx)? } else { None };
    let schemes = match by_configuration {
        _ if row.request_type == "REVOKE_ACCESS" => &item.revoke_approvals,
        Some(ref schemes) => schemes,
        None => &item.approvals,
    };
    let own = setting::current(tx)?.auto_approval_enabled.flatten().unwrap_or(false);
    let mut open = 0;
    for (position, scheme) in schemes.iter().enumerate() {
        let asked = chain::approver(tx, request, item, scheme)?;
        let by_themselves = own && asked.owner.id == request.requester_id;
        open += usize::from(!by_themselves);
        let status = if by_themselves { ApprovalStatus::Approved } else { ApprovalStatus::Pending };
        let approval = Approval {
            position: i64::try_from(position).unwrap_or(i64::MAX),
            status,
            modified: by_themselves.then_some(at),
            asked: by_themselves.then_some(at),
            reviewer_id: by_themselves.then(|| asked.owner.id.clone()),
            ..Approval::new(
                identifier::new()?,
                row.id.clone(),
                asked.scheme,
                asked.original_owner,
                asked.owner.id,
            )
        };
        approval.insert(tx, &asked.approvers)?;
    }
    Ok(open)
}
