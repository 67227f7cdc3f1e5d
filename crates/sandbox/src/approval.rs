//! Who must agree to a row, and what they said. The endpoints of approvers come with their own issue; until then
//! seeded colleagues decide.

use request_center_models::wire::reference::OwnerRef;
use request_center_models::wire::status::ApprovalStatus;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::catalog::Item;
use crate::clock::Millis;
use crate::error::Error;
use crate::identifier;
use crate::person::Person;
use crate::request::{Request, RequestedItem};
use crate::setting;

/// One decision asked of one person or group.
#[derive(Clone, Debug)]
pub struct Approval {
    /// Its id.
    pub id: String,
    /// The row it is about.
    pub requested_item_id: String,
    /// Its place in the order, from 0.
    pub position: i64,
    /// `MANAGER`, `ROLE_OWNER` ...
    pub scheme: String,
    /// Who was asked, person or group.
    pub original_owner: OwnerRef,
    /// The person who decides; of a group, the member who will.
    pub owner_id: String,
    /// Where it stands.
    pub status: ApprovalStatus,
    /// The approver's words.
    pub comment: Option<String>,
    /// When it was decided.
    pub modified: Option<Millis>,
}

const COLUMNS: &str =
    "id, requested_item_id, position, scheme, original_owner, owner_id, status, comment, modified";

impl Approval {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Approval> {
        let (owner, status): (String, String) = (row.get(4)?, row.get(6)?);
        Ok(Approval {
            id: row.get(0)?,
            requested_item_id: row.get(1)?,
            position: row.get(2)?,
            scheme: row.get(3)?,
            original_owner: serde_json::from_str(&owner).unwrap_or_default(),
            owner_id: row.get(5)?,
            status: ApprovalStatus::from(status.as_str()),
            comment: row.get(7)?,
            modified: row.get(8)?,
        })
    }

    /// Whether nobody decided yet.
    pub fn is_pending(&self) -> bool {
        self.status == ApprovalStatus::Pending
    }

    /// Whether a group was asked, any member of which may decide.
    pub fn is_group(&self) -> bool {
        self.original_owner.r#type.as_deref() == Some("GOVERNANCE_GROUP")
    }

    /// Ends it this way.
    pub fn settle(
        &mut self,
        tx: &Transaction<'_>,
        status: ApprovalStatus,
        comment: Option<&str>,
        at: Millis,
    ) -> Result<(), Error> {
        self.status = status;
        self.comment = comment.map(str::to_owned);
        self.modified = Some(at);
        tx.execute(
            "UPDATE approval SET status = ?2, comment = ?3, modified = ?4 WHERE id = ?1",
            params![self.id, self.status.as_str(), self.comment, self.modified],
        )?;
        Ok(())
    }
}

/// The approval with this id.
pub fn find(tx: &Transaction<'_>, id: &str) -> Result<Option<Approval>, Error> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM approval WHERE id = ?1"))?;
    Ok(statement.query_row([id], Approval::from_row).optional()?)
}

/// The approvals of a row, in order.
pub fn of_row(tx: &Transaction<'_>, row_id: &str) -> Result<Vec<Approval>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM approval WHERE requested_item_id = ?1 ORDER BY position");
    let mut statement = tx.prepare_cached(&sql)?;
    Ok(statement.query_map([row_id], Approval::from_row)?.collect::<Result<_, _>>()?)
}

/// Writes down every decision a row needs, and answers how many somebody still has to make.
pub fn ask(
    tx: &Transaction<'_>,
    request: &Request,
    row: &RequestedItem,
    item: &Item,
    at: Millis,
) -> Result<usize, Error> {
    let revoke = row.request_type == "REVOKE_ACCESS";
    let schemes = if revoke { &item.revoke_approvals } else { &item.approvals };
    let own = setting::current(tx)?.auto_approval_enabled.flatten().unwrap_or(false);
    let mut open = 0;
    for (position, scheme) in schemes.iter().enumerate() {
        let (scheme, original_owner, owner) = approver(tx, request, item, scheme)?;
        let by_themselves = own && owner.id == request.requester_id;
        open += usize::from(!by_themselves);
        let status = if by_themselves { ApprovalStatus::Approved } else { ApprovalStatus::Pending };
        tx.execute(
            "INSERT INTO approval (id, requested_item_id, position, scheme, original_owner, owner_id, status, modified) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                identifier::new()?,
                row.id,
                i64::try_from(position).unwrap_or(i64::MAX),
                scheme,
                serde_json::to_string(&original_owner)?,
                owner.id,
                status.as_str(),
                by_themselves.then_some(at)
            ],
        )?;
    }
    Ok(open)
}

/// The scheme's name on the wire, who is asked, and the person who will decide. Nobody decides about their own access:
/// their manager does, and where there is nobody, the fallback approver or an administrator.
fn approver(
    tx: &Transaction<'_>,
    request: &Request,
    item: &Item,
    scheme: &str,
) -> Result<(String, OwnerRef, Person), Error> {
    if let Some(group_id) = scheme.strip_prefix("GOVERNANCE_GROUP:") {
        let found: Option<(String, String)> = tx
            .query_row("SELECT name, members FROM governance_group WHERE id = ?1", [group_id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let (name, members) = found.unwrap_or_default();
        let members: Vec<String> = serde_json::from_str(&members).unwrap_or_default();
        let member = members.iter().find(|member| **member != request.recipient_id);
        let owner = match member.map(|id| Person::find(tx, id)).transpose()?.flatten() {
            Some(member) => member,
            None => fallback(tx)?,
        };
        let group = OwnerRef {
            r#type: Some("GOVERNANCE_GROUP".to_owned()),
            id: Some(group_id.into()),
            name: Some(name),
            email: None,
        };
        return Ok(("GOVERNANCE_GROUP".to_owned(), group, owner));
    }
    let recipient = Person::find(tx, &request.recipient_id)?;
    let manager = recipient.and_then(|recipient| recipient.manager_id);
    let asked = match scheme {
        "MANAGER" => manager.clone(),
        "SOURCE_OWNER" | "APP_OWNER" => item.source_owner_id.clone().or_else(|| Some(item.owner_id.clone())),
        _ => Some(item.owner_id.clone()),
    };
    let asked = asked.filter(|id| *id != request.recipient_id).or(manager);
    let owner = match asked.map(|id| Person::find(tx, &id)).transpose()?.flatten() {
        Some(person) => person,
        None => fallback(tx)?,
    };
    Ok((scheme.to_owned(), owner.reference(), owner))
}

fn fallback(tx: &Transaction<'_>) -> Result<Person, Error> {
    let config = setting::current(tx)?;
    let reminders = config.approval_reminder_and_escalation_config.flatten();
    let named = reminders
        .and_then(|reminders| reminders.fallback_approver_ref.flatten())
        .and_then(|r| r.id.flatten());
    if let Some(id) = named
        && let Some(person) = Person::find(tx, id.as_str())?
    {
        return Ok(person);
    }
    let admin: String = tx.query_row(
        "SELECT id FROM person ORDER BY instr(authorities, 'ORG_ADMIN') = 0, rowid LIMIT 1",
        [],
        |row| row.get(0),
    )?;
    Person::find(tx, &admin)?.ok_or_else(|| Error::Storage("there is nobody to approve".to_owned()))
}
