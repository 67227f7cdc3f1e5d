//! Recording events in a list of intents. Pure.

use super::intent::Intent;
use super::intent::Stamp;
use super::merge::Intents;
use super::state::{Event, WriteState};
use request_center_models::draft::SubmitKey;
use request_center_models::moment::elapsed;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// How long after its preparation an intent that never left is dropped.
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
    /// Returns whether it has just become known to have reached the service.
    #[must_use]
    pub fn arrived(&self) -> bool {
        self.intent.state.has_arrived() && !self.before.has_arrived()
    }

    /// Returns whether it has just been read back.
    #[must_use]
    pub fn settled(&self) -> bool {
        matches!(self.intent.state, WriteState::Done | WriteState::TooLate)
    }
}

/// Records an event of the intent with that key; `None` where it changes nothing.
pub fn record(intents: &mut Intents, key: &SubmitKey, event: Event, at: &Stamp) -> Option<IntentChange> {
    let intent = intents.iter_mut().find(|intent| intent.key == *key)?;
    let before = intent.state;
    let moved = Arc::make_mut(intent).record(event, at);
    moved.then(|| IntentChange { intent: Arc::clone(intent), before })
}

/// Drops intents prepared long ago that never left: their tab was closed.
pub fn forget_unsent(intents: &mut Intents, now: OffsetDateTime) {
    intents.retain(|intent| {
        let fresh = intent.created.instant().is_some_and(|created| elapsed(created, now) < FORGOTTEN);
        intent.state != WriteState::Prepared || fresh || intent.write.can_wait()
    });
}
