//! One access request that hangs, and what became of closing it. Pure.

use crate::api::ApiError;
use crate::state::requests::Row;
use request_center_models::close::CloseBlocked;
use request_center_models::id::AccessRequestId;
use request_center_models::progress::Stuck;

/// One access request that hangs, with its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct StuckRequest {
    /// Its rows, as many as there are items.
    pub rows: Vec<Row>,
    /// How the first of them hangs.
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
}

/// What became of the close of one access request.
#[derive(Clone, Debug, PartialEq)]
pub enum CloseState {
    /// It has left, the answer is awaited.
    Sending,
    /// The service took it in; it is not seen to be closed yet.
    Accepted,
    /// Nobody knows whether it was taken in; it is looked up.
    Unknown,
    /// It was read back and is over.
    Closed,
    /// It was looked for long enough: it is still open.
    StillOpen,
    /// Nothing was done, and why.
    Refused(ApiError),
}

impl CloseState {
    /// Whether it is still to be read back.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Accepted | Self::Unknown)
    }

    /// Whether it has left and its end is not known: nothing is closed a second time meanwhile.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.is_open() || *self == Self::Sending
    }
}

/// One access request that was closed from here.
#[derive(Clone, Debug, PartialEq)]
pub struct Closing {
    /// It, as it was.
    pub request: StuckRequest,
    /// What became of it.
    pub state: CloseState,
}
