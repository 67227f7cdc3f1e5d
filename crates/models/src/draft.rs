//! The request as it is typed, and the only way from there to the wire: [`RequestDraft::validate`].
//! A draft is kept by the browser, so it must never lose what was typed, valid or not. Knows no clock and makes no keys.

mod item;

pub use item::{ChosenAccounts, DraftItem, OwnEnd, RequestedApp, TypedDate};

use crate::id::{IdentityId, ItemId};
use crate::json::{deserialize_from_json, text_from_json};
use crate::json_struct;
use crate::rule::{EntitlementLimits, Facts, Rule, Violations, check_request};
use crate::wire::access_request::AccessRequest;
use crate::wire::reference::{ClientMetadata, ItemType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::OffsetDateTime;

/// The key in `clientMetadata` under which a submit is found again.
pub const METADATA_KEY: &str = "requestCenterKey";

/// The numbers of FNV-1a, 64 bits: a short mark that is the same for the same parts.
const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

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

    /// The key of one call among several: this one, and a mark made of the parts, which say what the call is about. The same parts
    /// give the same key, others another.
    pub(crate) fn of_call(&self, parts: &mut dyn Iterator<Item = &str>) -> Self {
        let mut mark = FNV_START;
        for part in parts {
            for byte in part.bytes().chain([0]) {
                mark = (mark ^ u64::from(byte)).wrapping_mul(FNV_PRIME);
            }
        }
        Self(format!("{}-{mark:016x}", self.0))
    }

    /// True if these metadata (a row's echo) carry this key; an empty key marks nothing.
    #[must_use]
    pub fn marks(&self, metadata: Option<&ClientMetadata>) -> bool {
        !self.0.is_empty() && metadata.and_then(|m| m.get(METADATA_KEY)).is_some_and(|key| *key == self.0)
    }
}

text_from_json!(SubmitKey);

impl From<String> for SubmitKey {
    fn from(text: String) -> Self {
        Self(text)
    }
}

json_struct! {
    /// A request for access being put together.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct RequestDraft {
        /// The key of the submit this draft will become.
        pub key: SubmitKey,
        /// For whom.
        pub recipients: Vec<IdentityId> = default,
        /// The requested items, in the order they were added.
        pub items: Vec<DraftItem> = default,
        /// The names of recipients, for showing them before they were read.
        pub names: BTreeMap<IdentityId, String> = default,
    }
}

deserialize_from_json!(RequestDraft);

impl RequestDraft {
    /// True if that item is in it.
    #[must_use]
    pub fn contains(&self, id: &ItemId) -> bool {
        self.items.iter().any(|item| item.id == *id)
    }

    /// True if one call in the flat shape cannot say it: with more entitlements or people than one call takes, exceptions, accounts
    /// chosen, or an end date of some people alone.
    #[must_use]
    pub fn needs_plan(&self) -> bool {
        let entitlements = self.items.iter().filter(|item| item.r#type == ItemType::Entitlement).count();
        let is_uneven =
            |item: &DraftItem| !item.except.is_empty() || !item.accounts.is_empty() || item.own_end.is_some();
        Rule::EntitlementsLimit.is_exceeded_by(entitlements)
            || entitlements > 0 && Rule::RecipientsLimit.is_exceeded_by(self.recipients.len())
            || self.items.iter().any(is_uneven)
    }

    /// The request to send (`createAccessRequest`, a grant in the flat shape), or everything that is wrong with it, each at
    /// its place. More than one call can hold is refused; [`crate::plan`] splits it. `entitlements` is what the configuration says of them. Comments go without the space around them, dates in UTC, and the key with the request and every item.
    ///
    /// ```
    /// use request_center_models::draft::{DraftItem, RequestDraft};
    /// use request_center_models::rule::{EntitlementLimits, FieldPath, Rule};
    /// use request_center_models::{id::IdentityId, wire::reference::ItemType};
    /// # let now = time::OffsetDateTime::UNIX_EPOCH;
    /// let item = DraftItem::new("r-1".into(), ItemType::Role, "Night shift lead".to_owned());
    /// let mut draft = RequestDraft {
    ///     key: "k-1".to_owned().into(),
    ///     recipients: vec!["p-1".into()],
    ///     items: vec![DraftItem { comment_required: true, ..item }],
    ///     ..RequestDraft::default()
    /// };
    /// let limits = EntitlementLimits::default();
    /// let violations = draft.validate(now, &limits).unwrap_err();
    /// assert_eq!(violations.at(FieldPath::Comment(0)).collect::<Vec<_>>(), [Rule::CommentRequired]);
    ///
    /// draft.items[0].comment = "I lead the night shift from May".to_owned();
    /// let request = draft.validate(now, &limits).unwrap();
    /// assert_eq!(request.body().requested_for, Some(vec![IdentityId::from("p-1")]));
    /// ```
    ///
    /// # Errors
    /// Every broken rule, not only the first, in the order of the request.
    pub fn validate(
        &self,
        now: OffsetDateTime,
        entitlements: &EntitlementLimits,
    ) -> Result<NewRequest, Violations> {
        let metadata = ClientMetadata::from([(METADATA_KEY.to_owned(), self.key.0.clone())]);
        let request = AccessRequest {
            requested_for: Some(self.recipients.clone()),
            requested_items: Some(self.items.iter().map(|item| item.to_wire(&metadata)).collect()),
            client_metadata: Some(metadata),
            ..AccessRequest::default()
        };
        NewRequest::checked(self.key.clone(), request, &self.facts(entitlements), now)
    }

    /// The context its bodies are checked in.
    pub(crate) fn facts(&self, entitlements: &EntitlementLimits) -> Facts {
        let required = self.items.iter().filter(|item| item.comment_required);
        Facts {
            comment_required: required.map(|item| item.id.clone()).collect(),
            entitlements: *entitlements,
            ends: Vec::new(),
        }
    }
}

/// A request that keeps the rules. Only [`RequestDraft::validate`] and [`crate::revoke::RevokeDraft::validate`] make one; it
/// serializes to the body of `createAccessRequest` and cannot be read back, so nothing unchecked reaches the wire.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct NewRequest {
    #[serde(skip)]
    key: SubmitKey,
    request: AccessRequest,
}

impl NewRequest {
    /// The request, where it keeps the rules.
    pub(crate) fn checked(
        key: SubmitKey,
        request: AccessRequest,
        facts: &Facts,
        now: OffsetDateTime,
    ) -> Result<Self, Violations> {
        check_request(&request, facts, now)?;
        Ok(Self { key, request })
    }

    /// The key it carries.
    #[must_use]
    pub fn key(&self) -> &SubmitKey {
        &self.key
    }

    /// The body that is sent.
    #[must_use]
    pub fn body(&self) -> &AccessRequest {
        &self.request
    }
}
