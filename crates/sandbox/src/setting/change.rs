//! `setAccessRequestConfig`: judged by the rules of the models, written whole, noted with who changed what. Whether people
//! and groups exist is asked here.

use request_center_models::operation::Family;
use request_center_models::rule::check_config;
use request_center_models::setting::{Change, Scheme, Setting, difference, schemes};
use request_center_models::wire::config::{AccessRequestConfig, ConfigField};
use rusqlite::Transaction;
use serde_json::{Map, Value, json};

use super::{FACT, NEWER, get_access_request_config, recall, shape, stored};
use crate::audit;
use crate::clock::Millis;
use crate::error::Error;
use crate::person::Person;
use crate::store;
use crate::token::Caller;

/// `setAccessRequestConfig` at the virtual time `now`: what `body` leaves out is unset from then on, what nobody knows is
/// kept. Answers the configuration in the family's shape.
pub fn set_access_request_config(
    tx: &Transaction<'_>,
    family: Family,
    caller: &Caller,
    body: &Setting,
    now: Millis,
) -> Result<Value, Error> {
    let person = caller.person()?;
    if !caller.is_admin() {
        return Err(Error::Forbidden("Only administrators may change the configuration".to_owned()));
    }
    let before = read(stored(tx)?)?;
    let body = body.json().clone();
    let wrong = if is_old(family) { Vec::new() } else { shape::wrong(&body) };
    let (after, extra) = arrived(tx, family, body, &before)?;
    judge(tx, &before, &after, family, wrong)?;
    write(tx, &before, &after, Some(person), now)?;
    store::remember(tx, NEWER, &extra.to_string())?;
    get_access_request_config(tx, family)
}

/// Somebody else changes the members named, nested as they are in the family's shape; for tests of two people at once. It is
/// written as it is.
pub fn somebody_else_changes(
    tx: &Transaction<'_>,
    by: Option<&str>,
    family: Family,
    change: &Value,
    now: Millis,
) -> Result<Value, Error> {
    let person = by.map(|by| Person::of_client(tx, by)).transpose()?.flatten();
    let before = read(stored(tx)?)?;
    let mut tree = get_access_request_config(tx, family)?;
    lay_over(&mut tree, change);
    let (after, extra) = arrived(tx, family, tree, &before)?;
    write(tx, &before, &after, person.as_ref(), now)?;
    store::remember(tx, NEWER, &extra.to_string())?;
    get_access_request_config(tx, family)
}

fn is_old(family: Family) -> bool {
    matches!(family, Family::V3 | Family::Beta)
}

/// A body in the family's shape as it is stored: the configuration, and what its shape cannot say.
fn arrived(
    tx: &Transaction<'_>,
    family: Family,
    body: Value,
    before: &Setting,
) -> Result<(Setting, Value), Error> {
    let (config, extra) =
        if is_old(family) { (body, recall(tx, NEWER)?) } else { shape::older(body, before.json(), family) };
    Ok((read(config)?, extra))
}

fn lay_over(tree: &mut Value, change: &Value) {
    match (tree, change) {
        (Value::Object(members), Value::Object(changes)) => {
            for (name, change) in changes {
                lay_over(members.entry(name).or_insert(Value::Null), change);
            }
        }
        (tree, change) => *tree = change.clone(),
    }
}

/// The configuration, every field of the kind it should be.
fn read(tree: Value) -> Result<Setting, Error> {
    serde_json::from_value::<AccessRequestConfig>(tree.clone())
        .and_then(|_| serde_json::from_value(tree))
        .map_err(|error| Error::Body(error.to_string()))
}

fn write(
    tx: &Transaction<'_>,
    before: &Setting,
    after: &Setting,
    by: Option<&Person>,
    now: Millis,
) -> Result<(), Error> {
    store::remember(tx, FACT, &after.json().to_string())?;
    let changes: Vec<Value> = difference(before, after).iter().map(told).collect();
    let details = Map::from_iter([("changes".to_owned(), Value::Array(changes))]);
    audit::note(tx, audit::CONFIGURATION, by, now, details)
}

fn told(change: &Change) -> Value {
    json!({"field": change.name(), "before": change.before, "after": change.after})
}

/// Everything wrong at once: the rules, then what only the server can know.
fn judge(
    tx: &Transaction<'_>,
    before: &Setting,
    after: &Setting,
    family: Family,
    mut wrong: Vec<(String, String)>,
) -> Result<(), Error> {
    let known = approver_is_known(tx, after.config())?;
    if let Err(violations) = check_config(after.config(), before.config(), family, known) {
        wrong.extend(violations.iter().map(|one| (one.rule.code().to_owned(), one.rule.to_string())));
    }
    let listed = after.value(ConfigField::ApprovalSchemes).and_then(Value::as_str).unwrap_or_default();
    for scheme in schemes(listed) {
        let Scheme::Group(id) = scheme else { continue };
        let sql = "SELECT EXISTS (SELECT 1 FROM governance_group WHERE id = ?1)";
        if !id.is_empty() && !tx.query_row(sql, [&id], |row| row.get::<_, bool>(0))? {
            let sentence = format!("There is no governance group \"{id}\"");
            wrong.push(("setting.group_unknown".to_owned(), sentence));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Rules(wrong)) }
}

/// True if the fallback approver exists; so does one who is not named.
fn approver_is_known(tx: &Transaction<'_>, config: &AccessRequestConfig) -> Result<bool, Error> {
    let reminders = config.approval_reminder_and_escalation_config.clone().flatten().unwrap_or_default();
    let named = reminders.fallback_approver_ref.flatten().and_then(|named| named.id.flatten());
    match named {
        Some(id) => Ok(Person::find(tx, id.as_str())?.is_some()),
        None => Ok(true),
    }
}
