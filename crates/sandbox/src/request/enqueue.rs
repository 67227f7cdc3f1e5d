//! A new access request and its way into the queue, the same for a call and for the past a seed plays.

use request_center_models::wire::status::RequestState;
use rusqlite::{Transaction, params};

use super::outcome::Outcome;
use super::record::{RequestedItem, Stage};
use crate::catalog::Item;
use crate::clock::Millis;
use crate::error::Error;
use crate::identifier;
use crate::job::{Job, plan};

/// One access request about to be queued.
#[derive(Debug)]
pub struct NewRequest<'a> {
    /// Its id.
    pub id: String,
    /// Who asks.
    pub requester: &'a str,
    /// For whom.
    pub recipient: &'a str,
    /// `GRANT_ACCESS`, `REVOKE_ACCESS` or `MODIFY_ACCESS`.
    pub request_type: &'a str,
    /// The metadata of the request, as JSON.
    pub metadata: Option<String>,
    /// True if a seed file asks.
    pub seeded: bool,
    /// True if what would change nothing vanishes instead of being listed as cancelled.
    pub duplicates_hidden: bool,
}

/// One item of it.
#[derive(Debug)]
pub struct NewItem {
    /// The item.
    pub item: Item,
    /// How it will end.
    pub outcome: Outcome,
    /// The requester's words.
    pub comment: Option<String>,
    /// The metadata of the item, as JSON.
    pub metadata: Option<String>,
    /// When access shall begin.
    pub start_date: Option<Millis>,
    /// When access shall end.
    pub remove_date: Option<Millis>,
    /// The assignment a removal names.
    pub assignment_id: Option<String>,
    /// The account a removal names, or the one chosen for a grant.
    pub native_identity: Option<String>,
    /// The filled form that came along.
    pub form_instance_id: Option<String>,
}

impl NewRequest<'_> {
    /// Writes it down, without its rows, as asked for at `at`.
    pub fn insert(&self, tx: &Transaction<'_>, at: Millis) -> Result<(), Error> {
        tx.prepare_cached(
            "INSERT INTO request (id, requester_id, recipient_id, created, metadata, seeded) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            self.id,
            self.requester,
            self.recipient,
            at,
            self.metadata,
            self.seeded
        ])?;
        Ok(())
    }
}

impl NewItem {
    /// Its row of that request, in the queue since `at`.
    pub fn row(&self, id: String, request: &NewRequest<'_>, at: Millis) -> RequestedItem {
        RequestedItem {
            id,
            request_id: request.id.clone(),
            item_id: self.item.id.clone(),
            kind: self.item.kind.clone(),
            name: self.item.name.clone(),
            description: self.item.description.clone(),
            privileged: self.item.privileged,
            request_type: request.request_type.to_owned(),
            stage: Stage::Queued,
            state: RequestState::Executing,
            outcome: self.outcome,
            created: at,
            modified: at,
            comment: self.comment.clone(),
            metadata: self.metadata.clone(),
            start_date: self.start_date,
            remove_date: self.remove_date,
            assignment_id: self.assignment_id.clone(),
            native_identity: self.native_identity.clone(),
            form_instance_id: self.form_instance_id.clone(),
            phases: Vec::new(),
            errors: Vec::new(),
            cancelled: None,
        }
    }
}

/// Writes an access request with its rows and plans its way out of the queue.
pub fn enqueue(
    tx: &Transaction<'_>,
    new: &NewRequest<'_>,
    items: &[NewItem],
    at: Millis,
    queue: Millis,
) -> Result<(), Error> {
    new.insert(tx, at)?;
    for item in items {
        item.row(identifier::new()?, new, at).insert(tx)?;
    }
    plan(
        tx,
        at.saturating_add(queue),
        &Job::Receive { request: new.id.clone(), duplicates_hidden: new.duplicates_hidden },
    )
}
