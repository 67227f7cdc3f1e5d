//! One approval as a row of either list, with the properties it is filtered by. Pure: no signal, no call.

use crate::state::catalog::item::fold;
use request_center_models::approval::{ApprovalKind, Asked, DecisionBlocked};
use request_center_models::cancel::Viewer;
use request_center_models::id::{AccessRequestId, ApprovalId, IdentityId};
use request_center_models::moment::Moment;
use request_center_models::wire::approval::{ApprovalAction, CompletedApproval, PendingApproval};
use request_center_models::wire::reference::OwnerRef;
use std::sync::Arc;
use time::OffsetDateTime;

/// A row shared between lists and views.
pub type SharedApproval = Arc<Approval>;

/// An approval.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// Its id; empty where the service gave none: then it cannot be decided.
    pub id: ApprovalId,
    /// The requested change.
    pub asked: Asked,
    /// The access request's id, where the API family has it.
    pub request: Option<AccessRequestId>,
    /// Why it cannot be decided now; `None` where it can.
    pub blocked: Option<DecisionBlocked>,
    /// The decision, of a reviewed approval.
    pub decided: Option<Decided>,
    /// When it was created, in milliseconds since 1970; `None` where the service gave no date.
    created: Option<i64>,
    /// Item, people, comment and description, folded for search.
    search_text: String,
}

/// A decision as the service reports it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// Approved, denied, or a value this version does not know.
    pub action: Option<ApprovalAction>,
    /// The person who decided.
    pub by: OwnerRef,
    /// The time of the decision.
    pub at: Option<Moment>,
    /// The comment of the person who decided.
    pub comment: Option<String>,
}

impl Approval {
    /// A row of the pending list, as that viewer can decide it.
    #[must_use]
    pub fn from_pending(mut row: PendingApproval, viewer: &Viewer) -> Self {
        let blocked = row.decision_blocked(viewer);
        Self { request: row.access_request_id.take(), blocked, ..Self::new(row.id.take(), row.take_asked()) }
    }

    /// A row of the completed list.
    #[must_use]
    pub fn from_completed(mut row: CompletedApproval) -> Self {
        let asked = row.take_asked();
        let decided = Decided {
            action: row.state,
            by: row.reviewed_by.or(row.owner).unwrap_or_default(),
            at: row.modified,
            comment: row.reviewer_comment.and_then(|comment| comment.comment),
        };
        Self { decided: Some(decided), ..Self::new(row.id, asked) }
    }

    fn new(id: Option<ApprovalId>, asked: Asked) -> Self {
        let created = asked.created.as_ref().and_then(Moment::instant).map(millis);
        let mut row = Self {
            id: id.unwrap_or_default(),
            asked,
            request: None,
            blocked: None,
            decided: None,
            created,
            search_text: String::new(),
        };
        let description = row.asked.object.description.as_deref().unwrap_or_default();
        let comment = row.comment().unwrap_or_default();
        row.search_text =
            fold(&[row.item(), row.recipient(), row.requester(), comment, description].join(" "));
        row
    }

    /// The item's name, its id where it has none; empty where the service names nothing.
    #[must_use]
    pub fn item(&self) -> &str {
        let id = self.asked.object.id.as_ref().map(request_center_models::id::ItemId::as_str);
        self.asked.object.name.as_deref().filter(|name| !name.trim().is_empty()).or(id).unwrap_or_default()
    }

    /// The recipient's name.
    #[must_use]
    pub fn recipient(&self) -> &str {
        self.asked.recipient.label().unwrap_or_default()
    }

    /// The requester's name.
    #[must_use]
    pub fn requester(&self) -> &str {
        self.asked.requester.label().unwrap_or_default()
    }

    /// The requester's comment; `None` where it is empty.
    #[must_use]
    pub fn comment(&self) -> Option<&str> {
        let words = self.asked.words.as_ref().and_then(|words| words.comment.as_deref());
        words.map(str::trim).filter(|words| !words.is_empty())
    }

    /// Returns whether item, people, comment or description contain all of these folded words.
    #[must_use]
    pub fn matches(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.search_text.contains(word.as_str()))
    }

    /// Returns whether that person is the recipient; an empty id matches all.
    #[must_use]
    pub fn is_for(&self, person: &str) -> bool {
        person.is_empty() || self.asked.recipient.id.as_ref().is_some_and(|id| id.as_str() == person)
    }

    /// Returns whether that item is requested; an empty id matches all.
    #[must_use]
    pub fn is_about(&self, item: &str) -> bool {
        item.is_empty() || self.asked.object.id.as_ref().is_some_and(|id| id.as_str() == item)
    }

    /// When it was created, in milliseconds since 1970; `None` where the service gave no date.
    #[must_use]
    pub fn created(&self) -> Option<i64> {
        self.created
    }

    /// Returns whether it was created before that time.
    #[must_use]
    pub fn is_older_than(&self, then: OffsetDateTime) -> bool {
        self.created.is_some_and(|at| at < millis(then))
    }

    /// Returns whether that viewer decided it.
    #[must_use]
    pub fn is_decided_by(&self, viewer: &IdentityId) -> bool {
        self.decided.as_ref().is_some_and(|decided| decided.by.id.as_ref() == Some(viewer))
    }
}

fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp().saturating_mul(1_000).saturating_add(i64::from(at.millisecond()))
}

/// The name of a kind in links, filters and CSS classes.
#[must_use]
pub fn kind_name(kind: &ApprovalKind) -> &str {
    match kind {
        ApprovalKind::Grant => "grant",
        ApprovalKind::Removal => "removal",
        ApprovalKind::DateChange => "change",
        ApprovalKind::Unknown(text) => text,
    }
}

/// The kind with that name.
#[must_use]
pub fn kind_of(name: &str) -> ApprovalKind {
    for kind in [ApprovalKind::Grant, ApprovalKind::Removal, ApprovalKind::DateChange] {
        if kind_name(&kind) == name {
            return kind;
        }
    }
    ApprovalKind::Unknown(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::json::from_json;

    fn pending(json: &str) -> Approval {
        Approval::from_pending(from_json(json).expect("a pending approval"), &Viewer::default())
    }

    #[test]
    fn search_covers_people_items_and_comments() {
        let row = pending(
            r#"{"id": "a", "requester": {"name": "Lea Brandt"}, "requestedFor": {"name": "Jonas Petit"},
                "requestedObject": {"name": "Snowflake analyst"}, "requesterComment": {"comment": "November class"}}"#,
        );
        let has = |text: &str| row.matches(&text.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert!(has("lea snow november"));
        assert!(has("petit"));
        assert!(!has("petit removal"));
    }

    #[test]
    fn age_is_measured_from_creation() {
        let row = pending(r#"{"id": "a", "created": "2026-11-01T10:00:00Z"}"#);
        let then = |text: &str| Moment::from(text).instant().expect("a moment");
        assert!(row.is_older_than(then("2026-11-01T10:00:01Z")));
        assert!(!row.is_older_than(then("2026-11-01T10:00:00Z")));
        assert!(!pending(r#"{"id": "b"}"#).is_older_than(then("2026-11-01T10:00:00Z")), "its age is unknown");
    }

    #[test]
    fn kinds_round_trip_through_their_names() {
        for name in ["grant", "removal", "change", "LATER"] {
            assert_eq!(kind_name(&kind_of(name)), name);
        }
    }

    #[test]
    fn a_row_needs_only_an_id() {
        let row = pending(r#"{"id": "a"}"#);
        assert_eq!((row.item(), row.recipient(), row.comment()), ("", "", None));
        assert_eq!(row.blocked, None);
    }
}
