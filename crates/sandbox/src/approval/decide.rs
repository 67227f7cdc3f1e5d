//! `approveAccessRequest`, `rejectAccessRequest`, `forwardAccessRequest`: judged at once, answered 202, carried out when they
//! leave the queue. Until then the row lingers and says what is being done to it.

use request_center_models::decision::{DecisionDraft, NewDecision};
use rusqlite::Transaction;

use super::record::{Approval, find};
use crate::clock::Millis;
use crate::error::Error;
use crate::job::{Decision, Job, plan};
use crate::person::Person;
use crate::request::{Request, RequestedItem, Stage};
use crate::token::Caller;

/// `approveAccessRequest`, `rejectAccessRequest` or `forwardAccessRequest`, whichever the draft says, at the virtual time `now`. A
/// no needs a comment whatever the row says, as the service does.
pub fn decide(
    tx: &Transaction<'_>,
    caller: &Caller,
    id: &str,
    draft: &DecisionDraft,
    (now, queue): (Millis, Millis),
) -> Result<(), Error> {
    let person = caller.person()?;
    let new = draft.validate().map_err(|violations| Error::violations(&violations))?;
    let gone = |why: &str| Err(Error::NotFound(format!("The approval \"{id}\" {why}")));
    let Some(mut approval) = find(tx, id)? else { return gone("does not exist") };
    if !caller.is_admin() && !approval.is_for(tx, &person.id)? {
        return Err(Error::Forbidden(
            "Only the approver who is asked, or an administrator, can decide this".to_owned(),
        ));
    }
    if !approval.is_pending() {
        return gone("is decided already");
    }
    if approval.action.is_some() {
        return gone("is being processed");
    }
    let row = RequestedItem::find(tx, &approval.requested_item_id)?;
    let Some(row) = row.filter(|row| row.stage == Stage::Approval && approval.asked.is_some()) else {
        return gone("is not asked of anybody now");
    };
    check_new_owner(tx, &approval, &row, &new)?;
    approval.mark(tx, Some(new.kind().action()))?;
    let decision = Decision {
        approval: approval.id,
        action: new.kind().action(),
        comment: (!new.comment().is_empty()).then(|| new.comment().to_owned()),
        by: person.id.clone(),
        new_owner: new.new_owner().map(|owner| owner.as_str().to_owned()),
    };
    plan(tx, now.saturating_add(queue), &Job::CarryOut { decision })
}

/// Refuses a forward to nobody who exists, to who has it already, and to the person it is about.
fn check_new_owner(
    tx: &Transaction<'_>,
    approval: &Approval,
    row: &RequestedItem,
    new: &NewDecision,
) -> Result<(), Error> {
    let Some(owner) = new.new_owner() else { return Ok(()) };
    let Some(owner) = Person::find(tx, owner.as_str())? else {
        let sentence = format!("There is no identity \"{owner}\"");
        return Err(Error::rule("forward.owner_not_found", sentence));
    };
    if owner.id == approval.owner_id && !approval.is_group() {
        let sentence = format!("The approval is {}'s already", owner.name);
        return Err(Error::rule("forward.owner_unchanged", sentence));
    }
    if Request::find(tx, &row.request_id)?.is_some_and(|request| request.recipient_id == owner.id) {
        let sentence = "Nobody decides about their own access".to_owned();
        return Err(Error::rule("forward.owner_is_recipient", sentence));
    }
    Ok(())
}
