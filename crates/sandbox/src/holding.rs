//! The access of people, with its start, its end and its parts. It knows no request.

mod entitlement;
mod record;
mod role;

pub use entitlement::get_entitlement_details_for_identity;
pub use record::{BIRTHRIGHT, Holding, MEMBERSHIP, PART, REQUEST, account_id, account_name};
pub use role::get_role_assignments;

use record::bring_along;
use rusqlite::Transaction;

use crate::clock::Millis;
use crate::error::Error;
use crate::identifier;
use crate::person::Person;
use crate::token::Caller;

/// The nightly refresh: whoever matches the criteria of a role has it again in the morning, and roles bring along what is part
/// of them.
pub fn refresh(tx: &Transaction<'_>, person: &str, at: Millis) -> Result<(), Error> {
    let mut statement = tx.prepare_cached(
        "SELECT item_id FROM membership WHERE person_id = ?1 \
         AND item_id NOT IN (SELECT item_id FROM holding WHERE person_id = ?1)",
    )?;
    let missing: Vec<String> = statement.query_map([person], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for item_id in missing {
        let held = Holding {
            item_id,
            assignment_id: identifier::new()?,
            origin: MEMBERSHIP.to_owned(),
            account: String::new(),
            since: at,
            remove_date: None,
        };
        held.give(tx, person)?;
    }
    bring_along(tx, person, at)
}

/// The names of a person's accounts on a source: the usual one first, then those something there is held by.
pub fn accounts_on(tx: &Transaction<'_>, person: &str, source: &str) -> Result<Vec<String>, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT DISTINCT holding.account FROM holding JOIN item ON item.id = holding.item_id \
         WHERE holding.person_id = ?1 AND item.source_id = ?2 AND holding.account <> '' ORDER BY holding.account",
    )?;
    let mut accounts = vec![account_name(tx, person, "")?];
    for account in statement.query_map([person, source], |row| row.get(0))? {
        accounts.push(account?);
    }
    Ok(accounts)
}

/// True if the caller may read what that person holds: administrators everybody's, managers that of their direct reports
/// unless reading is strict; one's own where `own` says so.
fn may_read(caller: &Caller, person: &Person, strict: bool, own: bool) -> Result<(), Error> {
    let reads = caller.person.as_ref().is_some_and(|reader| {
        let reports = person.manager_id.as_deref() == Some(reader.id.as_str());
        reader.is_admin() || own && reader.id == person.id || reports && !strict
    });
    if reads {
        return Ok(());
    }
    Err(Error::Forbidden(format!("You may not read what {} holds", person.name)))
}
