//! What people have, since when and until when. It knows no request.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::clock::Millis;
use crate::error::Error;

/// One piece of access one person has.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// `REQUEST`, `MEMBERSHIP` or `BIRTHRIGHT`.
    pub origin: String,
    /// When it ends, where that is set.
    pub remove_date: Option<Millis>,
}

impl Holding {
    /// Whether a request can take it away again.
    pub fn is_revocable(&self) -> bool {
        self.origin == "REQUEST"
    }

    /// What the person has of this item.
    pub fn find(tx: &Transaction<'_>, person: &str, item: &str) -> Result<Option<Holding>, Error> {
        let mut statement = tx.prepare_cached(
            "SELECT origin, remove_date FROM holding WHERE person_id = ?1 AND item_id = ?2",
        )?;
        let holding = statement
            .query_row([person, item], |row| Ok(Holding { origin: row.get(0)?, remove_date: row.get(1)? }));
        Ok(holding.optional()?)
    }

    /// Gives the item to the person, or changes when it ends.
    pub fn give(
        tx: &Transaction<'_>,
        person: &str,
        item: &str,
        assignment: &str,
        origin: &str,
        since: Millis,
        remove_date: Option<Millis>,
    ) -> Result<(), Error> {
        tx.execute(
            "INSERT INTO holding (person_id, item_id, assignment_id, origin, since, remove_date) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
             ON CONFLICT (person_id, item_id) DO UPDATE SET remove_date = excluded.remove_date",
            params![person, item, assignment, origin, since, remove_date],
        )?;
        Ok(())
    }

    /// Sets when it ends.
    pub fn end_at(tx: &Transaction<'_>, person: &str, item: &str, remove_date: Millis) -> Result<(), Error> {
        tx.execute(
            "UPDATE holding SET remove_date = ?3 WHERE person_id = ?1 AND item_id = ?2",
            params![person, item, remove_date],
        )?;
        Ok(())
    }

    /// Takes the item away.
    pub fn take(tx: &Transaction<'_>, person: &str, item: &str) -> Result<(), Error> {
        tx.execute("DELETE FROM holding WHERE person_id = ?1 AND item_id = ?2", [person, item])?;
        Ok(())
    }
}
