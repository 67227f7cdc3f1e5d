//! How far a change of an end is, by the journal. Pure.

use crate::api::ApiError;
use crate::state::journal::intent::Intent;
use crate::state::journal::state::WriteState;

/// The phase of a change.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum EndChangePhase {
    /// It is being typed.
    #[default]
    Writing,
    /// It was sent; the answer is pending.
    Sending,
    /// The service accepted it.
    Accepted,
    /// The service had accepted the same request before.
    Existing,
    /// The outcome is unknown and is being looked up.
    Unknown,
    /// The look-up ended without a trace of it: it may be sent again.
    NotFound,
    /// Nothing was sent, or the service refused it.
    Refused(ApiError),
}

impl EndChangePhase {
    /// The phase by the journal's intent; `refused` is the error of the last attempt.
    #[must_use]
    pub(super) fn of(intent: Option<&Intent>, is_sending: bool, refused: Option<ApiError>) -> Self {
        let at_rest = || refused.map_or(Self::Writing, Self::Refused);
        match intent.map(|intent| (intent.state, intent)) {
            _ if is_sending => Self::Sending,
            None | Some((WriteState::Refused, _)) => at_rest(),
            Some((state, intent)) if state.has_arrived() => match &intent.answer {
                Some(answer) if answer.is_repeat() => Self::Existing,
                _ => Self::Accepted,
            },
            Some((WriteState::NotFound, _)) => Self::NotFound,
            // An intent another tab has prepared may be sent at any moment.
            Some(_) => Self::Unknown,
        }
    }

    /// True while it must be neither changed nor sent.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sending | Self::Unknown)
    }

    /// True once the service has it.
    #[must_use]
    pub fn has_arrived(&self) -> bool {
        matches!(self, Self::Accepted | Self::Existing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ErrorKind;
    use crate::state::journal::write::Write;
    use request_center_models::moment::Moment;

    #[test]
    fn the_journal_decides_and_the_last_error_is_shown_where_it_has_nothing() {
        let write = Write::Create { items: Vec::new(), recipients: Vec::new(), cells: None };
        let mut intent = Intent::new("k".to_owned().into(), write, Moment::from("2026-11-22T10:00:00Z"));
        let mut of = |state: WriteState| {
            intent.state = state;
            EndChangePhase::of(Some(&intent), false, None)
        };
        assert_eq!(of(WriteState::Unknown), EndChangePhase::Unknown);
        assert_eq!(of(WriteState::NotFound), EndChangePhase::NotFound);
        assert_eq!(of(WriteState::NotListed), EndChangePhase::Accepted);
        assert_eq!(of(WriteState::Refused), EndChangePhase::Writing);
        let error = ApiError::new(ErrorKind::Forbidden);
        assert_eq!(EndChangePhase::of(None, false, Some(error.clone())), EndChangePhase::Refused(error));
        assert_eq!(EndChangePhase::of(None, true, None), EndChangePhase::Sending);
    }
}
