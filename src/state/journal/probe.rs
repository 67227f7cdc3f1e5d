//! The ways to read back what was written: the only readers that settle open intents.

pub mod approvals;
pub mod configuration;
pub mod requests;
pub mod stuck;

use super::intent::Intent;
use super::merge::Intents;
use super::state::Event;
use crate::api::{Abort, ApiError};
use request_center_models::draft::SubmitKey;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// What a look tells of intents.
pub type Looking<'a> = Pin<Box<dyn Future<Output = Result<Vec<(SubmitKey, Event)>, ApiError>> + 'a>>;

/// How a look went: well, or wrong for the so manieth time in a row.
pub type LookOutcome = Result<(), (ApiError, u32)>;

/// A way to read back what became of some kinds of writes.
pub trait Probe {
    /// Whether it tells of that intent.
    fn covers(&self, intent: &Intent) -> bool;

    /// How often to look, and for how long.
    fn pace(&self) -> LookupPace;

    /// One look.
    fn look_up(&self, intents: Intents) -> Looking<'_>;

    /// A look is over.
    fn on_look_up(&self, _outcome: LookOutcome) {}

    /// Nothing is open any more.
    fn finished(&self) {}
}

/// How often and for how long to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookupPace {
    /// The wait before the first look, in milliseconds.
    pub first_millis: u32,
    /// The longest wait between two looks while something is in doubt, in milliseconds.
    pub longest_millis: u32,
    /// The longest wait while all that is open is known to have arrived, in milliseconds.
    pub arrived_millis: u32,
    /// How long after the moment of doubt something may turn up, in seconds of the service's time; `None` where the probe says.
    pub patience_seconds: Option<u32>,
}

impl Default for LookupPace {
    fn default() -> Self {
        Self {
            first_millis: 3_000,
            longest_millis: 15_000,
            arrived_millis: 300_000,
            patience_seconds: Some(PATIENCE_SECONDS),
        }
    }
}

/// How long a request, removal or cancel in doubt is looked up, in seconds of the service's time.
pub const PATIENCE_SECONDS: u32 = 180;

/// A probe and its looks.
pub(super) struct ProbeWatch {
    pub(super) probe: Rc<dyn Probe>,
    /// Whether its looks are under way.
    pub(super) running: Cell<bool>,
    /// Whether it waits for longer than at first.
    pub(super) slow: Cell<bool>,
    /// Ends the wait for the next look.
    pub(super) wake: RefCell<Abort>,
}

impl ProbeWatch {
    pub(super) fn new(probe: impl Probe + 'static) -> Self {
        Self {
            probe: Rc::new(probe),
            running: Cell::new(false),
            slow: Cell::new(false),
            wake: RefCell::new(Abort::new()),
        }
    }
}
