//! The facts approvers see of the moment a row left the queue: the access the person had, and which duties the
//! access would join that must stay apart. Kept, because both change while the approval waits.

use request_center_models::wire::approval::{
    ConflictingCriteria, CriteriaSide, Criterion, PolicyRef, SodPolicyConflict, SodViolationCheckResult,
    SodViolationContext,
};
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::json;

use crate::catalog::Item;
use crate::clock::Millis;
use crate::error::Error;
use crate::holding::Holding;
use crate::identifier;
use crate::request::{Request, RequestedItem};

/// The facts when the row left the queue.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// True if the person had the item.
    pub held: bool,
    /// Until when.
    pub remove_date: Option<Millis>,
    /// The result of the separation-of-duties check; none where no policy names the access.
    pub conflicts: Option<SodViolationContext>,
}

impl Snapshot {
    /// The snapshot of that row.
    pub fn find(tx: &Transaction<'_>, row: &str) -> Result<Snapshot, Error> {
        let sql = "SELECT held, remove_date, conflicts FROM snapshot WHERE requested_item_id = ?1";
        let found: Option<(bool, Option<Millis>, Option<String>)> = tx
            .prepare_cached(sql)?
            .query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((held, remove_date, conflicts)) = found else { return Ok(Snapshot::default()) };
        let conflicts = conflicts.map(|text| serde_json::from_str(&text)).transpose()?;
        Ok(Snapshot { held, remove_date, conflicts })
    }

    /// Keeps what is true of that row now.
    pub fn note(tx: &Transaction<'_>, request: &Request, row: &RequestedItem) -> Result<(), Error> {
        let (assignment, account) = (row.assignment_id.as_deref(), row.native_identity.as_deref());
        let held = Holding::meant(tx, &request.recipient_id, &row.item_id, assignment, account)?;
        let conflicts = if row.request_type == "GRANT_ACCESS" && held.is_none() {
            check(tx, &request.recipient_id, &row.item_id)?
        } else {
            None
        };
        let remove_date = held.as_ref().and_then(|held| held.remove_date);
        Snapshot { held: held.is_some(), remove_date, conflicts }.keep(tx, &row.id)
    }

    /// Keeps it for that row.
    pub fn keep(&self, tx: &Transaction<'_>, row: &str) -> Result<(), Error> {
        let conflicts = self.conflicts.as_ref().map(serde_json::to_string).transpose()?;
        tx.prepare_cached(
            "INSERT OR REPLACE INTO snapshot (requested_item_id, held, remove_date, conflicts) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![row, self.held, self.remove_date, conflicts])?;
        Ok(())
    }
}

/// A separation-of-duties policy.
struct Policy {
    reference: PolicyRef,
    left: Vec<String>,
    right: Vec<String>,
    fails: bool,
}

/// The check for conflicts of duties: nothing where no policy names what is asked for.
fn check(tx: &Transaction<'_>, person: &str, item: &str) -> Result<Option<SodViolationContext>, Error> {
    let asked = with_parts(tx, item)?;
    let named = |side: &[String]| side.iter().any(|id| asked.contains(id));
    let mut policies = policies(tx)?;
    policies.retain(|policy| named(&policy.left) || named(&policy.right));
    if policies.is_empty() {
        return Ok(None);
    }
    let mut context = SodViolationContext {
        state: Some("SUCCESS".to_owned()),
        uuid: Some(identifier::new()?),
        violation_check_result: None,
    };
    let mut result = SodViolationCheckResult::default();
    if policies.iter().any(|policy| policy.fails) {
        context.state = Some("ERROR".to_owned());
        let text = "The check for conflicts of duties did not finish.";
        result.message = Some(json!({"locale": "en-US", "localeOrigin": "DEFAULT", "text": text}));
    } else {
        let (mut contexts, mut violated) = (Vec::new(), Vec::new());
        for policy in policies {
            let left = side(tx, person, &policy.left, &asked)?;
            let right = side(tx, person, &policy.right, &asked)?;
            let has = |side: &CriteriaSide, existing: bool| {
                side.criteria_list.iter().flatten().any(|one| one.existing == Some(existing))
            };
            if has(&left, true) && has(&right, false) || has(&left, false) && has(&right, true) {
                violated.push(policy.reference.clone());
                contexts.push(SodPolicyConflict {
                    policy: Some(policy.reference),
                    conflicting_access_criteria: Some(ConflictingCriteria {
                        left_criteria: Some(left),
                        right_criteria: Some(right),
                    }),
                });
            }
        }
        result.violation_contexts = Some(contexts);
        result.violated_policies = Some(violated);
    }
    context.violation_check_result = Some(result);
    Ok(Some(context))
}

/// The item with everything that comes along with it.
fn with_parts(tx: &Transaction<'_>, item: &str) -> Result<Vec<String>, Error> {
    let mut statement = tx.prepare_cached(
        "WITH RECURSIVE whole (id) AS (SELECT ?1 UNION SELECT part.part_id FROM part JOIN whole ON part.whole_id = whole.id) \
         SELECT id FROM whole",
    )?;
    Ok(statement.query_map([item], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn policies(tx: &Transaction<'_>) -> Result<Vec<Policy>, Error> {
    let mut statement =
        tx.prepare_cached("SELECT id, name, left_side, right_side, fails FROM policy ORDER BY rowid")?;
    let read = |row: &rusqlite::Row<'_>| {
        let (left, right): (String, String) = (row.get(2)?, row.get(3)?);
        let reference =
            PolicyRef { r#type: Some("SOD_POLICY".to_owned()), id: row.get(0)?, name: row.get(1)? };
        let side = |text: &str| serde_json::from_str(text).unwrap_or_default();
        Ok(Policy { reference, left: side(&left), right: side(&right), fails: row.get(4)? })
    };
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// The access of one side that the person has or would get.
fn side(
    tx: &Transaction<'_>,
    person: &str,
    items: &[String],
    asked: &[String],
) -> Result<CriteriaSide, Error> {
    let mut criteria = Vec::new();
    for id in items {
        let existing = Holding::find(tx, person, id)?.is_some();
        if !existing && !asked.contains(id) {
            continue;
        }
        let item = Item::find(tx, id)?;
        criteria.push(Criterion {
            existing: Some(existing),
            r#type: item.as_ref().map(|item| item.kind.clone()),
            id: Some(id.clone()),
            name: item.map(|item| item.name),
        });
    }
    Ok(CriteriaSide { criteria_list: Some(criteria) })
}
