//! The model's tabs and calls in flight.

use crate::state::journal::intent::Intent;
use request_center_models::draft::SubmitKey;
use std::sync::Arc;

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
