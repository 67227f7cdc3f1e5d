//! Problems with the storage, by code. Knows no storage.

/// A problem the person must know about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageTrouble {
    /// The browser stores nothing for this page: a reload loses what was typed.
    Blocked,
    /// The storage is full: a reload loses what was typed.
    Full,
    /// The entry was unreadable or of a newer version, and was kept aside untouched.
    KeptAside {
        /// The name it is kept under.
        under: String,
    },
}

impl StorageTrouble {
    /// Its message code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Blocked => "storage.blocked",
            Self::Full => "storage.full",
            Self::KeptAside { .. } => "storage.kept_aside",
        }
    }
}
