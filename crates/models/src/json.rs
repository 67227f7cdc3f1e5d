//! Decoding JSON: the text is parsed once into a [`Value`], and types are made of that. Knows no type of the wire.
//!
//! serde reads straight from the text into a type, with code of its own for every type; for the many bodies of the wire that
//! was a tenth of the widget. Here a field costs a call. The types implement `Deserialize` all the same, through [`read`].
//!
//! The price: what is passed over is parsed too, so a number no `f64` holds, half a surrogate pair or more than 128 levels are
//! refused wherever they occur.

mod error;
#[doc(hidden)]
pub mod field;
mod lenient;
mod members;
mod object;
mod value;

pub use error::DecodeError;
pub use lenient::Lenient;
pub(crate) use lenient::object;
pub use members::Members;
pub(crate) use members::take_out;
pub use object::Omit;
pub(crate) use value::text_from_json;
pub use value::{FromJson, Slot, text, variant};

#[doc(hidden)]
pub use serde;
pub use serde_json::Value;

use serde::de::{Deserialize, Deserializer, Error};

/// Reads a JSON text.
///
/// ```
/// use request_center_models::{json::from_json, wire::status::RequestedItemStatus};
/// let rows: Vec<RequestedItemStatus> = from_json(r#"[{"name":"Night shift lead"}]"#).unwrap();
/// assert_eq!(rows[0].name.as_deref(), Some("Night shift lead"));
/// let error = from_json::<Vec<RequestedItemStatus>>(r#"[{"name":7}]"#).unwrap_err();
/// assert_eq!(error.to_string(), "0/name: a text was expected");
/// ```
///
/// # Errors
/// Where the text is no JSON, or means something else.
pub fn from_json<T: FromJson>(text: &str) -> Result<T, DecodeError> {
    T::from_value(parse(text)?)
}

/// Reads a JSON text that is a list, and of every row what fits: where a row does not fit, the member that does not is
/// left out of it, and what is no object at all counts as an empty row, so that rows keep their number.
///
/// ```
/// use request_center_models::{json::rows_from_json, wire::status::RequestedItemStatus};
/// let text = r#"[{"name":"A"},{"name":"B","clientMetadata":{"ticket":4711,"source":"desk"}}]"#;
/// let rows = rows_from_json::<RequestedItemStatus>(text).unwrap();
/// assert_eq!(rows.value[1].name.as_deref(), Some("B"));
/// assert_eq!(rows.value[1].client_metadata.as_ref().unwrap().len(), 1);
/// assert_eq!(rows.left_out[0].to_string(), "1/clientMetadata/ticket: a text was expected, not 4711");
/// ```
///
/// # Errors
/// Where the text is no JSON, or no list.
pub fn rows_from_json<T: FromJson>(text: &str) -> Result<Lenient<Vec<T>>, DecodeError> {
    let mut value = Vec::new();
    let left_out = each_row(text, &mut |row| {
        value.push(T::from_value(row)?);
        Ok(())
    })?;
    Ok(Lenient { value, left_out })
}

/// Passes each row of a JSON list to `take`, and of it what fits; returns why the rest was left out. What [`rows_from_json`] does,
/// compiled once for all types of rows.
///
/// # Errors
/// Where the text is no JSON, or no list.
pub fn each_row(
    text: &str,
    take: &mut dyn FnMut(Value) -> Result<(), DecodeError>,
) -> Result<Vec<String>, DecodeError> {
    lenient::each_row(parse(text)?, take)
}

/// Reads a JSON text that is an object, and of it what fits.
///
/// ```
/// use request_center_models::{json::object_from_json, wire::error::ErrorResponseDto};
/// let text = r#"{"trackingId":4711,"causes":[{"text":"No such item"}]}"#;
/// let error = object_from_json::<ErrorResponseDto>(text).unwrap();
/// assert_eq!(error.value.sentences(), ["No such item"]);
/// assert_eq!(error.left_out[0].to_string(), "trackingId: a text was expected, not 4711");
/// ```
///
/// # Errors
/// Where the text is no JSON, or no object.
pub fn object_from_json<T: FromJson>(text: &str) -> Result<Lenient<T>, DecodeError> {
    lenient::object(parse(text)?)
}

fn parse(text: &str) -> Result<Value, DecodeError> {
    serde_json::from_str(text).map_err(|_| DecodeError::expected("JSON"))
}

/// Reads from any source of serde's: what `Deserialize` of such a type does.
///
/// # Errors
/// Those of the source, and the error where the value is something else.
pub fn read<'de, T: FromJson, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    T::from_value(Value::deserialize(from)?).map_err(D::Error::custom)
}

/// Implements `Deserialize` through [`FromJson`].
macro_rules! deserialize_from_json {
    ($($name:ident),+) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::json::read(from)
            }
        }
    )+};
}

pub(crate) use deserialize_from_json;
