//! How many rows of the list there are, and which of them are drawn yet. Drawing a row costs far more than finding it, so that a
//! few new ones are drawn at a time, those on top first; the next follow when these are on the screen. Rows that are there stay.

use crate::components::ui::ElementRef;
use crate::signal::{Kept, Var};
use crate::state::index::Index;
use leptos::prelude::{set_timeout, window};
use std::time::Duration;

/// Rows the list has at first, and more by each *Show more*.
const ROWS: usize = 50;
/// The height of a row with all its lines, in pixels.
const ROW_HEIGHT: f64 = 88.0;
/// New rows drawn in one go, unless the screen shows another number of them.
const STEP: usize = 8;
/// How long after some rows the next ones are drawn.
const SOON: Duration = Duration::from_millis(50);

/// The rows of one list.
#[derive(Clone, Copy)]
pub struct Window {
    /// Where the list stands.
    pub list: ElementRef,
    rows: Var<usize>,
    drawn: Kept<Index>,
    /// New rows drawn in one go by now.
    at_once: Kept<usize>,
    again: Var<()>,
    waiting: Kept<bool>,
}

impl Default for Window {
    /// At the top of the list.
    fn default() -> Self {
        Self {
            list: ElementRef::new(),
            rows: Var::new(ROWS),
            drawn: Kept::new(Index::default()),
            at_once: Kept::new(STEP),
            again: Var::new(()),
            waiting: Kept::new(false),
        }
    }
}

impl Window {
    /// Back to the top, because the list is another one now.
    pub fn begin(self) {
        self.at_once.set(self.on_screen());
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
        let at_once = self.at_once.try_get().unwrap_or_default();
        let mut drawn = Index::default();
        let (mut admitted, mut new) = (Vec::new(), 0);
        for key in keys {
            let there = self.drawn.try_with(|before| before.has(key)) == Some(true);
            new += usize::from(!there);
            let draw = there || new <= at_once;
            if draw {
                drawn.add(key);
            }
            admitted.push(draw);
        }
        self.drawn.set(drawn);
        if new > at_once && self.waiting.try_get() == Some(false) {
            self.waiting.set(true);
            let next = move || {
                self.waiting.set(false);
                self.at_once.set(STEP);
                self.again.set(());
            };
            set_timeout(next, SOON);
        }
        admitted
    }

    /// How many rows the window of the page shows of the list as it stands.
    fn on_screen(self) -> usize {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let top = self.list.get_untracked().map_or(0.0, |list| list.get_bounding_client_rect().top());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window has few rows")]
        let rows = ((height - top) / ROW_HEIGHT) as usize;
        rows + 1
    }
}
