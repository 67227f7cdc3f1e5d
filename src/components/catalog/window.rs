//! How many rows of the list there are, and which of them are drawn yet. Drawing a row costs far more than finding it, so that a
//! few new ones are drawn at a time, those on top first; the next follow when these are on the screen. Rows that are there stay.

use crate::signal::{Kept, Var};
use crate::state::index::Index;
use leptos::prelude::set_timeout;
use std::time::Duration;

/// Rows the list has at first, and more by each *Show more*.
const ROWS: usize = 50;
/// New rows drawn in one go: about what a window shows of the list.
const AT_ONCE: usize = 15;
/// How long after them the next ones are drawn.
const SOON: Duration = Duration::from_millis(50);

/// The rows of one list.
#[derive(Clone, Copy)]
pub struct Window {
    rows: Var<usize>,
    drawn: Kept<Index>,
    again: Var<()>,
    waiting: Kept<bool>,
}

impl Default for Window {
    /// At the top of the list.
    fn default() -> Self {
        Self {
            rows: Var::new(ROWS),
            drawn: Kept::new(Index::default()),
            again: Var::new(()),
            waiting: Kept::new(false),
        }
    }
}

impl Window {
    /// Back to the top, because the list is another one now.
    pub fn begin(self) {
        self.rows.set(ROWS);
    }

    /// More rows, because the person wants them.
    pub fn widen(self) {
        self.rows.update(|rows| *rows += ROWS);
    }

    /// How many rows there are to be. Reactive.
    #[must_use]
    pub fn rows(self) -> usize {
        self.rows.get()
    }

    /// Which of these rows, by their keys and in their order, are drawn now: those that are there, and the first of the new ones.
    /// Reactive: the next new ones come by themselves.
    #[must_use]
    pub fn admit(self, keys: &[String]) -> Vec<bool> {
        self.again.track();
        let mut drawn = Index::default();
        let (mut admitted, mut new) = (Vec::new(), 0);
        for key in keys {
            let there = self.drawn.try_with(|before| before.has(key)) == Some(true);
            new += usize::from(!there);
            let draw = there || new <= AT_ONCE;
            if draw {
                drawn.add(key);
            }
            admitted.push(draw);
        }
        self.drawn.set(drawn);
        if new > AT_ONCE && self.waiting.try_get() == Some(false) {
            self.waiting.set(true);
            let next = move || {
                self.waiting.set(false);
                self.again.set(());
            };
            set_timeout(next, SOON);
        }
        admitted
    }
}
