//! How far something has been read: what every list and every rule that is read says of itself. Pure.

use crate::api::ApiError;

/// How far a list has been read.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Reading {
    /// Nothing asked yet.
    #[default]
    Idle,
    /// Pages are arriving.
    Arriving,
    /// All there is.
    Complete,
    /// There is more than is loaded behind; the service searches the rest.
    TooMany,
    /// The rules forbid asking for this kind.
    Forbidden,
    /// What was read is kept, the rest could not be had.
    Failed(ApiError),
}

impl Reading {
    /// Whether something could not be read.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        matches!(self, Self::Failed(_))
    }

    /// Whether more may exist than is loaded.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        matches!(self, Self::Arriving | Self::TooMany | Self::Failed(_))
    }
}
