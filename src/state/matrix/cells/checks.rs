//! The reads of facts under way. Starts none.

use crate::api::Abort;
use crate::signal::{Signal, Stored};
use crate::state::latest::Latest;
use request_center_models::id::{IdentityId, ItemId};

/// The reads under way, and the cells in sight.
#[derive(Clone, Copy, Default)]
pub(super) struct Checks {
    /// How many workers are running.
    pub(super) running: Signal<usize>,
    pub(super) latest: Latest,
    pub(super) abort: Stored<Option<Abort>>,
    pub(super) in_sight: Stored<(Vec<IdentityId>, Vec<ItemId>)>,
    pub(super) taken: Stored<Vec<CellRead>>,
    /// True once the facts about all were read, without which no person's are.
    pub(super) ready: Stored<bool>,
}

/// One thing to read.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CellRead {
    /// The roles and access profiles of a person.
    Objects(IdentityId),
    /// One entitlement of a person.
    Entitlement(IdentityId, ItemId),
}
