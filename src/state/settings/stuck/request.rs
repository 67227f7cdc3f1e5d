//! Stuck requests with their rows, and their closes. Pure.

use crate::state::journal::intent::{Intent, close_key};
use crate::state::journal::state::WriteState;
use crate::state::journal::write::Write;
use crate::state::requests::SharedRequest;
use request_center_models::close::CloseBlocked;
use request_center_models::draft::SubmitKey;
use request_center_models::id::AccessRequestId;
use request_center_models::progress::Stuck;

/// A stuck access request.
#[derive(Clone, Debug, PartialEq)]
pub struct StuckRequest {
    /// Its rows, one for each item.
    pub rows: Vec<SharedRequest>,
    /// The age and step of its first row.
    pub how: Stuck,
    /// The reason why it cannot be closed; `None` if it can.
    pub blocked: Option<CloseBlocked>,
}

impl StuckRequest {
    /// Its id; empty if it has none.
    #[must_use]
    pub fn id(&self) -> AccessRequestId {
        self.rows.first().and_then(|row| row.access_request_id.clone()).unwrap_or_default()
    }

    /// The names of its items.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.rows.iter().map(|row| row.name.clone().unwrap_or_default()).collect()
    }

    /// The key and the content of its close.
    #[must_use]
    pub fn close(&self) -> (SubmitKey, Write) {
        let id = self.id();
        let rows = self.rows.iter().filter_map(|row| row.account_activity_item_id.clone()).collect();
        (close_key(&id), Write::Close { id, names: self.names(), rows })
    }
}

/// The access request that an intent closes; `None` for other intents.
#[must_use]
pub(super) fn closed_request(intent: &Intent) -> Option<&AccessRequestId> {
    match &intent.write {
        Write::Close { id, .. } => Some(id),
        _ => None,
    }
}

/// Returns whether that close is pending, so that it must not be sent again.
#[must_use]
pub fn is_under_way(intent: &Intent) -> bool {
    !intent.state.is_over() && !is_still_open(intent.state)
}

/// Returns whether the look-up ended with the request still open.
#[must_use]
pub fn is_still_open(state: WriteState) -> bool {
    matches!(state, WriteState::NotFound | WriteState::NotListed)
}
