//! Problems with the storage, by code. Knows no storage.

/// A problem the person must know about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageTrouble {
    /// The browser stores nothing for this page: a reload loses what was typed.
    Blocked,
    /// The storage is full: a reload loses what was typed.
    Full,
    /// The entry is of a newer version, which another tab or page runs: it stays as it is, and nothing is sent or stored.
    Newer,
    /// Not all of the entry was readable, and it was kept aside untouched.
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
            Self::Newer => "storage.newer",
            Self::KeptAside { .. } => "storage.kept_aside",
        }
    }
}
