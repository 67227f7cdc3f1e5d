//! Cancelling: whether a row can still be, why not, what goes with it, and the only road to the cancel call.
//! The widget asks before it offers the button, the sandbox before it obeys. Knows no clock.

use crate::id::{AccessRequestId, IdentityId};
use crate::rule::{FieldPath, Rule, Violations};
use crate::wire::access_request::CancelAccessRequest;
use crate::wire::status::{RequestState, RequestedItemStatus};
use serde::Serialize;
use std::fmt;

/// The level that may act on everybody's requests.
pub const ORG_ADMIN: &str = "ORG_ADMIN";

/// Who is looking, as far as capabilities depend on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// Whose token it is.
    pub id: IdentityId,
    /// Display name, may be empty.
    pub name: String,
    /// Levels of the token.
    pub authorities: Vec<String>,
}

impl Viewer {
    /// True if the token carries `ORG_ADMIN`.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.authorities.iter().any(|a| a == ORG_ADMIN)
    }
}

/// Why a row cannot be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelBlocked {
    /// It has come to an end.
    Over,
    /// Approval is over, access is being set up.
    PastApproval,
    /// Somebody else asked for it.
    NotRequester,
    /// The server gave it no id.
    NoId,
}

impl CancelBlocked {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Over, Self::PastApproval, Self::NotRequester, Self::NoId];

    /// Its stable code; words are found by it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Over => "cancel.over",
            Self::PastApproval => "cancel.past_approval",
            Self::NotRequester => "cancel.not_requester",
            Self::NoId => "cancel.no_id",
        }
    }
}

impl fmt::Display for CancelBlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Over => "The request has already come to an end",
            Self::PastApproval => "The request has passed the approval step",
            Self::NotRequester => "Only the person who asked, or an administrator, can cancel",
            Self::NoId => "The request has no id",
        })
    }
}

impl RequestedItemStatus {
    /// True if the row is still under way, as far as its state says; a state nobody knew may still move, so it counts.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self.state,
            None | Some(
                RequestState::Executing | RequestState::VerificationPending | RequestState::Unknown(_)
            )
        )
    }

    /// Why that viewer cannot cancel this row, `None` where they can. Mirrors `cancelAccessRequest`: the submitter or
    /// ORG_ADMIN, and only until approval has passed, which the row's `cancelable` tells.
    ///
    /// ```
    /// use request_center_models::cancel::{CancelBlocked, Viewer};
    /// use request_center_models::wire::status::RequestedItemStatus;
    /// let text = r#"{"accessRequestId":"a1","state":"EXECUTING","cancelable":true,"requester":{"id":"p1"}}"#;
    /// let row: RequestedItemStatus = serde_json::from_str(text).unwrap();
    /// let viewer = |id: &str| Viewer { id: id.into(), ..Viewer::default() };
    /// assert_eq!(row.cancel_blocked(&viewer("p1")), None);
    /// assert_eq!(row.cancel_blocked(&viewer("p2")), Some(CancelBlocked::NotRequester));
    /// ```
    #[must_use]
    pub fn cancel_blocked(&self, viewer: &Viewer) -> Option<CancelBlocked> {
        if self.access_request_id.as_ref().is_none_or(|id| id.as_str().is_empty()) {
            return Some(CancelBlocked::NoId);
        }
        if !self.is_open() {
            return Some(CancelBlocked::Over);
        }
        if self.cancelable != Some(true) {
            return Some(CancelBlocked::PastApproval);
        }
        let requester = self.requester.as_ref().and_then(|r| r.id.as_ref());
        let asked = requester.is_some_and(|id| *id == viewer.id && !id.as_str().is_empty());
        (!asked && !viewer.is_admin()).then_some(CancelBlocked::NotRequester)
    }
}

/// The rows a cancel of that access request ends: every one of its rows that is still open, in the order given. The call
/// names an access request, not a row, so a person must see them all before they confirm.
#[must_use]
pub fn rows_cancelled_with<'a>(
    id: &AccessRequestId,
    rows: impl IntoIterator<Item = &'a RequestedItemStatus>,
) -> Vec<&'a RequestedItemStatus> {
    rows.into_iter().filter(|row| row.access_request_id.as_ref() == Some(id) && row.is_open()).collect()
}

/// A cancel that keeps the rules; only [`NewCancel::validate`] makes one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct NewCancel(CancelAccessRequest);

impl NewCancel {
    /// The call to send (`cancelAccessRequest`), or what is wrong with it. The comment goes without the space around it.
    ///
    /// # Errors
    /// A missing id (at [`FieldPath::Request`]), a missing comment or one that is too long (both at [`FieldPath::Comment`]`(0)`).
    pub fn validate(body: &CancelAccessRequest) -> Result<Self, Violations> {
        let mut violations = Violations::default();
        let id = body.account_activity_id.clone().unwrap_or_default();
        if id.as_str().trim().is_empty() {
            violations.push(Rule::CancelIdRequired, FieldPath::Request);
        }
        let comment = body.comment.as_deref().unwrap_or_default().trim();
        if comment.is_empty() {
            violations.push(Rule::CancelCommentRequired, FieldPath::Comment(0));
        }
        if Rule::CommentTooLong.limit().is_some_and(|limit| comment.chars().count() > limit as usize) {
            violations.push(Rule::CommentTooLong, FieldPath::Comment(0));
        }
        violations.ok_or(|| {
            Self(CancelAccessRequest { account_activity_id: Some(id), comment: Some(comment.to_owned()) })
        })
    }

    /// The access request it ends.
    #[must_use]
    pub fn access_request_id(&self) -> AccessRequestId {
        self.0.account_activity_id.clone().unwrap_or_default()
    }

    /// The reason given.
    #[must_use]
    pub fn comment(&self) -> &str {
        self.0.comment.as_deref().unwrap_or_default()
    }
}
