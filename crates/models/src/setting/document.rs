//! A configuration as it came, to the letter, and what it means. Changes nothing by itself.

use crate::json::{DecodeError, FromJson, deserialize_from_json, object, take_out};
use crate::wire::config::{AccessRequestConfig, ConfigField};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// A configuration as it came. It serializes to exactly that, known to this version or not.
///
/// ```
/// use request_center_models::{setting::Setting, json::from_json};
/// let came = r#"{"autoApprovalEnabled":null,"quietHours":{"from":"22:00"}}"#;
/// let setting: Setting = from_json(came).unwrap();
/// assert_eq!(setting.config().auto_approval_enabled, Some(None));
/// assert_eq!(serde_json::to_string(&setting).unwrap(), came);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub(super) json: Value,
    /// Of the JSON, what fits: an odd field is unset here and goes back as it came.
    config: AccessRequestConfig,
}

impl Default for Setting {
    fn default() -> Self {
        Self { json: Value::Object(Map::new()), config: AccessRequestConfig::default() }
    }
}

impl Setting {
    /// The decoded configuration.
    #[must_use]
    pub fn config(&self) -> &AccessRequestConfig {
        &self.config
    }

    /// The JSON as it arrived.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// The value of that field, `None` where it is absent or `null`.
    #[must_use]
    pub fn value(&self, field: ConfigField) -> Option<&Value> {
        let mut at = &self.json;
        for name in field.path().split('.') {
            at = at.get(name)?;
        }
        Some(at).filter(|value| !value.is_null())
    }
}

impl FromJson for Setting {
    fn from_value(json: Value) -> Result<Self, DecodeError> {
        let config = object::<AccessRequestConfig>(json.clone())?.value;
        Ok(Self { json, config })
    }
}

deserialize_from_json!(Setting);

impl Serialize for Setting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

/// Puts a value where that path leads and makes objects on the way; `None` takes the member away.
pub(super) fn put(json: &mut Value, path: &[&str], value: Option<Value>) {
    let Some((name, rest)) = path.split_first() else {
        *json = value.unwrap_or_default();
        return;
    };
    if !json.is_object() {
        *json = Value::Object(Map::new());
    }
    let Value::Object(members) = json else { return };
    match value {
        None if rest.is_empty() => {
            take_out(members, &|member| member == *name);
        }
        value => put(members.entry(*name).or_insert(Value::Null), rest, value),
    }
}
