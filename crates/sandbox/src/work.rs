//! Work that falls due at a virtual time, kept in the database so that a restart loses none of it. It knows which step
//! each kind of job is, and nothing of what the step does.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::approval::Decision;
use crate::clock::Millis;
use crate::error::Error;
use crate::request::Close;
use crate::{approval, effect, holding, request};

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "camelCase")]
pub enum Job {
    /// An access request leaves the queue.
    Receive {
        /// The access request.
        request: String,
    },
    /// A cancel leaves the queue.
    Cancel {
        /// The access request.
        request: String,
        /// Why.
        comment: String,
        /// Who.
        owner: String,
    },
    /// A close leaves the queue.
    Close {
        /// What to close, and how.
        close: Close,
    },
    /// A decision leaves the queue.
    CarryOut {
        /// What was decided, and by whom.
        decision: Decision,
    },
    /// Somebody did this before the start.
    Replay {
        /// The row.
        row: String,
        /// What they did.
        decision: Decision,
    },
    /// Nobody has decided for a while.
    Remind {
        /// The approval.
        approval: String,
    },
    /// A colleague decides.
    Decide {
        /// The approval.
        approval: String,
    },
    /// A start date comes.
    Start {
        /// The row.
        row: String,
    },
    /// Set-up ends.
    SetUp {
        /// The row.
        row: String,
    },
    /// The source shows the access.
    Verify {
        /// The row.
        row: String,
    },
    /// An end date comes.
    Remove {
        /// The person.
        person: String,
        /// The item.
        item: String,
        /// The account, where it is not the usual one.
        #[serde(default)]
        account: String,
    },
    /// The service looks who should have what.
    Refresh {
        /// The person.
        person: String,
    },
}

impl Job {
    fn kind(&self) -> &'static str {
        match self {
            Job::Receive { .. } | Job::Cancel { .. } | Job::Close { .. } | Job::CarryOut { .. } => QUEUE,
            Job::Decide { .. } => DECISION,
            Job::SetUp { .. } | Job::Verify { .. } => SET_UP,
            Job::Start { .. } | Job::Remove { .. } | Job::Refresh { .. } => DATE,
            Job::Remind { .. } | Job::Replay { .. } => DATE,
        }
    }

    fn run(self, tx: &Transaction<'_>, at: Millis) -> Result<(), Error> {
        match self {
            Job::Receive { request } => request::receive(tx, &request, at),
            Job::Cancel { request, comment, owner } => {
                let ended = request::cancel_now(tx, &request, &comment, &owner, at)?;
                if ended > 0 { effect::note(tx, effect::CANCEL, &request, None, ended) } else { Ok(()) }
            }
            Job::Close { close } => request::close_now(tx, &close, at),
            Job::CarryOut { decision } => request::carry_out(tx, &decision, at),
            Job::Replay { row, decision } => request::replay(tx, &row, &decision, at),
            Job::Remind { approval } => approval::remind(tx, &approval, at),
            Job::Decide { approval } => request::decide(tx, &approval, at),
            Job::Start { row } => request::start(tx, &row, at),
            Job::SetUp { row } => request::set_up(tx, &row, at),
            Job::Verify { row } => request::verify(tx, &row, at),
            Job::Remove { person, item, account } => request::remove(tx, &person, &item, &account, at),
            Job::Refresh { person } => holding::refresh(tx, &person, at),
        }
    }
}

const QUEUE: &str = "queue";
const DECISION: &str = "decision";
const SET_UP: &str = "set-up";
const DATE: &str = "date";

/// Plans a job.
pub fn plan(tx: &Transaction<'_>, due: Millis, job: &Job) -> Result<(), Error> {
    tx.prepare_cached("INSERT INTO job (due, kind, detail) VALUES (?1, ?2, ?3)")?.execute(params![
        due,
        job.kind(),
        serde_json::to_string(job)?
    ])?;
    Ok(())
}

/// Runs whatever falls due up to `until`, in order, each at its own time. While colleagues do not decide by
/// themselves their decisions stay where they are.
pub fn run_due(tx: &Transaction<'_>, until: Millis, colleagues_decide: bool) -> Result<(), Error> {
    loop {
        let next: Option<(i64, Millis, String)> = tx
            .prepare_cached(
                "SELECT id, due, detail FROM job WHERE due <= ?1 AND (?2 OR kind <> ?3) ORDER BY due, id LIMIT 1",
            )?
            .query_row(params![until, colleagues_decide, DECISION], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((id, due, detail)) = next else { return Ok(()) };
        run(tx, id, &detail, due)?;
    }
}

/// Whether anything is due, without touching it.
pub fn is_due(tx: &Transaction<'_>, until: Millis, colleagues_decide: bool) -> Result<bool, Error> {
    let mut statement =
        tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM job WHERE due <= ?1 AND (?2 OR kind <> ?3))")?;
    Ok(statement.query_row(params![until, colleagues_decide, DECISION], |row| row.get(0))?)
}

/// Every job of queue and set-up that is open now takes one step, due or not; nothing is decided and no date comes.
pub fn step_open(tx: &Transaction<'_>, at: Millis) -> Result<(), Error> {
    let mut statement = tx.prepare("SELECT id, detail FROM job WHERE kind IN (?1, ?2) ORDER BY due, id")?;
    let open: Vec<(i64, String)> = statement
        .query_map([QUEUE, SET_UP], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (id, detail) in open {
        run(tx, id, &detail, at)?;
    }
    Ok(())
}

fn run(tx: &Transaction<'_>, id: i64, detail: &str, at: Millis) -> Result<(), Error> {
    tx.prepare_cached("DELETE FROM job WHERE id = ?1")?.execute([id])?;
    serde_json::from_str::<Job>(detail)?.run(tx, at)
}
