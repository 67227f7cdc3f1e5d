//! How two configurations differ, field by field. Absent and `null` are the same, and so are two ways to write one list.

use super::document::Setting;
use super::scheme::{Scheme, schemes};
use crate::order::sort_by;
use crate::wire::config::ConfigField;
use serde_json::Value;

/// One field that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its path, outermost name first.
    pub path: Vec<String>,
    /// The old value; `None` where it was absent or `null`.
    pub before: Option<Value>,
    /// The new value; `None` where it is absent or `null`.
    pub after: Option<Value>,
}

impl Change {
    /// The API's own name of the field, outermost name first, joined by dots.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.join(".")
    }

    /// The field, where this version knows it.
    #[must_use]
    pub fn field(&self) -> Option<ConfigField> {
        ConfigField::at(&self.name())
    }
}

/// Every field that differs, those this version knows first, in the order of the form.
///
/// ```
/// use request_center_models::{setting::difference, json::from_json};
/// let before = from_json(r#"{"autoApprovalEnabled":true,"labels":null}"#).unwrap();
/// let after = from_json(r#"{"autoApprovalEnabled":false}"#).unwrap();
/// let changes = difference(&before, &after);
/// assert_eq!(changes.len(), 1);
/// assert_eq!((changes[0].name().as_str(), &changes[0].after), ("autoApprovalEnabled", &Some(false.into())));
/// ```
#[must_use]
pub fn difference(before: &Setting, after: &Setting) -> Vec<Change> {
    let mut changes = Vec::new();
    walk(&mut Vec::new(), Some(&before.json), Some(&after.json), &mut changes);
    sort_by(&mut changes, |a, b| place(a.field()).cmp(&place(b.field())));
    changes
}

/// The fields that were sent but not read back: every difference, except the values the service may fill in.
/// Those are the defaults of the description for what was not sent (`false`, `sourceOwner`) and the name and address of the
/// fallback approver, who is known by the id. Empty means saved.
#[must_use]
pub fn unsaved(sent: &Setting, read: &Setting) -> Vec<Change> {
    let mut changes = difference(sent, read);
    changes.retain(|change| !is_filled_in(change));
    changes
}

fn is_filled_in(change: &Change) -> bool {
    match (change.field(), &change.before, &change.after) {
        (Some(ConfigField::FallbackApprover), Some(sent), Some(read)) => {
            let id = sent.get("id").and_then(Value::as_str);
            id.is_some() && id == read.get("id").and_then(Value::as_str)
        }
        (Some(ConfigField::ApprovalSchemes), None, Some(read)) => {
            read.as_str().is_some_and(|text| schemes(text) == [Scheme::SourceOwner])
        }
        (_, None, Some(read)) => *read == Value::Bool(false),
        _ => false,
    }
}

/// The field's place in the form; what it does not have comes last.
pub(super) fn place(field: Option<ConfigField>) -> usize {
    field.and_then(|field| ConfigField::ALL.iter().position(|one| *one == field)).unwrap_or(usize::MAX)
}

fn walk(path: &mut Vec<String>, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<Change>) {
    let before = before.filter(|value| !value.is_null());
    let after = after.filter(|value| !value.is_null());
    if before == after {
        return;
    }
    let field = ConfigField::at(&path.join("."));
    let inner = |value: Option<&Value>| value.is_none_or(Value::is_object);
    if inner(before) && inner(after) && field != Some(ConfigField::FallbackApprover) {
        for name in names(before, after) {
            path.push(name.clone());
            walk(path, before.and_then(|b| b.get(name)), after.and_then(|a| a.get(name)), changes);
            path.pop();
        }
        return;
    }
    if field == Some(ConfigField::ApprovalSchemes) && list(before) == list(after) {
        return;
    }
    changes.push(Change { path: path.clone(), before: before.cloned(), after: after.cloned() });
}

/// The list a value means; `None` where it is no text.
fn list(value: Option<&Value>) -> Option<Vec<Scheme>> {
    value.map_or(Some(Vec::new()), |value| value.as_str().map(schemes))
}

/// The names of both, each once.
fn names<'a>(before: Option<&'a Value>, after: Option<&'a Value>) -> Vec<&'a String> {
    let mut names: Vec<&String> = Vec::new();
    for object in [before, after] {
        for name in object.and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}
