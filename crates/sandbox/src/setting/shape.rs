//! The configuration as v2024 and later have it, there and back: nested rules for entitlements, and in v2026 no reminders
//! and no automatic approval. What the old shape cannot say is kept beside it, so that neither shape loses the other's.

use request_center_models::operation::Family;
use serde_json::{Map, Value, json};

const ENTITLEMENTS: &str = "entitlementRequestConfig";
const GROUP_VISIBILITY: &str = "govGroupVisibilityEnabled";
/// The fields v2026 does not have.
const NOT_IN_V2026: [&str; 2] = ["autoApprovalEnabled", "approvalReminderAndEscalationConfig"];

/// The stored configuration in a newer shape; `extra` is what [`older`] kept beside it.
pub(super) fn newer(stored: Value, extra: &Value, family: Family) -> Value {
    let nested = nested(stored.get(ENTITLEMENTS), extra.get(ENTITLEMENTS));
    let mut config = members(stored);
    config.insert(ENTITLEMENTS.to_owned(), nested);
    if family == Family::V2026 {
        for name in NOT_IN_V2026 {
            config.remove(name);
        }
        let visible = extra.get(GROUP_VISIBILITY).cloned().unwrap_or(Value::Bool(false));
        config.insert(GROUP_VISIBILITY.to_owned(), visible);
    }
    Value::Object(config)
}

/// A body in a newer shape as it is stored: the old shape, and what that cannot say. `stored` is what it replaces.
pub(super) fn older(body: Value, stored: &Value, family: Family) -> (Value, Value) {
    let mut config = members(body);
    let mut extra = Map::new();
    let nested = config.remove(ENTITLEMENTS).unwrap_or_default();
    let mut old = Map::new();
    if let Some(allowed) = stored.get(ENTITLEMENTS).and_then(|old| old.get("allowEntitlementRequest")) {
        old.insert("allowEntitlementRequest".to_owned(), allowed.clone());
    }
    if let Some(access) = nested.get("accessRequestConfig").filter(|access| access.is_object()) {
        for (new, name) in [
            ("requestCommentRequired", "requestCommentsRequired"),
            ("denialCommentRequired", "deniedCommentsRequired"),
        ] {
            if let Some(flag) = access.get(new) {
                old.insert(name.to_owned(), flag.clone());
            }
        }
        let schemes = old_schemes(access.get("approvalSchemes"));
        old.insert("grantRequestApprovalSchemes".to_owned(), Value::String(schemes));
    }
    config.insert(ENTITLEMENTS.to_owned(), Value::Object(old));
    extra.insert(ENTITLEMENTS.to_owned(), nested);
    if family == Family::V2026 {
        if let Some(visible) = config.remove(GROUP_VISIBILITY) {
            extra.insert(GROUP_VISIBILITY.to_owned(), visible);
        }
        for name in NOT_IN_V2026 {
            if let Some(value) = stored.get(name) {
                config.insert(name.to_owned(), value.clone());
            }
        }
    }
    (Value::Object(config), Value::Object(extra))
}

/// The broken rules of the nested fields, beyond those of the old shape: code, sentence.
pub(super) fn wrong(body: &Value) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    let parts = body.get(ENTITLEMENTS).and_then(Value::as_object).into_iter().flatten();
    for (part, rules) in parts {
        for scheme in rules.get("approvalSchemes").and_then(Value::as_array).into_iter().flatten() {
            let kind = scheme.get("approverType").and_then(Value::as_str).unwrap_or_default();
            let id = scheme.get("approverId").and_then(Value::as_str).unwrap_or_default();
            if !["ENTITLEMENT_OWNER", "SOURCE_OWNER", "MANAGER", "GOVERNANCE_GROUP", "WORKFLOW"]
                .contains(&kind)
            {
                let sentence = format!("{part}: \"{kind}\" is no approverType");
                wrong.push(("setting.scheme_unknown".to_owned(), sentence));
            } else if ["GOVERNANCE_GROUP", "WORKFLOW"].contains(&kind) && id.trim().is_empty() {
                let sentence = format!("{part}: {kind} needs an approverId");
                wrong.push(("setting.group_id_unreadable".to_owned(), sentence));
            }
        }
        let longest = rules.get("maxPermittedAccessDuration").filter(|longest| !longest.is_null());
        let sound = longest.is_none_or(|longest| {
            let unit = longest.get("timeUnit").and_then(Value::as_str).unwrap_or_default();
            longest.get("value").and_then(Value::as_i64).is_some_and(|value| value > 0)
                && ["HOURS", "DAYS", "WEEKS", "MONTHS"].contains(&unit)
        });
        if !sound {
            let sentence = format!("{part}: maxPermittedAccessDuration needs a value above 0 and a timeUnit");
            wrong.push(("setting.duration_unreadable".to_owned(), sentence));
        }
    }
    wrong
}

fn members(config: Value) -> Map<String, Value> {
    match config {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// The nested rules: those kept, with whatever the old shape has said since.
fn nested(old: Option<&Value>, kept: Option<&Value>) -> Value {
    let mut nested = kept.cloned().map(members).unwrap_or_default();
    nested.entry("revocationRequestConfig").or_insert_with(|| json!({ "approvalSchemes": [] }));
    let access = nested.entry("accessRequestConfig").or_insert_with(
        || json!({"reauthorizationRequired": false, "requireEndDate": false, "approvalSchemes": []}),
    );
    let flag = |name: &str| old.and_then(|old| old.get(name)).and_then(Value::as_bool).unwrap_or(false);
    let text = old
        .and_then(|old| old.get("grantRequestApprovalSchemes"))
        .and_then(Value::as_str)
        .unwrap_or_default();
    if let Value::Object(access) = access {
        access.insert("requestCommentRequired".to_owned(), Value::Bool(flag("requestCommentsRequired")));
        access.insert("denialCommentRequired".to_owned(), Value::Bool(flag("deniedCommentsRequired")));
        if old_schemes(access.get("approvalSchemes")) != text {
            let schemes: Vec<Value> =
                text.split(',').map(str::trim).filter(|scheme| !scheme.is_empty()).map(new_scheme).collect();
            access.insert("approvalSchemes".to_owned(), Value::Array(schemes));
        }
    }
    Value::Object(nested)
}

const PAIRS: [(&str, &str); 3] =
    [("entitlementOwner", "ENTITLEMENT_OWNER"), ("sourceOwner", "SOURCE_OWNER"), ("manager", "MANAGER")];

fn new_scheme(old: &str) -> Value {
    match old.split_once(':') {
        Some((_, group)) => json!({"approverType": "GOVERNANCE_GROUP", "approverId": group}),
        None => {
            let found = PAIRS.into_iter().find(|(name, _)| *name == old);
            json!({"approverType": found.map_or(old, |(_, new)| new)})
        }
    }
}

/// The schemes the old shape has words for, in its words.
fn old_schemes(list: Option<&Value>) -> String {
    let mut words = Vec::new();
    for scheme in list.and_then(Value::as_array).into_iter().flatten() {
        let kind = scheme.get("approverType").and_then(Value::as_str).unwrap_or_default();
        let id = scheme.get("approverId").and_then(Value::as_str).unwrap_or_default();
        match PAIRS.into_iter().find(|(_, new)| *new == kind) {
            Some((old, _)) => words.push(old.to_owned()),
            None if kind == "GOVERNANCE_GROUP" => words.push(format!("workgroup:{id}")),
            None => {}
        }
    }
    words.join(", ")
}
