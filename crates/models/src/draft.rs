//! What a person is typing, and the only road from it to the wire: [`Draft::validate`].
//! A draft is kept by the browser, so it must never lose what was typed, valid or not. Knows no clock and makes no keys.

use crate::id::{IdentityId, ItemId};
use crate::moment::Moment;
use crate::rule::{Facts, Place, Rule, Violations, check_request};
use crate::wire::access_request::{AccessRequest, RequestedItem};
use crate::wire::reference::{ClientMetadata, ItemType};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The key in `clientMetadata` under which a submit is found again.
pub const METADATA_KEY: &str = "requestCenterKey";

/// Identifies one submit: made when a draft is begun, sent with it, looked up after an unknown outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubmitKey(String);

impl SubmitKey {
    /// The key's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether these metadata carry this key.
    #[must_use]
    pub fn marks(&self, metadata: Option<&ClientMetadata>) -> bool {
        metadata.and_then(|m| m.get(METADATA_KEY)).is_some_and(|key| *key == self.0)
    }
}

impl From<String> for SubmitKey {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A request for access being put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The key of the submit this draft will become.
    pub key: SubmitKey,
    /// For whom.
    #[serde(default)]
    pub recipients: Vec<IdentityId>,
    /// What is asked for, in the order it was added.
    #[serde(default)]
    pub items: Vec<DraftItem>,
}

/// One item of a draft, with what was typed for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftItem {
    /// Id.
    pub id: ItemId,
    /// Kind of access.
    pub r#type: ItemType,
    /// Name, for showing it before the catalog has arrived.
    pub name: String,
    /// Whether its owner asks for a comment.
    #[serde(default)]
    pub comment_required: bool,
    /// The comment as typed.
    #[serde(default)]
    pub comment: String,
    /// The end date as typed.
    #[serde(default)]
    pub remove_date: TypedDate,
}

/// A date as typed, with the instant it means where it means one. Whoever reads the field knows the person's time zone; this does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedDate {
    /// The field's text; empty where nothing was typed.
    pub text: String,
    /// The instant in UTC.
    #[serde(default)]
    pub moment: Option<Moment>,
    /// Something was typed that is not (yet) a date.
    #[serde(default)]
    pub unreadable: bool,
}

impl Draft {
    /// Whether that item is in it.
    #[must_use]
    pub fn contains(&self, id: &ItemId) -> bool {
        self.items.iter().any(|item| item.id == *id)
    }

    /// The request to send, or everything that is wrong with it, each at its place.
    ///
    /// # Errors
    /// Every broken rule, not only the first.
    pub fn validate(
        &self,
        now: OffsetDateTime,
        entitlements_forbidden: bool,
    ) -> Result<NewRequest, Violations> {
        let metadata = ClientMetadata::from([(METADATA_KEY.to_owned(), self.key.0.clone())]);
        let request = AccessRequest {
            requested_for: Some(self.recipients.clone()),
            requested_items: Some(self.items.iter().map(|item| item.to_wire(&metadata)).collect()),
            client_metadata: Some(metadata),
            ..AccessRequest::default()
        };
        let facts = Facts {
            comment_required: self.items.iter().filter(|i| i.comment_required).map(|i| i.id.clone()).collect(),
            entitlements_forbidden,
        };
        let mut violations = check_request(&request, &facts, now).err().unwrap_or_default();
        for (i, item) in self.items.iter().enumerate() {
            let date = &item.remove_date;
            if date.unreadable || (date.moment.is_none() && !date.text.is_empty()) {
                violations.push(Rule::RemoveDateUnreadable, Place::RemoveDate(i));
            }
        }
        violations.ok_or(|| NewRequest { key: self.key.clone(), request })
    }
}

impl DraftItem {
    fn to_wire(&self, metadata: &ClientMetadata) -> RequestedItem {
        let comment = self.comment.trim();
        RequestedItem {
            r#type: Some(self.r#type.clone()),
            id: Some(self.id.clone()),
            comment: (!comment.is_empty()).then(|| comment.to_owned()),
            client_metadata: Some(metadata.clone()),
            remove_date: self.remove_date.moment.clone(),
            ..RequestedItem::default()
        }
    }
}

/// A request that keeps the rules. Only [`Draft::validate`] makes one; it serializes to the body of `createAccessRequest`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct NewRequest {
    #[serde(skip)]
    key: SubmitKey,
    request: AccessRequest,
}

impl NewRequest {
    /// The key it carries.
    #[must_use]
    pub fn key(&self) -> &SubmitKey {
        &self.key
    }

    /// What will be sent.
    #[must_use]
    pub fn body(&self) -> &AccessRequest {
        &self.request
    }
}
