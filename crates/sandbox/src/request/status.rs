//! `listAccessRequestStatus`: which rows the caller may see, and how a row is sent.

use request_center_models::operation::Family;
use request_center_models::wire::reference::{Comment, ItemType, OwnerRef, RequestType};
use request_center_models::wire::status::{
    ApprovalDetails, ApprovalScheme, CancelledRequestDetails, RequestedItemStatus,
};
use rusqlite::Transaction;

use super::record::{COLUMNS, Request, RequestedItem};
use super::shown::{accounts, metadata, reference};
use crate::approval::{self, Approval, Snapshot};
use crate::clock::moment;
use crate::collection::{Condition, Field, Operator, Page, Parameters};
use crate::error::Error;
use crate::listing::{Listing, list};
use crate::token::Caller;

use Operator::{Eq, Ge, Gt, In, Le, Lt, Ne, Sw};

const ITEM_ID: Field =
    Field::text("accountActivityItemId", "requested_item.id", &[Eq, In, Ge, Gt, Le, Ne, Sw]).sortable();
const CREATED: Field =
    Field::instant("created", "requested_item.created", &[Eq, Ge, Gt, Le, Lt, Ne]).sortable();
const MODIFIED: Field = Field::instant("modified", "requested_item.modified", &[]).sortable();
const NAME: Field = Field::text("name", "requested_item.name", &[]).sortable();

/// v3 and beta take `in` for `accessRequestId`.
const OLD_FIELDS: &[Field] = &[
    Field::text("accessRequestId", "requested_item.request_id", &[Eq, Ge, Gt, Le, Lt, Ne, In, Sw]),
    ITEM_ID,
    CREATED,
    MODIFIED,
    NAME,
];
/// The newer families do not.
const NEW_FIELDS: &[Field] = &[
    Field::text("accessRequestId", "requested_item.request_id", &[Eq, Ge, Gt, Le, Lt, Ne, Sw]),
    ITEM_ID,
    CREATED,
    MODIFIED,
    NAME,
];

const PARAMETERS: &[&str] = &[
    "requested-for",
    "requested-by",
    "regarding-identity",
    "assigned-to",
    "request-state",
    "limit",
    "offset",
    "count",
    "filters",
    "sorters",
];

/// `listAccessRequestStatus`. Rows in the queue are not listed; a plain user gets a 400 for other people's rows.
pub fn list_access_request_status(
    tx: &Transaction<'_>,
    family: Family,
    caller: &Caller,
    parameters: &Parameters,
    approvers_named: bool,
) -> Result<Listing<RequestedItemStatus>, Error> {
    parameters.only(PARAMETERS)?;
    let fields = if is_old(family) { OLD_FIELDS } else { NEW_FIELDS };
    let page = Page::read(parameters, fields)?;
    let mut conditions = vec![Condition::plain("requested_item.stage <> 'QUEUED'")];
    conditions.extend(people(caller, parameters)?);
    match parameters.text("request-state")? {
        None => {}
        Some("EXECUTING") => conditions.push(Condition::plain("requested_item.state = 'EXECUTING'")),
        Some(other) => {
            return Err(Error::Query(format!("request-state: \"{other}\" is not supported, only EXECUTING")));
        }
    }
    let from = Condition::plain("requested_item JOIN request ON request.id = requested_item.request_id");
    let order = "requested_item.created DESC, requested_item.rowid DESC";
    list(tx, COLUMNS, from, Condition::all(conditions), &page, order, RequestedItem::from_row)?.map(|row| {
        let approvals = if approvers_named { approval::of_row(tx, &row.id)? } else { Vec::new() };
        let mut seen = view(tx, row, family)?;
        for (detail, approval) in seen.approval_details.iter_mut().flatten().zip(&approvals) {
            name_approvers(tx, detail, approval)?;
        }
        Ok(seen)
    })
}

fn is_old(family: Family) -> bool {
    matches!(family, Family::V3 | Family::Beta)
}

/// Whose rows are asked for; a plain user must be one of them.
fn people(caller: &Caller, parameters: &Parameters) -> Result<Vec<Condition>, Error> {
    let read = |name: &'static str| -> Result<Option<String>, Error> {
        match parameters.text(name)? {
            Some("me") => Ok(Some(caller.person()?.id.clone())),
            other => Ok(other.map(str::to_owned)),
        }
    };
    let (requested_for, requested_by) = (read("requested-for")?, read("requested-by")?);
    let (regarding, assigned) = (read("regarding-identity")?, read("assigned-to")?);
    if regarding.is_some() && (requested_for.is_some() || requested_by.is_some()) {
        return Err(Error::Query(
            "regarding-identity cannot be combined with requested-for or requested-by".to_owned(),
        ));
    }
    let own = caller.person.as_ref().map(|person| person.id.clone());
    let names_caller = [&requested_for, &requested_by, &regarding, &assigned].contains(&&own);
    if !(caller.is_admin() || own.is_some() && names_caller) {
        return Err(Error::Query(
            "Only administrators may list the requests of others: requested-for, requested-by, regarding-identity or \
             assigned-to must be \"me\""
                .to_owned(),
        ));
    }
    let mut conditions = Vec::new();
    if let Some(id) = requested_for {
        conditions.push(Condition::with("request.recipient_id = ?", &[&id]));
    }
    if let Some(id) = requested_by {
        conditions.push(Condition::with("request.requester_id = ?", &[&id]));
    }
    if let Some(id) = regarding {
        conditions.push(Condition::with("request.recipient_id = ? OR request.requester_id = ?", &[&id, &id]));
    }
    if let Some(id) = assigned {
        // The approval somebody is asked for now is the work item they own.
        conditions.push(Condition::with(
            "requested_item.stage = 'APPROVAL' AND EXISTS (SELECT 1 FROM approval JOIN approver \
             ON approver.approval_id = approval.id WHERE approval.requested_item_id = requested_item.id \
             AND approval.status = 'PENDING' AND approval.asked IS NOT NULL AND approver.person_id = ?)",
            &[&id],
        ));
    }
    Ok(conditions)
}

