//! Where texts are kept: the browser's `localStorage`, whose every touch may fail. Knows nothing of what the texts say.

/// Why a text could not be read or kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShelfTrouble {
    /// The browser allows nothing here.
    Blocked,
    /// There is no room.
    Full,
}

/// Keeps texts under names.
pub(super) trait Shelf {
    /// The text under that name.
    fn get(&self, name: &str) -> Result<Option<String>, ShelfTrouble>;
    /// Keeps that text under that name.
    fn set(&self, name: &str, text: &str) -> Result<(), ShelfTrouble>;
}

/// The browser's own.
pub(super) struct BrowserShelf;

impl BrowserShelf {
    fn storage() -> Result<web_sys::Storage, ShelfTrouble> {
        // Touching it throws where the person forbids it, and in frames without an origin.
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
