//! Where a change of the settings is on its way, and how it came out. Pure.

use crate::api::ApiError;

/// The two halves of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// The rules.
    #[default]
    Rules,
    /// Requests that hang.
    Stuck,
}

/// Where a change is on its way.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SettingsPhase {
    /// Nothing is being changed.
    #[default]
    Looking,
    /// The form is open.
    Writing,
    /// Whether the approver exists is being asked.
    Checking,
    /// The last look before saving.
    Reviewing,
    /// Reading again, replacing, reading back.
    Saving,
    /// Somebody else changed something: before ours was sent, or after it was saved.
    Conflict {
        /// Whether ours was saved first.
        saved: bool,
    },
    /// It was sent and could not be read back.
    Unknown(ApiError),
}

/// What became of the last saving.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveOutcome {
    /// It was read back and is equal.
    Saved,
    /// Nothing was changed, and why.
    NotSaved(ApiError),
    /// It was sent without a clear answer, and the settings stand as before.
    NotArrived(ApiError),
    /// The person took what somebody else had made of it.
    TheirsTaken,
}
