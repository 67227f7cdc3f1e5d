//! `closeAccessRequest`: accepted from administrators with a 202, carried out when it leaves the queue. It ends what nothing
//! else would, before and after approval, and cannot be undone. No access is given or taken by it.

use request_center_models::close::{DEFAULT_MESSAGE, NewClose};
use request_center_models::wire::access_request::{CloseAccessRequest, CompletionStatus, ExecutionStatus};
use request_center_models::wire::status::{ApprovalStatus, PhaseResult, PhaseState, RequestState};
use rusqlite::Transaction;
use serde_json::{Map, Value, json};

use super::outcome::Outcome;
use super::record::{Request, RequestedItem, Stage};
use crate::approval::{self, Approval};
use crate::clock::Millis;
use crate::error::Error;
use crate::job::{Close, Job, plan};
use crate::person::Person;
use crate::token::Caller;
use crate::{audit, tally};

/// `closeAccessRequest` at the virtual time `now`. Unknown ids are accepted too; the audit records them later.
pub fn close_access_request(
    tx: &Transaction<'_>,
    caller: &Caller,
    body: &CloseAccessRequest,
    now: Millis,
    queue: Millis,
) -> Result<(), Error> {
    let person = caller.person()?;
    if !caller.is_admin() {
        return Err(Error::Forbidden("Only administrators can close requests".to_owned()));
    }
    let new = NewClose::validate(body).map_err(|violations| Error::violations(&violations))?;
    let message = body.message.as_deref().filter(|message| !message.trim().is_empty());
    let close = Close {
        ids: new.ids().iter().map(|id| id.as_str().to_owned()).collect(),
        message: message.unwrap_or(DEFAULT_MESSAGE).to_owned(),
        execution: body.execution_status.clone().unwrap_or(ExecutionStatus::Terminated),
        completion: body.completion_status.clone().unwrap_or(CompletionStatus::Failure),
        owner: person.id.clone(),
    };
    audit::note(tx, audit::CLOSE_STARTED, Some(person), now, told(&close))?;
    plan(tx, now.saturating_add(queue), &Job::Close { close })
}

/// A close comes out of the queue.
pub fn close_now(tx: &Transaction<'_>, close: &Close, at: Millis) -> Result<(), Error> {
    let mut errors = Vec::new();
    for id in &close.ids {
        let ended = match Request::find(tx, id)? {
            Some(request) => end(tx, &request, close, at)?,
            None => 0,
        };
        if ended == 0 {
            errors.push(Value::from(id.as_str()));
        } else {
            tally::count(tx, tally::CLOSE, id, None, ended)?;
        }
    }
    let mut details = told(close);
    details.insert("errors".to_owned(), Value::Array(errors));
    audit::note(tx, audit::CLOSE_COMPLETED, Person::find(tx, &close.owner)?.as_ref(), at, details)
}

/// Ends every row of the request that is not over, and answers how many; none where one of them will not be moved.
fn end(tx: &Transaction<'_>, request: &Request, close: &Close, at: Millis) -> Result<usize, Error> {
    let mut open = RequestedItem::of_request(tx, &request.id)?;
    open.retain(|row| row.stage != Stage::Done);
    if open.iter().any(|row| row.outcome == Outcome::Immovable) {
        return Ok(0);
    }
    for row in &mut open {
        for mut approval in approval::of_row(tx, &row.id)?.into_iter().filter(Approval::is_pending) {
            approval.settle(tx, ApprovalStatus::Cancelled, None, at)?;
        }
        let (state, phase, result) = ending(&close.execution, &close.completion);
        row.end_phase(&phase, result.as_ref(), at);
        row.note_error(&close.message);
        row.state = state;
        row.stage = Stage::Done;
        row.save(tx, at)?;
    }
    Ok(open.len())
}

/// How a closed row looks: ended by hand, or as if it had run and come to that outcome.
fn ending(
    execution: &ExecutionStatus,
    completion: &CompletionStatus,
) -> (RequestState, PhaseState, Option<PhaseResult>) {
    if *execution != ExecutionStatus::Completed {
        return (RequestState::Terminated, PhaseState::Cancelled, None);
    }
    let (state, result) = match completion {
        CompletionStatus::Success => (RequestState::Completed, PhaseResult::Successful),
        CompletionStatus::Incomplete => (RequestState::PartlyProvisioned, PhaseResult::Failed),
        _ => (RequestState::ProvisioningFailed, PhaseResult::Failed),
    };
    (state, PhaseState::Completed, Some(result))
}

fn told(close: &Close) -> Map<String, Value> {
    Map::from_iter([
        ("accessRequestIds".to_owned(), json!(close.ids)),
        ("message".to_owned(), json!(close.message)),
        ("executionStatus".to_owned(), json!(close.execution)),
        ("completionStatus".to_owned(), json!(close.completion)),
    ])
}
