//! The browser's `localStorage`, every access to which may fail. Knows nothing of the texts.

/// Why a text could not be read or stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShelfTrouble {
    /// The browser allows no storage here.
    Blocked,
    /// There is no room.
    Full,
}

/// Stores texts by name.
pub(super) trait Shelf {
    /// Reads a text.
    fn get(&self, name: &str) -> Result<Option<String>, ShelfTrouble>;
    /// Stores a text.
    fn set(&self, name: &str, text: &str) -> Result<(), ShelfTrouble>;
}

/// The browser's `localStorage`.
pub(super) struct BrowserShelf;

impl BrowserShelf {
    fn storage() -> Result<web_sys::Storage, ShelfTrouble> {
        // Access throws where the person forbids it, and in frames with an opaque origin.
        web_sys::window()
            .and_then(|window| window.local_storage().ok().flatten())
            .ok_or(ShelfTrouble::Blocked)
    }
}

impl Shelf for BrowserShelf {
    fn get(&self, name: &str) -> Result<Option<String>, ShelfTrouble> {
        Self::storage()?.get_item(name).map_err(|_| ShelfTrouble::Blocked)
    }

    fn set(&self, name: &str, text: &str) -> Result<(), ShelfTrouble> {
        Self::storage()?.set_item(name, text).map_err(|_| ShelfTrouble::Full)
    }
}
