//! How access is set up or taken away once everybody agreed. Each function is one step at a given virtual time and plans the
//! next one; none of them reads a clock.

use request_center_models::wire::status::{PhaseResult, PhaseState, RequestState};
use rusqlite::Transaction;

use super::outcome::{Outcome, Pace};
use super::record::{PROVISIONING_PHASE, Request, RequestedItem, Stage};
use crate::catalog::Item;
use crate::clock::Millis;
use crate::error::Error;
use crate::holding::{self, Holding};
use crate::identifier;
use crate::job::{Job, plan};

/// Begins set-up, or waits for the start date.
pub(super) fn begin_set_up(tx: &Transaction<'_>, row: &mut RequestedItem, at: Millis) -> Result<(), Error> {
    row.stage = Stage::Setup;
    row.begin_phase(PROVISIONING_PHASE, None, at);
    match row.start_date {
        Some(start) if start > at => plan(tx, start, &Job::Start { row: row.id.clone() })?,
        _ => plan_set_up(tx, row, at)?,
    }
    row.save(tx, at)
}

fn plan_set_up(tx: &Transaction<'_>, row: &RequestedItem, at: Millis) -> Result<(), Error> {
    if matches!(row.outcome, Outcome::Stuck | Outcome::Immovable) {
        return Ok(());
    }
    let takes = if row.outcome == Outcome::Slow { Pace::SLOW_SET_UP } else { Pace::SET_UP };
    plan(tx, at.saturating_add(takes), &Job::SetUp { row: row.id.clone() })
}

/// The start date has come.
pub fn start(tx: &Transaction<'_>, row_id: &str, at: Millis) -> Result<(), Error> {
    match RequestedItem::find(tx, row_id)? {
        Some(row) if row.stage == Stage::Setup => plan_set_up(tx, &row, at),
        _ => Ok(()),
    }
}

/// Set-up ends, well or not.
pub fn set_up(tx: &Transaction<'_>, row_id: &str, at: Millis) -> Result<(), Error> {
    let Some(mut row) = RequestedItem::find(tx, row_id)? else { return Ok(()) };
    let Some(request) = Request::find(tx, &row.request_id)? else { return Ok(()) };
    if row.stage != Stage::Setup {
        return Ok(());
    }
    let vanished = row.request_type != "REVOKE_ACCESS" && Item::find(tx, &row.item_id)?.is_none();
    let (state, trouble) = match row.outcome {
        _ if vanished => (RequestState::Error, Some("The requested item no longer exists.")),
        Outcome::Fail => (
            RequestState::ProvisioningFailed,
            Some("The source refused: the account is locked on the target system."),
        ),
        Outcome::Error => (RequestState::Error, Some("An unexpected error ended the request.")),
        Outcome::Partly => (
            RequestState::PartlyProvisioned,
            Some("One of the entitlements could not be set up: the group has no free licence."),
        ),
        Outcome::Verify => {
            row.stage = Stage::Verify;
            row.state = RequestState::VerificationPending;
            plan(tx, at.saturating_add(Pace::VERIFICATION), &Job::Verify { row: row.id.clone() })?;
            return row.save(tx, at);
        }
        _ => (RequestState::Completed, None),
    };
    if matches!(state, RequestState::Completed | RequestState::PartlyProvisioned) {
        change_holding(tx, &request, &row, at)?;
    }
    if let Some(text) = trouble {
        row.note_error(text);
    }
    let result = if trouble.is_some() { PhaseResult::Failed } else { PhaseResult::Successful };
    finish(tx, &mut row, state, &result, at)
}

/// The source shows the access at last.
pub fn verify(tx: &Transaction<'_>, row_id: &str, at: Millis) -> Result<(), Error> {
    let Some(mut row) = RequestedItem::find(tx, row_id)? else { return Ok(()) };
    let Some(request) = Request::find(tx, &row.request_id)? else { return Ok(()) };
    if row.stage != Stage::Verify {
        return Ok(());
    }
    change_holding(tx, &request, &row, at)?;
    finish(tx, &mut row, RequestState::Completed, &PhaseResult::Successful, at)
}

fn finish(
    tx: &Transaction<'_>,
    row: &mut RequestedItem,
    state: RequestState,
    result: &PhaseResult,
    at: Millis,
) -> Result<(), Error> {
    row.end_phase(&PhaseState::Completed, Some(result), at);
    row.state = state;
    row.stage = Stage::Done;
    row.save(tx, at)
}

fn change_holding(
    tx: &Transaction<'_>,
    request: &Request,
    row: &RequestedItem,
    at: Millis,
) -> Result<(), Error> {
    let person = request.recipient_id.as_str();
    let held = meant(tx, request, row)?;
    let revoke = row.request_type == "REVOKE_ACCESS";
    let account = match &held {
        Some(held) => held.account.clone(),
        None => chosen_account(tx, person, row)?,
    };
    match (held, row.remove_date) {
        (Some(held), None) if revoke => return held.take(tx, person, at),
        (Some(held), Some(end)) if revoke => held.end_at(tx, person, end)?,
        // It went by itself meanwhile.
        (None, _) if revoke => return Ok(()),
        (_, remove_date) => {
            let held = Holding {
                item_id: row.item_id.clone(),
                assignment_id: identifier::new()?,
                origin: holding::REQUEST.to_owned(),
                account: account.clone(),
                since: at,
                remove_date,
            };
            held.give(tx, person)?;
        }
    }
    match row.remove_date {
        Some(end) => {
            let (person, item) = (person.to_owned(), row.item_id.clone());
            plan(tx, end, &Job::Remove { person, item, account })
        }
        None => Ok(()),
    }
}

/// The account chosen for an entitlement, as a holding names it: nothing where it is the usual one.
fn chosen_account(tx: &Transaction<'_>, person: &str, row: &RequestedItem) -> Result<String, Error> {
    let usual = holding::account_name(tx, person, "")?;
    let chosen = row.native_identity.clone().filter(|name| row.kind == "ENTITLEMENT" && *name != usual);
    Ok(chosen.unwrap_or_default())
}

/// The access of the person that a row means.
pub(super) fn meant(
    tx: &Transaction<'_>,
    request: &Request,
    row: &RequestedItem,
) -> Result<Option<Holding>, Error> {
    let (assignment, account) = (row.assignment_id.as_deref(), row.native_identity.as_deref());
    Holding::meant(tx, &request.recipient_id, &row.item_id, assignment, account)
}

/// The end date has come, unless it was moved since.
pub fn remove(
    tx: &Transaction<'_>,
    person: &str,
    item: &str,
    account: &str,
    at: Millis,
) -> Result<(), Error> {
    let all = Holding::all(tx, person, item)?;
    match all.into_iter().find(|held| held.account == account) {
        Some(held) if held.remove_date.is_some_and(|end| end <= at) => held.take(tx, person, at),
        _ => Ok(()),
    }
}
