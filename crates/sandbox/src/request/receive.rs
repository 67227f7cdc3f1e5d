//! How an access request leaves the queue: what is pointless ends, what needs approval is asked for, the rest goes on to set-up.

use request_center_models::wire::status::{PhaseState, RequestState};
use rusqlite::Transaction;

use super::decide::next_approval;
use super::outcome::Pace;
use super::provisioning::{begin_set_up, meant};
use super::record::{APPROVAL_PHASE, Cancelled, Request, RequestedItem, Stage};
use crate::approval::{self, Snapshot};
use crate::catalog::Item;
use crate::clock::{self, Millis};
use crate::error::Error;
use crate::holding::{self, Holding};

/// Out of the queue: duplicates end here, the rest waits for approval or goes straight to set-up.
/// A duplicate is forgotten where `duplicates_hidden` says so, else listed as cancelled.
pub fn receive(
    tx: &Transaction<'_>,
    request_id: &str,
    duplicates_hidden: bool,
    at: Millis,
) -> Result<(), Error> {
    let Some(request) = Request::find(tx, request_id)? else { return Ok(()) };
    for mut row in RequestedItem::of_request(tx, request_id)? {
        if row.stage != Stage::Queued {
            continue;
        }
        if let Some(reason) = pointless(tx, &request, &row)? {
            if duplicates_hidden && reason == DUPLICATE {
                row.forget(tx)?;
            } else {
                end_by_itself(tx, &mut row, reason, at)?;
            }
            continue;
        }
        let Some(item) = Item::find(tx, &row.item_id)? else {
            row.note_error("The requested item no longer exists.");
            row.state = RequestState::Error;
            row.stage = Stage::Done;
            row.save(tx, at)?;
            continue;
        };
        let instant = |date: Option<Millis>| date.map(clock::instant);
        let (start, remove) = (instant(row.start_date), instant(row.remove_date));
        if row.request_type != "REVOKE_ACCESS"
            && let Some(rule) = item.config.broken(start, remove, clock::instant(row.created))
        {
            end_by_itself(tx, &mut row, &format!("Cancelled: {rule}."), at)?;
            continue;
        }
        if item.config.form_definition_id.is_some()
            && row.request_type == "GRANT_ACCESS"
            && row.form_instance_id.is_none()
        {
            row.note_error("The form of the requested item was not completed.");
            row.state = RequestState::Error;
            row.stage = Stage::Done;
            row.save(tx, at)?;
            continue;
        }
        Snapshot::note(tx, &request, &row)?;
        let approvals = approval::ask(tx, &request, &row, &item, at)?;
        row.begin_phase(APPROVAL_PHASE, Some("approvalDetails"), at);
        row.stage = Stage::Approval;
        if approvals == 0 {
            row.end_phase(&PhaseState::NotExecuted, None, at);
            begin_set_up(tx, &mut row, at)?;
        } else {
            row.save(tx, at)?;
            next_approval(tx, &mut row, at, Pace::FIRST_DECISION)?;
        }
    }
    Ok(())
}

/// Ends a row before anybody is asked, for that reason.
fn end_by_itself(
    tx: &Transaction<'_>,
    row: &mut RequestedItem,
    reason: &str,
    at: Millis,
) -> Result<(), Error> {
    row.begin_phase(APPROVAL_PHASE, Some("approvalDetails"), at);
    row.cancel(Cancelled { comment: reason.to_owned(), owner_id: None, at });
    row.save(tx, at)
}

/// The reason of a request that would change nothing.
const DUPLICATE: &str =
    "Cancelled as a duplicate: the identity already has this access and nothing would change.";

fn ends_earlier(held: &Holding, row: &RequestedItem) -> bool {
    held.remove_date.zip(row.remove_date).is_some_and(|(end, asked)| end <= asked)
}

/// Why the service ends a request by itself when it takes it out of the queue.
fn pointless(
    tx: &Transaction<'_>,
    request: &Request,
    row: &RequestedItem,
) -> Result<Option<&'static str>, Error> {
    let held = meant(tx, request, row)?;
    Ok(match (row.request_type.as_str(), held) {
        // What came along with a role can be asked for by itself too.
        ("GRANT_ACCESS", Some(held)) if held.origin != holding::PART && !held.is_revocable() => {
            Some(DUPLICATE)
        }
        ("GRANT_ACCESS" | "MODIFY_ACCESS", Some(held)) if held.is_revocable() && row.start_date.is_some() => {
            Some("Cancelled: a start date cannot be added to access the identity already has.")
        }
        ("GRANT_ACCESS" | "MODIFY_ACCESS", Some(held))
            if held.is_revocable() && held.remove_date == row.remove_date =>
        {
            Some(DUPLICATE)
        }
        ("REVOKE_ACCESS" | "MODIFY_ACCESS", None) => {
            Some("Cancelled: the identity does not have this access.")
        }
        ("REVOKE_ACCESS" | "MODIFY_ACCESS", Some(held)) if !held.is_revocable() => {
            Some("Cancelled: this access was given automatically and cannot be changed by a request.")
        }
        ("REVOKE_ACCESS", Some(held)) if ends_earlier(&held, row) => {
            Some("Cancelled: this access ends earlier anyway.")
        }
        _ => None,
    })
}
