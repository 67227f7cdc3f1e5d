//! One approval as shown, whichever of the two lists it came from, and how approvals are filtered, ordered and put together.
//! Pure: no signal, no call.

use crate::state::catalog::item::fold;
use request_center_models::approval::{ApprovalKind, ConflictCheck, DateAsked, DecisionBlocked};
use request_center_models::cancel::Viewer;
use request_center_models::draft::METADATA_KEY;
use request_center_models::id::{AccessRequestId, ApprovalId, IdentityId};
use request_center_models::moment::Moment;
use request_center_models::wire::approval::{
    ApprovalAction, CompletedApproval, ForwardStep, PendingApproval, RequestedAccount,
};
use request_center_models::wire::reference::{ClientMetadata, Comment, ObjectRef, OwnerRef};
use time::OffsetDateTime;

/// An approval.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// Id; empty where the service gave none, then it can only be looked at.
    pub id: ApprovalId,
    /// Grant, removal or date change.
    pub kind: ApprovalKind,
    /// What it is about.
    pub object: ObjectRef,
    /// Who asked.
    pub requester: OwnerRef,
    /// For whom.
    pub recipient: OwnerRef,
    /// The requester's words.
    pub words: Option<Comment>,
    /// What earlier approvers said.
    pub earlier: Vec<Comment>,
    /// Through whose hands it went.
    pub forwards: Vec<ForwardStep>,
    /// The dates asked for, as they were and as they shall be.
    pub dates: Vec<DateAsked>,
    /// Conflicts of duties.
    pub conflicts: ConflictCheck,
    /// The accounts chosen.
    pub accounts: Vec<RequestedAccount>,
    /// How privileged the access is, in the service's own word.
    pub privilege: Option<String>,
    /// Echo of the request's metadata.
    pub metadata: ClientMetadata,
    /// The access request, where the family names it.
    pub request: Option<AccessRequestId>,
    /// When it began to wait.
    pub created: Option<Moment>,
    /// Whether a no needs words by the service's own account.
    pub deny_needs_words: bool,
    /// Why it cannot be decided now, `None` where it can.
    pub blocked: Option<DecisionBlocked>,
    /// What was decided, for those that are.
    pub decided: Option<Decided>,
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
    pub fn from_pending(row: PendingApproval, viewer: &Viewer) -> Self {
        let (kind, dates, conflicts) = (row.kind(), row.dates(), row.conflicts());
        let blocked = row.decision_blocked(viewer);
        Self {
            id: row.id.unwrap_or_default(),
            kind,
            object: named(row.requested_object, row.name),
            requester: row.requester.unwrap_or_default(),
            recipient: row.requested_for.unwrap_or_default(),
            words: row.requester_comment,
            earlier: row.previous_reviewers_comments.unwrap_or_default(),
            forwards: row.forward_history.unwrap_or_default(),
            dates,
            conflicts,
            accounts: row.requested_accounts.unwrap_or_default(),
            privilege: row.privilege_level,
            metadata: row.client_metadata.unwrap_or_default(),
            request: row.access_request_id,
            created: row.created,
            deny_needs_words: row.comment_required_when_rejected.unwrap_or(false),
            blocked,
            decided: None,
            folded: String::new(),
        }
        .folded()
    }

    /// A row of the completed list.
    #[must_use]
    pub fn from_completed(row: CompletedApproval) -> Self {
        let (kind, dates, conflicts) = (row.kind(), row.dates(), row.conflicts());
        let decided = Decided {
            action: row.state,
            by: row.reviewed_by.or(row.owner).unwrap_or_default(),
            at: row.modified,
            words: row.reviewer_comment.and_then(|comment| comment.comment),
        };
        Self {
            id: row.id.unwrap_or_default(),
            kind,
            object: named(row.requested_object, row.name),
            requester: row.requester.unwrap_or_default(),
            recipient: row.requested_for.unwrap_or_default(),
            words: row.requester_comment,
            earlier: row.previous_reviewers_comments.unwrap_or_default(),
            forwards: row.forward_history.unwrap_or_default(),
            dates,
            conflicts,
            accounts: row.requested_accounts.unwrap_or_default(),
            privilege: row.privilege_level,
            metadata: row.client_metadata.unwrap_or_default(),
            request: None,
            created: row.created,
            deny_needs_words: false,
            blocked: None,
            decided: Some(decided),
            folded: String::new(),
        }
        .folded()
    }

    /// The item's name, its id where it has none; empty where the service names nothing.
    #[must_use]
    pub fn item(&self) -> &str {
        let id = self.object.id.as_ref().map(request_center_models::id::ItemId::as_str);
        self.object.name.as_deref().filter(|name| !name.trim().is_empty()).or(id).unwrap_or_default()
    }

    /// The name of whom it is for.
    #[must_use]
    pub fn for_whom(&self) -> &str {
        name_of(&self.recipient)
    }

    /// The name of who asked.
    #[must_use]
    pub fn asked_by(&self) -> &str {
        name_of(&self.requester)
    }

    /// The requester's words, where there are any.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        let words = self.words.as_ref().and_then(|words| words.comment.as_deref());
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
        person.is_empty() || self.recipient.id.as_ref().is_some_and(|id| id.as_str() == person)
    }

    /// Whether it began to wait before then.
    #[must_use]
    pub fn began_before(&self, then: OffsetDateTime) -> bool {
        self.created.as_ref().and_then(Moment::instant).is_some_and(|at| at < then)
    }

    fn folded(mut self) -> Self {
        let description = self.object.description.as_deref().unwrap_or_default();
        let parts =
            [self.item(), self.for_whom(), self.asked_by(), self.said().unwrap_or_default(), description];
        self.folded = fold(&parts.join(" "));
        self
    }
}

