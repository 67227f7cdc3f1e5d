//! One call of a removal and what became of it. Pure.

use crate::api::{ApiError, ErrorKind};
use crate::state::journal::intent::Intent;
use crate::state::journal::state::WriteState;
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
    /// What the journal says of it; `own` is what is known here where the journal has nothing, `sending` whether it is being sent
    /// from here.
    #[must_use]
    pub(super) fn of(intent: Option<&Intent>, own: &Self, sending: bool) -> Self {
        match intent.map(|intent| (intent.state, intent)) {
            _ if sending => Self::Sending,
            None | Some((WriteState::Refused, _)) => own.clone(),
            Some((state, intent)) if state.has_arrived() => match &intent.answer {
                Some(answer) if answer.is_repeat() => Self::Existing,
                _ => Self::Accepted,
            },
            Some((WriteState::NotFound, _)) => Self::NotFound,
            // What another tab has prepared may leave at any moment.
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
pub struct RemovalCall {
    /// What it is found again by.
    pub key: SubmitKey,
    /// Whose access.
    pub person: String,
    /// Names of what is taken away.
    pub things: Vec<String>,
    /// What of it goes on a date though nobody tells when it ends anyway: that date may be too late.
    pub undated: Vec<RevokeLine>,
    /// What became of it; of one in the journal, what the journal says.
    pub state: CallState,
}

impl RemovalCall {
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
pub(super) fn call_of(draft: &RevokeDraft, key: SubmitKey, lines: &[usize], state: CallState) -> RemovalCall {
    let mut call = RemovalCall { key, person: String::new(), things: Vec::new(), undated: Vec::new(), state };
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
    use crate::state::journal::write::Write;
    use request_center_models::moment::Moment;

    #[test]
    fn a_call_the_journal_no_longer_has_is_not_waited_for() {
        let write = Write::Remove {
            items: Vec::new(),
            parts: Vec::new(),
            person: "p-1".into(),
            name: "Ines".to_owned(),
        };
        let mut intent =
            Intent::new(SubmitKey::from("k".to_owned()), write, Moment::from("2026-11-22T10:00:00Z"));
        let mut of = |state: WriteState| {
            intent.state = state;
            CallState::of(Some(&intent), &CallState::Stopped, false)
        };
        assert_eq!(of(WriteState::Prepared), CallState::Unknown);
        assert_eq!(of(WriteState::NotFound), CallState::NotFound);
        assert_eq!(of(WriteState::Done), CallState::Accepted);
        let gone = CallState::of(None, &CallState::Stopped, false);
        assert_eq!((gone.is_open(), gone), (false, CallState::Stopped));
        assert_eq!(CallState::of(None, &CallState::Waiting, true), CallState::Sending);
    }
}
