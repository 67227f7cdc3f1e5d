//! The table of jobs: everything that falls due at a virtual time, kept in the database so that a restart loses none of it. It
//! knows what each job carries, and nothing of what becomes of it.

use request_center_models::wire::access_request::{CompletionStatus, ExecutionStatus};
use request_center_models::wire::approval::ApprovalAction;
use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::error::Error;

/// One job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "camelCase")]
pub enum Job {
    /// An access request leaves the queue.
    Receive {
        /// The access request.
        request: String,
        /// True if what would change nothing vanishes.
        #[serde(default)]
        duplicates_hidden: bool,
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
        /// The request to close, and how.
        close: Close,
    },
    /// A decision leaves the queue.
    CarryOut {
        /// The decision and its author.
        decision: Decision,
    },
    /// Somebody did this before the start.
    Replay {
        /// The row.
        row: String,
        /// Their decision.
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
    /// The nightly refresh of what people should have.
    Refresh {
        /// The person.
        person: String,
    },
}

impl Job {
    /// Its kind, by which the scheduler picks.
    fn kind(&self) -> &'static str {
        match self {
            Job::Receive { .. } | Job::Cancel { .. } | Job::Close { .. } | Job::CarryOut { .. } => QUEUE,
            Job::Decide { .. } => DECISION,
            Job::SetUp { .. } | Job::Verify { .. } => SET_UP,
            Job::Start { .. } | Job::Remove { .. } | Job::Refresh { .. } => DATE,
            Job::Remind { .. } | Job::Replay { .. } => DATE,
        }
    }
}

/// A decision on its way through the queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// The approval.
    pub approval: String,
    /// The decision.
    pub action: ApprovalAction,
    /// The approver's words.
    pub comment: Option<String>,
    /// Who decides.
    pub by: String,
    /// Of a forward: to whom.
    pub new_owner: Option<String>,
}

/// A close on its way through the queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Close {
    /// The access requests.
    pub ids: Vec<String>,
    /// Why.
    pub message: String,
    /// How they are marked.
    pub execution: ExecutionStatus,
    /// The outcome they are given.
    pub completion: CompletionStatus,
    /// Who closes.
    pub owner: String,
}

pub(crate) const QUEUE: &str = "queue";
pub(crate) const DECISION: &str = "decision";
pub(crate) const SET_UP: &str = "set-up";
pub(crate) const DATE: &str = "date";

/// Plans a job.
pub fn plan(tx: &Transaction<'_>, due: Millis, job: &Job) -> Result<(), Error> {
    tx.prepare_cached("INSERT INTO job (due, kind, detail) VALUES (?1, ?2, ?3)")?.execute(params![
        due,
        job.kind(),
        serde_json::to_string(job)?
    ])?;
    Ok(())
}
