//! Where a request is on its way, from the first item to the answer. Pure.

use crate::api::ApiError;
use crate::state::journal::state::WriteState;

/// What the person is doing with the request.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum RequestStep {
    /// Filling in fields.
    #[default]
    Writing,
    /// Reviewing it before it is submitted.
    Reviewing,
    /// Waiting until what they hold and have asked for is read afresh.
    Checking,
    /// Reading why nothing was done.
    Refused(ApiError),
}

/// Where the request is on its way.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum CartPhase {
    /// Fields are being filled in.
    #[default]
    Writing,
    /// It is being reviewed before it is submitted.
    Reviewing,
    /// What the person holds and has asked for is being read afresh.
    Checking,
    /// It has left, the answer is awaited.
    Sending,
    /// The outcome is not known and is being looked up.
    Unknown,
    /// It was looked up for long enough: it did not arrive and may be sent again.
    NotFound,
    /// Nothing was done, and why.
    Refused(ApiError),
}

impl CartPhase {
    /// The phase that follows from what the person does and what the journal says; `sending` is whether it is being sent from here.
    #[must_use]
    pub(super) fn of(step: &RequestStep, state: Option<WriteState>, sending: bool) -> Self {
        match (step, state) {
            (RequestStep::Checking, _) => Self::Checking,
            _ if sending => Self::Sending,
            (_, Some(WriteState::Sent | WriteState::Unknown)) => Self::Unknown,
            (RequestStep::Writing, Some(WriteState::NotFound)) => Self::NotFound,
            (RequestStep::Writing, _) => Self::Writing,
            (RequestStep::Reviewing, _) => Self::Reviewing,
            (RequestStep::Refused(error), _) => Self::Refused(error.clone()),
        }
    }

    /// While it is on its way nothing may be changed.
    pub(super) fn is_locked(&self) -> bool {
        matches!(self, Self::Checking | Self::Sending | Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ErrorKind;

    #[test]
    fn the_journal_says_where_a_request_is_and_the_person_where_the_form_is() {
        let refused = RequestStep::Refused(ApiError::new(ErrorKind::Forbidden));
        let why = CartPhase::Refused(ApiError::new(ErrorKind::Forbidden));
        for (step, state, sending, phase) in [
            (RequestStep::Writing, None, false, CartPhase::Writing),
            (RequestStep::Reviewing, None, true, CartPhase::Sending),
            (RequestStep::Reviewing, Some(WriteState::Sent), true, CartPhase::Sending),
            (RequestStep::Writing, Some(WriteState::Sent), false, CartPhase::Unknown),
            (RequestStep::Reviewing, Some(WriteState::Unknown), false, CartPhase::Unknown),
            (RequestStep::Writing, Some(WriteState::NotFound), false, CartPhase::NotFound),
            (RequestStep::Reviewing, Some(WriteState::NotFound), false, CartPhase::Reviewing),
            (refused, Some(WriteState::NotFound), false, why),
        ] {
            assert_eq!(CartPhase::of(&step, state, sending), phase, "{step:?} {state:?} {sending}");
        }
    }
}
