//! Who decides about entitlements: `grantRequestApprovalSchemes`, a text of names with commas between them, as a list.

use crate::json::text_from_json;
use serde::{Serialize, Serializer};
use std::fmt;

/// One of those who decide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// `entitlementOwner`
    EntitlementOwner,
    /// `sourceOwner`
    SourceOwner,
    /// `manager`
    Manager,
    /// `workgroup:{id}`, the governance group with that id.
    Group(String),
    /// A name this version does not know, as it came.
    Unknown(String),
}

const GROUP: &str = "workgroup:";

impl Scheme {
    /// Those that need no id, in the order of a list to choose from.
    pub const PLAIN: [Self; 3] = [Self::Manager, Self::EntitlementOwner, Self::SourceOwner];
}

impl From<&str> for Scheme {
    fn from(text: &str) -> Self {
        match text {
            "entitlementOwner" => Self::EntitlementOwner,
            "sourceOwner" => Self::SourceOwner,
            "manager" => Self::Manager,
            other => match other.strip_prefix(GROUP) {
                Some(id) => Self::Group(id.to_owned()),
                None => Self::Unknown(other.to_owned()),
            },
        }
    }
}

impl From<String> for Scheme {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, text) = match self {
            Self::EntitlementOwner => ("", "entitlementOwner"),
            Self::SourceOwner => ("", "sourceOwner"),
            Self::Manager => ("", "manager"),
            Self::Group(id) => (GROUP, id.as_str()),
            Self::Unknown(text) => ("", text.as_str()),
        };
        f.write_str(before)?;
        f.write_str(text)
    }
}

text_from_json!(Scheme);

impl Serialize for Scheme {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

/// The list a text means; empty pieces are passed over.
///
/// ```
/// use request_center_models::setting::{Scheme, schemes};
/// assert_eq!(schemes("manager,workgroup:g-1"), [Scheme::Manager, Scheme::Group("g-1".to_owned())]);
/// assert_eq!(schemes(" "), []);
/// ```
#[must_use]
pub fn schemes(text: &str) -> Vec<Scheme> {
    let mut list = Vec::new();
    for piece in text.split(',') {
        let piece = piece.trim();
        if !piece.is_empty() {
            list.push(Scheme::from(piece));
        }
    }
    list
}

/// The text of a list, as the description writes it.
pub(super) fn joined(list: &[Scheme]) -> String {
    let mut text = String::new();
    for scheme in list {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&scheme.to_string());
    }
    text
}
