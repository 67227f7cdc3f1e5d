//! A list whose rows matter more than their members: what does not fit is left out, as little as possible. Knows no type of the
//! wire.

use super::error::DecodeError;
use super::field;
use super::members::take_out;
use serde_json::{Map, Value};

/// Hands each row over, without the members that do not fit; one of which nothing fits is handed over empty.
pub(super) fn each(
    list: Value,
    take: &mut dyn FnMut(Value) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    let Value::Array(list) = list else { return Err(DecodeError::expected("a list")) };
    for mut row in list {
        while let Err(error) = take(row.clone()) {
            if !leave_out(&mut row, &error.path) {
                // Where not even an empty row fits, there is none.
                let _ = take(Value::Object(Map::new()));
                break;
            }
        }
    }
    Ok(())
}

/// Removes the value at the end of the path, or its parent where it is missing. `false` where
/// nothing was taken.
fn leave_out(row: &mut Value, path: &[String]) -> bool {
    (1..=path.len()).rev().any(|depth| path.get(..depth).is_some_and(|path| remove(row, path)))
}

fn remove(row: &mut Value, path: &[String]) -> bool {
    let Some((last, way)) = path.split_last() else { return false };
    let mut at = row;
    for step in way {
        let Some(next) = child(at, step) else { return false };
        at = next;
    }
    match at {
        Value::Object(members) => take_out(members, &|name| is_named(last, name)),
        Value::Array(elements) => {
            let place = last.parse().ok().filter(|place: &usize| *place < elements.len());
            place.map(|place| elements.remove(place)).is_some()
        }
        _ => false,
    }
}

fn child<'value>(at: &'value mut Value, step: &str) -> Option<&'value mut Value> {
    match at {
        Value::Object(members) => {
            members.iter_mut().find(|(name, _)| is_named(step, name)).map(|(_, member)| member)
        }
        Value::Array(elements) => elements.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    }
}

/// True if that step of a path leads to the member of that name: fields are called as the structs call them, keys of maps as they are.
fn is_named(step: &str, name: &str) -> bool {
    step == name || field::is_same(step, name)
}
