//! Which decisions a row needs when it leaves the queue, and whose.

use request_center_models::wire::status::ApprovalStatus;
use rusqlite::{Transaction, params};

use super::chain;
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
    let revoke = row.request_type == "REVOKE_ACCESS";
    let schemes = if revoke { &item.revoke_approvals } else { &item.approvals };
    let own = setting::current(tx)?.auto_approval_enabled.flatten().unwrap_or(false);
    let mut open = 0;
    for (position, scheme) in schemes.iter().enumerate() {
        let asked = chain::approver(tx, request, item, scheme)?;
        let by_themselves = own && asked.owner.id == request.requester_id;
        open += usize::from(!by_themselves);
        let status = if by_themselves { ApprovalStatus::Approved } else { ApprovalStatus::Pending };
        let id = identifier::new()?;
        tx.execute(
            "INSERT INTO approval (id, requested_item_id, position, scheme, original_owner, owner_id, status, modified, \
             asked, reviewer_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)",
            params![
                id,
                row.id,
                i64::try_from(position).unwrap_or(i64::MAX),
                asked.scheme,
                serde_json::to_string(&asked.original_owner)?,
                asked.owner.id,
                status.as_str(),
                by_themselves.then_some(at),
                by_themselves.then_some(&asked.owner.id),
            ],
        )?;
        for person in &asked.approvers {
            let sql = "INSERT OR IGNORE INTO approver (approval_id, person_id) VALUES (?1, ?2)";
            tx.execute(sql, [&id, person])?;
        }
    }
    Ok(open)
}
