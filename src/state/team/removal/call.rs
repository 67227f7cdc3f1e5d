//! One call of a removal and its outcome. Pure.

use crate::api::{ApiError, ErrorKind};
use crate::state::journal::intent::Intent;
use crate::state::journal::state::WriteState;
use request_center_models::draft::SubmitKey;
use request_center_models::revoke::{RevokeDraft, RevokeLine};

/// The outcome of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum CallState {
    /// It waits for the calls before it.
    Waiting,
    /// It was sent and not answered yet.
    Sending,
    /// The service accepted it.
    Accepted,
    /// The service had accepted the same removal before.
    Existing,
    /// The outcome is unknown and is being looked up.
    Unknown,
    /// The look-up ended without a trace of it: it did not arrive.
    NotFound,
    /// It was not sent from here: the user stopped before it, or another tab had claimed it and failed.
    Stopped,
    /// The service or the client refused it.
    Refused(ApiError),
}

impl CallState {
    /// The outcome by the journal's intent, or `own` where the journal has none; `sending` is true while it is sent from here.
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
            // An intent another tab has prepared may be sent at any moment.
            Some(_) => Self::Unknown,
        }
    }

    /// Returns whether the service may still accept it under its key.
    #[must_use]
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::Sending | Self::Unknown | Self::NotFound)
    }

    /// Returns whether the service accepted it, so that it must not be sent again.
    #[must_use]
    pub fn has_arrived(&self) -> bool {
        matches!(self, Self::Accepted | Self::Existing)
    }
}

/// One call and the items it removes.
#[derive(Clone, Debug, PartialEq)]
pub struct RemovalCall {
    /// The key it is looked up by.
    pub key: SubmitKey,
    /// The name of the person who loses access.
    pub person: String,
    /// The names of the items removed.
    pub items: Vec<String>,
    /// The lines with a date whose access may end before it, because the service does not say when it ends.
    pub undated: Vec<RevokeLine>,
    /// Its outcome; the journal's, if it has one.
    pub state: CallState,
}

impl RemovalCall {
    /// The call that carries those lines of the form.
    pub(super) fn new(draft: &RevokeDraft, key: SubmitKey, lines: &[usize], state: CallState) -> Self {
        let mut call = Self { key, person: String::new(), items: Vec::new(), undated: Vec::new(), state };
        for line in lines.iter().filter_map(|at| draft.lines.get(*at)) {
            call.person.clone_from(&line.person_name);
            call.items.push(line.held.name.clone());
            if draft.on_date && !line.held.tells_end() {
                call.undated.push(line.clone());
            }
        }
        call
    }

    /// The lines whose date may be why it was refused: the service refuses a date after the end of the access, and does not
    /// return every end.
    #[must_use]
    pub fn maybe_late(&self) -> &[RevokeLine] {
        match &self.state {
            CallState::Refused(error) if error.kind == ErrorKind::BadRequest => &self.undated,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::journal::write::Write;
    use request_center_models::moment::Moment;

    #[test]
    fn the_journal_decides_the_outcome_and_a_call_it_forgot_is_closed() {
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
