//! `getAccessRequestConfig`: the tenant's configuration, kept in the shape of v3 and beta and served in the shape the
//! family has. Changes are in `change`, the other shapes in `shape`.

mod change;
mod shape;

pub use change::{set_access_request_config, somebody_else_changes};

use request_center_models::operation::Family;
use request_center_models::rule::EntitlementLimits;
use request_center_models::wire::config::AccessRequestConfig;
use rusqlite::Transaction;
use serde_json::{Map, Value};

use crate::error::Error;
use crate::store;

const FACT: &str = "access-request-config";
/// The fields only the newer shapes have.
const NEWER: &str = "access-request-config-newer";

/// Keeps this configuration from now on.
pub fn keep(tx: &Transaction<'_>, config: &Value) -> Result<(), Error> {
    store::remember(tx, FACT, &config.to_string())
}

/// The configuration as rules and approvals read it.
pub fn current(tx: &Transaction<'_>) -> Result<AccessRequestConfig, Error> {
    Ok(serde_json::from_value(stored(tx)?)?)
}

/// The limits the configuration sets to requests for entitlements, whichever shape can say it.
pub fn entitlement_limits(tx: &Transaction<'_>) -> Result<EntitlementLimits, Error> {
    let newest = get_access_request_config(tx, Family::Service)?;
    let newest: AccessRequestConfig = serde_json::from_value(newest)?;
    Ok(EntitlementLimits { forbidden: !current(tx)?.entitlements_allowed(), ..newest.entitlement_limits() })
}

/// `getAccessRequestConfig`, in the family's shape.
pub fn get_access_request_config(tx: &Transaction<'_>, family: Family) -> Result<Value, Error> {
    let stored = stored(tx)?;
    Ok(match family {
        Family::V3 | Family::Beta => stored,
        _ => shape::newer(stored, &recall(tx, NEWER)?, family),
    })
}

/// The configuration in the shape of v3 and beta.
pub fn stored(tx: &Transaction<'_>) -> Result<Value, Error> {
    recall(tx, FACT)
}

fn recall(tx: &Transaction<'_>, fact: &str) -> Result<Value, Error> {
    Ok(match store::recall(tx, fact)? {
        Some(text) => serde_json::from_str(&text)?,
        None => Value::Object(Map::new()),
    })
}
