//! `getAccessRequestConfig`: the tenant's configuration, kept in the shape of v3 and beta and told in the shape the
//! family has.

use request_center_models::operation::Family;
use request_center_models::wire::config::AccessRequestConfig;
use rusqlite::Transaction;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::store;

const FACT: &str = "access-request-config";

/// Keeps this configuration from now on.
pub fn keep(tx: &Transaction<'_>, config: &Value) -> Result<(), Error> {
    store::remember(tx, FACT, &config.to_string())
}

/// The configuration as rules and approvals read it.
pub fn current(tx: &Transaction<'_>) -> Result<AccessRequestConfig, Error> {
    Ok(serde_json::from_value(stored(tx)?)?)
}

/// `getAccessRequestConfig`, in the family's shape.
pub fn get_access_request_config(tx: &Transaction<'_>, family: Family) -> Result<Value, Error> {
    let stored = stored(tx)?;
    Ok(match family {
        Family::V3 | Family::Beta => stored,
        Family::V2024 | Family::V2025 | Family::Service => nested(stored),
        Family::V2026 => {
            let mut config = nested(stored);
            if let Value::Object(fields) = &mut config {
                fields.remove("autoApprovalEnabled");
                fields.remove("approvalReminderAndEscalationConfig");
                fields.insert("govGroupVisibilityEnabled".to_owned(), Value::Bool(false));
            }
            config
        }
    })
}

fn stored(tx: &Transaction<'_>) -> Result<Value, Error> {
    Ok(match store::recall(tx, FACT)? {
        Some(text) => serde_json::from_str(&text)?,
        None => Value::Object(Map::new()),
    })
}

/// The entitlement part as v2024 and later have it.
fn nested(mut config: Value) -> Value {
    let old = config.get("entitlementRequestConfig").cloned().unwrap_or_default();
    let flag = |name: &str| old.get(name).and_then(Value::as_bool).unwrap_or(false);
    let schemes = old.get("grantRequestApprovalSchemes").and_then(Value::as_str).unwrap_or_default();
    let schemes: Vec<Value> =
        schemes.split(',').map(str::trim).filter(|scheme| !scheme.is_empty()).map(scheme).collect();
    let new = json!({
        "accessRequestConfig": {
            "approvalSchemes": schemes,
            "requestCommentRequired": flag("requestCommentsRequired"),
            "denialCommentRequired": flag("deniedCommentsRequired"),
            "reauthorizationRequired": false,
            "requireEndDate": false,
        },
        "revocationRequestConfig": { "approvalSchemes": [] },
    });
    if let Value::Object(fields) = &mut config {
        fields.insert("entitlementRequestConfig".to_owned(), new);
    }
    config
}

fn scheme(old: &str) -> Value {
    match old.split_once(':') {
        Some((_, group)) => json!({"approverType": "GOVERNANCE_GROUP", "approverId": group}),
        None => json!({"approverType": match old {
            "entitlementOwner" => "ENTITLEMENT_OWNER",
            "sourceOwner" => "SOURCE_OWNER",
            _ => "MANAGER",
        }}),
    }
}
