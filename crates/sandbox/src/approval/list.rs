//! `listPendingApprovals`, `listCompletedApprovals`, `getAccessRequestApprovalSummary`: which approvals the caller may see.

use request_center_models::operation::Family;
use request_center_models::wire::approval::{ApprovalSummary, CompletedApproval, PendingApproval};
use rusqlite::types::Value;
use rusqlite::{Transaction, params_from_iter};

use super::record::find;
use super::view;
use crate::clock;
use crate::collection::{Condition, Field, Operator, Page, Parameters};
use crate::error::Error;
use crate::listing::{Listing, list};
use crate::token::Caller;

use Operator::{Eq, Ge, Gt, In, IsNull, Le, Lt, Ne, Sw};

const MODIFIED: &str = "coalesce(approval.modified, approval.asked)";
const INSTANT: &[Operator] = &[Gt, Lt, Ge, Le, Eq, In];

/// The filters of pending approvals that all families have.
const PENDING_BETA: &[Field] = &[
    Field::text("id", "approval.id", &[Eq, In]),
    Field::text("requestedFor.id", "request.recipient_id", &[Eq, In]),
    Field::instant("modified", MODIFIED, INSTANT).sortable(),
    Field::instant("created", "approval.asked", &[]).sortable(),
];
/// All but beta can do more.
const PENDING: &[Field] = &[
    Field::text("id", "approval.id", &[Eq, In]),
    Field::text("requestedFor.id", "request.recipient_id", &[Eq, In]),
    Field::instant("modified", MODIFIED, INSTANT).sortable(),
    Field::text("accessRequestId", "request.id", &[Eq, In]),
    Field::instant("created", "approval.asked", INSTANT).sortable(),
];
const COMPLETED: &[Field] = &[
    Field::text("id", "approval.id", &[Eq, In, Ge, Gt, Le, Lt, Ne, IsNull, Sw]),
    Field::text("requestedFor.id", "request.recipient_id", &[Eq, In, Ge, Gt, Le, Lt, Ne, IsNull, Sw]),
    Field::instant("modified", MODIFIED, &[Gt, Lt, Ge, Le, Eq, In, Ne, Sw]).sortable(),
    Field::instant("created", "approval.asked", &[]).sortable(),
];

const PARAMETERS: &[&str] = &["owner-id", "limit", "offset", "count", "filters", "sorters"];

const FROM: &str = "approval JOIN requested_item ON requested_item.id = approval.requested_item_id \
    JOIN request ON request.id = requested_item.request_id";
/// Somebody is asked now.
const WAITING: &str =
    "approval.status = 'PENDING' AND approval.asked IS NOT NULL AND requested_item.stage = 'APPROVAL'";
/// Somebody decided.
const DECIDED: &str = "approval.status IN ('APPROVED', 'REJECTED')";
/// That person is asked, alone or as one of a group.
const IS_ASKED: &str = "approval.id IN (SELECT approval_id FROM approver WHERE person_id = ?)";
/// That person was asked or decided.
const WAS_ASKED: &str =
    "approval.reviewer_id = ? OR approval.id IN (SELECT approval_id FROM approver WHERE person_id = ?)";

/// `listPendingApprovals`.
pub fn list_pending_approvals(
    tx: &Transaction<'_>,
    family: Family,
    caller: &Caller,
    parameters: &Parameters,
) -> Result<Listing<PendingApproval>, Error> {
    parameters.only(PARAMETERS)?;
    let owner = owner(caller, parameters)?;
    let page = Page::read(parameters, if family == Family::Beta { PENDING_BETA } else { PENDING })?;
    let mut conditions = vec![Condition::plain(WAITING)];
    conditions.extend(owner.as_deref().map(|owner| Condition::with(IS_ASKED, &[owner])));
    let order = "approval.asked DESC, approval.rowid DESC";
    ids(tx, conditions, &page, order)?.map(|id| {
        let approval = find(tx, &id)?.ok_or_else(|| Error::Storage(format!("approval {id} vanished")))?;
        view::pending(tx, &approval, family, owner.as_deref())
    })
}

/// `listCompletedApprovals`.
pub fn list_completed_approvals(
    tx: &Transaction<'_>,
    family: Family,
    caller: &Caller,
    parameters: &Parameters,
) -> Result<Listing<CompletedApproval>, Error> {
    parameters.only(PARAMETERS)?;
    let owner = owner(caller, parameters)?;
    let page = Page::read(parameters, COMPLETED)?;
    let mut conditions = vec![Condition::plain(DECIDED)];
    conditions.extend(owner.map(|owner| Condition::with(WAS_ASKED, &[&owner, &owner])));
    let order = "approval.modified DESC, approval.rowid DESC";
    ids(tx, conditions, &page, order)?.map(|id| {
        let approval = find(tx, &id)?.ok_or_else(|| Error::Storage(format!("approval {id} vanished")))?;
        view::completed(tx, &approval, family)
    })
}

/// `getAccessRequestApprovalSummary`: what waits and was asked since, what was decided since.
pub fn get_access_request_approval_summary(
    tx: &Transaction<'_>,
    caller: &Caller,
    parameters: &Parameters,
) -> Result<ApprovalSummary, Error> {
    parameters.only(&["owner-id", "from-date"])?;
    let owner = owner(caller, parameters)?;
    let since = match parameters.text("from-date")? {
        None => i64::MIN,
        Some(text) => clock::parse(text)
            .or_else(|| clock::parse(&format!("{text}T00:00:00Z")))
            .ok_or_else(|| Error::Query(format!("from-date: \"{text}\" is not an ISO 8601 date and time")))?,
    };
    let count = |state: &str, asked: &str, people: usize| -> Result<Option<i32>, Error> {
        let mut values = vec![Value::from(since)];
        let mut sql = format!("SELECT count(*) FROM {FROM} WHERE {state} AND {MODIFIED} >= ?");
        if let Some(owner) = &owner {
            sql.push_str(&format!(" AND ({asked})"));
            values.extend(vec![Value::from(owner.clone()); people]);
        }
        Ok(Some(tx.query_row(&sql, params_from_iter(values), |row| row.get(0))?))
    };
    Ok(ApprovalSummary {
        pending: count(WAITING, IS_ASKED, 1)?,
        approved: count("approval.status = 'APPROVED'", WAS_ASKED, 2)?,
        rejected: count("approval.status = 'REJECTED'", WAS_ASKED, 2)?,
    })
}

fn ids(
    tx: &Transaction<'_>,
    conditions: Vec<Condition>,
    page: &Page,
    order: &str,
) -> Result<Listing<String>, Error> {
    let from = Condition::plain(FROM);
    list(tx, "approval.id", from, Condition::all(conditions), page, order, |row| row.get(0))
}

/// Whose approvals are asked for: a plain user's own, which must be said; anybody's or all for an administrator.
fn owner(caller: &Caller, parameters: &Parameters) -> Result<Option<String>, Error> {
    let own = caller.person()?.id.clone();
    match parameters.text("owner-id")? {
        Some("me") => Ok(Some(own)),
        Some(id) if id == own || caller.is_admin() => Ok(Some(id.to_owned())),
        Some(_) => Err(Error::Forbidden("Only administrators may read the approvals of others".to_owned())),
        None if caller.is_admin() => Ok(None),
        None => Err(Error::Query("owner-id fields must be specified".to_owned())),
    }
}
