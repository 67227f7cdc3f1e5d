//! Stuck requests, put together from their rows, and the closes of them. Pure.

use crate::state::journal::intent::{Intent, close_key};
use crate::state::journal::state::WriteState;
use crate::state::journal::write::Write;
use crate::state::requests::SharedRequest;
use request_center_models::close::CloseBlocked;
use request_center_models::draft::SubmitKey;
use request_center_models::id::AccessRequestId;
use request_center_models::progress::Stuck;

/// One stuck access request, with its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct StuckRequest {
    /// Its rows, as many as there are items.
    pub rows: Vec<SharedRequest>,
    /// How the first of them is stuck.
    pub how: Stuck,
    /// Why it cannot be closed, `None` where it can.
    pub blocked: Option<CloseBlocked>,
}

impl StuckRequest {
    /// Its id; empty where the service gave it none.
    #[must_use]
    pub fn id(&self) -> AccessRequestId {
        self.rows.first().and_then(|row| row.access_request_id.clone()).unwrap_or_default()
    }

    /// What it asks for.
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

/// The access request a close ends; `None` where that intent is none.
#[must_use]
pub(super) fn closes(intent: &Intent) -> Option<&AccessRequestId> {
    match &intent.write {
        Write::Close { id, .. } => Some(id),
        _ => None,
    }
}

/// Whether that close has left, or is about to, and its end is not known: nothing is closed a second time meanwhile.
#[must_use]
pub fn is_under_way(intent: &Intent) -> bool {
    !intent.state.is_over() && !is_still_open(intent.state)
}

/// Whether it was looked up for long enough: the request is still open.
#[must_use]
pub fn is_still_open(state: WriteState) -> bool {
    matches!(state, WriteState::NotFound | WriteState::NotListed)
}
