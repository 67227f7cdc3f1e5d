//! Which rows of a list there are, and which of them are drawn yet. Drawing a row costs far more than finding it, so that few new
//! ones are drawn at a time, those on top first; the next follow when these are on the screen. Rows that are there stay.

use crate::components::ui::{ElementRef, KeyedRow};
use crate::signal::{Signal, Stored};
use crate::state::index::Index;
use leptos::prelude::{set_timeout, window};
use std::time::Duration;

/// The height of a row with all its lines, in pixels.
const ROW_HEIGHT: f64 = 88.0;
/// How long after some rows the next ones are drawn.
const SOON: Duration = Duration::from_millis(50);

/// The window on one list.
#[derive(Clone, Copy)]
pub struct Window {
    /// Where the list is.
    pub list: ElementRef,
    first: Signal<usize>,
    rows: Signal<usize>,
    at_least: usize,
    step: usize,
    drawn: Stored<Index>,
    /// New rows drawn in one go by now.
    at_once: Stored<usize>,
    again: Signal<()>,
    waiting: Stored<bool>,
}

impl Window {
    /// At the top of a list that has so many `rows` at first, and more by each *Show more*; `step` new ones are drawn in one go.
    #[must_use]
    pub fn new(rows: usize, step: usize) -> Self {
        Self {
            list: ElementRef::new(),
            first: Signal::new(0),
            rows: Signal::new(rows),
            at_least: rows,
            step,
            drawn: Stored::new(Index::default()),
            at_once: Stored::new(step),
            again: Signal::new(()),
            waiting: Stored::new(false),
        }
    }

    /// Back to the top, because the list is another one now.
    pub fn begin(self) {
        self.at_once.set(self.on_screen());
        self.first.set(0);
        self.rows.set(self.at_least);
    }

    /// More rows, because the person wants them.
    pub fn widen(self) {
        self.rows.update(|rows| *rows += self.at_least);
    }

    /// So many rows that this one is among them.
    pub fn reach(self, at: usize) {
        self.rows.update(|rows| *rows = (*rows).max(at + 1));
    }

    /// Another part of the list: the one with this row.
    pub fn turn_to(self, at: usize) {
        self.first.set(at - at % self.at_least);
    }

    /// How many rows there are to be. Reactive.
    #[must_use]
    pub fn rows(self) -> usize {
        self.rows.get()
    }

    /// The place of the first row in a list of so many. Reactive.
    #[must_use]
    pub fn first(self, len: usize) -> usize {
        let last = len.saturating_sub(1);
        self.first.get().min(last - last % self.at_least)
    }

    /// The rows in the window. Reactive.
    #[must_use]
    pub fn cut<T>(self, rows: &[T]) -> &[T] {
        let rest = rows.get(self.first(rows.len())..).unwrap_or_default();
        rest.get(..self.rows()).unwrap_or(rest)
    }

    /// Those of the rows in the window that are drawn now: those that are there, and the first of the new ones. Reactive: the
    /// next new ones come by themselves.
    #[must_use]
    pub fn admit(self, mut rows: Vec<KeyedRow>) -> Vec<KeyedRow> {
        self.again.track();
        let at_once = self.at_once.try_get().unwrap_or_default();
        let (mut drawn, mut new) = (Index::default(), 0);
        rows.retain(|row| {
            let there = self.drawn.try_with(|before| before.has(row.key())) == Some(true);
            new += usize::from(!there);
            let draw = there || new <= at_once;
            if draw {
                drawn.add(row.key());
            }
            draw
        });
        self.drawn.set(drawn);
        if new > at_once && self.waiting.try_get() == Some(false) {
            self.waiting.set(true);
            let next = move || {
                self.waiting.set(false);
                self.at_once.set(self.step);
                self.again.set(());
            };
            set_timeout(next, SOON);
        }
        rows
    }

    /// How many rows the screen shows of the list as it is.
    fn on_screen(self) -> usize {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let top = self.list.get_untracked().map_or(0.0, |list| list.get_bounding_client_rect().top());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window has few rows")]
        let rows = ((height - top) / ROW_HEIGHT) as usize;
        rows + 1
    }
}
