//! Where a request is on its way, from the first item to the answer.

use crate::api::ApiError;

/// Where the request is on its way.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Phase {
    /// Fields are being filled in.
    #[default]
    Writing,
    /// The last look before sending.
    Reviewing,
    /// What the person holds and has asked for is being read afresh.
    Checking,
    /// It has left, the answer is awaited.
    Sending,
    /// The outcome is not known and is being looked up.
    Unknown,
    /// It was looked for long enough: it did not arrive and may be sent again.
    NotFound,
    /// Nothing was done, and why.
    Refused(ApiError),
}

impl Phase {
    /// While it is on its way nothing may be changed.
    pub(super) fn is_locked(&self) -> bool {
        matches!(self, Self::Checking | Self::Sending | Self::Unknown)
    }
}
