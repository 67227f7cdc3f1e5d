//! What happens to the intents of a journal. Pure.

use super::intent::Intent;
use super::intent::Stamp;
use super::merge::Intents;
use super::state::{Event, WriteState};
use request_center_models::draft::SubmitKey;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// How long after it was prepared an intent that never left is dropped.
const FORGOTTEN: Duration = Duration::minutes(10);

/// A change of one intent.
#[derive(Clone, Debug)]
pub struct IntentChange {
    /// The intent as it is now.
    pub intent: Arc<Intent>,
    /// Its state before.
    pub before: WriteState,
}

impl IntentChange {
    /// Whether it is now known that it reached the service, and was not before.
    #[must_use]
    pub fn arrived(&self) -> bool {
        self.intent.state.has_arrived() && !self.before.has_arrived()
    }

    /// Whether it was read back just now.
    #[must_use]
    pub fn settled(&self) -> bool {
        matches!(self.intent.state, WriteState::Done | WriteState::TooLate)
    }
}

/// Lets something happen to the intent with that key; `None` where that changes nothing.
pub fn record(intents: &mut Intents, key: &SubmitKey, event: Event, at: &Stamp) -> Option<IntentChange> {
    let intent = intents.iter_mut().find(|intent| intent.key == *key)?;
    let before = intent.state;
    let moved = Arc::make_mut(intent).record(event, at);
    moved.then(|| IntentChange { intent: Arc::clone(intent), before })
}

/// Drops what was prepared long ago and never left: its tab was closed while it waited.
pub fn forget_unsent(intents: &mut Intents, now: OffsetDateTime) {
    intents.retain(|intent| {
        let fresh = intent.created.instant().is_some_and(|created| now - created < FORGOTTEN);
        intent.state != WriteState::Prepared || fresh || intent.write.can_wait()
    });
}
