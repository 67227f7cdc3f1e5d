//! Requests and decisions before the start, written as past jobs that the code of live requests carries out.

use request_center_models::wire::approval::ApprovalAction;
use rusqlite::Transaction;

use super::name::{Names, made};
use super::past::{Act, Request};
use crate::catalog;
use crate::clock::Millis;
use crate::error::Error;
use crate::job::{Decision, Job, plan};
use crate::request::{NewItem, NewRequest, Outcome, RequestedItem, enqueue};

/// How long requests of the past stayed in the queue, whatever live ones will.
const QUEUE: Millis = 2_000;

/// Writes an access request of the past, and plans what became of it.
pub(super) fn write_request(
    tx: &Transaction<'_>,
    index: usize,
    request: &Request,
    names: &Names,
    now: Millis,
) -> Result<(), Error> {
    let requester = names.person(&request.requester);
    let created = request.created.from(now);
    let id = request.id.clone().unwrap_or_else(|| made("request", &index.to_string()));
    let new = NewRequest {
        id: id.clone(),
        requester,
        recipient: request.recipient.as_deref().map_or(requester, |recipient| names.person(recipient)),
        request_type: request.kind.as_deref().unwrap_or("GRANT_ACCESS"),
        metadata: request.metadata.as_ref().map(serde_json::to_string).transpose()?,
        seeded: true,
        duplicates_hidden: false,
    };
    let mut items = Vec::new();
    for one in &request.items {
        let Some(item) = catalog::Item::find(tx, names.item(&one.item))? else { continue };
        let outcome = Outcome::parse(one.outcome.as_ref().unwrap_or(&item.outcome)).unwrap_or_default();
        items.push(NewItem {
            outcome: if one.acts.is_empty() { outcome } else { Outcome::Wait },
            comment: one.comment.clone(),
            metadata: None,
            start_date: one.start_date.map(|when| when.from(now)),
            remove_date: one.remove_date.map(|when| when.from(now)),
            assignment_id: None,
            native_identity: one.account.clone(),
            form_instance_id: None,
            item,
        });
    }
    enqueue(tx, &new, &items, created, QUEUE)?;
    let rows = RequestedItem::of_request(tx, &id)?;
    for (one, row) in request.items.iter().zip(rows) {
        plan_acts(tx, &row.id, &one.acts, names, now)?;
    }
    if let Some(cancel) = &request.cancel {
        let owner = cancel.by.as_deref().map_or(requester, |by| names.person(by)).to_owned();
        let job = Job::Cancel { request: id, comment: cancel.comment.clone(), owner };
        plan(tx, cancel.at.from(now), &job)?;
    }
    Ok(())
}

/// The words of a seed file and what they do.
pub(super) const ACTS: [&str; 4] = ["approve", "deny", "forward", "escalate"];

/// Plans what was done to that row.
fn plan_acts(tx: &Transaction<'_>, row: &str, acts: &[Act], names: &Names, now: Millis) -> Result<(), Error> {
    for act in acts {
        let decision = Decision {
            approval: String::new(),
            action: match act.what.as_str() {
                "approve" => ApprovalAction::Approved,
                "deny" => ApprovalAction::Rejected,
                "forward" => ApprovalAction::Forwarded,
                _ => ApprovalAction::from("ESCALATED"),
            },
            comment: act.comment.clone(),
            by: act.by.as_deref().map_or_else(String::new, |by| names.person(by).to_owned()),
            new_owner: act.to.as_deref().map(|to| names.person(to).to_owned()),
        };
        plan(tx, act.at.from(now), &Job::Replay { row: row.to_owned(), decision })?;
    }
    Ok(())
}
