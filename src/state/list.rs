//! Lists that the service gives in pages: their rows, how far they have been read, and the one loop that reads page after page.
//! Knows no operation, no view and no words.

mod load;
mod load_state;
mod pages;

pub use load::Load;
pub use load_state::{End, LoadState};
pub use pages::{Fetched, Paging, read_pages};

use crate::signal::Signal;

/// A list that is read page by page.
pub struct Paged<T: 'static> {
    /// The rows read so far, in the service's order.
    pub rows: Signal<Vec<T>>,
    /// How far they have been read.
    pub load: Load,
}

impl<T> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Paged<T> {}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Self { rows: Signal::new(Vec::new()), load: Load::default() }
    }
}

impl<T: Clone + 'static> Paged<T> {
    /// Shows what a reading has brought so far, unless an earlier one is still showing more.
    pub fn grow(self, rows: &[T]) {
        if self.rows.try_with_untracked(|shown| shown.len() <= rows.len()) == Some(true) {
            self.rows.set(rows.to_vec());
        }
    }
}
