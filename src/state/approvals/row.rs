//! One approval as shown, whichever of the two lists it came from, and what of it is filtered by.
//! Pure: no signal, no call.

use crate::state::catalog::item::fold;
use request_center_models::approval::{ApprovalKind, Asked, DecisionBlocked};
use request_center_models::cancel::Viewer;
use request_center_models::id::{AccessRequestId, ApprovalId, IdentityId};
use request_center_models::moment::Moment;
use request_center_models::wire::approval::{ApprovalAction, CompletedApproval, PendingApproval};
use request_center_models::wire::reference::OwnerRef;
use time::OffsetDateTime;

/// An approval.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// Id; empty where the service gave none, then it can only be looked at.
    pub id: ApprovalId,
    /// What it asks for.
    pub asked: Asked,
    /// The access request, where the family names it.
    pub request: Option<AccessRequestId>,
    /// Whether a no needs words by the service's own account.
    pub deny_needs_words: bool,
    /// Why it cannot be decided now, `None` where it can.
    pub blocked: Option<DecisionBlocked>,
    /// What was decided, for those that are.
    pub decided: Option<Decided>,
    /// When it began to wait, in milliseconds since 1970; `None` where the service gave no date.
    began: Option<i64>,
    folded: String,
}

/// A decision as the service shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// Approved, denied, or a value of a later version.
    pub action: Option<ApprovalAction>,
    /// Who decided.
    pub by: OwnerRef,
    /// When.
    pub at: Option<Moment>,
    /// The words of who decided.
    pub words: Option<String>,
}

impl Approval {
    /// A row of the pending list, as that viewer may decide it.
    #[must_use]
    pub fn from_pending(mut row: PendingApproval, viewer: &Viewer) -> Self {
        let blocked = row.decision_blocked(viewer);
        Self {
            request: row.access_request_id.take(),
            deny_needs_words: row.comment_required_when_rejected.unwrap_or(false),
            blocked,
            ..Self::new(row.id.take(), row.take_asked())
        }
    }

    /// A row of the completed list.
    #[must_use]
    pub fn from_completed(mut row: CompletedApproval) -> Self {
        let asked = row.take_asked();
        let decided = Decided {
            action: row.state,
            by: row.reviewed_by.or(row.owner).unwrap_or_default(),
            at: row.modified,
            words: row.reviewer_comment.and_then(|comment| comment.comment),
        };
        Self { decided: Some(decided), ..Self::new(row.id, asked) }
    }

    fn new(id: Option<ApprovalId>, asked: Asked) -> Self {
        let began = asked.created.as_ref().and_then(Moment::instant).map(millis);
        let mut row = Self {
            id: id.unwrap_or_default(),
            asked,
            request: None,
            deny_needs_words: false,
            blocked: None,
            decided: None,
            began,
            folded: String::new(),
        };
        let description = row.asked.object.description.as_deref().unwrap_or_default();
        let said = row.said().unwrap_or_default();
        row.folded = fold(&[row.item(), row.for_whom(), row.asked_by(), said, description].join(" "));
        row
    }

    /// The item's name, its id where it has none; empty where the service names nothing.
    #[must_use]
    pub fn item(&self) -> &str {
        let id = self.asked.object.id.as_ref().map(request_center_models::id::ItemId::as_str);
        self.asked.object.name.as_deref().filter(|name| !name.trim().is_empty()).or(id).unwrap_or_default()
    }

    /// The name of whom it is for.
    #[must_use]
    pub fn for_whom(&self) -> &str {
        name_of(&self.asked.recipient)
    }

    /// The name of who asked.
    #[must_use]
    pub fn asked_by(&self) -> &str {
        name_of(&self.asked.requester)
    }

    /// The requester's words, where there are any.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        let words = self.asked.words.as_ref().and_then(|words| words.comment.as_deref());
        words.map(str::trim).filter(|words| !words.is_empty())
    }

    /// Whether every one of these lower-case words stands in item, people or words.
    #[must_use]
    pub fn answers(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.folded.contains(word.as_str()))
    }

    /// Whether it is for that person; an empty id is anybody's.
    #[must_use]
    pub fn is_for(&self, person: &str) -> bool {
        person.is_empty() || self.asked.recipient.id.as_ref().is_some_and(|id| id.as_str() == person)
    }

    /// Whether it is about that item; an empty id is any.
    #[must_use]
    pub fn is_about(&self, item: &str) -> bool {
        item.is_empty() || self.asked.object.id.as_ref().is_some_and(|id| id.as_str() == item)
    }

    /// When it began to wait, in milliseconds since 1970; `None` where the service gave no date.
    #[must_use]
    pub fn began(&self) -> Option<i64> {
        self.began
    }

    /// Whether it began to wait before then.
    #[must_use]
    pub fn began_before(&self, then: OffsetDateTime) -> bool {
        self.began.is_some_and(|at| at < millis(then))
    }

    /// Whether that viewer decided it.
    #[must_use]
    pub fn is_decided_by(&self, viewer: &IdentityId) -> bool {
        self.decided.as_ref().is_some_and(|decided| decided.by.id.as_ref() == Some(viewer))
    }
}

fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1_000 + i64::from(at.millisecond())
}

fn name_of(person: &OwnerRef) -> &str {
    let id = person.id.as_ref().map(IdentityId::as_str);
    person.name.as_deref().filter(|name| !name.trim().is_empty()).or(id).unwrap_or_default()
}

/// The name of a kind, for links, filters and classes.
#[must_use]
pub fn kind_name(kind: &ApprovalKind) -> &str {
    match kind {
        ApprovalKind::Grant => "grant",
        ApprovalKind::Removal => "removal",
        ApprovalKind::DateChange => "change",
        ApprovalKind::Unknown(text) => text,
    }
}

/// The kind of that name.
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
    fn people_items_and_words_are_searched() {
        let row = pending(
            r#"{"id": "a", "requester": {"name": "Lea Brandt"}, "requestedFor": {"name": "Jonas Petit"},
                "requestedObject": {"name": "Snowflake analyst"}, "requesterComment": {"comment": "November class"}}"#,
        );
        let has = |text: &str| row.answers(&text.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert!(has("lea snow november"));
        assert!(has("petit"));
        assert!(!has("petit removal"));
    }

    #[test]
    fn what_waits_longer_than_a_time_is_told_from_what_came_since() {
        let row = pending(r#"{"id": "a", "created": "2026-11-01T10:00:00Z"}"#);
        let then = |text: &str| Moment::from(text).instant().expect("a moment");
        assert!(row.began_before(then("2026-11-01T10:00:01Z")));
        assert!(!row.began_before(then("2026-11-01T10:00:00Z")));
        assert!(
            !pending(r#"{"id": "b"}"#).began_before(then("2026-11-01T10:00:00Z")),
            "nobody knows since when"
        );
    }

    #[test]
    fn a_kind_is_found_by_its_name_and_stays_what_it_was() {
        for name in ["grant", "removal", "change", "LATER"] {
            assert_eq!(kind_name(&kind_of(name)), name);
        }
    }

    #[test]
    fn a_row_with_nothing_but_an_id_is_still_a_row() {
        let row = pending(r#"{"id": "a"}"#);
        assert_eq!((row.item(), row.for_whom(), row.said()), ("", "", None));
        assert_eq!(row.blocked, None);
    }
}
