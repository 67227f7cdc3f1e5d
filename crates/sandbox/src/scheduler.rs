//! Runs jobs when virtual time reaches them. It knows which step each job is, and nothing of what the step does.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::clock::Millis;
use crate::error::Error;
use crate::job::{DECISION, Job, QUEUE, SET_UP};
use crate::{approval, holding, request};

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
    dispatch(tx, serde_json::from_str(detail)?, at)
}

/// Does what the job is for, at the virtual time `at`.
fn dispatch(tx: &Transaction<'_>, job: Job, at: Millis) -> Result<(), Error> {
    match job {
        Job::Receive { request, duplicates_hidden } => request::receive(tx, &request, duplicates_hidden, at),
        Job::Cancel { request, comment, owner } => request::cancel_now(tx, &request, &comment, &owner, at),
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
