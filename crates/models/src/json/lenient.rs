//! Lists and objects of which as much is read as fits: a member that does not is left out, as little as possible, and noted.
//! Knows no type of the wire.

use super::error::DecodeError;
use super::members::take_out;
use super::value::{FromJson, Slot};
use serde_json::{Map, Value};

/// A value, and what was left out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lenient<T> {
    /// Everything that fits.
    pub value: T,
    /// Why each member that does not fit was left out, with its path; the path of a list begins with the number of the row, from 0.
    pub left_out: Vec<DecodeError>,
}

/// An object without the members that do not fit.
///
/// # Errors
/// Where it is no object.
pub(crate) fn object<T: FromJson>(value: Value) -> Result<Lenient<T>, DecodeError> {
    if !value.is_object() {
        return Err(DecodeError::expected("an object"));
    }
    let (mut made, mut left_out) = (None, Vec::new());
    fit(value, &mut |value| made.put(value), &mut |error| left_out.push(error));
    made.map(|value| Lenient { value, left_out }).ok_or(DecodeError::expected("an object"))
}

/// Hands each row over, without the members that do not fit; one of which nothing fits is handed over empty.
pub(super) fn each_row(
    list: Value,
    take: &mut dyn FnMut(Value) -> Result<(), DecodeError>,
) -> Result<Vec<DecodeError>, DecodeError> {
    let Value::Array(list) = list else { return Err(DecodeError::expected("a list")) };
    let mut left_out = Vec::new();
    for (at, row) in list.into_iter().enumerate() {
        fit(row, take, &mut |error| left_out.push(error.within(&at.to_string())));
    }
    Ok(left_out)
}

/// How many members are left out one by one. A row with more loses the top member each is in, so that a long list of what does
/// not fit is not tried element by element.
const ONE_BY_ONE: usize = 20;

fn fit(
    mut value: Value,
    take: &mut dyn FnMut(Value) -> Result<(), DecodeError>,
    left_out: &mut dyn FnMut(DecodeError),
) {
    let mut tried: usize = 0;
    while let Err(mut error) = take(value.clone()) {
        tried = tried.saturating_add(1);
        if tried > ONE_BY_ONE {
            error.path.truncate(1);
        }
        let is_less = leave_out(&mut value, &error.path);
        left_out(error);
        if !is_less {
            // Where not even an empty object fits, there is none.
            let _ = take(Value::Object(Map::new()));
            break;
        }
    }
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
        Value::Object(members) => take_out(members, &|name| name == last),
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
            members.iter_mut().find(|(name, _)| *name == step).map(|(_, member)| member)
        }
        Value::Array(elements) => elements.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    }
}
