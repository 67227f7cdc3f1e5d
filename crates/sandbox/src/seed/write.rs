//! The company of a seed, written into the tables: people, items, policies, and what is held.

use rusqlite::{Transaction, params};
use serde_json::json;

use super::format::{Application, Held, Identity, Item, Policy, Seed};
use super::name::{Names, made};
use crate::catalog::ItemConfig;
use crate::clock::{DAY, Millis};
use crate::error::Error;
use crate::holding::{Holding, MEMBERSHIP, REQUEST};
use crate::job::{Job, plan};

pub(super) fn write_identity(
    tx: &Transaction<'_>,
    identity: &Identity,
    names: &Names,
    id: &str,
) -> Result<(), Error> {
    let attributes: Vec<_> = [
        ("title", "Job title", &identity.title),
        ("department", "Department", &identity.department),
        ("location", "Location", &identity.location),
    ]
    .into_iter()
    .filter_map(|(key, name, value)| {
        value.as_ref().map(|value| json!({"key": key, "name": name, "value": value}))
    })
    .collect();
    let email = identity.email.clone().unwrap_or_else(|| format!("{}@example.com", identity.alias));
    tx.execute(
        "INSERT INTO person (id, alias, name, first_name, last_name, email, manager_id, state, authorities, attributes) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            id,
            identity.alias,
            format!("{} {}", identity.first_name, identity.last_name).trim(),
            identity.first_name,
            identity.last_name,
            email,
            identity.manager.as_ref().map(|manager| names.person(manager)),
            identity.state.as_deref().unwrap_or("ACTIVE"),
            serde_json::to_string(&identity.authorities)?,
            serde_json::to_string(&attributes)?,
        ],
    )?;
    Ok(())
}

pub(super) fn write_item(
    tx: &Transaction<'_>,
    index: usize,
    item: &Item,
    seed: &Seed,
    names: &Names,
    now: Millis,
) -> Result<(), Error> {
    let entitlement = item.kind == "ENTITLEMENT";
    let by_kind = match item.kind.as_str() {
        "ROLE" => vec!["MANAGER".to_owned(), "ROLE_OWNER".to_owned()],
        "ACCESS_PROFILE" => vec!["MANAGER".to_owned()],
        _ => vec!["SOURCE_OWNER".to_owned()],
    };
    let by_kind = seed.default_approvals.get(&item.kind).unwrap_or(&by_kind);
    let approvals = schemes(item.approvals.as_ref().unwrap_or(by_kind), names);
    let days = Millis::try_from(index % 600).unwrap_or(0) + 30;
    let created = item.created.map_or(now.saturating_sub(days * DAY), |when| when.from(now));
    tx.execute(
        "INSERT INTO item (id, kind, name, description, owner_id, source_id, attribute, value, privileged, requestable, \
         comment_required, approvals, revoke_approvals, outcome, created, modified, follows_schemes) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?15, ?16)",
        params![
            names.item(&item.name),
            item.kind,
            item.name,
            item.description,
            names.person(&item.owner),
            item.source.as_ref().map(|source| names.source(source)),
            entitlement.then(|| item.attribute.as_deref().unwrap_or("memberOf")),
            entitlement.then(|| item.value.as_deref().unwrap_or(&item.name)),
            item.privileged,
            item.requestable.unwrap_or(true),
            item.comment_required,
            serde_json::to_string(&approvals)?,
            serde_json::to_string(&schemes(&item.revoke_approvals, names))?,
            item.outcome.as_deref().unwrap_or("approve"),
            created,
            entitlement && item.approvals.is_none(),
        ],
    )?;
    let segment = item.request_config.segment.as_ref();
    let segment = segment.map(|people| people.iter().map(|one| names.person(one).to_owned()).collect());
    ItemConfig { segment, ..item.request_config.clone() }.keep(tx, names.item(&item.name))?;
    Ok(())
}

pub(super) fn write_application(
    tx: &Transaction<'_>,
    app: &Application,
    names: &Names,
    now: Millis,
) -> Result<(), Error> {
    let id = app.id.clone().unwrap_or_else(|| made("application", &app.name));
    tx.execute(
        "INSERT INTO source_app (id, name, description, owner_id, source_id, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            id,
            app.name,
            app.description,
            names.person(&app.owner),
            names.source(&app.source),
            now.saturating_sub(400 * DAY)
        ],
    )?;
    for item in &app.access_profiles {
        tx.execute(
            "INSERT OR IGNORE INTO app_part (app_id, item_id) VALUES (?1, ?2)",
            [&id, names.item(item)],
        )?;
    }
    Ok(())
}

pub(super) fn write_policy(tx: &Transaction<'_>, policy: &Policy, names: &Names) -> Result<(), Error> {
    let side = |items: &[String]| -> Result<String, Error> {
        let ids: Vec<&str> = items.iter().map(|item| names.item(item)).collect();
        Ok(serde_json::to_string(&ids)?)
    };
    let id = policy.id.clone().unwrap_or_else(|| made("policy", &policy.name));
    tx.execute(
        "INSERT INTO policy (id, name, left_side, right_side, fails) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, policy.name, side(&policy.left)?, side(&policy.right)?, policy.fails],
    )?;
    Ok(())
}

fn schemes(schemes: &[String], names: &Names) -> Vec<String> {
    let group = "GOVERNANCE_GROUP:";
    schemes
        .iter()
        .map(|scheme| match scheme.strip_prefix(group) {
            Some(name) => format!("{group}{}", names.group(name)),
            None => scheme.clone(),
        })
        .collect()
}

/// The parts of an item, and the people who match its criteria.
pub(super) fn write_parts(tx: &Transaction<'_>, item: &Item, names: &Names) -> Result<(), Error> {
    let id = names.item(&item.name);
    for part in &item.includes {
        tx.execute("INSERT OR IGNORE INTO part (whole_id, part_id) VALUES (?1, ?2)", [id, names.item(part)])?;
    }
    for member in &item.members {
        write_member(tx, id, names.person(member))?;
    }
    Ok(())
}

fn write_member(tx: &Transaction<'_>, item: &str, person: &str) -> Result<(), Error> {
    tx.execute("INSERT OR IGNORE INTO membership (item_id, person_id) VALUES (?1, ?2)", [item, person])?;
    Ok(())
}

pub(super) fn write_held(tx: &Transaction<'_>, held: &Held, names: &Names, now: Millis) -> Result<(), Error> {
    let person = names.person(&held.identity);
    let since = held.since.map_or(now.saturating_sub(200 * DAY), |when| when.from(now));
    let end = held.remove_date.map(|when| when.from(now));
    let origin = held.origin.as_deref().unwrap_or(REQUEST);
    for item in &held.items {
        let item = names.item(item);
        if origin == MEMBERSHIP {
            write_member(tx, item, person)?;
        }
        let given = Holding {
            item_id: item.to_owned(),
            assignment_id: made("assignment", &format!("{person}/{item}/{}", held.account)),
            origin: origin.to_owned(),
            account: held.account.clone(),
            since,
            remove_date: end,
        };
        given.give(tx, person)?;
        if let Some(end) = end {
            let (person, item) = (person.to_owned(), item.to_owned());
            plan(tx, end, &Job::Remove { person, item, account: held.account.clone() })?;
        }
    }
    Ok(())
}
