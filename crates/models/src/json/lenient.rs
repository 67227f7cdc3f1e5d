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
    /// The path of each member that does not fit, why, and the value in short; the path of a list begins with the row's id, or where
    /// it has none with its number, from 0.
    pub left_out: Vec<String>,
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
    fit(value, "", &mut |value| made.put(value), &mut left_out);
    made.map(|value| Lenient { value, left_out }).ok_or(DecodeError::expected("an object"))
}

/// Hands each row over, without the members that do not fit; one of which nothing fits is handed over empty.
pub(super) fn each_row(
    list: Value,
    take: &mut dyn FnMut(Value) -> Result<(), DecodeError>,
) -> Result<Vec<String>, DecodeError> {
    let Value::Array(list) = list else { return Err(DecodeError::expected("a list")) };
    let mut left_out = Vec::new();
    for (at, row) in list.into_iter().enumerate() {
        let id = ["accountActivityItemId", "id"].into_iter().find_map(|name| row.get(name)?.as_str());
        let place = id.map_or_else(|| at.to_string(), str::to_owned);
        fit(row, &place, take, &mut left_out);
    }
    Ok(left_out)
}

/// How many members are left out one by one. A row with more loses the top member each is in, so that a long list of what does
/// not fit is not tried element by element.
const ONE_BY_ONE: usize = 20;

fn fit(
    mut value: Value,
    place: &str,
    take: &mut dyn FnMut(Value) -> Result<(), DecodeError>,
    left_out: &mut Vec<String>,
) {
    let mut tried: usize = 0;
    while let Err(mut error) = take(value.clone()) {
        tried = tried.saturating_add(1);
        if tried > ONE_BY_ONE {
            error.path.truncate(1);
        }
        let found = at(&mut value, &error.path).map(|found| in_short(found));
        let is_less = leave_out(&mut value, &error.path);
        if !place.is_empty() {
            error = error.within(place);
        }
        let mut text = error.to_string();
        if let Some(found) = found {
            text.push_str(", not ");
            text.push_str(&found);
        }
        left_out.push(text);
        if !is_less {
            // Where not even an empty object fits, there is none.
            let _ = take(Value::Object(Map::new()));
            break;
        }
    }
}

/// The longest text that is repeated; long enough for codes, dates and ids, too short for most comments.
const LONGEST: usize = 24;

/// The value, or where that is long or has members its kind.
fn in_short(value: &Value) -> String {
    let kind = match value {
        Value::String(text) if text.len() <= LONGEST => return format!("\"{text}\""),
        Value::Number(number) if let Some(number) = number.as_i64() => return number.to_string(),
        Value::Null => "null",
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        Value::Number(_) => "a number",
        Value::String(_) => "a long text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    kind.to_owned()
}

/// Removes the value at the end of the path, or its parent where it is missing. `false` where
/// nothing was taken.
fn leave_out(row: &mut Value, path: &[String]) -> bool {
    (1..=path.len()).rev().any(|depth| path.get(..depth).is_some_and(|path| remove(row, path)))
}

fn remove(row: &mut Value, path: &[String]) -> bool {
    let Some((last, way)) = path.split_last() else { return false };
    match at(row, way) {
        Some(Value::Object(members)) => take_out(members, &|name| name == last),
        Some(Value::Array(elements)) => {
            let place = last.parse().ok().filter(|place: &usize| *place < elements.len());
            place.map(|place| elements.remove(place)).is_some()
        }
        _ => false,
    }
}

/// The value at the end of the path.
fn at<'value>(row: &'value mut Value, path: &[String]) -> Option<&'value mut Value> {
    path.iter().try_fold(row, |at, step| child(at, step))
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
