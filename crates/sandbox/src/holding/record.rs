//! One person's access to one item, as the table stores it: read, given, ended, removed. It knows no request and no caller.

use request_center_models::holding::{Given, Holding as Held};
use request_center_models::wire::reference::ItemType;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::clock::{DAY, HOUR, Millis, moment};
use crate::error::Error;
use crate::identifier;
use crate::job::{Job, plan};
use crate::person::Person;

/// Given by a request.
pub const REQUEST: &str = "REQUEST";
/// Given because the person matches the criteria of the role.
pub const MEMBERSHIP: &str = "MEMBERSHIP";
/// Given to everyone of their kind.
pub const BIRTHRIGHT: &str = "BIRTHRIGHT";
/// Came along with a role or an access profile.
pub const PART: &str = "PART";

/// The hour of the day, in UTC, of the nightly refresh.
const NIGHT: Millis = 2 * HOUR;

/// One piece of access one person has.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// The item.
    pub item_id: String,
    /// The assignment's id.
    pub assignment_id: String,
    /// [`REQUEST`], [`MEMBERSHIP`], [`BIRTHRIGHT`] or [`PART`].
    pub origin: String,
    /// The account, where it is not the person's usual one of the source; entitlements only.
    pub account: String,
    /// Since when.
    pub since: Millis,
    /// When it ends, where that is set.
    pub remove_date: Option<Millis>,
}

pub(super) const COLUMNS: &str = "item_id, assignment_id, origin, account, since, remove_date";

impl Holding {
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Holding> {
        Ok(Holding {
            item_id: row.get(0)?,
            assignment_id: row.get(1)?,
            origin: row.get(2)?,
            account: row.get(3)?,
            since: row.get(4)?,
            remove_date: row.get(5)?,
        })
    }

    /// True if a request can take it away again.
    pub fn is_revocable(&self) -> bool {
        self.origin == REQUEST
    }

    /// The same as the models see it, for asking them what can be done.
    pub fn as_held(&self, kind: &str, name: &str) -> Held {
        Held {
            given: Some(match self.origin.as_str() {
                REQUEST => Given::Request,
                MEMBERSHIP => Given::Membership,
                BIRTHRIGHT => Given::Birthright,
                _ => Given::PartOfRole,
            }),
            remove_date: self.remove_date.map(moment),
            // Whoever has the row has looked it up.
            revocable: Some(true),
            ..Held::new(ItemType::from(kind), self.item_id.as_str().into(), name.to_owned())
        }
    }

    /// The person's access to this item, by any account; the usual one first.
    pub fn all(tx: &Transaction<'_>, person: &str, item: &str) -> Result<Vec<Holding>, Error> {
        let sql =
            format!("SELECT {COLUMNS} FROM holding WHERE person_id = ?1 AND item_id = ?2 ORDER BY account");
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_map([person, item], Holding::from_row)?.collect::<Result<_, _>>()?)
    }

    /// The person's access to this item.
    pub fn find(tx: &Transaction<'_>, person: &str, item: &str) -> Result<Option<Holding>, Error> {
        Ok(Holding::all(tx, person, item)?.into_iter().next())
    }

    /// The access a removal means: the one with that assignment or account where one is named, else the one that can be taken away,
    /// else the first.
    pub fn meant(
        tx: &Transaction<'_>,
        person: &str,
        item: &str,
        assignment: Option<&str>,
        account: Option<&str>,
    ) -> Result<Option<Holding>, Error> {
        let usual = account_name(tx, person, "")?;
        let mut all = Holding::all(tx, person, item)?;
        all.retain(|held| {
            let name = if held.account.is_empty() { &usual } else { &held.account };
            assignment.is_none_or(|id| id == held.assignment_id)
                && account.is_none_or(|account| account == name)
        });
        all.sort_by_key(|held| !held.is_revocable());
        Ok(all.into_iter().next())
    }

    /// Gives the item to the person with everything that comes along, or changes when it ends. What came along with
    /// something else is the person's own from then on.
    pub fn give(&self, tx: &Transaction<'_>, person: &str) -> Result<(), Error> {
        tx.execute(
            "INSERT INTO holding (person_id, item_id, assignment_id, origin, account, since, remove_date) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT (person_id, item_id, account) DO UPDATE SET remove_date = excluded.remove_date, \
             since = iif(origin = 'PART', excluded.since, since), \
             assignment_id = iif(origin = 'PART', excluded.assignment_id, assignment_id), \
             origin = iif(origin = 'PART', excluded.origin, origin)",
            params![
                person,
                self.item_id,
                self.assignment_id,
                self.origin,
                self.account,
                self.since,
                self.remove_date
            ],
        )?;
        bring_along(tx, person, self.since)
    }

    /// Sets when it ends.
    pub fn end_at(&self, tx: &Transaction<'_>, person: &str, remove_date: Millis) -> Result<(), Error> {
        tx.execute(
            "UPDATE holding SET remove_date = ?4 WHERE person_id = ?1 AND item_id = ?2 AND account = ?3",
            params![person, self.item_id, self.account, remove_date],
        )?;
        Ok(())
    }

    /// Takes it away with everything that came along with it alone, and plans the night that brings back what the person
    /// should have.
    pub fn take(&self, tx: &Transaction<'_>, person: &str, at: Millis) -> Result<(), Error> {
        tx.execute(
            "DELETE FROM holding WHERE person_id = ?1 AND item_id = ?2 AND account = ?3",
            [person, &self.item_id, &self.account],
        )?;
        let mut statement = tx.prepare_cached(
            "DELETE FROM holding WHERE person_id = ?1 AND origin = 'PART' AND NOT EXISTS \
             (SELECT 1 FROM part JOIN holding AS whole ON whole.item_id = part.whole_id \
              WHERE part.part_id = holding.item_id AND whole.person_id = ?1)",
        )?;
        while statement.execute([person])? > 0 {}
        let midnight = at - at.rem_euclid(DAY);
        let night = midnight + NIGHT;
        let next = if night > at { night } else { night + DAY };
        plan(tx, next, &Job::Refresh { person: person.to_owned() })
    }
}

/// Gives what comes along with what the person has, part by part.
pub(super) fn bring_along(tx: &Transaction<'_>, person: &str, at: Millis) -> Result<(), Error> {
    let mut statement = tx.prepare_cached(
        "SELECT part.part_id FROM part JOIN holding AS whole ON whole.item_id = part.whole_id AND whole.person_id = ?1 \
         WHERE NOT EXISTS (SELECT 1 FROM holding WHERE person_id = ?1 AND item_id = part.part_id) LIMIT 1",
    )?;
    while let Some(item) = statement.query_row([person], |row| row.get::<_, String>(0)).optional()? {
        tx.execute(
            "INSERT INTO holding (person_id, item_id, assignment_id, origin, since) VALUES (?1, ?2, ?3, 'PART', ?4)",
            params![person, item, identifier::new()?, at],
        )?;
    }
    Ok(())
}

/// The id of the account of that name on a source.
pub fn account_id(source: &str, name: &str) -> String {
    let both = identifier::hash(&format!("{source}/{name}"));
    format!("{both:016x}{:016x}", identifier::hash(name))
}

/// The name of a person's account: the one given, else their user name.
pub fn account_name(tx: &Transaction<'_>, person: &str, account: &str) -> Result<String, Error> {
    if !account.is_empty() {
        return Ok(account.to_owned());
    }
    Ok(Person::find(tx, person)?.map_or_else(String::new, |person| person.alias))
}
