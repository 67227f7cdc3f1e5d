//! What approvers did before the start, written as jobs of the past that the steps of live decisions carry out.

use request_center_models::wire::approval::ApprovalAction;
use rusqlite::Transaction;

use super::Act;
use super::name::Names;
use crate::clock::Millis;
use crate::error::Error;
use crate::job::{Decision, Job, plan};

/// The words of a seed file and what they do.
pub(super) const ACTS: [&str; 4] = ["approve", "deny", "forward", "escalate"];

/// Plans what was done to that row.
pub(super) fn plan_acts(
    tx: &Transaction<'_>,
    row: &str,
    acts: &[Act],
    names: &Names,
    now: Millis,
) -> Result<(), Error> {
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
