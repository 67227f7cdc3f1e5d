//! The phases of the cart, from typing to the answer. Pure.

use crate::api::ApiError;
use crate::state::journal::state::WriteState;

/// The step the person is at; the journal knows the rest.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum RequestStep {
    /// Editing the form.
    #[default]
    Writing,
    /// Reviewing the request before submitting it.
    Reviewing,
    /// Waiting for the pre-submit check.
    Checking,
    /// Reading why nothing was sent.
    Refused(ApiError),
}

/// The phase the cart is in, derived from step and journal.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum CartPhase {
    /// The form is being edited.
    #[default]
    Writing,
    /// The request is being reviewed.
    Reviewing,
    /// The pre-submit check is running.
    Checking,
    /// The call has left, its answer is pending.
    Sending,
    /// The outcome is unknown and being looked up.
    Unknown,
    /// The look-up ended without finding the request; it may be sent again.
    NotFound,
    /// Nothing was sent, and why.
    Refused(ApiError),
}

impl CartPhase {
    /// The phase that follows from the person's step and the journal's state; `sending` while this tab sends the request.
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

    /// Returns whether the draft is being checked, sent or looked up, so that it cannot be edited.
    pub(super) fn is_locked(&self) -> bool {
        matches!(self, Self::Checking | Self::Sending | Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ErrorKind;

    #[test]
    fn the_phase_follows_from_the_step_and_the_journal() {
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
