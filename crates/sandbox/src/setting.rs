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
/// The schemes beside which a seed has a list of its own.
const SEEDED_SCHEMES: &str = "seeded-approval-schemes";
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

/// Whom grants of entitlements without approvals of their own ask, in the words of items; nothing while the configuration does not
/// say, or still says what it said beside a seed's own list.
pub fn schemes_once_changed(tx: &Transaction<'_>) -> Result<Option<Vec<String>>, Error> {
    let Some(text) = grant_schemes(&stored(tx)?) else { return Ok(None) };
    if store::recall(tx, SEEDED_SCHEMES)?.is_some_and(|seeded| seeded == text) {
        return Ok(None);
    }
    let named = text.split(',').map(str::trim).filter(|scheme| !scheme.is_empty());
    Ok(Some(named.filter_map(approval_of).collect()))
}

/// Lets a seed's own list of approvers stand until the configuration says something else.
pub fn keep_seeded_schemes(tx: &Transaction<'_>) -> Result<(), Error> {
    match grant_schemes(&stored(tx)?) {
        Some(text) => store::remember(tx, SEEDED_SCHEMES, &text),
        None => Ok(()),
    }
}

fn grant_schemes(config: &Value) -> Option<String> {
    let schemes = config.get("entitlementRequestConfig")?.get("grantRequestApprovalSchemes")?;
    schemes.as_str().map(str::to_owned)
}

/// A scheme of the configuration in the words of items; nothing for one this sandbox does not know.
fn approval_of(scheme: &str) -> Option<String> {
    match scheme.split_once(':') {
        Some(("workgroup", group)) => Some(format!("GOVERNANCE_GROUP:{group}")),
        Some(_) => None,
        None => match scheme {
            "entitlementOwner" => Some("ENTITLEMENT_OWNER".to_owned()),
            "sourceOwner" => Some("SOURCE_OWNER".to_owned()),
            "manager" => Some("MANAGER".to_owned()),
            _ => None,
        },
    }
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
