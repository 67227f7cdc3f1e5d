//! The browser's `localStorage`, every access to which may fail. Knows nothing of the texts.

/// Why a text could not be read or stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BackendError {
    /// The browser allows no storage here.
    Blocked,
    /// There is no room.
    Full,
}

/// Stores texts by name.
pub(super) trait Backend {
    /// Reads a text.
    fn get(&self, name: &str) -> Result<Option<String>, BackendError>;
    /// Stores a text.
    fn set(&self, name: &str, text: &str) -> Result<(), BackendError>;
}

/// The browser's `localStorage`.
pub(super) struct BrowserStorage;

impl BrowserStorage {
    fn storage() -> Result<web_sys::Storage, BackendError> {
        // Access throws where the person forbids it, and in frames with an opaque origin.
        web_sys::window()
            .and_then(|window| window.local_storage().ok().flatten())
            .ok_or(BackendError::Blocked)
    }
}

impl Backend for BrowserStorage {
    fn get(&self, name: &str) -> Result<Option<String>, BackendError> {
        Self::storage()?.get_item(name).map_err(|_| BackendError::Blocked)
    }

    fn set(&self, name: &str, text: &str) -> Result<(), BackendError> {
        Self::storage()?.set_item(name, text).map_err(|_| BackendError::Full)
    }
}
