//! Closing stuck requests: who can close what and why not, and the only way to the close call. Closing cannot be undone,
//! and its 202 means only accepted. Knows no clock.

use crate::cancel::Viewer;
use crate::id::AccessRequestId;
use crate::json::deserialize_from_json;
use crate::json_struct;
use crate::rule::{FieldPath, Rule, Violations};
use crate::wire::access_request::{CloseAccessRequest, CompletionStatus, ExecutionStatus};
use crate::wire::status::RequestedItemStatus;
use serde::Serialize;
use std::fmt;

/// The message the service writes where none is sent (`closeAccessRequest`, `message`).
pub const DEFAULT_MESSAGE: &str = "The IdentityNow Administrator manually closed this request.";

/// Why a row cannot be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseBlocked {
    /// It has come to an end.
    Over,
    /// Only administrators close.
    NotAdmin,
    /// The server gave it no id.
    NoId,
}

impl CloseBlocked {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::Over, Self::NotAdmin, Self::NoId];

    /// Its stable code; words are found by it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Over => "close.over",
            Self::NotAdmin => "close.not_admin",
            Self::NoId => "close.no_id",
        }
    }
}

impl fmt::Display for CloseBlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Over => "The request has already come to an end",
            Self::NotAdmin => "Only administrators can close requests",
            Self::NoId => "The request has no id",
        })
    }
}

impl RequestedItemStatus {
    /// Why that viewer cannot close this row's access request, `None` where they can: ORG_ADMIN alone, as long as the row is
    /// under way, before and after approval.
    #[must_use]
    pub fn close_blocked(&self, viewer: &Viewer) -> Option<CloseBlocked> {
        if !viewer.is_admin() {
            return Some(CloseBlocked::NotAdmin);
        }
        if self.access_request_id.as_ref().is_none_or(|id| id.as_str().is_empty()) {
            return Some(CloseBlocked::NoId);
        }
        (!self.is_open()).then_some(CloseBlocked::Over)
    }
}

/// For how many days a request must have been under way to be looked at, as typed.
///
/// ```
/// use request_center_models::{close::stuck_days, rule::Rule};
/// assert_eq!(stuck_days(" 14 "), Ok(14));
/// assert_eq!(stuck_days("3651"), Err(Rule::StuckDaysRange));
/// assert_eq!(stuck_days("soon"), Err(Rule::StuckDaysRange));
/// ```
///
/// # Errors
/// Where the text is no whole number from 0 to the rule's limit.
pub fn stuck_days(text: &str) -> Result<u32, Rule> {
    let rule = Rule::StuckDaysRange;
    let days = text.trim().parse().map_err(|_| rule)?;
    if rule.is_exceeded_by(days as usize) { Err(rule) } else { Ok(days) }
}

json_struct! {
    /// A close being put together. It begins with the service's own defaults.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CloseDraft {
        /// The access requests; the same one twice is closed once.
        pub ids: Vec<AccessRequestId> = default,
        /// Why, as typed; where it is empty the service writes [`DEFAULT_MESSAGE`].
        pub message: String = default,
        /// How they are marked.
        pub execution: ExecutionStatus,
        /// The outcome they are given.
        pub completion: CompletionStatus,
    }
}

impl Default for CloseDraft {
    fn default() -> Self {
        Self {
            ids: Vec::new(),
            message: String::new(),
            execution: ExecutionStatus::Terminated,
            completion: CompletionStatus::Failure,
        }
    }
}

deserialize_from_json!(CloseDraft);

impl CloseDraft {
    /// The calls to send (`closeAccessRequest`), one for every 500 ids, or everything that is wrong. The message goes without
    /// the space around it.
    ///
    /// ```
    /// use request_center_models::close::CloseDraft;
    /// let ids = (0..501).map(|i| i.to_string().into()).collect();
    /// let calls = CloseDraft { ids, ..CloseDraft::default() }.validate().unwrap();
    /// assert_eq!(calls.iter().map(|call| call.ids().len()).collect::<Vec<_>>(), [500, 1]);
    /// ```
    ///
    /// # Errors
    /// No id or an empty one, a status nobody knows (all at [`FieldPath::Request`]), a message that is too long (at
    /// [`FieldPath::Comment`]`(0)`).
    pub fn validate(&self) -> Result<Vec<NewClose>, Violations> {
        let mut ids: Vec<AccessRequestId> = Vec::new();
        for id in &self.ids {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        let message = self.message.trim();
        let mut body = CloseAccessRequest {
            access_request_ids: None,
            message: (!message.is_empty()).then(|| message.to_owned()),
            execution_status: Some(self.execution.clone()),
            completion_status: Some(self.completion.clone()),
        };
        let most = Rule::CloseIdsLimit.limit().map_or(usize::MAX, |limit| limit as usize);
        let mut calls = Vec::new();
        for part in ids.chunks(most) {
            body.access_request_ids = Some(part.to_vec());
            calls.push(NewClose::validate(&body)?);
        }
        if calls.is_empty() {
            body.access_request_ids = Some(Vec::new());
            calls.push(NewClose::validate(&body)?);
        }
        Ok(calls)
    }
}

/// A close that keeps the rules; only [`NewClose::validate`] makes one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct NewClose(CloseAccessRequest);

impl NewClose {
    /// The call to send (`closeAccessRequest`), or what is wrong with it.
    ///
    /// # Errors
    /// As for [`CloseDraft::validate`], and more than 500 ids.
    pub fn validate(body: &CloseAccessRequest) -> Result<Self, Violations> {
        let mut violations = Violations::default();
        let ids = body.access_request_ids.as_deref().unwrap_or_default();
        if ids.is_empty() || ids.iter().any(|id| id.as_str().trim().is_empty()) {
            violations.push(Rule::CloseIdsRequired, FieldPath::Request);
        }
        if exceeds(Rule::CloseIdsLimit, ids.len()) {
            violations.push(Rule::CloseIdsLimit, FieldPath::Request);
        }
        if let Some(ExecutionStatus::Unknown(_)) = body.execution_status {
            violations.push(Rule::CloseExecutionUnknown, FieldPath::Request);
        }
        if let Some(CompletionStatus::Unknown(_)) = body.completion_status {
            violations.push(Rule::CloseCompletionUnknown, FieldPath::Request);
        }
        if exceeds(Rule::CommentTooLong, body.message.as_deref().unwrap_or_default().chars().count()) {
            violations.push(Rule::CommentTooLong, FieldPath::Comment(0));
        }
        violations.ok_or(|| Self(body.clone()))
    }

    /// The access requests it closes.
    #[must_use]
    pub fn ids(&self) -> &[AccessRequestId] {
        self.0.access_request_ids.as_deref().unwrap_or_default()
    }

    /// The body that is sent.
    #[must_use]
    pub fn body(&self) -> &CloseAccessRequest {
        &self.0
    }
}

fn exceeds(rule: Rule, count: usize) -> bool {
    rule.limit().is_some_and(|limit| count > limit as usize)
}
