//! The seeding state of a database: filled or not. While it is being filled the past is played through the steps of live requests, and
//! some of these must know that it is the past.

use rusqlite::Transaction;

use crate::clock::OFFSET;
use crate::error::Error;
use crate::store;

const FACT: &str = "seeding";

/// How far the filling of a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeding {
    /// Nothing is in it.
    Empty,
    /// The past is being played.
    Past,
    /// The sandbox runs.
    Done,
}

impl Seeding {
    /// How far this database is.
    pub fn read(tx: &Transaction<'_>) -> Result<Seeding, Error> {
        match store::recall(tx, FACT)?.as_deref() {
            Some("past") => Ok(Seeding::Past),
            Some(_) => Ok(Seeding::Done),
            // Earlier databases say it with their clock.
            None if store::recall(tx, OFFSET)?.is_some() => Ok(Seeding::Done),
            None => Ok(Seeding::Empty),
        }
    }

    /// The past begins.
    pub fn begin(tx: &Transaction<'_>) -> Result<(), Error> {
        store::remember(tx, FACT, "past")
    }

    /// The past is over.
    pub fn end(tx: &Transaction<'_>) -> Result<(), Error> {
        store::remember(tx, FACT, "done")
    }
}
