//! Approvals as the database has them. It knows nothing of who is asked, and of no time that passes.

use request_center_models::wire::approval::{ApprovalAction, ForwardStep, ReassignmentType};
use request_center_models::wire::reference::OwnerRef;
use request_center_models::wire::status::ApprovalStatus;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::clock::{Millis, moment};
use crate::error::Error;
use crate::person::Person;

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
    /// Who was asked first, person or group.
    pub original_owner: OwnerRef,
    /// The person who decides; of a group, the member who does where nobody else was faster.
    pub owner_id: String,
    /// Its status.
    pub status: ApprovalStatus,
    /// The approver's words.
    pub comment: Option<String>,
    /// When it was decided or forwarded.
    pub modified: Option<Millis>,
    /// When it became somebody's turn.
    pub asked: Option<Millis>,
    /// Who decided.
    pub reviewer_id: Option<String>,
    /// The decision that waits in the queue.
    pub action: Option<ApprovalAction>,
    /// The hands it went through.
    pub forwards: Vec<ForwardStep>,
    /// How often somebody was reminded.
    pub reminders: i64,
}

const COLUMNS: &str = "id, requested_item_id, position, scheme, original_owner, owner_id, status, comment, modified, \
    asked, reviewer_id, action, forwards, reminders";

impl Approval {
    /// The first approval of a row, which asks nobody yet.
    pub fn new(
        id: String,
        row: String,
        scheme: String,
        original_owner: OwnerRef,
        owner_id: String,
    ) -> Approval {
        Approval {
            id,
            requested_item_id: row,
            position: 0,
            scheme,
            original_owner,
            owner_id,
            status: ApprovalStatus::Pending,
            comment: None,
            modified: None,
            asked: None,
            reviewer_id: None,
            action: None,
            forwards: Vec::new(),
            reminders: 0,
        }
    }

    /// Writes a new one down, with everybody who may decide it.
    pub fn insert(&self, tx: &Transaction<'_>, approvers: &[String]) -> Result<(), Error> {
        tx.prepare_cached(
            "INSERT INTO approval (id, requested_item_id, position, scheme, original_owner, owner_id, status, modified, \
             asked, reviewer_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            self.id,
            self.requested_item_id,
            self.position,
            self.scheme,
            serde_json::to_string(&self.original_owner)?,
            self.owner_id,
            self.status.as_str(),
            self.modified,
            self.asked,
            self.reviewer_id,
        ])?;
        let mut statement =
            tx.prepare_cached("INSERT OR IGNORE INTO approver (approval_id, person_id) VALUES (?1, ?2)")?;
        for person in approvers {
            statement.execute([&self.id, person])?;
        }
        Ok(())
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Approval> {
        let (owner, status): (String, String) = (row.get(4)?, row.get(6)?);
        let (action, forwards): (Option<String>, String) = (row.get(11)?, row.get(12)?);
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
            asked: row.get(9)?,
            reviewer_id: row.get(10)?,
            action: action.as_deref().map(ApprovalAction::from),
            forwards: serde_json::from_str(&forwards).unwrap_or_default(),
            reminders: row.get(13)?,
        })
    }

    /// True if nobody decided yet.
    pub fn is_pending(&self) -> bool {
        self.status == ApprovalStatus::Pending
    }

    /// True if somebody is asked now and nothing is under way.
    pub fn is_open(&self) -> bool {
        self.is_pending() && self.asked.is_some() && self.action.is_none()
    }

    /// True if a group is asked, any member of which may decide.
    pub fn is_group(&self) -> bool {
        self.original_owner.r#type.as_deref() == Some("GOVERNANCE_GROUP") && self.forwards.is_empty()
    }

    /// True if that person may decide it.
    pub fn is_for(&self, tx: &Transaction<'_>, person: &str) -> Result<bool, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM approver WHERE approval_id = ?1 AND person_id = ?2)";
        Ok(tx.prepare_cached(sql)?.query_row([self.id.as_str(), person], |row| row.get(0))?)
    }

    /// Everybody who may decide it.
    pub fn people(&self, tx: &Transaction<'_>) -> Result<Vec<String>, Error> {
        let sql = "SELECT person_id FROM approver WHERE approval_id = ?1 ORDER BY rowid";
        let mut statement = tx.prepare_cached(sql)?;
        Ok(statement.query_map([self.id.as_str()], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Ends it without a decision, or with nobody's name under it.
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
        self.action = None;
        tx.prepare_cached(
            "UPDATE approval SET status = ?2, comment = ?3, modified = ?4, reviewer_id = ?5, action = NULL WHERE id = ?1",
        )?
        .execute(params![self.id, self.status.as_str(), self.comment, self.modified, self.reviewer_id])?;
        Ok(())
    }

    /// Ends it with the decision of that person.
    pub fn decide(
        &mut self,
        tx: &Transaction<'_>,
        status: ApprovalStatus,
        reviewer: &str,
        comment: Option<&str>,
        at: Millis,
    ) -> Result<(), Error> {
        self.reviewer_id = Some(reviewer.to_owned());
        self.settle(tx, status, comment, at)
    }

    /// Notes that it is somebody's turn.
    pub fn note_asked(&mut self, tx: &Transaction<'_>, at: Millis) -> Result<(), Error> {
        self.asked = Some(at);
        tx.prepare_cached("UPDATE approval SET asked = ?2 WHERE id = ?1")?.execute(params![self.id, at])?;
        Ok(())
    }

    /// Marks the decision that waits in the queue; nothing takes the mark away.
    pub(super) fn mark(&mut self, tx: &Transaction<'_>, action: Option<ApprovalAction>) -> Result<(), Error> {
        self.action = action;
        let action = self.action.as_ref().map(ApprovalAction::as_str);
        tx.prepare_cached("UPDATE approval SET action = ?2 WHERE id = ?1")?
            .execute(params![self.id, action])?;
        Ok(())
    }

    /// Hands it on to somebody, in whose name it says and why.
    pub fn forward(
        &mut self,
        tx: &Transaction<'_>,
        to: &Person,
        by: &str,
        comment: &str,
        kind: ReassignmentType,
        at: Millis,
    ) -> Result<(), Error> {
        let from = match Person::find(tx, &self.owner_id)? {
            Some(_) if self.is_group() => self.original_owner.name.clone(),
            Some(person) => Some(person.name),
            None => None,
        };
        self.forwards.push(ForwardStep {
            old_approver_name: from,
            new_approver_name: Some(to.name.clone()),
            comment: Some(comment.to_owned()),
            modified: Some(moment(at)),
            forwarder_name: Some(by.to_owned()),
            reassignment_type: Some(kind),
        });
        self.owner_id.clone_from(&to.id);
        self.modified = Some(at);
        self.action = None;
        tx.execute(
            "UPDATE approval SET owner_id = ?2, modified = ?3, action = NULL, forwards = ?4 WHERE id = ?1",
            params![self.id, self.owner_id, self.modified, serde_json::to_string(&self.forwards)?],
        )?;
        tx.execute("DELETE FROM approver WHERE approval_id = ?1", [&self.id])?;
        let sql = "INSERT INTO approver (approval_id, person_id) VALUES (?1, ?2)";
        tx.execute(sql, [&self.id, &self.owner_id])?;
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
