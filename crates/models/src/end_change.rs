//! A change of when held access ends: what was typed, and the only way from there to the wire, [`EndChangeDraft::validate`], a grant of
//! what is held with another date or none. Kept by the browser. Knows no clock and makes no keys.

mod blocked;

pub use blocked::EndChangeBlocked;

use crate::draft::{DraftItem, NewRequest, RequestDraft, SubmitKey, TypedDate};
use crate::holding::HeldEnd;
use crate::id::{IdentityId, ItemId};
use crate::json::deserialize_from_json;
use crate::json_struct;
use crate::moment::Moment;
use crate::rule::{EntitlementLimits, FieldPath, Rule, Violations};
use crate::wire::reference::ItemType;
use time::OffsetDateTime;

json_struct! {
    /// A change of the end of one item, for everybody it is to hold for.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct EndChangeDraft {
        /// The key of the request it will become.
        pub key: SubmitKey,
        /// The item.
        pub id: ItemId,
        /// Kind of access.
        pub r#type: ItemType,
        /// Name.
        pub name: String = default,
        /// True if its owner asks for a comment.
        pub comment_required: bool = default,
        /// Whose access it is.
        pub people: Vec<EndHolder> = default,
        /// The comment, as typed.
        pub comment: String = default,
        /// True if the end is to be taken away.
        pub without_end: bool = default,
        /// The new end, as typed; passed over where there is to be none.
        pub remove_date: TypedDate = nullable,
    }
}

json_struct! {
    /// Somebody whose access is to end at another time.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct EndHolder {
        /// The person.
        pub id: IdentityId,
        /// Their name, for showing it.
        pub name: String = default,
        /// When their access ends today.
        pub end: HeldEnd = default,
        /// True if they report to the viewer; `None` where that is not known.
        pub report: Option<bool> = omitted,
    }
}

deserialize_from_json!(EndChangeDraft, EndHolder);

/// The effect of a change on one person's access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndEffect {
    /// It ends later.
    Extended,
    /// It ends earlier.
    Shortened,
    /// It gets an end.
    Added,
    /// It loses its end.
    Removed,
    /// It ends as before; the service cancels such a request.
    Unchanged,
    /// Its end today is not known.
    Unknown,
}

impl EndHolder {
    /// The effect of that new end, or of none.
    #[must_use]
    pub fn effect(&self, new: Option<OffsetDateTime>) -> EndEffect {
        if self.end.source.is_none() {
            return EndEffect::Unknown;
        }
        match (self.end.instant(), new) {
            (Some(before), Some(after)) if after > before => EndEffect::Extended,
            (Some(before), Some(after)) if after < before => EndEffect::Shortened,
            (Some(_), None) => EndEffect::Removed,
            (None, Some(_)) => EndEffect::Added,
            (Some(_), Some(_)) | (None, None) => EndEffect::Unchanged,
        }
    }
}

impl EndChangeDraft {
    /// The new end as far as it can be read; `None` where there is to be none, or nothing was typed.
    #[must_use]
    pub fn new_end(&self) -> Option<&Moment> {
        self.remove_date.moment.as_ref().filter(|_| !self.without_end && !self.remove_date.unreadable)
    }

    /// True if something was typed or chosen.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        self.without_end || self.remove_date != TypedDate::default() || !self.comment.is_empty()
    }

    /// The people whose access ends at another time by it.
    pub fn changed(&self) -> impl Iterator<Item = &EndHolder> {
        let new = self.new_end().and_then(Moment::instant);
        self.people.iter().filter(move |person| person.effect(new) != EndEffect::Unchanged)
    }

    /// The request to send, for those whose access ends at another time by it.
    ///
    /// ```
    /// use request_center_models::end_change::{EndChangeDraft, EndHolder};
    /// use request_center_models::rule::{EntitlementLimits, FieldPath, Rule};
    /// # let now = time::OffsetDateTime::UNIX_EPOCH;
    /// let mut draft = EndChangeDraft::new("k-1".to_owned().into(), "r-1".into(), "ROLE".into(), "Crane driver".to_owned());
    /// draft.people.push(EndHolder { id: "ines".into(), ..EndHolder::default() });
    /// let limits = EntitlementLimits::default();
    /// let violations = draft.validate(now, &limits).unwrap_err();
    /// assert_eq!(violations.at(FieldPath::RemoveDate(0)).collect::<Vec<_>>(), [Rule::NewEndRequired]);
    /// draft.without_end = true;
    /// assert!(draft.validate(now, &limits).is_ok());
    /// ```
    ///
    /// # Errors
    /// Every broken rule; that of an end which is the same for everybody only where no other is broken.
    pub fn validate(
        &self,
        now: OffsetDateTime,
        entitlements: &EntitlementLimits,
    ) -> Result<NewRequest, Violations> {
        let is_missing = !self.without_end && self.remove_date == TypedDate::default();
        let changed: Vec<IdentityId> = self.changed().map(|person| person.id.clone()).collect();
        let is_unchanged = changed.is_empty() && !self.people.is_empty();
        let everybody = || self.people.iter().map(|person| person.id.clone()).collect();
        let request = RequestDraft {
            key: self.key.clone(),
            recipients: if is_unchanged { everybody() } else { changed },
            items: vec![self.item()],
            ..RequestDraft::default()
        };
        let outcome = request.validate(now, entitlements);
        let own = match outcome {
            _ if is_missing => Rule::NewEndRequired,
            Ok(_) if is_unchanged => Rule::NewEndUnchanged,
            outcome => return outcome,
        };
        let mut violations = outcome.err().unwrap_or_default();
        violations.push_once(own, FieldPath::RemoveDate(0));
        Err(violations)
    }

    /// A change of that item, for nobody yet.
    #[must_use]
    pub fn new(key: SubmitKey, id: ItemId, r#type: ItemType, name: String) -> Self {
        Self {
            key,
            id,
            r#type,
            name,
            comment_required: false,
            people: Vec::new(),
            comment: String::new(),
            without_end: false,
            remove_date: TypedDate::default(),
        }
    }

    fn item(&self) -> DraftItem {
        DraftItem {
            comment_required: self.comment_required,
            comment: self.comment.clone(),
            remove_date: if self.without_end { TypedDate::default() } else { self.remove_date.clone() },
            ..DraftItem::new(self.id.clone(), self.r#type.clone(), self.name.clone())
        }
    }
}
