//! The model's tabs and calls in flight.

use crate::state::journal::cells::CallCells;
use crate::state::journal::intent::Intent;
use crate::state::journal::write::Write;
use request_center_models::draft::SubmitKey;
use std::sync::Arc;

/// Requests of each person.
pub(super) const KEYS: u64 = 3;
/// Calls of a plan, whose keys follow those of requests.
pub(super) const PLANNED: u64 = 2;

/// The stage of one sending.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Stage {
    /// It holds the lock, or there are no locks.
    Entered,
    /// It has claimed the intent.
    Claimed(Arc<Intent>),
    /// It has left; the call lands then, if ever.
    Left { claimed: Arc<Intent>, lands: Option<i64> },
}

#[derive(Clone, Debug)]
pub(super) struct Task {
    pub(super) key: SubmitKey,
    pub(super) stage: Stage,
}

#[derive(Default)]
pub(super) struct Tab {
    pub(super) person: usize,
    pub(super) tasks: Vec<Task>,
    pub(super) hears: bool,
    /// How wrong the browser's clock is, in seconds.
    pub(super) shift: i64,
}

/// A call in flight and the time at which it lands.
pub(super) struct Landing {
    pub(super) at: i64,
    pub(super) person: usize,
    pub(super) key: SubmitKey,
}

/// True for a call of a plan.
pub(super) fn is_planned(key: &SubmitKey) -> bool {
    let number = key.as_str().rsplit('-').next().and_then(|number| number.parse::<u64>().ok());
    number.is_some_and(|number| number >= KEYS)
}

/// The write under that key.
pub(super) fn write(key: &SubmitKey) -> Write {
    let cells = is_planned(key).then(|| CallCells::new(1, 1, &[(0, 0)]));
    Write::Create { items: Vec::new(), recipients: Vec::new(), cells }
}
