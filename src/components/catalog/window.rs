//! How many rows of the list are drawn. A row costs far more than finding it, so with the letter that was typed only those are
//! drawn that a person sees at once; the others follow a few at a time, when those are on the screen and nobody types on.

use crate::signal::{Kept, Var};
use leptos::prelude::set_timeout;
use std::time::Duration;

/// Rows the list shows at first, and more by each *Show more*.
const ROWS: usize = 50;
/// Rows drawn in one go after a change of the search.
const AT_ONCE: usize = 10;
/// How long after it the next ones are drawn.
const SOON: Duration = Duration::from_millis(60);

/// The rows drawn by now, of those wanted.
#[derive(Clone, Copy)]
pub struct Window {
    wanted: Var<usize>,
    drawn: Var<usize>,
    /// Counts the changes of the search, so that rows of an earlier one are not waited for.
    turn: Kept<u32>,
}

impl Window {
    /// At the top of the list.
    #[must_use]
    pub fn new() -> Self {
        Self { wanted: Var::new(ROWS), drawn: Var::new(ROWS), turn: Kept::new(0) }
    }

    /// Begins at the top, because the list is another one now.
    pub fn begin(self) {
        let turn = self.turn.try_get().unwrap_or_default().wrapping_add(1);
        self.turn.set(turn);
        self.wanted.set(ROWS);
        self.drawn.set(AT_ONCE);
        self.go_on(turn);
    }

    /// More rows, because the person wants them.
    pub fn widen(self) {
        self.wanted.update(|wanted| *wanted += ROWS);
        self.drawn.set(self.wanted.get_untracked());
    }

    /// How many rows are drawn. Reactive.
    #[must_use]
    pub fn drawn(self) -> usize {
        self.drawn.get()
    }

    /// How many there are to be. Reactive.
    #[must_use]
    pub fn wanted(self) -> usize {
        self.wanted.get()
    }

    fn go_on(self, turn: u32) {
        let next = move || {
            if self.turn.try_get() == Some(turn) && self.drawn.get_untracked() < self.wanted.get_untracked() {
                self.drawn.update(|drawn| *drawn += AT_ONCE);
                self.go_on(turn);
            }
        };
        set_timeout(next, SOON);
    }
}
