//! What was sent, as far as it is kept for showing it. Of comments it holds only the reason of a cancel, and no date: the
//! forms keep those.

use request_center_models::draft::NewRequest;
use request_center_models::holding::Holding;
use request_center_models::id::{AccessRequestId, IdentityId, ItemId};
use request_center_models::json::{DecodeError, FromJson, Members, variant};
use request_center_models::wire::reference::ItemType;
use serde::Serialize;
use serde_json::Value;

/// What was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sent {
    /// A request for access.
    Create {
        /// The items.
        items: Vec<SentItem>,
        /// For whom.
        recipients: Vec<IdentityId>,
    },
    /// A request to take access away.
    Remove {
        /// What is taken away.
        items: Vec<SentItem>,
        /// Of each item the assignment or account alone that is meant; empty for all of it.
        parts: Vec<String>,
        /// From whom.
        person: IdentityId,
        /// Their name.
        name: String,
    },
    /// A cancel.
    Cancel {
        /// The access request it ends.
        id: AccessRequestId,
        /// The reason given.
        reason: String,
        /// Names of the rows that go with it.
        rows: Vec<String>,
    },
}

impl Sent {
    /// One call of a removal.
    #[must_use]
    pub fn removal(request: &NewRequest, items: Vec<SentItem>, person: IdentityId, name: String) -> Self {
        let mut parts = Vec::new();
        for item in request.body().requested_items.iter().flatten() {
            let part = item.assignment_id.as_ref().or(item.native_identity.as_ref());
            parts.push(part.cloned().unwrap_or_default());
        }
        Self::Remove { items, parts, person, name }
    }

    /// Whether it takes that away from that person. Where nobody knows which of several assignments is held, every one is meant.
    #[must_use]
    pub fn removes(&self, whose: &IdentityId, held: &Holding) -> bool {
        let Self::Remove { items, parts, person, .. } = self else { return false };
        let own = [&held.assignment_id, &held.native_identity];
        for (at, item) in items.iter().enumerate() {
            let part = parts.get(at).filter(|part| !part.is_empty());
            let meant = part.is_none() || own == [&None, &None] || own.contains(&&part.cloned());
            if person == whose && item.id == held.id && meant {
                return true;
            }
        }
        false
    }
}

/// One item of a request that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SentItem {
    /// Id.
    pub id: ItemId,
    /// Kind of access.
    pub r#type: ItemType,
    /// Name.
    pub name: String,
}

impl FromJson for Sent {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let (name, content) = variant(tree)?;
        let mut members = Members::verbatim(content);
        match name.as_str() {
            "create" => Ok(Self::Create {
                items: members.required("items")?,
                recipients: members.required("recipients")?,
            }),
            "remove" => Ok(Self::Remove {
                items: members.required("items")?,
                parts: members.or_default("parts")?,
                person: members.required("person")?,
                name: members.required("name")?,
            }),
            "cancel" => Ok(Self::Cancel {
                id: members.required("id")?,
                reason: members.required("reason")?,
                rows: members.required("rows")?,
            }),
            _ => Err(DecodeError::expected("create, remove or cancel")),
        }
    }
}

impl FromJson for SentItem {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let mut members = Members::verbatim(tree);
        Ok(Self {
            id: members.required("id")?,
            r#type: members.required("type")?,
            name: members.required("name")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::json::from_json;

    fn sent(parts: &[&str]) -> Sent {
        let items =
            vec![SentItem { id: "r-1".into(), r#type: ItemType::Role, name: "Crane driver".to_owned() }];
        let parts = parts.iter().map(|part| (*part).to_owned()).collect();
        Sent::Remove { items, parts, person: "p-1".into(), name: "Ines".to_owned() }
    }

    fn held(assignment: Option<&str>, account: Option<&str>) -> Holding {
        let mut held = Holding::new(ItemType::Role, "r-1".into(), "Crane driver".to_owned());
        held.assignment_id = assignment.map(str::to_owned);
        held.native_identity = account.map(str::to_owned);
        held
    }

    #[test]
    fn a_removal_of_one_assignment_or_account_is_not_that_of_another() {
        for (parts, held, is) in [
            (&["a-1"][..], held(Some("a-1"), None), true),
            (&["a-1"], held(Some("a-2"), None), false),
            (&["CN=Ines"], held(Some("x"), Some("CN=Ines")), true),
            (&["CN=Ines"], held(None, Some("CN=Ines-test")), false),
            (&["a-1"], held(None, None), true),
            (&[""], held(Some("a-2"), None), true),
            (&[], held(Some("a-2"), None), true),
        ] {
            assert_eq!(sent(parts).removes(&"p-1".into(), &held), is, "{parts:?} {held:?}");
            assert!(!sent(parts).removes(&"p-2".into(), &held));
        }
    }

    #[test]
    fn what_an_older_version_kept_of_a_removal_is_read() {
        let text = r#"{"remove":{"items":[{"id":"r-1","type":"ROLE","name":"Crane driver"}],"person":"p-1","name":"Ines"}}"#;
        assert_eq!(from_json::<Sent>(text), Ok(sent(&[])));
    }
}
