//! How a row will end, and how long it takes until then. It knows no row.

use crate::clock::{DAY, HOUR, MINUTE, Millis};

/// How a row will end. Catalog items have one, so that every ending can be seen; a seeded request may have its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Everyone agrees and set-up works.
    #[default]
    Approve,
    /// The last approver says no.
    Deny,
    /// No approver decides by themselves.
    Wait,
    /// Set-up takes eight hours.
    Slow,
    /// Set-up fails.
    Fail,
    /// Set-up works in part.
    Partly,
    /// Set-up works, and seeing it on the source takes a day.
    Verify,
    /// The service stumbles during set-up.
    Error,
    /// Set-up never ends; only a close ends the row.
    Stuck,
    /// Set-up never ends, and no close ends the row either.
    Immovable,
}

impl Outcome {
    const ALL: [(&'static str, Outcome); 10] = [
        ("approve", Outcome::Approve),
        ("deny", Outcome::Deny),
        ("wait", Outcome::Wait),
        ("slow", Outcome::Slow),
        ("fail", Outcome::Fail),
        ("partly", Outcome::Partly),
        ("verify", Outcome::Verify),
        ("error", Outcome::Error),
        ("stuck", Outcome::Stuck),
        ("immovable", Outcome::Immovable),
    ];

    /// As seed files write it.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, outcome)| *outcome == self).map_or("approve", |(name, _)| name)
    }

    /// Reads the word of a seed file.
    pub fn parse(name: &str) -> Option<Outcome> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, outcome)| outcome)
    }
}

/// How long steps take, in virtual time.
#[derive(Debug)]
pub struct Pace;

impl Pace {
    /// Until the first approver decides.
    pub const FIRST_DECISION: Millis = 10 * MINUTE;
    /// Until each next approver decides.
    pub const NEXT_DECISION: Millis = 15 * MINUTE;
    /// Set-up of most items.
    pub const SET_UP: Millis = 2 * MINUTE;
    /// Set-up of slow ones.
    pub const SLOW_SET_UP: Millis = 8 * HOUR;
    /// Until a source that is read once a day shows the access.
    pub const VERIFICATION: Millis = DAY;
}
