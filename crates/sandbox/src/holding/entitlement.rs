//! `getEntitlementDetailsForIdentity`: one entitlement of one person, by account.

use request_center_models::wire::reference::OwnerRef;
use request_center_models::wire::revocable::{
    AccountTarget, IdentityEntitlementDetails, RevocableEntitlement,
};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::may_read;
use super::record::{Holding, account_id, account_name};
use crate::clock::moment;
use crate::collection::Parameters;
use crate::error::Error;
use crate::person::Person;
use crate::token::Caller;

/// `getEntitlementDetailsForIdentity`, for administrators, for oneself and, unless reading is strict, for the person's
/// manager. Without the entitlement the answer has no accounts.
pub fn get_entitlement_details_for_identity(
    tx: &Transaction<'_>,
    caller: &Caller,
    identity: &str,
    entitlement: &str,
    parameters: &Parameters,
    strict: bool,
) -> Result<IdentityEntitlementDetails, Error> {
    parameters.only(&[])?;
    let Some(person) = Person::find(tx, identity)? else {
        return Err(Error::NotFound(format!("There is no identity \"{identity}\"")));
    };
    may_read(caller, &person, strict, true)?;
    let found = tx
        .prepare_cached(
            "SELECT item.id, item.name, item.description, item.value, item.created, item.modified, source.id, source.name, \
             owner.id, owner.name FROM item JOIN source ON source.id = item.source_id \
             JOIN person AS owner ON owner.id = item.owner_id WHERE item.id = ?1 AND item.kind = 'ENTITLEMENT'",
        )?
        .query_row([entitlement], described)
        .optional()?;
    let Some(found) = found else {
        return Err(Error::NotFound(format!("There is no entitlement \"{entitlement}\"")));
    };
    let mut targets = Vec::new();
    for held in Holding::all(tx, &person.id, entitlement)? {
        targets.push(target(tx, &person, &found, &held)?);
    }
    Ok(IdentityEntitlementDetails {
        identity_id: Some(person.id.as_str().into()),
        source_id: found.source_id.clone(),
        entitlement: Some(found),
        account_targets: Some(targets),
    })
}

fn described(row: &Row<'_>) -> rusqlite::Result<RevocableEntitlement> {
    let (created, modified): (i64, Option<i64>) = (row.get(4)?, row.get(5)?);
    let owner: String = row.get(8)?;
    Ok(RevocableEntitlement {
        id: Some(row.get::<_, String>(0)?.into()),
        name: row.get(1)?,
        description: row.get(2)?,
        value: row.get(3)?,
        created: Some(moment(created)),
        modified: Some(moment(modified.unwrap_or(created))),
        r#type: Some("ENTITLEMENT".to_owned()),
        source_id: row.get(6)?,
        source_name: row.get(7)?,
        owner: Some(OwnerRef::identity(owner.into(), row.get::<_, String>(9)?)),
        flags: Some(Vec::new()),
    })
}

fn target(
    tx: &Transaction<'_>,
    person: &Person,
    entitlement: &RevocableEntitlement,
    held: &Holding,
) -> Result<AccountTarget, Error> {
    let name = account_name(tx, &person.id, &held.account)?;
    let source = entitlement.source_id.clone().unwrap_or_default();
    Ok(AccountTarget {
        account_id: Some(account_id(&source, &name)),
        account_name: Some(name),
        account_uuid: None,
        source_id: entitlement.source_id.clone(),
        source_name: entitlement.source_name.clone(),
        remove_date: held.remove_date.map(moment),
        assignment_id: held.is_revocable().then(|| held.assignment_id.clone()),
        revocable: Some(held.is_revocable()),
    })
}
