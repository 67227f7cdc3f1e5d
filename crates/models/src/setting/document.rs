//! A configuration as it came, to the letter, and what it means. Changes nothing by itself.

use crate::tree::{FromTree, Misfit, deserialize_from_tree, take_out};
use crate::wire::config::{AccessRequestConfig, ConfigField};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// A configuration as it came. It serializes to exactly that, known to this version or not.
///
/// ```
/// use request_center_models::{setting::Setting, tree::from_json};
/// let came = r#"{"autoApprovalEnabled":null,"quietHours":{"from":"22:00"}}"#;
/// let setting: Setting = from_json(came).unwrap();
/// assert_eq!(setting.config().auto_approval_enabled, Some(None));
/// assert_eq!(serde_json::to_string(&setting).unwrap(), came);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub(super) tree: Value,
    config: AccessRequestConfig,
}

impl Default for Setting {
    fn default() -> Self {
        Self { tree: Value::Object(Map::new()), config: AccessRequestConfig::default() }
    }
}

impl Setting {
    /// What it means.
    #[must_use]
    pub fn config(&self) -> &AccessRequestConfig {
        &self.config
    }

    /// What came.
    #[must_use]
    pub fn tree(&self) -> &Value {
        &self.tree
    }

    /// The value of that field, `None` where it is absent or `null`.
    #[must_use]
    pub fn value(&self, field: ConfigField) -> Option<&Value> {
        let mut at = &self.tree;
        for name in field.path().split('.') {
            at = at.get(name)?;
        }
        Some(at).filter(|value| !value.is_null())
    }
}

impl FromTree for Setting {
    fn from_tree(tree: Value) -> Result<Self, Misfit> {
        let config = AccessRequestConfig::from_tree(tree.clone())?;
        Ok(Self { tree, config })
    }
}

deserialize_from_tree!(Setting);

impl Serialize for Setting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tree.serialize(serializer)
    }
}

/// Puts a value where that path leads and makes objects on the way; `None` takes the member away.
pub(super) fn put(tree: &mut Value, path: &[&str], value: Option<Value>) {
    let Some((name, rest)) = path.split_first() else {
        *tree = value.unwrap_or_default();
        return;
    };
    if !tree.is_object() {
        *tree = Value::Object(Map::new());
    }
    let Value::Object(members) = tree else { return };
    match value {
        None if rest.is_empty() => {
            take_out(members, &|member| member == *name);
        }
        value => put(members.entry(*name).or_insert(Value::Null), rest, value),
    }
}