fn named(object: Option<ObjectRef>, name: Option<String>) -> ObjectRef {
    let mut object = object.unwrap_or_default();
    object.name = object.name.or(name);
    object
}

fn name_of(person: &OwnerRef) -> &str {
    let id = person.id.as_ref().map(IdentityId::as_str);
    person.name.as_deref().filter(|name| !name.trim().is_empty()).or(id).unwrap_or_default()
}

/// Somebody approvals are about, as a choice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient {
    /// The name.
    pub name: String,
    /// The id.
    pub id: String,
}

/// What approvals are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Each stands alone.
    #[default]
    None,
    /// The same access asked for in the same way.
    Item,
    /// Who asked.
    Requester,
    /// For whom.
    Recipient,
    /// What was asked for in one go.
    Submit,
}

impl Grouping {
    /// Every way, in the order offered.
    pub const ALL: [Self; 5] = [Self::None, Self::Item, Self::Requester, Self::Recipient, Self::Submit];

    /// Its name, for choices.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Item => "item",
            Self::Requester => "requester",
            Self::Recipient => "recipient",
            Self::Submit => "submit",
        }
    }

    /// What the approvals of one group have in common: a text that tells groups apart, `None` where the approval stands alone.
    #[must_use]
    pub fn key(self, approval: &Approval) -> Option<String> {
        let person = |person: &OwnerRef| person.id.as_ref().map(ToString::to_string).or(person.name.clone());
        match self {
            Self::None => None,
            // A grant and a removal of the same thing are never decided as one.
            Self::Item => {
                let id = approval.object.id.as_ref()?;
                Some(format!("{} {id}", kind_name(&approval.kind)))
            }
            Self::Requester => person(&approval.requester),
            Self::Recipient => person(&approval.recipient),
            Self::Submit => {
                let key = approval.metadata.get(METADATA_KEY).cloned();
                key.or_else(|| approval.request.as_ref().map(ToString::to_string))
            }
        }
    }
}

/// How approvals are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those that have waited longest first.
    #[default]
    Oldest,
    /// Newest first.
    Newest,
    /// By the item's name.
    Item,
    /// By whom it is for.
    Person,
}

impl Order {
    /// Every order, in the order offered.
    pub const ALL: [Self; 4] = [Self::Oldest, Self::Newest, Self::Item, Self::Person];

    /// Its name, for choices.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Oldest => "oldest",
            Self::Newest => "newest",
            Self::Item => "item",
            Self::Person => "person",
        }
    }

    /// What it is sorted by; smaller comes first.
    #[must_use]
    pub fn key(self, approval: &Approval) -> String {
        let created = || approval.created.as_ref().map(|at| at.as_str().to_owned()).unwrap_or_default();
        match self {
            Self::Oldest | Self::Newest => created(),
            Self::Item => fold(approval.item()),
            Self::Person => fold(approval.for_whom()),
        }
    }
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
    use request_center_models::tree::from_json;

    fn pending(json: &str) -> Approval {
        Approval::from_pending(from_json(json).expect("a pending approval"), &Viewer::default())
    }

    #[test]
    fn a_grant_and_a_removal_of_one_thing_are_never_one_group() {
        let object = r#""requestedObject": {"id": "r1", "name": "Payroll", "type": "ROLE"}"#;
        let grant = pending(&format!(r#"{{"id": "a", "requestType": "GRANT_ACCESS", {object}}}"#));
        let removal = pending(&format!(r#"{{"id": "b", "requestType": "REVOKE_ACCESS", {object}}}"#));
        assert_ne!(Grouping::Item.key(&grant), Grouping::Item.key(&removal));
        assert_eq!(Grouping::Item.key(&grant), Grouping::Item.key(&grant));
    }

    #[test]
    fn one_submit_is_found_by_its_key_else_by_its_request() {
        let marked =
            pending(r#"{"id": "a", "accessRequestId": "q", "clientMetadata": {"requestCenterKey": "k"}}"#);
        assert_eq!(Grouping::Submit.key(&marked).as_deref(), Some("k"));
        let bare = pending(r#"{"id": "a", "accessRequestId": "q"}"#);
        assert_eq!(Grouping::Submit.key(&bare).as_deref(), Some("q"));
        assert_eq!(Grouping::Submit.key(&pending(r#"{"id": "a"}"#)), None);
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
