//! Access requests and their rows as the database has them. It knows nothing of how a row moves.

use request_center_models::wire::reference::LocalizedMessage;
use request_center_models::wire::status::{AccessRequestPhase, PhaseResult, PhaseState, RequestState};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::outcome::Outcome;
use crate::clock::{Millis, moment};
use crate::error::Error;

/// The name of the phase in which people decide.
pub const APPROVAL_PHASE: &str = "APPROVAL_PHASE";
/// The name of the phase in which access is set up or taken away.
pub const PROVISIONING_PHASE: &str = "PROVISIONING_PHASE";

/// How far a row is, more finely than its `state` tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Answered with 202 and not looked at yet; no list shows it.
    Queued,
    /// Somebody must decide.
    Approval,
    /// Decided; being set up or taken away.
    Setup,
    /// Set up; waiting to be seen on the source.
    Verify,
    /// Over.
    Done,
}

impl Stage {
    const ALL: [(&'static str, Stage); 5] = [
        ("QUEUED", Stage::Queued),
        ("APPROVAL", Stage::Approval),
        ("SETUP", Stage::Setup),
        ("VERIFY", Stage::Verify),
        ("DONE", Stage::Done),
    ];

    fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, stage)| *stage == self).map_or("DONE", |(name, _)| name)
    }

    fn parse(name: &str) -> Stage {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map_or(Stage::Done, |(_, stage)| stage)
    }
}

/// Who asked, and for whom.
#[derive(Clone, Debug)]
pub struct Request {
    /// The access request's id.
    pub id: String,
    /// Who asked.
    pub requester_id: String,
    /// For whom.
    pub recipient_id: String,
}

impl Request {
    /// The request with this id.
    pub fn find(tx: &Transaction<'_>, id: &str) -> Result<Option<Request>, Error> {
        let mut statement =
            tx.prepare_cached("SELECT id, requester_id, recipient_id FROM request WHERE id = ?1")?;
        let request = statement.query_row([id], |row| {
            Ok(Request { id: row.get(0)?, requester_id: row.get(1)?, recipient_id: row.get(2)? })
        });
        Ok(request.optional()?)
    }
}

/// One row of `access-request-status` as the database has it.
#[derive(Clone, Debug)]
pub struct RequestedItem {
    /// `accountActivityItemId`.
    pub id: String,
    /// `accessRequestId`.
    pub request_id: String,
    /// The item asked for.
    pub item_id: String,
    /// Its kind.
    pub kind: String,
    /// Its name when it was asked for.
    pub name: String,
    /// Its description when it was asked for.
    pub description: Option<String>,
    /// True if it is privileged.
    pub privileged: bool,
    /// `GRANT_ACCESS`, `REVOKE_ACCESS` or `MODIFY_ACCESS`.
    pub request_type: String,
    /// How far it is.
    pub stage: Stage,
    /// How far the API says it is.
    pub state: RequestState,
    /// How it will end, unless somebody cancels it.
    pub outcome: Outcome,
    /// When it was asked for.
    pub created: Millis,
    /// When it last changed.
    pub modified: Millis,
    /// The requester's words.
    pub comment: Option<String>,
    /// The metadata the caller sent with it, as JSON.
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
    /// The history so far.
    pub phases: Vec<AccessRequestPhase>,
    /// The errors.
    pub errors: Vec<Vec<LocalizedMessage>>,
    /// Who ended it, why and when.
    pub cancelled: Option<Cancelled>,
}

/// Who ended a row, why and when.
#[derive(Clone, Debug)]
pub struct Cancelled {
    /// Why.
    pub comment: String,
    /// Who; nobody where the service did it by itself.
    pub owner_id: Option<String>,
    /// When.
    pub at: Millis,
}

/// The columns of [`RequestedItem::from_row`], in its order.
pub const COLUMNS: &str = "requested_item.id, requested_item.request_id, requested_item.item_id, requested_item.kind, \
    requested_item.name, requested_item.description, requested_item.privileged, requested_item.request_type, \
    requested_item.stage, requested_item.state, requested_item.outcome, requested_item.created, \
    requested_item.modified, requested_item.comment, requested_item.metadata, requested_item.start_date, \
    requested_item.remove_date, requested_item.phases, requested_item.errors, requested_item.cancel_comment, \
    requested_item.cancel_owner_id, requested_item.cancelled, requested_item.assignment_id, \
    requested_item.native_identity, requested_item.form_instance_id";

