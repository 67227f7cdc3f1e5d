//! Paged lists: their rows, their load state, and the one loop that reads page after page.
//! Knows no operation, no view and no words.

mod left_out;
mod load;
mod load_state;
mod pages;

pub use left_out::{LeftOut, details, incomplete_rows, keep_rows};
pub use load::Load;
pub use load_state::{End, LoadState};
pub use pages::{Fetched, Paging, read_pages};

use crate::signal::Signal;

/// A list that is read page by page.
pub struct Paged<T: 'static> {
    /// The rows read so far, in the service's order.
    pub rows: Signal<Vec<T>>,
    /// Their load state.
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
    /// Shows the rows read so far, unless more rows of an earlier read are shown.
    pub fn grow(self, rows: &[T]) {
        if self.rows.try_with_untracked(|shown| shown.len() <= rows.len()) == Some(true) {
            self.rows.set(rows.to_vec());
        }
    }
}
