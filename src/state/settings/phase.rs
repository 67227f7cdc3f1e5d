//! Phases and results of a change of the settings. Pure.

use crate::api::ApiError;

/// The sections of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// The request rules.
    #[default]
    Rules,
    /// Stuck requests.
    Stuck,
}

/// The phase of a change.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SettingsPhase {
    /// Nothing is being changed.
    #[default]
    Viewing,
    /// The form is open.
    Editing,
    /// The existence of the approver is being checked.
    Checking,
    /// The changes are shown for confirmation.
    Reviewing,
    /// The configuration is being read, replaced and read back.
    Saving,
    /// Somebody else changed the configuration before ours was sent, or after it was saved.
    Conflict {
        /// True if ours was saved first.
        saved: bool,
    },
    /// Sent, but it could not be read back.
    Unknown(ApiError),
}

/// The result of a save.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveOutcome {
    /// Read back and equal.
    Saved,
    /// Nothing was changed, for this reason.
    NotSaved(ApiError),
    /// Sent without a clear answer; the configuration is unchanged.
    NotArrived(ApiError),
    /// The viewer kept somebody else's values.
    TheirsTaken,
}
