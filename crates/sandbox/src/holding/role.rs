//! `getRoleAssignments`: the roles one person holds; asked about one role, how it was given and what comes along with it.

use request_center_models::wire::assignment::{
    AccountInfo, AssignmentContext, AssignmentSource, BaseRef, ContextAttribute, RoleAssignment, RoleMatch,
    RoleTarget,
};
use request_center_models::wire::reference::OwnerRef;
use rusqlite::{OptionalExtension, Transaction};
use serde_json::Value;

use super::may_read;
use super::record::{BIRTHRIGHT, COLUMNS, Holding, MEMBERSHIP};
use crate::catalog::Item;
use crate::clock::moment;
use crate::collection::Parameters;
use crate::error::Error;
use crate::person::Person;
use crate::token::Caller;

/// `getRoleAssignments`, for administrators and, unless reading is strict, for the person's manager.
pub fn get_role_assignments(
    tx: &Transaction<'_>,
    caller: &Caller,
    identity: &str,
    parameters: &Parameters,
    strict: bool,
) -> Result<Vec<RoleAssignment>, Error> {
    parameters.only(&["roleId", "roleName"])?;
    let (id, name) = (parameters.text("roleId")?, parameters.text("roleName")?);
    let Some(person) = Person::find(tx, identity)? else {
        return Err(Error::NotFound(format!("There is no identity \"{identity}\"")));
    };
    may_read(caller, &person, strict, false)?;
    let sql = format!("SELECT {COLUMNS} FROM holding WHERE person_id = ?1 ORDER BY since, item_id");
    let held: Vec<Holding> =
        tx.prepare_cached(&sql)?.query_map([&person.id], Holding::from_row)?.collect::<Result<_, _>>()?;
    let mut rows = Vec::new();
    for held in held {
        let Some(role) = Item::find(tx, &held.item_id)?.filter(|item| item.kind == "ROLE") else { continue };
        let wanted = id.is_none_or(|id| id == role.id)
            && name.is_none_or(|name| name.to_lowercase() == role.name.to_lowercase());
        if wanted {
            let row = reference(&held, &role);
            rows.push(if id.is_some() || name.is_some() {
                in_full(tx, &person, &held, &role, row)?
            } else {
                row
            });
        }
    }
    Ok(rows)
}

fn named(kind: &str, id: &str, name: &str) -> BaseRef {
    BaseRef { r#type: Some(kind.to_owned()), id: Some(id.into()), name: Some(name.to_owned()) }
}

/// A row of a list that is not limited to one role.
fn reference(held: &Holding, role: &Item) -> RoleAssignment {
    RoleAssignment {
        id: Some(held.assignment_id.clone()),
        role: Some(named("ROLE", &role.id, &role.name)),
        added_date: Some(moment(held.since)),
        remove_date: held.remove_date.map(moment),
        ..RoleAssignment::default()
    }
}

fn in_full(
    tx: &Transaction<'_>,
    person: &Person,
    held: &Holding,
    role: &Item,
    row: RoleAssignment,
) -> Result<RoleAssignment, Error> {
    let source = match held.origin.as_str() {
        MEMBERSHIP => AssignmentSource::RoleMembership,
        BIRTHRIGHT => AssignmentSource::Birthright,
        _ => AssignmentSource::Ui,
    };
    let asked = if source == AssignmentSource::Ui { last_grant(tx, &person.id, &role.id)? } else { None };
    let assigner = match (&source, &asked) {
        (AssignmentSource::Ui, Some((requester, _))) => {
            Person::find(tx, requester)?.map(|who| who.reference())
        }
        (AssignmentSource::Ui, None) => Some(person.reference()),
        _ => None,
    };
    let nobody = OwnerRef {
        r#type: Some("UNKNOWN".to_owned()),
        name: Some("system".to_owned()),
        ..OwnerRef::default()
    };
    Ok(RoleAssignment {
        comments: asked.and_then(|(_, comment)| comment),
        assignment_source: Some(source),
        assigner: Some(assigner.unwrap_or(nobody)),
        assigned_dimensions: Some(Vec::new()),
        assignment_context: Some(context(tx, person, role)?),
        account_targets: Some(targets(tx, person, role)?),
        ..row
    })
}

/// Who asked for what the person has now, and with which words.
fn last_grant(
    tx: &Transaction<'_>,
    person: &str,
    item: &str,
) -> Result<Option<(String, Option<String>)>, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT request.requester_id, requested_item.comment FROM requested_item \
         JOIN request ON request.id = requested_item.request_id \
         WHERE request.recipient_id = ?1 AND requested_item.item_id = ?2 AND requested_item.request_type <> 'REVOKE_ACCESS' \
         AND requested_item.state = 'REQUEST_COMPLETED' ORDER BY requested_item.created DESC LIMIT 1",
    )?;
    Ok(statement.query_row([person, item], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// The criteria the person matches, where the role has any: shown as their department.
fn context(tx: &Transaction<'_>, person: &Person, role: &Item) -> Result<AssignmentContext, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT person.attributes FROM membership JOIN person ON person.id = membership.person_id \
         WHERE membership.item_id = ?1 AND membership.person_id = ?2",
    )?;
    let attributes: Option<String> =
        statement.query_row([&role.id, &person.id], |row| row.get(0)).optional()?;
    let mut matched = Vec::new();
    if let Some(attributes) = attributes {
        let attributes: Vec<Value> = serde_json::from_str(&attributes).unwrap_or_default();
        let department = attributes.iter().find(|one| one.get("key").is_some_and(|key| key == "department"));
        matched.push(RoleMatch {
            role_ref: Some(named("ROLE", &role.id, &role.name)),
            matched_attributes: Some(vec![ContextAttribute {
                attribute: Some("department".to_owned()),
                value: department.and_then(|one| one.get("value")).cloned(),
                derived: Some(false),
            }]),
            ..RoleMatch::default()
        });
    }
    Ok(AssignmentContext { matched: Some(matched), ..AssignmentContext::default() })
}

/// The access profiles that come along, each with the account it works by.
fn targets(tx: &Transaction<'_>, person: &Person, role: &Item) -> Result<Vec<RoleTarget>, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT item.kind, item.id, item.name, source.id, source.name FROM part JOIN item ON item.id = part.part_id \
         LEFT JOIN source ON source.id = item.source_id WHERE part.whole_id = ?1 ORDER BY fold(item.name)",
    )?;
    let mut rows = statement.query([&role.id])?;
    let mut targets = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, id, name): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let source: Option<String> = row.get(3)?;
        let source_name: Option<String> = row.get(4)?;
        targets.push(RoleTarget {
            source: source.map(|id| named("SOURCE", &id, &source_name.unwrap_or_default())),
            account_info: Some(AccountInfo {
                native_identity: Some(person.alias.clone()),
                display_name: Some(person.name.clone()),
                uuid: None,
            }),
            role: Some(named(&kind, &id, &name)),
        });
    }
    Ok(targets)
}