impl RequestedItem {
    /// Reads [`COLUMNS`].
    pub fn from_row(row: &Row<'_>) -> rusqlite::Result<RequestedItem> {
        let (stage, state, outcome): (String, String, String) = (row.get(8)?, row.get(9)?, row.get(10)?);
        let (phases, errors): (String, String) = (row.get(17)?, row.get(18)?);
        let (comment, owner_id, at): (Option<String>, Option<String>, Option<Millis>) =
            (row.get(19)?, row.get(20)?, row.get(21)?);
        Ok(RequestedItem {
            id: row.get(0)?,
            request_id: row.get(1)?,
            item_id: row.get(2)?,
            kind: row.get(3)?,
            name: row.get(4)?,
            description: row.get(5)?,
            privileged: row.get(6)?,
            request_type: row.get(7)?,
            stage: Stage::parse(&stage),
            state: RequestState::from(state.as_str()),
            outcome: Outcome::parse(&outcome).unwrap_or_default(),
            created: row.get(11)?,
            modified: row.get(12)?,
            comment: row.get(13)?,
            metadata: row.get(14)?,
            start_date: row.get(15)?,
            remove_date: row.get(16)?,
            assignment_id: row.get(22)?,
            native_identity: row.get(23)?,
            form_instance_id: row.get(24)?,
            phases: serde_json::from_str(&phases).unwrap_or_default(),
            errors: serde_json::from_str(&errors).unwrap_or_default(),
            cancelled: comment.zip(at).map(|(comment, at)| Cancelled { comment, owner_id, at }),
        })
    }

    /// The row with this id.
    pub fn find(tx: &Transaction<'_>, id: &str) -> Result<Option<RequestedItem>, Error> {
        let mut statement =
            tx.prepare_cached(&format!("SELECT {COLUMNS} FROM requested_item WHERE id = ?1"))?;
        Ok(statement.query_row([id], RequestedItem::from_row).optional()?)
    }

    /// All rows of one access request, in the order they were asked for.
    pub fn of_request(tx: &Transaction<'_>, request_id: &str) -> Result<Vec<RequestedItem>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM requested_item WHERE request_id = ?1 ORDER BY rowid");
        let mut statement = tx.prepare_cached(&sql)?;
        let rows = statement.query_map([request_id], RequestedItem::from_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Writes a new row.
    pub fn insert(&self, tx: &Transaction<'_>) -> Result<(), Error> {
        tx.prepare_cached(
            "INSERT INTO requested_item (id, request_id, item_id, kind, name, description, privileged, request_type, \
             stage, state, outcome, created, modified, comment, metadata, start_date, remove_date, assignment_id, \
             native_identity, form_instance_id, phases, errors) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, '[]', '[]')",
        )?
        .execute(params![
                self.id,
                self.request_id,
                self.item_id,
                self.kind,
                self.name,
                self.description,
                self.privileged,
                self.request_type,
                self.stage.name(),
                self.state.as_str(),
                self.outcome.name(),
                self.created,
                self.modified,
                self.comment,
                self.metadata,
                self.start_date,
                self.remove_date,
                self.assignment_id,
                self.native_identity,
                self.form_instance_id,
        ])?;
        Ok(())
    }

    /// Writes back what can change, as changed at `at`.
    pub fn save(&mut self, tx: &Transaction<'_>, at: Millis) -> Result<(), Error> {
        self.modified = at;
        let cancelled = self.cancelled.as_ref();
        tx.execute(
            "UPDATE requested_item SET stage = ?2, state = ?3, modified = ?4, phases = ?5, errors = ?6, \
             cancel_comment = ?7, cancel_owner_id = ?8, cancelled = ?9 WHERE id = ?1",
            params![
                self.id,
                self.stage.name(),
                self.state.as_str(),
                self.modified,
                serde_json::to_string(&self.phases)?,
                serde_json::to_string(&self.errors)?,
                cancelled.map(|cancelled| &cancelled.comment),
                cancelled.and_then(|cancelled| cancelled.owner_id.as_ref()),
                cancelled.map(|cancelled| cancelled.at),
            ],
        )?;
        Ok(())
    }

    /// True if it can still be cancelled by itself: approval is not over.
    pub fn is_cancelable(&self) -> bool {
        self.stage == Stage::Approval
    }

    /// Begins a phase.
    pub fn begin_phase(&mut self, name: &str, reference: Option<&str>, at: Millis) {
        self.phases.push(AccessRequestPhase {
            started: Some(moment(at)),
            name: Some(name.to_owned()),
            state: Some(PhaseState::Executing),
            phase_reference: reference.map(str::to_owned),
            ..AccessRequestPhase::default()
        });
    }

    /// Ends the phase under way, if one is.
    pub fn end_phase(&mut self, state: &PhaseState, result: Option<&PhaseResult>, at: Millis) {
        for phase in self.phases.iter_mut().filter(|phase| phase.state == Some(PhaseState::Executing)) {
            phase.finished = Some(moment(at));
            phase.state = Some(state.clone());
            phase.result = result.cloned();
        }
    }

    /// Takes it out of every list, as if it had never been asked for.
    pub fn forget(&self, tx: &Transaction<'_>) -> Result<(), Error> {
        tx.execute("DELETE FROM requested_item WHERE id = ?1", [&self.id])?;
        Ok(())
    }

    /// Ends it as cancelled.
    pub fn cancel(&mut self, cancelled: Cancelled) {
        self.end_phase(&PhaseState::Cancelled, None, cancelled.at);
        self.state = RequestState::Cancelled;
        self.stage = Stage::Done;
        self.cancelled = Some(cancelled);
    }

    /// Notes what went wrong.
    pub fn note_error(&mut self, text: &str) {
        self.errors.push(vec![LocalizedMessage {
            locale: Some("en-US".to_owned()),
            locale_origin: Some("DEFAULT".to_owned()),
            text: Some(text.to_owned()),
        }]);
    }
}
