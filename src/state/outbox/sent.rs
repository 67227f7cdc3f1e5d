//! What was sent, as far as it is kept for showing it. Of comments it holds only the reason of a cancel, and no date: the
//! forms keep those.

use request_center_models::id::{AccessRequestId, IdentityId, ItemId};
use request_center_models::tree::{FromTree, Members, Misfit, variant};
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

impl FromTree for Sent {
    fn from_tree(tree: Value) -> Result<Self, Misfit> {
        let (name, content) = variant(tree)?;
        let mut members = Members::verbatim(content);
        match name.as_str() {
            "create" => Ok(Self::Create {
                items: members.required("items")?,
                recipients: members.required("recipients")?,
            }),
            "remove" => Ok(Self::Remove {
                items: members.required("items")?,
                person: members.required("person")?,
                name: members.required("name")?,
            }),
            "cancel" => Ok(Self::Cancel {
                id: members.required("id")?,
                reason: members.required("reason")?,
                rows: members.required("rows")?,
            }),
            _ => Err(Misfit::expected("create, remove or cancel")),
        }
    }
}

impl FromTree for SentItem {
    fn from_tree(tree: Value) -> Result<Self, Misfit> {
        let mut members = Members::verbatim(tree);
        Ok(Self {
            id: members.required("id")?,
            r#type: members.required("type")?,
            name: members.required("name")?,
        })
    }
}
