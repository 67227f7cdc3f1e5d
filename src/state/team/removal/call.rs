//! One call of a removal and what became of it. Pure.

use crate::api::ApiError;
use request_center_models::draft::SubmitKey;
use request_center_models::revoke::RevokeDraft;

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
    /// The person stopped before its turn.
    Stopped,
    /// Nothing was done, and why.
    Refused(ApiError),
}

impl CallState {
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
    /// What became of it.
    pub state: CallState,
}

/// The call that carries those lines of the form.
pub(super) fn call_of(draft: &RevokeDraft, key: SubmitKey, lines: &[usize], state: CallState) -> Call {
    let mut call = Call { key, person: String::new(), things: Vec::new(), state };
    for line in lines.iter().filter_map(|at| draft.lines.get(*at)) {
        call.person.clone_from(&line.person_name);
        call.things.push(line.held.name.clone());
    }
    call
}
