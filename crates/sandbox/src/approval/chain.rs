//! Who is asked: the person or group of a scheme, for one row. It knows no decision.

use request_center_models::wire::reference::OwnerRef;
use rusqlite::{OptionalExtension, Transaction};

use crate::catalog::Item;
use crate::error::Error;
use crate::person::Person;
use crate::request::Request;
use crate::setting;

/// Whose decision one step is.
pub(super) struct Approver {
    /// The scheme's name on the wire.
    pub(super) scheme: String,
    /// The person or group.
    pub(super) original_owner: OwnerRef,
    /// The person who decides by default.
    pub(super) owner: Person,
    /// Everybody who may.
    pub(super) approvers: Vec<String>,
}

/// Who is asked under that scheme. Nobody decides about their own access: their manager does, and where there is nobody, the
/// fallback approver or an administrator.
pub(super) fn approver(
    tx: &Transaction<'_>,
    request: &Request,
    item: &Item,
    scheme: &str,
) -> Result<Approver, Error> {
    if let Some(group_id) = scheme.strip_prefix("GOVERNANCE_GROUP:") {
        let found: Option<(String, String)> = tx
            .query_row("SELECT name, members FROM governance_group WHERE id = ?1", [group_id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let (name, members) = found.unwrap_or_default();
        let mut members: Vec<String> = serde_json::from_str(&members).unwrap_or_default();
        members.retain(|member| *member != request.recipient_id);
        let owner = match members.first().map(|id| Person::find(tx, id)).transpose()?.flatten() {
            Some(member) => member,
            None => fallback(tx)?,
        };
        if members.is_empty() {
            members.push(owner.id.clone());
        }
        let original_owner = OwnerRef {
            r#type: Some("GOVERNANCE_GROUP".to_owned()),
            id: Some(group_id.into()),
            name: Some(name),
            email: None,
        };
        let scheme = "GOVERNANCE_GROUP".to_owned();
        return Ok(Approver { scheme, original_owner, owner, approvers: members });
    }
    let recipient = Person::find(tx, &request.recipient_id)?;
    let manager = recipient.and_then(|recipient| recipient.manager_id);
    let asked = match scheme {
        "MANAGER" => manager.clone(),
        "SOURCE_OWNER" | "APP_OWNER" => item.source_owner_id.clone().or_else(|| Some(item.owner_id.clone())),
        _ => Some(item.owner_id.clone()),
    };
    let asked = asked.filter(|id| *id != request.recipient_id).or(manager);
    let owner = match asked.map(|id| Person::find(tx, &id)).transpose()?.flatten() {
        Some(person) => person,
        None => fallback(tx)?,
    };
    let approvers = vec![owner.id.clone()];
    Ok(Approver { scheme: scheme.to_owned(), original_owner: owner.reference(), owner, approvers })
}

/// Whoever is asked where nobody else is: the fallback approver of the configuration, else an administrator.
pub(super) fn fallback(tx: &Transaction<'_>) -> Result<Person, Error> {
    let config = setting::current(tx)?;
    let reminders = config.approval_reminder_and_escalation_config.flatten();
    let named = reminders
        .and_then(|reminders| reminders.fallback_approver_ref.flatten())
        .and_then(|r| r.id.flatten());
    if let Some(id) = named
        && let Some(person) = Person::find(tx, id.as_str())?
    {
        return Ok(person);
    }
    let admin: String = tx.query_row(
        "SELECT id FROM person ORDER BY instr(authorities, 'ORG_ADMIN') = 0, rowid LIMIT 1",
        [],
        |row| row.get(0),
    )?;
    Person::find(tx, &admin)?.ok_or_else(|| Error::Storage("there is nobody to approve".to_owned()))
}
