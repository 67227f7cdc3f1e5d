//! Walks through JSON for the tests: places in it, values without their nulls. Knows no wire type.

use serde_json::{Map, Value};

/// The same value without members that are null, at any depth: absent and null are equal.
pub(crate) fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, v)| !v.is_null());
            Value::Object(kept.map(|(k, v)| (k.clone(), without_nulls(v))).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(without_nulls).collect()),
        other => other.clone(),
    }
}

/// JSON pointers of every place in a value whose content `wanted` accepts.
pub(crate) fn places(value: &Value, wanted: fn(&Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    collect(value, String::new(), wanted, &mut found);
    found
}

fn collect(value: &Value, at: String, wanted: fn(&Value) -> bool, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(member, format!("{at}/{key}"), wanted, found);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                collect(item, format!("{at}/{i}"), wanted, found);
            }
        }
        _ => {}
    }
    if wanted(value) {
        found.push(at);
    }
}

/// The value with another content at that place.
pub(crate) fn with(value: &Value, place: &str, content: Value) -> Value {
    let mut changed = value.clone();
    *changed.pointer_mut(place).unwrap() = content;
    changed
}

/// The value without the member at that place, where it is a member of an object.
pub(crate) fn without(value: &Value, place: &str) -> Option<Value> {
    let (parent, key) = place.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    let mut changed = value.clone();
    changed.pointer_mut(parent)?.as_object_mut()?.remove(&key)?;
    Some(changed)
}
