//! What was sent, as far as it is kept for showing it. Holds no comment and no date: the draft keeps those.

use request_center_models::id::{AccessRequestId, IdentityId, ItemId};
use request_center_models::wire::reference::ItemType;
use serde::{Deserialize, Serialize};

/// What was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sent {
    /// A request for access.
    Create {
        /// The items.
        items: Vec<SentItem>,
        /// For whom.
        recipients: Vec<IdentityId>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentItem {
    /// Id.
    pub id: ItemId,
    /// Kind of access.
    pub r#type: ItemType,
    /// Name.
    pub name: String,
}
