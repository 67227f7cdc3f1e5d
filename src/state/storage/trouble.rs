//! What can be wrong with the storage, by code. Knows no storage.

/// What the person must know about the storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageTrouble {
    /// The browser keeps nothing for this page: a reload loses what was typed.
    Blocked,
    /// There is no room: a reload loses what was typed.
    Full,
    /// What was kept could not be read (ruined, or of a newer version) and lies aside, untouched.
    KeptAside {
        /// The name it lies under.
        under: String,
    },
}

impl StorageTrouble {
    /// Its stable code; words are found by it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Blocked => "storage.blocked",
            Self::Full => "storage.full",
            Self::KeptAside { .. } => "storage.kept_aside",
        }
    }
}
