//! One call of a removal and what became of it. Pure.

use crate::api::{ApiError, ErrorKind};
use crate::state::outbox::EntryState;
use request_center_models::draft::SubmitKey;
use request_center_models::revoke::{RevokeDraft, RevokeLine};

/// What became of one call.
#[derive(Clone, Debug, PartialEq)]
pub enum CallState {
    /// Its turn has not come.
    Waiting,
    /// It has left, the answer is awaited.
    Sending,
    /// The service took it up.
    Accepted,
    /// The same had been asked for before.
    Existing,
    /// The outcome is not known and is being looked up.
    Unknown,
    /// It was looked for long enough: it did not arrive.
    NotFound,
    /// Nothing of it was sent from here: the person stopped before its turn, or another tab had it and got nowhere.
    Stopped,
    /// Nothing was done, and why.
    Refused(ApiError),
}

impl CallState {
    /// What the outbox's word of it comes to: where it has none any more, nothing was done.
    #[must_use]
    pub(super) fn of_entry(state: Option<&EntryState>) -> Self {
        match state {
            None => Self::Stopped,
            Some(state) if state.has_arrived() => Self::Accepted,
            Some(EntryState::NotFound { .. }) => Self::NotFound,
            Some(_) => Self::Unknown,
        }
    }

    /// Whether it may still turn up under its key.
    #[must_use]
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::Sending | Self::Unknown | Self::NotFound)
    }

    /// Whether the service has it, so that it must not be sent again.
    #[must_use]
    pub fn has_arrived(&self) -> bool {
        matches!(self, Self::Accepted | Self::Existing)
    }
}

/// One call and what it takes away.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// What it is found again by.
    pub key: SubmitKey,
    /// Whose access.
    pub person: String,
    /// Names of what is taken away.
    pub things: Vec<String>,
    /// What of it goes on a date though nobody tells when it ends anyway: that date may be too late.
    pub undated: Vec<RevokeLine>,
    /// What became of it.
    pub state: CallState,
}

impl Call {
    /// What of it may have been refused for its date: the service refuses a removal later than the end that is there already,
    /// and does not tell every end.
    #[must_use]
    pub fn maybe_late(&self) -> &[RevokeLine] {
        match &self.state {
            CallState::Refused(error) if error.kind == ErrorKind::BadRequest => &self.undated,
            _ => &[],
        }
    }
}

/// The call that carries those lines of the form.
pub(super) fn call_of(draft: &RevokeDraft, key: SubmitKey, lines: &[usize], state: CallState) -> Call {
    let mut call = Call { key, person: String::new(), things: Vec::new(), undated: Vec::new(), state };
    for line in lines.iter().filter_map(|at| draft.lines.get(*at)) {
        call.person.clone_from(&line.person_name);
        call.things.push(line.held.name.clone());
        if draft.on_date && !line.held.tells_end() {
            call.undated.push(line.clone());
        }
    }
    call
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::moment::Moment;

    #[test]
    fn a_call_the_outbox_no_longer_has_is_not_waited_for() {
        let at = || Moment::from("2026-11-22T10:00:00Z");
        assert_eq!(CallState::of_entry(None), CallState::Stopped);
        assert!(!CallState::of_entry(None).is_open());
        assert_eq!(CallState::of_entry(Some(&EntryState::Prepared)), CallState::Unknown);
        assert_eq!(CallState::of_entry(Some(&EntryState::NotFound { at: at() })), CallState::NotFound);
        assert_eq!(CallState::of_entry(Some(&EntryState::Settled { at: at() })), CallState::Accepted);
    }
}
