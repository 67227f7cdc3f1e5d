//! `cancelAccessRequest`: refuses what the capability of the models refuses, and queues the rest.

use request_center_models::cancel::{CancelBlocked, NewCancel, Viewer};
use request_center_models::wire::access_request::CancelAccessRequest;
use request_center_models::wire::status::ApprovalStatus;
use rusqlite::Transaction;

use super::record::{Cancelled, Request, RequestedItem, Stage};
use super::status;
use crate::approval::{self, Approval};
use crate::clock::Millis;
use crate::error::Error;
use crate::job::{Job, plan};
use crate::tally;
use crate::token::Caller;

/// `cancelAccessRequest` at the virtual time `now`: it ends every row still open, once it leaves the queue.
pub fn cancel_access_request(
    tx: &Transaction<'_>,
    caller: &Caller,
    body: &CancelAccessRequest,
    now: Millis,
    queue: Millis,
) -> Result<(), Error> {
    let canceller = caller.person()?;
    let cancel = NewCancel::validate(body).map_err(|violations| Error::violations(&violations))?;
    let id = cancel.access_request_id();
    let Some(request) = Request::find(tx, id.as_str())? else {
        return Err(Error::NotFound(format!("There is no access request \"{id}\"")));
    };
    let viewer = Viewer {
        id: canceller.id.as_str().into(),
        name: canceller.name.clone(),
        authorities: canceller.authorities.clone(),
    };
    let mut blocked = Some(CancelBlocked::Over);
    for row in RequestedItem::of_request(tx, &request.id)? {
        let reason = if row.stage == Stage::Queued {
            // No list shows the row yet; what will be cancelable in a moment can be cancelled by who asked.
            let asked = request.requester_id == canceller.id || canceller.is_admin();
            (!asked).then_some(CancelBlocked::NotRequester)
        } else {
            status::view(tx, row, request_center_models::operation::Family::V3)?.cancel_blocked(&viewer)
        };
        match reason {
            None => blocked = None,
            Some(CancelBlocked::NotRequester) => {
                return Err(Error::Forbidden(CancelBlocked::NotRequester.to_string()));
            }
            Some(CancelBlocked::PastApproval) if blocked.is_some() => {
                blocked = Some(CancelBlocked::PastApproval);
            }
            Some(_) => {}
        }
    }
    if let Some(reason) = blocked {
        return Err(Error::NotFound(reason.to_string()));
    }
    let job = Job::Cancel {
        request: request.id,
        comment: cancel.comment().to_owned(),
        owner: canceller.id.clone(),
    };
    plan(tx, now.saturating_add(queue), &job)
}

/// A cancel comes out of the queue: it ends every open row, unless approval ended for all of them meanwhile.
pub fn cancel_now(
    tx: &Transaction<'_>,
    request_id: &str,
    comment: &str,
    owner_id: &str,
    at: Millis,
) -> Result<(), Error> {
    let rows = RequestedItem::of_request(tx, request_id)?;
    if !rows.iter().any(RequestedItem::is_cancelable) {
        return Ok(());
    }
    let mut ended = 0;
    for mut row in rows.into_iter().filter(|row| row.stage != Stage::Done) {
        for mut approval in approval::of_row(tx, &row.id)?.into_iter().filter(Approval::is_pending) {
            approval.settle(tx, ApprovalStatus::Cancelled, None, at)?;
        }
        row.cancel(Cancelled { comment: comment.to_owned(), owner_id: Some(owner_id.to_owned()), at });
        row.save(tx, at)?;
        ended += 1;
    }
    tally::count(tx, tally::CANCEL, request_id, None, ended)
}
