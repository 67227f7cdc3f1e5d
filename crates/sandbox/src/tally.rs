//! The tally of effects: changes callers made, counted in the database. It shows tests if something was sent twice: a browser may
//! repeat a call by itself, so arrivals prove nothing.

use rusqlite::{Transaction, params};
use serde_json::{Map, Value, json};

use crate::error::Error;

/// An access request came into being.
pub const CREATE: &str = "create";
/// A cancel ended rows.
pub const CANCEL: &str = "cancel";
/// A close ended rows.
pub const CLOSE: &str = "close";
/// A decision was carried out.
pub const DECISION: &str = "decision";

/// Forgets everything counted so far.
pub fn clear(tx: &Transaction<'_>) -> Result<(), Error> {
    tx.execute("DELETE FROM tally", [])?;
    Ok(())
}

/// Counts one effect on `items` rows.
pub fn count(
    tx: &Transaction<'_>,
    kind: &str,
    request: &str,
    key: Option<&str>,
    items: usize,
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO tally (kind, request_id, request_key, items) VALUES (?1, ?2, ?3, ?4)",
        params![kind, request, key, i64::try_from(items).unwrap_or(i64::MAX)],
    )?;
    Ok(())
}

/// Everything counted so far: totals, and by `requestCenterKey` what each submit became.
pub fn read(tx: &Transaction<'_>) -> Result<Value, Error> {
    let total = |kind: &str| -> Result<(i64, i64), Error> {
        let sql = "SELECT count(*), coalesce(sum(items), 0) FROM tally WHERE kind = ?1";
        Ok(tx.query_row(sql, [kind], |row| Ok((row.get(0)?, row.get(1)?)))?)
    };
    let (requests, items) = total(CREATE)?;
    let (cancels, cancelled) = total(CANCEL)?;
    let (closes, closed) = total(CLOSE)?;
    let (decisions, _) = total(DECISION)?;
    let mut by_approval = Map::new();
    let sql = "SELECT request_id, request_key FROM tally WHERE kind = ?1 ORDER BY id";
    let mut statement = tx.prepare(sql)?;
    let mut rows = statement.query([DECISION])?;
    while let Some(row) = rows.next()? {
        let (approval, action): (String, String) = (row.get(0)?, row.get(1)?);
        if let Some(actions) = by_approval.entry(approval).or_insert_with(|| json!([])).as_array_mut() {
            actions.push(Value::String(action));
        }
    }
    let (reminders, escalations) = reminders(tx)?;
    let mut by_key = Map::new();
    let sql = "SELECT request_key, request_id, items FROM tally WHERE kind = ?1 AND request_key IS NOT NULL ORDER BY id";
    let mut statement = tx.prepare(sql)?;
    let mut rows = statement.query([CREATE])?;
    while let Some(row) = rows.next()? {
        let (key, request, items): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let entry = by_key.entry(key).or_insert_with(|| json!({"accessRequestIds": [], "requestedItems": 0}));
        if let Some(ids) = entry.get_mut("accessRequestIds").and_then(Value::as_array_mut) {
            ids.push(Value::String(request));
        }
        if let Some(sum) = entry.get_mut("requestedItems") {
            *sum = json!(sum.as_i64().unwrap_or(0) + items);
        }
    }
    Ok(json!({
        "accessRequests": requests,
        "requestedItems": items,
        "cancels": cancels,
        "cancelledItems": cancelled,
        "closes": closes,
        "closedItems": closed,
        "byKey": by_key,
        "decisions": decisions,
        "byApproval": by_approval,
        "reminders": reminders,
        "escalations": escalations,
    }))
}

/// How many reminders were sent and how many approvals were escalated.
fn reminders(tx: &Transaction<'_>) -> Result<(i64, i64), Error> {
    let sql = "SELECT coalesce(sum(reminders), 0), count(*) FILTER (WHERE instr(forwards, 'AUTO_ESCALATION') > 0) FROM approval";
    Ok(tx.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
