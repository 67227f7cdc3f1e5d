//! Where an entry of the outbox can stand and what can happen to it. The ways between are the outbox's.

use request_center_models::id::AccessRequestId;
use request_center_models::json::{DecodeError, FromJson, Members, variant};
use request_center_models::moment::Moment;
use serde::Serialize;
use serde_json::Value;

/// Where an entry stands; times are the service's where known, UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// Saved, waiting for a token or for room; it has not left.
    Prepared,
    /// It has left, the answer is not here.
    Sent {
        /// When it left.
        at: Moment,
    },
    /// No clear answer came: it may have been executed, and is being looked up.
    Unknown {
        /// Since when.
        since: Moment,
    },
    /// Looked up for long enough and not there: it may be sent again.
    NotFound {
        /// When that was known.
        at: Moment,
    },
    /// The service took it up; its rows have not been seen.
    Accepted {
        /// When.
        at: Moment,
    },
    /// The service took it up, and it was looked for long enough: its rows are not to be seen. Looked for further, never sent again.
    Unseen {
        /// When that was known.
        at: Moment,
    },
    /// Its rows were seen.
    Settled {
        /// When.
        at: Moment,
    },
    /// Of a cancel: its rows were seen, and they had ended in another way.
    Overtaken {
        /// When.
        at: Moment,
    },
}

/// What happens to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// It leaves the browser.
    Left(Moment),
    /// The service took it up, with the ids it named.
    Accepted(Moment, Vec<AccessRequestId>),
    /// The service refused it, or it never left: nothing was done.
    Refused,
    /// No clear answer came.
    Unclear(Moment),
    /// Its rows are there, under these ids.
    Seen(Moment, Vec<AccessRequestId>),
    /// Of a cancel: its rows are there, and ended in another way.
    Overtaken(Moment),
    /// It was looked for after the time allowed and is not there.
    Missing(Moment),
    /// The person sends it again.
    Again,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing changed.
    Same,
    /// It stands somewhere else now.
    Moved,
    /// It is of no more use.
    Gone,
}

impl FromJson for EntryState {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let (name, content) = variant(tree)?;
        if name == "prepared" {
            return Ok(Self::Prepared);
        }
        let mut members = Members::verbatim(content);
        match name.as_str() {
            "sent" => Ok(Self::Sent { at: members.required("at")? }),
            "unknown" => Ok(Self::Unknown { since: members.required("since")? }),
            "not_found" => Ok(Self::NotFound { at: members.required("at")? }),
            "accepted" => Ok(Self::Accepted { at: members.required("at")? }),
            "unseen" => Ok(Self::Unseen { at: members.required("at")? }),
            "settled" => Ok(Self::Settled { at: members.required("at")? }),
            "overtaken" => Ok(Self::Overtaken { at: members.required("at")? }),
            _ => Err(DecodeError::expected("a state of an entry")),
        }
    }
}

impl EntryState {
    /// How far along it is; of two readings of one attempt the farther one is the later one.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Prepared => 0,
            Self::Sent { .. } => 1,
            Self::Unknown { .. } => 2,
            Self::NotFound { .. } => 3,
            Self::Accepted { .. } => 4,
            Self::Unseen { .. } => 5,
            Self::Settled { .. } | Self::Overtaken { .. } => 6,
        }
    }

    /// Whether its outcome is still being found out.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.is_over() && !matches!(self, Self::NotFound { .. })
    }

    /// Whether its rows have told how it ended.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Settled { .. } | Self::Overtaken { .. })
    }

    /// Whether it is known to have reached the service.
    #[must_use]
    pub fn has_arrived(&self) -> bool {
        matches!(self, Self::Accepted { .. } | Self::Unseen { .. } | Self::Settled { .. })
    }
}
