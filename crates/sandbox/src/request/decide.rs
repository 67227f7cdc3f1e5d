//! The effects of a decision on a row: the next approver is asked, access is set up, or the row ends. Colleagues who decide by the
//! clock and people who decide by a call go the same way.

use request_center_models::wire::approval::{ApprovalAction, ReassignmentType};
use request_center_models::wire::status::{ApprovalStatus, PhaseResult, PhaseState, RequestState};
use rusqlite::Transaction;

use super::outcome::{Outcome, Pace};
use super::provisioning::begin_set_up;
use super::record::{RequestedItem, Stage};
use crate::approval::{self, Approval};
use crate::clock::Millis;
use crate::error::Error;
use crate::job::{Decision, Job, plan};
use crate::person::Person;
use crate::tally;

/// Asks the next approver, or begins set-up where nobody is left to ask.
pub(super) fn next_approval(
    tx: &Transaction<'_>,
    row: &mut RequestedItem,
    at: Millis,
    after: Millis,
) -> Result<(), Error> {
    let next = approval::of_row(tx, &row.id)?.into_iter().find(Approval::is_pending);
    let Some(mut next) = next else {
        row.end_phase(&PhaseState::Completed, Some(&PhaseResult::Successful), at);
        return begin_set_up(tx, row, at);
    };
    approval::turn(tx, &mut next, at)?;
    if row.outcome != Outcome::Wait {
        plan(tx, at.saturating_add(after), &Job::Decide { approval: next.id })?;
    }
    row.save(tx, at)
}

/// The approval and its row, where it still waits.
fn waiting(tx: &Transaction<'_>, approval_id: &str) -> Result<Option<(Approval, RequestedItem)>, Error> {
    let Some(approval) = approval::find(tx, approval_id)? else { return Ok(None) };
    let row = RequestedItem::find(tx, &approval.requested_item_id)?;
    Ok(row.filter(|row| row.stage == Stage::Approval && approval.is_pending()).map(|row| (approval, row)))
}

/// A colleague decides, unless somebody just did.
pub fn decide(tx: &Transaction<'_>, approval_id: &str, at: Millis) -> Result<(), Error> {
    let Some((approval, row)) = waiting(tx, approval_id)? else { return Ok(()) };
    if approval.action.is_some() {
        return Ok(());
    }
    let last = approval::of_row(tx, &row.id)?.last().is_some_and(|last| last.id == approval.id);
    let by = approval.owner_id.clone();
    if row.outcome == Outcome::Deny && last {
        return reject(
            tx,
            approval,
            row,
            &by,
            Some("Not needed for this position, please talk to me first."),
            at,
        );
    }
    let comment = (approval.position > 0).then_some("Fine with me.");
    approve(tx, approval, row, &by, comment, at)
}

/// A decision comes out of the queue; the request may have been cancelled or closed meanwhile.
pub fn carry_out(tx: &Transaction<'_>, decision: &Decision, at: Millis) -> Result<(), Error> {
    let Some((mut approval, mut row)) = waiting(tx, &decision.approval)? else { return Ok(()) };
    let comment = decision.comment.as_deref();
    tally::count(tx, tally::DECISION, &decision.approval, Some(decision.action.as_str()), 1)?;
    match decision.action {
        ApprovalAction::Approved => approve(tx, approval, row, &decision.by, comment, at),
        ApprovalAction::Rejected => reject(tx, approval, row, &decision.by, comment, at),
        ApprovalAction::Unknown(_) => approval::escalate(tx, &mut approval, &row, at),
        ApprovalAction::Forwarded => {
            let id = decision.new_owner.as_deref().unwrap_or_default();
            let Some(to) = Person::find(tx, id)? else { return Ok(()) };
            let by = Person::find(tx, &decision.by)?.map_or_else(String::new, |person| person.name);
            let kind = ReassignmentType::Manual;
            approval.forward(tx, &to, &by, comment.unwrap_or_default(), kind, at)?;
            row.save(tx, at)
        }
    }
}

/// A decision before the start, on whichever approval was pending then. A seed may say that one was
/// escalated; no call can.
pub fn replay(tx: &Transaction<'_>, row: &str, decision: &Decision, at: Millis) -> Result<(), Error> {
    match approval::of_row(tx, row)?.into_iter().find(Approval::is_open) {
        Some(open) => carry_out(tx, &Decision { approval: open.id, ..decision.clone() }, at),
        None => Ok(()),
    }
}

fn approve(
    tx: &Transaction<'_>,
    mut approval: Approval,
    mut row: RequestedItem,
    by: &str,
    comment: Option<&str>,
    at: Millis,
) -> Result<(), Error> {
    approval.decide(tx, ApprovalStatus::Approved, by, comment, at)?;
    next_approval(tx, &mut row, at, Pace::NEXT_DECISION)
}

/// Ends the row; whoever would have been asked later is not asked any more.
fn reject(
    tx: &Transaction<'_>,
    mut approval: Approval,
    mut row: RequestedItem,
    by: &str,
    comment: Option<&str>,
    at: Millis,
) -> Result<(), Error> {
    approval.decide(tx, ApprovalStatus::Rejected, by, comment, at)?;
    for mut later in approval::of_row(tx, &row.id)?.into_iter().filter(Approval::is_pending) {
        later.settle(tx, ApprovalStatus::Cancelled, None, at)?;
    }
    row.end_phase(&PhaseState::Completed, Some(&PhaseResult::Failed), at);
    row.state = RequestState::Rejected;
    row.stage = Stage::Done;
    row.save(tx, at)
}
