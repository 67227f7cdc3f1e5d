//! Probes: the only readers that settle open intents.

pub mod approvals;
pub mod configuration;
pub mod requests;
pub mod stuck;

use super::intent::Intent;
use super::merge::Intents;
use super::state::Event;
use crate::api::{Abort, ApiError, Priority};
use request_center_models::draft::SubmitKey;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// The events a look-up has found.
pub type Looking<'a> = Pin<Box<dyn Future<Output = Result<Vec<(SubmitKey, Event)>, ApiError>> + 'a>>;

/// The result of a look-up; an error comes with how many in a row have failed.
pub type LookOutcome = Result<(), (ApiError, u32)>;

/// Reads back some kinds of writes.
pub trait Probe {
    /// Returns whether it can settle that intent.
    fn covers(&self, intent: &Intent) -> bool;

    /// How often to look up, and for how long.
    fn pace(&self) -> LookupPace;

    /// Reads back the intents once; for the user where somebody waits for it.
    fn look_up(&self, intents: Intents, priority: Priority) -> Looking<'_>;

    /// Called after every look-up.
    fn on_look_up(&self, _outcome: LookOutcome) {}

    /// Called once nothing is open any more.
    fn finished(&self) {}
}

/// How often to look up, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookupPace {
    /// The wait before the first look-up, in milliseconds.
    pub first_millis: u32,
    /// The longest wait between two look-ups while an outcome is in doubt, in milliseconds.
    pub longest_millis: u32,
    /// The longest wait while everything open is known to have arrived, in milliseconds.
    pub arrived_millis: u32,
    /// How long after the doubt began an outcome may turn up, in seconds of the service's time; `None` where the probe decides.
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

/// A probe and the state of its look-ups.
pub(super) struct ProbeWatch {
    pub(super) probe: Rc<dyn Probe>,
    /// True while its look-ups run.
    pub(super) running: Cell<bool>,
    /// True while it waits for longer than at first.
    pub(super) slow: Cell<bool>,
    /// True if the next look-up is due without a wait.
    pub(super) at_once: Cell<bool>,
    /// Ends the current wait.
    pub(super) wake: RefCell<Abort>,
}

impl ProbeWatch {
    pub(super) fn new(probe: impl Probe + 'static) -> Self {
        Self {
            probe: Rc::new(probe),
            running: Cell::new(false),
            slow: Cell::new(false),
            at_once: Cell::new(false),
            wake: RefCell::new(Abort::new()),
        }
    }
}
