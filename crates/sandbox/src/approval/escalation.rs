//! Undecided approvals: reminders, then escalation to somebody else, by the configuration and the virtual clock.
//! It sends no mail; reminders are counted.

use request_center_models::wire::approval::{ForwardStep, ReassignmentType};
use request_center_models::wire::config::AccessRequestConfig;
use rusqlite::{Transaction, params};

use super::chain;
use super::record::{Approval, find};
use crate::clock::{DAY, Millis};
use crate::error::Error;
use crate::job::{Job, plan};
use crate::person::Person;
use crate::request::{Request, RequestedItem, Stage};
use crate::seeding::Seeding;
use crate::setting;

/// Who escalates.
const SYSTEM: &str = "System";

/// Days until the first reminder or, without reminders, until the escalation; days between reminders; how many there are.
struct Pace {
    first: Millis,
    between: Millis,
    reminders: i64,
}

impl Pace {
    fn of(config: &AccessRequestConfig) -> Option<Pace> {
        let config = config.approval_reminder_and_escalation_config.clone().flatten()?;
        let days = |days: Option<Option<i32>>| {
            days.flatten().filter(|days| *days > 0).map(|days| Millis::from(days) * DAY)
        };
        let first = days(config.days_until_escalation)?;
        let reminders = config.max_reminders.flatten().map_or(0, i64::from);
        Some(Pace { first, between: days(config.days_between_reminders).unwrap_or(first), reminders })
    }
}

/// Makes an approval somebody's turn.
pub fn turn(tx: &Transaction<'_>, approval: &mut Approval, at: Millis) -> Result<(), Error> {
    approval.note_asked(tx, at)?;
    plan_first(tx, approval, at)
}

/// Plans the first check of an approval that was just asked. Before the sandbox started nobody was reminded.
fn plan_first(tx: &Transaction<'_>, approval: &Approval, at: Millis) -> Result<(), Error> {
    if Seeding::read(tx)? != Seeding::Done {
        return Ok(());
    }
    match Pace::of(&setting::current(tx)?) {
        Some(pace) => plan(tx, at.saturating_add(pace.first), &Job::Remind { approval: approval.id.clone() }),
        None => Ok(()),
    }
}

/// Plans the first check of everything that waits when the sandbox starts, so that what a seed lets wait still waits where it
/// says.
pub fn begin_reminders(tx: &Transaction<'_>, now: Millis) -> Result<(), Error> {
    let Some(pace) = Pace::of(&setting::current(tx)?) else { return Ok(()) };
    let sql = "SELECT id FROM approval WHERE status = 'PENDING' AND asked IS NOT NULL";
    let waiting: Vec<String> = tx.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for approval in waiting {
        plan(tx, now.saturating_add(pace.first), &Job::Remind { approval })?;
    }
    Ok(())
}

/// Looks at an approval nobody decided: reminds, or asks somebody else once the reminders are used up.
pub fn remind(tx: &Transaction<'_>, approval_id: &str, at: Millis) -> Result<(), Error> {
    let Some(mut approval) = find(tx, approval_id)? else { return Ok(()) };
    let Some(row) = RequestedItem::find(tx, &approval.requested_item_id)? else { return Ok(()) };
    if row.stage != Stage::Approval || !approval.is_pending() {
        return Ok(());
    }
    let Some(pace) = Pace::of(&setting::current(tx)?) else { return Ok(()) };
    if approval.reminders < pace.reminders {
        approval.reminders += 1;
        tx.execute(
            "UPDATE approval SET reminders = ?2 WHERE id = ?1",
            params![approval.id, approval.reminders],
        )?;
        return plan(tx, at.saturating_add(pace.between), &Job::Remind { approval: approval.id });
    }
    escalate(tx, &mut approval, &row, at)
}

/// Asks the approver's manager, or the fallback approver where there is none; once.
pub fn escalate(
    tx: &Transaction<'_>,
    approval: &mut Approval,
    row: &RequestedItem,
    at: Millis,
) -> Result<(), Error> {
    let escalated = |step: &ForwardStep| step.reassignment_type == Some(ReassignmentType::Escalation);
    if approval.action.is_some() || approval.forwards.iter().any(escalated) {
        return Ok(());
    }
    let recipient = Request::find(tx, &row.request_id)?.map(|request| request.recipient_id);
    let owner = Person::find(tx, &approval.owner_id)?.filter(|_| !approval.is_group());
    let manager = owner.and_then(|owner| owner.manager_id).filter(|id| Some(id) != recipient.as_ref());
    let to = match manager.map(|id| Person::find(tx, &id)).transpose()?.flatten() {
        Some(manager) => manager,
        None => chain::fallback(tx)?,
    };
    if to.id == approval.owner_id || Some(&to.id) == recipient.as_ref() {
        return Ok(());
    }
    let why = "Nobody decided in time.";
    approval.forward(tx, &to, SYSTEM, why, ReassignmentType::Escalation, at)
}