/// The row as the family shows it.
pub(super) fn view(
    tx: &Transaction<'_>,
    row: RequestedItem,
    family: Family,
) -> Result<RequestedItemStatus, Error> {
    let request = Request::find(tx, &row.request_id)?
        .ok_or_else(|| Error::Storage(format!("row {} has no request", row.id)))?;
    let requester = reference(tx, &request.requester_id)?;
    let metadata = metadata(tx, &row)?;
    let approvals = approval::of_row(tx, &row.id)?;
    let approval_ids = approvals.iter().map(|approval| approval.id.as_str().into()).collect();
    let details = approvals
        .into_iter()
        .map(|approval| detail(tx, approval, &row, family))
        .collect::<Result<Vec<_>, _>>()?;
    let accounts = accounts(&row);
    let conflicts = Snapshot::find(tx, &row.id)?.conflicts;
    let cancelable = row.is_cancelable();
    let cancelled = match row.cancelled {
        None => None,
        Some(cancelled) => Some(CancelledRequestDetails {
            comment: Some(cancelled.comment),
            owner: Some(match cancelled.owner_id {
                Some(id) => reference(tx, &id)?,
                None => OwnerRef::identity(SYSTEM_ID.into(), "System"),
            }),
            modified: Some(moment(cancelled.at)),
        }),
    };
    Ok(RequestedItemStatus {
        id: Some(row.item_id.into()),
        name: Some(row.name),
        r#type: Some(ItemType::from(row.kind.as_str())),
        cancelled_request_details: cancelled,
        error_messages: (!row.errors.is_empty()).then_some(row.errors),
        state: Some(row.state),
        approval_details: Some(details),
        approval_ids: Some(approval_ids),
        account_activity_item_id: Some(row.id.into()),
        request_type: Some(RequestType::from(row.request_type.as_str())),
        modified: Some(moment(row.modified)),
        created: Some(moment(row.created)),
        requester_comment: row.comment.map(|comment| Comment {
            comment: Some(comment),
            created: Some(moment(row.created)),
            author: Some(requester.clone()),
        }),
        requester: Some(requester),
        requested_for: Some(reference(tx, &request.recipient_id)?),
        identity_type: (family == Family::Service).then(|| "HUMAN".to_owned()),
        sod_violation_context: conflicts,
        access_request_phases: Some(row.phases),
        description: row.description,
        start_date: row.start_date.map(moment),
        remove_date: row.remove_date.map(moment),
        cancelable: Some(cancelable),
        access_request_id: Some(row.request_id.into()),
        client_metadata: metadata,
        requested_accounts: accounts,
        privilege_level: row.privileged.then(|| "HIGH".to_owned()),
        ..RequestedItemStatus::default()
    })
}

/// Names everybody the approval waits for, where they are several, and who decided it.
fn name_approvers(
    tx: &Transaction<'_>,
    detail: &mut ApprovalDetails,
    approval: &Approval,
) -> Result<(), Error> {
    let mut asked = Vec::new();
    if approval.is_pending() && approval.is_group() {
        for person in approval.people(tx)? {
            asked.push(reference(tx, &person)?);
        }
    }
    detail.current_owners = (asked.len() > 1).then_some(asked);
    detail.reviewed_by = approval.reviewer_id.as_ref().map(|id| reference(tx, id)).transpose()?;
    Ok(())
}

/// Who did what nobody did: the service itself.
const SYSTEM_ID: &str = "00000000000000000000000000000000";

fn detail(
    tx: &Transaction<'_>,
    approval: Approval,
    row: &RequestedItem,
    family: Family,
) -> Result<ApprovalDetails, Error> {
    // A group has no current owner until one of its members decides.
    let current = !approval.is_group() || !approval.is_pending();
    let owner = approval.reviewer_id.as_ref().filter(|_| approval.is_group()).unwrap_or(&approval.owner_id);
    Ok(ApprovalDetails {
        approval_id: is_old(family).then(|| approval.id.as_str().into()),
        forwarded: Some(!approval.forwards.is_empty()),
        current_owner: if current { Some(reference(tx, owner)?) } else { None },
        original_owner: Some(approval.original_owner),
        modified: approval.modified.map(moment),
        status: Some(approval.status),
        scheme: Some(ApprovalScheme::from(approval.scheme.as_str())),
        comment: approval.comment,
        remove_date: row.remove_date.map(moment),
        ..ApprovalDetails::default()
    })
}
