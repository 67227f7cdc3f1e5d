//! Who changed what and when: the trail an administrator would find in the service's search. Tests read it at
//! `/sandbox/audit`. It knows no operation.

use rusqlite::Transaction;
use serde_json::{Map, Value, json};

use crate::clock::{Millis, moment};
use crate::error::Error;
use crate::person::Person;
use crate::store;

const FACT: &str = "audit";

/// The configuration was replaced.
pub const CONFIGURATION: &str = "Access Request Configuration Updated";
/// A close was accepted.
pub const CLOSE_STARTED: &str = "Close Identity Requests Started";
/// A close is over; `errors` lists what it could not close.
pub const CLOSE_COMPLETED: &str = "Close Identity Requests Completed";

/// Notes that somebody, or nobody known, did that at `at`.
pub fn note(
    tx: &Transaction<'_>,
    name: &str,
    by: Option<&Person>,
    at: Millis,
    details: Map<String, Value>,
) -> Result<(), Error> {
    let mut entry = details;
    entry.insert("name".to_owned(), json!(name));
    entry.insert("created".to_owned(), json!(moment(at)));
    entry.insert("actor".to_owned(), by.map_or(Value::Null, |person| json!(person.reference())));
    let mut all = read(tx)?;
    all.push(Value::Object(entry));
    store::remember(tx, FACT, &Value::Array(all).to_string())
}

/// Everything noted, oldest first.
pub fn read(tx: &Transaction<'_>) -> Result<Vec<Value>, Error> {
    match store::recall(tx, FACT)? {
        Some(text) => Ok(serde_json::from_str(&text)?),
        None => Ok(Vec::new()),
    }
}
