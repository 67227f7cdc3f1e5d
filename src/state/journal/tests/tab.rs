//! What the model knows of a tab and of calls on their way.

use crate::state::journal::intent::Intent;
use request_center_models::draft::SubmitKey;
use std::sync::Arc;

/// How far one sending of a tab is.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Stage {
    /// It holds the lock, or there is none.
    Entered,
    /// It has claimed.
    Claimed(Arc<Intent>),
    /// It has left; the call is carried out then, if ever.
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

/// A call that is to be carried out at that time.
pub(super) struct Landing {
    pub(super) at: i64,
    pub(super) person: usize,
    pub(super) key: SubmitKey,
}
