//! A three-way comparison of one configuration, field by field: the base, both changes, and which one is kept.
//! Nothing of theirs is lost unless somebody says so.

use super::difference::{difference, place};
use super::document::{Setting, put};
use crate::json::FromJson;
use crate::order::sort_by;
use crate::wire::config::ConfigField;
use serde_json::Value;

/// Who changed a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Only this form.
    Mine,
    /// Only somebody else.
    Theirs,
    /// Both, to the same value.
    Both,
    /// Both, to different values.
    Conflict,
}

/// One field that somebody changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// Its path, outermost name first.
    pub path: Vec<String>,
    /// The value in the base.
    pub base: Option<Value>,
    /// The value in this form.
    pub mine: Option<Value>,
    /// The value on the server.
    pub theirs: Option<Value>,
    /// Who changed it.
    pub side: Side,
    /// True if [`merge`] takes this form's value. At first it does where nobody else changed the field.
    pub take_mine: bool,
}

impl Contrast {
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

/// Every changed field: `base` is the configuration the form started from, `mine` the one it would save, `theirs` the one stored
/// now.
///
/// ```
/// use request_center_models::setting::{Setting, Side, merge, three_way};
/// use request_center_models::json::from_json;
/// let read = |text: &str| from_json::<Setting>(text).unwrap();
/// let base = read(r#"{"autoApprovalEnabled":true,"approvalsMustBeExternal":false}"#);
/// let mine = read(r#"{"autoApprovalEnabled":false,"approvalsMustBeExternal":false}"#);
/// let theirs = read(r#"{"autoApprovalEnabled":true,"approvalsMustBeExternal":true}"#);
/// let contrasts = three_way(&base, &mine, &theirs);
/// assert_eq!(contrasts.iter().map(|c| c.side).collect::<Vec<_>>(), [Side::Mine, Side::Theirs]);
/// let both = read(r#"{"autoApprovalEnabled":false,"approvalsMustBeExternal":true}"#);
/// assert_eq!(merge(&mine, &theirs, &contrasts), both);
/// ```
#[must_use]
pub fn three_way(base: &Setting, mine: &Setting, theirs: &Setting) -> Vec<Contrast> {
    let (my_changes, their_changes) = (difference(base, mine), difference(base, theirs));
    let mut contrasts = Vec::new();
    for change in &my_changes {
        let same = their_changes.iter().find(|theirs| theirs.path == change.path);
        let near = their_changes.iter().any(|theirs| overlap(&theirs.path, &change.path));
        let side = match same {
            Some(_) if !differ_at(mine, theirs, &change.path) => Side::Both,
            _ if near => Side::Conflict,
            _ => Side::Mine,
        };
        contrasts.push(Contrast {
            path: change.path.clone(),
            base: change.before.clone(),
            mine: change.after.clone(),
            theirs: at(&theirs.json, &change.path),
            side,
            take_mine: side == Side::Mine,
        });
    }
    for change in their_changes {
        if my_changes.iter().all(|mine| mine.path != change.path) {
            contrasts.push(Contrast {
                mine: at(&mine.json, &change.path),
                path: change.path,
                base: change.before,
                theirs: change.after,
                side: Side::Theirs,
                take_mine: false,
            });
        }
    }
    sort_by(&mut contrasts, |a, b| place(a.field()).cmp(&place(b.field())));
    contrasts
}

/// The configuration on the server, with this form's value in every field that takes it.
#[must_use]
pub fn merge(mine: &Setting, theirs: &Setting, contrasts: &[Contrast]) -> Setting {
    let mut json = theirs.json.clone();
    for contrast in contrasts.iter().filter(|contrast| contrast.take_mine) {
        let path: Vec<&str> = contrast.path.iter().map(String::as_str).collect();
        put(&mut json, &path, raw(&mine.json, &contrast.path).cloned());
    }
    Setting::from_value(json).unwrap_or_else(|_| theirs.clone())
}

/// True if one path leads into the other.
fn overlap(one: &[String], other: &[String]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn raw<'a>(json: &'a Value, path: &[String]) -> Option<&'a Value> {
    path.iter().try_fold(json, |at, name| at.get(name))
}

fn at(json: &Value, path: &[String]) -> Option<Value> {
    raw(json, path).filter(|value| !value.is_null()).cloned()
}

/// True if two configurations differ there.
fn differ_at(one: &Setting, other: &Setting, path: &[String]) -> bool {
    difference(one, other).iter().any(|change| overlap(&change.path, path))
}
